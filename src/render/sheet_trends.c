#include "render/trends.h"

#include "render/period_name.h"

static const struct calendar *calendar_of(const struct trends *trends)
{
    return trends->binder->study->calendar;
}

/* The fiscal year of a period of the table; 0 where it is not known. */
static int year_of(const struct trends *trends, uint32_t number)
{
    const struct cell *start = trends_cell(trends, number, "start");
    const struct period *period = NULL;

    if (start && start->kind == CELL_DATE && calendar_of(trends))
        period = calendar_period(calendar_of(trends), (int32_t)start->integer);
    return period ? period->year : 0;
}

static void draw_years(const struct trends *trends)
{
    struct arena *arena = trends->binder->arena;
    uint32_t end;

    for (uint32_t i = 0; i < trends->periods; i = end) {
        int year = year_of(trends, i);
        struct cells cells = {ROW_GROUPS, COLUMN_PERIODS + i, ROW_GROUPS, 0};
        struct str label = {0};

        for (end = i + 1; end < trends->periods; end++)
            if (year_of(trends, end) != year)
                break;
        cells.last_column = COLUMN_PERIODS + end - 1;
        if (year && calendar_of(trends)->months)
            label = str_format(arena, "%d", year);
        else if (year)
            label = str_format(arena, "FY%02d", year % 100);
        binder_group(trends->binder, trends->grid, &cells, label);
    }
    binder_group(
        trends->binder, trends->grid,
        &(struct cells){ROW_GROUPS, trends->last, ROW_GROUPS, trends->last},
        STR("LAST YEAR"));
}

static struct str period_label(const struct trends *trends, uint32_t number)
{
    const struct cell *label = trends_cell(trends, number, "period_label");

    if (!label || label->kind != CELL_TEXT)
        label = trends_cell(trends, number, "period");
    return label && label->kind == CELL_TEXT
               ? period_head(trends->binder->arena, label->text)
               : (struct str){0};
}

static void draw_heads(const struct trends *trends)
{
    const struct binder *binder = trends->binder;
    const struct base *ly = &binder->study->comparison.ly;
    struct look left = binder_head(false, false);
    struct look right = binder_head(true, false);
    struct cells cells = trends_cells(trends->leaf, ROW_HEAD);

    grid_text(trends->grid, ROW_HEAD, COLUMN_FIRST, STR("Measure"),
              binder_style(binder, &left));
    for (uint32_t i = 0; i < trends->periods; i++) {
        grid_text(trends->grid, ROW_HEAD, COLUMN_PERIODS + i,
                  period_label(trends, i), binder_style(binder, &right));
    }
    grid_text(
        trends->grid, ROW_HEAD, trends->last,
        window_is_known(&ly->window) && !period_is_days(ly->window.name)
            ? str_format(binder->arena, "On %.*s", STR_ARGS(ly->window.name))
            : STR("Change"),
        binder_style(binder, &right));
    grid_note(trends->grid, ROW_HEAD, trends->last,
              STR("Flows per day, rates in percentage points, the rest as it "
                  "is"));
    xlsx_define(
        binder->xlsx, STR("trend_periods"),
        excel_reference(binder->arena, grid_name(trends->grid), &cells));
    grid_column(trends->grid, COLUMN_FIRST, COLUMN_FIRST, trends->label_width);
    grid_column(trends->grid, COLUMN_PERIODS, trends->last - 1, PERIOD_WIDTH);
    grid_column(trends->grid, trends->last, trends->last, CHANGE_WIDTH);
}

/* One row of the sheet: a column of the table over the periods. */
struct series {
    struct str label;
    size_t row; /* of the table: the first period's */
    const char *column;
    enum figure figure;
    bool muted;
    bool bold;
    unsigned indent;
};

static void draw_series(const struct trends *trends, uint32_t at,
                        const struct series *series)
{
    const struct binder *binder = trends->binder;
    struct look label = binder_look(binder, FIGURE_TEXT);
    struct look look = binder_look(binder, series->figure);
    struct dress dress = {series->figure, NULL};

    label.indent = series->indent;
    label.colour = look.colour = series->muted ? TINT_MUTED : 0;
    label.bold = look.bold = series->bold;
    grid_text(trends->grid, at, COLUMN_FIRST, series->label,
              binder_style(binder, &label));
    for (uint32_t i = 0; i < trends->periods; i++) {
        if (i + 1 == trends->periods)
            look.fill = TINT_NOW;
        dress.style = binder_style(binder, &look);
        binder_cell(trends->grid, at, COLUMN_PERIODS + i,
                    trends_cell(trends, series->row + i, series->column),
                    &dress);
    }
    look = binder_look(binder, FIGURE_CHANGE);
    grid_blank(trends->grid, at, trends->last, binder_style(binder, &look));
}

