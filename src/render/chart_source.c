#include "render/chart_source.h"

#include "render/axis.h"
#include "render/kpi_lines.h"
#include "render/number.h"

#include <math.h>

#define TINT_COMPARED 0xC3CBD2U

enum { LABELS_MOST = 16 }; /* of columns */

/* The smallest and largest of some values. */
struct span {
    double least;
    double most;
};

static void span_add(struct span *span, const struct cell *cell)
{
    double value = cell_number(cell);

    if (!isfinite(value))
        return;
    span->least = fmin(span->least, value);
    span->most = fmax(span->most, value);
}

static const struct span nothing = {HUGE_VAL, -HUGE_VAL};

static unsigned tone_of(const struct plan_chart *plan, size_t number)
{
    static const unsigned tones[TONE_COUNT] = {
        [TONE_BRAND] = TINT_BRAND, [TONE_ACCENT] = TINT_ACCENT,
        [TONE_MID] = TINT_MID,     [TONE_GREY] = TINT_COMPARED,
        [TONE_EFFECT] = TINT_MID,
    };
    static const unsigned by_place[CHART_SERIES_MOST] = {
        TINT_BRAND, TINT_COMPARED, TINT_ACCENT, TINT_MID, TINT_LAST_YEAR,
    };
    enum tone tone = plan->series_count ? plan->series[number].tone : TONE_AUTO;

    if (tone != TONE_AUTO)
        return tones[tone];
    if (plan->kind != PLAN_LINES && plan->series_count < 2)
        return TINT_MID;
    return by_place[number];
}

/* Bars and columns are labelled, unless there are too many of them. */
static bool has_axis(const struct chart_drawn *drawn)
{
    const struct grid_chart *chart = &drawn->chart;

    return chart->kind == CHART_LINES || drawn->plan->kpi.len ||
           (chart->kind == CHART_COLUMNS &&
            chart->series_count * chart->series[0].points > LABELS_MOST);
}

/* The scale of the values, and the words above the chart. */
static void set_axis(const struct binder *binder, struct chart_drawn *drawn,
                     enum figure figure, const struct span *span)
{
    bool lines = has_axis(drawn);
    bool rate = figure == FIGURE_RATE && drawn->chart.kind == CHART_LINES;
    bool points = figure == FIGURE_POINTS || figure == FIGURE_CONTRIBUTION;
    struct axis axis = lines ? axis_of(span->least, span->most, rate)
                             : axis_of_bars(span->least, span->most);
    /* Steps of an axis that is cut may be small. */
    enum figure shown = axis.cut && axis.most - axis.least < 0.05
                            ? figure
                            : figure_axis(figure);

    drawn->chart.least = axis.least * (points ? 100 : 1);
    drawn->chart.most = axis.most * (points ? 100 : 1);
    if (lines)
        drawn->chart.number = binder_format(binder, shown);
    else
        for (size_t i = 0; i < drawn->chart.series_count; i++)
            drawn->chart.series[i].number = binder_format(binder, figure);
    if (!axis.cut)
        return;
    drawn->subtitle =
        str_format(binder->arena, "%.*s%saxis from %.*s",
                   STR_ARGS(drawn->subtitle), drawn->subtitle.len ? "; " : "",
                   STR_ARGS(figure_print(binder->arena, shown, binder->currency,
                                         axis.least)));
}

static void set_words(const struct binder *binder, struct chart_drawn *drawn,
                      struct str otherwise)
{
    static const char *const kinds[] = {"Line", "Column", "Bar", "Waterfall"};
    const struct plan_chart *plan = drawn->plan;

    drawn->title = binder_say(binder, &plan->title, otherwise);
    drawn->subtitle = binder_say(binder, &plan->subtitle, (struct str){0});
    drawn->chart.description =
        str_format(binder->arena, "%s chart: %.*s%s%.*s", kinds[plan->kind],
                   STR_ARGS(drawn->title), drawn->subtitle.len ? ". " : "",
                   STR_ARGS(drawn->subtitle));
}

/* Only the last value is told. */
static struct str *last_label(const struct binder *binder, size_t points,
                              const struct cell *cell)
{
    struct str *labels = arena_array(binder->arena, struct str, points);

    if (cell && cell_is_defined(cell))
        labels[points - 1] =
            number_short(binder->arena, &binder->words->style, cell);
    return labels;
}

/* The last of a KPI's columns is this period's. */
static unsigned *last_marked(const struct binder *binder, size_t points)
{
    unsigned *colours = arena_array(binder->arena, unsigned, points);

    for (size_t i = 0; i < points; i++)
        colours[i] = i + 1 < points ? TINT_MID : TINT_BRAND;
    return colours;
}

