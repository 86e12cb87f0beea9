#include "measure/study.h"

#include "base/outcome.h"
#include "base/parallel.h"
#include "measure/account.h"
#include "measure/basis.h"
#include "measure/basket_value.h"
#include "measure/bridge.h"
#include "measure/budget.h"
#include "measure/campaign_table.h"
#include "measure/category.h"
#include "measure/clv_model.h"
#include "measure/daily.h"
#include "measure/day.h"
#include "measure/driver.h"
#include "measure/driver_group.h"
#include "measure/forecast.h"
#include "measure/funnel.h"
#include "measure/geography.h"
#include "measure/known.h"
#include "measure/outlook.h"
#include "measure/peak.h"
#include "measure/people.h"
#include "measure/place.h"
#include "measure/product.h"
#include "measure/promotion_table.h"
#include "measure/quality.h"
#include "measure/rating.h"
#include "measure/scan_rate.h"
#include "measure/scope.h"
#include "measure/scope_driver.h"
#include "measure/season.h"
#include "measure/signup.h"
#include "measure/summary.h"
#include "measure/target.h"
#include "measure/tariff.h"
#include "measure/trend.h"

struct str study_title(struct arena *arena, const struct study *study)
{
    if (!study->section)
        return (struct str){0};
    return section_title(arena, study->section, study->catalogue);
}

static void find_gaps(struct study *study)
{
    study->gap_count = 0;
    for (size_t i = 0; i < EXTRACT_COUNT; i++) {
        bool generated = i == EXTRACT_fiscal_calendar &&
                         study->config->calendar_source == CALENDAR_FROM_RULE;

        bool of_company = study->section && section_lacks((enum extract_id)i);

        if ((study->ledger->controls[i].delivered || generated) && !of_company)
            continue;
        study->gaps[study->gap_count++] =
            (struct gap){.extract = extract_specs[i].name,
                         .leaves_out = extract_specs[i].leaves_out,
                         .of_company = of_company};
    }
}

/* Tables that go over orders or lines, each made by one thread. */
typedef enum status maker(const struct view *view, struct diag *diag,
                          struct table **table);

static enum status make_categories(const struct view *view, struct diag *diag,
                                   struct table **table)
{
    return category_make(view, diag, BY_CATEGORY, table);
}

static enum status make_departments(const struct view *view, struct diag *diag,
                                    struct table **table)
{
    return category_make(view, diag, BY_DEPARTMENT, table);
}

static enum status make_peaks(const struct view *view, struct diag *diag,
                              struct table **table)
{
    (void)diag;
    *table = peak_make(view);
    return OK;
}

static enum status make_baskets(const struct view *view, struct diag *diag,
                                struct table **table)
{
    (void)diag;
    *table = basket_value_make(view);
    return OK;
}

/* A table that the maker before it has made. */
static enum status made_before(const struct view *view, struct diag *diag,
                               struct table **table)
{
    (void)view;
    (void)diag;
    (void)table;
    return OK;
}

static enum status make_seasons(const struct view *view, struct diag *diag,
                                struct table **table)
{
    (void)diag;
    *table = season_make(view);
    return OK;
}

static enum status make_impact(const struct view *view, struct diag *diag,
                               struct table **table)
{
    (void)diag;
    *table = rating_make(view);
    return OK;
}

enum {
    CATEGORIES,
    DEPARTMENTS,
    SEASONS,
    PRODUCTS,
    PRODUCT_IMPACT,
    STORES,
    GEOGRAPHY,
    PEAKS,
    BASKETS,
    SUBSCRIPTIONS,
    PLANS,
    CAMPAIGNS,
    BUDGET,
    PROMOTIONS,
    PROMOTION_TYPES, /* made with them */
    MAKERS
};

static maker *const makers[MAKERS] = {
    [CATEGORIES] = make_categories,  [DEPARTMENTS] = make_departments,
    [SEASONS] = make_seasons,        [PRODUCTS] = product_make,
    [PRODUCT_IMPACT] = make_impact,  [STORES] = place_make,
    [GEOGRAPHY] = geography_make,    [PEAKS] = make_peaks,
    [BASKETS] = make_baskets,        [SUBSCRIPTIONS] = bridge_make,
    [PLANS] = tariff_make,           [CAMPAIGNS] = campaign_make,
    [BUDGET] = budget_make,          [PROMOTIONS] = promotion_make,
    [PROMOTION_TYPES] = made_before,
};

struct making {
    const struct view *view;
    const struct diag *diag;
    struct arena arenas[MAKERS]; /* of the tables */
    struct table *tables[MAKERS];
    struct outcome outcomes[MAKERS];
};

