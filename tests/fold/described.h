/*
 * described.h - all that a sealed book and an account say, as a text that does
 * not depend on the order of anything.
 */
#ifndef REPORT_TESTS_FOLD_DESCRIBED_H
#define REPORT_TESTS_FOLD_DESCRIBED_H

#include "shop.h"

#include "fold/walk.h"

/* Lines to be sorted. */
struct lines {
    struct arena *arena;
    struct str *items;
    size_t count;
    size_t capacity;
};

SHOP void lines_add(struct lines *lines, struct str line)
{
    lines->items = arena_grow(lines->arena, lines->items, &lines->capacity,
                              lines->count + 1, sizeof *lines->items);
    lines->items[lines->count++] = line;
}

static int compare_lines(const void *a, const void *b)
{
    const struct str *x = a;
    const struct str *y = b;

    return str_compare(*x, *y);
}

static const char *name_of(const struct map *map, uint32_t number)
{
    return number == MAP_NONE ? "?" : map->items[number].at;
}

static void add_order(struct lines *lines, const struct book *book,
                      uint32_t number)
{
    struct order order = book_order(book, number);
    const struct key *key = book_order_key(book, number);
    const uint32_t *items = order_items(book, &order);
    struct lines products = {.arena = lines->arena};
    struct text text = {.arena = lines->arena};

    text_addf(&text, "order %016llx%016llx %d %u %d%d%d %s %s ",
              (unsigned long long)key->words[0],
              (unsigned long long)key->words[1], (int)order.date, order.second,
              order.has_time, order.scanned, order.is_sold,
              name_of(&book->stores, order.store),
              name_of(&book->channels, order.channel));
    if (order.customer != MAP_NONE)
        text_add(&text, book_customer_id(book, order.customer));
    text_addf(&text, " %lld %lld %lld %lld of", (long long)order.gross,
              (long long)order.discount, (long long)order.returns,
              (long long)order.units);
    for (uint32_t i = 0; i < order.item_count; i++)
        lines_add(&products, str_of(name_of(&book->products, items[i])));
    if (products.count > 0)
        qsort(products.items, products.count, sizeof *products.items,
              compare_lines);
    for (size_t i = 0; i < products.count; i++)
        text_addf(&text, " %.*s", STR_ARGS(products.items[i]));
    lines_add(lines, text_str(&text));
}

/* What an order sold on each of its days, whichever of them came first. */
struct occasions {
    struct map keys;
    struct moved *sums; /* of each key */
    size_t room;
};

static void add_occasion(struct occasions *occasions, const struct book *book,
                         const struct moved *moved)
{
    struct arena *arena = occasions->keys.arena;
    const struct key *key = book_order_key(book, moved->order);
    struct moved *sum;
    uint32_t number = map_put(&occasions->keys,
                              str_format(arena, "occasion %016llx%016llx %d",
                                         (unsigned long long)key->words[0],
                                         (unsigned long long)key->words[1],
                                         (int)moved->date));

    occasions->sums = arena_grow(arena, occasions->sums, &occasions->room,
                                 occasions->keys.count, sizeof *moved);
    sum = occasions->sums + number;
    sum->positive |= moved->positive;
    sum->has_gift |= moved->has_gift;
    sum->gross += moved->gross;
    sum->discount += moved->discount;
    sum->returns += moved->returns;
    sum->units += moved->units;
}

