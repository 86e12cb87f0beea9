#include "render/kpi_lines.h"
#include "render/sheets.h"

#include "render/number.h"

#include <math.h>

enum { SUMMARY_KPI_ROW = 20 };

/* Where the columns are; 0: the sheet has none. */
struct summary {
    const struct binder *binder;
    const struct leaf *leaf;
    const struct table *table;
    struct grid *grid;
    struct kpi_lines trends;
    uint32_t value, spark, prev, prev_change, ly, ly_change;
    uint32_t target, against, status;
    uint32_t last;
};

static const struct cell *cell_at(const struct summary *summary, size_t row,
                                  const char *column)
{
    int number = table_column(summary->table, column);

    return number < 0
               ? NULL
               : &summary->table->cells[row * summary->table->column_count +
                                        (size_t)number];
}

static bool has_any(const struct summary *summary, const char *column)
{
    for (size_t row = 0; row < summary->table->row_count; row++) {
        const struct cell *cell = cell_at(summary, row, column);

        if (cell && cell_is_defined(cell))
            return true;
    }
    return false;
}

static void place_columns(struct summary *summary)
{
    uint32_t next = COLUMN_FIRST;

    summary->value = ++next;
    if (summary->trends.count && xlsx_has_sparklines(summary->binder->xlsx))
        summary->spark = ++next;
    summary->prev = ++next;
    summary->prev_change = ++next;
    summary->ly = ++next;
    summary->ly_change = ++next;
    if (has_any(summary, "target")) {
        summary->target = ++next;
        summary->against = ++next;
        summary->status = ++next;
    }
    summary->last = next;
}

static struct str window_name(const struct summary *summary,
                              const struct base *base, const char *otherwise)
{
    return window_is_known(&base->window)
               ? binder_window(summary->binder, &base->window)
               : str_of(otherwise);
}

/* "13 periods": how many Trends has. */
static struct str spark_head(const struct summary *summary)
{
    const struct leaf *trends = binder_leaf(summary->binder, SHEET_TRENDS);
    struct cells cells = {0};

    if (trends)
        cells = trends_cells(trends, 0);
    return str_format(summary->binder->arena, "%u periods",
                      cells.last_column - cells.first_column + 1);
}

static void draw_heads(const struct summary *summary)
{
    static const char changes[] =
        "Flows per day, rates in percentage points, the rest as it is";
    const struct comparison *comparison = &summary->binder->study->comparison;
    const struct head heads[] = {
        {COLUMN_FIRST, false, STR("KPI"), 27, NULL},
        {summary->value, true, binder_window(summary->binder, &comparison->now),
         13, "This period"},
        {summary->spark, false, spark_head(summary), 21,
         "The trailing periods; flows per day. The dot is this period"},
        {summary->prev, true,
         window_name(summary, &comparison->prev, "Previous"), 13,
         "The period before"},
        {summary->prev_change, true, STR("Change"), 11, changes},
        {summary->ly, true, window_name(summary, &comparison->ly, "Last year"),
         13, "Last year, by the comparison rule below"},
        {summary->ly_change, true, STR("Change"), 11, changes},
        {summary->target, true, STR("Target"), 13, "Of the targets extract"},
        {summary->against, true, STR("Against target"), 11,
         "Value over target; rates in percentage points"},
        {summary->status, false, STR("Status"), 12,
         "On track: at the target or better. Close: within 2 %, rates within "
         "0.5 pp. Else behind"},
    };

    binder_heads(summary->binder, summary->grid, ROW_HEAD, heads, COUNT(heads));
}

static void draw_groups(const struct summary *summary)
{
    const struct {
        uint32_t first, last;
        const char *label;
    } groups[] = {
        {summary->value, summary->prev - 1, "THIS PERIOD"},
        {summary->prev, summary->prev_change, "PREVIOUS PERIOD"},
        {summary->ly, summary->ly_change, "LAST YEAR"},
        {summary->target, summary->status, "TARGET"},
    };

    for (size_t i = 0; i < COUNT(groups); i++)
        if (groups[i].first)
            binder_group(summary->binder, summary->grid,
                         &(struct cells){ROW_GROUPS, groups[i].first,
                                         ROW_GROUPS, groups[i].last},
                         str_of(groups[i].label));
}

static void draw_heading(const struct summary *summary,
                         const struct kpi_line *line)
{
    struct look look = {.bold = true,
                        .colour = TINT_BRAND,
                        .fill = TINT_PANEL,
                        .below = LINE_THIN,
                        .below_colour = TINT_HAIRLINE};
    const struct style *style = binder_style(summary->binder, &look);

    grid_text(summary->grid, line->at, COLUMN_FIRST, line->heading, style);
    for (uint32_t i = COLUMN_FIRST + 1; i <= summary->last; i++)
        grid_blank(summary->grid, line->at, i, style);
}

