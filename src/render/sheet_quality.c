#include "render/sheets.h"

#include <math.h>
#include <string.h>

/* The columns of all panels, in one grid. */
enum {
    COLUMN_EXTRACT = COLUMN_FIRST,
    COLUMN_MEASURE,
    COLUMN_A,
    COLUMN_B,
    COLUMN_C,
    COLUMN_D,
    COLUMN_E,
    COLUMN_F,
    COLUMN_STATUS,
};

struct quality {
    const struct binder *binder;
    struct grid *grid;
    const struct table *totals; /* extract, measure, value */
    uint32_t row;
};

enum { TOTAL_EXTRACT, TOTAL_MEASURE, TOTAL_VALUE };

static const struct cell *total_at(const struct quality *quality, size_t row)
{
    return &quality->totals->cells[row * quality->totals->column_count];
}

/* The value of a measure of an extract; NULL where it has none. */
static const struct cell *find(const struct quality *quality,
                               struct str extract, const char *measure)
{
    for (size_t row = 0; row < quality->totals->row_count; row++) {
        const struct cell *cells = total_at(quality, row);

        if (str_equal(cells[TOTAL_EXTRACT].text, extract) &&
            str_equal(cells[TOTAL_MEASURE].text, str_of(measure)))
            return &cells[TOTAL_VALUE];
    }
    return NULL;
}

static void put(const struct quality *quality, uint32_t column,
                const struct cell *cell, unsigned colour)
{
    enum figure figure = cell ? figure_of(cell->kind) : FIGURE_TEXT;
    struct look look;
    struct dress dress;

    if (figure == FIGURE_MONEY)
        figure = FIGURE_MONEY_EXACT;
    look = binder_look(quality->binder, figure);
    look.colour = colour;
    dress = (struct dress){figure, binder_style(quality->binder, &look)};
    binder_cell(quality->grid, quality->row, column, cell, &dress);
}

static void put_text(const struct quality *quality, uint32_t column,
                     struct str text, bool strong)
{
    struct look look = binder_look(quality->binder, FIGURE_TEXT);

    look.bold = strong;
    grid_text(quality->grid, quality->row, column, text,
              binder_style(quality->binder, &look));
}

static void put_blanks(const struct quality *quality, uint32_t from)
{
    for (uint32_t i = from; i <= COLUMN_STATUS; i++)
        put_text(quality, i, (struct str){0}, false);
}

static void open_panel(struct quality *quality, const char *title,
                       const struct head *heads, size_t count)
{
    struct head all[COLUMN_STATUS] = {0};

    binder_panel(quality->binder, quality->grid, quality->row++, COLUMN_EXTRACT,
                 str_of(title));
    for (uint32_t i = 0; i < COUNT(all); i++)
        all[i].column = COLUMN_FIRST + i;
    for (size_t i = 0; i < count; i++)
        all[heads[i].column - COLUMN_FIRST] = heads[i];
    binder_heads(quality->binder, quality->grid, quality->row++, all,
                 COUNT(all));
}

/* The status of an extract's rows; NULL for all of them together. */
static const struct cell *extract_status(const struct quality *quality,
                                         struct str extract)
{
    const struct table *extracts =
        tables_find(&quality->binder->study->tables, "extracts");

    for (size_t row = 0; extracts && row < extracts->row_count; row++)
        if (str_equal(table_cell(extracts, row, "extract")->text, extract))
            return table_cell(extracts, row, "status");
    return NULL;
}

static void put_extract(struct quality *quality, struct str extract)
{
    static const struct {
        uint32_t column;
        const char *measure;
    } measures[] = {
        {COLUMN_MEASURE, "files"}, {COLUMN_A, "rows"},
        {COLUMN_B, "accepted"},    {COLUMN_C, "rejected"},
        {COLUMN_D, "set aside"},   {COLUMN_E, "ignored"},
        {COLUMN_F, "last date"},
    };
    struct look look = binder_look(quality->binder, FIGURE_CONTROL);
    struct dress status = {FIGURE_CONTROL,
                           binder_style(quality->binder, &look)};

    put_text(quality, COLUMN_EXTRACT, extract, true);
    for (size_t i = 0; i < COUNT(measures); i++)
        put(quality, measures[i].column,
            find(quality, extract, measures[i].measure),
            measures[i].column == COLUMN_A || measures[i].column == COLUMN_B
                ? 0
                : TINT_MUTED);
    binder_cell(quality->grid, quality->row++, COLUMN_STATUS,
                extract_status(quality, extract), &status);
}

