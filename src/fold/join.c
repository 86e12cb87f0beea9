#include "base/parallel.h"
#include "fold/clients.h"
#include "fold/extent.h"
#include "fold/joined.h"
#include "fold/mover.h"
#include "fold/remainder.h"
#include "fold/seal.h"
#include "fold/shelf.h"

/* What a thread works with. */
struct desk {
    struct arena arena; /* of one part */
    struct roster roster;
    struct arena kept;     /* of what each part has anew, but where it was */
    struct joined *orders; /* of the part */
    size_t order_room;
    struct remainders remainders;
    struct arena own; /* of what outlasts it */
    struct extents *extents;
    struct mover mover;
    struct refunds refunds;
    struct depth_sums *depths; /* of each day, by depth: of all parts */
    size_t torn_orders;
};

struct joining {
    struct sealing *sealing;
    struct book *book;
    struct desk *desks;
    struct clients *clients;
    struct extent_pool pool;
    struct extents *extents; /* of each desk */
    struct id_ranges ranges; /* of the customers */
};

/* What an order is made of, in place of what it had. */
static void put_content(struct desk *desk, struct joined *joined,
                        const struct goods *goods)
{
    struct order *order = &joined->order;
    const struct cost_sums *costs = &joined->side.costs;
    unsigned form = content_form(goods, costs, order_net(order));
    size_t size = content_size(goods, form);

    order->item_count = goods->sold_count;
    order->content = form & ((1U << CONTENT_BITS) - 1);
    if (size > 0)
        content_put(extents_words(desk->extents, joined->client_part, size,
                                  &order->items),
                    goods, costs, form);
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
static void move(struct desk *desk, uint32_t number, int32_t from,
                 const struct run *run, const struct goods *goods)
{
    static const struct cost_sums none = {0, 0};
    struct moved *moved = mover_add(&desk->mover, number, from, run);
    size_t size;

    moved->item_count = goods->sold_count;
    moved->content = content_form(goods, &none, 0);
    size = content_size(goods, moved->content);
    if (size > 0)
        content_put(extents_words(desk->extents,
                                  desk->orders[number].client_part, size,
                                  &moved->items),
                    goods, &none, moved->content);
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
    joined->client_part = id_range_of(&joining->ranges, &joined->customer);
    if (!is_own)
        move(desk, number, day, run, goods);
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
    joined->client_part = id_range_of(&joining->ranges, &run->customer);
    joined->side = run->side;
    joined->is_torn = false;
    put_content(desk, joined, &goods);
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
        put_content(desk, joined, &goods);
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
            clients_put(joining->clients, thread, joined->client_part, key,
                        number);
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

        joined->number = extents_order(desk->extents, joined->client_part);
        slot = book_slot(joining->book, joined->number);
        order->has_refund = units != 0;
        desk->torn_orders += joined->is_torn;
        if (units != 0)
            refunds_add(&desk->refunds, joined->number, units);
        if (!slot_put(slot, order, joining->book->slot_date)) {
            uint32_t at;
            uint32_t *words = extents_words(desk->extents, joined->client_part,
                                            SLOT_WORDS, &at);

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

/* Pages for as many orders and words as there can be. */
static void begin_extents(struct joining *joining)
{
    size_t threads = joining->sealing->threads;
    size_t orders = 0;
    size_t words = 0;

    for (const struct shelf *shelf = joining->book->shelves; shelf;
         shelf = shelf->next)
        for (size_t i = 0; i < KEY_PARTS; i++) {
            orders += shelf->parts[i].count;
            words +=
                CONTENT_TIMES * ((size_t)shelf->parts[i].items * PRODUCT_WORDS +
                                 (size_t)shelf->parts[i].count * CONTENT_WORDS);
        }
    extent_pool_init(&joining->pool, joining->book, orders, words, threads);
    joining->extents =
        arena_array(&joining->sealing->scratch, struct extents, threads);
    for (size_t i = 0; i < threads; i++) {
        joining->extents[i].pool = &joining->pool;
        joining->extents[i].arena = &joining->desks[i].own;
        joining->desks[i].extents = joining->extents + i;
    }
}

/* What is moved and brought back, of all threads. */
static void gather_moved(struct joining *joining)
{
    size_t room = 0;

    joining->book->refunds.arena = joining->book->arena;
    for (size_t i = 0; i < joining->sealing->threads; i++) {
        struct desk *desk = joining->desks + i;

        joining->book->torn_orders += desk->torn_orders;
        mover_hand_over(&desk->mover, joining->clients, joining->book, &room);
        refunds_gather(&joining->book->refunds, &desk->refunds,
                       joining->clients);
        arena_take(joining->book->arena, &desk->own);
        arena_free(&desk->arena);
        arena_free(&desk->kept);
    }
    refunds_sort(&joining->book->refunds, joining->book->order_count);
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
    begin_extents(joining);
    id_ranges_find(&joining->ranges, joining->book->shelves);
    parallel_run(sealing->threads, KEY_PARTS, join_part, joining);
    joining->book->item_pages = joining->pool.pages;
    clients_end(clients);
    extents_close(scratch, joining->extents, sealing->threads, clients);
    gather_moved(joining);
    gather_depths(joining, depths);
    return clients;
}
