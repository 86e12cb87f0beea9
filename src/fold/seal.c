#include "fold/book.h"

#include "fold/index.h"
#include "fold/radix.h"

#include <stdlib.h>
#include <string.h>

/* A number and its id, to be sorted by the id. */
struct named {
    struct str id;
    uint32_t number;
};

static int compare_named(const void *a, const void *b)
{
    const struct named *x = a;
    const struct named *y = b;

    return str_compare(x->id, y->id);
}

/* Number a map by its ids; gives the new number of each old one. */
static uint32_t *renumber(struct arena *scratch, struct map *map)
{
    struct named *names = arena_array(scratch, struct named, map->count + 1);
    uint32_t *numbers = arena_array(scratch, uint32_t, map->count + 1);
    struct map sorted = {.arena = map->arena};

    for (size_t i = 0; i < map->count; i++)
        names[i] = (struct named){.id = map->items[i], .number = (uint32_t)i};
    qsort(names, map->count, sizeof *names, compare_named);
    for (size_t i = 0; i < map->count; i++)
        numbers[names[i].number] = map_put(&sorted, names[i].id);
    *map = sorted;
    return numbers;
}

static void apply(const uint32_t *numbers, uint32_t *number)
{
    if (*number != MAP_NONE)
        *number = numbers[*number];
}

static void renumber_orders(const struct book *book, const uint32_t *stores,
                            const uint32_t *channels)
{
    for (size_t i = 0; i < book_order_count(book); i++) {
        struct order *order = book_order(book, i);

        apply(stores, &order->store);
        apply(channels, &order->channel);
    }
}

static void renumber_sites(const struct book *book, const uint32_t *stores)
{
    for (size_t i = 0; i < book->site_count; i++)
        apply(stores, &book->sites[i].store);
}

/* The things of bins: sites stay, products have other numbers. */
static void renumber_bins(struct arena *scratch, struct book *book,
                          const uint32_t *products)
{
    uint32_t *things = arena_array(scratch, uint32_t, book->products.count + 1);
    uint32_t *sites = arena_array(scratch, uint32_t, book->site_count + 1);

    for (size_t i = 0; i < book->products.count; i++)
        things[i + 1] = products[i] + 1;
    for (size_t i = 0; i < book->site_count; i++)
        sites[i] = (uint32_t)i;
    for (size_t i = 0; i < book->day_count; i++) {
        bins_renumber(&book->days[i].sites, sites);
        bins_renumber(&book->days[i].products, things);
    }
    for (size_t i = 0; i < book->product_bins.wide_count; i++) {
        struct wide_bin *bin = book->product_bins.wide + i;

        bin->key = bin_renumber(bin->key, things);
    }
}

static void renumber_products(struct arena *scratch, struct book *book)
{
    size_t count = book->products.count;
    uint32_t *products = renumber(scratch, &book->products);
    uint32_t *classes = arena_array(book->arena, uint32_t, count + 1);

    for (size_t i = 0; i < count; i++)
        classes[products[i]] = book->product_class[i];
    book->product_class = classes;
    renumber_bins(scratch, book, products);
    for (size_t i = 0; i < book->items.count; i++)
        apply(products, pages_at(&book->items, i));
}

static int compare_days(const void *a, const void *b)
{
    const struct day *x = a;
    const struct day *y = b;

    return (x->date > y->date) - (x->date < y->date);
}

/* The keys of pieces in order of their orders: order, number of the piece. */
static uint64_t *sort_pieces(struct arena *scratch, const struct book *book)
{
    const struct book_index *index = book->index;
    uint64_t *keys = arena_array(scratch, uint64_t, index->piece_count + 1);

    for (size_t i = 0; i < index->piece_count; i++)
        keys[i] = map_pair(index->pieces[i].order, (uint32_t)i);
    radix_sort(keys, index->piece_count);
    return keys;
}

/* Products of one order being brought together. */
struct gathering {
    struct arena *arena;
    uint64_t *items;
    size_t count;
    size_t capacity;
};

static void gather(struct gathering *gathering, const struct book *book,
                   uint32_t items, uint32_t count)
{
    gathering->items =
        arena_grow(gathering->arena, gathering->items, &gathering->capacity,
                   gathering->count + count, sizeof *gathering->items);
    for (uint32_t i = 0; i < count; i++) {
        const uint32_t *item = pages_at(&book->items, items + (size_t)i);

        gathering->items[gathering->count++] = *item;
    }
}