static void status_rules(const struct quality *quality, uint32_t first)
{
    static const struct grid_rule rules[] = {
        {.kind = RULE_AT_LEAST, .low = 0.5, .colour = TINT_GOOD},
        {.kind = RULE_AT_MOST, .low = -0.5, .colour = TINT_BAD},
        {.kind = RULE_BETWEEN, .low = -0.4, .high = 0.4, .colour = TINT_CLOSE},
    };
    struct cells cells = {first, COLUMN_STATUS, quality->row - 1,
                          COLUMN_STATUS};

    for (size_t i = 0; i < COUNT(rules); i++)
        grid_rule(quality->grid, &cells, &rules[i]);
}

static void draw_extracts(struct quality *quality)
{
    const struct head heads[] = {
        {COLUMN_EXTRACT, false, STR("Extract"), 26, NULL},
        {COLUMN_MEASURE, true, STR("Files"), 34, NULL},
        {COLUMN_A, true, STR("Rows read"), 16, NULL},
        {COLUMN_B, true, STR("Used"), 16, NULL},
        {COLUMN_C, true, STR("Rejected"), 13,
         "Rows that could not be read: wrong by themselves"},
        {COLUMN_D, true, STR("Set aside"), 13,
         "Rows left out by a rule of the configuration"},
        {COLUMN_E, true, STR("Headers, blank"), 14, NULL},
        {COLUMN_F, true, STR("Last date"), 14, NULL},
        {COLUMN_STATUS, false, STR("Status"), 12,
         "OK: every row is used. Note: some are not, and counted. Differs: "
         "rows do not add up"},
    };
    struct str before = {0};
    uint32_t first;

    open_panel(quality, "Control totals", heads, COUNT(heads));
    first = quality->row;
    for (size_t row = 0; row < quality->totals->row_count; row++) {
        struct str extract = total_at(quality, row)[TOTAL_EXTRACT].text;

        if (!str_equal(extract, before) && find(quality, extract, "rows"))
            put_extract(quality, extract);
        before = extract;
    }
    if (quality->row > first)
        status_rules(quality, first);
    quality->row++;
}

/* "sales.csv, line 17": where a reason occurred first. */
static struct str first_example(const struct quality *quality,
                                struct str extract, struct str reason)
{
    const struct table *rejects =
        tables_find(&quality->binder->study->tables, "rejects");

    for (size_t row = 0; rejects && row < rejects->row_count; row++)
        if (str_equal(table_cell(rejects, row, "extract")->text, extract) &&
            str_equal(table_cell(rejects, row, "reason")->text, reason))
            return str_format(
                quality->binder->arena, "%.*s, line %lld",
                STR_ARGS(table_cell(rejects, row, "file")->text),
                (long long)table_cell(rejects, row, "line")->integer);
    return (struct str){0};
}

static void put_reason(struct quality *quality, const struct table *reasons,
                       size_t row)
{
    struct str extract = table_cell(reasons, row, "extract")->text;
    struct str reason = table_cell(reasons, row, "reason")->text;
    struct look rate = binder_look(quality->binder, FIGURE_FINE_RATE);
    struct look text = binder_look(quality->binder, FIGURE_TEXT);
    struct dress share = {FIGURE_FINE_RATE,
                          binder_style(quality->binder, &rate)};

    put_blanks(quality, COLUMN_D);
    put_text(quality, COLUMN_EXTRACT, extract, true);
    put_text(quality, COLUMN_MEASURE, reason, false);
    put(quality, COLUMN_A, table_cell(reasons, row, "rows"), 0);
    binder_cell(quality->grid, quality->row, COLUMN_B,
                table_cell(reasons, row, "share"), &share);
    text.indent = 1;
    grid_text(quality->grid, quality->row, COLUMN_C,
              table_cell(reasons, row, "set_aside")->integer ? STR("by rule")
                                                             : STR("rejected"),
              binder_style(quality->binder, &text));
    put_text(quality, COLUMN_D, first_example(quality, extract, reason), false);
    quality->row++;
}

