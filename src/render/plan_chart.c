#include "render/plan.h"

static const char *const chart_names[PLAN_CHART_KINDS] = {
    "lines",
    "columns",
    "bars",
    "waterfall",
};

static const char *const tone_names[TONE_COUNT] = {
    "auto", "brand", "accent", "mid", "grey", "effect",
};

static const struct yaml_names figures = {figure_names, FIGURE_COUNT_OF};

static void read_one_series(struct yaml *yaml, const struct yaml_node *node,
                            struct plan_series *series)
{
    static const char *const keys[] = {"column", "label", "tone", "dashed"};
    static const struct yaml_names tones = {tone_names, TONE_COUNT};
    int tone = TONE_AUTO;

    series->node = node;
    if (node->kind == YAML_SCALAR) {
        series->column = node->text;
        return;
    }
    yaml_keys(yaml, node, (struct yaml_names){keys, COUNT(keys)});
    yaml_require(yaml, node, "column");
    yaml_text(yaml, node, "column", &series->column);
    yaml_choice(yaml, node, "tone", tones, &tone);
    yaml_flag(yaml, node, "dashed", &series->dashed);
    series->label = phrases_read(yaml, node, "label");
    series->tone = (enum tone)tone;
}

static void read_series(struct yaml *yaml, const struct yaml_node *node,
                        struct plan_chart *chart)
{
    const struct yaml_node *list;

    if (!yaml_require(yaml, node, "values"))
        return;
    list = yaml_sequence(yaml, node, "values");
    if (!list)
        return;
    chart->series = arena_array(yaml->arena, struct plan_series, list->count);
    for (size_t i = 0; i < list->count; i++)
        read_one_series(yaml, &list->items[i], &chart->series[i]);
    chart->series_count = list->count;
}

/* A chart of rows says which column names them, and what is drawn of them. */
static void read_rows(struct yaml *yaml, const struct yaml_node *node,
                      struct plan_chart *chart)
{
    chart->selection = selection_read(yaml, node);
    yaml_require(yaml, node, "label");
    yaml_text(yaml, node, "label", &chart->label);
    yaml_text(yaml, node, "otherwise", &chart->otherwise);
    read_series(yaml, node, chart);
    if (chart->kind != PLAN_WATERFALL)
        return;
    yaml_require(yaml, node, "from");
    yaml_require(yaml, node, "to");
    chart->from = yaml_get(node, "from");
    chart->to = yaml_get(node, "to");
    chart->from_label = phrases_read(yaml, node, "from_label");
    chart->to_label = phrases_read(yaml, node, "to_label");
}

static void read_chart(struct yaml *yaml, const struct yaml_node *node,
                       struct plan_chart *chart)
{
    static const char *const keys[] = {
        "chart",      "title",    "subtitle",  "format",    "kpi",
        "per_day",    "table",    "where",     "sort",      "limit",
        "skip",       "label",    "values",    "from",      "to",
        "from_label", "to_label", "last_year", "otherwise",
    };
    static const struct yaml_names kinds = {chart_names, PLAN_CHART_KINDS};
    int kind = PLAN_LINES, figure = FIGURE_AUTO;

    chart->node = node;
    yaml_keys(yaml, node, (struct yaml_names){keys, COUNT(keys)});
    yaml_choice(yaml, node, "chart", kinds, &kind);
    yaml_choice(yaml, node, "format", figures, &figure);
    chart->kind = (enum plan_chart_kind)kind;
    chart->figure = (enum figure)figure;
    chart->title = phrases_read(yaml, node, "title");
    chart->subtitle = phrases_read(yaml, node, "subtitle");
    if (!yaml_text(yaml, node, "kpi", &chart->kpi)) {
        read_rows(yaml, node, chart);
        return;
    }
    yaml_flag(yaml, node, "per_day", &chart->per_day);
    yaml_flag(yaml, node, "last_year", &chart->last_year);
}

void plan_read_charts(struct yaml *yaml, const struct yaml_node *node,
                      struct plan_sheet *sheet)
{
    const struct yaml_node *list = yaml_sequence(yaml, node, "charts");

    if (!list)
        return;
    sheet->charts = arena_array(yaml->arena, struct plan_chart, list->count);
    for (size_t i = 0; i < list->count; i++)
        read_chart(yaml, &list->items[i], &sheet->charts[i]);
    sheet->chart_count = list->count;
}

static void read_matrix(struct yaml *yaml, const struct yaml_node *node,
                        struct plan_matrix *matrix)
{
    static const char *const keys[] = {"column", "title", "subtitle",
                                       "format", "plain", "steps"};
    int figure = FIGURE_AUTO;

    matrix->node = node;
    yaml_keys(yaml, node, (struct yaml_names){keys, COUNT(keys)});
    yaml_require(yaml, node, "column");
    yaml_text(yaml, node, "column", &matrix->column);
    yaml_choice(yaml, node, "format", figures, &figure);
    yaml_integer(yaml, node, "plain", (struct yaml_range){0, 100},
                 &matrix->plain);
    yaml_flag(yaml, node, "steps", &matrix->steps);
    matrix->title = phrases_read(yaml, node, "title");
    matrix->subtitle = phrases_read(yaml, node, "subtitle");
    matrix->figure = (enum figure)figure;
}

static void read_dimensions(struct yaml *yaml, const struct yaml_node *node,
                            struct plan_sheet *sheet)
{
    sheet->selection = selection_read(yaml, node);
    yaml_require(yaml, node, "down");
    yaml_require(yaml, node, "across");
    yaml_require(yaml, node, "matrices");
    yaml_text(yaml, node, "down", &sheet->down);
    yaml_text(yaml, node, "across", &sheet->across);
    yaml_text(yaml, node, "down_prefix", &sheet->down_prefix);
    yaml_text(yaml, node, "across_prefix", &sheet->across_prefix);
    yaml_flag(yaml, node, "reverse", &sheet->reverse);
    sheet->corner = phrases_read(yaml, node, "corner");
}

void plan_read_matrices(struct yaml *yaml, const struct yaml_node *node,
                        struct plan_sheet *sheet)
{
    const struct yaml_node *list = yaml_sequence(yaml, node, "matrices");

    if (sheet->kind != SHEET_MATRIX)
        return;
    read_dimensions(yaml, node, sheet);
    if (!list)
        return;
    sheet->matrices = arena_array(yaml->arena, struct plan_matrix, list->count);
    for (size_t i = 0; i < list->count; i++)
        read_matrix(yaml, &list->items[i], &sheet->matrices[i]);
    sheet->matrix_count = list->count;
}
