/*
 * slice.h - the slices of the whole (categories, products, stores) in the
 * windows that they are compared in.
 *
 * A slice is a number 0 .. count - 1; whoever makes slices says how numbers are
 * given out and named.  Each line of a window belongs to exactly one slice.
 */
#ifndef REPORT_MEASURE_SLICE_H
#define REPORT_MEASURE_SLICE_H

#include "measure/grouping.h"
#include "measure/view.h"

struct slice {
    struct str id; /* as printed: "Unknown" where it is missing */
    bool has_lines[SLOT_COMPARED];
    struct sums sums[SLOT_COMPARED];
    int64_t baskets;              /* of the reported window that belong to it */
    int64_t ranks[SLOT_COMPARED]; /* by net sales; 0: no lines there */
};

struct slices {
    struct slice *items;
    size_t count;
    size_t *order; /* by rank, those without lines now last; slice_rank() */
};

/* Add the sums of lines, if any, in every window that holds their day. */
void slice_add(const struct view *view, struct slice *slice, int32_t date,
               const struct sums *sums);

/* Add the sums of lines that a walk gives of a day of the window. */
void slice_add_brief(struct slice *slice, size_t slot, const struct sums *sums);

/* Rank the slices by net sales in each window. */
void slice_rank(struct arena *arena, struct slices *slices);

/* The net sales of a base, and %Δ per day, into two cells. */
void slice_compare(const struct view *view, const struct slice *slice,
                   size_t slot, struct cell *cells);

/* The slice's change over the whole's net sales in a base, in points. */
struct cell slice_contribution(const struct view *view,
                               const struct slice *slice, size_t slot);

/* The rank in a window, undefined where the slice has no lines in it. */
struct cell slice_rank_cell(const struct slice *slice, size_t slot);

/* Places climbed since a base; undefined without a rank in both windows. */
struct cell slice_move_cell(const struct slice *slice, size_t slot);

struct cell slice_margin_rate(const struct sums *sums);

/* part / whole of money; undefined where the whole is not positive. */
struct cell slice_share(int64_t part, int64_t whole);

/*
 * Whether net sales and units of the slices add up to the whole in all windows;
 * INTERNAL, told, where they do not.
 */
enum status slice_check(const struct view *view, struct diag *diag,
                        const char *what, const struct slices *slices);

/* The same of slices that each basket of the reported window belongs to one of.
 */
enum status slice_check_baskets(const struct view *view, struct diag *diag,
                                const char *what, const struct slices *slices);

/* Whether a slice has a line in the windows compared, or a basket now. */
bool slice_is_shown(const struct slice *slice);

#endif