static void draw_reasons(struct quality *quality)
{
    const struct head heads[] = {
        {COLUMN_EXTRACT, false, STR("Extract"), 0, NULL},
        {COLUMN_MEASURE, false, STR("Reason"), 0, NULL},
        {COLUMN_A, true, STR("Rows"), 0, NULL},
        {COLUMN_B, true, STR("Share of rows"), 0, NULL},
        {COLUMN_C, false, STR("Why"), 0,
         "Rejected: the row is wrong. By rule: the configuration sets it "
         "aside"},
        {COLUMN_D, false, STR("First example"), 0, NULL},
    };
    const struct table *reasons =
        tables_find(&quality->binder->study->tables, "reasons");
    struct cells cells = {0, COLUMN_A, 0, COLUMN_A};
    double most = 0;

    open_panel(quality, "Rows not used", heads, COUNT(heads));
    cells.first_row = quality->row;
    for (size_t row = 0; reasons && row < reasons->row_count; row++) {
        put_reason(quality, reasons, row);
        most = fmax(most, cell_number(table_cell(reasons, row, "rows")));
    }
    if (quality->row == cells.first_row) {
        binder_note(quality->binder, quality->grid, quality->row++,
                    COLUMN_EXTRACT, STR("Every row was used."));
    } else {
        cells.last_row = quality->row - 1;
        grid_rule(quality->grid, &cells,
                  &(struct grid_rule){.kind = RULE_BAR,
                                      .high = most,
                                      .colour = TINT_BAR,
                                      .negative = TINT_BAR_BAD,
                                      .axis = TINT_LAST_YEAR});
    }
    quality->row++;
}

/* What stands in the table but in no panel of its own. */
static bool is_other(struct str measure)
{
    const struct str shown[] = {
        STR("files"),     STR("rows"),    STR("accepted"),  STR("rejected"),
        STR("set aside"), STR("ignored"), STR("last date"),
    };

    for (size_t i = 0; i < COUNT(shown); i++)
        if (str_equal(measure, shown[i]))
            return false;
    return !str_starts(measure, STR("rejected: ")) &&
           !str_starts(measure, STR("set aside: ")) &&
           !str_starts(measure, STR("not delivered"));
}

static void draw_amounts(struct quality *quality)
{
    const struct head heads[] = {
        {COLUMN_EXTRACT, false, STR("Extract"), 0, NULL},
        {COLUMN_MEASURE, false, STR("Measure"), 0, NULL},
        {COLUMN_A, true, STR("Value"), 0, NULL},
    };

    open_panel(quality, "Amounts, lines and files", heads, COUNT(heads));
    for (size_t row = 0; row < quality->totals->row_count; row++) {
        const struct cell *cells = total_at(quality, row);

        if (!is_other(cells[TOTAL_MEASURE].text))
            continue;
        put_text(quality, COLUMN_EXTRACT, cells[TOTAL_EXTRACT].text, true);
        put_text(quality, COLUMN_MEASURE, cells[TOTAL_MEASURE].text, false);
        put_blanks(quality, COLUMN_A);
        put(quality, COLUMN_A, &cells[TOTAL_VALUE], 0);
        quality->row++;
    }
    quality->row++;
}

static void draw_gaps(struct quality *quality)
{
    const struct head heads[] = {
        {COLUMN_EXTRACT, false, STR("Missing extract"), 0, NULL},
        {COLUMN_MEASURE, false, STR("What it would add"), 0, NULL},
    };
    const struct study *study = quality->binder->study;

    if (!study->gap_count)
        return;
    open_panel(quality, "Left out of this pack", heads, COUNT(heads));
    for (size_t i = 0; i < study->gap_count; i++) {
        put_text(quality, COLUMN_EXTRACT, str_of(study->gaps[i].extract), true);
        put_blanks(quality, COLUMN_MEASURE);
        put_text(quality, COLUMN_MEASURE, str_of(study->gaps[i].leaves_out),
                 false);
        quality->row++;
    }
}

void quality_draw(const struct binder *binder, const struct leaf *leaf)
{
    struct quality quality = {.binder = binder,
                              .grid = leaf->grid,
                              .totals = leaf->table,
                              .row = ROW_GROUPS};

    binder_frame(binder, leaf, COLUMN_STATUS);
    draw_extracts(&quality);
    draw_reasons(&quality);
    draw_gaps(&quality);
    if (binder->study->gap_count)
        quality.row++;
    draw_amounts(&quality);
    grid_print_area(quality.grid, quality.row, COLUMN_STATUS, NULL);
    grid_look_at(quality.grid,
                 &(struct grid_view){.freeze_rows = ROW_SPACE,
                                     .repeat_rows = ROW_SPACE,
                                     .few_pages = leaf->plan->few_pages});
}
