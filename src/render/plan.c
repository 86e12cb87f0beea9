#include "render/plan.h"

static const char *const kind_names[SHEET_KINDS] = {
    "contents", "summary",     "trends",  "list",       "rows",
    "matrix",   "definitions", "quality", "chart data",
};

static const char *const emphasis_names[EMPHASIS_COUNT] = {
    "plain",   "muted",  "strong", "bar",     "balance",
    "up good", "up bad", "no bad", "yes bad", "yes noted",
};

static void read_column(struct yaml *yaml, const struct yaml_node *node,
                        struct plan_column *column)
{
    static const char *const keys[] = {"column", "label", "format", "sum",
                                       "show",   "group", "note",   "kpi"};
    static const struct yaml_names figures = {figure_names, FIGURE_COUNT_OF};
    static const struct yaml_names kinds = {emphasis_names, EMPHASIS_COUNT};
    int figure = FIGURE_AUTO, emphasis = EMPHASIS_PLAIN;

    column->node = node;
    if (node->kind == YAML_SCALAR) {
        column->name = node->text;
        return;
    }
    yaml_keys(yaml, node, (struct yaml_names){keys, COUNT(keys)});
    yaml_require(yaml, node, "column");
    yaml_text(yaml, node, "column", &column->name);
    yaml_text(yaml, node, "group", &column->group);
    yaml_text(yaml, node, "note", &column->note);
    yaml_text(yaml, node, "kpi", &column->kpi);
    yaml_choice(yaml, node, "format", figures, &figure);
    yaml_choice(yaml, node, "show", kinds, &emphasis);
    yaml_flag(yaml, node, "sum", &column->sum);
    column->label = phrases_read(yaml, node, "label");
    column->figure = (enum figure)figure;
    column->emphasis = (enum emphasis)emphasis;
}

static void read_columns(struct yaml *yaml, const struct yaml_node *node,
                         struct plan_sheet *sheet)
{
    const struct yaml_node *list = yaml_sequence(yaml, node, "columns");

    if (!list)
        return;
    sheet->columns = arena_array(yaml->arena, struct plan_column, list->count);
    for (size_t i = 0; i < list->count; i++)
        read_column(yaml, &list->items[i], &sheet->columns[i]);
    sheet->column_count = list->count;
}

static void read_lines(struct yaml *yaml, const struct yaml_node *node,
                       struct plan_sheet *sheet)
{
    static const char *const keys[] = {"term", "text"};
    const struct yaml_node *list = yaml_sequence(yaml, node, "lines");

    if (!list)
        return;
    sheet->lines = arena_array(yaml->arena, struct plan_line, list->count);
    for (size_t i = 0; i < list->count; i++) {
        yaml_keys(yaml, &list->items[i],
                  (struct yaml_names){keys, COUNT(keys)});
        yaml_text(yaml, &list->items[i], "term", &sheet->lines[i].term);
        yaml_text(yaml, &list->items[i], "text", &sheet->lines[i].text);
    }
    sheet->line_count = list->count;
}

/* A colour as six hexadecimal digits. */
static bool parse_colour(struct str text, unsigned *colour)
{
    unsigned value = 0;

    if (text.len != 6)
        return false;
    for (size_t i = 0; i < text.len; i++) {
        char c = text.at[i];

        value *= 16;
        if (c >= '0' && c <= '9')
            value += (unsigned)(c - '0');
        else if (c >= 'A' && c <= 'F')
            value += (unsigned)(c - 'A') + 10;
        else
            return false;
    }
    *colour = value;
    return true;
}

/* The colour of a sheet's group, from `tabs:`. */
static void read_tab(struct yaml *yaml, const struct yaml_node *node,
                     struct plan_sheet *sheet)
{
    const struct yaml_node *tabs = yaml_get(yaml->root, "tabs");
    const struct yaml_node *given = yaml_get(node, "tab");
    struct str group = {0}, colour = {0};

    if (!yaml_text(yaml, node, "tab", &group))
        return;
    if (!yaml_text(yaml, tabs, str_z(yaml->arena, group), &colour))
        yaml_fail(yaml, given, "unrecognized tab '%.*s', none of 'tabs'",
                  STR_ARGS(group));
    else if (!parse_colour(colour, &sheet->tab))
        yaml_fail(yaml, given, "invalid colour '%.*s', not RRGGBB in capitals",
                  STR_ARGS(colour));
}

