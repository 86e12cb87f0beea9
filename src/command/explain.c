#include "command/explain.h"

#include "measure/kpi.h"
#include "measure/rule_words.h"
#include "measure/summary.h"
#include "render/csvfile.h"

enum { LABEL_WIDTH = 14, VALUE_WIDTH = 24, WINDOWS = 3 };

/* A line of the card: a column of `kpis` for each window; NULL: none there. */
struct line {
    const char *label;
    const char *columns[WINDOWS];
};

static const struct line figures[] = {
    {"value", {"value", "prev", "ly"}},
    {"numerator", {"numerator", "prev_numerator", "ly_numerator"}},
    {"denominator", {"denominator", "prev_denominator", "ly_denominator"}},
};

static const struct line changes[] = {
    {"change", {NULL, "prev_change", "ly_change"}},
    {"relative", {NULL, "prev_pct", "ly_pct"}},
    {"a day, rel.", {NULL, "prev_pct_per_day", "ly_pct_per_day"}},
};

/* Columns of the table of what lies behind the figures of a scope. */
static const char *const behind[][2] = {
    {"days", "days"},
    {"sale lines", "sale_lines"},
    {"return lines", "return_lines"},
    {"baskets", "baskets"},
    {"customers", "customers"},
};

static const struct kpi *find_kpi(struct str id)
{
    for (size_t i = 0; i < KPI_COUNT; i++)
        if (str_equal(id, str_of(kpis[i].id)))
            return kpis + i;
    return NULL;
}

enum status explain_check(struct diag *diag, struct str id)
{
    const char *names[KPI_COUNT];
    char quoted[DIAG_QUOTE];
    const char *nearest;

    if (find_kpi(id))
        return OK;
    for (size_t i = 0; i < KPI_COUNT; i++)
        names[i] = kpis[i].id;
    nearest = diag_nearest(id, names, KPI_COUNT);
    diag_quote(quoted, id);
    if (nearest)
        return diag_error(diag, BAD_USAGE, (struct place){0},
                          "unknown KPI '%s' (did you mean '%s'?)", quoted,
                          nearest);
    return diag_error(diag, BAD_USAGE, (struct place){0},
                      "unknown KPI '%s'; expected an id of the pack's table "
                      "of definitions, such as net_sales",
                      quoted);
}

/* The row of a KPI in a scope; row_count where there is none. */
static size_t find_row(const struct table *table, const struct kpi *kpi,
                       struct str scope)
{
    size_t row = 0;

    while ((row = table_find(table, row, "kpi", kpi->id)) < table->row_count) {
        if (str_equal(table_cell(table, row, "scope")->text, scope))
            return row;
        row++;
    }
    return row;
}

static enum status refuse_scope(struct diag *diag, const struct table *scopes,
                                struct str scope)
{
    char quoted[DIAG_QUOTE];

    diag_quote(quoted, scope);
    for (size_t row = 0; row < scopes->row_count; row++)
        if (str_equal(table_cell(scopes, row, "scope")->text, scope))
            return OK;
    return diag_error(
        diag, BAD_USAGE, (struct place){0},
        "unknown scope '%s'; expected all, or one of the data "
        "such as %.*s",
        quoted,
        STR_ARGS(table_cell(scopes, scopes->row_count - 1, "scope")->text));
}

/* As the tables have it: every digit that is kept. */
static struct str text_of(struct arena *arena, const struct cell *cell)
{
    static const struct column column = {.name = "value", .label = "value"};
    struct table *table = table_new(arena, "value", "value", &column, 1);
    struct str text;

    if (!cell_is_defined(cell))
        return STR("\u2013");
    *table_add(table) = *cell;
    text = csv_rows(arena, table, 0, 1);
    text.at += sizeof "value\n" - 1;
    text.len -= sizeof "value\n";
    return text;
}

static void print_value(FILE *out, struct str text)
{
    bool is_dash = str_equal(text, STR("\u2013"));

    fprintf(out, "%*s%.*s", VALUE_WIDTH - (int)(is_dash ? 1 : text.len), "",
            STR_ARGS(text));
}

static void print_line(struct arena *arena, const struct table *table,
                       size_t row, const struct line *line, FILE *out)
{
    fprintf(out, "%-*s", LABEL_WIDTH, line->label);
    for (size_t i = 0; i < WINDOWS; i++)
        print_value(
            out, line->columns[i]
                     ? text_of(arena, table_cell(table, row, line->columns[i]))
                     : (struct str){0});
    fputc('\n', out);
}

static void print_lines(struct arena *arena, const struct table *table,
                        size_t row, const struct line *lines, size_t count,
                        FILE *out)
{
    for (size_t i = 0; i < count; i++)
        print_line(arena, table, row, lines + i, out);
}

