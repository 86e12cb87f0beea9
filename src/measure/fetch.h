/*
 * fetch.h - asking for memory before it is looked at.
 *
 * gcc takes a function that does nothing else for one that does nothing, and
 * drops calls of it that it has not put in place by then: so it is told to.
 */
#ifndef REPORT_MEASURE_FETCH_H
#define REPORT_MEASURE_FETCH_H

#include "fold/book.h"

#define FETCHING __attribute__((always_inline)) static inline

/* Fetch an order; and, once it is there, its products. */
FETCHING void book_fetch_order(const struct book *book, size_t number)
{
    __builtin_prefetch(book_slot(book, number));
}

FETCHING void book_fetch_items(const struct book *book, size_t number)
{
    const struct order_slot *slot = book_slot(book, number);

    if (slot_is_wide(slot) || slot->item_count > 0)
        __builtin_prefetch(book_words(book, slot->items));
}

/* The orders of a customer; of one behind the last, nothing. */
FETCHING void fetch_orders(const struct book *book, uint32_t customer)
{
    struct order_list orders;

    if (customer >= book_customer_count(book))
        return;
    orders = book_orders_of(book, customer);
    for (size_t i = 0; i < orders.count; i++)
        book_fetch_order(book, orders.numbers[i]);
}

/* Where the events of a customer of offers begin; of MAP_NONE, nothing. */
FETCHING void fetch_event_place(const struct offers *offers, uint32_t number)
{
    if (number != MAP_NONE)
        __builtin_prefetch(offers->first_of + number);
}

/* The events themselves, some time later. */
FETCHING void fetch_events(const struct offers *offers, uint32_t number)
{
    enum { EVENTS_LINE = 2 }; /* that a cache line holds */

    if (number == MAP_NONE)
        return;
    for (size_t i = offers->first_of[number]; i < offers->first_of[number + 1];
         i += EVENTS_LINE)
        __builtin_prefetch(offers->events + i);
}

#endif
