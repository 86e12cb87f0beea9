#include "render/chart_data.h"

#include <math.h>

#define NAME_WIDTH  34
#define VALUE_WIDTH 14

enum { COLUMN_VALUES = COLUMN_FIRST + 1 };

/* The number of a table's column among those of the list; -1: not shown. */
static int list_at(const struct list *list, int column)
{
    for (uint32_t i = 0; i < list->count; i++)
        if (list->columns[i].index == column)
            return (int)i;
    return -1;
}

/* Whether rows lie one below the other on the sheet of the list. */
static bool rows_in_list(const struct list *list, const struct rows *rows,
                         size_t *first)
{
    const struct table *table = list->table;
    size_t width = table->column_count;

    if (rows->table != table || !rows->count)
        return false;
    *first = (size_t)(rows->items[0] - table->cells) / width;
    for (size_t i = 0; i < rows->count; i++)
        if (rows->items[i] != table->cells + (*first + i) * width)
            return false;
    if (*first < list->leaf->first_row)
        return false;
    *first -= list->leaf->first_row;
    return *first + rows->count <= list->leaf->row_count;
}

static bool source_in_list(const struct list *list,
                           const struct chart_table *table,
                           struct chart_source *source)
{
    int label = list_at(list, table->label);
    size_t first;
    struct cells cells;

    if (label < 0 || !rows_in_list(list, &table->rows, &first))
        return false;
    cells = list_cells(list, (uint32_t)label);
    cells.first_row += (uint32_t)first;
    cells.last_row = cells.first_row + (uint32_t)table->rows.count - 1;
    *source = (struct chart_source){
        .names = {list->grid, cells},
        .points = table->rows.count,
        .in_list = true,
    };
    for (size_t i = 0; i < table->count; i++) {
        int at = list_at(list, table->columns[i]);

        if (at < 0)
            return false;
        cells.first_column = cells.last_column = COLUMN_FIRST + (uint32_t)at;
        source->values[i] = (struct grid_range){list->grid, cells};
    }
    return true;
}

/* The head of a block; its first row of data. */
static uint32_t block_head(const struct binder *binder, struct str title,
                           struct str label, const struct str *heads,
                           size_t count)
{
    struct chart_data *data = binder->chart_data;
    struct head list[CHART_SERIES_MOST + 3] = {
        {COLUMN_FIRST, false, label, 0, NULL}};

    for (size_t i = 0; i < count; i++)
        list[i + 1] = (struct head){.column = COLUMN_VALUES + (uint32_t)i,
                                    .right = true,
                                    .text = heads[i]};
    binder_panel(binder, data->grid, data->row++, COLUMN_FIRST, title);
    grid_row(data->grid, data->row, 32, NULL);
    binder_heads(binder, data->grid, data->row++, list, count + 1);
    return data->row;
}

static void block_cell(const struct binder *binder, uint32_t row,
                       uint32_t column, const struct cell *cell)
{
    enum figure figure =
        cell->kind == CELL_DATE ? FIGURE_SHORT_DATE : figure_of(cell->kind);
    struct look look = binder_look(binder, figure);
    struct dress dress = {figure, binder_style(binder, &look)};

    if (column == COLUMN_FIRST && figure != FIGURE_TEXT) {
        look.align = LOOK_LEFT;
        dress.style = binder_style(binder, &look);
    }
    binder_cell(binder->chart_data->grid, row, column, cell, &dress);
}

static struct grid_range block_column(const struct binder *binder,
                                      uint32_t first, size_t points,
                                      uint32_t column)
{
    return (struct grid_range){
        binder->chart_data->grid,
        {first, column, first + (uint32_t)points - 1, column}};
}

bool chart_data_rows(const struct binder *binder, const struct list *list,
                     const struct chart_table *table,
                     struct chart_source *source)
{
    const struct rows *rows = &table->rows;
    struct chart_data *data = binder->chart_data;
    uint32_t first;

    if (list && source_in_list(list, table, source))
        return true;
    if (!data->grid)
        return false;
    first = block_head(binder, table->title,
                       str_of(rows->table->columns[table->label].label),
                       table->labels, table->count);
    *source = (struct chart_source){
        .names = block_column(binder, first, rows->count, COLUMN_FIRST),
        .points = rows->count,
    };
    for (size_t i = 0; i < table->count; i++)
        source->values[i] = block_column(binder, first, rows->count,
                                         COLUMN_VALUES + (uint32_t)i);
    for (size_t row = 0; row < rows->count; row++, data->row++) {
        block_cell(binder, data->row, COLUMN_FIRST,
                   &rows->items[row][table->label]);
        for (size_t i = 0; i < table->count; i++)
            block_cell(binder, data->row, COLUMN_VALUES + (uint32_t)i,
                       &rows->items[row][table->columns[i]]);
    }
    data->row += 2;
    return true;
}

/* The columns of a waterfall: the amount, the level after it, and the steps. */
enum {
    COLUMN_AMOUNT = COLUMN_VALUES,
    COLUMN_LEVEL,
    COLUMN_STEPS,
};

struct step {
    const struct binder *binder;
    uint32_t row;
    double amount;
    double before, after; /* the level */
    bool is_end;
};

/* A formula of the sheet's own cells; "A" is the amount, "L" the level after
 * this step, "P" that after the one before. */