/* The distinct products of all pieces become the order's. */
static void settle(struct book *book, struct order *order,
                   struct gathering *gathering)
{
    uint32_t *items;

    gather(gathering, book, order->items, order->item_count);
    gathering->count = radix_unique(gathering->items, gathering->count);
    order->items = (uint32_t)pages_add(&book->items, gathering->count);
    order->item_count = (uint32_t)gathering->count;
    items = pages_at(&book->items, order->items);
    for (size_t i = 0; i < gathering->count; i++)
        items[i] = (uint32_t)gathering->items[i];
    gathering->count = 0;
}

/* Orders whose lines did not follow each other. */
static void join_pieces(struct arena *scratch, struct book *book)
{
    const struct book_index *index = book->index;
    uint64_t *keys = sort_pieces(scratch, book);
    struct gathering gathering = {.arena = scratch};

    for (size_t i = 0; i < index->piece_count; i++) {
        const struct piece *piece = index->pieces + (uint32_t)keys[i];

        gather(&gathering, book, piece->items, piece->count);
        if (i + 1 == index->piece_count || keys[i] >> 32 != keys[i + 1] >> 32)
            settle(book, book_order(book, piece->order), &gathering);
    }
}

static struct day *day_of(const struct book *book, int32_t date)
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
    return book->days + low;
}

/* Orders by day, then those of each customer in that order. */
static void list_orders(struct arena *scratch, struct book *book)
{
    size_t count = book_order_count(book);
    uint32_t customers = book_customer_count(book);
    uint32_t *next = arena_array(scratch, uint32_t, customers + 2);
    size_t *places = arena_array(scratch, size_t, book->day_count + 1);
    size_t place = 0;

    book->by_day = arena_array(book->arena, uint32_t, count + 1);
    book->by_customer = arena_array(book->arena, uint32_t, count + 1);
    book->first_of = arena_array(book->arena, uint32_t, customers + 1);
    for (size_t i = 0; i < count; i++) {
        const struct order *order = book_order(book, i);

        day_of(book, order->date)->first_order++;
        if (order->customer != MAP_NONE)
            next[order->customer + 1]++;
    }
    for (size_t i = 0; i < book->day_count; i++) {
        places[i] = place;
        place += book->days[i].first_order;
        book->days[i].first_order = places[i];
    }
    for (uint32_t i = 0; i < customers; i++)
        next[i + 1] += next[i];
    memcpy(book->first_of, next, ((size_t)customers + 1) * sizeof *next);
    for (size_t i = 0; i < count; i++) {
        const struct order *order = book_order(book, i);

        book->by_day[places[day_of(book, order->date) - book->days]++] =
            (uint32_t)i;
    }
    for (size_t i = 0; i < count; i++) {
        const struct order *order = book_order(book, book->by_day[i]);

        if (order->customer != MAP_NONE)
            book->by_customer[next[order->customer]++] = book->by_day[i];
    }
}

static void sum_days(struct book *book)
{
    for (size_t i = 0; i < book->day_count; i++)
        for (size_t j = 0; j < book->catalogue->class_count; j++)
            if (!sums_add(&book->sums, book->days[i].classes + j))
                book_overflow(book);
}

enum status book_seal(struct book *book, struct diag *diag)
{
    struct arena scratch = {0};
    uint32_t *stores;

    book_finish(book);
    sum_days(book);
    if (book->overflow.len > 0)
        return diag_error(diag, BAD_DATA, (struct place){0},
                          "%.*s does not fit 64 bits; amounts may add up to "
                          "922 trillion at the most",
                          STR_ARGS(book->overflow));
    roster_close(&book->order_ids);
    roster_close(&book->customers);
    join_pieces(&scratch, book);
    stores = renumber(&scratch, &book->stores);
    renumber_orders(book, stores, renumber(&scratch, &book->channels));
    renumber_sites(book, stores);
    renumber_products(&scratch, book);
    if (book->day_count > 0)
        qsort(book->days, book->day_count, sizeof *book->days, compare_days);
    list_orders(&scratch, book);
    book->index = NULL; /* its numbers are the old ones */
    arena_free(&scratch);
    return OK;
}
