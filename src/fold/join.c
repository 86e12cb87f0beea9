#include "base/parallel.h"
#include "fold/clients.h"
#include "fold/radix.h"
#include "fold/run.h"
#include "fold/seal.h"

#include <stdlib.h>

/* Products of an order that had others before; kept by the thread. */
struct piece {
    uint32_t order; /* in its part */
    uint32_t count;
    size_t at; /* in desk.products */
};

/* One part of the keys: where its orders and items go. */
struct part {
    size_t first;      /* order */
    size_t first_item; /* twice as many as there are have room */
    uint32_t count;    /* orders, once joined */
};

/* What a thread works with. */
struct desk {
    struct arena arena; /* of one part */
    struct roster roster;
    struct key *customers; /* of the orders of the part; 0: none */
    struct piece *pieces;
    size_t piece_count;
    size_t piece_room;
    uint32_t *products;
    size_t product_count;
    size_t product_room;
    struct arena own; /* of what is moved */
    struct moved *moved;
    size_t moved_count;
    size_t moved_room;
};

struct joining {
    struct sealing *sealing;
    struct book *book;
    struct part parts[KEY_PARTS + 1];
    struct desk *desks;
    struct clients *clients;
};

/* The smaller number, and of ids in order of numbers the smaller id; an
 * unknown one only where both are. */
static uint32_t smaller(uint32_t a, uint32_t b)
{
    return a < b ? a : b;
}

/* The text of a customer's key, in whichever batch it is. */
static struct str text_of(const struct book *book, const struct key *key)
{
    if (!key_is_hash(key))
        return key_text(key);
    return book->long_ids[roster_find(&book->long_keys, key)];
}

static struct key smaller_customer(const struct book *book, struct key a,
                                   struct key b)
{
    if (key_equal(&a, &b) || b.words[1] == 0)
        return a;
    if (a.words[1] == 0)
        return b;
    return str_compare(text_of(book, &a), text_of(book, &b)) <= 0 ? a : b;
}

/* Negative, 0 or positive: a is before, with or after b in time. */
static int compare_times(const struct order *a, const struct order *b)
{
    if (a->date != b->date)
        return a->date < b->date ? -1 : 1;
    return (a->second > b->second) - (a->second < b->second);
}

/* Attributes are those of the first line in time; ties take the smallest. */
static void see_attributes(const struct book *book, struct order *order,
                           struct key *customer, const struct run *run)
{
    const struct order *seen = &run->order;
    int compared = compare_times(seen, order);

    if (compared > 0)
        return;
    if (compared < 0) {
        order->date = seen->date;
        order->second = seen->second;
        order->has_time = seen->has_time;
        order->store = seen->store;
        order->channel = seen->channel;
        *customer = run->customer;
        return;
    }
    order->has_time |= seen->has_time;
    order->store = smaller(order->store, seen->store);
    order->channel = smaller(order->channel, seen->channel);
    *customer = smaller_customer(book, *customer, run->customer);
}

static void add_moved(struct desk *desk, size_t order, int32_t from,
                      const struct order *seen)
{
    desk->moved = arena_grow(&desk->own, desk->moved, &desk->moved_room,
                             desk->moved_count + 1, sizeof *desk->moved);
    desk->moved[desk->moved_count++] = (struct moved){
        .order = (uint32_t)order,
        .from = from,
        .date = seen->day,
        .positive = seen->positive,
        .gross = seen->gross,
        .discount = seen->discount,
        .returns = seen->returns,
        .units = seen->units,
    };
}

static uint32_t *add_products(struct desk *desk, size_t count)
{
    desk->products =
        arena_grow(&desk->arena, desk->products, &desk->product_room,
                   desk->product_count + count, sizeof *desk->products);
    desk->product_count += count;
    return desk->products + desk->product_count - count;
}

static uint32_t translated(const uint32_t *numbers, uint32_t number)
{
    return number == MAP_NONE ? MAP_NONE : numbers[number];
}

/* Numbers of products as the book has them; things are products + 1. */
static void put_products(uint32_t *to, const struct run *run,
                         const struct lexicon *lexicon)
{
    for (uint32_t i = 0; i < run->order.item_count; i++)
        to[i] = lexicon->to_thing[run->items[i] + 1] - 1;
}

