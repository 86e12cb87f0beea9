#include "render/number.h"
#include "render/sheets.h"

enum {
    COLUMN_NUMBER = COLUMN_FIRST,
    COLUMN_SHEET,
    COLUMN_QUESTION,
    COLUMN_ROWS, /* of a list, in a workbook of lists; else there is none */
};

enum { ROW_PANELS = 6, ROW_LISTS };

/* So that all sheets are on one page. */
#define LINE_HEIGHT 12.75

struct contents {
    const struct binder *binder;
    const struct leaf *leaf;
    struct grid *grid;
    bool of_lists; /* the workbook: all its sheets are */
    uint32_t row;  /* of the right panel */
    uint32_t term; /* its columns */
    uint32_t text;
};

static void draw_band(const struct contents *contents)
{
    static const double heights[] = {14, 34, 20, 14, 4, 16};
    const struct binder *binder = contents->binder;
    const struct comparison *comparison = &binder->study->comparison;
    struct str programme = binder->study->config->company.programme;
    struct look look = {.fill = TINT_BRAND};
    const struct style *band = binder_style(binder, &look);
    struct look name = {
        .fill = TINT_BRAND, .colour = TINT_WHITE, .size = 24, .bold = true};
    struct look small = {.fill = TINT_BRAND, .colour = TINT_PALE, .size = 12};

    for (uint32_t row = 0; row < 4; row++)
        grid_row(contents->grid, row, heights[row], band);
    look.fill = TINT_ACCENT;
    grid_row(contents->grid, 4, heights[4], binder_style(binder, &look));
    grid_row(contents->grid, 5, heights[5], NULL);
    grid_text(contents->grid, 1, COLUMN_FIRST, binder->company,
              binder_style(binder, &name));
    grid_text(
        contents->grid, 2, COLUMN_FIRST,
        str_format(binder->arena, "%.*s%s%.*s", STR_ARGS(programme),
                   programme.len ? " · " : "",
                   STR_ARGS(binder_say(binder, &contents->leaf->plan->title,
                                       STR("marketing workbook")))),
        binder_style(binder, &small));
    name.align = small.align = LOOK_RIGHT;
    name.indent = small.indent = 1;
    grid_text(contents->grid, 1, contents->text,
              binder_window(binder, &comparison->asked),
              binder_style(binder, &name));
    grid_text(contents->grid, 2, contents->text,
              binder_dates(binder, &comparison->now),
              binder_style(binder, &small));
}

/* How long a list is, as far as it is on this sheet. */
static void draw_rows(const struct contents *contents, const struct leaf *leaf,
                      uint32_t row)
{
    struct look look = binder_look(contents->binder, FIGURE_COUNT);

    grid_number(contents->grid, row, COLUMN_ROWS, (double)leaf->row_count,
                binder_style(contents->binder, &look));
}

static void draw_link(const struct contents *contents, size_t number,
                      const struct leaf *leaf, uint32_t row)
{
    const struct binder *binder = contents->binder;
    struct look count = binder_look(binder, FIGURE_TEXT);
    struct look link = binder_look(binder, FIGURE_TEXT);
    struct look text = binder_look(binder, FIGURE_TEXT);

    grid_row(contents->grid, row, LINE_HEIGHT, NULL);
    count.align = LOOK_LEFT;
    count.colour = TINT_MUTED;
    link.bold = true;
    link.colour = TINT_LINK;
    grid_number(contents->grid, row, COLUMN_NUMBER, (double)number,
                binder_style(binder, &count));
    grid_link(
        contents->grid, row, COLUMN_SHEET,
        &(struct grid_run){grid_name(leaf->grid), binder_style(binder, &link)},
        &(struct grid_target){.sheet = grid_name(leaf->grid)});
    grid_text(contents->grid, row, COLUMN_QUESTION,
              leaf->goes_on ? STR("More rows of the same list")
                            : leaf->plan->question,
              binder_style(binder, &text));
    if (contents->of_lists)
        draw_rows(contents, leaf, row);
}

