/*
 * history.h - when each customer came, in brief: what models of customers are
 * fitted to.
 *
 * An occasion is a customer's day with positive sale lines (metrics.md 0); the
 * first one is none of the repeats.  Nothing after the last day known is
 * looked at, and what is known some time before is kept beside it.
 */
#ifndef REPORT_MEASURE_HISTORY_H
#define REPORT_MEASURE_HISTORY_H

#include "measure/view.h"

struct history {
    int32_t first;    /* occasion; DATE_NONE: none up to the last day known */
    int32_t last;     /* first, where there is no repeat */
    uint32_t repeats; /* occasions but the first */
    /* The same as it was known earlier; nothing where `first` came later. */
    int32_t early_last;
    uint32_t early_repeats;
    int64_t spend; /* net sales of the days of the repeats, money */
};

/*
 * Of each customer of the book, by the threads of the view; what was known up
 * to the days `end` and `early`, which is before it.
 */
struct history *histories_make(struct arena *arena, const struct view *view,
                               int32_t end, int32_t early);

#endif
