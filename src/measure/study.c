#include "measure/study.h"

#include "measure/account.h"
#include "measure/category.h"
#include "measure/daily.h"
#include "measure/day.h"
#include "measure/driver.h"
#include "measure/peak.h"
#include "measure/place.h"
#include "measure/product.h"
#include "measure/quality.h"
#include "measure/summary.h"
#include "measure/trend.h"

static void find_gaps(struct study *study)
{
    study->gap_count = 0;
    for (size_t i = 0; i < EXTRACT_COUNT; i++) {
        bool generated = i == EXTRACT_fiscal_calendar &&
                         study->config->calendar_source == CALENDAR_FROM_RULE;

        if (study->ledger->controls[i].delivered || generated)
            continue;
        study->gaps[study->gap_count++] =
            (struct gap){.extract = extract_specs[i].name,
                         .leaves_out = extract_specs[i].leaves_out};
    }
}

static enum status make_slices(const struct view *view, struct diag *diag,
                               struct tables *tables)
{
    struct table *table;
    enum status status;

    for (enum group_by by = BY_CATEGORY; by <= BY_DEPARTMENT; by++) {
        status = category_make(view, diag, by, &table);
        if (table)
            tables_add(tables, table);
        if (status != OK)
            return status;
    }
    status = product_make(view, diag, &table);
    tables_add(tables, table);
    if (status != OK)
        return status;
    status = place_make(view, diag, &table);
    tables_add(tables, table);
    if (status != OK)
        return status;
    status = daily_make(view, diag, &table);
    tables_add(tables, table);
    return status;
}

/* The tables in their order, of a book that is in order. */
static enum status make_tables(const struct view *view, struct diag *diag,
                               struct study *study)
{
    enum status status = quality_check(view, diag);

    if (status != OK)
        return status;
    tables_add(&study->tables, summary_make(view));
    tables_add(&study->tables, trend_make(view));
    tables_add(&study->tables, driver_make(view));
    status = make_slices(view, diag, &study->tables);
    if (status != OK)
        return status;
    tables_add(&study->tables, day_make(view));
    tables_add(&study->tables, day_make_weeks(view));
    tables_add(&study->tables, peak_make(view));
    tables_add(&study->tables, summary_definitions(view));
    tables_add(&study->tables, account_extracts(view->arena, study->ledger));
    tables_add(&study->tables, account_reasons(view->arena, study->ledger));
    tables_add(&study->tables, quality_totals(view));
    tables_add(&study->tables, quality_rejects(view));
    return OK;
}

enum status study_make(struct arena *arena, struct diag *diag,
                       struct study *study)
{
    struct arena scratch = {0};
    struct view view;
    enum status status;

    if (!window_is_known(&study->comparison.now))
        return diag_error(diag, INTERNAL, (struct place){0},
                          "there is no day to report");
    find_gaps(study);
    view_make(arena, &scratch, study, &view);
    status = make_tables(&view, diag, study);
    arena_free(&scratch);
    return status;
}
