/*
 * date.h - dates as days since 1970-01-01, times as seconds since then.
 *
 * All dates are of the proleptic Gregorian calendar, years 1 to 9999, and all
 * times are local store time: there are no time zones here.
 */
#ifndef REPORT_BASE_DATE_H
#define REPORT_BASE_DATE_H

#include "base/str.h"

#include <stdbool.h>
#include <stdint.h>

#define DATE_NONE   INT32_MIN
#define DAY_SECONDS 86400
#define WEEK_DAYS   7

/* A date taken apart; month and day count from 1. */
struct civil {
    int year;
    int month;
    int day;
};

/* A valid date as days since 1970-01-01, and back; whether there is such a
 * date; how many days a month has. */
int32_t date_of(int year, int month, int day);
struct civil date_civil(int32_t date);
bool date_is_valid(int year, int month, int day);
int date_month_days(int year, int month);

/* 0 = Monday … 6 = Sunday. */
int date_weekday(int32_t date);

/* The same day n years later or earlier; 29 Feb becomes 28 Feb. */
int32_t date_add_years(int32_t date, int years);

/* "2023-12-31"; DATE_NONE gives "". */
enum { DATE_TEXT = 16 };
const char *date_print(char out[static DATE_TEXT], int32_t date);

const char *date_month_name(int month);     /* "November" */
const char *date_weekday_name(int weekday); /* "Monday" */

/* A whole text as YYYY-MM-DD. */
bool date_parse(struct str text, int32_t *date);

/* A point in local time. */
struct stamp {
    int64_t seconds; /* since 1970-01-01 00:00 */
    bool has_time;   /* false: only the date is known */
};

/*
 * A whole text as a time in `format`: %Y %y %m %b %B %d %H %I %M %S %p and
 * literal bytes (%y: 69-99 are 19xx; %b, %B: a month's name, in full or of
 * three letters); a fraction, %f or behind %S, and a zone %z are read over.
 * Numbers have all their digits, but for a month, a day or an hour that touches
 * no other number: 1/5/2019 8:26.  An empty format stands for ISO 8601:
 * YYYY-MM-DD[ T]HH:MM[:SS[.fraction]] or a date, all digits given.
 */
bool stamp_parse(struct str text, struct str format, struct stamp *stamp);

/* Whether a format holds only what stamp_parse() knows, and a whole date. */
bool stamp_format_is_valid(struct str format);

#endif
