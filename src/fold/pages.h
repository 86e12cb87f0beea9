/*
 * pages.h - an array that grows by pages, so that it is never copied and takes
 * hardly more than it holds.
 *
 * Items are of one size and stay where they are; new room is zeroed.
 */
#ifndef REPORT_FOLD_PAGES_H
#define REPORT_FOLD_PAGES_H

#include "base/arena.h"

#include <stddef.h>

struct pages {
    struct arena *arena;
    size_t size;   /* of an item */
    unsigned bits; /* a page has 2^bits items */
    size_t count;
    char **page;
    size_t page_count;
    size_t page_capacity;
};

static inline void *pages_at(const struct pages *pages, size_t number)
{
    size_t mask = ((size_t)1 << pages->bits) - 1;

    return pages->page[number >> pages->bits] + (number & mask) * pages->size;
}

void pages_init(struct pages *pages, struct arena *arena, size_t size);

/*
 * Room for `count` items behind one another; the number of the first.  Items
 * that are left over at the end of a page belong to nobody.
 */
size_t pages_add(struct pages *pages, size_t count);

/*
 * Let the pages of `from`, in the same arena or one that is taken over, follow
 * those of `into`; what is to be added to the numbers of its items.
 */
size_t pages_take(struct pages *into, struct pages *from);

/*
 * Give the page of an item back, to whose items nobody may go any more.  Only
 * for items that were added one by one.
 */
void pages_release_page(struct pages *pages, size_t number);

/* Give all memory back, under the same condition. */
void pages_release(struct pages *pages);

#endif
