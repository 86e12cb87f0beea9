#include "measure/shopper.h"

#include "base/parallel.h"
#include "fold/radix.h"
#include "measure/fetch.h"

/* Customers that a thread takes at a time, and how far ahead of the one looked
 * at notes are fetched. */
enum { CHUNK = 4096, AHEAD = 8 };

/* Kept with the first of a customer's days. */
static const uint32_t first_day = UINT32_C(1) << 31;

/* A thread's own. */
struct desk {
    struct arena arena;
    uint32_t *days; /* of the customer's occasions */
    size_t capacity;
    uint32_t *kept; /* where the next customer's are kept */
};

struct round {
    const struct shoppers *shoppers;
    shopper_task *task;
    void *context;
    struct desk *desks;
};

static size_t chunks_of(const struct shoppers *shoppers)
{
    return chunk_count(book_customer_count(shoppers->book), CHUNK);
}

void shoppers_begin(struct arena *arena, struct shoppers *shoppers)
{
    const struct book *book = shoppers->book;

    shoppers->moved = arena_array(arena, uint64_t, book->moved_count + 1);
    shoppers->moved_count = 0;
    for (size_t i = 0; i < book->moved_count; i++) {
        const struct moved *moved = book->moved + i;
        struct order order = book_order(book, moved->order);
        size_t day = timeline_day(shoppers->timeline, moved->date);

        if (moved->positive && order.customer != MAP_NONE)
            shoppers->moved[shoppers->moved_count++] =
                map_pair(order.customer, (uint32_t)day);
    }
    shoppers->moved_count =
        radix_unique(shoppers->moved, shoppers->moved_count);
    shoppers->kept =
        arena_alloc(arena, book_order_count(book) + shoppers->moved_count + 1,
                    sizeof *shoppers->kept);
    shoppers->kept_ends = arena_array(arena, size_t, chunks_of(shoppers) + 1);
}