static bool resolve_kpi(const struct binder *binder, struct chart_drawn *drawn)
{
    const struct plan_chart *plan = drawn->plan;
    const struct leaf *trends = binder_leaf(binder, SHEET_TRENDS);
    struct kpi_lines lines = kpi_lines_trends(binder, trends);
    const struct kpi_line *line = kpi_lines_find(&lines, plan->kpi);
    struct grid_series *series = &drawn->chart.series[0];
    struct span span = nothing;
    const struct cell *cell = NULL;
    uint32_t row;
    size_t points;

    if (!line || (plan->per_day && !line->per_day))
        return false;
    row = plan->per_day ? line->per_day : line->at;
    drawn->chart.categories =
        (struct grid_range){trends->grid, trends_cells(trends, ROW_HEAD)};
    series->values =
        (struct grid_range){trends->grid, trends_cells(trends, row)};
    points = series->values.cells.last_column -
             series->values.cells.first_column + 1;
    for (size_t i = 0; i < points; i++) {
        cell = table_cell(trends->table, line->row + i,
                          plan->per_day ? "per_day" : "value");
        span_add(&span, cell);
    }
    if (span.most < span.least || points < 2)
        return false;
    series->points = points;
    series->name = table_cell(trends->table, line->row, "label")->text;
    series->colour = TINT_BRAND;
    series->width = 2.25;
    series->labels = last_label(binder, points, cell);
    series->bold = true;
    series->colours =
        plan->kind == PLAN_COLUMNS ? last_marked(binder, points) : NULL;
    drawn->chart.series_count = 1;
    set_words(binder, drawn, series->name);
    set_axis(binder, drawn, kpi_figure(cell->kind, span.most), &span);
    return true;
}

/* The rows and columns that a chart draws; false where there are none. */
static bool find_table(const struct binder *binder, const struct leaf *leaf,
                       const struct plan_chart *plan, struct chart_table *table)
{
    struct selection selection = plan->selection;
    struct words *words = binder->words;

    if (!selection.table.len)
        selection.table = leaf->plan->table;
    *table = (struct chart_table){.plan = plan,
                                  .rows = selection_rows(&selection, words)};
    if (!table->rows.table || table->rows.count < 1)
        return false;
    table->label =
        select_column(words, plan->node, table->rows.table, plan->label);
    if (table->label >= 0 && plan->otherwise.len &&
        !rows_have(&table->rows, table->label))
        table->label = select_column(words, plan->node, table->rows.table,
                                     plan->otherwise);
    for (size_t i = 0;
         i < plan->series_count && table->count < CHART_SERIES_MOST; i++) {
        const struct plan_series *series = &plan->series[i];
        int column = select_column(words, series->node, table->rows.table,
                                   series->column);

        if (column < 0)
            return false;
        table->labels[table->count] =
            binder_say(binder, &series->label,
                       str_of(table->rows.table->columns[column].label));
        table->columns[table->count++] = column;
    }
    return table->label >= 0 && table->count;
}

static struct span span_of(const struct chart_table *table)
{
    struct span span = nothing;

    for (size_t row = 0; row < table->rows.count; row++)
        for (size_t i = 0; i < table->count; i++)
            span_add(&span, &table->rows.items[row][table->columns[i]]);
    return span;
}

static enum figure figure_for(const struct chart_table *table,
                              const struct span *span)
{
    enum cell_kind kind = table->rows.table->columns[table->columns[0]].kind;
    double most = fmax(fabs(span->least), span->most);

    if (table->plan->figure != FIGURE_AUTO)
        return table->plan->figure;
    return kpi_figure(kind, most);
}

static unsigned *effect_colours(const struct binder *binder,
                                const struct chart_table *table, int column)
{
    unsigned *colours = arena_array(binder->arena, unsigned, table->rows.count);

    for (size_t i = 0; i < table->rows.count; i++)
        colours[i] = cell_number(&table->rows.items[i][column]) < 0 ? TINT_BAD
                                                                    : TINT_GOOD;
    return colours;
}

static void set_series(const struct binder *binder,
                       const struct chart_table *table,
                       const struct chart_source *source, size_t number,
                       struct grid_series *series)
{
    const struct plan_chart *plan = table->plan;
    const struct cell *last = table->rows.items[source->points - 1];
    int column = table->columns[number];

    *series = (struct grid_series){
        .name = table->labels[number],
        .values = source->values[number],
        .colour = tone_of(plan, number),
        .width = number ? 1.5 : 2.25,
        .dashed = plan->series[number].dashed,
        .points = source->points,
    };
    if (plan->series[number].tone == TONE_EFFECT)
        series->colours = effect_colours(binder, table, column);
    if (plan->kind == PLAN_LINES && table->count == 1) {
        series->labels = last_label(binder, source->points, &last[column]);
        series->bold = true;
    }
}

