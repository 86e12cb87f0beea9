#include "measure/driver_group.h"

#include "measure/change.h"
#include "measure/driver.h"

#include <stdlib.h>

static const struct column columns[] = {
    {"name", "Name", CELL_TEXT, SUM_NONE,
     "Other: all that moved less than those above"},
    {"level", "Level", CELL_TEXT, SUM_NONE, "market, state or department"},
    {"comparison", "Against", CELL_TEXT, SUM_NONE, "ly or prev"},
    {"scopes", "How many", CELL_COUNT, SUM_NONE, "that the row is of"},
    {"net_sales", "Net sales", CELL_MONEY, SUM_NONE, NULL},
    {"base", "Base", CELL_MONEY, SUM_NONE, "net sales then"},
    {"change", "Change", CELL_MONEY, SUM_NONE, "net sales less base"},
    {"pct", "% change", CELL_CHANGE, SUM_NONE, "change over base"},
    {"customers", "Customers", CELL_MONEY, SUM_NONE, "effect"},
    {"frequency", "Frequency", CELL_MONEY, SUM_NONE, "effect"},
    {"aov", "Average order value", CELL_MONEY, SUM_NONE,
     "effect, where it is not that of the next two"},
    {"upt", "Units per basket", CELL_MONEY, SUM_NONE, "effect"},
    {"unit_price", "Average unit price", CELL_MONEY, SUM_NONE, "effect"},
    {"anonymous_sales", "Anonymous sales", CELL_MONEY, SUM_NONE, "effect"},
    {"returns", "Returns", CELL_MONEY, SUM_NONE, "effect"},
    {"main_driver", "Mostly", CELL_TEXT, SUM_NONE,
     "the largest effect in the direction of the change"},
    {"main_effect", "Its effect", CELL_MONEY, SUM_NONE, NULL},
};

enum {
    NAME,
    LEVEL,
    COMPARISON,
    SCOPES,
    NET_SALES,
    BASE,
    CHANGE,
    PCT,
    LEAF,
    MAIN = LEAF + LEAVES
};

/* Columns of amounts that are also in scope_drivers, by their names. */
static const int amounts[] = {
    NET_SALES,
    BASE,
    CHANGE,
    LEAF + LEAF_CUSTOMERS,
    LEAF + LEAF_FREQUENCY,
    LEAF + LEAF_AOV,
    LEAF + LEAF_UPT,
    LEAF + LEAF_UNIT_PRICE,
    LEAF + LEAF_ANONYMOUS_SALES,
    LEAF + LEAF_RETURNS,
};

struct ranked {
    size_t row;
    int64_t size; /* of the change */
};

static int compare_sizes(const void *left, const void *right)
{
    const struct ranked *a = left;
    const struct ranked *b = right;

    if (a->size != b->size)
        return a->size > b->size ? -1 : 1;
    return (a->row > b->row) - (a->row < b->row);
}

static bool belongs(const struct table *from, size_t row,
                    const char *comparison, const char *level)
{
    return str_equal(table_cell(from, row, "comparison")->text,
                     str_of(comparison)) &&
           str_equal(table_cell(from, row, "level")->text, str_of(level));
}

/* The rows of a comparison and a level by the size of their change. */
static size_t rank(const struct table *from, const char *comparison,
                   const char *level, struct ranked *ranked)
{
    size_t count = 0;

    for (size_t row = 0; row < from->row_count; row++)
        if (belongs(from, row, comparison, level))
            ranked[count++] = (struct ranked){
                row, llabs(table_cell(from, row, "change")->integer)};
    qsort(ranked, count, sizeof *ranked, compare_sizes);
    return count;
}

/* Add what a row of scope_drivers has; what it leaves undefined adds nothing.
 */
static void add(const struct table *from, size_t row, struct cell *cells)
{
    for (size_t i = 0; i < COUNT(amounts); i++)
        cell_gather(cells + amounts[i],
                    table_cell(from, row, columns[amounts[i]].name));
}

static void finish(struct cell *cells)
{
    struct leaves leaves = {.unsplit = false};

    for (size_t i = 0; i < LEAVES; i++)
        if (cell_is_defined(cells + LEAF + i))
            leaves.effects[i] = cells[LEAF + i].integer;
    cells[PCT] = change_relative(cell_number(cells + NET_SALES),
                                 cell_number(cells + BASE));
    driver_main(&leaves, cells + MAIN);
}

static void add_group(struct table *table, const struct table *from,
                      const struct ranked *ranked, size_t count)
{
    struct cell *cells = table_add(table);

    cells[NAME] = count > 1 ? cell_label("Other")
                            : *table_cell(from, ranked->row, "name");
    cells[LEVEL] = *table_cell(from, ranked->row, "level");
    cells[COMPARISON] = *table_cell(from, ranked->row, "comparison");
    cells[SCOPES] = cell_count((int64_t)count);
    for (size_t i = 0; i < count; i++)
        add(from, ranked[i].row, cells);
    finish(cells);
}

/* As many as fit by themselves; else all but the largest are one. */
static void add_level(struct table *table, const struct table *from,
                      const char *comparison, const char *level,
                      struct ranked *ranked)
{
    size_t count = rank(from, comparison, level, ranked);
    size_t alone = count > DRIVER_GROUPS ? DRIVER_GROUPS - 1 : count;

    for (size_t i = 0; i < alone; i++)
        add_group(table, from, ranked + i, 1);
    if (count > alone)
        add_group(table, from, ranked + alone, count - alone);
}

struct table *driver_group_make(struct arena *arena,
                                const struct table *scope_drivers)
{
    static const char *const comparisons[] = {"ly", "prev"};
    static const char *const levels[] = {"market", "state", "department"};
    struct arena scratch = {0};
    struct table *table;
    struct ranked *ranked;

    if (!scope_drivers)
        return NULL;
    table = table_new(arena, "driver_groups", "Drivers of the largest movers",
                      columns, COUNT(columns));
    ranked = arena_array(&scratch, struct ranked, scope_drivers->row_count + 1);
    for (size_t i = 0; i < COUNT(comparisons); i++)
        for (size_t j = 0; j < COUNT(levels); j++)
            add_level(table, scope_drivers, comparisons[i], levels[j], ranked);
    arena_free(&scratch);
    return table->row_count > 0 ? table : NULL;
}
