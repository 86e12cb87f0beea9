#include "measure/visit.h"

#include "measure/fetch.h"

/* How far ahead of the order looked at memory is fetched: of orders, then of
 * their items. */
enum { AHEAD = 16, AHEAD_ITEMS = 8 };

/* The first day of the data on a date or behind. */
static size_t find_day(const struct book *book, int32_t date)
{
    size_t low = 0;
    size_t high = book->day_count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (book->days[middle].date < date)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

struct visit visit_days(const struct book *book, int32_t first, int32_t last)
{
    struct visit visit = {.book = book};

    if (last < first)
        return visit;
    visit.day = find_day(book, first);
    visit.end = find_day(book, last + 1);
    if (visit.day < visit.end)
        visit.orders = book_orders_on(book, visit.day);
    return visit;
}

struct visit visit_window(const struct view *view, size_t slot)
{
    const struct window *window = &view->windows[slot];

    if (!window_is_known(window))
        return (struct visit){.book = view->book};
    return visit_days(view->book, window->start, window->end);
}

FETCHING void fetch(const struct visit *visit)
{
    const struct order_list *orders = &visit->orders;
    const struct book *book = visit->book;

    if (visit->at + AHEAD < orders->count)
        book_fetch_order(book, orders->numbers[visit->at + AHEAD]);
    if (visit->at + AHEAD_ITEMS < orders->count)
        book_fetch_items(book, orders->numbers[visit->at + AHEAD_ITEMS]);
}

const struct order *visit_order(struct visit *visit)
{
    while (visit->at == visit->orders.count) {
        if (visit->day == visit->end || ++visit->day == visit->end)
            return NULL;
        visit->orders = book_orders_on(visit->book, visit->day);
        visit->at = 0;
    }
    fetch(visit);
    visit->order = book_order(visit->book, visit->orders.numbers[visit->at++]);
    return &visit->order;
}

const struct order *visit_basket(struct visit *visit)
{
    const struct order *order = visit_order(visit);

    while (order && !order_is_basket(order))
        order = visit_order(visit);
    return order;
}