static double size_of(const struct cell *cell)
{
    double value = cell ? fabs(cell_number(cell)) : 0;

    return isfinite(value) ? value : 0;
}

/* One scale a row: that of its largest amount. */
static enum figure row_figure(const struct summary *summary, size_t row)
{
    static const char *const columns[] = {"value", "prev", "ly", "target"};
    const struct cell *value = cell_at(summary, row, "value");
    double most = 0;

    for (size_t i = 0; i < COUNT(columns); i++)
        most = fmax(most, size_of(cell_at(summary, row, columns[i])));
    return kpi_figure(value ? value->kind : CELL_UNDEFINED, most);
}

static void draw_value(const struct summary *summary,
                       const struct kpi_line *line, uint32_t column,
                       const char *name)
{
    enum figure figure = row_figure(summary, line->row);
    struct look look = binder_look(summary->binder, figure);
    struct dress dress = {figure, NULL};

    if (column == summary->value) {
        look.bold = true;
        look.size = 11;
    } else {
        look.colour = TINT_MUTED;
    }
    dress.style = binder_style(summary->binder, &look);
    binder_cell(summary->grid, line->at, column,
                cell_at(summary, line->row, name), &dress);
}

static void draw_change(const struct summary *summary,
                        const struct kpi_line *line, uint32_t column,
                        const char *base)
{
    struct kpi_change change = kpi_change(summary->binder, line->kpi, base);
    struct look look = binder_look(summary->binder, change.figure);
    struct dress dress = {change.figure, binder_style(summary->binder, &look)};

    binder_cell(summary->grid, line->at, column, change.cell, &dress);
}

static void draw_target(const struct summary *summary,
                        const struct kpi_line *line)
{
    const struct cell *gap = cell_at(summary, line->row, "target_gap");
    const struct cell *reached = cell_at(summary, line->row, "target_status");
    bool rate = gap && gap->kind == CELL_POINTS;
    struct look look =
        binder_look(summary->binder, rate ? FIGURE_POINTS : FIGURE_CHANGE);
    struct look status = binder_look(summary->binder, FIGURE_STATUS);
    struct dress against = {rate ? FIGURE_POINTS : FIGURE_CHANGE,
                            binder_style(summary->binder, &look)};
    struct dress word = {FIGURE_STATUS, binder_style(summary->binder, &status)};

    draw_value(summary, line, summary->target, "target");
    binder_cell(summary->grid, line->at, summary->against, gap, &against);
    binder_cell(summary->grid, line->at, summary->status, reached, &word);
}

static void draw_spark(const struct summary *summary,
                       const struct kpi_line *line)
{
    const struct leaf *trends = binder_leaf(summary->binder, SHEET_TRENDS);
    const struct kpi_line *source = kpi_lines_find(&summary->trends, line->kpi);
    struct look look = binder_look(summary->binder, FIGURE_TEXT);
    struct cells cells;

    grid_blank(summary->grid, line->at, summary->spark,
               binder_style(summary->binder, &look));
    if (!source || !trends)
        return;
    cells =
        trends_cells(trends, source->per_day ? source->per_day : source->at);
    grid_sparkline(summary->grid, line->at, summary->spark,
                   excel_reference(summary->binder->arena,
                                   grid_name(trends->grid), &cells));
}

static void draw_kpi(const struct summary *summary, const struct kpi_line *line)
{
    const struct binder *binder = summary->binder;
    struct look look = binder_look(binder, FIGURE_TEXT);
    const struct cell *label = cell_at(summary, line->row, "label");
    struct dress dress = {FIGURE_TEXT, NULL};
    struct cells value = {line->at, summary->value, line->at, summary->value};

    look.indent = 1;
    dress.style = binder_style(binder, &look);
    grid_row(summary->grid, line->at, SUMMARY_KPI_ROW, NULL);
    binder_cell(summary->grid, line->at, COLUMN_FIRST, label, &dress);
    grid_note(summary->grid, line->at, COLUMN_FIRST,
              kpi_note(binder, line->kpi));
    draw_value(summary, line, summary->value, "value");
    draw_value(summary, line, summary->prev, "prev");
    draw_value(summary, line, summary->ly, "ly");
    draw_change(summary, line, summary->prev_change, "prev");
    draw_change(summary, line, summary->ly_change, "ly");
    if (summary->spark)
        draw_spark(summary, line);
    if (summary->target)
        draw_target(summary, line);
    xlsx_define(
        binder->xlsx,
        str_format(binder->arena, "kpi_%.*s", STR_ARGS(line->kpi)),
        excel_reference(binder->arena, grid_name(summary->grid), &value));
}

