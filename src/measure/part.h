/*
 * part.h - the parts of the whole (categories, products, stores) in the
 * windows that they are compared in.
 *
 * A part is a number 0 .. count - 1; whoever makes parts says how numbers are
 * given out and named.  Each line of a window belongs to exactly one part.
 */
#ifndef REPORT_MEASURE_PART_H
#define REPORT_MEASURE_PART_H

#include "measure/view.h"

struct part {
    struct str id; /* as printed: "Unknown" where it is missing */
    bool has_lines[SLOT_COMPARED];
    struct sums sums[SLOT_COMPARED];
    int64_t baskets;              /* of the reported window that belong to it */
    int64_t ranks[SLOT_COMPARED]; /* by net sales; 0: no lines there */
};

struct parts {
    struct part *items;
    size_t count;
    size_t *order; /* by rank, those without lines now last; part_rank() */
};

/* Classes grouped by their category or department, in order of names. */
struct grouping {
    struct str *names;
    size_t count;
    uint32_t *groups; /* of each class */
};

enum group_by { BY_CATEGORY, BY_DEPARTMENT };

struct grouping grouping_make(struct arena *arena,
                              const struct catalogue *catalogue,
                              enum group_by by);

/* The group of a product of the book; MAP_NONE stands for an unknown one. */
uint32_t grouping_of_product(const struct grouping *grouping,
                             const struct book *book, uint32_t product);

/* Add sums to a part in every window that holds the day. */
void part_add(const struct view *view, struct part *part, int32_t date,
              const struct sums *sums);

/* Rank the parts by net sales in each window. */
void part_rank(struct arena *arena, struct parts *parts);

/* An order that is a basket of the reported window. */
bool part_is_basket(const struct view *view, const struct order *order);

/* The net sales of a base, and %Δ per day, into two cells. */
void part_compare(const struct view *view, const struct part *part, size_t slot,
                  struct cell *cells);

/* The part's change over the whole's net sales in a base, in points. */
struct cell part_contribution(const struct view *view, const struct part *part,
                              size_t slot);

/* The rank in a window, undefined where the part has no lines in it. */
struct cell part_rank_cell(const struct part *part, size_t slot);

struct cell part_margin_rate(const struct sums *sums);

/* part / whole of money; undefined where the whole is not positive. */
struct cell part_share(int64_t part, int64_t whole);

/*
 * Whether net sales and units of the parts add up to the whole in all windows;
 * INTERNAL, told, where they do not.
 */
enum status part_check(const struct view *view, struct diag *diag,
                       const char *what, const struct parts *parts);

#endif
