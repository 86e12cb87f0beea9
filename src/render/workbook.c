#include "render/workbook.h"

#include "render/capital.h"
#include "render/chart_data.h"
#include "render/facts.h"
#include "render/number.h"
#include "render/sheets.h"

/* What becomes of the theme's accents: charts that users add are on brand. */
static const unsigned accents[] = {
    TINT_BRAND, TINT_ACCENT, TINT_MID, 0xF2A541, TINT_GOOD, TINT_BAD,
};

static void (*const draw[SHEET_KINDS])(const struct binder *,
                                       const struct leaf *) = {
    [SHEET_CONTENTS] = contents_draw,
    [SHEET_SUMMARY] = summary_draw,
    [SHEET_TRENDS] = trends_draw,
    [SHEET_LIST] = list_draw,
    [SHEET_ROWS] = rows_draw,
    [SHEET_MATRIX] = matrix_draw,
    [SHEET_DEFINITIONS] = definitions_draw,
    [SHEET_QUALITY] = quality_draw,
    [SHEET_CHART_DATA] = chart_data_draw,
};

/* The table that a kind shows where the template names none. */
static const char *const kind_tables[SHEET_KINDS] = {
    [SHEET_SUMMARY] = "kpis",
    [SHEET_TRENDS] = "trends",
    [SHEET_DEFINITIONS] = "definitions",
    [SHEET_QUALITY] = "control_totals",
};

static const struct table *table_of(const struct binder *binder,
                                    const struct plan_sheet *plan)
{
    const char *name = plan->table.len ? str_z(binder->arena, plan->table)
                                       : kind_tables[plan->kind];

    if (!name)
        return NULL;
    return plan->kind == SHEET_ROWS ? tables_find(&binder->study->tables, name)
                                    : words_table(binder->words, str_of(name));
}

static size_t rows_most(const struct binder *binder)
{
    size_t most = binder->options->rows_most;

    return most && most < LIST_ROWS_MOST ? most : LIST_ROWS_MOST;
}

/* How many sheets an entry of the template takes for its own table. */
static size_t leaves_of_table(const struct binder *binder,
                              const struct plan_sheet *plan)
{
    const struct table *table = table_of(binder, plan);

    if (!table || !table->row_count)
        return 0;
    if (plan->kind != SHEET_LIST && plan->kind != SHEET_ROWS)
        return 1;
    return (table->row_count + rows_most(binder) - 1) / rows_most(binder);
}

/* Whether there are sheets whose charts may want cells of their own. */
static bool has_charts(const struct binder *binder)
{
    const struct plan *plan = binder->plan;

    for (size_t i = 0; i < plan->sheet_count; i++)
        if (plan->sheets[i].kind != SHEET_TRENDS &&
            plan->sheets[i].chart_count &&
            leaves_of_table(binder, &plan->sheets[i]))
            return true;
    return false;
}

/* How many sheets an entry takes: 0 without data. */
static size_t leaves_of(const struct binder *binder,
                        const struct plan_sheet *plan)
{
    if (plan->kind == SHEET_CONTENTS)
        return 1;
    if (plan->kind == SHEET_CHART_DATA)
        return has_charts(binder);
    return leaves_of_table(binder, plan);
}

static struct leaf make_leaf(const struct binder *binder,
                             const struct plan_sheet *plan, size_t number)
{
    struct leaf leaf = {.plan = plan,
                        .table = table_of(binder, plan),
                        .number = number + 1,
                        .goes_on = number > 0};
    struct grid_setup setup = {
        .name = plan->name,
        .tab = plan->tab,
        .letter = binder->options->letter,
        .footer_centre = binder->options->confidentiality,
    };

    setup.footer_left = binder->footer;
    leaf.grid = xlsx_sheet(binder->xlsx, &setup);
    if (leaf.table) {
        leaf.first_row = number * rows_most(binder);
        leaf.row_count = leaf.table->row_count - leaf.first_row;
        if (leaf.row_count > rows_most(binder))
            leaf.row_count = rows_most(binder);
    }
    return leaf;
}

static void make_leaves(struct binder *binder)
{
    size_t count = 0;

    for (size_t i = 0; i < binder->plan->sheet_count; i++)
        count += leaves_of(binder, &binder->plan->sheets[i]);
    binder->leaves = arena_array(binder->arena, struct leaf, count + 1);
    for (size_t i = 0; i < binder->plan->sheet_count; i++) {
        const struct plan_sheet *plan = &binder->plan->sheets[i];
        size_t sheets = leaves_of(binder, plan);

        for (size_t number = 0; number < sheets; number++)
            binder->leaves[binder->leaf_count++] =
                make_leaf(binder, plan, number);
    }
}

/* Parts with a dot between; an empty one is left out. */
static struct str dotted(struct arena *arena, const struct str *parts,
                         size_t count)
{
    struct text out = {.arena = arena};

    for (size_t i = 0; i < count; i++)
        if (parts[i].len)
            text_addf(&out, "%s%.*s", out.len ? " · " : "", STR_ARGS(parts[i]));
    return text_str(&out);
}