static void step_formula(const struct step *step, uint32_t column,
                         const char *pattern, double value)
{
    const struct binder *binder = step->binder;
    struct look look = binder_look(binder, FIGURE_MONEY);
    struct text formula = {.arena = binder->arena};

    look.colour = TINT_MUTED;
    for (; *pattern; pattern++) {
        struct str cell = {pattern, 1};

        if (*pattern == 'a')
            cell = excel_address(binder->arena, step->row, COLUMN_AMOUNT);
        else if (*pattern == 'l')
            cell = excel_address(binder->arena, step->row, COLUMN_LEVEL);
        else if (*pattern == 'p')
            cell = excel_address(binder->arena, step->row - 1, COLUMN_LEVEL);
        text_add(&formula, cell);
    }
    grid_formula(binder->chart_data->grid, step->row, column,
                 text_str(&formula).at, value, binder_style(binder, &look));
}

static void step_draw(const struct step *step, double room)
{
    if (step->is_end) {
        step_formula(step, COLUMN_LEVEL, "=a", step->after);
        step_formula(step, COLUMN_STEPS + STEP_WHOLE, "=a", step->amount);
    } else {
        step_formula(step, COLUMN_LEVEL, "=p+a", step->after);
        step_formula(step, COLUMN_STEPS + STEP_BELOW, "=MIN(p,l)",
                     fmin(step->before, step->after));
        step_formula(step, COLUMN_STEPS + STEP_GAIN, "=MAX(a,0)",
                     fmax(step->amount, 0));
        step_formula(step, COLUMN_STEPS + STEP_LOSS, "=MAX(-a,0)",
                     fmax(-step->amount, 0));
    }
    step_formula(step, COLUMN_STEPS + STEP_LABEL,
                 str_format(step->binder->arena, "=%.0f", room).at, room);
}

double chart_data_highest(const struct chart_table *table,
                          const struct chart_ends *ends)
{
    double level = cell_number(&ends->from);
    double most = fmax(level, cell_number(&ends->to));

    for (size_t i = 0; i < table->rows.count; i++) {
        double effect = cell_number(&table->rows.items[i][table->columns[0]]);

        level += isfinite(effect) ? effect : 0;
        most = fmax(most, level);
    }
    return most;
}

static void draw_steps(const struct binder *binder,
                       const struct chart_table *table,
                       const struct chart_ends *ends, uint32_t first)
{
    size_t count = table->rows.count + 2;
    /* What labels above need is a share of the highest level. */
    double room = ceil(chart_data_highest(table, ends) * 0.08), level = 0;

    for (size_t i = 0; i < count; i++) {
        const struct cell *row =
            i && i + 1 < count ? table->rows.items[i - 1] : NULL;
        const struct cell *end = i ? &ends->to : &ends->from;
        const struct cell *amount = row ? &row[table->columns[0]] : end;
        struct cell name = cell_text(i ? ends->to_label : ends->from_label);
        double size = cell_number(amount);
        struct step step = {.binder = binder,
                            .row = first + (uint32_t)i,
                            .amount = isfinite(size) ? size : 0,
                            .before = level,
                            .is_end = !row};

        level = step.after = step.amount + (row ? level : 0);
        block_cell(binder, step.row, COLUMN_FIRST,
                   row ? &row[table->label] : &name);
        block_cell(binder, step.row, COLUMN_AMOUNT, amount);
        step_draw(&step, room);
    }
}

bool chart_data_steps(const struct binder *binder,
                      const struct chart_table *table,
                      const struct chart_ends *ends,
                      struct chart_source *source)
{
    const struct str heads[] = {
        STR("Amount"), STR("Level after"), STR("Not seen"),   STR("Whole"),
        STR("Gain"),   STR("Loss"),        STR("For labels"),
    };
    struct chart_data *data = binder->chart_data;
    size_t points = table->rows.count + 2;
    uint32_t first;

    if (!data->grid)
        return false;
    first = block_head(binder, table->title, STR("Step"), heads, COUNT(heads));
    draw_steps(binder, table, ends, first);
    *source = (struct chart_source){
        .names = block_column(binder, first, points, COLUMN_FIRST),
        .points = points,
    };
    for (uint32_t i = 0; i <= STEP_LABEL; i++)
        source->values[i] =
            block_column(binder, first, points, COLUMN_STEPS + i);
    data->row = first + (uint32_t)points + 2;
    return true;
}

void chart_data_draw(const struct binder *binder, const struct leaf *leaf)
{
    const struct chart_data *data = binder->chart_data;
    uint32_t last = COLUMN_STEPS + STEP_LABEL;

    grid_column(leaf->grid, COLUMN_FIRST, COLUMN_FIRST, NAME_WIDTH);
    grid_column(leaf->grid, COLUMN_VALUES, last, VALUE_WIDTH);
    binder_top(binder, leaf, last);
    if (data->row == ROW_GROUPS)
        binder_note(binder, leaf->grid, data->row, COLUMN_FIRST,
                    STR("All charts show cells of their own sheets."));
    grid_print_area(leaf->grid, data->row, last, NULL);
    grid_look_at(leaf->grid, &(struct grid_view){.freeze_rows = ROW_GROUPS,
                                                 .repeat_rows = ROW_GROUPS});
}
