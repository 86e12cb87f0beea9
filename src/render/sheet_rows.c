#include "render/body.h"
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

static struct body_column *rows_columns(const struct list *list)
{
    struct body_column *columns =
        arena_array(list->binder->arena, struct body_column, list->count);

    for (uint32_t i = 0; i < list->count; i++) {
        const struct list_column *column = &list->columns[i];

        columns[i] = (struct body_column){
            .index = column->index,
            .column = COLUMN_FIRST + i,
            .figure = column->figure,
            .style = xlsx_style_number(column->dress.style)};
    }
    return columns;
}

/* How wide columns are, and what their amounts must read back as. */
static void rows_found(const struct list *list,
                       const struct body_column *columns)
{
    for (uint32_t i = 0; i < list->count; i++) {
        struct list_column *column = &list->columns[i];
        struct cells cells = list_cells(list, i);

        column->largest = columns[i].largest;
        column->widest = columns[i].widest;
        if (column->column->kind == CELL_MONEY)
            grid_expect(list->grid,
                        &(struct sum_tally){cells.first_column, cells.first_row,
                                            cells.last_row, columns[i].money});
    }
}

static void rows_body(const struct list *list)
{
    const struct leaf *leaf = list->leaf;
    struct body body = {.table = list->table,
                        .first = leaf->first_row,
                        .count = leaf->row_count,
                        .first_row = list->head + 1,
                        .columns = rows_columns(list),
                        .column_count = list->count,
                        .threads = list->binder->options->threads};

    grid_body(list->grid, &body);
    rows_found(list, body.columns);
}

static void rows_view(const struct list *list)
{
    int labels = list->leaf->plan->freeze;
    struct grid_view view = {.freeze_rows = list->head + 1,
                             .repeat_rows = list->head + 1};

    if (labels)
        view.freeze_columns = COLUMN_FIRST + (uint32_t)labels;
    grid_look_at(list->grid, &view);
}

/* The body's rows are written and packed in passing: none is held. */
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
    rows_view(&list);
}
