#include "render/kpi_lines.h"
#include "render/sheets.h"

/* A column of the sheet: of the table, and how wide. */
struct definition_column {
    const char *name;
    const char *head;
    double width;
    bool strong;
    bool muted;
};

static const struct definition_column columns[] = {
    {"label", "KPI", 26, true, false},
    {"unit", "Unit", 11, false, true},
    {"direction", "Better when", 13, false, true},
    {"formula", "Definition", 46, false, false},
    {"population", "Of what", 34, false, true},
    {"window", "Window", 30, false, true},
    {"null_rule", "Where it is not defined", 30, false, true},
    {"kpi", "Name in formulas", 30, false, false},
};

enum { COLUMN_LAST = COLUMN_FIRST + COUNT(columns) - 1 };

static struct str shown(const struct binder *binder,
                        const struct definition_column *column, struct str text)
{
    if (str_equal(str_of(column->name), STR("direction"))) {
        if (str_equal(text, STR("up is good")))
            return STR("▲ higher");
        return str_equal(text, STR("up is bad")) ? STR("▼ lower")
                                                 : STR("neither");
    }
    if (str_equal(str_of(column->name), STR("kpi"))) {
        if (!kpi_row(binder, text))
            return (struct str){0};
        return str_format(binder->arena, "kpi_%.*s", STR_ARGS(text));
    }
    if (str_equal(str_of(column->name), STR("unit")))
        return text;
    return words_sentence(binder->arena, text);
}

static void draw_definition(const struct binder *binder,
                            const struct leaf *leaf, size_t row, uint32_t at)
{
    const struct table *table = leaf->table;
    double height = 18;

    for (uint32_t i = 0; i < COUNT(columns); i++) {
        int number = table_column(table, columns[i].name);
        const struct cell *cell =
            number < 0
                ? NULL
                : &table->cells[row * table->column_count + (size_t)number];
        struct str text = cell && cell->kind == CELL_TEXT
                              ? shown(binder, &columns[i], cell->text)
                              : (struct str){0};
        struct look look = binder_look(binder, FIGURE_TEXT);
        double high = binder_height(text, columns[i].width);

        look.bold = columns[i].strong;
        look.colour = columns[i].muted ? TINT_MUTED : 0;
        look.wrap = true;
        if (i + 1 == COUNT(columns))
            look.colour = TINT_BRAND;
        grid_text(leaf->grid, at, COLUMN_FIRST + i, text,
                  binder_style(binder, &look));
        height = high > height ? high : height;
    }
    grid_row(leaf->grid, at, height, NULL);
}

/* The template's conventions, below. */
static uint32_t draw_lines(const struct binder *binder, const struct leaf *leaf,
                           uint32_t row)
{
    const struct plan_sheet *plan = leaf->plan;
    struct look term = binder_look(binder, FIGURE_TEXT);
    struct look text = binder_look(binder, FIGURE_TEXT);

    if (!plan->line_count)
        return row;
    term.bold = true;
    binder_panel(binder, leaf->grid, row++, COLUMN_FIRST, STR("Conventions"));
    for (size_t i = 0; i < plan->line_count; i++, row++) {
        grid_text(leaf->grid, row, COLUMN_FIRST, plan->lines[i].term,
                  binder_style(binder, &term));
        for (uint32_t c = COLUMN_FIRST + 2; c <= COLUMN_LAST; c++)
            grid_blank(leaf->grid, row, c, binder_style(binder, &text));
        grid_text(leaf->grid, row, COLUMN_FIRST + 1, plan->lines[i].text,
                  binder_style(binder, &text));
    }
    return row;
}

void definitions_draw(const struct binder *binder, const struct leaf *leaf)
{
    struct head heads[COUNT(columns)];
    uint32_t row = ROW_GROUPS + 1;

    binder_frame(binder, leaf, COLUMN_LAST);
    for (uint32_t i = 0; i < COUNT(columns); i++)
        heads[i] =
            (struct head){COLUMN_FIRST + i, false, str_of(columns[i].head),
                          columns[i].width, NULL};
    grid_row(leaf->grid, ROW_GROUPS, 20, NULL);
    binder_heads(binder, leaf->grid, ROW_GROUPS, heads, COUNT(heads));
    for (size_t i = 0; i < leaf->table->row_count; i++)
        draw_definition(binder, leaf, i, row++);
    row = draw_lines(binder, leaf, row + 1);
    grid_print_area(leaf->grid, row, COLUMN_LAST, NULL);
    grid_look_at(leaf->grid,
                 &(struct grid_view){.freeze_rows = ROW_GROUPS + 1,
                                     .repeat_rows = ROW_GROUPS + 1,
                                     .few_pages = leaf->plan->few_pages});
}
