#include "render/list.h"

#include <assert.h>

/* Labels over columns of one group that stand side by side. */
static void rows_groups(const struct list *list)
{
    grid_row(list->grid, ROW_GROUPS, 17, NULL);
    for (uint32_t first = 0, next; first < list->count; first = next) {
        struct str group = list->columns[first].plan->group;
        struct cells cells = {ROW_GROUPS, COLUMN_FIRST + first, ROW_GROUPS, 0};

        for (next = first + 1; next < list->count; next++)
            if (!str_equal(list->columns[next].plan->group, group))
                break;
        cells.last_column = COLUMN_FIRST + next - 1;
        if (group.len)
            binder_group(list->binder, list->grid, &cells, group);
    }
}

static void rows_heads(const struct list *list)
{
    grid_row(list->grid, list->head, 44, NULL);
    for (uint32_t i = 0; i < list->count; i++) {
        const struct list_column *column = &list->columns[i];
        struct look head = list_head(column);

        grid_text(list->grid, list->head, COLUMN_FIRST + i, column->label,
                  binder_style(list->binder, &head));
    }
}

/* The amounts of columns that may be added must read back as they were. */
static void rows_expect(const struct list *list, const int64_t *sums)
{
    for (uint32_t i = 0; i < list->count; i++) {
        struct cells cells = list_cells(list, i);

        if (list->columns[i].column->kind == CELL_MONEY)
            grid_expect(list->grid,
                        &(struct sum_tally){cells.first_column, cells.first_row,
                                            cells.last_row, sums[i]});
    }
}

static void rows_body(const struct list *list)
{
    struct arena *arena = list->binder->arena;
    const struct table *table = list->table;
    struct cell *room = arena_array(arena, struct cell, table->column_count);
    int64_t *sums = arena_array(arena, int64_t, list->count);

    for (size_t row = 0; row < list->leaf->row_count; row++) {
        const struct cell *cells =
            table_row(table, list->leaf->first_row + row, room);

        for (uint32_t i = 0; i < list->count; i++) {
            struct list_column *column = &list->columns[i];
            const struct cell *cell = cells + column->index;

            list_measure(column, cell);
            if (cell->kind == CELL_MONEY)
                sums[i] += cell->integer;
            binder_cell(list->grid, list->head + 1 + (uint32_t)row,
                        COLUMN_FIRST + i, cell, &column->dress);
        }
    }
    rows_expect(list, sums);
}

/* From the first row to the last, each once: nothing is held. */
void rows_draw(const struct binder *binder, const struct leaf *leaf)
{
    struct list list = {.binder = binder,
                        .leaf = leaf,
                        .table = leaf->table,
                        .grid = leaf->grid,
                        .head = ROW_HEAD};
    struct cells all;

    assert(leaf->row_count);
    list_resolve(&list);
    if (!list.count)
        return;
    all = (struct cells){list.head, COLUMN_FIRST,
                         list.head + (uint32_t)leaf->row_count,
                         COLUMN_FIRST + list.count - 1};
    binder_top(binder, leaf, all.last_column);
    rows_groups(&list);
    rows_heads(&list);
    rows_body(&list);
    list_columns(&list);
    grid_filter(list.grid, &all);
    grid_print_area(list.grid, all.last_row, all.last_column, NULL);
    grid_look_at(list.grid,
                 &(struct grid_view){.freeze_rows = list.head + 1,
                                     .repeat_rows = list.head + 1,
                                     .freeze_columns =
                                         leaf->plan->freeze
                                             ? COLUMN_FIRST +
                                                   (uint32_t)leaf->plan->freeze
                                             : 0});
}