static uint32_t draw_sheets(const struct contents *contents)
{
    const struct binder *binder = contents->binder;
    const struct head heads[] = {
        {COLUMN_NUMBER, false, STR("#"), 0, NULL},
        {COLUMN_SHEET, false, STR("Sheet"), 0, NULL},
        {COLUMN_QUESTION, false, STR("What it answers"), 0, NULL},
        {contents->of_lists ? COLUMN_ROWS : 0, true, STR("Rows"), 0, NULL},
    };
    uint32_t row = ROW_LISTS;
    size_t number = 0;

    binder_panel(binder, contents->grid, ROW_PANELS, COLUMN_FIRST,
                 STR("Sheets"));
    binder_heads(binder, contents->grid, row++, heads, COUNT(heads));
    for (size_t i = 0; i < binder->leaf_count; i++)
        if (&binder->leaves[i] != contents->leaf)
            draw_link(contents, ++number, &binder->leaves[i], row++);
    return row;
}

static struct look term_look(const struct contents *contents)
{
    struct look look = binder_look(contents->binder, FIGURE_TEXT);

    look.colour = TINT_MUTED;
    return look;
}

/* The first row of a panel has the brand's line above it. */
static void put_line(struct contents *contents, struct str term,
                     struct str text, bool first)
{
    const struct binder *binder = contents->binder;
    struct look left = term_look(contents);
    struct look right = binder_look(binder, FIGURE_TEXT);

    if (!text.len)
        return;
    if (first) {
        left.above = right.above = LINE_MEDIUM;
        left.above_colour = right.above_colour = TINT_BRAND;
    }
    grid_text(contents->grid, contents->row, contents->term, term,
              binder_style(binder, &left));
    grid_text(contents->grid, contents->row++, contents->text, text,
              binder_style(binder, &right));
}

/* "FY24P05, 30 Oct – 26 Nov 2023, 28 days", or why there is none. */
static struct str window_text(const struct contents *contents,
                              const struct base *base)
{
    struct arena *arena = contents->binder->arena;
    struct str name;
    struct str dates;

    if (!window_is_known(&base->window) || !base->covered)
        return str_format(arena, "none: %s",
                          base->reason ? base->reason : "no such period");
    name = binder_window(contents->binder, &base->window);
    dates = binder_dates(contents->binder, &base->window);
    return str_format(arena, "%.*s%s%.*s, %d days", STR_ARGS(name),
                      dates.len ? ", " : "", STR_ARGS(dates),
                      (int)window_days(&base->window));
}

static struct str period_text(const struct contents *contents)
{
    const struct comparison *comparison = &contents->binder->study->comparison;

    if (comparison->incomplete)
        return str_format(
            contents->binder->arena, "%.*s, day %d of %d: INCOMPLETE",
            STR_ARGS(binder_window(contents->binder, &comparison->asked)),
            (int)window_days(&comparison->now),
            (int)window_days(&comparison->asked));
    return str_format(
        contents->binder->arena, "%.*s, %d days, complete",
        STR_ARGS(binder_window(contents->binder, &comparison->asked)),
        (int)window_days(&comparison->now));
}

static struct str rows_text(const struct contents *contents)
{
    const struct binder *binder = contents->binder;
    const struct ledger *ledger = binder->study->ledger;
    struct cell rows = cell_count(0);

    if (!ledger)
        return (struct str){0};
    rows.integer = (int64_t)ledger->controls[EXTRACT_transactions].accepted;
    return str_format(
        binder->arena, "%.*s lines of transactions",
        STR_ARGS(number_table(binder->arena, &number_house, &rows, NULL)));
}

static struct str basis_text(const struct contents *contents)
{
    const struct config *config = contents->binder->study->config;
    struct str basis = config->company.amount_basis;

    return str_format(contents->binder->arena,
                      "After discount and returns, %.*s%s%.*s",
                      STR_ARGS(contents->binder->currency),
                      basis.len ? " " : "", STR_ARGS(basis));
}

static void draw_as_of(struct contents *contents)
{
    const struct binder *binder = contents->binder;
    struct look left = term_look(contents);
    struct look right = binder_look(binder, FIGURE_DATE);
    struct cells cells = {contents->row, contents->text, contents->row,
                          contents->text};

    right.bold = true;
    right.align = LOOK_LEFT;
    right.number = "d mmm yyyy";
    left.above = right.above = LINE_MEDIUM;
    left.above_colour = right.above_colour = TINT_BRAND;
    grid_text(contents->grid, contents->row, contents->term, STR("As of"),
              binder_style(binder, &left));
    grid_date(contents->grid, contents->row++, contents->text,
              binder->study->comparison.as_of, binder_style(binder, &right));
    xlsx_define(
        binder->xlsx, STR("pack_as_of"),
        excel_reference(binder->arena, grid_name(contents->grid), &cells));
}

