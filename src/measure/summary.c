#include "measure/summary.h"

#include "measure/change.h"
#include "measure/rule_words.h"
#include "measure/scope.h"
#include "measure/target.h"

static const struct column columns[] = {
    {"kpi", "Id", CELL_TEXT, SUM_NONE, "the KPI's id"},
    {"label", "KPI", CELL_TEXT, SUM_NONE, NULL},
    {"unit", "Unit", CELL_TEXT, SUM_NONE, NULL},
    {"scope", "Scope", CELL_TEXT, SUM_NONE,
     "all, or a market:, state:, store: or department: and which"},
    {"value", "Value", CELL_RATIO, SUM_NONE, "of the reported window"},
    {"numerator", "Numerator", CELL_RATIO, SUM_NONE, NULL},
    {"denominator", "Denominator", CELL_RATIO, SUM_NONE, "of ratios"},
    {"prev", "Previous", CELL_RATIO, SUM_NONE, "the window before"},
    {"prev_change", "Change vs previous", CELL_RATIO, SUM_NONE,
     "value less previous"},
    {"prev_pct", "% vs previous", CELL_CHANGE, SUM_NONE,
     "change over previous; none for rates"},
    {"prev_pct_per_day", "% a day vs previous", CELL_CHANGE, SUM_NONE,
     "of what adds up over days, as windows differ in length"},
    {"ly", "Last year", CELL_RATIO, SUM_NONE, "by the rule in ly_rule"},
    {"ly_change", "Change vs last year", CELL_RATIO, SUM_NONE,
     "value less last year"},
    {"ly_pct", "% vs last year", CELL_CHANGE, SUM_NONE,
     "change over last year; none for rates"},
    {"ly_pct_per_day", "% a day vs last year", CELL_CHANGE, SUM_NONE,
     "of what adds up over days, as windows differ in length"},
    {"ly_rule", "Last year is", CELL_TEXT, SUM_NONE, NULL},
    {"target", "Target", CELL_RATIO, SUM_NONE, "as it was given, unrounded"},
    {"target_pct", "Against target", CELL_RATE, SUM_NONE,
     "value over target; rates in points above it"},
    {"flag", "Flag", CELL_TEXT, SUM_NONE, "what limits the figure"},
    {"direction", "Direction", CELL_TEXT, SUM_NONE, NULL},
    {"kind", "Kind", CELL_TEXT, SUM_NONE, "decides how it compares"},
    {"ly_fiscal", "Last fiscal year", CELL_RATIO, SUM_NONE,
     "the same-numbered window, where last year is shifted by 364 days"},
    {"definition", "Definition", CELL_TEXT, SUM_NONE, NULL},
    {"target_gap", "Gap to target", CELL_CHANGE, SUM_NONE,
     "value over target less 1; rates in points"},
    {"target_status", "Status", CELL_COUNT, SUM_NONE,
     "1 at the target or better, 0 within 2 % (rates 0.5 points) of it, -1 "
     "behind"},
    {"prev_numerator", "Numerator before", CELL_RATIO, SUM_NONE, NULL},
    {"prev_denominator", "Denominator before", CELL_RATIO, SUM_NONE, NULL},
    {"ly_numerator", "Last year’s numerator", CELL_RATIO, SUM_NONE, NULL},
    {"ly_denominator", "Last year’s denominator", CELL_RATIO, SUM_NONE, NULL},
};

static const struct column definition_columns[] = {
    {"kpi", "Id", CELL_TEXT, SUM_NONE, "the KPI's id"},
    {"label", "Name", CELL_TEXT, SUM_NONE, NULL},
    {"unit", "Unit", CELL_TEXT, SUM_NONE, NULL},
    {"formula", "Formula", CELL_TEXT, SUM_NONE, NULL},
    {"population", "Population", CELL_TEXT, SUM_NONE, NULL},
    {"window", "Window", CELL_TEXT, SUM_NONE, NULL},
    {"null_rule", "When undefined", CELL_TEXT, SUM_NONE, NULL},
    {"direction", "Direction", CELL_TEXT, SUM_NONE, NULL},
    {"kind", "Kind", CELL_TEXT, SUM_NONE, NULL},
};

static const struct cell undefined;

struct str kpi_unit(const struct kpi *kpi, const struct config *config)
{
    if (kpi->unit)
        return str_of(kpi->unit);
    return config->company.currency.len > 0 ? config->company.currency
                                            : STR("money");
}