/* More lines of an order. */
static void see_again(const struct joining *joining, struct desk *desk,
                      size_t first, uint32_t number, const struct run *run,
                      const struct lexicon *lexicon)
{
    struct order *order = joining->book->orders + first + number;
    const struct order *seen = &run->order;

    see_attributes(joining->book, order, desk->customers + number, run);
    order->scanned |= seen->scanned;
    order->is_sold |= seen->is_sold;
    order->positive |= seen->positive && seen->day == order->day;
    order->gross += seen->gross;
    order->discount += seen->discount;
    order->returns += seen->returns;
    order->units += seen->units;
    if (seen->day != order->day)
        add_moved(desk, first + number, order->day, seen);
    if (seen->item_count == 0)
        return;
    desk->pieces = arena_grow(&desk->arena, desk->pieces, &desk->piece_room,
                              desk->piece_count + 1, sizeof *desk->pieces);
    desk->pieces[desk->piece_count++] = (struct piece){
        .order = number, .count = seen->item_count, .at = desk->product_count};
    put_products(add_products(desk, seen->item_count), run, lexicon);
}

/* All runs of one part of a batch; where the next items go. */
static size_t join_batch(const struct joining *joining, struct desk *desk,
                         size_t number, const struct batch *batch, size_t item)
{
    struct book *book = joining->book;
    const struct lexicon *lexicon = batch->lexicon;
    size_t first = joining->parts[number].first;
    const char *at = batch->runs + batch->parts[number].start;

    for (uint32_t left = batch->parts[number].count; left > 0; left--) {
        struct run run = {0};
        uint32_t had = desk->roster.count;
        uint32_t order;

        at = run_unpack(at, &run);
        run.order.store = translated(lexicon->to_store, run.order.store);
        run.order.channel = translated(lexicon->to_channel, run.order.channel);
        order = roster_put(&desk->roster, &run.id, key_hash(&run.id));
        if (order < had) {
            see_again(joining, desk, first, order, &run, lexicon);
            continue;
        }
        put_products(book->items + item, &run, lexicon);
        run.order.items = (uint32_t)item;
        item += run.order.item_count;
        book->orders[first + order] = run.order;
        desk->customers[order] = run.customer;
    }
    return item;
}

/* Give a part of the runs back; it will not be looked at any more. */
static void drop_runs(const struct batch *batch, size_t number)
{
    size_t start = batch->parts[number].start;

    arena_forget(batch->runs + start, batch->parts[number + 1].start - start);
}

static int compare_pieces(const void *a, const void *b)
{
    const struct piece *x = a;
    const struct piece *y = b;

    return (x->order > y->order) - (x->order < y->order);
}

/* The distinct products of an order and of its pieces, at `item`. */
static size_t settle(const struct joining *joining, struct desk *desk,
                     struct order *order, const struct piece *pieces,
                     size_t count, size_t item)
{
    uint32_t *items = joining->book->items;
    size_t total = order->item_count;
    uint64_t *keys;
    size_t at = order->item_count;

    for (size_t i = 0; i < count; i++)
        total += pieces[i].count;
    keys = arena_array(&desk->arena, uint64_t, total);
    for (uint32_t i = 0; i < order->item_count; i++)
        keys[i] = items[order->items + i];
    for (size_t i = 0; i < count; i++)
        for (uint32_t j = 0; j < pieces[i].count; j++)
            keys[at++] = desk->products[pieces[i].at + j];
    total = radix_unique(keys, total);
    order->items = (uint32_t)item;
    order->item_count = (uint32_t)total;
    for (size_t i = 0; i < total; i++)
        items[item + i] = (uint32_t)keys[i];
    return item + total;
}

/* Orders whose lines did not follow each other. */
static void settle_all(const struct joining *joining, struct desk *desk,
                       size_t first, size_t item)
{
    size_t from = 0;

    if (desk->piece_count > 0)
        qsort(desk->pieces, desk->piece_count, sizeof *desk->pieces,
              compare_pieces);
    while (from < desk->piece_count) {
        size_t end = from + 1;

        while (end < desk->piece_count &&
               desk->pieces[end].order == desk->pieces[from].order)
            end++;
        item = settle(joining, desk,
                      joining->book->orders + first + desk->pieces[from].order,
                      desk->pieces + from, end - from, item);
        from = end;
    }
}

static void put_clients(const struct joining *joining, const struct desk *desk,
                        size_t first, size_t thread)
{
    struct client_desk *to = joining->clients->desks + thread;

    for (uint32_t i = 0; i < desk->roster.count; i++) {
        const struct key *key = desk->customers + i;
        struct client_list *list;

        if (key->words[1] == 0)
            continue;
        list = to->lists + key_part(key_hash(key));
        list->items = arena_grow(&to->arena, list->items, &list->room,
                                 list->count + 1, sizeof *list->items);
        list->items[list->count++] =
            (struct client){.key = *key,
                            .order = (uint32_t)(first + i),
                            .date = joining->book->orders[first + i].date};
    }
}

