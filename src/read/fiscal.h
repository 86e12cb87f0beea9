/*
 * fiscal.h - the rows of the fiscal_calendar extract.
 */
#ifndef REPORT_READ_FISCAL_H
#define REPORT_READ_FISCAL_H

#include "read/config.h"
#include "read/control.h"

/* One row: a period, a week of one, or a day of one. */
struct fiscal_row {
    int year;   /* 2024, from 2024, 24, FY24 or FY2024 */
    int period; /* from 6, 06, P6 or P06 */
    int week;   /* 0: not given */
    int32_t start;
    int32_t end;
    struct str label;
    struct place place;
};

/*
 * All rows; none where the extract is not delivered.  A calendar with a wrong
 * row is refused, not thinned out: any reject is BAD_DATA.
 */
enum status fiscal_read(struct arena *arena, struct diag *diag,
                        const struct config *config, struct ledger *ledger,
                        struct fiscal_row **rows, size_t *count);

#endif