static void add_occasions(struct lines *lines, const struct book *book)
{
    struct occasions occasions = {.keys.arena = lines->arena};

    for (uint32_t i = 0; i < book_order_count(book); i++) {
        struct order order = book_order(book, i);

        add_occasion(&occasions, book,
                     &(struct moved){.order = i,
                                     .date = order.day,
                                     .positive = order.positive,
                                     .has_gift = order.has_gift,
                                     .gross = order.gross,
                                     .discount = order.discount,
                                     .returns = order.returns,
                                     .units = order.units});
    }
    for (size_t i = 0; i < book->moved_count; i++) {
        struct moved moved = book->moved[i];

        add_occasion(&occasions, book, &moved);
        moved.date = moved.from;
        moved.positive = moved.has_gift = false;
        moved.gross = -moved.gross;
        moved.discount = -moved.discount;
        moved.returns = -moved.returns;
        moved.units = -moved.units;
        add_occasion(&occasions, book, &moved);
    }
    for (size_t i = 0; i < occasions.keys.count; i++) {
        const struct moved *sum = occasions.sums + i;

        lines_add(lines,
                  str_format(lines->arena, "%.*s %d%d %lld %lld %lld %lld",
                             STR_ARGS(occasions.keys.items[i]), sum->positive,
                             sum->has_gift, (long long)sum->gross,
                             (long long)sum->discount, (long long)sum->returns,
                             (long long)sum->units));
    }
}

/* Classes by their texts, as their numbers may differ. */
static struct str class_name(struct arena *arena, const struct book *book,
                             uint32_t class)
{
    const struct product_class *is = book->catalogue->classes + class;

    return str_format(arena, "%.*s/%.*s", STR_ARGS(is->department),
                      STR_ARGS(is->category));
}

static void add_days(struct lines *lines, const struct book *book)
{
    for (size_t i = 0; i < book->day_count; i++)
        for (uint32_t j = 0; j < book->catalogue->class_count; j++) {
            const struct sums *sums = book->days[i].classes + j;
            struct text text = {.arena = lines->arena};

            text_addf(&text, "day %d %.*s", (int)book->days[i].date,
                      STR_ARGS(class_name(lines->arena, book, j)));
            for (size_t k = 0; k < sizeof *sums / sizeof(int64_t); k++)
                text_addf(&text, " %lld", (long long)(&sums->gross)[k]);
            lines_add(lines, text_str(&text));
        }
}

static void add_store_costs(struct lines *lines, const struct book *book,
                            size_t day, uint32_t store)
{
    struct cost_sums costs = book_store_costs(book, day, store);

    lines_add(lines,
              str_format(lines->arena, "costs %d %s %lld %lld",
                         (int)book->days[day].date,
                         name_of(&book->stores, store),
                         (long long)costs.costed_net, (long long)costs.cost));
}

static void add_costs(struct lines *lines, const struct book *book)
{
    for (size_t day = 0; day < book->day_count; day++) {
        for (uint32_t store = 0; store < book->stores.count; store++)
            add_store_costs(lines, book, day, store);
        add_store_costs(lines, book, day, MAP_NONE);
    }
}

/* 128 bits, of which a half is printed at a time. */
static void add_square(struct text *text, depth_square square)
{
    text_addf(text, " %llx:%016llx", (unsigned long long)(square >> 64),
              (unsigned long long)square);
}

static void add_depths(struct lines *lines, const struct book *book)
{
    for (size_t i = 0; i < book->day_count * DEPTH_BANDS; i++) {
        const struct depth_sums *sums = book->depths + i;
        const depth_square squares[] = {
            sums->margin_margin,     sums->margin_net,    sums->net_net,
            sums->returned_returned, sums->returned_sold, sums->sold_sold};
        struct text text = {.arena = lines->arena};

        text_addf(&text, "depth %d %zu %lld %lld %lld %lld %lld",
                  (int)book->days[i / DEPTH_BANDS].date, i % DEPTH_BANDS,
                  (long long)sums->baskets, (long long)sums->costs.costed_net,
                  (long long)sums->costs.cost, (long long)sums->returned_units,
                  (long long)sums->units);
        for (size_t j = 0; j < COUNT(squares); j++)
            add_square(&text, squares[j]);
        lines_add(lines, text_str(&text));
    }
}

/* What a walk shows, added up by day and thing. */
static void add_walk(struct lines *lines, const struct book *book,
                     struct walk walk)
{
    struct map keys = {.arena = lines->arena};
    struct sums *sums = NULL;
    size_t room = 0;

