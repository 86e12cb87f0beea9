#include "fold/index.h"

#include "base/decimal.h"

/* The unknown product: its number is MAP_NONE. */
static const struct ware no_ware = {.unit_cost = WITHOUT_COST};

void book_overflow(struct book *book)
{
    book->overflow = STR("a sum of the transactions");
}

static void add(struct book *book, int64_t *sum, int64_t value)
{
    if (!decimal_add(sum, value))
        book_overflow(book);
}

void book_cover(struct book *book, int32_t first, int32_t last)
{
    if (first == DATE_NONE)
        return;
    if (book->first_date == DATE_NONE || first < book->first_date)
        book->first_date = first;
    if (book->last_date == DATE_NONE || last > book->last_date)
        book->last_date = last;
}

/* Whether an id is the one met last; if not, the caller finds its number. */
static bool is_recent(struct recent *recent, struct str id, struct key *key)
{
    *key = key_of(id);
    return recent->is_known && key_equal(&recent->key, key);
}

static uint32_t remember(struct recent *recent, const struct key *key,
                         uint32_t number)
{
    *recent = (struct recent){.key = *key, .number = number, .is_known = true};
    return number;
}

uint32_t book_number(struct map *map, struct recent *recent, struct str id)
{
    struct key key;

    if (id.len == 0)
        return MAP_NONE;
    if (is_recent(recent, id, &key))
        return recent->number;
    return remember(recent, &key, map_put(map, id));
}

/* A product that is new to the book. */
static void add_product(struct book *book, struct ware *ware, struct str id)
{
    const struct catalogue *catalogue = book->catalogue;
    uint32_t number = map_put(&book->products, id);
    uint32_t known = map_find(&catalogue->product_ids, id);

    ware->number = number + 1;
    ware->unit_cost = WITHOUT_COST;
    if (known != MAP_NONE) {
        const struct product *product = catalogue->products + known;

        ware->class = product->class;
        if (product->has_cost)
            ware->unit_cost = product->unit_cost;
    }
    book->product_class = arena_grow(
        book->arena, book->product_class, &book->index->class_capacity,
        (size_t)number + 1, sizeof *book->product_class);
    book->product_class[number] = ware->class;
}

const struct ware *book_ware(struct book *book, struct str id)
{
    struct ware *ware;
    struct key key;

    if (id.len == 0)
        return &no_ware;
    key = key_of(id);
    ware = ware_get(&book->index->wares, &key);
    if (!ware->number)
        add_product(book, ware, id);
    return ware;
}

static void add_day(struct book *book, int32_t date)
{
    book->days = arena_grow(book->arena, book->days, &book->index->day_capacity,
                            book->day_count + 1, sizeof *book->days);
    book->days[book->day_count++] = (struct day){
        .date = date,
        .classes =
            arena_array(book->arena, struct sums, book->catalogue->class_count),
    };
}

uint32_t book_day(struct book *book, int32_t date)
{
    struct book_index *index = book->index;

    if (index->day != MAP_NONE && book->days[index->day].date == date)
        return index->day;
    index->day = number_map_put(&index->dates, (uint32_t)date);
    if (index->day == book->day_count)
        add_day(book, date);
    return index->day;
}

/* The number of a new site, + 1. */
static uint32_t add_site(struct book *book, uint32_t store, uint32_t class)
{
    size_t number = book->site_count++;

    book->sites =
        arena_grow(book->arena, book->sites, &book->index->site_capacity,
                   number + 1, sizeof *book->sites);
    book->sites[number] = (struct site){.store = store, .class = class};
    return (uint32_t)number + 1;
}

uint32_t book_site(struct book *book, uint32_t store, uint32_t class)
{
    struct book_index *index = book->index;
    size_t row = store == MAP_NONE ? 0 : (size_t)store + 1;
    uint32_t *site;

    index->rows = arena_grow(book->arena, index->rows, &index->row_capacity,
                             row + 1, sizeof *index->rows);
    if (!index->rows[row])
        index->rows[row] =
            arena_array(book->arena, uint32_t, book->catalogue->class_count);
    site = index->rows[row] + class;
    if (*site == 0)
        *site = add_site(book, store, class);
    return *site - 1;
}

/* The smaller id by bytes; an unknown one only where both are. */
static uint32_t smaller(const struct map *map, uint32_t a, uint32_t b)
{
    if (a == b || b == MAP_NONE)
        return a;
    if (a == MAP_NONE)
        return b;
    return str_compare(map->items[a], map->items[b]) <= 0 ? a : b;
}