/* "HARBOUR & VALE · Tide Rewards · FY24P06 · 27 Nov – 31 Dec 2023" */
static struct str kicker_of(const struct binder *binder)
{
    const struct comparison *comparison = &binder->study->comparison;
    const struct str parts[] = {
        capitals(binder->arena, binder->company),
        study_title(binder->arena, binder->study),
        binder->study->config->company.programme,
        binder_window(binder, &comparison->asked),
        binder_dates(binder, &comparison->now),
    };

    return dotted(binder->arena, parts, COUNT(parts));
}

/* "Harbour & Vale · Tide Rewards · FY24P06 · as of 31 Dec 2023 · ex GST" */
static struct str footer_of(const struct binder *binder)
{
    const struct comparison *comparison = &binder->study->comparison;
    const struct str parts[] = {
        binder->company,
        study_title(binder->arena, binder->study),
        binder->study->config->company.programme,
        binder_window(binder, &comparison->asked),
        str_format(binder->arena, "as of %.*s",
                   STR_ARGS(number_date(binder->arena, &number_house,
                                        comparison->as_of))),
        binder->study->config->company.amount_basis,
    };

    return dotted(binder->arena, parts, COUNT(parts));
}

static struct xlsx *open_book(struct arena *arena, struct diag *diag,
                              const struct binder *binder)
{
    const struct workbook_options *options = binder->options;
    const struct comparison *comparison = &binder->study->comparison;
    const struct xlsx_property properties[] = {
        {"Period", comparison->asked.name},
        {"As of", number_date(arena, &number_house, comparison->as_of)},
        {"Fingerprint", str_of(binder->study->fingerprint)},
        {"Complete", comparison->incomplete ? STR("no") : STR("yes")},
    };
    struct str section = study_title(arena, binder->study);
    struct xlsx_options library = {
        .out = options->out,
        .folder = options->folder,
        .accents = accents,
        .created = options->created,
        .properties = properties,
        .property_count = COUNT(properties),
    };

    library.about.title =
        str_format(arena, "%.*s %.*s", STR_ARGS(binder->company),
                   STR_ARGS(binder_window(binder, &comparison->asked)));
    library.about.subject = section.len ? section : STR("Retail KPIs");
    library.about.author = binder->company;
    library.about.company = binder->company;
    library.about.category = STR("Report");
    library.about.keywords = STR("retail, KPI, marketing");
    library.about.comments = options->confidentiality;
    library.about.status =
        comparison->incomplete ? STR("Incomplete") : STR("Final");
    return xlsx_open(arena, diag, &library);
}

/* Contents of no list are no workbook of lists. */
static bool has_sheets(const struct binder *binder)
{
    if (!binder->options->out)
        return binder->leaf_count > 0;
    for (size_t i = 0; i < binder->leaf_count; i++)
        if (binder->leaves[i].plan->kind != SHEET_CONTENTS)
            return true;
    return false;
}

static void make_words(struct words *words, struct arena *arena,
                       struct diag *diag, const struct study *study)
{
    *words = (struct words){
        .arena = arena,
        .diag = diag,
        .tables = &study->tables,
        .style =
            number_style(arena, &number_house, study->config->company.currency),
        .small_cell = (int64_t)study->config->rules.small_cell,
    };
    facts_make(words, study);
}

/* What charts show is known once all of them are drawn. */
static void draw_leaves(const struct binder *binder)
{
    const struct leaf *data = binder_leaf(binder, SHEET_CHART_DATA);

    for (size_t i = 0; i < binder->leaf_count; i++)
        if (&binder->leaves[i] != data)
            draw[binder->leaves[i].plan->kind](binder, &binder->leaves[i]);
    if (data)
        chart_data_draw(binder, data);
}

enum status workbook_render(struct arena *arena, struct diag *diag,
                            const struct study *study,
                            const struct workbook_options *options,
                            struct str *bytes, struct workbook_tally *tally)
{
    struct plan plan;
    struct findings findings = {0};
    struct words words;
    struct binder binder = {.arena = arena,
                            .study = study,
                            .options = options,
                            .plan = &plan,
                            .findings = &findings,
                            .words = &words,
                            .currency = study->config->company.currency};
    struct chart_data chart_data = {.row = ROW_GROUPS};
    struct place place = {.file = options->template};
    enum status status =
        plan_read(arena, diag, options->template, options->out != NULL, &plan);

    if (status == OK && options->findings)
        status = findings_load(arena, diag, options->findings, &findings);
    if (status != OK)
        return status;
    make_words(&words, arena, diag, study);
    binder.company =
        options->brand.len ? options->brand : study->config->company.name;
    binder.kicker = kicker_of(&binder);
    binder.footer = footer_of(&binder);
    binder.xlsx = open_book(arena, diag, &binder);
    make_leaves(&binder);
    if (binder_leaf(&binder, SHEET_CHART_DATA))
        chart_data.grid = binder_leaf(&binder, SHEET_CHART_DATA)->grid;
    binder.chart_data = &chart_data;
    draw_leaves(&binder);
    status = xlsx_close(binder.xlsx, bytes, tally);
    if (!has_sheets(&binder))
        return diag_error(diag, BAD_DATA, place, "no sheet has rows");
    return words.status != OK ? words.status : status;
}
