#include "fold/index.h"

#include "base/decimal.h"

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
static void add_product(struct book *book, struct str id)
{
    struct book_index *index = book->index;
    uint32_t product = map_put(&book->products, id);
    uint32_t known = map_find(&book->catalogue->product_ids, id);

    index->known = arena_grow(book->arena, index->known, &index->known_capacity,
                              (size_t)product + 1, sizeof *index->known);
    book->product_class =
        arena_grow(book->arena, book->product_class, &index->class_capacity,
                   (size_t)product + 1, sizeof *book->product_class);
    if (known == MAP_NONE)
        return;
    index->known[product] = known + 1;
    book->product_class[product] = book->catalogue->products[known].class;
}

uint32_t book_product(struct book *book, struct str id)
{
    struct book_index *index = book->index;
    uint32_t had = index->product_ids.count;
    uint32_t product;
    struct key key;

    if (id.len == 0)
        return MAP_NONE;
    if (is_recent(&index->product, id, &key))
        return index->product.number;
    product = roster_put(&index->product_ids, &key, id);
    if (product == had)
        add_product(book, id);
    return remember(&index->product, &key, product);
}

const struct product *book_known_product(const struct book *book,
                                         uint32_t product)
{
    if (product == MAP_NONE || book->index->known[product] == 0)
        return NULL;
    return book->catalogue->products + book->index->known[product] - 1;
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

struct day *book_day(struct book *book, int32_t date)
{
    struct book_index *index = book->index;

    if (index->day != MAP_NONE && book->days[index->day].date == date)
        return book->days + index->day;
    index->day = number_map_put(&index->dates, (uint32_t)date);
    if (index->day == book->day_count)
        add_day(book, date);
    return book->days + index->day;
}

uint32_t book_place(struct book *book, uint32_t store, uint32_t class)
{
    struct book_index *index = book->index;
    uint64_t pair = map_pair(store, class);

    if (index->place == MAP_NONE || index->place_pair != pair) {
        index->place = number_map_put(&book->places, pair);
        index->place_pair = pair;
    }
    return index->place;
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
