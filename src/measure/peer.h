/*
 * peer.h - cells of customers who are alike: scores of recency and frequency,
 * and the market of the last store, on given days (metrics.md 4 and 6).
 *
 * The scores of a day are over the 104 weeks that end on it, among identified
 * customers who are no staff and have a basket in them.
 */
#ifndef REPORT_MEASURE_PEER_H
#define REPORT_MEASURE_PEER_H

#include "measure/score.h"
#include "measure/trace.h"
#include "measure/view.h"

/* In no cell: without a basket, or of too few to be scored. */
#define PEER_NONE UINT32_MAX

struct peers {
    const struct view *view;
    struct shifts shifts; /* for trace_take() */
    const int32_t *days;  /* ascending */
    size_t day_count;
    struct score_cuts *recency; /* of each day */
    struct score_cuts *frequency;
    uint32_t *markets;   /* of each store of the book; behind: unknown */
    size_t market_count; /* the first one is unknown */
};

/* Look at all customers once; `view` and the days are set. */
void peers_make(struct arena *arena, struct peers *peers);

/* Cells are 0 .. count - 1. */
static inline size_t peers_cells(const struct peers *peers)
{
    return peers->market_count * SCORES * SCORES;
}

/* The baskets of a trace in the weeks to a day; days come ascending. */
struct gaze {
    size_t first;
    size_t end;
};

/* The cell on a day of the peers, given by its number. */
uint32_t peers_cell(const struct peers *peers, const struct trace *trace,
                    struct gaze *gaze, size_t day);

#endif
