#include "measure/patron.h"

#include "base/parallel.h"
#include "measure/fetch.h"
#include "measure/transfer.h"
#include "measure/visit.h"

/* Customers that a thread takes at a time, and how far ahead of the one looked
 * at orders are fetched. */
enum { CHUNK = 4096, AHEAD = 4 };

/* A thread's own. */
struct desk {
    struct arena arena;
    struct purchase *baskets;
    size_t capacity;
};

struct round {
    const struct view *view;
    const struct book *book;
    const struct window *window;
    const struct patron_listener *listeners;
    size_t listener_count;
    struct transfers transfers;
    struct desk *desks; /* of each thread */
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

/* Net sales of a day. */
static void add_net(const struct round *run, int32_t date, int64_t net,
                    struct patron *patron)
{
    if (is_inside(run, date))
        patron->spend += net;
    if (date <= run->window->end)
        patron->value += net;
}

static void add_moved(const struct round *run, const struct moved *moved,
                      struct patron *patron)
{
    int64_t net = moved->gross - moved->discount - moved->returns;

    add_net(run, moved->from, -net, patron);
    add_net(run, moved->date, net, patron);
    if (moved->positive)
        note_occasion(patron, moved->date);
}

static void add_order(const struct round *run, const struct order *order,
                      struct patron *patron)
{
    add_net(run, order->day, order_net(order), patron);
    if (order->positive)
        note_occasion(patron, order->day);
}

static bool is_told(const struct round *run, const struct order *order)
{
    return is_inside(run, order->date) && order_is_basket(order);
}

static struct purchase purchase_of(const struct round *run,
                                   const struct order *order)
{
    return (struct purchase){
        .order = order, .by_member = members_hold(&run->view->members, order)};
}

static void tell(const struct round *run, const struct patron *patron,
                 size_t thread)
{
    for (size_t i = 0; i < run->listener_count; i++)
        run->listeners[i].task(run->listeners[i].context, patron, thread);
}

/* `*place` is that of the first transfer from this customer on. */
static void visit(const struct round *run, uint32_t customer, size_t *place,
                  size_t thread)
{
    struct order_list orders = book_orders_of(run->book, customer);
    struct desk *desk = run->desks + thread;
    struct patron patron = {.customer = customer, .first = DATE_NONE};
    const struct moved *moved;

    desk->baskets = arena_grow(&desk->arena, desk->baskets, &desk->capacity,
                               orders.count + 1, sizeof *desk->baskets);
    for (size_t i = 0; i < orders.count; i++) {
        const struct order *order = book_order(run->book, orders.numbers[i]);

        add_order(run, order, &patron);
        if (is_told(run, order))
            desk->baskets[patron.basket_count++] = purchase_of(run, order);
    }
    for (; (moved = transfers_at(&run->transfers, customer, *place)); ++*place)
        add_moved(run, moved, &patron);
    patron.baskets = desk->baskets;
    if (patron.basket_count > 0)
        tell(run, &patron, thread);
}

FETCHING void fetch(const struct round *run, uint32_t customer)
{
    struct order_list orders;

    if (customer >= book_customer_count(run->book))
        return;
    orders = book_orders_of(run->book, customer);
    for (size_t i = 0; i < orders.count; i++)
        __builtin_prefetch(book_order(run->book, orders.numbers[i]));
}

static void visit_chunk(void *context, size_t chunk, size_t thread)
{
    const struct round *run = context;
    uint32_t count = book_customer_count(run->book);
    uint32_t first = (uint32_t)(chunk * CHUNK);
    uint32_t end = count - first > CHUNK ? first + CHUNK : count;
    size_t place = transfers_first(&run->transfers, first);

    for (uint32_t i = first; i < end; i++) {
        fetch(run, i + AHEAD);
        visit(run, i, &place, thread);
    }
}

/* The anonymous baskets of a day of the window. */
static void visit_day(void *context, size_t day, size_t thread)
{
    const struct round *run = context;
    int32_t date = run->window->start + (int32_t)day;
    struct visit visit = visit_days(run->book, date, date);
    const struct order *order;

    while ((order = visit_basket(&visit))) {
        struct purchase purchase = {.order = order};
        struct patron patron = {.customer = MAP_NONE,
                                .first = DATE_NONE,
                                .baskets = &purchase,
                                .basket_count = 1};

        if (order->customer == MAP_NONE)
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
    run.transfers = transfers_make(&scratch, view->book);
    parallel_run(view->threads, (customers + CHUNK - 1) / CHUNK, visit_chunk,
                 &run);
    parallel_run(view->threads, (size_t)window_days(run.window), visit_day,
                 &run);
    for (size_t i = 0; i < view->threads; i++)
        arena_free(&run.desks[i].arena);
    arena_free(&scratch);
}