static void draw_change(const struct trends *trends, uint32_t at,
                        struct str kpi)
{
    struct kpi_change change = kpi_change(trends->binder, kpi, "ly");
    struct look look = binder_look(trends->binder, change.figure);
    struct dress dress = {change.figure, binder_style(trends->binder, &look)};
    struct cells cells = {at, trends->last, at, trends->last};

    binder_cell(trends->grid, at, trends->last, change.cell, &dress);
    if (change.good)
        effects_add(trends->binder->arena, trends->effects, &cells,
                    change.figure, change.good > 0);
}

/* The periods' days, and the KPI that leads: per day, with last year. */
static void draw_lead(const struct trends *trends)
{
    struct arena *arena = trends->binder->arena;
    const struct kpi_line *lead = kpi_lines_find(&trends->lines, KPI_LEAD);
    struct series start = {.label = STR("First day"),
                           .column = "start",
                           .figure = FIGURE_SHORT_DATE,
                           .muted = true};
    struct series days = {.label = STR("Days"),
                          .column = "days",
                          .figure = FIGURE_COUNT,
                          .muted = true};
    struct series now = {.column = "per_day", .bold = true};
    struct series ly = {.column = "ly_per_day", .muted = true};

    draw_series(trends, ROW_FIRST, &start);
    draw_series(trends, ROW_FIRST + 1, &days);
    if (!lead)
        return;
    now.row = ly.row = lead->row;
    now.figure = ly.figure = trends_figure(trends, lead, "per_day");
    now.label =
        str_format(arena, "%.*s per day", STR_ARGS(trends_label(trends, lead)));
    ly.label = str_format(arena, "%.*s, last year", STR_ARGS(now.label));
    draw_series(trends, ROW_FIRST + 2, &now);
    draw_series(trends, ROW_FIRST + 3, &ly);
    draw_change(trends, ROW_FIRST + 2, lead->kpi);
}

/* The heading that begins a page names the periods again. */
static void draw_heading(const struct trends *trends, uint32_t at,
                         struct str heading, bool periods)
{
    struct look look = {.bold = true,
                        .colour = TINT_BRAND,
                        .fill = TINT_PANEL,
                        .below = LINE_THIN,
                        .below_colour = TINT_HAIRLINE};

    grid_text(trends->grid, at, COLUMN_FIRST, heading,
              binder_style(trends->binder, &look));
    look.size = 9.5;
    look.align = LOOK_RIGHT;
    look.indent = 1;
    for (uint32_t i = COLUMN_PERIODS; i <= trends->last; i++)
        grid_text(trends->grid, at, i,
                  periods && i < trends->last
                      ? period_label(trends, i - COLUMN_PERIODS)
                      : (struct str){0},
                  binder_style(trends->binder, &look));
}

static void draw_value(const struct trends *trends, const struct kpi_line *line)
{
    const struct binder *binder = trends->binder;
    struct series series = {.label = trends_label(trends, line),
                            .row = line->row,
                            .column = "value",
                            .figure = trends_figure(trends, line, "value"),
                            .indent = 1};
    struct cells cells = trends_cells(trends->leaf, line->at);

    draw_series(trends, line->at, &series);
    draw_change(trends, line->at, line->kpi);
    grid_note(trends->grid, line->at, COLUMN_FIRST,
              kpi_note(binder, line->kpi));
    xlsx_define(
        binder->xlsx,
        str_format(binder->arena, "trend_%.*s", STR_ARGS(line->kpi)),
        excel_reference(binder->arena, grid_name(trends->grid), &cells));
}

static void draw_flow(const struct trends *trends, const struct kpi_line *line)
{
    struct series series = {.row = line->row,
                            .column = "per_day",
                            .figure = trends_figure(trends, line, "per_day"),
                            .indent = 1};

    series.label = str_format(trends->binder->arena, "%.*s per day",
                              STR_ARGS(trends_label(trends, line)));
    draw_series(trends, line->per_day, &series);
    draw_change(trends, line->per_day, line->kpi);
}

static bool begins_page(const struct trends *trends, uint32_t row)
{
    for (size_t i = 0; i < trends->breaks.count; i++)
        if (trends->breaks.rows[i] == row)
            return true;
    return false;
}