static bool resolve_rows(const struct binder *binder,
                         const struct chart_table *table,
                         const struct list *list, struct chart_drawn *drawn)
{
    struct grid_chart *chart = &drawn->chart;
    struct span span = span_of(table);
    struct chart_source source;
    bool effects = false;

    for (size_t i = 0; i < table->count; i++)
        effects |= table->plan->series[i].tone == TONE_EFFECT;
    /* Colours of single points would not follow a filter. */
    if (span.most < span.least ||
        !chart_data_rows(binder, effects ? NULL : list, table, &source))
        return false;
    chart->categories = source.names;
    chart->all_shown = !source.in_list;
    chart->series_count = table->count;
    chart->legend = table->count > 1;
    for (size_t i = 0; i < table->count; i++)
        set_series(binder, table, &source, i, &chart->series[i]);
    set_axis(binder, drawn, figure_for(table, &span), &span);
    return true;
}

static bool find_ends(const struct binder *binder,
                      const struct plan_chart *plan, struct chart_ends *ends)
{
    double from = words_number(binder->words, plan->from);
    double to = words_number(binder->words, plan->to);

    *ends = (struct chart_ends){
        .from = cell_real(CELL_PRICE, from),
        .to = cell_real(CELL_PRICE, to),
        .from_label = binder_say(binder, &plan->from_label, STR("Before")),
        .to_label = binder_say(binder, &plan->to_label, STR("Now")),
    };
    return isfinite(from) && isfinite(to) && (from > 0 || to > 0);
}

static struct str *step_labels(const struct binder *binder,
                               const struct chart_table *table,
                               const struct chart_ends *ends)
{
    struct arena *arena = binder->arena;
    const struct number_style *style = &binder->words->style;
    size_t points = table->rows.count + 2;
    struct str *labels = arena_array(arena, struct str, points);

    labels[0] = number_short(arena, style, &ends->from);
    labels[points - 1] = number_short(arena, style, &ends->to);
    for (size_t i = 0; i < table->rows.count; i++) {
        const struct cell *cell = &table->rows.items[i][table->columns[0]];

        if (cell_is_defined(cell))
            labels[i + 1] =
                str_format(arena, "%s%.*s", cell_number(cell) > 0 ? "+" : "",
                           STR_ARGS(number_short(arena, style, cell)));
    }
    return labels;
}

static bool resolve_waterfall(const struct binder *binder,
                              const struct chart_table *table,
                              struct chart_drawn *drawn)
{
    static const unsigned colours[] = {
        [STEP_BELOW] = 0,        [STEP_WHOLE] = TINT_BRAND,
        [STEP_GAIN] = TINT_GOOD, [STEP_LOSS] = TINT_BAD,
        [STEP_LABEL] = 0,
    };
    static const char *const names[] = {"Not seen", "Whole", "Gain", "Loss",
                                        "Amount"};
    struct grid_chart *chart = &drawn->chart;
    struct chart_source source;
    struct chart_ends ends;

    if (!find_ends(binder, table->plan, &ends) ||
        !chart_data_steps(binder, table, &ends, &source))
        return false;
    chart->kind = CHART_STACK;
    chart->categories = source.names;
    chart->all_shown = true;
    chart->series_count = COUNT(colours);
    for (size_t i = 0; i < COUNT(colours); i++)
        chart->series[i] = (struct grid_series){
            .name = str_of(names[i]),
            .values = source.values[i],
            .colour = colours[i],
            .points = source.points,
        };
    chart->most = chart_data_highest(table, &ends) * 1.12;
    chart->series[STEP_LABEL].labels = step_labels(binder, table, &ends);
    return true;
}

bool chart_resolve(const struct binder *binder, const struct leaf *leaf,
                   const struct list *list, struct chart_drawn *drawn)
{
    static const enum grid_chart_kind kinds[PLAN_CHART_KINDS] = {
        CHART_LINES, CHART_COLUMNS, CHART_BARS, CHART_STACK};
    const struct plan_chart *plan = drawn->plan;
    struct chart_table table;

    drawn->chart.kind = kinds[plan->kind];
    if (plan->kpi.len)
        return resolve_kpi(binder, drawn);
    if (!find_table(binder, leaf, plan, &table))
        return false;
    set_words(binder, drawn, str_of(table.rows.table->title));
    table.title =
        str_format(binder->arena, "%.*s: %.*s", STR_ARGS(leaf->plan->name),
                   STR_ARGS(drawn->title));
    if (plan->kind == PLAN_WATERFALL)
        return resolve_waterfall(binder, &table, drawn);
    return resolve_rows(binder, &table, list, drawn);
}