static uint32_t smaller_customer(const struct roster *roster, uint32_t a,
                                 uint32_t b)
{
    if (a == b || b == MAP_NONE)
        return a;
    if (a == MAP_NONE)
        return b;
    return str_compare(roster_text(roster, a), roster_text(roster, b)) <= 0 ? a
                                                                            : b;
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
                           const struct order *seen)
{
    int compared = compare_times(seen, order);

    if (compared > 0)
        return;
    if (compared < 0) {
        order->date = seen->date;
        order->second = seen->second;
        order->has_time = seen->has_time;
        order->customer = seen->customer;
        order->store = seen->store;
        order->channel = seen->channel;
        return;
    }
    order->has_time |= seen->has_time;
    order->customer =
        smaller_customer(&book->customers, order->customer, seen->customer);
    order->store = smaller(&book->stores, order->store, seen->store);
    order->channel = smaller(&book->channels, order->channel, seen->channel);
}

void book_add_moved(struct book *book, const struct moved *moved)
{
    book->moved =
        arena_grow(book->arena, book->moved, &book->index->moved_capacity,
                   book->moved_count + 1, sizeof *book->moved);
    book->moved[book->moved_count++] = *moved;
}

void book_add_piece(struct book *book, const struct piece *piece)
{
    struct book_index *index = book->index;

    index->pieces =
        arena_grow(book->arena, index->pieces, &index->piece_capacity,
                   index->piece_count + 1, sizeof *index->pieces);
    index->pieces[index->piece_count++] = *piece;
}

void book_see_lines(struct book *book, struct order *order,
                    const struct order *seen)
{
    see_attributes(book, order, seen);
    order->scanned |= seen->scanned;
    order->is_sold |= seen->is_sold;
    order->positive |= seen->positive && seen->day == order->day;
    add(book, &order->gross, seen->gross);
    add(book, &order->discount, seen->discount);
    add(book, &order->returns, seen->returns);
    add(book, &order->units, seen->units);
}

static void see_again(struct book *book, uint32_t number,
                      const struct order *seen)
{
    struct order *order = book_order(book, number);

    book_see_lines(book, order, seen);
    if (seen->day != order->day)
        book_add_moved(book, &(struct moved){.order = number,
                                             .from = order->day,
                                             .date = seen->day,
                                             .positive = seen->positive,
                                             .gross = seen->gross,
                                             .discount = seen->discount,
                                             .returns = seen->returns,
                                             .units = seen->units});
    if (seen->item_count > 0)
        book_add_piece(book, &(struct piece){.order = number,
                                             .items = seen->items,
                                             .count = seen->item_count});
}

uint32_t book_see_order(struct book *book, const struct key *id,
                        const struct order *seen)
{
    size_t had = book->order_ids.count;
    uint32_t number = roster_put(&book->order_ids, id, (struct str){0});

    if (number < had) {
        see_again(book, number, seen);
        return number;
    }
    pages_add(&book->orders, 1);
    *book_order(book, number) = *seen;
    return number;
}

void book_end_run(struct book *book)
{
    struct run *run = &book->index->run;
    struct order *order = &run->order;
    size_t items;

    if (!run->is_open)
        return;
    run->is_open = false;
    if (run->has_customer)
        order->customer = roster_put(&book->customers, &run->customer,
                                     text_str(&run->customer_id));
    items = pages_add(&book->items, order->item_count);
    order->items = (uint32_t)items;
    if (order->item_count > 0)
        memcpy(pages_at(&book->items, items), run->items,
               order->item_count * sizeof *run->items);
    book_see_order(book, &run->order_id, order);
}

static void post(struct book *book, const struct posting *posting)
{
    struct day *day = book->days + posting->day;

    if (!bins_add(&book->site_bins, &day->sites, day->date, posting->site,
                  &posting->tally) ||
        !bins_add(&book->product_bins, &day->products, day->date,
                  posting->product, &posting->tally))
        book_overflow(book);
}

static void post_all(struct book *book)
{
    struct book_index *index = book->index;

    for (size_t i = 0; i < index->posting_count; i++)
        post(book, index->postings + i);
    index->posting_count = 0;
}

void book_post(struct book *book, const struct posting *posting)
{
    struct book_index *index = book->index;
    const struct day *day = book->days + posting->day;

    bins_prefetch(&day->sites, posting->site);
    bins_prefetch(&day->products, posting->product);
    if (index->posting_count == POSTINGS)
        post_all(book);
    index->postings[index->posting_count++] = *posting;
}

void book_finish(struct book *book)
{
    book_end_run(book);
    post_all(book);
}
