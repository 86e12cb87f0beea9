#include "render/sheets.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>

/* A column of the sheet: of the table, or the difference of two. */
struct list_column {
    const struct plan_column *plan;
    const struct column *column;
    int index;
    int minus; /* -1: none */
    struct str label;
    enum figure figure;
    struct look look;
    struct dress dress;
    bool sum;
};

struct list {
    const struct binder *binder;
    const struct leaf *leaf;
    const struct table *table;
    struct grid *grid;
    struct list_column *columns;
    uint32_t count;
    uint32_t head; /* its row */
    bool has_sums;
};

static const struct cell *list_row(const struct list *list, size_t row)
{
    const struct table *table = list->table;

    return table->cells + (list->leaf->first_row + row) * table->column_count;
}

/* A rank's move: where it was less where it is. */
static struct cell list_cell(const struct list_column *column,
                             const struct cell *row)
{
    const struct cell *now = &row[column->index];
    const struct cell *before;

    if (column->minus < 0)
        return *now;
    before = &row[column->minus];
    if (!cell_is_defined(now) || !cell_is_defined(before))
        return (struct cell){.kind = CELL_UNDEFINED};
    return cell_integer(CELL_RANK, before->integer - now->integer);
}

static struct look emphasize(struct look look, enum emphasis emphasis)
{
    if (emphasis == EMPHASIS_MUTED)
        look.colour = TINT_MUTED;
    if (emphasis == EMPHASIS_STRONG)
        look.bold = true;
    return look;
}

/* Whether any row of the whole table has a value in the column. */
static bool is_given(const struct table *table,
                     const struct list_column *column)
{
    for (size_t row = 0; row < table->row_count; row++) {
        struct cell cell =
            list_cell(column, table->cells + row * table->column_count);

        if (cell_is_defined(&cell) && (cell.kind != CELL_TEXT || cell.text.len))
            return true;
    }
    return false;
}

static bool resolve(const struct list *list, const struct plan_column *plan,
                    struct list_column *column)
{
    const struct binder *binder = list->binder;
    const struct table *table = list->table;

    *column = (struct list_column){.plan = plan, .minus = -1};
    column->index = table_column(table, str_z(binder->arena, plan->name));
    if (plan->minus.len)
        column->minus = table_column(table, str_z(binder->arena, plan->minus));
    if (column->index < 0 || (plan->minus.len && column->minus < 0) ||
        !is_given(table, column))
        return false;
    column->column = &table->columns[column->index];
    column->label =
        binder_say(binder, &plan->label, str_of(column->column->label));
    column->figure = plan->figure != FIGURE_AUTO
                         ? plan->figure
                         : figure_of(column->column->kind);
    column->look =
        emphasize(binder_look(binder, column->figure), plan->emphasis);
    column->dress =
        (struct dress){column->figure, binder_style(binder, &column->look)};
    column->sum =
        (column->column->sum == SUM_TOTAL || plan->sum) && column->minus < 0;
    return true;
}

/* A column that the data does not give is left out: what tables hold depends
 * on what was delivered. */
static void resolve_all(struct list *list)
{
    const struct plan_sheet *plan = list->leaf->plan;
    const struct table *table = list->table;
    struct arena *arena = list->binder->arena;
    size_t most = plan->column_count ? plan->column_count : table->column_count;

    list->columns = arena_array(arena, struct list_column, most + 1);
    for (size_t i = 0; i < most; i++) {
        struct plan_column *all = arena_new(arena, struct plan_column);
        const struct plan_column *column = all;

        if (plan->column_count)
            column = &plan->columns[i];
        else
            all->name = str_of(table->columns[i].name);
        if (!resolve(list, column, &list->columns[list->count]))
            continue;
        list->has_sums |= list->columns[list->count++].sum;
    }
}

/* The largest size of a column's numbers in the rows of this sheet. */
static double largest(const struct list *list, const struct list_column *column)
{
    double most = 0;

    for (size_t row = 0; row < list->leaf->row_count; row++) {
        struct cell cell = list_cell(column, list_row(list, row));
        double value = fabs(figure_value(column->figure, &cell));

        if (isfinite(value) && value > most)
            most = value;
    }
    return most;
}

static double widest_text(const struct list *list,
                          const struct list_column *column)
{
    double widest = 0;

    for (size_t row = 0; row < list->leaf->row_count; row++) {
        const struct cell *cell = &list_row(list, row)[column->index];
        double width = cell->kind == CELL_TEXT ? excel_width(cell->text) : 0;

        if (width > widest)
            widest = width;
    }
    return widest;
}