/* Base, change, % and % per day of one base of comparison, into four cells. */
static void compare(const struct view *view, const struct kpi *kpi,
                    const struct scope *scope, size_t slot, struct cell *cells)
{
    const struct window *now = &view->windows[SLOT_NOW];
    const struct window *then = &view->windows[slot];
    struct cell value = kpi_value(kpi, scope->totals[SLOT_NOW]);
    struct cell base;

    if (!view_has(view, slot))
        return;
    base = kpi_value(kpi, scope->totals[slot]);
    cells[0] = base;
    cells[1] = change_difference(&value, &base);
    if (kpi->cell == CELL_RATE)
        return;
    cells[2] = change_relative(cell_number(&value), cell_number(&base));
    if (kpi->kind == KPI_FLOW)
        cells[3] = change_per_day(cell_number(&value), window_days(now),
                                  cell_number(&base), window_days(then));
}

/* What a base is made of, into two cells. */
static void set_parts(const struct view *view, const struct kpi *kpi,
                      const struct scope *scope, size_t slot,
                      struct cell *cells)
{
    if (!view_has(view, slot))
        return;
    cells[0] = kpi->numerator(scope->totals[slot]);
    cells[1] = kpi->denominator(scope->totals[slot]);
}

static const struct target *find_target(const struct view *view,
                                        const struct kpi *kpi,
                                        const struct scope *scope)
{
    const struct catalogue *catalogue = view->study->catalogue;
    struct str period = view->comparison->asked.name;

    for (size_t i = 0; i < catalogue->target_count; i++) {
        const struct target *target = catalogue->targets + i;

        if (str_equal(target->period, period) &&
            str_equal(target->kpi, str_of(kpi->id)) &&
            str_equal(target->scope.len > 0 ? target->scope : SCOPE_ALL,
                      scope->name))
            return target;
    }
    return NULL;
}

/* The target, and how much of it was reached. */
static void set_target(const struct view *view, const struct kpi *kpi,
                       const struct scope *scope, const struct cell *value,
                       struct cell *cells)
{
    const struct target *target = find_target(view, kpi, scope);

    if (!target)
        return;
    cells[0] = target_cell(kpi->cell, target->value);
    if (kpi->cell == CELL_RATE)
        cells[1] = change_difference(value, &cells[0]);
    else if (target->value > 0)
        cells[1] = cell_ratio(CELL_RATE, cell_number(value), target->value);
}

/* How near to the target is near, as a share and in points of a rate; and what
 * a double may lack of that: 98 / 100 - 1 is a little less than -0.02. */
static const double close_share = 0.02;
static const double close_points = 0.005;
static const double slack = 1e-12;

/* The gap to the target, and whether it is reached (1), close (0) or not. */
static void judge_target(const struct kpi *kpi, const struct cell *reached,
                         struct cell *cells)
{
    bool rate = kpi->cell == CELL_RATE;
    double gap = cell_number(reached) - (rate ? 0 : 1);
    double effect = kpi->direction == UP_IS_BAD ? -gap : gap;
    double close = rate ? close_points : close_share;

    cells[0] = cell_real(rate ? CELL_POINTS : CELL_CHANGE, gap);
    if (cell_is_defined(&cells[0]) && kpi->direction != NEUTRAL)
        cells[1] = cell_count(effect >= 0                ? 1
                              : effect >= -close - slack ? 0
                                                         : -1);
}

static void add_flag(struct text *flag, const char *more)
{
    text_addf(flag, "%s%s", flag->len > 0 ? "; " : "", more);
}

/* What the reader of the figure should know of its limits. */
static struct cell flag_of(const struct view *view, enum kpi_id id,
                           const struct scope *scope)
{
    const struct comparison *comparison = view->comparison;
    const struct sums *sums = &scope->totals[SLOT_NOW]->sums;
    int64_t provisional = scope->totals[SLOT_NOW]->subscription.provisional;
    struct text flag = {.arena = view->arena};
    char date[DATE_TEXT];

    if (comparison->incomplete)
        text_addf(&flag, "incomplete: day %d of %d",
                  (int)window_days(&comparison->now),
                  (int)window_days(&comparison->asked));
    if (comparison->now.start < comparison->data_first)
        text_addf(&flag, "%sthe data begins on %s", flag.len > 0 ? "; " : "",
                  date_print(date, comparison->data_first));
    if (kpi_is_short(&kpis[id], &view->study->config->rules, &comparison->now,
                     comparison->data_first))
        add_flag(&flag, "short history");
    if ((id == KPI_margin || id == KPI_margin_rate) && sums_net(sums) > 0 &&
        sums->costed_net != sums_net(sums))
        text_addf(&flag, "%smargin covers %.1f %% of net sales",
                  flag.len > 0 ? "; " : "",
                  100.0 * (double)sums->costed_net / (double)sums_net(sums));
    if ((id == KPI_churned_subscribers || id == KPI_subscriber_churn_rate) &&
        provisional > 0)
        text_addf(&flag, "%s%lld provisional", flag.len > 0 ? "; " : "",
                  (long long)provisional);
    return flag.len > 0 ? cell_text(text_str(&flag)) : undefined;
}

