/*
 * diary.h - what products sold day by day, and on which days a promotion of
 * them ran.
 *
 * Kept are some days of the data; of all products whether they were promoted,
 * of those asked for what they sold: 40 bytes for each day with a sale.
 */
#ifndef REPORT_MEASURE_DIARY_H
#define REPORT_MEASURE_DIARY_H

#include "measure/placement.h"

/* The sale lines of a product on a day. */
struct entry {
    uint32_t day;
    int64_t lines;
    int64_t units;
    int64_t gross;
    int64_t discount;
};

struct diary {
    const struct book *book;
    int32_t first; /* day 0 */
    size_t day_count;
    size_t words;    /* of 64 days */
    uint64_t *marks; /* of each product: the days of its promotions */
    struct entry *entries;
    size_t *entry_first; /* of each product, and the end */
};

/* The days first .. last of the data; entries of products that are `wanted`. */
struct diary diary_make(struct arena *arena, const struct placement *placement,
                        const struct book *book, int32_t first, int32_t last,
                        const bool *wanted);

/* Whether a promotion of the product ran on a day. */
static inline bool diary_is_promoted(const struct diary *diary, size_t product,
                                     size_t day)
{
    return diary->marks[product * diary->words + day / 64] >> day % 64 & 1;
}

#endif
