#include "fold/book.h"

#include "fold/index.h"
#include "fold/radix.h"

#include <stdlib.h>

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

static void renumber_places(struct arena *scratch, struct book *book)
{
    uint32_t *stores = renumber(scratch, &book->stores);
    uint32_t *channels = renumber(scratch, &book->channels);

    for (size_t i = 0; i < book->order_ids.count; i++) {
        apply(stores, &book->orders[i].store);
        apply(channels, &book->orders[i].channel);
    }
    for (size_t i = 0; i < book->day_cell_count; i++)
        apply(stores, &book->day_cells[i].store);
}

static void renumber_products(struct arena *scratch, struct book *book)
{
    size_t count = book->products.count;
    uint32_t *products = renumber(scratch, &book->products);
    uint32_t *classes = arena_array(book->arena, uint32_t, count + 1);

    for (size_t i = 0; i < count; i++)
        classes[products[i]] = book->product_class[i];
    book->product_class = classes;
    for (size_t i = 0; i < book->product_cell_count; i++)
        apply(products, &book->product_cells[i].product);
    for (size_t i = 0; i < book->item_count; i++) {
        uint32_t product = (uint32_t)book->items[i];

        apply(products, &product);
        book->items[i] = map_pair((uint32_t)(book->items[i] >> 32), product);
    }
}

static int compare_days(const void *a, const void *b)
{
    const struct day_cell *x = a;
    const struct day_cell *y = b;

    if (x->date != y->date)
        return x->date < y->date ? -1 : 1;
    if (x->store != y->store)
        return x->store < y->store ? -1 : 1;
    return (x->class > y->class) - (x->class < y->class);
}

static int compare_products(const void *a, const void *b)
{
    const struct product_cell *x = a;
    const struct product_cell *y = b;

    if (x->date != y->date)
        return x->date < y->date ? -1 : 1;
    return (x->product > y->product) - (x->product < y->product);
}

static void count_products(struct book *book)
{
    book->item_count = radix_unique(book->items, book->item_count);
    for (size_t i = 0; i < book->item_count; i++)
        book->orders[book->items[i] >> 32].products++;
}

enum status book_seal(struct book *book, struct diag *diag)
{
    struct arena scratch = {0};

    if (book->overflow.len > 0)
        return diag_error(diag, BAD_DATA, (struct place){0},
                          "%.*s does not fit 64 bits; amounts may add up to "
                          "922 trillion at the most",
                          STR_ARGS(book->overflow));
    renumber_places(&scratch, book);
    renumber_products(&scratch, book);
    if (book->day_cell_count > 0)
        qsort(book->day_cells, book->day_cell_count, sizeof *book->day_cells,
              compare_days);
    if (book->product_cell_count > 0)
        qsort(book->product_cells, book->product_cell_count,
              sizeof *book->product_cells, compare_products);
    count_products(book);
    book->index = NULL; /* its numbers are the old ones */
    arena_free(&scratch);
    return OK;
}