/* The longest word of a head, or half of it: heads have two lines. */
static double head_width(struct str head)
{
    double widest = excel_width(head) * 0.58;

    while (head.len) {
        size_t len = str_find(head, ' ');
        double width = excel_width((struct str){head.at, len}) * 1.05;

        if (width > widest)
            widest = width;
        len += len < head.len;
        head = (struct str){head.at + len, head.len - len};
    }
    return widest;
}

static double list_width(const struct list *list,
                         const struct list_column *column)
{
    double widest = head_width(column->label);
    double values = column->look.number ? 0 : widest_text(list, column);
    struct arena *arena = list->binder->arena;

    if (column->look.number) {
        double most = largest(list, column);
        const struct cell *total = list->table->total;

        if (total && column->minus < 0) {
            double whole =
                fabs(figure_value(column->figure, &total[column->index]));

            most = isfinite(whole) && whole > most ? whole : most;
        }
        if (column->figure == FIGURE_POINTS ||
            column->figure == FIGURE_CONTRIBUTION)
            most /= 100;
        values = excel_width(
            figure_print(arena, column->figure, list->binder->currency, most));
    }
    if (values > widest)
        widest = values;
    return binder_width(widest, true);
}

static struct cells data_cells(const struct list *list, uint32_t column)
{
    uint32_t first = list->head + 1;

    return (struct cells){
        .first_row = first,
        .first_column = COLUMN_FIRST + column,
        .last_row = first + (uint32_t)list->leaf->row_count - 1,
        .last_column = COLUMN_FIRST + column,
    };
}

static void list_rules(const struct list *list, uint32_t number)
{
    const struct list_column *column = &list->columns[number];
    struct cells cells = data_cells(list, number);
    struct cells whole = {list->head - 1, COLUMN_FIRST + number, list->head - 1,
                          COLUMN_FIRST + number};
    double most = largest(list, column);
    struct grid_rule bar = {.kind = RULE_BAR,
                            .high = most,
                            .colour = TINT_BAR,
                            .negative = TINT_BAR_BAD,
                            .axis = TINT_LAST_YEAR};
    struct grid_rule no = {
        .kind = RULE_FORMULA, .colour = TINT_CLOSE, .bold = true};
    enum emphasis emphasis = column->plan->emphasis;

    if (emphasis == EMPHASIS_BAR && most > 0) {
        grid_rule(list->grid, &cells, &bar);
    } else if (emphasis == EMPHASIS_BALANCE && most > 0) {
        bar.low = -most;
        bar.colour = TINT_BAR_GOOD;
        grid_rule(list->grid, &cells, &bar);
    } else if (emphasis == EMPHASIS_UP_GOOD || emphasis == EMPHASIS_UP_BAD) {
        bool up_good = emphasis == EMPHASIS_UP_GOOD;

        binder_changes(list->grid, &cells, column->figure, up_good);
        if (list->table->total)
            binder_changes(list->grid, &whole, column->figure, up_good);
    } else if (emphasis == EMPHASIS_NO_BAD) {
        struct str first = excel_address(list->binder->arena, cells.first_row,
                                         cells.first_column);

        no.formula =
            str_format(list->binder->arena, "=$%.*s=\"No\"", STR_ARGS(first))
                .at;
        grid_rule(list->grid, &cells, &no);
    }
}

/* The column that names rows: the first text that is not muted. */
static uint32_t label_column(const struct list *list)
{
    uint32_t first = list->count;

    for (uint32_t i = 0; i < list->count; i++) {
        if (list->columns[i].column->kind != CELL_TEXT)
            continue;
        if (list->columns[i].plan->emphasis != EMPHASIS_MUTED)
            return i;
        if (first == list->count)
            first = i;
    }
    return first;
}

