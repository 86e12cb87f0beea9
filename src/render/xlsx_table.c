#include "render/xlsx_own.h"

#include <xlsxwriter.h>

/* Heads as Excel wants them: unique in their table. */
static void table_heads(struct arena *arena, struct grid_head *columns,
                        size_t count)
{
    struct str *taken = arena_array(arena, struct str, count + 1);

    for (size_t i = 0; i < count; i++) {
        struct str head = excel_head(arena, columns[i].head, columns[i].sum);
        struct str stem = head;

        for (size_t n = 2; excel_is_taken(head, taken, i); n++)
            head = str_format(arena, "%.*s %zu", STR_ARGS(stem), n);
        columns[i].head = head;
        taken[i] = head;
    }
}

/*
 * The library's own totals read as links to LibreOffice, and lack formats: so
 * all cells of that row are written again.
 */
static void table_totals(struct grid *grid, const char *name,
                         const struct cells *cells,
                         const struct grid_head *columns, struct str label)
{
    uint32_t row = cells->last_row;

    for (uint32_t i = 0; i <= cells->last_column - cells->first_column; i++) {
        const struct grid_head *column = &columns[i];
        uint32_t at = cells->first_column + i;

        if (i == 0)
            grid_text(grid, row, at, label, column->total_style);
        else if (column->sum)
            grid_formula(grid, row, at,
                         str_format(grid->xlsx->arena,
                                    "=SUBTOTAL(109,%s[%.*s])", name,
                                    STR_ARGS(column->head))
                             .at,
                         column->total, column->total_style);
        else
            grid_blank(grid, row, at, column->total_style);
    }
}

void grid_table(struct grid *grid, const char *name, const struct cells *cells,
                struct grid_head *columns, struct str total_label)
{
    struct arena *arena = grid->xlsx->arena;
    size_t count = cells->last_column - cells->first_column + 1;
    lxw_table_column *library = arena_array(arena, lxw_table_column, count);
    lxw_table_column **pointers =
        arena_array(arena, lxw_table_column *, count + 1);
    lxw_table_options options = {
        .name = xlsx_copy(arena, str_of(name)),
        .no_banded_rows = LXW_TRUE,
        .style_type = LXW_TABLE_STYLE_TYPE_LIGHT,
        .total_row = total_label.len > 0,
        .columns = pointers,
    };

    if (!grid_works(grid))
        return;
    table_heads(arena, columns, count);
    for (size_t i = 0; i < count; i++) {
        library[i] = (lxw_table_column){
            .header = xlsx_copy(arena, columns[i].head),
            .total_string = i ? NULL : xlsx_copy(arena, total_label),
            .total_function = i && columns[i].sum ? LXW_TABLE_FUNCTION_SUM
                                                  : LXW_TABLE_FUNCTION_NONE,
            .total_value = columns[i].total,
            .header_format = columns[i].head_style->format,
            .format = columns[i].style->format,
        };
        pointers[i] = &library[i];
    }
    grid_check(grid, worksheet_add_table(
                         grid->handle, cells->first_row,
                         (lxw_col_t)cells->first_column, cells->last_row,
                         (lxw_col_t)cells->last_column, &options));
    grid->tally.cells += count;
    if (total_label.len)
        table_totals(grid, name, cells, columns, total_label);
}

void grid_filter(struct grid *grid, const struct cells *cells)
{
    if (grid_works(grid))
        grid_check(grid, worksheet_autofilter(grid->handle, cells->first_row,
                                              (lxw_col_t)cells->first_column,
                                              cells->last_row,
                                              (lxw_col_t)cells->last_column));
}
