#include "measure/patron.h"

#include "base/parallel.h"
#include "measure/cutoff.h"
#include "measure/fetch.h"
#include "measure/visit.h"

/* Customers that a thread takes at a time, and how far ahead of the one looked
 * at orders and events of offers are fetched, and where events begin. */
enum { CHUNK = 4096, AHEAD = 4, AHEAD_EVENTS = 16 };

/* A thread's own. */
struct desk {
    struct arena arena;
    struct purchase *baskets;
    size_t basket_capacity;
    struct purchase *orders;
    size_t order_capacity;
};

struct round {
    const struct view *view;
    const struct book *book;
    const struct window *window;
    const struct patron_listener *listeners;
    size_t listener_count;
    struct cutoff cutoff; /* at the as-of day */
    struct cutoff at_end; /* at the window's end, where that is earlier */
    struct desk *desks;   /* of each thread */
};

static bool is_inside(const struct round *run, int32_t date)
{
    return date >= run->window->start && date <= run->window->end;
}

static void note_occasion(struct patron *patron, int32_t date)
{
    if (patron->first == DATE_NONE || date < patron->first)
        patron->first = date;
}

/* What was moved from one day to another counts within the window as far as
 * the two days do. */
static void add_moved(const struct round *run, uint32_t number,
                      struct patron *patron)
{
    const struct moved *moved;

    for (size_t i = cutoff_first(&run->cutoff, number);
         (moved = cutoff_moved(&run->cutoff, number, i)); i++) {
        int64_t times =
            is_inside(run, moved->date) - is_inside(run, moved->from);

        patron->spend += times * moved_net(moved);
        if (moved->positive)
            note_occasion(patron, moved->date);
    }
}

/* An order with its lines up to the window's end. */
static struct order at_end(const struct round *run,
                           const struct purchase *purchase)
{
    return run->at_end.end == run->cutoff.end
               ? purchase->order
               : cutoff_order(&run->at_end, purchase->number);
}

/* Add an order to what its customer has bought, and put it to `purchase`. */
static void add_order(const struct round *run, uint32_t number,
                      struct patron *patron, struct purchase *purchase)
{
    struct order order = book_order(run->book, number);
    struct order then;

    purchase->order = cutoff_order(&run->cutoff, number);
    purchase->number = number;
    purchase->by_member = members_hold(&run->view->members, &order);
    if (is_inside(run, order.day))
        patron->spend += order_net(&order);
    if (order.positive)
        note_occasion(patron, order.day);
    if (cutoff_splits(&run->cutoff, number))
        add_moved(run, number, patron);
    then = at_end(run, purchase);
    purchase->was_basket = order_is_basket(&then);
    patron->value += order_net(&then);
}

static bool is_told(const struct round *run, const struct purchase *purchase)
{
    return is_inside(run, purchase->order.date) &&
           order_is_basket(&purchase->order);
}

static void tell(const struct round *run, const struct patron *patron,
                 size_t thread)
{
    for (size_t i = 0; i < run->listener_count; i++)
        if (patron->basket_count > 0 || run->listeners[i].everyone)
            run->listeners[i].task(run->listeners[i].context, patron, thread);
}

static void make_room(struct desk *desk, size_t orders)
{
    desk->baskets =
        arena_grow(&desk->arena, desk->baskets, &desk->basket_capacity,
                   orders + 1, sizeof *desk->baskets);
    desk->orders = arena_grow(&desk->arena, desk->orders, &desk->order_capacity,
                              orders + 1, sizeof *desk->orders);
}

static void visit(const struct round *run, uint32_t customer, size_t thread)
{
    struct order_list orders = book_orders_of(run->book, customer);
    struct desk *desk = run->desks + thread;
    struct patron patron = {
        .customer = customer, .first = DATE_NONE, .cutoff = &run->cutoff};

    make_room(desk, orders.count);
    for (size_t i = 0; i < orders.count; i++) {
        struct purchase *purchase = desk->orders + patron.order_count;

        add_order(run, orders.numbers[i], &patron, purchase);
        if (is_told(run, purchase))
            desk->baskets[patron.basket_count++] = *purchase;
        patron.order_count += purchase->order.date <= run->window->end;
    }
    patron.baskets = desk->baskets;
    patron.orders = desk->orders;
    if (patron.order_count > 0)
        tell(run, &patron, thread);
}

/* What listeners ask for of customers that come soon. */
FETCHING void fetch(const struct round *run, uint32_t customer)
{
    const struct offers *offers = &run->book->catalogue->offers;
    const struct members *members = &run->view->members;

    if (offers->event_count > 0 && customer + AHEAD_EVENTS < members->count) {
        fetch_event_place(offers, members->offers[customer + AHEAD_EVENTS]);
        fetch_events(offers, members->offers[customer + AHEAD]);
    }
    fetch_orders(run->book, customer + AHEAD);
}

static void visit_chunk(void *context, size_t chunk, size_t thread)
{
    const struct round *run = context;
    uint32_t count = book_customer_count(run->book);
    uint32_t first = (uint32_t)(chunk * CHUNK);
    uint32_t end = count - first > CHUNK ? first + CHUNK : count;

    for (uint32_t i = first; i < end; i++) {
        fetch(run, i);
        visit(run, i, thread);
    }
}

/* The anonymous baskets of a day of the window. */
static void visit_day(void *context, size_t day, size_t thread)
{
    const struct round *run = context;
    int32_t date = run->window->start + (int32_t)day;
    struct order_list orders = visit_days(run->book, date, date).orders;

    for (size_t i = 0; i < orders.count; i++) {
        struct patron patron = {
            .customer = MAP_NONE, .first = DATE_NONE, .cutoff = &run->cutoff};
        struct purchase purchase;

        if (i + AHEAD < orders.count)
            book_fetch_order(run->book, orders.numbers[i + AHEAD]);
        if (book_order_customer(run->book, orders.numbers[i]) != MAP_NONE)
            continue;
        add_order(run, orders.numbers[i], &patron, &purchase);
        patron.baskets = patron.orders = &purchase;
        patron.basket_count = patron.order_count = 1;
        if (is_told(run, &purchase))
            tell(run, &patron, thread);
    }
}

void patrons_walk(const struct view *view,
                  const struct patron_listener *listeners, size_t count)
{
    struct arena scratch = {0};
    struct round run = {.view = view,
                        .book = view->book,
                        .window = &view->windows[SLOT_NOW],
                        .listeners = listeners,
                        .listener_count = count};
    size_t customers = book_customer_count(view->book);

    run.desks = arena_array(&scratch, struct desk, view->threads);
    cutoff_make(&scratch, view->book, view->comparison->as_of, &run.cutoff);
    cutoff_make(&scratch, view->book, run.window->end, &run.at_end);
    parallel_run(view->threads, chunk_count(customers, CHUNK), visit_chunk,
                 &run);
    parallel_run(view->threads, (size_t)window_days(run.window), visit_day,
                 &run);
    for (size_t i = 0; i < view->threads; i++)
        arena_free(&run.desks[i].arena);
    arena_free(&scratch);
}
