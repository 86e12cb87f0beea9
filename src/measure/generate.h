/*
 * generate.h - calendars made by a rule: months, 4-4-5, 4-5-4, 5-4-4.
 */
#ifndef REPORT_MEASURE_GENERATE_H
#define REPORT_MEASURE_GENERATE_H

#include "base/date.h"
#include "base/str.h"

struct arena;
struct calendar;

/* How a calendar is generated. */
enum calendar_pattern {
    CALENDAR_MONTHS,
    CALENDAR_445,
    CALENDAR_454,
    CALENDAR_544,
};

/* "months", "4-4-5", "4-5-4", "5-4-4"; false: none of them. */
bool calendar_pattern_parse(struct str text, enum calendar_pattern *pattern);

/* The day on which a generated 4-4-5 year ends. */
struct year_end {
    bool nearest; /* the weekday nearest to the month's end; else its last */
    int weekday;  /* 0 = Monday */
    int month;
};

/* "last Sunday of June", "Saturday nearest end of January"; false: neither. */
bool year_end_parse(struct str text, struct year_end *year_end);

/*
 * A calendar that covers the days first..last and the fiscal years they lie
 * in, with one year more on either side for comparisons.
 */
struct calendar *calendar_generate(struct arena *arena,
                                   enum calendar_pattern pattern,
                                   struct year_end year_end, int32_t first,
                                   int32_t last);

#endif