/* The first moved occasion of a customer or one behind. */
static size_t first_moved(const struct shoppers *shoppers, uint32_t customer)
{
    size_t low = 0;
    size_t high = shoppers->moved_count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (shoppers->moved[middle] < map_pair(customer, 0))
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

FETCHING void fetch(const struct shoppers *shoppers, uint32_t customer)
{
    struct order_list orders;

    if (customer >= book_customer_count(shoppers->book))
        return;
    orders = book_orders_of(shoppers->book, customer);
    for (size_t i = 0; i < orders.count; i++)
        __builtin_prefetch(shoppers->notes + orders.numbers[i]);
}

/* Sort few days that are nearly in order, and keep each once. */
static size_t settle(uint32_t *days, size_t count)
{
    size_t kept = 0;

    for (size_t i = 1; i < count; i++) {
        uint32_t day = days[i];
        size_t at = i;

        for (; at > 0 && days[at - 1] > day; at--)
            days[at] = days[at - 1];
        days[at] = day;
    }
    for (size_t i = 0; i < count; i++)
        if (kept == 0 || days[kept - 1] != days[i])
            days[kept++] = days[i];
    return kept;
}

/* The day that an order's money is of. */
static uint32_t day_of(const struct shoppers *shoppers, uint32_t number,
                       uint32_t note)
{
    if (!(note & NOTE_APART))
        return note >> NOTE_BITS;
    return (uint32_t)timeline_day(shoppers->timeline,
                                  book_order(shoppers->book, number).day);
}

/* Orders come by date: mostly each day is another or the one before. */
static void add_order(const struct shoppers *shoppers, uint32_t number,
                      struct shopper *shopper, uint32_t *days)
{
    uint32_t note = shoppers->notes[number];
    uint64_t windows = timeline_windows(shoppers->timeline, note >> NOTE_BITS);
    uint32_t day;

    shopper->baskets |= note & NOTE_BASKET ? windows : 0;
    shopper->member_baskets |= note & NOTE_MEMBER ? windows : 0;
    if (!(note & NOTE_OCCASION))
        return;
    day = day_of(shoppers, number, note);
    if (shopper->occasion_count == 0 ||
        days[shopper->occasion_count - 1] != day)
        days[shopper->occasion_count++] = day;
}

/* Most have no day that is not behind the one before. */
static bool is_settled(const uint32_t *days, size_t count)
{
    size_t i = 1;

    while (i < count && days[i - 1] < days[i])
        i++;
    return i >= count;
}

/* No more days than the customer has orders and moved occasions. */
static void keep(struct desk *desk, const struct shopper *shopper)
{
    if (shopper->occasion_count < 2)
        return;
    memcpy(desk->kept, shopper->occasions,
           shopper->occasion_count * sizeof *desk->kept);
    *desk->kept |= first_day;
    desk->kept += shopper->occasion_count;
}

/* `*moved` is the first of the moved occasions from this customer on. */
static void visit(const struct round *round, uint32_t customer, size_t *moved,
                  size_t thread)
{
    const struct shoppers *shoppers = round->shoppers;
    struct order_list orders = book_orders_of(shoppers->book, customer);
    struct desk *desk = round->desks + thread;
    size_t end = *moved;
    struct shopper shopper = {0};

    while (end < shoppers->moved_count &&
           shoppers->moved[end] >> 32 == customer)
        end++;
    desk->days =
        arena_grow(&desk->arena, desk->days, &desk->capacity,
                   orders.count + end - *moved + 1, sizeof *desk->days);
    for (size_t i = 0; i < orders.count; i++)
        add_order(shoppers, orders.numbers[i], &shopper, desk->days);
    for (; *moved < end; ++*moved)
        desk->days[shopper.occasion_count++] =
            (uint32_t)shoppers->moved[*moved];
    if (!is_settled(desk->days, shopper.occasion_count))
        shopper.occasion_count = settle(desk->days, shopper.occasion_count);
    shopper.occasions = desk->days;
    keep(desk, &shopper);
    round->task(round->context, &shopper, thread);
}

/* Where the occasions of a chunk's customers are kept. */
static uint32_t *kept_of(const struct shoppers *shoppers, size_t chunk)
{
    uint32_t first = (uint32_t)(chunk * CHUNK);

    return shoppers->kept + shoppers->book->first_of[first] +
           first_moved(shoppers, first);
}

static void visit_chunk(void *context, size_t chunk, size_t thread)
{
    const struct round *round = context;
    uint32_t count = book_customer_count(round->shoppers->book);
    uint32_t first = (uint32_t)(chunk * CHUNK);
    uint32_t end = count - first > CHUNK ? first + CHUNK : count;
    size_t moved = first_moved(round->shoppers, first);
    struct desk *desk = round->desks + thread;

    desk->kept = kept_of(round->shoppers, chunk);
    for (uint32_t i = first; i < end; i++) {
        fetch(round->shoppers, i + AHEAD);
        visit(round, i, &moved, thread);
    }
    round->shoppers->kept_ends[chunk] =
        (size_t)(desk->kept - round->shoppers->kept);
}

static void visit_kept(void *context, size_t chunk, size_t thread)
{
    const struct round *round = context;
    const struct shoppers *shoppers = round->shoppers;
    uint32_t *end = shoppers->kept + shoppers->kept_ends[chunk];

    for (uint32_t *day = kept_of(shoppers, chunk); day < end;) {
        struct shopper shopper = {.occasions = day};

        *day++ &= ~first_day;
        while (day < end && !(*day & first_day))
            day++;
        shopper.occasion_count = (size_t)(day - shopper.occasions);
        round->task(round->context, &shopper, thread);
    }
}

void shoppers_walk(const struct shoppers *shoppers, shopper_task *task,
                   void *context)
{
    struct arena scratch = {0};
    struct round round = {
        .shoppers = shoppers,
        .task = task,
        .context = context,
        .desks = arena_array(&scratch, struct desk, shoppers->threads),
    };

    parallel_run(shoppers->threads, chunks_of(shoppers), visit_chunk, &round);
    for (size_t i = 0; i < shoppers->threads; i++)
        arena_free(&round.desks[i].arena);
    arena_free(&scratch);
}

void shoppers_again(const struct shoppers *shoppers, shopper_task *task,
                    void *context)
{
    struct round round = {
        .shoppers = shoppers, .task = task, .context = context};

    parallel_run(shoppers->threads, chunks_of(shoppers), visit_kept, &round);
}
