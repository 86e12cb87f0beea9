/*
 * shopper.h - what each customer did, told in one walk over all customers.
 *
 * Orders lie in no order, and there are many: so whoever goes over them notes
 * of each what the walk needs, in 4 bytes, and the walk looks at notes only.
 */
#ifndef REPORT_MEASURE_SHOPPER_H
#define REPORT_MEASURE_SHOPPER_H

#include "fold/book.h"
#include "measure/timeline.h"

/* An order noted down: flags, and its day in the timeline above them. */
enum {
    NOTE_BASKET = 1,
    NOTE_MEMBER = 2,   /* a basket on a day that the membership covers */
    NOTE_OCCASION = 4, /* a sale with net > 0 on the day that its money is of */
    NOTE_APART = 8,    /* which is another day than its date */
    NOTE_BITS = 4,
};

/* A customer.  Days are numbers in the timeline; windows are bits. */
struct shopper {
    uint64_t baskets; /* the windows with a basket */
    uint64_t member_baskets;
    /* The days with a sale with net > 0, ascending, each once. */
    const uint32_t *occasions;
    size_t occasion_count;
};

struct shoppers {
    const struct book *book;
    const struct timeline *timeline;
    const uint32_t *notes; /* of each order */
    size_t threads;
    /* Occasions by moved lines: customer and day, ascending. */
    uint64_t *moved;
    size_t moved_count;
    /* Occasions of those who have several, for the second time. */
    uint32_t *kept;
    size_t *kept_ends; /* of each chunk of customers */
};

static inline uint32_t shopper_note(const struct timeline *timeline,
                                    const struct order *order, bool is_member)
{
    unsigned flags = (order_is_basket(order) ? NOTE_BASKET : 0) |
                     (order->positive ? NOTE_OCCASION : 0) |
                     (order->day != order->date ? NOTE_APART : 0);

    if (flags & NOTE_BASKET)
        flags |= is_member ? NOTE_MEMBER : 0;
    return (uint32_t)timeline_day(timeline, order->date) << NOTE_BITS | flags;
}

/* Make ready; `book` and `timeline`, `notes` and `threads` are set. */
void shoppers_begin(struct arena *arena, struct shoppers *shoppers);

/* Look at a customer, who is gone afterwards. */
typedef void shopper_task(void *context, const struct shopper *shopper,
                          size_t thread);

/* All customers, by several threads. */
void shoppers_walk(const struct shoppers *shoppers, shopper_task *task,
                   void *context);

/* After that, once: the occasions of those who have two or more. */
void shoppers_again(const struct shoppers *shoppers, shopper_task *task,
                    void *context);

#endif
