#include "render/kpi_lines.h"
#include "render/sheet_chart.h"

#include <assert.h>

/* A row of the table by its number on this sheet. */
static const struct cell *list_row(const struct list *list, size_t row)
{
    const struct table *table = list->table;

    return table->cells + (list->leaf->first_row + row) * table->column_count;
}

/* Flags that are to be seen, and how. */
static void list_flags(const struct list *list, const struct cells *cells,
                       enum emphasis emphasis)
{
    struct str first = excel_address(list->binder->arena, cells->first_row,
                                     cells->first_column);
    struct grid_rule rule = {
        .kind = RULE_FORMULA,
        .colour = emphasis == EMPHASIS_YES_NOTED ? TINT_LINK : TINT_CLOSE,
        .bold = true};

    rule.formula =
        str_format(list->binder->arena, "=$%.*s=\"%s\"", STR_ARGS(first),
                   emphasis == EMPHASIS_NO_BAD ? "No" : "Yes")
            .at;
    grid_rule(list->grid, cells, &rule);
}

/* Among so many the largest are far from all others, whose bars would not show.
 */
static double list_percentile(const struct list *list)
{
    return list->leaf->plan->kind == SHEET_ROWS ? 99 : 0;
}

static void list_rules(const struct list *list, uint32_t number,
                       struct effects *effects)
{
    const struct list_column *column = &list->columns[number];
    struct cells cells = list_cells(list, number);
    struct cells whole = {list->head - 1, COLUMN_FIRST + number, list->head - 1,
                          COLUMN_FIRST + number};
    double most = column->largest;
    struct grid_rule bar = {.kind = RULE_BAR,
                            .high = most,
                            .percentile = list_percentile(list),
                            .colour = TINT_BAR,
                            .negative = TINT_BAR_BAD,
                            .axis = TINT_LAST_YEAR};
    enum emphasis emphasis = column->plan->emphasis;

    if (emphasis == EMPHASIS_BAR && most > 0) {
        grid_rule(list->grid, &cells, &bar);
    } else if (emphasis == EMPHASIS_BALANCE && most > 0) {
        bar.low = -most;
        bar.colour = TINT_BAR_GOOD;
        grid_rule(list->grid, &cells, &bar);
    } else if (emphasis == EMPHASIS_UP_GOOD || emphasis == EMPHASIS_UP_BAD) {
        bool up_good = emphasis == EMPHASIS_UP_GOOD;

        effects_add(list->binder->arena, effects, &cells, column->figure,
                    up_good);
        if (list->table->total)
            effects_add(list->binder->arena, effects, &whole, column->figure,
                        up_good);
    } else if (emphasis == EMPHASIS_NO_BAD || emphasis == EMPHASIS_YES_BAD ||
               emphasis == EMPHASIS_YES_NOTED) {
        list_flags(list, &cells, emphasis);
    }
}

/* The column that names rows: the first text or date that is not muted. */
static uint32_t label_column(const struct list *list)
{
    uint32_t first = list->count;

    for (uint32_t i = 0; i < list->count; i++) {
        enum cell_kind kind = list->columns[i].column->kind;

        if (kind != CELL_TEXT && kind != CELL_DATE)
            continue;
        if (list->columns[i].plan->emphasis != EMPHASIS_MUTED)
            return i;
        if (first == list->count)
            first = i;
    }
    return first;
}

/* What the whole is called: by the template, else by the table. */
static struct str total_label(const struct list *list)
{
    const struct table *table = list->table;

    if (list->leaf->plan->total.len)
        return list->leaf->plan->total;
    for (size_t i = 0; table->total && i < table->column_count; i++)
        if (table->total[i].kind == CELL_TEXT && table->total[i].text.len)
            return table->total[i].text;
    return STR("All");
}

static struct look total_look(const struct list_column *column)
{
    struct look look = column->look;

    look.bold = true;
    look.colour = 0;
    look.fill = TINT_PANEL;
    look.above = LINE_THIN;
    look.above_colour = TINT_MID;
    look.below = LINE_NONE;
    return look;
}

