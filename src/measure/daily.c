#include "measure/daily.h"

#include "base/decimal.h"
#include "fold/walk.h"

#include <stdlib.h>

static const struct column columns[] = {
    {"date", "Date", CELL_DATE, SUM_NONE, NULL},
    {"store_id", "Store", CELL_TEXT, SUM_NONE, NULL},
    {"category", "Category", CELL_TEXT, SUM_NONE, NULL},
    {"gross_sales", "Gross sales", CELL_MONEY, SUM_TOTAL, NULL},
    {"discount", "Discount", CELL_MONEY, SUM_TOTAL, NULL},
    {"returns", "Returns", CELL_MONEY, SUM_TOTAL, NULL},
    {"net_sales", "Net sales", CELL_MONEY, SUM_TOTAL, NULL},
    {"units", "Units", CELL_QUANTITY, SUM_TOTAL, NULL},
    {"baskets", "Baskets", CELL_COUNT, SUM_NONE,
     "with a sale line of the category; a basket counts in several"},
};

/* A row of the table. */
struct cube_cell {
    int32_t date;
    uint32_t store; /* MAP_NONE sorts last */
    uint32_t group;
    struct sums sums;
    int64_t baskets;
};

struct cube {
    struct arena *arena;
    struct grouping grouping;
    struct number_map places; /* store, group */
    struct number_map keys;   /* date, place */
    struct cube_cell *cells;
    size_t count;
    size_t capacity;
};

static struct cube_cell *cube_find(struct cube *cube, int32_t date,
                                   uint32_t store, uint32_t group)
{
    uint32_t place = number_map_put(&cube->places, map_pair(store, group));
    uint32_t number =
        number_map_put(&cube->keys, map_pair((uint32_t)date, place));

    if (number == cube->count) {
        cube->cells = arena_grow(cube->arena, cube->cells, &cube->capacity,
                                 ++cube->count, sizeof *cube->cells);
        cube->cells[number] =
            (struct cube_cell){.date = date, .store = store, .group = group};
    }
    return cube->cells + number;
}

static int compare_cells(const void *a, const void *b)
{
    const struct cube_cell *x = a;
    const struct cube_cell *y = b;

    if (x->date != y->date)
        return x->date < y->date ? -1 : 1;
    if (x->store != y->store)
        return x->store < y->store ? -1 : 1;
    return (x->group > y->group) - (x->group < y->group);
}

static void add_sums(struct cube *cube, const struct view *view)
{
    const struct window *now = &view->windows[SLOT_NOW];
    struct walk walk = walk_sites(view->book, now->start, now->end);

    while (walk_next(&walk))
        (void)sums_add(&cube_find(cube, walk.date, walk_store(&walk),
                                  cube->grouping.groups[walk_class(&walk)])
                            ->sums,
                       &walk.sums);
}

/* A basket counts once in each of its categories. */
static void add_baskets(struct cube *cube, const struct view *view)
{
    const struct book *book = view->book;
    uint64_t *last =
        arena_array(cube->arena, uint64_t, cube->grouping.count + 1);

    for (size_t i = 0; i < book_order_count(book); i++) {
        const struct order *order = book_order(book, i);
        const uint32_t *items = order_items(book, order);

        if (!slice_is_basket(view, order))
            continue;
        for (uint32_t j = 0; j < order->item_count; j++) {
            uint32_t group =
                grouping_of_product(&cube->grouping, book, items[j]);

            if (last[group] == i + 1)
                continue;
            last[group] = i + 1;
            cube_find(cube, order->date, order->store, group)->baskets++;
        }
    }
}

static void add_row(const struct view *view, struct table *table,
                    const struct cube *cube, const struct cube_cell *cell)
{
    struct cell *cells = table_add(table);

    cells[0] = cell_date(cell->date);
    cells[1] = cell_text(cell->store == MAP_NONE
                             ? UNKNOWN
                             : view->book->stores.items[cell->store]);
    cells[2] = cell_text(cube->grouping.names[cell->group]);
    cells[3] = cell_integer(CELL_MONEY, cell->sums.gross);
    cells[4] = cell_integer(CELL_MONEY, cell->sums.discount);
    cells[5] = cell_integer(CELL_MONEY, cell->sums.returns);
    cells[6] = cell_integer(CELL_MONEY, sums_net(&cell->sums));
    cells[7] = cell_integer(CELL_QUANTITY, cell->sums.units);
    cells[8] = cell_count(cell->baskets);
}

static void set_total(const struct view *view, struct table *table)
{
    const struct totals *totals = &view->totals[SLOT_NOW];
    struct cell *cells = table_total(table);

    cells[0] = cell_label("All days");
    cells[3] = cell_integer(CELL_MONEY, totals->sums.gross);
    cells[4] = cell_integer(CELL_MONEY, totals->sums.discount);
    cells[5] = cell_integer(CELL_MONEY, totals->sums.returns);
    cells[6] = cell_integer(CELL_MONEY, sums_net(&totals->sums));
    cells[7] = cell_integer(CELL_QUANTITY, totals->sums.units);
    cells[8] = cell_count(totals->baskets);
}

/* The columns that add up, against the totals of the window. */
static enum status check(const struct table *table, struct diag *diag)
{
    for (size_t column = 3; column <= 7; column++) {
        int64_t sum = 0;
        char got[DECIMAL_TEXT];

        for (size_t row = 0; row < table->row_count; row++)
            sum += table->cells[row * table->column_count + column].integer;
        if (sum != table->total[column].integer)
            return diag_error(diag, INTERNAL, (struct place){0},
                              "days do not add up: %s is %s in ten-thousandths",
                              table->columns[column].name,
                              decimal_print(got, sum, 0, 0));
    }
    return OK;
}

enum status daily_make(const struct view *view, struct diag *diag,
                       struct table **table)
{
    struct arena scratch = {0};
    struct cube cube = {.arena = &scratch,
                        .grouping = grouping_make(
                            view->arena, view->study->catalogue, BY_CATEGORY),
                        .places = {.arena = &scratch},
                        .keys = {.arena = &scratch}};

    add_sums(&cube, view);
    add_baskets(&cube, view);
    if (cube.count > 0)
        qsort(cube.cells, cube.count, sizeof *cube.cells, compare_cells);
    *table = table_new(view->arena, "daily_store_category", "Daily", columns,
                       COUNT(columns));
    for (size_t i = 0; i < cube.count; i++)
        add_row(view, *table, &cube, cube.cells + i);
    set_total(view, *table);
    arena_free(&scratch);
    return check(*table, diag);
}
