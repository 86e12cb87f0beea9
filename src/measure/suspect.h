/*
 * suspect.h - orders and customers that do not look like shopping, each with
 * the reasons why (metrics.md 6, Suspects), and what they come to.
 *
 * All is of the reported window.  Customers are told by the walk that others
 * listen to as well (patron.h); orders of nobody are looked at when it is over.
 */
#ifndef REPORT_MEASURE_SUSPECT_H
#define REPORT_MEASURE_SUSPECT_H

#include "measure/suspect_list.h"
#include "measure/suspect_reason.h"

/* What there is of suspects with some reason. */
struct suspect_part {
    int64_t orders; /* that are suspects */
    int64_t customers;
    /* What they add to the window's: sums without costs, baskets, and customers
     * who have no other basket. */
    struct totals totals;
};

/* Parts are of each reason, and behind them of all suspects. */
enum { SUSPECT_ALL = SUSPECT_REASONS, SUSPECT_PARTS };

struct suspicion {
    struct suspect_list *list;
    struct suspect_part parts[SUSPECT_PARTS];
};

struct suspects;

/* Nobody yet; in an arena that outlasts the walk. */
struct suspects *suspects_begin(struct arena *arena, const struct view *view);

/* A patron_task for everyone; its context is the suspects. */
void suspects_add(void *context, const struct patron *patron, size_t thread);

/* Once all are told; the list lives in the arena. */
void suspects_end(struct arena *arena, struct suspects *suspects,
                  struct suspicion *suspicion);

#endif
