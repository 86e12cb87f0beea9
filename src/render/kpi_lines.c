#include "render/kpi_lines.h"

/* The cell of a named column in a row of a table; NULL without the column. */
static const struct cell *at(const struct table *table, size_t row,
                             const char *column)
{
    int number = table_column(table, column);

    return number < 0
               ? NULL
               : &table->cells[row * table->column_count + (size_t)number];
}

static bool is_text(const struct cell *cell, struct str text)
{
    return cell && cell->kind == CELL_TEXT && str_equal(cell->text, text);
}

static bool is_all(const struct table *table, size_t row)
{
    const struct cell *scope = at(table, row, "scope");

    return !scope || is_text(scope, STR("all"));
}

/* The first row of a KPI for all, or row_count. */
static size_t find(const struct table *table, struct str kpi)
{
    for (size_t row = 0; row < table->row_count; row++)
        if (is_text(at(table, row, "kpi"), kpi) && is_all(table, row))
            return row;
    return table->row_count;
}

const struct cell *kpi_row(const struct binder *binder, struct str kpi)
{
    const struct table *table =
        table_printed(tables_find(&binder->study->tables, "kpis"));
    size_t row = table ? find(table, kpi) : 0;

    return table && row < table->row_count
               ? &table->cells[row * table->column_count]
               : NULL;
}

static const struct cell *of_kpi(const struct binder *binder, struct str kpi,
                                 const char *column)
{
    const struct table *table =
        table_printed(tables_find(&binder->study->tables, "kpis"));
    const struct cell *row = kpi_row(binder, kpi);
    int number = row ? table_column(table, column) : -1;

    return number < 0 ? NULL : &row[number];
}

const struct kpi_line *kpi_lines_find(const struct kpi_lines *lines,
                                      struct str kpi)
{
    for (size_t i = 0; i < lines->count; i++)
        if (str_equal(lines->items[i].kpi, kpi))
            return &lines->items[i];
    return NULL;
}

static void add_line(const struct binder *binder, struct kpi_lines *lines,
                     struct str kpi, size_t row)
{
    lines->items[lines->count++] = (struct kpi_line){
        .kpi = kpi,
        .row = row,
        .flow = is_text(of_kpi(binder, kpi, "kind"), STR("flow")),
    };
}

/* A heading with nothing below it is none. */
static void add_heading(struct kpi_lines *lines, struct str heading)
{
    if (lines->count && lines->items[lines->count - 1].heading.len)
        lines->count--;
    if (heading.len)
        lines->items[lines->count++] = (struct kpi_line){.heading = heading};
}

static void add_group(const struct binder *binder, const struct table *table,
                      const struct plan_group *group, struct kpi_lines *lines)
{
    add_heading(lines, group->label);
    for (size_t i = 0; i < group->count; i++) {
        size_t row = find(table, group->kpis[i]);

        if (row < table->row_count && !kpi_lines_find(lines, group->kpis[i]))
            add_line(binder, lines, group->kpis[i], row);
    }
}

struct kpi_lines kpi_lines_make(const struct binder *binder,
                                const struct table *table)
{
    size_t most = table->row_count + binder->plan->group_count + 1;
    struct kpi_lines lines = {
        .items = arena_array(binder->arena, struct kpi_line, most)};

    for (size_t i = 0; i < binder->plan->group_count; i++)
        add_group(binder, table, &binder->plan->groups[i], &lines);
    add_heading(&lines, binder->plan->rest);
    for (size_t row = 0; row < table->row_count; row++) {
        const struct cell *kpi = at(table, row, "kpi");

        if (kpi && kpi->kind == CELL_TEXT && is_all(table, row) &&
            !kpi_lines_find(&lines, kpi->text))
            add_line(binder, &lines, kpi->text, row);
    }
    add_heading(&lines, (struct str){0});
    return lines;
}

/* First day, days, and the two rows of the leading KPI stand above. */
enum { TRENDS_ABOVE = 4 };

struct kpi_lines kpi_lines_trends(const struct binder *binder,
                                  const struct leaf *leaf)
{
    struct kpi_lines lines = {0};
    uint32_t row = ROW_FIRST + TRENDS_ABOVE;

    if (!leaf || !leaf->table)
        return lines;
    lines = kpi_lines_make(binder, leaf->table);
    for (size_t i = 0; i < lines.count; i++)
        lines.items[i].at = row++;
    row++; /* the heading of the flows per day */
    for (size_t i = 0; i < lines.count; i++)
        if (str_equal(lines.items[i].kpi, KPI_LEAD))
            lines.items[i].per_day = ROW_FIRST + 2;
        else if (lines.items[i].flow)
            lines.items[i].per_day = row++;
    return lines;
}

struct kpi_change kpi_change(const struct binder *binder, struct str kpi,
                             const char *base)
{
    const struct cell *value = of_kpi(binder, kpi, "value");
    const struct cell *direction = of_kpi(binder, kpi, "direction");
    bool flow = is_text(of_kpi(binder, kpi, "kind"), STR("flow"));
    struct kpi_change change = {.figure = FIGURE_CHANGE};
    const char *column = flow ? "_pct_per_day" : "_pct";

    if (value && value->kind == CELL_RATE) {
        column = "_change";
        change.figure = FIGURE_POINTS;
    }
    change.cell =
        of_kpi(binder, kpi, str_format(binder->arena, "%s%s", base, column).at);
    if (is_text(direction, STR("up is good")))
        change.good = 1;
    else if (is_text(direction, STR("up is bad")))
        change.good = -1;
    return change;
}

struct str kpi_note(const struct binder *binder, struct str kpi)
{
    static const char *const columns[] = {"formula", "population", "window",
                                          "null_rule"};
    const struct table *table =
        tables_find(&binder->study->tables, "definitions");
    size_t row = table ? find(table, kpi) : 0;
    struct text note = {.arena = binder->arena};

    if (!table || row == table->row_count)
        return (struct str){0};
    for (size_t i = 0; i < COUNT(columns); i++) {
        const struct cell *cell = at(table, row, columns[i]);

        if (cell && cell->kind == CELL_TEXT && cell->text.len)
            text_addf(&note, "%s%.*s", note.len ? "; " : "",
                      STR_ARGS(cell->text));
    }
    return text_str(&note);
}

enum figure kpi_figure(enum cell_kind kind, double largest)
{
    return kind == CELL_MONEY ? figure_money(largest) : figure_of(kind);
}