static void join_part(void *context, size_t number, size_t thread)
{
    struct joining *joining = context;
    struct book *book = joining->book;
    struct part *part = joining->parts + number;
    struct desk *desk = joining->desks + thread;
    size_t most = joining->parts[number + 1].first - part->first;
    size_t item = part->first_item;

    roster_init(&desk->roster, &desk->arena, book->order_keys + part->first,
                most);
    desk->customers = arena_array(&desk->arena, struct key, most + 1);
    for (const struct batch *batch = book->batches; batch;
         batch = batch->next) {
        item = join_batch(joining, desk, number, batch, item);
        drop_runs(batch, number);
    }
    settle_all(joining, desk, part->first, item);
    put_clients(joining, desk, part->first, thread);
    part->count = desk->roster.count;
    arena_free(&desk->arena);
    *desk = (struct desk){.own = desk->own,
                          .moved = desk->moved,
                          .moved_count = desk->moved_count,
                          .moved_room = desk->moved_room};
}

/* Room for as many orders as there are runs. */
static void make_room(struct joining *joining)
{
    struct book *book = joining->book;
    size_t orders = 0;
    size_t items = 0;

    for (size_t i = 0; i < KEY_PARTS; i++) {
        joining->parts[i] = (struct part){.first = orders, .first_item = items};
        for (const struct batch *batch = book->batches; batch;
             batch = batch->next) {
            orders += batch->parts[i].count;
            items += 2 * (size_t)batch->parts[i].items;
        }
    }
    joining->parts[KEY_PARTS] =
        (struct part){.first = orders, .first_item = items};
    book->orders = arena_huge(book->arena, orders + 1, sizeof *book->orders);
    book->order_keys =
        arena_huge(book->arena, orders + 1, sizeof *book->order_keys);
    book->items = arena_array(book->arena, uint32_t, items + 1);
}

/* Where orders beyond the last one have gone. */
struct shift {
    size_t count; /* of orders */
    uint32_t *to; /* of each that was beyond */
};

/*
 * Parts leave gaps where orders had several runs: fill them with the orders
 * that lie beyond as many places as there are orders.
 */
static struct shift close_gaps(struct joining *joining)
{
    struct book *book = joining->book;
    struct shift shift = {0};
    size_t last = KEY_PARTS;
    size_t left = 0; /* orders of the last part that may be moved */

    for (size_t i = 0; i < KEY_PARTS; i++)
        shift.count += joining->parts[i].count;
    shift.to = arena_array(&joining->sealing->scratch, uint32_t,
                           joining->parts[KEY_PARTS].first - shift.count + 1);
    for (size_t i = 0; i < KEY_PARTS; i++) {
        size_t gap = joining->parts[i].first + joining->parts[i].count;

        for (; gap < joining->parts[i + 1].first && gap < shift.count; gap++) {
            size_t from;

            while (left == 0)
                left = joining->parts[--last].count;
            from = joining->parts[last].first + --left;
            book->orders[gap] = book->orders[from];
            book->order_keys[gap] = book->order_keys[from];
            shift.to[from - shift.count] = (uint32_t)gap;
        }
    }
    book->order_count = shift.count;
    return shift;
}

static uint32_t shifted(const struct shift *shift, uint32_t order)
{
    return order < shift->count ? order : shift->to[order - shift->count];
}

/* What is known of orders by their numbers follows them. */
static void follow(struct joining *joining, const struct shift *shift)
{
    struct book *book = joining->book;
    struct clients *clients = joining->clients;
    size_t room = 0;

    for (size_t i = 0; i < joining->sealing->threads; i++) {
        struct desk *desk = joining->desks + i;

        book->moved = arena_grow(book->arena, book->moved, &room,
                                 book->moved_count + desk->moved_count + 1,
                                 sizeof *book->moved);
        for (size_t j = 0; j < desk->moved_count; j++) {
            struct moved *moved = book->moved + book->moved_count++;

            *moved = desk->moved[j];
            moved->order = shifted(shift, moved->order);
        }
        arena_free(&desk->own);
    }
    for (size_t i = 0; i < clients->desk_count; i++)
        for (size_t j = 0; j < KEY_PARTS; j++)
            for (size_t k = 0; k < clients->desks[i].lists[j].count; k++) {
                struct client *client = clients->desks[i].lists[j].items + k;

                client->order = shifted(shift, client->order);
            }
}

struct clients *seal_orders(struct sealing *sealing)
{
    struct arena *scratch = &sealing->scratch;
    struct joining *joining = arena_new(scratch, struct joining);
    struct clients *clients = arena_new(scratch, struct clients);
    struct shift shift;

    clients->desk_count = sealing->threads;
    clients->desks =
        arena_array(scratch, struct client_desk, clients->desk_count);
    joining->sealing = sealing;
    joining->book = sealing->book;
    joining->clients = clients;
    joining->desks = arena_array(scratch, struct desk, sealing->threads);
    make_room(joining);
    parallel_run(sealing->threads, KEY_PARTS, join_part, joining);
    shift = close_gaps(joining);
    follow(joining, &shift);
    return clients;
}