static void make_one(void *context, size_t number, size_t thread)
{
    struct making *making = context;
    struct outcome *outcome = making->outcomes + number;
    struct view view = *making->view;

    (void)thread;
    view.arena = making->arenas + number;
    outcome_begin(outcome, view.arena, making->diag);
    outcome_end(outcome,
                makers[number](&view, &outcome->diag, making->tables + number));
}

static enum status make_all(const struct view *view, struct diag *diag,
                            struct making *making)
{
    *making = (struct making){.view = view, .diag = diag};
    parallel_run(view->threads, MAKERS, make_one, making);
    for (size_t i = 0; i < MAKERS; i++) {
        arena_take(view->arena, making->arenas + i);
        if (making->tables[i])
            making->tables[i]->arena = view->arena;
    }
    return outcome_tell(making->outcomes, MAKERS, diag);
}

/* What the extracts do not give is left out: categories where products have
 * none, markets where stores have none … */
static void add_known(struct tables *tables, struct table *table)
{
    if (table)
        tables_add(tables, table);
}

static enum status add_slices(const struct view *view, struct diag *diag,
                              const struct making *making,
                              struct tables *tables)
{
    struct table *table;
    enum status status = daily_make(view, diag, &table);

    add_known(tables, making->tables[CATEGORIES]);
    add_known(tables, making->tables[DEPARTMENTS]);
    add_known(tables, making->tables[SEASONS]);
    tables_add(tables, making->tables[PRODUCTS]);
    add_known(tables, making->tables[PRODUCT_IMPACT]);
    tables_add(tables, making->tables[STORES]);
    add_known(tables, making->tables[GEOGRAPHY]);
    add_known(tables, scan_rate_make(view));
    tables_add(tables, table);
    return status;
}

/* The tables in their order, of a book that is in order. */
static enum status make_tables(struct arena *scratch, const struct view *view,
                               struct diag *diag, struct study *study)
{
    struct tables *tables = &study->tables;
    struct table *summary;
    struct making making;
    struct table *drivers;
    struct table *forecast;
    enum status status = quality_check(view, diag);

    if (status == OK)
        status = make_all(view, diag, &making);
    if (status != OK)
        return status;
    summary = summary_make(view);
    tables_add(tables, summary);
    add_known(tables, target_make(view->arena, table_printed(summary)));
    tables_add(tables, basis_make(view));
    tables_add(tables, trend_make(view));
    tables_add(tables, driver_make(view));
    drivers = scope_driver_make(view);
    add_known(tables, drivers);
    add_known(tables, driver_group_make(view->arena, drivers));
    status = add_slices(view, diag, &making, tables);
    if (status != OK)
        return status;
    tables_add(tables, day_make(view));
    tables_add(tables, day_make_weeks(view));
    tables_add(tables, making.tables[PEAKS]);
    tables_add(tables, making.tables[BASKETS]);
    study->suspects = people_make(scratch, view, tables);
    add_known(tables, making.tables[SUBSCRIPTIONS]);
    add_known(tables, making.tables[PLANS]);
    add_known(tables, signup_make(view));
    add_known(tables, funnel_offers(view));
    add_known(tables, funnel_stages(view));
    add_known(tables, making.tables[CAMPAIGNS]);
    add_known(tables, making.tables[BUDGET]);
    add_known(tables, making.tables[PROMOTIONS]);
    add_known(tables, making.tables[PROMOTION_TYPES]);
    add_known(tables, clv_model_table(view, view->clv_model));
    add_known(tables, clv_model_calibration(view, view->clv_model));
    forecast = forecast_make(view);
    add_known(tables, forecast);
    add_known(tables, outlook_make(view, forecast));
    tables_add(tables, summary_definitions(view));
    tables_add(tables, account_extracts(view->arena, study->ledger));
    tables_add(tables, account_reasons(view->arena, study->ledger));
    tables_add(tables, quality_totals(view));
    tables_add(tables, quality_rejects(view));
    return OK;
}

/* View and scopes stay with the study: sections are compared with them. */
enum status study_make(struct arena *arena, struct diag *diag,
                       struct study *study)
{
    struct arena scratch = {0};
    struct known known;
    struct view *view = arena_new(arena, struct view);
    struct scopes *scopes = arena_new(arena, struct scopes);
    enum status status;

    if (!window_is_known(&study->comparison.now))
        return diag_error(diag, INTERNAL, (struct place){0},
                          "there is no day to report");
    find_gaps(study);
    known_make(&scratch, study->book, study->comparison.as_of, &known);
    view_make(arena, &scratch, study, &known.book, view);
    status = scopes_make(arena, diag, view, scopes);
    view->scopes = study->scopes = scopes;
    if (status == OK) {
        view->clv_model = clv_model_make(arena, view);
        status = make_tables(&scratch, view, diag, study);
    }
    known_free(&known);
    arena_free(&scratch);
    return status;
}
