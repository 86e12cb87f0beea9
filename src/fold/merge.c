#include "fold/book.h"

#include "base/decimal.h"
#include "fold/index.h"

/* How far ahead of the order looked for memory is fetched. */
enum { AHEAD = 16 };

/* The numbers that the things of one book have in another. */
struct translation {
    uint32_t *customers;
    uint32_t *stores;
    uint32_t *channels;
    uint32_t *products;
    uint32_t *things; /* of bins: products + 1 */
    uint32_t *sites;
    uint32_t *orders;
    size_t items; /* to be added */
};

static uint32_t *translate_map(struct arena *scratch, struct map *into,
                               const struct map *from)
{
    uint32_t *numbers = arena_array(scratch, uint32_t, from->count + 1);

    for (size_t i = 0; i < from->count; i++)
        numbers[i] = map_put(into, from->items[i]);
    return numbers;
}

static uint32_t translated(const uint32_t *numbers, uint32_t number)
{
    return number == MAP_NONE ? MAP_NONE : numbers[number];
}

static uint32_t *translate_products(struct arena *scratch, struct book *into,
                                    const struct book *from)
{
    size_t count = from->products.count;
    uint32_t *numbers = arena_array(scratch, uint32_t, count + 1);

    for (size_t i = 0; i < count; i++)
        numbers[i] = book_ware(into, from->products.items[i])->number - 1;
    return numbers;
}

static void prefetch(const struct roster *into, const struct roster *from,
                     uint32_t number)
{
    if (number + AHEAD < from->count)
        roster_prefetch(into, roster_key(from, number + AHEAD));
}

static uint32_t *translate_customers(struct arena *scratch, struct book *into,
                                     struct book *from)
{
    struct roster *customers = &from->customers;
    uint32_t *numbers =
        arena_array(scratch, uint32_t, (size_t)customers->count + 1);

    for (uint32_t i = 0; i < customers->count; i++) {
        prefetch(&into->customers, customers, i);
        numbers[i] = roster_put(&into->customers, roster_key(customers, i),
                                roster_text(customers, i));
    }
    roster_release(customers);
    return numbers;
}

static void merge_items(struct book *into, struct book *from,
                        struct translation *to)
{
    for (size_t i = 0; i < from->items.count; i++) {
        uint32_t *item = pages_at(&from->items, i);

        *item = translated(to->products, *item);
    }
    to->items = pages_take(&into->items, &from->items);
}

/* Gives the page of orders back behind the last one of it. */
static struct order take_order(struct book *from, uint32_t number)
{
    struct order order = *book_order(from, number);
    size_t next = (size_t)number + 1;

    if (next == from->order_ids.count ||
        next >> from->orders.bits != number >> from->orders.bits)
        pages_release_page(&from->orders, number);
    return order;
}

static void merge_orders(struct arena *scratch, struct book *into,
                         struct book *from, struct translation *to)
{
    struct roster *ids = &from->order_ids;

    to->orders = arena_array(scratch, uint32_t, (size_t)ids->count + 1);
    roster_close(ids);
    roster_reserve(&into->order_ids,
                   (size_t)into->order_ids.count + ids->count);
    for (uint32_t i = 0; i < ids->count; i++) {
        struct order seen = take_order(from, i);

        prefetch(&into->order_ids, ids, i);
        seen.customer = translated(to->customers, seen.customer);
        seen.store = translated(to->stores, seen.store);
        seen.channel = translated(to->channels, seen.channel);
        if (seen.item_count > 0)
            seen.items += (uint32_t)to->items;
        to->orders[i] = book_see_order(into, roster_key(ids, i), &seen);
    }
    roster_release(ids);
}

static void merge_pieces(struct book *into, const struct book *from,
                         const struct translation *to)
{
    for (size_t i = 0; i < from->index->piece_count; i++) {
        struct piece piece = from->index->pieces[i];

        piece.order = to->orders[piece.order];
        piece.items += (uint32_t)to->items;
        book_add_piece(into, &piece);
    }
    for (size_t i = 0; i < from->moved_count; i++) {
        struct moved moved = from->moved[i];

        moved.order = to->orders[moved.order];
        book_add_moved(into, &moved);
    }
}

/* Let the bins of another book's day stand beside those of a day. */
static void merge_bins(struct arena *arena, struct bins *into,
                       const struct bins *from, const uint32_t *numbers)
{
    struct bins *first = arena_new(arena, struct bins);
    struct bins *last = first;

    *first = *from;
    bins_renumber(first, numbers);
    while (last->more)
        last = last->more;
    last->more = into->more;
    into->more = first;
}

static void merge_wide(struct bin_store *into, const struct bin_store *from,
                       const uint32_t *numbers)
{
    for (size_t i = 0; i < from->wide_count; i++) {
        struct wide_bin bin = from->wide[i];

        bin.key = bin_renumber(bin.key, numbers);
        bins_add_wide(into, &bin);
    }
}

static void merge_days(struct book *into, const struct book *from,
                       const struct translation *to)
{
    for (size_t i = 0; i < from->day_count; i++) {
        const struct day *other = from->days + i;
        uint32_t number = book_day(into, other->date);
        struct day *day = into->days + number;

        for (size_t class = 0; class < into->catalogue->class_count; class ++)
            if (!sums_add(day->classes + class, other->classes + class))
                book_overflow(into);
        merge_bins(into->arena, &day->sites, &other->sites, to->sites);
        merge_bins(into->arena, &day->products, &other->products, to->things);
    }
    merge_wide(&into->site_bins, &from->site_bins, to->sites);
    merge_wide(&into->product_bins, &from->product_bins, to->things);
}

static uint32_t *translate_sites(struct arena *scratch, struct book *into,
                                 const struct book *from,
                                 const struct translation *to)
{
    uint32_t *numbers = arena_array(scratch, uint32_t, from->site_count + 1);

    for (size_t i = 0; i < from->site_count; i++) {
        const struct site *site = from->sites + i;

        numbers[i] =
            book_site(into, translated(to->stores, site->store), site->class);
    }
    return numbers;
}

/* The thing 0 is the unknown product in every book. */
static uint32_t *translate_things(struct arena *scratch,
                                  const struct book *from,
                                  const struct translation *to)
{
    size_t count = from->products.count;
    uint32_t *numbers = arena_array(scratch, uint32_t, count + 1);

    for (size_t i = 0; i < count; i++)
        numbers[i + 1] = to->products[i] + 1;
    return numbers;
}

static void merge_totals(struct book *into, const struct book *from)
{
    if (!decimal_add(&into->other_net, from->other_net) ||
        !decimal_add(&into->net_gap, from->net_gap) || from->overflow.len > 0)
        book_overflow(into);
    into->other_lines += from->other_lines;
    book_cover(into, from->first_date, from->last_date);
}

void book_merge(struct book *into, struct book *from)
{
    struct arena scratch = {0};
    struct translation to = {0};

    book_finish(into);
    book_finish(from);
    to.stores = translate_map(&scratch, &into->stores, &from->stores);
    to.channels = translate_map(&scratch, &into->channels, &from->channels);
    to.products = translate_products(&scratch, into, from);
    to.things = translate_things(&scratch, from, &to);
    to.sites = translate_sites(&scratch, into, from, &to);
    to.customers = translate_customers(&scratch, into, from);
    merge_items(into, from, &to);
    merge_orders(&scratch, into, from, &to);
    merge_pieces(into, from, &to);
    merge_days(into, from, &to);
    merge_totals(into, from);
    arena_free(&scratch);
    arena_take(into->arena, from->arena);
}
