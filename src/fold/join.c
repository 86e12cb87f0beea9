#include "base/parallel.h"
#include "fold/clients.h"
#include "fold/joined.h"
#include "fold/mover.h"
#include "fold/remainder.h"
#include "fold/seal.h"
#include "fold/shelf.h"

#include <assert.h>
#include <stdatomic.h>
#include <stdlib.h>

/* Orders are numbered by blocks, of whole pages of orders and of keys. */
enum { BLOCK = KEYS_PAGE, BLOCK_PAGES = BLOCK / ORDERS_PAGE };

static_assert(BLOCK % ORDERS_PAGE == 0, "a block fills its pages of orders");

/* What a thread works with. */
struct desk {
    struct arena arena; /* of one part */
    struct roster roster;
    struct arena kept;     /* of what each part has anew, but where it was */
    struct joined *orders; /* of the part */
    size_t order_room;
    struct remainders remainders;
    struct arena own; /* of what outlasts it */
    struct mover mover;
    struct refunds refunds;
    struct depth_sums *depths; /* of each day, by depth: of all parts */
    size_t next;               /* order, up to the end of a block */
    size_t end;
    size_t next_item; /* up to the end of a page */
    size_t end_item;
};

struct joining {
    struct sealing *sealing;
    struct book *book;
    struct desk *desks;
    struct clients *clients;
    atomic_size_t blocks;     /* that have been taken */
    atomic_size_t item_pages; /* likewise */
};

/* The number of a new order. */
static uint32_t take_number(struct joining *joining, struct desk *desk)
{
    struct book *book = joining->book;

    if (desk->next == desk->end) {
        size_t block = atomic_fetch_add(&joining->blocks, 1);

        book->order_keys[block] = page_take();
        for (size_t i = 0; i < BLOCK_PAGES; i++)
            book->orders[block * BLOCK_PAGES + i] = page_take();
        desk->next = block * BLOCK;
        desk->end = desk->next + BLOCK;
    }
    return (uint32_t)desk->next++;
}

/* Room for words side by side: more than a page has lie in an array. */
static uint32_t *take_words(struct joining *joining, struct desk *desk,
                            size_t count, uint32_t *at)
{
    struct book *book = joining->book;

    if (desk->end_item - desk->next_item < count) {
        size_t pages = (count + ITEMS_PAGE - 1) / ITEMS_PAGE;
        size_t first = atomic_fetch_add(&joining->item_pages, pages);
        uint32_t *items = pages == 1
                              ? page_take()
                              : arena_alloc(&desk->own, pages, PAGE_BYTES);

        for (size_t i = 0; i < pages; i++)
            book->items[first + i] = items + i * ITEMS_PAGE;
        desk->next_item = first * ITEMS_PAGE;
        desk->end_item = desk->next_item + pages * ITEMS_PAGE;
    }
    *at = (uint32_t)desk->next_item;
    desk->next_item += count;
    return book->items[*at / ITEMS_PAGE] + *at % ITEMS_PAGE;
}

/* What an order is made of, in place of what it had. */
static void put_content(struct joining *joining, struct desk *desk,
                        struct order *order, const struct goods *goods,
                        const struct cost_sums *costs)
{
    unsigned form = content_form(goods, costs, order_net(order));
    size_t size = content_size(goods, form);

    order->item_count = goods->sold_count;
    order->content = form & ((1U << CONTENT_BITS) - 1);
    if (size > 0)
        content_put(take_words(joining, desk, size, &order->items), goods,
                    costs, form);
}

static uint32_t translated(const uint32_t *numbers, uint32_t number)
{
    return number == MAP_NONE ? MAP_NONE : numbers[number];
}

/* Products of a run as the book numbers them; things are products + 1. */
struct named {
    uint32_t sold[RUN_ITEMS];
    uint32_t returned[RUN_RETURNS];
};

