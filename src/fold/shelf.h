/*
 * shelf.h - where packed runs wait to be joined, parted by their orders' ids.
 *
 * Runs lie in pages, none across two, which are given back once they are
 * joined.  A shelf is filled by one thread, one batch after the other; the
 * numbers in the runs of a batch are those of its lexicon.
 */
#ifndef REPORT_FOLD_SHELF_H
#define REPORT_FOLD_SHELF_H

#include "base/page.h"
#include "fold/batch.h"
#include "fold/run.h"

struct run_page {
    struct run_page *next;
    uint32_t len; /* bytes of runs behind this head */
};

static_assert(sizeof(struct run_page) == 16, "runs are aligned behind a head");

enum { RUN_PAGE_BYTES = PAGE_BYTES - (int)sizeof(struct run_page) };

static inline char *run_page_bytes(struct run_page *page)
{
    return (char *)(page + 1);
}

/* Runs of one part. */
struct run_list {
    struct run_page *first;
    struct run_page *last;
    uint32_t count;
    uint32_t items;   /* products in all runs */
    uint32_t counted; /* what is marked as a batch's */
    uint32_t counted_items;
};

struct shelf {
    struct shelf *next;
    struct batch *first; /* of its batches, in order */
    struct batch *last;
    struct run_list parts[KEY_PARTS];
};

void shelf_put(struct shelf *shelf, const struct run *run);

/* Put packed runs of a part that lie side by side: so many, with so many
 * products. */
void shelf_put_packed(struct shelf *shelf, size_t part, struct str runs,
                      uint32_t count, uint32_t items);

/* What was put since the batch before is the batch's. */
void shelf_mark(struct shelf *shelf, struct batch *batch);

/*
 * Where the batch's runs of a part go on behind a place: they are `len` bytes
 * at the result, behind which `place` is then; NULL if there are no more.
 */
const char *shelf_next(const struct shelf *shelf, const struct batch *batch,
                       size_t part, struct run_place *place, size_t *len);

/* Give the pages of a part back. */
void run_list_drop(struct run_list *list);

#endif