static void draw_lines(struct trends *trends)
{
    bool headed = false;

    for (size_t i = 0; i < trends->lines.count; i++) {
        const struct kpi_line *line = &trends->lines.items[i];

        if (line->heading.len)
            draw_heading(trends, line->at, line->heading,
                         begins_page(trends, line->at));
        else
            draw_value(trends, line);
        trends->foot = line->at;
    }
    for (size_t i = 0; i < trends->lines.count; i++) {
        const struct kpi_line *line = &trends->lines.items[i];

        if (line->per_day < line->at)
            continue;
        if (!headed)
            draw_heading(trends, line->per_day - 1, STR("Flows per day"), true);
        headed = true;
        draw_flow(trends, line);
        trends->foot = line->per_day;
    }
}

/* Points of height that a printed page takes, scaled to the sheet's width. */
static double page_height(const struct trends *trends)
{
    /* A4 landscape within its margins, in pixels and points. */
    static const double width_most = 1045, height = 516;
    double width = trends_pixels(2) + trends_pixels(trends->label_width) +
                   trends->periods * trends_pixels(PERIOD_WIDTH) +
                   trends_pixels(CHANGE_WIDTH);

    return width > width_most ? height * width / width_most : height;
}

/* Row `next` ends what began at `start`: it may be the last of its page. */
static void break_page(struct trends *trends, uint32_t start, uint32_t next)
{
    /* The frame above the first page's rows, and what others repeat of it. */
    static const double first = 114, repeated = 69, row = 18;
    struct grid_breaks *breaks = &trends->breaks;
    uint32_t top = breaks->count ? breaks->rows[breaks->count - 1] : ROW_FIRST;
    double above = breaks->count ? repeated : first;

    if (above + row * (next - top) > page_height(trends) && start > top &&
        breaks->count < COUNT(breaks->rows))
        breaks->rows[breaks->count++] = start;
}

/* Pages begin with headings, or the charts. */
static void find_breaks(struct trends *trends)
{
    uint32_t start = 0, next = 0, flows = 0, last = 0;

    for (size_t i = 0; i < trends->lines.count; i++) {
        const struct kpi_line *line = &trends->lines.items[i];

        if (line->heading.len && start)
            break_page(trends, start, line->at);
        if (line->heading.len)
            start = line->at;
        next = line->at + 1;
        if (line->per_day > line->at && !flows)
            flows = line->per_day - 1;
        last = line->per_day > line->at ? line->per_day : last;
    }
    break_page(trends, start, next);
    if (flows)
        break_page(trends, flows, last + 1);
    last = last > next ? last : next;
    if (trends->leaf->plan->chart_count)
        break_page(trends, last + 2, last + 3 + CHART_ROWS);
}

/* The column of labels is as wide as the longest of them. */
static double find_label_width(const struct trends *trends)
{
    double widest = 20;

    for (size_t i = 0; i < trends->lines.count; i++) {
        const struct kpi_line *line = &trends->lines.items[i];
        double width =
            excel_width(trends_label(trends, line)) * 0.95 +
            (line->per_day > line->at ? excel_width(STR("   per day")) : 2);

        if (!line->heading.len && width > widest)
            widest = width;
    }
    return binder_width(widest, false);
}

void trends_draw(const struct binder *binder, const struct leaf *leaf)
{
    struct effects effects = {0};
    struct trends trends = {
        .binder = binder,
        .leaf = leaf,
        .table = leaf->table,
        .grid = leaf->grid,
        .lines = kpi_lines_trends(binder, leaf),
        .periods = trends_periods(leaf),
        .effects = &effects,
    };

    trends.last = COLUMN_PERIODS + trends.periods;
    trends.label_width = find_label_width(&trends);
    find_breaks(&trends);
    binder_frame(binder, leaf, trends.last);
    draw_heads(&trends);
    draw_years(&trends);
    draw_lead(&trends);
    draw_lines(&trends);
    effects_draw(trends.grid, &effects);
    trends_charts(&trends);
    grid_print_area(trends.grid, trends.foot, trends.last, &trends.breaks);
    grid_look_at(trends.grid,
                 &(struct grid_view){.freeze_rows = ROW_FIRST,
                                     .freeze_columns = COLUMN_PERIODS,
                                     .repeat_rows = ROW_SUBTITLE + 1,
                                     .few_pages = leaf->plan->few_pages});
}
