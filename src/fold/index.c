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

uint32_t book_number(struct map *map, uint32_t *last, struct str id)
{
    if (id.len == 0)
        return MAP_NONE;
    if (*last == MAP_NONE || !str_equal(map->items[*last], id))
        *last = map_put(map, id);
    return *last;
}

uint32_t book_product(struct book *book, struct str id)
{
    struct book_index *index = book->index;
    size_t had = book->products.count;
    uint32_t product;
    uint32_t known;

    if (id.len == 0)
        return MAP_NONE;
    product = map_put(&book->products, id);
    if (book->products.count == had)
        return product;
    index->known = arena_grow(book->arena, index->known, &index->known_capacity,
                              had + 1, sizeof *index->known);
    book->product_class =
        arena_grow(book->arena, book->product_class, &index->class_capacity,
                   had + 1, sizeof *book->product_class);
    known = map_find(&book->catalogue->product_ids, id);
    if (known != MAP_NONE) {
        index->known[product] = known + 1;
        book->product_class[product] = book->catalogue->products[known].class;
    }
    return product;
}

const struct product *book_known_product(const struct book *book,
                                         uint32_t product)
{
    if (product == MAP_NONE || book->index->known[product] == 0)
        return NULL;
    return book->catalogue->products + book->index->known[product] - 1;
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

/* Attributes are those of the first line in time; ties take the smallest. */
static void see_attributes(const struct book *book, struct order *order,
                           const struct order *seen)
{
    if (seen->time > order->time)
        return;
    if (seen->time < order->time) {
        order->time = seen->time;
        order->has_time = seen->has_time;
        order->customer = seen->customer;
        order->store = seen->store;
        order->channel = seen->channel;
        return;
    }
    order->has_time |= seen->has_time;
    order->customer =
        smaller(&book->customers, order->customer, seen->customer);
    order->store = smaller(&book->stores, order->store, seen->store);
    order->channel = smaller(&book->channels, order->channel, seen->channel);
}

void book_see_order(struct book *book, uint32_t number,
                    const struct order *seen)
{
    struct order *order = book->orders + number;

    see_attributes(book, order, seen);
    order->scanned |= seen->scanned;
    order->sale_lines += seen->sale_lines;
    add(book, &order->gross, seen->gross);
    add(book, &order->discount, seen->discount);
    add(book, &order->units, seen->units);
}

uint32_t book_order(struct book *book, struct str id)
{
    struct book_index *index = book->index;
    size_t had = book->order_ids.count;

    if (index->order != MAP_NONE &&
        str_equal(book->order_ids.items[index->order], id))
        return index->order;
    index->order = map_put(&book->order_ids, id);
    if (book->order_ids.count == had)
        return index->order;
    book->orders = arena_grow(book->arena, book->orders, &index->order_capacity,
                              had + 1, sizeof *book->orders);
    index->first_day =
        arena_grow(book->arena, index->first_day, &index->first_day_capacity,
                   had + 1, sizeof *index->first_day);
    book->orders[had] = (struct order){
        .time = INT64_MAX,
        .customer = MAP_NONE,
        .store = MAP_NONE,
        .channel = MAP_NONE,
    };
    index->first_day[had] = MAP_NONE;
    return index->order;
}

static struct order_day *new_order_day(struct book *book, uint32_t order,
                                       int32_t date)
{
    struct book_index *index = book->index;
    size_t number = book->order_day_count++;

    book->order_days =
        arena_grow(book->arena, book->order_days, &index->order_day_capacity,
                   number + 1, sizeof *book->order_days);
    index->next_day =
        arena_grow(book->arena, index->next_day, &index->next_day_capacity,
                   number + 1, sizeof *index->next_day);
    book->order_days[number] = (struct order_day){.order = order, .date = date};
    index->next_day[number] = index->first_day[order];
    index->first_day[order] = (uint32_t)number;
    return book->order_days + number;
}

void book_add_order_day(struct book *book, const struct order_day *day)
{
    const struct book_index *index = book->index;
    uint32_t number = index->first_day[day->order];
    struct order_day *into;

    while (number != MAP_NONE && book->order_days[number].date != day->date)
        number = index->next_day[number];
    into = number == MAP_NONE ? new_order_day(book, day->order, day->date)
                              : book->order_days + number;
    into->has_positive_sale |= day->has_positive_sale;
    if (!sums_add(&into->sums, &day->sums))
        book_overflow(book);
}

static struct day_cell *find_day_cell(struct book *book,
                                      const struct day_cell *key)
{
    struct book_index *index = book->index;
    struct day_cell *last = book->day_cells + index->day_cell;
    uint32_t place;

    if (index->day_cell != MAP_NONE && last->date == key->date &&
        last->store == key->store && last->class == key->class)
        return last;
    place = number_map_put(&index->places, map_pair(key->store, key->class));
    index->day_cell =
        number_map_put(&index->day_keys, map_pair((uint32_t)key->date, place));
    if (index->day_cell == book->day_cell_count) {
        book->day_cells =
            arena_grow(book->arena, book->day_cells, &index->day_cell_capacity,
                       ++book->day_cell_count, sizeof *book->day_cells);
        book->day_cells[index->day_cell] = (struct day_cell){
            .date = key->date, .store = key->store, .class = key->class};
    }
    return book->day_cells + index->day_cell;
}

void book_add_day_cell(struct book *book, const struct day_cell *cell)
{
    if (!sums_add(&find_day_cell(book, cell)->sums, &cell->sums))
        book_overflow(book);
}

void book_add_product_cell(struct book *book, const struct product_cell *cell)
{
    struct book_index *index = book->index;
    uint32_t number = number_map_put(
        &index->product_keys, map_pair((uint32_t)cell->date, cell->product));

    if (number == book->product_cell_count) {
        book->product_cells = arena_grow(
            book->arena, book->product_cells, &index->product_cell_capacity,
            ++book->product_cell_count, sizeof *book->product_cells);
        book->product_cells[number] =
            (struct product_cell){.date = cell->date, .product = cell->product};
    }
    if (!sums_add(&book->product_cells[number].sums, &cell->sums))
        book_overflow(book);
}

void book_add_item(struct book *book, uint64_t item)
{
    if (book->item_count > 0 && book->items[book->item_count - 1] == item)
        return;
    book->items =
        arena_grow(book->arena, book->items, &book->index->item_capacity,
                   book->item_count + 1, sizeof *book->items);
    book->items[book->item_count++] = item;
}