/* The fixed row above the head: equal to the report, whatever is filtered. */
static void list_total(const struct list *list)
{
    const struct cell *total = list->table->total;
    uint32_t row = list->head - 1;
    uint32_t label = label_column(list);

    grid_row(list->grid, row, 20, NULL);
    for (uint32_t i = 0; i < list->count; i++) {
        const struct list_column *column = &list->columns[i];
        struct look look = total_look(column);
        struct dress dress = {column->figure, NULL};
        bool shown = total[column->index].kind != CELL_TEXT;

        if (i == label)
            look.align = LOOK_LEFT;
        dress.style = binder_style(list->binder, &look);
        if (i == label)
            grid_text(list->grid, row, COLUMN_FIRST + i, total_label(list),
                      dress.style);
        else
            binder_cell(list->grid, row, COLUMN_FIRST + i,
                        shown ? &total[column->index] : NULL, &dress);
    }
}

/* The sum of the rows on this sheet; amounts exactly. */
static double column_sum(const struct list *list, uint32_t number,
                         struct sum_tally *tally)
{
    const struct list_column *column = &list->columns[number];
    struct cells cells = list_cells(list, number);
    int64_t exact = 0;
    double sum = 0;

    for (size_t row = 0; row < list->leaf->row_count; row++) {
        const struct cell *cell = &list_row(list, row)[column->index];

        if (!cell_is_defined(cell))
            continue;
        sum += figure_value(column->figure, cell);
        if (cell->kind == CELL_MONEY)
            exact += cell->integer;
    }
    *tally = (struct sum_tally){cells.first_column, cells.first_row,
                                cells.last_row, exact};
    if (column->column->kind != CELL_MONEY)
        return sum;
    grid_expect(list->grid, tally);
    return cell_number(&(struct cell){.kind = CELL_MONEY, .integer = exact});
}

static struct look foot_look(const struct list_column *column, bool label)
{
    struct look look = column->look;

    if (label)
        look.align = LOOK_LEFT;

    look.bold = true;
    look.colour = TINT_MUTED;
    look.above = LINE_THIN;
    look.above_colour = TINT_MID;
    look.below = LINE_NONE;
    return look;
}

static void list_table(const struct list *list)
{
    const struct binder *binder = list->binder;
    struct grid_head *heads =
        arena_array(binder->arena, struct grid_head, list->count);
    struct cells cells = {list->head, COLUMN_FIRST,
                          list->head + (uint32_t)list->leaf->row_count,
                          COLUMN_FIRST + list->count - 1};
    struct str name = str_format(binder->arena, "tbl_%s", list->table->name);
    struct sum_tally tally;

    if (list->leaf->number > 1)
        name = str_format(binder->arena, "%s_%zu", name.at, list->leaf->number);
    for (uint32_t i = 0; i < list->count; i++) {
        const struct list_column *column = &list->columns[i];
        struct look head = list_head(column);
        struct look foot = foot_look(column, i == 0);

        heads[i] = (struct grid_head){
            .head = column->label,
            .head_style = binder_style(binder, &head),
            .style = column->dress.style,
            .sum = column->sum,
            .total = column->sum ? column_sum(list, i, &tally) : 0,
            .total_style = binder_style(binder, &foot),
        };
    }
    if (list->has_sums)
        cells.last_row++;
    grid_table(list->grid, name.at, &cells, heads,
               list->has_sums ? STR(LIST_SUM_LABEL) : (struct str){0});
}

/* A column of mixed kinds shows each as its kind asks for. */
static struct dress mixed(const struct list *list,
                          const struct list_column *column,
                          const struct cell *cell)
{
    struct dress dress = column->dress;
    struct look look;

    if (!cell_is_defined(cell) || cell->kind == column->column->kind ||
        column->plan->figure != FIGURE_AUTO)
        return dress;
    dress.figure = figure_of(cell->kind);
    look = list_look(binder_look(list->binder, dress.figure),
                     column->plan->emphasis);
    dress.style = binder_style(list->binder, &look);
    return dress;
}

static void list_rows(const struct list *list)
{
    for (size_t row = 0; row < list->leaf->row_count; row++) {
        const struct cell *cells = list_row(list, row);

        for (uint32_t i = 0; i < list->count; i++) {
            const struct cell *cell = cells + list->columns[i].index;
            struct dress dress = mixed(list, &list->columns[i], cell);

            list_measure(&list->columns[i], cell);
            binder_cell(list->grid, list->head + 1 + (uint32_t)row,
                        COLUMN_FIRST + i, cell, &dress);
        }
    }
}

