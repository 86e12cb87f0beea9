#include "render/list.h"

#include "render/select.h"

#include <math.h>

struct cells list_cells(const struct list *list, uint32_t column)
{
    uint32_t first = list->head + 1;

    return (struct cells){
        .first_row = first,
        .first_column = COLUMN_FIRST + column,
        .last_row = first + (uint32_t)list->leaf->row_count - 1,
        .last_column = COLUMN_FIRST + column,
    };
}

struct look list_look(struct look look, enum emphasis emphasis)
{
    if (emphasis == EMPHASIS_MUTED)
        look.colour = TINT_MUTED;
    if (emphasis == EMPHASIS_STRONG)
        look.bold = true;
    return look;
}

struct look list_head(const struct list_column *column)
{
    struct look look = binder_head(figure_is_number(column->figure), true);

    if (column->look.align == LOOK_CENTRE)
        look.align = LOOK_CENTRE;
    if (column->look.align == LOOK_LEFT)
        look.indent = column->look.indent;
    return look;
}

/* Which columns have a value in any row of the whole table. */
static const bool *given_columns(struct arena *arena, const struct table *table)
{
    bool *given = arena_array(arena, bool, table->column_count);
    struct cell *room = arena_array(arena, struct cell, table->column_count);
    size_t missing = table->column_count;

    for (size_t row = 0; row < table->row_count && missing; row++) {
        const struct cell *cells = table_row(table, row, room);

        for (size_t i = 0; i < table->column_count; i++) {
            if (given[i] || !cell_is_defined(&cells[i]) ||
                (cells[i].kind == CELL_TEXT && !cells[i].text.len))
                continue;
            given[i] = true;
            missing--;
        }
    }
    return given;
}

static bool resolve(const struct list *list, const bool *given,
                    const struct plan_column *plan, struct list_column *column)
{
    const struct binder *binder = list->binder;
    const struct table *table = list->table;

    *column = (struct list_column){.plan = plan};
    column->index = select_column(binder->words, plan->node, table, plan->name);
    if (column->index < 0 || !given[column->index])
        return false;
    column->column = &table->columns[column->index];
    column->label =
        binder_say(binder, &plan->label, str_of(column->column->label));
    column->figure = plan->figure != FIGURE_AUTO
                         ? plan->figure
                         : figure_of(column->column->kind);
    column->look =
        list_look(binder_look(binder, column->figure), plan->emphasis);
    column->dress =
        (struct dress){column->figure, binder_style(binder, &column->look)};
    column->sum = column->column->sum == SUM_TOTAL || plan->sum;
    return true;
}

/* Text after a number keeps its distance. */
static void indent_text(struct list *list, size_t number)
{
    struct list_column *column = &list->columns[number];

    if (!number || column->look.align != LOOK_LEFT ||
        list->columns[number - 1].look.align != LOOK_RIGHT)
        return;
    column->look.indent = 1;
    column->dress.style = binder_style(list->binder, &column->look);
}

/* A column that the data does not give is left out: what tables hold depends
 * on what was delivered. */
void list_resolve(struct list *list)
{
    const struct plan_sheet *plan = list->leaf->plan;
    const struct table *table = list->table;
    struct arena *arena = list->binder->arena;
    const bool *given = given_columns(arena, table);
    size_t most = plan->column_count ? plan->column_count : table->column_count;

    list->columns = arena_array(arena, struct list_column, most + 1);
    for (size_t i = 0; i < most; i++) {
        struct plan_column *all = arena_new(arena, struct plan_column);
        const struct plan_column *column = all;

        if (plan->column_count)
            column = &plan->columns[i];
        else
            all->name = str_of(table->columns[i].name);
        if (!resolve(list, given, column, &list->columns[list->count]))
            continue;
        indent_text(list, list->count);
        list->has_sums |= list->columns[list->count++].sum;
    }
}

void list_measure(struct list_column *column, const struct cell *cell)
{
    double value;

    if (cell->kind == CELL_TEXT) {
        double width = excel_width(cell->text);

        if (width > column->widest)
            column->widest = width;
        return;
    }
    value = fabs(figure_value(column->figure, cell));
    if (isfinite(value) && value > column->largest)
        column->largest = value;
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

/* A bar to both sides leaves the number half of its cell. */
static double bar_width(const struct list_column *column, double values)
{
    if (column->plan->emphasis == EMPHASIS_BALANCE)
        return values * 1.5;
    return values;
}

double list_width(const struct list *list, uint32_t number, bool filter)
{
    const struct list_column *column = &list->columns[number];
    double widest = head_width(column->label);
    double values = column->look.number ? 0 : column->widest;
    struct arena *arena = list->binder->arena;

    if (column->look.number) {
        double most = column->largest;
        const struct cell *total = list->table->total;

        if (total) {
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
    widest = fmax(widest, bar_width(column, values));
    if (!number && list->has_sums)
        widest = fmax(widest, excel_width(STR(LIST_SUM_LABEL)) * 0.9);
    return binder_width(widest, filter);
}
