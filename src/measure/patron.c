#include "measure/patron.h"

#include "base/parallel.h"
#include "fold/radix.h"
#include "measure/fetch.h"
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
    /* Pairs of an order and a number in book->moved, ascending; and of each
     * order a bit that says whether it has any. */
    uint64_t *moved;
    uint64_t *is_moved;
    struct desk *desks; /* of each thread */
};

static void begin(struct arena *scratch, struct round *run)
{
    const struct book *book = run->book;

    run->desks = arena_array(scratch, struct desk, run->view->threads);
    run->moved = arena_array(scratch, uint64_t, book->moved_count + 1);
    run->is_moved =
        arena_array(scratch, uint64_t, book_order_count(book) / 64 + 1);
    for (size_t i = 0; i < book->moved_count; i++) {
        uint32_t order = book->moved[i].order;

        run->moved[i] = map_pair(order, (uint32_t)i);
        run->is_moved[order / 64] |= UINT64_C(1) << order % 64;
    }
    radix_sort(run->moved, book->moved_count);
}

/* The first pair of an order or one behind. */
static size_t find_moved(const struct round *run, uint32_t order)
{
    size_t low = 0;
    size_t high = run->book->moved_count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (run->moved[middle] < map_pair(order, 0))
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static bool is_inside(const struct round *run, int32_t date)
{
    return date >= run->window->start && date <= run->window->end;
}

static void note_occasion(struct patron *patron, int32_t date)
{
    if (patron->first == DATE_NONE || date < patron->first)
        patron->first = date;
}

/* What was moved from one day to another counts up to the window's end, and
 * within it, as far as the two days do. */
static void add_moved(const struct round *run, const struct moved *moved,
                      struct patron *patron, struct purchase *purchase)
{
    int32_t end = run->window->end;
    int64_t known = (moved->date <= end) - (moved->from <= end);
    int64_t inside = is_inside(run, moved->date) - is_inside(run, moved->from);
    int64_t net = moved->gross - moved->discount - moved->returns;

    purchase->gross += known * moved->gross;
    purchase->discount += known * moved->discount;
    purchase->returns += known * moved->returns;
    purchase->units += known * moved->units;
    patron->spend += inside * net;
    if (moved->positive)
        note_occasion(patron, moved->date);
}

/* What an order comes to as of the window's end. */
static struct purchase settle(const struct round *run, uint32_t number,
                              struct patron *patron)
{
    const struct order *order = book_order(run->book, number);
    struct purchase purchase = {.order = order};

    if (order->day <= run->window->end)
        purchase =
            (struct purchase){order,          order->gross, order->discount,
                              order->returns, order->units, false};
    if (is_inside(run, order->day))
        patron->spend += order->gross - order->discount - order->returns;
    if (order->positive)
        note_occasion(patron, order->day);
    if (run->is_moved[number / 64] >> number % 64 & 1)
        for (size_t i = find_moved(run, number);
             i < run->book->moved_count && run->moved[i] >> 32 == number; i++)
            add_moved(run, run->book->moved + (uint32_t)run->moved[i], patron,
                      &purchase);
    patron->value += purchase.gross - purchase.discount - purchase.returns;
    return purchase;
}

static bool is_basket(const struct round *run, const struct purchase *purchase)
{
    return is_inside(run, purchase->order->date) && purchase->order->is_sold &&
           purchase->gross - purchase->discount > 0;
}

static void tell(const struct round *run, const struct patron *patron,
                 size_t thread)
{
    for (size_t i = 0; i < run->listener_count; i++)
        run->listeners[i].task(run->listeners[i].context, patron, thread);
}

static void visit(const struct round *run, uint32_t customer, size_t thread)
{
    struct order_list orders = book_orders_of(run->book, customer);
    struct desk *desk = run->desks + thread;
    struct patron patron = {.customer = customer, .first = DATE_NONE};

    desk->baskets = arena_grow(&desk->arena, desk->baskets, &desk->capacity,
                               orders.count + 1, sizeof *desk->baskets);
    for (size_t i = 0; i < orders.count; i++) {
        struct purchase purchase = settle(run, orders.numbers[i], &patron);

        if (!is_basket(run, &purchase))
            continue;
        purchase.by_member = members_hold(&run->view->members, purchase.order);
        desk->baskets[patron.basket_count++] = purchase;
    }
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

    for (uint32_t i = first; i < end; i++) {
        fetch(run, i + AHEAD);
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
        struct patron patron = {.customer = MAP_NONE, .first = DATE_NONE};
        struct purchase purchase;

        if (i + AHEAD < orders.count)
            __builtin_prefetch(
                book_order(run->book, orders.numbers[i + AHEAD]));
        if (book_order(run->book, orders.numbers[i])->customer != MAP_NONE)
            continue;
        purchase = settle(run, orders.numbers[i], &patron);
        patron.baskets = &purchase;
        patron.basket_count = 1;
        if (is_basket(run, &purchase))
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

    begin(&scratch, &run);
    parallel_run(view->threads, (customers + CHUNK - 1) / CHUNK, visit_chunk,
                 &run);
    parallel_run(view->threads, (size_t)window_days(run.window), visit_day,
                 &run);
    for (size_t i = 0; i < view->threads; i++)
        arena_free(&run.desks[i].arena);
    arena_free(&scratch);
}
