/*
 * member.h - which baskets are members' (metrics.md 0, Member).
 */
#ifndef REPORT_MEASURE_MEMBER_H
#define REPORT_MEASURE_MEMBER_H

#include "fold/book.h"

/* The customers of a book with their rows in the customers extract. */
struct members {
    const struct book *book;
    const uint32_t *rows; /* MAP_NONE: the extract lacks the id */
};

struct members members_make(struct arena *arena, const struct book *book);

/* Whether the membership of an order's customer covers the order's day. */
bool members_hold(const struct members *members, const struct order *order);

#endif
