/*
 * view.h - what every measure looks at: the book, and its windows.
 *
 * The totals of all windows are worked out once, when the view is made.  A
 * window that cannot be used (it has no base in the calendar, or the data does
 * not reach back to it) is unknown here, so that measures need ask no more.
 */
#ifndef REPORT_MEASURE_VIEW_H
#define REPORT_MEASURE_VIEW_H

#include "measure/grouping.h"
#include "measure/lift.h"
#include "measure/study.h"
#include "measure/totals.h"

struct clv_model;
struct scopes;

/* The windows; slices (categories, stores …) are compared in the first three.
 */
enum slot {
    SLOT_NOW,
    SLOT_PREV,
    SLOT_LY,
    SLOT_COMPARED,
    SLOT_LY_FISCAL = SLOT_COMPARED,
    SLOT_WHOLE, /* all days of the data up to the as-of day */
    SLOT_TRAIL,
    SLOT_TRAIL_LY = SLOT_TRAIL + 13,
    SLOT_COUNT = SLOT_TRAIL_LY + 13
};

struct view {
    struct arena *arena; /* of the tables */
    size_t threads;      /* 1 or more */
    const struct study *study;
    const struct book *book; /* as of comparison->as_of */
    const struct comparison *comparison;
    struct window windows[SLOT_COUNT];
    struct totals totals[SLOT_COUNT];
    struct members members;
    const uint32_t *subscribers; /* identify_customers(); NULL: no extract */
    const int64_t *baskets; /* of each day of the data, from the first on */
    const struct scopes *scopes; /* scope.h; set once they are made */
    struct lifts lifts;          /* of the offers; none without their extract */
    const struct clv_model *clv_model; /* clv_model.h; set once it is made */
};

/*
 * The arena is that of the tables; what goes with the view is in scratch.  The
 * book is the study's as of comparison.as_of (cutoff.h).
 */
void view_make(struct arena *arena, struct arena *scratch,
               const struct study *study, const struct book *book,
               struct view *view);

static inline bool view_has(const struct view *view, size_t slot)
{
    return window_is_known(&view->windows[slot]);
}

/* Whether a day lies in a window. */
static inline bool view_holds(const struct view *view, size_t slot,
                              int32_t date)
{
    const struct window *window = &view->windows[slot];

    return window_is_known(window) && date >= window->start &&
           date <= window->end;
}

#endif