    while (walk_next(&walk)) {
        struct str thing =
            walk.sites ? class_name(lines->arena, book, walk_class(&walk))
                       : str_of(name_of(&book->products, walk.thing));
        struct str key = str_format(
            lines->arena, "%s %d %s %.*s", walk.sites ? "site" : "product",
            (int)walk.date,
            walk.sites ? name_of(&book->stores, walk_store(&walk)) : "",
            STR_ARGS(thing));
        uint32_t number = map_put(&keys, key);

        sums = arena_grow(lines->arena, sums, &room, keys.count, sizeof *sums);
        assert_true(sums_add(sums + number, &walk.sums));
    }
    for (size_t i = 0; i < keys.count; i++)
        lines_add(
            lines,
            str_format(lines->arena, "%.*s %lld %lld %lld %lld %lld %lld",
                       STR_ARGS(keys.items[i]), (long long)sums[i].gross,
                       (long long)sums[i].discount, (long long)sums[i].returns,
                       (long long)sums[i].units, (long long)sums[i].sale_lines,
                       (long long)sums[i].return_lines));
}

SHOP const char *describe_book(struct arena *arena, const struct book *book)
{
    struct lines lines = {.arena = arena};
    struct text text = {.arena = arena};

    for (uint32_t i = 0; i < book_order_count(book); i++)
        add_order(&lines, book, i);
    add_occasions(&lines, book);
    add_days(&lines, book);
    add_costs(&lines, book);
    add_depths(&lines, book);
    add_walk(&lines, book,
             walk_products(book, book->first_date, book->last_date));
    add_walk(&lines, book, walk_sites(book, book->first_date, book->last_date));
    qsort(lines.items, lines.count, sizeof *lines.items, compare_lines);
    for (size_t i = 0; i < lines.count; i++)
        text_addf(&text, "%.*s\n", STR_ARGS(lines.items[i]));
    text_addf(&text, "%u customers, others %lld in %lld, gap %lld\n",
              book_customer_count(book), (long long)book->other_net,
              (long long)book->other_lines, (long long)book->net_gap);
    return text.at;
}

/* Seals the ledger. */
SHOP const char *describe_ledger(struct arena *arena, struct ledger *ledger)
{
    const struct control *control = ledger->controls + EXTRACT_transactions;
    struct text text = {.arena = arena};

    ledger_seal(ledger);
    text_addf(&text, "%d %llu %llu %llu %llu %llu, %d to %d, %d %lld %lld %lld",
              control->delivered, (unsigned long long)control->rows,
              (unsigned long long)control->accepted,
              (unsigned long long)control->rejected,
              (unsigned long long)control->set_aside,
              (unsigned long long)control->ignored, (int)control->first_date,
              (int)control->last_date, control->has_net,
              (long long)control->net_accepted,
              (long long)control->net_rejected,
              (long long)control->net_set_aside);
    for (size_t i = 0; i < control->file_count; i++)
        text_addf(&text, "\n%s %llu %s", control->files[i].file,
                  (unsigned long long)control->files[i].bytes,
                  control->files[i].fingerprint);
    for (size_t i = 0; i < ledger->reject_count; i++) {
        const struct reject *reject = ledger->rejects + i;

        text_addf(&text, "\n%s:%zu:%zu %.*s '%.*s' %d", reject->file,
                  reject->line, reject->column, STR_ARGS(reject->reason),
                  STR_ARGS(reject->excerpt), reject->by_rule);
    }
    return text.at;
}

/* Show where two texts begin to differ, if they do. */
SHOP void assert_same_text(const char *got, const char *want)
{
    size_t at = 0;

    while (got[at] && got[at] == want[at])
        at++;
    if (got[at] == want[at])
        return;
    while (at > 0 && got[at - 1] != '\n')
        at--;
    print_error("got\n%.300s\nwant\n%.300s\n", got + at, want + at);
    fail();
}

#endif