static struct cell ly_rule(const struct comparison *comparison)
{
    if (!comparison->ly.covered)
        return comparison->ly.reason ? cell_label(comparison->ly.reason)
                                     : undefined;
    if (comparison->asked.kind == WINDOW_RANGE)
        return cell_label(comparison_is_aligned(comparison)
                              ? "364 days before"
                              : "same dates a year before");
    return cell_label(comparison->shifted ? "364 days before"
                                          : "same period a year before");
}

static struct cell words_of(const struct view *view, const char *text)
{
    return cell_text(rule_words(view->arena, view->study->config, text));
}

static void add_kpi(const struct view *view, struct table *table,
                    enum kpi_id id, const struct scope *scope)
{
    const struct kpi *kpi = &kpis[id];
    const struct totals *now = scope->totals[SLOT_NOW];
    struct cell *cells = table_add(table);
    struct cell value = kpi_value(kpi, now);

    cells[0] = cell_label(kpi->id);
    cells[1] = cell_label(kpi->label);
    cells[2] = cell_text(kpi_unit(kpi, view->study->config));
    cells[3] = cell_text(scope->name);
    cells[4] = value;
    cells[5] = kpi->numerator(now);
    cells[6] = kpi->denominator(now);
    compare(view, kpi, scope, SLOT_PREV, cells + 7);
    compare(view, kpi, scope, SLOT_LY, cells + 11);
    cells[15] = ly_rule(view->comparison);
    set_target(view, kpi, scope, &value, cells + 16);
    judge_target(kpi, &cells[17], cells + 23);
    cells[18] = flag_of(view, id, scope);
    cells[19] = cell_label(kpi_direction_name(kpi->direction));
    cells[20] = cell_label(kpi_kind_name(kpi->kind));
    if (view_has(view, SLOT_LY_FISCAL))
        cells[21] = kpi_value(kpi, scope->totals[SLOT_LY_FISCAL]);
    cells[22] = words_of(view, kpi->formula);
    set_parts(view, kpi, scope, SLOT_PREV, cells + 25);
    set_parts(view, kpi, scope, SLOT_LY, cells + 27);
}

static struct table *make(const struct view *view, size_t scope_count)
{
    struct table *table =
        table_new(view->arena, "kpis", "KPIs", columns, COUNT(columns));

    for (size_t i = 0; i < KPI_COUNT; i++)
        for (size_t j = 0; j < scope_count; j++) {
            const struct scope *scope = view->scopes->items + j;

            if (scope->is_shown && scope_gives(scope, &kpis[i]))
                add_kpi(view, table, (enum kpi_id)i, scope);
        }
    table->note = view->comparison->rule;
    return table;
}

struct table *summary_make(const struct view *view)
{
    struct table *table = make(view, view->scopes->count);

    table->printed = make(view, 1);
    return table;
}

struct table *summary_definitions(const struct view *view)
{
    struct table *table =
        table_new(view->arena, "definitions", "Definitions", definition_columns,
                  COUNT(definition_columns));

    for (size_t i = 0; i < KPI_COUNT; i++) {
        const struct kpi *kpi = &kpis[i];
        struct cell *cells = table_add(table);

        cells[0] = cell_label(kpi->id);
        cells[1] = cell_label(kpi->label);
        cells[2] = cell_text(kpi_unit(kpi, view->study->config));
        cells[3] = words_of(view, kpi->formula);
        cells[4] = words_of(view, kpi->population);
        cells[5] = words_of(view, kpi->window);
        cells[6] = words_of(view, kpi->null_rule);
        cells[7] = cell_label(kpi_direction_name(kpi->direction));
        cells[8] = cell_label(kpi_kind_name(kpi->kind));
    }
    return table;
}