/* Where a sheet is wide, heads have no room for the buttons of filters beside
 * them: these are below. */
static void list_widths(const struct list *list, bool filter)
{
    for (uint32_t i = 0; i < list->count; i++)
        grid_column(list->grid, COLUMN_FIRST + i, COLUMN_FIRST + i,
                    list_width(list, i, filter));
}

/* What a column means: by the template, or by the table. */
static struct str note_of(const struct binder *binder,
                          const struct list_column *column)
{
    const char *own = column->column->note;

    if (column->plan->note.len)
        return column->plan->note;
    if (column->plan->kpi.len)
        return kpi_note(binder, column->plan->kpi);
    return own ? str_of(own) : (struct str){0};
}

void list_columns(const struct list *list)
{
    struct effects effects = {0};

    list_widths(list, true);
    if (list->leaf->plan->kind == SHEET_LIST &&
        grid_is_wide(list->grid, COLUMN_FIRST + list->count - 1))
        list_widths(list, false);
    for (uint32_t i = 0; i < list->count; i++) {
        const struct list_column *column = &list->columns[i];
        struct cells cells = list_cells(list, i);

        list_rules(list, i, &effects);
        grid_note(list->grid, list->head, COLUMN_FIRST + i,
                  note_of(list->binder, column));
        if (column->figure == FIGURE_TEXT)
            grid_text_ids(list->grid, &cells);
    }
    effects_draw(list->grid, &effects);
}

static void list_notes(const struct list *list, uint32_t *row)
{
    const struct binder *binder = list->binder;

    if (list->table->total)
        binder_note(binder, list->grid, (*row)++, COLUMN_FIRST,
                    str_format(binder->arena,
                               "“%.*s” is fixed and equals the report. “Sum of "
                               "rows shown” follows the filters and holds only "
                               "columns that may be added.",
                               STR_ARGS(total_label(list))));
    if (list->table->note.len)
        binder_note(binder, list->grid, (*row)++, COLUMN_FIRST,
                    list->table->note);
}

/* A sheet that is full to its last rows has no charts. */
enum { ROWS_OF_CHARTS = 1000 };

/* Notes, and charts on a page of their own where one does not hold it all. */
static void list_foot(const struct list *list, uint32_t last)
{
    uint32_t row = list->head + 3 + (uint32_t)list->leaf->row_count;
    struct grid_breaks breaks = {0};
    struct chart_place place = {.first_column = COLUMN_FIRST,
                                .last_column = grid_page_end(list->grid, last),
                                .list = list,
                                .repeated = list->head + 1,
                                .breaks = &breaks};

    list_notes(list, &row);
    place.row = row + 1;
    if (!list->leaf->goes_on && row < EXCEL_ROWS_MOST - ROWS_OF_CHARTS)
        row = charts_draw(list->binder, list->leaf, &place);
    grid_print_area(list->grid, row, last, &breaks);
}

void list_draw(const struct binder *binder, const struct leaf *leaf)
{
    struct list list = {.binder = binder,
                        .leaf = leaf,
                        .table = leaf->table,
                        .grid = leaf->grid,
                        .head = ROW_HEAD};
    struct grid_view view = {.few_pages = true};
    uint32_t last;

    assert(leaf->row_count);
    list_resolve(&list);
    if (!list.count)
        return;
    if (list.table->total)
        list.head = ROW_HEAD + 1;
    grid_row(list.grid, ROW_GROUPS, 4, NULL);
    grid_row(list.grid, list.head, 44, NULL);
    list_table(&list);
    list_rows(&list);
    if (list.table->total)
        list_total(&list);
    list_columns(&list);
    last = binder_last(list.grid, COLUMN_FIRST + list.count - 1);
    binder_top(binder, leaf, last);
    view.freeze_rows = view.repeat_rows = list.head + 1;
    if (leaf->plan->freeze)
        view.freeze_columns = COLUMN_FIRST + (uint32_t)leaf->plan->freeze;
    grid_look_at(list.grid, &view);
    list_foot(&list, last);
}
