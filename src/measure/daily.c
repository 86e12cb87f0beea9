#include "measure/daily.h"

#include "base/decimal.h"
#include "base/parallel.h"
#include "fold/walk.h"
#include "measure/slice.h"
#include "measure/visit.h"

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
     "with a sale line of the category, on whatever day; a basket counts in "
     "several"},
};

/* A store's category on one day. */
struct cube_cell {
    uint32_t store; /* as many as there are: unknown, the last one */
    uint32_t group;
    int64_t gross;
    int64_t discount;
    int64_t returns;
    int64_t units;
    int64_t lines;
    int64_t baskets;
};

/* One day's cells that have something, by store and group. */
struct leaf {
    int32_t date;
    size_t row; /* of the table */
    struct cube_cell *cells;
    size_t count;
};

/* A thread's own. */
struct desk {
    struct arena arena;
    struct cube_cell *cells; /* of the day at hand: of each store and group */
    uint64_t *last;          /* of each group: the basket that it was in */
    uint64_t baskets;
};

/* Days are done one by one, so that only what is in the table is held. */
struct cube {
    const struct view *view;
    struct grouping grouping;
    struct leaf *leaves; /* of each day of the window */
    size_t day_count;
    struct desk *desks;
    struct table *table;
};

static struct cube_cell *cell_of(const struct cube *cube,
                                 const struct desk *desk, uint32_t store,
                                 uint32_t group)
{
    size_t row = store == MAP_NONE ? cube->view->book->stores.count : store;

    return desk->cells + row * cube->grouping.count + group;
}

static void add_sums(const struct cube *cube, const struct desk *desk,
                     int32_t date)
{
    struct walk walk = walk_sites(cube->view->book, date, date);

    while (walk_next(&walk)) {
        struct cube_cell *cell =
            cell_of(cube, desk, walk_store(&walk),
                    cube->grouping.groups[walk_class(&walk)]);

        cell->gross += walk.sums.gross;
        cell->discount += walk.sums.discount;
        cell->returns += walk.sums.returns;
        cell->units += walk.sums.units;
        cell->lines += walk.sums.sale_lines + walk.sums.return_lines;
    }
}

/* A basket counts once in each of its categories. */
static void add_baskets(const struct cube *cube, struct desk *desk,
                        int32_t date)
{
    const struct book *book = cube->view->book;
    struct visit visit = visit_days(book, date, date);
    const struct order *order;

    while ((order = visit_basket(&visit))) {
        const uint32_t *items = order_items(book, order);

        desk->baskets++;
        for (uint32_t i = 0; i < order->item_count; i++) {
            uint32_t group =
                grouping_of_product(&cube->grouping, book, items[i]);

            if (desk->last[group] == desk->baskets)
                continue;
            desk->last[group] = desk->baskets;
            cell_of(cube, desk, order->store, group)->baskets++;
        }
    }
}

static size_t grid_size(const struct cube *cube)
{
    return (cube->view->book->stores.count + 1) * cube->grouping.count;
}

/* Take what is in the table off the desk, which is empty then. */
static void take_cells(const struct cube *cube, struct desk *desk,
                       struct leaf *leaf)
{
    size_t count = 0;

    for (size_t i = 0; i < grid_size(cube); i++)
        count += desk->cells[i].lines > 0 || desk->cells[i].baskets > 0;
    leaf->cells = arena_array(&desk->arena, struct cube_cell, count + 1);
    for (size_t i = 0; i < grid_size(cube); i++) {
        struct cube_cell *cell = desk->cells + i;

        if (cell->lines == 0 && cell->baskets == 0)
            continue;
        cell->store = (uint32_t)(i / cube->grouping.count);
        cell->group = (uint32_t)(i % cube->grouping.count);
        leaf->cells[leaf->count++] = *cell;
        *cell = (struct cube_cell){0};
    }
}

static void sum_day(void *context, size_t number, size_t thread)
{
    const struct cube *cube = context;
    struct desk *desk = cube->desks + thread;
    struct leaf *leaf = cube->leaves + number;

    if (!desk->cells) {
        desk->cells =
            arena_array(&desk->arena, struct cube_cell, grid_size(cube) + 1);
        desk->last =
            arena_array(&desk->arena, uint64_t, cube->grouping.count + 1);
    }
    add_sums(cube, desk, leaf->date);
    add_baskets(cube, desk, leaf->date);
    take_cells(cube, desk, leaf);
}

static void set_row(const struct cube *cube, const struct leaf *leaf,
                    const struct cube_cell *cell, struct cell *cells)
{
    const struct map *stores = &cube->view->book->stores;

    cells[0] = cell_date(leaf->date);
    cells[1] = cell_text(
        cell->store < stores->count ? stores->items[cell->store] : UNKNOWN);
    cells[2] = cell_text(cube->grouping.names[cell->group]);
    cells[3] = cell_integer(CELL_MONEY, cell->gross);
    cells[4] = cell_integer(CELL_MONEY, cell->discount);
    cells[5] = cell_integer(CELL_MONEY, cell->returns);
    cells[6] =
        cell_integer(CELL_MONEY, cell->gross - cell->discount - cell->returns);
    cells[7] = cell_integer(CELL_QUANTITY, cell->units);
    cells[8] = cell_count(cell->baskets);
}

static void set_day(void *context, size_t number, size_t thread)
{
    const struct cube *cube = context;
    const struct leaf *leaf = cube->leaves + number;
    struct cell *cells =
        cube->table->cells + leaf->row * cube->table->column_count;

    (void)thread;
    for (size_t i = 0; i < leaf->count; i++)
        set_row(cube, leaf, leaf->cells + i,
                cells + i * cube->table->column_count);
}

/* The rows of all days, by date, store and category. */
static void add_rows(struct cube *cube)
{
    size_t threads = cube->view->threads;
    size_t rows = 0;

    parallel_run(threads, cube->day_count, sum_day, cube);
    for (size_t i = 0; i < cube->day_count; i++) {
        cube->leaves[i].row = rows;
        rows += cube->leaves[i].count;
    }
    table_add_rows(cube->table, rows);
    parallel_run(threads, cube->day_count, set_day, cube);
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
    const struct window *now = &view->windows[SLOT_NOW];
    struct cube cube = {
        .view = view,
        .grouping =
            grouping_make(view->arena, view->study->catalogue, BY_CATEGORY),
        .day_count = (size_t)window_days(now),
        .desks = arena_array(&scratch, struct desk, view->threads)};

    *table = table_new(view->arena, "daily_store_category", "Daily", columns,
                       COUNT(columns));
    cube.table = *table;
    cube.leaves = arena_array(&scratch, struct leaf, cube.day_count);
    for (size_t i = 0; i < cube.day_count; i++)
        cube.leaves[i].date = now->start + (int32_t)i;
    add_rows(&cube);
    set_total(view, *table);
    for (size_t i = 0; i < view->threads; i++)
        arena_free(&cube.desks[i].arena);
    arena_free(&scratch);
    return check(*table, diag);
}