static void read_sheet(struct yaml *yaml, const struct yaml_node *node,
                       bool of_rows, struct plan_sheet *sheet)
{
    static const char *const keys[] = {
        "sheet",         "kind",     "table",  "question", "tab",
        "title",         "subtitle", "total",  "freeze",   "few_pages",
        "columns",       "charts",   "lines",  "down",     "across",
        "reverse",       "matrices", "corner", "where",    "down_prefix",
        "across_prefix",
    };
    static const struct yaml_names kinds = {kind_names, SHEET_KINDS};
    int kind = SHEET_LIST;

    yaml_keys(yaml, node, (struct yaml_names){keys, COUNT(keys)});
    yaml_require(yaml, node, "sheet");
    yaml_text(yaml, node, "sheet", &sheet->name);
    yaml_choice(yaml, node, "kind", kinds, &kind);
    sheet->kind = (enum sheet_kind)kind;
    if (of_rows && kind != SHEET_ROWS && kind != SHEET_CONTENTS)
        yaml_fail(yaml, node,
                  "a sheet of kind '%s' where all are of 'rows' or 'contents'",
                  kind_names[kind]);
    if (!of_rows && kind == SHEET_ROWS)
        yaml_fail(yaml, node,
                  "a sheet of kind 'rows', which are for the "
                  "workbook of customers");
    if (sheet->kind == SHEET_LIST || sheet->kind == SHEET_ROWS ||
        sheet->kind == SHEET_MATRIX)
        yaml_require(yaml, node, "table");
    yaml_text(yaml, node, "table", &sheet->table);
    yaml_text(yaml, node, "question", &sheet->question);
    yaml_text(yaml, node, "total", &sheet->total);
    yaml_integer(yaml, node, "freeze", (struct yaml_range){0, 8},
                 &sheet->freeze);
    yaml_flag(yaml, node, "few_pages", &sheet->few_pages);
    sheet->title = phrases_read(yaml, node, "title");
    sheet->subtitle = phrases_read(yaml, node, "subtitle");
    read_tab(yaml, node, sheet);
    read_columns(yaml, node, sheet);
    plan_read_charts(yaml, node, sheet);
    plan_read_matrices(yaml, node, sheet);
    read_lines(yaml, node, sheet);
}

static void read_groups(struct yaml *yaml, struct plan *plan)
{
    static const char *const keys[] = {"label", "kpis"};
    const struct yaml_node *list = yaml_sequence(yaml, yaml->root, "groups");

    if (!list)
        return;
    plan->groups = arena_array(yaml->arena, struct plan_group, list->count);
    for (size_t i = 0; i < list->count; i++) {
        struct plan_group *group = &plan->groups[i];

        yaml_keys(yaml, &list->items[i],
                  (struct yaml_names){keys, COUNT(keys)});
        yaml_text(yaml, &list->items[i], "label", &group->label);
        yaml_texts(yaml, &list->items[i], "kpis", &group->kpis, &group->count);
    }
    plan->group_count = list->count;
}

enum status plan_read(struct arena *arena, struct diag *diag, const char *path,
                      bool of_rows, struct plan *plan)
{
    static const char *const keys[] = {"tabs", "groups", "rest", "sheets"};
    const struct yaml_node *list;
    struct yaml yaml;

    *plan = (struct plan){.rest = STR("Other figures")};
    yaml_open(&yaml, arena, diag, path);
    if (yaml.status != OK)
        return yaml.status;
    yaml_keys(&yaml, yaml.root, (struct yaml_names){keys, COUNT(keys)});
    read_groups(&yaml, plan);
    yaml_text(&yaml, yaml.root, "rest", &plan->rest);
    yaml_require(&yaml, yaml.root, "sheets");
    list = yaml_sequence(&yaml, yaml.root, "sheets");
    plan->sheet_count = list ? list->count : 0;
    plan->sheets = arena_array(arena, struct plan_sheet, plan->sheet_count + 1);
    for (size_t i = 0; i < plan->sheet_count; i++)
        read_sheet(&yaml, &list->items[i], of_rows, &plan->sheets[i]);
    return yaml.status;
}