static struct goods goods_of(const struct run *run,
                             const struct lexicon *lexicon, struct named *named)
{
    for (uint32_t i = 0; i < run->order.item_count; i++)
        named->sold[i] = lexicon->to_thing[run->items[i] + 1] - 1;
    for (uint32_t i = 0; i < run->returned_count; i++)
        named->returned[i] = lexicon->to_thing[run->returned[i] + 1] - 1;
    return (struct goods){.sold = named->sold,
                          .sold_nets = run->nets,
                          .sold_count = run->order.item_count,
                          .returned_count = run->returned_count,
                          .returned = named->returned,
                          .returned_nets = run->returned_nets};
}

/* Lines of another day than the order's. */
static void move(struct joining *joining, struct desk *desk, uint32_t number,
                 int32_t from, const struct run *run, const struct goods *goods)
{
    static const struct cost_sums none = {0, 0};
    struct moved *moved = mover_add(&desk->mover, number, from, run);
    size_t size;

    moved->item_count = goods->sold_count;
    moved->content = content_form(goods, &none, 0);
    size = content_size(goods, moved->content);
    if (size > 0)
        content_put(take_words(joining, desk, size, &moved->items), goods,
                    &none, moved->content);
}

/* More lines of an order. */
static void see_again(struct joining *joining, struct desk *desk,
                      uint32_t number, const struct run *run,
                      const struct goods *goods)
{
    struct joined *joined = desk->orders + number;
    int32_t day = joined->order.day;
    bool is_own = run->order.day == day;

    joined_add(joined, run, joining->book);
    if (!is_own)
        move(joining, desk, number, day, run, goods);
    remainders_add(&desk->remainders, number, goods, is_own);
}

static void see_run(struct joining *joining, struct desk *desk, struct run *run,
                    const struct lexicon *lexicon)
{
    uint32_t had = desk->roster.count;
    uint32_t number = roster_put(&desk->roster, &run->id, key_hash(&run->id));
    struct named named;
    struct goods goods = goods_of(run, lexicon, &named);
    struct joined *joined = desk->orders + number;

    run->order.store = translated(lexicon->to_store, run->order.store);
    run->order.channel = translated(lexicon->to_channel, run->order.channel);
    if (number < had) {
        see_again(joining, desk, number, run, &goods);
        return;
    }
    joined->order = run->order;
    joined->customer = run->customer;
    joined->side = run->side;
    put_content(joining, desk, &joined->order, &goods, &run->side.costs);
}

/* All runs of one part that are on a shelf. */
static void join_shelf(struct joining *joining, struct desk *desk,
                       const struct shelf *shelf, size_t part)
{
    struct run_place place = {0};

    for (const struct batch *batch = shelf->first; batch;
         batch = batch->next_on_shelf) {
        const char *at;
        size_t len;

        while ((at = shelf_next(shelf, batch, part, &place, &len)) != NULL)
            for (const char *end = at + len; at < end;) {
                struct run run;

                at = run_unpack(at, &run);
                see_run(joining, desk, &run, batch->lexicon);
            }
    }
}

/* Orders whose lines did not follow each other. */
static void settle_all(struct joining *joining, struct desk *desk)
{
    struct remainders *remainders = &desk->remainders;
    size_t count;

    remainders_sort(remainders);
    for (size_t i = 0; i < remainders->count; i += count) {
        struct joined *joined = desk->orders + remainders->items[i].order;
        struct content begun = book_content(joining->book, &joined->order);
        struct goods goods;

        count = remainders_of_order(remainders, i);
        goods = remainders_join(remainders, &begun, i, count);
        put_content(joining, desk, &joined->order, &goods, &joined->side.costs);
    }
}

/* The key of each order of the part, and its customer if it has one. */
static void put_keys(struct joining *joining, const struct desk *desk,
                     size_t thread)
{
    for (uint32_t i = 0; i < desk->roster.count; i++) {
        const struct joined *joined = desk->orders + i;
        const struct key *key = &joined->customer;
        uint32_t number = joined->number;

        joining->book->order_keys[number / KEYS_PAGE][number % KEYS_PAGE] =
            desk->roster.keys[i];
        if (key->words[1] != 0)
            clients_put(joining->clients, thread, key, number);
    }
}