/* The fixed row above the head: equal to the report, whatever is filtered. */
static void list_total(const struct list *list)
{
    const struct binder *binder = list->binder;
    const struct cell *total = list->table->total;
    uint32_t row = list->head - 1;
    uint32_t label = label_column(list);

    grid_row(list->grid, row, 20, NULL);
    for (uint32_t i = 0; i < list->count; i++) {
        const struct list_column *column = &list->columns[i];
        struct look look = column->look;
        struct dress dress = {column->figure, NULL};
        struct cell none = {.kind = CELL_UNDEFINED};
        bool text = column->column->kind == CELL_TEXT;

        look.bold = true;
        look.colour = 0;
        look.fill = TINT_PANEL;
        look.above = LINE_THIN;
        look.above_colour = TINT_MID;
        look.below = LINE_NONE;
        dress.style = binder_style(binder, &look);
        if (i == label) {
            grid_text(list->grid, row, COLUMN_FIRST + i,
                      list->leaf->plan->total.len ? list->leaf->plan->total
                                                  : STR("All"),
                      dress.style);
            continue;
        }
        binder_cell(list->grid, row, COLUMN_FIRST + i,
                    text || column->minus >= 0 ? &none : &total[column->index],
                    &dress);
    }
}

/* The sum of the rows on this sheet; amounts exactly. */
static double column_sum(const struct list *list, uint32_t number,
                         struct sum_tally *tally)
{
    const struct list_column *column = &list->columns[number];
    struct cells cells = data_cells(list, number);
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

static struct look head_look(const struct list_column *column)
{
    struct look look = binder_head(figure_is_number(column->figure), true);

    if (column->look.align == LOOK_CENTRE)
        look.align = LOOK_CENTRE;
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
        struct look head = head_look(column);
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
               list->has_sums ? STR("Sum of rows shown") : (struct str){0});
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
    look = emphasize(binder_look(list->binder, dress.figure),
                     column->plan->emphasis);
    dress.style = binder_style(list->binder, &look);
    return dress;
}

static void list_rows(const struct list *list)
{
    for (size_t row = 0; row < list->leaf->row_count; row++) {
        const struct cell *cells = list_row(list, row);

        for (uint32_t i = 0; i < list->count; i++) {
            struct cell cell = list_cell(&list->columns[i], cells);
            struct dress dress = mixed(list, &list->columns[i], &cell);

            binder_cell(list->grid, list->head + 1 + (uint32_t)row,
                        COLUMN_FIRST + i, &cell, &dress);
        }
    }
}

static void list_columns(const struct list *list)
{
    for (uint32_t i = 0; i < list->count; i++) {
        const struct list_column *column = &list->columns[i];
        struct cells cells = data_cells(list, i);

        grid_column(list->grid, COLUMN_FIRST + i, COLUMN_FIRST + i,
                    list_width(list, column));
        list_rules(list, i);
        if (column->column->note && column->minus < 0)
            grid_note(list->grid, list->head, COLUMN_FIRST + i,
                      str_of(column->column->note));
        if (column->figure == FIGURE_TEXT)
            grid_text_ids(list->grid, &cells);
    }
}

static void list_foot(const struct list *list)
{
    const struct binder *binder = list->binder;
    uint32_t row = list->head + 3 + (uint32_t)list->leaf->row_count;
    struct str total = list->leaf->plan->total;

    if (list->table->total)
        binder_note(binder, list->grid, row++, COLUMN_FIRST,
                    str_format(binder->arena,
                               "“%.*s” is fixed and equals the report. “Sum of "
                               "rows shown” follows the filters and holds only "
                               "columns that may be added.",
                               STR_ARGS(total.len ? total : STR("All"))));
    if (list->table->note.len)
        binder_note(binder, list->grid, row++, COLUMN_FIRST, list->table->note);
    grid_print_area(list->grid, row, COLUMN_FIRST + list->count - 1, 0);
}

void list_draw(const struct binder *binder, const struct leaf *leaf)
{
    struct list list = {.binder = binder,
                        .leaf = leaf,
                        .table = leaf->table,
                        .grid = leaf->grid,
                        .head = ROW_HEAD};
    struct grid_view view = {.one_page = leaf->plan->one_page};

    assert(leaf->row_count);
    resolve_all(&list);
    if (!list.count)
        return;
    if (list.table->total)
        list.head = ROW_HEAD + 1;
    binder_frame(binder, leaf, COLUMN_FIRST + list.count - 1);
    grid_row(list.grid, ROW_GROUPS, 4, NULL);
    grid_row(list.grid, list.head, 44, NULL);
    list_table(&list);
    list_rows(&list);
    if (list.table->total)
        list_total(&list);
    list_columns(&list);
    list_foot(&list);
    view.freeze_rows = view.repeat_rows = list.head + 1;
    if (leaf->plan->freeze)
        view.freeze_columns = COLUMN_FIRST + (uint32_t)leaf->plan->freeze;
    grid_look_at(list.grid, &view);
}