/* "All sales, 2 of 13 extracts absent", "Sales of: Store S012, Fitzroy". */
static struct str scope_text(struct arena *arena, const struct study *study)
{
    struct str section = study_title(arena, study);
    struct text scope = {.arena = arena};

    if (section.len)
        text_addf(&scope, "Sales of: %.*s", STR_ARGS(section));
    else
        text_addf(&scope, "All sales");
    if (study->gap_count)
        text_addf(&scope, ", %zu of %d extracts absent", study->gap_count,
                  (int)EXTRACT_COUNT);
    return text_str(&scope);
}

/* What figures are compared with, and how: lists of customers are not. */
static void draw_comparison(struct contents *contents)
{
    const struct comparison *comparison = &contents->binder->study->comparison;

    put_line(contents, STR("Previous"),
             window_text(contents, &comparison->prev), false);
    put_line(contents, STR("Last year"), window_text(contents, &comparison->ly),
             false);
    put_line(contents, STR("Basis"), basis_text(contents), false);
    put_line(contents, STR("Compared"),
             STR("Flows per day, rates in percentage points (pp)"), false);
}

static void draw_pack(struct contents *contents)
{
    const struct binder *binder = contents->binder;
    const struct study *study = binder->study;

    binder_panel(binder, contents->grid, ROW_PANELS, contents->term,
                 STR("This pack"));
    contents->row = ROW_LISTS;
    draw_as_of(contents);
    put_line(contents, STR("Period"), period_text(contents), false);
    if (contents->of_lists)
        put_line(contents, STR("Basis"), basis_text(contents), false);
    else
        draw_comparison(contents);
    put_line(contents, STR("Scope"), scope_text(binder->arena, study), false);
    put_line(contents, STR("Rows behind it"), rows_text(contents), false);
}

static void draw_legend(struct contents *contents)
{
    const struct plan_sheet *plan = contents->leaf->plan;

    if (!plan->line_count)
        return;
    contents->row++;
    binder_panel(contents->binder, contents->grid, contents->row++,
                 contents->term, STR("How to read"));
    for (size_t i = 0; i < plan->line_count; i++)
        put_line(contents, plan->lines[i].term, plan->lines[i].text, i == 0);
}

static uint32_t draw_foot(const struct contents *contents, uint32_t row)
{
    const struct binder *binder = contents->binder;

    binder_note(
        binder, contents->grid, row++, COLUMN_FIRST,
        str_format(
            binder->arena, "%.*s%s%.*s",
            STR_ARGS(binder->options->confidentiality),
            binder->options->confidentiality.len ? ". " : "",
            STR_ARGS(binder_say(
                binder, &contents->leaf->plan->subtitle,
                STR("Every figure here equals the one in the PDF report.")))));
    binder_note(binder, contents->grid, row, COLUMN_FIRST,
                str_format(binder->arena, "report %.*s · data fingerprint %s",
                           STR_ARGS(binder->options->version),
                           binder->study->fingerprint));
    return row;
}

static void draw_widths(const struct contents *contents)
{
    static const double widths[] = {2, 5, 20, 66, 12, 3, 17, 47};
    uint32_t column = 0;

    for (uint32_t i = 0; i < COUNT(widths); i++)
        if (i != COLUMN_ROWS || contents->of_lists) {
            grid_column(contents->grid, column, column, widths[i]);
            column++;
        }
}

void contents_draw(const struct binder *binder, const struct leaf *leaf)
{
    struct contents contents = {.binder = binder,
                                .leaf = leaf,
                                .grid = leaf->grid,
                                .of_lists = binder->options->out != NULL};
    uint32_t row;

    contents.term = COLUMN_ROWS + (contents.of_lists ? 2 : 1);
    contents.text = contents.term + 1;
    draw_widths(&contents);
    draw_band(&contents);
    row = draw_sheets(&contents);
    draw_pack(&contents);
    draw_legend(&contents);
    row = draw_foot(&contents, row + 1);
    grid_print_area(leaf->grid, row > contents.row ? row : contents.row,
                    contents.text, NULL);
    grid_look_at(leaf->grid,
                 &(struct grid_view){.few_pages = leaf->plan->few_pages});
}