/* The baskets of the part, now that all their lines are together. */
static void put_depths(const struct joining *joining, const struct desk *desk)
{
    for (uint32_t i = 0; i < desk->roster.count; i++) {
        const struct joined *joined = desk->orders + i;
        const struct order *order = &joined->order;

        if (order_is_basket(order))
            depth_sums_put(desk->depths +
                               seal_day_of(joining->sealing, order->date) *
                                   DEPTH_BANDS,
                           order, &joined->side);
    }
}

/* The orders of the part are whole: put them into the book. */
static void put_orders(struct joining *joining, struct desk *desk)
{
    for (uint32_t i = 0; i < desk->roster.count; i++) {
        struct joined *joined = desk->orders + i;
        struct order *order = &joined->order;
        int64_t units = joined->side.returned_units;
        struct order_slot *slot;

        joined->number = take_number(joining, desk);
        slot = book_slot(joining->book, joined->number);
        order->has_refund = units != 0;
        if (units != 0)
            refunds_add(&desk->refunds, joined->number, units);
        if (!slot_put(slot, order, joining->book->first_date)) {
            uint32_t at;
            uint32_t *words = take_words(joining, desk, SLOT_WORDS, &at);

            slot_put_wide(slot, order, words, at);
        }
    }
}

/* What was moved knows what its order is now. */
static void settle_moved(struct desk *desk)
{
    struct moved *moved;

    while ((moved = mover_settle(&desk->mover)) != NULL) {
        const struct joined *joined = desk->orders + moved->order;

        moved->whole = joined->side;
        moved->order = joined->number;
    }
}

static void join_part(void *context, size_t number, size_t thread)
{
    struct joining *joining = context;
    struct desk *desk = joining->desks + thread;
    size_t most = 0;
    struct shelf *shelf;

    for (shelf = joining->book->shelves; shelf; shelf = shelf->next)
        most += shelf->parts[number].count;
    roster_init(&desk->roster, &desk->arena,
                arena_array(&desk->arena, struct key, most + 1), most);
    desk->orders = arena_grow(&desk->kept, desk->orders, &desk->order_room,
                              most, sizeof *desk->orders);
    for (shelf = joining->book->shelves; shelf; shelf = shelf->next) {
        join_shelf(joining, desk, shelf, number);
        run_list_drop(shelf->parts + number);
    }
    settle_all(joining, desk);
    put_depths(joining, desk);
    put_orders(joining, desk);
    settle_moved(desk);
    put_keys(joining, desk, thread);
    desk->remainders = (struct remainders){.arena = &desk->arena};
    arena_clear(&desk->arena);
}

/* Words that an order's content takes, and those of each product; which may be
 * put three times: as of an order's first run, moved, and joined.  The order
 * itself may be wide. */
enum {
    CONTENT_WORDS = 1 + 4 + SLOT_WORDS,
    PRODUCT_WORDS = 3,
    CONTENT_TIMES = 3
};

/* Room for the pages of as many orders and items as there can be. */
static void make_room(struct joining *joining)
{
    struct book *book = joining->book;
    size_t orders = 0;
    size_t items = 0;

    for (const struct shelf *shelf = book->shelves; shelf; shelf = shelf->next)
        for (size_t i = 0; i < KEY_PARTS; i++) {
            orders += shelf->parts[i].count;
            items +=
                CONTENT_TIMES * ((size_t)shelf->parts[i].items * PRODUCT_WORDS +
                                 (size_t)shelf->parts[i].count * CONTENT_WORDS);
        }
    /* Each thread may leave a block unfilled. */
    orders = orders / BLOCK + joining->sealing->threads + 1;
    book->order_keys = arena_array(book->arena, struct key *, orders);
    book->orders =
        arena_array(book->arena, struct order_slot *, orders * BLOCK_PAGES);
    /* Of two pages at least half is used. */
    items = 2 * (items / ITEMS_PAGE + joining->sealing->threads + 1);
    book->items = arena_array(book->arena, uint32_t *, items);
}