static void draw_rules(const struct summary *summary,
                       const struct kpi_lines *lines)
{
    const uint32_t columns[] = {summary->prev_change, summary->ly_change,
                                summary->against};
    struct effects effects = {0};

    for (size_t i = 0; i < lines->count; i++) {
        const struct kpi_line *line = &lines->items[i];
        struct kpi_change change = kpi_change(summary->binder, line->kpi, "ly");

        for (size_t c = 0; c < COUNT(columns); c++)
            if (columns[c] && change.good)
                effects_add(
                    summary->binder->arena, &effects,
                    &(struct cells){line->at, columns[c], line->at, columns[c]},
                    change.figure, change.good > 0);
    }
    effects_draw(summary->grid, &effects);
}

static void draw_status_rules(const struct summary *summary, uint32_t last)
{
    static const struct grid_rule rules[] = {
        {.kind = RULE_AT_LEAST, .low = 0.5, .colour = TINT_GOOD},
        {.kind = RULE_AT_MOST, .low = -0.5, .colour = TINT_BAD},
    };
    struct cells cells = {ROW_FIRST, summary->status, last, summary->status};
    struct grid_rule close = {.kind = RULE_FORMULA, .colour = TINT_CLOSE};
    struct str at =
        excel_address(summary->binder->arena, ROW_FIRST, summary->status);

    close.formula =
        str_format(summary->binder->arena, "=AND(ISNUMBER($%.*s),$%.*s=0)",
                   STR_ARGS(at), STR_ARGS(at))
            .at;
    for (size_t i = 0; i < COUNT(rules); i++)
        grid_rule(summary->grid, &cells, &rules[i]);
    grid_rule(summary->grid, &cells, &close);
}

static void draw_finding(const struct summary *summary, uint32_t row,
                         size_t number, const struct finding *finding)
{
    const struct binder *binder = summary->binder;
    struct look look = {.bold = true};
    const struct style *bold = binder_style(binder, &look);
    struct str title = str_format(binder->arena, "%zu  %.*s", number,
                                  STR_ARGS(finding->title));
    const struct grid_run runs[2] = {
        {str_format(binder->arena, "%.*s. ", STR_ARGS(title)), bold},
        {finding->text, NULL},
    };

    if (finding->text.len)
        grid_runs(summary->grid, row, COLUMN_FIRST, runs, NULL);
    else
        grid_text(summary->grid, row, COLUMN_FIRST, title, bold);
}

/* What is told of the candidates, numbered; the row after it. */
static uint32_t draw_told(const struct summary *summary, uint32_t row,
                          struct str title, const struct candidates *candidates)
{
    const struct binder *binder = summary->binder;
    struct finding told[MOST_FINDINGS];
    size_t count = findings_choose(candidates, binder->words, told);

    if (!count)
        return row;
    binder_panel(binder, summary->grid, row++, COLUMN_FIRST, title);
    for (size_t i = 0; i < count; i++)
        draw_finding(summary, row++, i + 1, &told[i]);
    return row + 1;
}

/* What moved and what to decide; and the rule of comparison. */
static uint32_t draw_below(const struct summary *summary, uint32_t row)
{
    const struct binder *binder = summary->binder;
    const struct findings *findings = binder->findings;

    row = draw_told(summary, row, STR("What moved"), &findings->moved);
    row = draw_told(summary, row, STR("What to decide"), &findings->decisions);
    if (summary->table->note.len)
        binder_note(binder, summary->grid, row, COLUMN_FIRST,
                    str_format(binder->arena, "Comparison rule: %.*s",
                               STR_ARGS(summary->table->note)));
    return row;
}

void summary_draw(const struct binder *binder, const struct leaf *leaf)
{
    struct summary summary = {
        .binder = binder,
        .leaf = leaf,
        .table = leaf->table,
        .grid = leaf->grid,
        .trends = kpi_lines_trends(binder, binder_leaf(binder, SHEET_TRENDS)),
    };
    struct kpi_lines lines = kpi_lines_make(binder, leaf->table);
    uint32_t row = ROW_FIRST;

    place_columns(&summary);
    binder_frame(binder, leaf, summary.last);
    draw_heads(&summary);
    draw_groups(&summary);
    for (size_t i = 0; i < lines.count; i++) {
        struct kpi_line *line = &lines.items[i];

        line->at = row++;
        if (line->heading.len)
            draw_heading(&summary, line);
        else
            draw_kpi(&summary, line);
    }
    draw_rules(&summary, &lines);
    if (summary.status && row > ROW_FIRST)
        draw_status_rules(&summary, row - 1);
    row = draw_below(&summary, row + 1);
    grid_print_area(summary.grid, row, summary.last, NULL);
    grid_look_at(summary.grid,
                 &(struct grid_view){.freeze_rows = ROW_FIRST,
                                     .repeat_rows = ROW_FIRST,
                                     .few_pages = leaf->plan->few_pages});
}
