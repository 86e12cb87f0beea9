/*
 * id_range.h - customers parted by ranges of their ids, so that lists by id
 * read memory nearly in order.
 *
 * How ids are spread is not known before they are seen: where ranges end is
 * drawn from a sample, so that each has about as many orders.  Ids that a key
 * does not hold are parted by their hashes.
 */
#ifndef REPORT_FOLD_ID_RANGE_H
#define REPORT_FOLD_ID_RANGE_H

#include "fold/key.h"

struct shelf;

/* Fewer than parts of orders, as each part of the customers grows by itself. */
enum { ID_RANGE_BITS = 7, ID_RANGES = 1 << ID_RANGE_BITS };

struct id_ranges {
    struct key_head ends[ID_RANGES - 1]; /* what is below them */
};

/* Of the customers in the runs on shelves, that are not joined yet. */
void id_ranges_find(struct id_ranges *ranges, const struct shelf *shelves);

/* The range of a customer's key; of no customer, that of an empty id. */
static inline size_t id_range_of(const struct id_ranges *ranges,
                                 const struct key *key)
{
    struct key_head head = key_head(key);
    size_t range = 0;

    if (key_is_hash(key))
        return (size_t)(key->words[0] >> (64 - ID_RANGE_BITS));
    for (size_t step = ID_RANGES / 2; step > 0; step /= 2)
        range += key_head_compare(head, ranges->ends[range + step - 1]) < 0
                     ? 0
                     : step;
    return range;
}

#endif