/*
 * Threads leave blocks unfilled: fill the gaps with the orders that lie beyond
 * as many places as there are orders.
 */
static void close_gaps(struct joining *joining)
{
    struct book *book = joining->book;
    size_t end = joining->blocks * BLOCK;
    bool *unused;
    uint32_t *gone_to;
    size_t from = end;

    book->order_count = end;
    for (size_t i = 0; i < joining->sealing->threads; i++)
        book->order_count -= joining->desks[i].end - joining->desks[i].next;
    unused = arena_array(&joining->sealing->scratch, bool, end + 1);
    gone_to = arena_array(&joining->sealing->scratch, uint32_t,
                          end - book->order_count + 1);
    for (size_t i = 0; i < joining->sealing->threads; i++)
        for (size_t j = joining->desks[i].next; j < joining->desks[i].end; j++)
            unused[j] = true;
    for (size_t gap = 0; gap < book->order_count; gap++) {
        if (!unused[gap])
            continue;
        while (unused[--from])
            ;
        *book_slot(book, gap) = *book_slot(book, from);
        book->order_keys[gap / KEYS_PAGE][gap % KEYS_PAGE] =
            book->order_keys[from / KEYS_PAGE][from % KEYS_PAGE];
        gone_to[from - book->order_count] = (uint32_t)gap;
    }
    joining->clients->order_count = book->order_count;
    joining->clients->gone_to = gone_to;
}

/* What is moved and brought back, of all threads. */
static void gather_moved(struct joining *joining)
{
    size_t room = 0;

    joining->book->refunds.arena = joining->book->arena;
    for (size_t i = 0; i < joining->sealing->threads; i++) {
        struct desk *desk = joining->desks + i;

        mover_hand_over(&desk->mover, joining->clients, joining->book, &room);
        refunds_gather(&joining->book->refunds, &desk->refunds,
                       joining->clients);
        arena_take(joining->book->arena, &desk->own);
        arena_free(&desk->arena);
        arena_free(&desk->kept);
    }
    refunds_sort(&joining->book->refunds);
}

static void gather_depths(struct joining *joining, size_t count)
{
    for (size_t i = 0; i < joining->sealing->threads; i++)
        for (size_t j = 0; j < count; j++)
            depth_sums_add(joining->book->depths + j,
                           joining->desks[i].depths + j);
}

struct clients *seal_orders(struct sealing *sealing)
{
    struct arena *scratch = &sealing->scratch;
    struct joining *joining = arena_new(scratch, struct joining);
    struct clients *clients =
        clients_new(scratch, sealing->book, sealing->threads);
    size_t depths = sealing->book->day_count * DEPTH_BANDS;

    joining->sealing = sealing;
    joining->book = sealing->book;
    joining->clients = clients;
    joining->desks = arena_array(scratch, struct desk, sealing->threads);
    for (size_t i = 0; i < sealing->threads; i++) {
        joining->desks[i].mover.arena = &joining->desks[i].own;
        joining->desks[i].remainders.arena = &joining->desks[i].arena;
        joining->desks[i].refunds.arena = &joining->desks[i].own;
        joining->desks[i].depths =
            arena_array(scratch, struct depth_sums, depths + 1);
    }
    joining->book->depths =
        arena_array(joining->book->arena, struct depth_sums, depths + 1);
    make_room(joining);
    parallel_run(sealing->threads, KEY_PARTS, join_part, joining);
    joining->book->item_pages = joining->item_pages;
    clients_end(clients);
    close_gaps(joining);
    gather_moved(joining);
    gather_depths(joining, depths);
    return clients;
}
