/*
 * mover.h - gathers what orders have on other days than most of their lines,
 * while these are joined.
 *
 * Each thread has a mover of its own.  Until a part of the orders is joined,
 * they go by their numbers in it.
 */
#ifndef REPORT_FOLD_MOVER_H
#define REPORT_FOLD_MOVER_H

#include "fold/book.h"
#include "fold/run.h"

struct clients;

struct mover {
    struct arena *arena; /* of the items */
    struct moved *items;
    size_t count;
    size_t room;
    size_t settled; /* items whose orders are joined */
};

/* A run of another day than `from`, that of its order; its content is yet to be
 * put there. */
struct moved *mover_add(struct mover *mover, uint32_t order, int32_t from,
                        const struct run *run);

/* The orders of a part are joined: the next item that goes by its number in
 * the part, for the last time; NULL: none does. */
struct moved *mover_settle(struct mover *mover);

/* Hand over to the book, once orders have their last numbers. */
void mover_hand_over(struct mover *mover, const struct clients *clients,
                     struct book *book, size_t *room);

#endif