/* The rows of a scope are its windows: now, previous, last year. */
static void print_behind(struct arena *arena, const struct table *scopes,
                         struct str scope, const char *const what[2], FILE *out)
{
    fprintf(out, "%-*s", LABEL_WIDTH, what[0]);
    for (size_t row = 0; row < scopes->row_count; row++)
        if (str_equal(table_cell(scopes, row, "scope")->text, scope))
            print_value(out, text_of(arena, table_cell(scopes, row, what[1])));
    fputc('\n', out);
}

static void print_windows(const struct comparison *comparison, FILE *out)
{
    const struct window *windows[WINDOWS] = {
        &comparison->now, &comparison->prev.window, &comparison->ly.window};
    const bool covered[WINDOWS] = {true, comparison->prev.covered,
                                   comparison->ly.covered};
    static const char *const heads[WINDOWS] = {"now", "previous", "last year"};

    fprintf(out, "\n%-*s", LABEL_WIDTH, "");
    for (size_t i = 0; i < WINDOWS; i++)
        print_value(out, str_of(heads[i]));
    fprintf(out, "\n%-*s", LABEL_WIDTH, "window");
    for (size_t i = 0; i < WINDOWS; i++) {
        char start[DATE_TEXT];
        char end[DATE_TEXT];

        if (covered[i])
            fprintf(out, "%*s%s..%s", VALUE_WIDTH - 2 * (DATE_TEXT - 1) - 2, "",
                    date_print(start, windows[i]->start),
                    date_print(end, windows[i]->end));
        else
            print_value(out, STR("\u2013"));
    }
    fputc('\n', out);
}

static void print_words(struct arena *arena, const struct study *study,
                        const char *label, const char *text, FILE *out)
{
    struct str words = rule_words(arena, study->config, text);

    fprintf(out, "%-*s%.*s\n", LABEL_WIDTH, label, STR_ARGS(words));
}

static void print_definition(struct arena *arena, const struct study *study,
                             const struct kpi *kpi, struct str scope, FILE *out)
{
    struct str unit = kpi_unit(kpi, study->config);

    fprintf(out, "%s (%s)\n", kpi->label, kpi->id);
    fprintf(out, "%-*s%.*s\n", LABEL_WIDTH, "scope", STR_ARGS(scope));
    print_words(arena, study, "formula", kpi->formula, out);
    print_words(arena, study, "population", kpi->population, out);
    print_words(arena, study, "counted by", kpi->window, out);
    print_words(arena, study, "no value", kpi->null_rule, out);
    fprintf(out, "%-*s%.*s, %s, %s\n", LABEL_WIDTH, "unit", STR_ARGS(unit),
            kpi_kind_name(kpi->kind), kpi_direction_name(kpi->direction));
}

static void print_text(const struct table *table, size_t row, const char *label,
                       const char *column, FILE *out)
{
    const struct cell *cell = table_cell(table, row, column);

    if (cell->kind == CELL_TEXT)
        fprintf(out, "%-*s%.*s\n", LABEL_WIDTH, label, STR_ARGS(cell->text));
}

/* The target, where there is one, and what limits the figure. */
static void print_judgement(struct arena *arena, const struct table *table,
                            size_t row, FILE *out)
{
    const struct cell *target = table_cell(table, row, "target");
    struct str reached = text_of(arena, table_cell(table, row, "target_pct"));
    struct str wanted = text_of(arena, target);

    if (cell_is_defined(target))
        fprintf(out, "%-*s%.*s; against it: %.*s\n", LABEL_WIDTH, "target",
                STR_ARGS(wanted), STR_ARGS(reached));
    print_text(table, row, "last year is", "ly_rule", out);
    print_text(table, row, "limits", "flag", out);
}

static void print_card(struct arena *arena, const struct study *study,
                       const struct kpi *kpi, struct str scope, FILE *out)
{
    const struct table *table = tables_find(&study->tables, "kpis");
    const struct table *scopes = tables_find(&study->tables, "scopes");
    size_t row = find_row(table, kpi, scope);

    print_definition(arena, study, kpi, scope, out);
    if (row == table->row_count) {
        fprintf(out, "\nThe data does not give it in this scope.\n");
        return;
    }
    print_windows(&study->comparison, out);
    print_lines(arena, table, row, figures, COUNT(figures), out);
    for (size_t i = 0; i < COUNT(behind); i++)
        print_behind(arena, scopes, scope, behind[i], out);
    print_lines(arena, table, row, changes, COUNT(changes), out);
    fputc('\n', out);
    print_judgement(arena, table, row, out);
    fprintf(out, "%-*s%.*s\n", LABEL_WIDTH, "compared",
            STR_ARGS(study->comparison.rule));
}

enum status explain_print(const struct intake *intake,
                          const struct examine_options *how,
                          const struct explain_options *options, FILE *out)
{
    const struct kpi *kpi = find_kpi(options->kpi);
    struct study study;
    enum status status = examine(intake, how, &study);

    if (status == OK)
        status = refuse_scope(
            intake->diag, tables_find(&study.tables, "scopes"), options->scope);
    if (status == OK)
        print_card(intake->arena, &study, kpi, options->scope, out);
    return status;
}
