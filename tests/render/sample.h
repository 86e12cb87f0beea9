/*
 * sample.h - the tables of an invented retailer, FY24P06, to render pages from.
 *
 * Figures are made by rule, so that every shape of a page is there: growth and
 * falls, a long name, an unknown row, a product without a name.
 */
#ifndef REPORT_TESTS_RENDER_SAMPLE_H
#define REPORT_TESTS_RENDER_SAMPLE_H

#include "render/sample_part.h"

#include "measure/account.h"
#include "measure/study.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

struct sample {
    struct config config;
    struct ledger ledger;
    struct study study;
};

/* Where a KPI has none. */
#define NO_TARGET ((double)NAN)

static const struct column sample_kpi_columns[] = {
    TEXT_COLUMN(kpi, "KPI"),
    TEXT_COLUMN(label, "KPI"),
    TEXT_COLUMN(unit, "Unit"),
    TEXT_COLUMN(scope, "Scope"),
    VALUE_COLUMN(value, "Value", RATIO),
    VALUE_COLUMN(prev, "Previous", RATIO),
    VALUE_COLUMN(prev_change, "Change", RATIO),
    VALUE_COLUMN(prev_pct, "Change %", CHANGE),
    VALUE_COLUMN(prev_pct_per_day, "Change % a day", CHANGE),
    VALUE_COLUMN(ly, "Last year", RATIO),
    VALUE_COLUMN(ly_change, "Change", RATIO),
    VALUE_COLUMN(ly_pct, "Change %", CHANGE),
    VALUE_COLUMN(ly_pct_per_day, "Change % a day", CHANGE),
    VALUE_COLUMN(target, "Target", RATIO),
    VALUE_COLUMN(target_pct, "Against target", RATE),
    TEXT_COLUMN(direction, "Direction"),
    TEXT_COLUMN(kind, "Kind"),
};

static const struct sample_kpi {
    const char *id, *label, *unit, *kind, *direction;
    enum cell_kind cell;
    double value, prev, ly, target;
} sample_kpis[] = {
    {"net_sales", "Net sales", "AUD", "flow", "up is good", CELL_MONEY,
     214803412.37, 148400000, 204600000, 212000000},
    {"baskets", "Baskets", "baskets", "flow", "up is good", CELL_COUNT, 4800000,
     3440000, 4660000, 4750000},
    {"aov", "Average order value", "AUD", "ratio", "up is good", CELL_PRICE,
     46.1, 44.4, 45.15, 46.5},
    {"margin_rate", "Gross margin rate", "share", "ratio", "up is good",
     CELL_RATE, 0.386, 0.395, 0.393, 0.39},
    {"customers", "Customers", "customers", "distinct", "up is good",
     CELL_COUNT, 1960000, 1918000, 1839000, NO_TARGET},
    {"upt", "Units per basket", "units", "ratio", "up is good", CELL_RATIO,
     4.71, 4.6, 4.74, NO_TARGET},
    {"discount_rate", "Discount rate", "share", "ratio", "up is bad", CELL_RATE,
     0.125, 0.118, 0.114, NO_TARGET},
    {"return_rate", "Return rate", "share", "ratio", "up is bad", CELL_RATE,
     0.026, 0.026, 0.0261, NO_TARGET},
    {"units", "Units", "units", "flow", "up is good", CELL_QUANTITY, 22600000,
     15800000, 22000000, NO_TARGET},
    {"frequency", "Frequency", "baskets", "ratio", "up is good", CELL_RATIO,
     1.53, 1.4, 1.49, NO_TARGET},
    {"unit_price", "Average unit price", "AUD", "ratio", "neutral", CELL_PRICE,
     9.79, 9.65, 9.52, NO_TARGET},
};

static inline struct cell sample_value(enum cell_kind kind, double value)
{
    if (isnan(value))
        return (struct cell){0};
    if (kind == CELL_MONEY)
        return sample_money(value);
    if (kind == CELL_COUNT)
        return cell_count((int64_t)value);
    if (kind == CELL_QUANTITY)
        return cell_integer(CELL_QUANTITY, (int64_t)value * 1000);
    return cell_real(kind, value);
}

static inline void sample_compare(struct table *table, enum cell_kind kind,
                                  const char *base, double now, double then,
                                  double days)
{
    char name[32];
    enum cell_kind change = kind == CELL_RATE ? CELL_POINTS : kind;

    if (isnan(then))
        return;
    sample_set(table, base, sample_value(kind, then));
    snprintf(name, sizeof name, "%s_change", base);
    sample_set(table, name, sample_value(change, now - then));
    snprintf(name, sizeof name, "%s_pct", base);
    sample_set(table, name, cell_real(CELL_CHANGE, now / then - 1));
    snprintf(name, sizeof name, "%s_pct_per_day", base);
    sample_set(table, name,
               cell_real(CELL_CHANGE, now / 35 / (then / days) - 1));
}

static inline void sample_add_kpis(struct arena *arena, struct tables *tables,
                                   bool has_ly)
{
    struct table *table = table_new(arena, "kpis", "KPIs", sample_kpi_columns,
                                    COUNT(sample_kpi_columns));

    for (size_t i = 0; i < COUNT(sample_kpis); i++) {
        const struct sample_kpi *kpi = &sample_kpis[i];
        table_add(table);
        sample_set(table, "kpi", cell_label(kpi->id));
        sample_set(table, "label", cell_label(kpi->label));
        sample_set(table, "unit", cell_label(kpi->unit));
        sample_set(table, "scope", cell_label("all"));
        sample_set(table, "direction", cell_label(kpi->direction));
        sample_set(table, "kind", cell_label(kpi->kind));
        sample_set(table, "value", sample_value(kpi->cell, kpi->value));
        sample_compare(table, kpi->cell, "prev", kpi->value, kpi->prev, 28);
        if (has_ly)
            sample_compare(table, kpi->cell, "ly", kpi->value, kpi->ly, 35);
        sample_set(table, "target", sample_value(kpi->cell, kpi->target));
        sample_set(table, "target_pct",
                   cell_real(CELL_RATE, kpi->value / kpi->target));
    }
    tables_add(tables, table);
}

static const struct column sample_trend_columns[] = {
    TEXT_COLUMN(kpi, "KPI"),
    TEXT_COLUMN(scope, "Scope"),
    TEXT_COLUMN(period, "Period"),
    TEXT_COLUMN(period_label, "Period"),
    TEXT_COLUMN(label, "KPI"),
    VALUE_COLUMN(end, "End", DATE),
    VALUE_COLUMN(days, "Days", COUNT),
    VALUE_COLUMN(value, "Value", RATIO),
    VALUE_COLUMN(ly, "Last year", RATIO),
    VALUE_COLUMN(per_day, "Per day", RATIO),
    VALUE_COLUMN(ly_per_day, "Last year per day", RATIO),
    VALUE_COLUMN(ly_pct_per_day, "vs last year", CHANGE),
};

static inline void sample_add_trend(struct table *table,
                                    const struct sample_kpi *kpi, size_t i,
                                    bool has_ly)
{
    static const double shape[13] = {0.95, 0.71, 0.74, 0.73, 0.75, 0.735, 0.77,
                                     0.75, 0.73, 0.76, 0.80, 0.86, 1.0};
    bool flow = strcmp(kpi->kind, "flow") == 0;
    double days = i % 3 == 0 ? 35 : 28;
    double value = kpi->value * shape[i] * (flow ? days / 35 : 1);
    double ly = value * (0.945 + 0.004 * (double)(i % 5));
    char *period = arena_array(table->arena, char, 8);
    enum cell_kind a_day = kpi->cell == CELL_MONEY ? CELL_PRICE : CELL_RATIO;
    size_t number = (i + 5) % 12 + 1;

    snprintf(period, 8, "FY%dP%02d", i < 7 ? 23 : 24, (int)(number % 100));
    table_add(table);
    sample_set(table, "kpi", cell_label(kpi->id));
    sample_set(table, "scope", cell_label("all"));
    sample_set(table, "period", cell_label(period));
    sample_set(table, "period_label", cell_label(period + 4));
    sample_set(table, "label", cell_label(kpi->label));
    sample_set(table, "end", cell_date(19000 + 30 * (int32_t)i));
    sample_set(table, "days", cell_count((int64_t)days));
    sample_set(table, "value", sample_value(kpi->cell, value));
    if (has_ly)
        sample_set(table, "ly", sample_value(kpi->cell, ly));
    if (!flow)
        return;
    sample_set(table, "per_day", cell_real(a_day, value / days));
    if (!has_ly)
        return;
    sample_set(table, "ly_per_day", cell_real(a_day, ly / days));
    sample_set(table, "ly_pct_per_day",
               cell_ratio(CELL_CHANGE, value - ly, ly));
}

static inline void sample_add_trends(struct arena *arena, struct tables *tables,
                                     bool has_ly)
{
    struct table *table =
        table_new(arena, "trends", "Trends", sample_trend_columns,
                  COUNT(sample_trend_columns));

    for (size_t k = 0; k < COUNT(sample_kpis); k++)
        for (size_t i = 0; i < 13; i++)
            sample_add_trend(table, &sample_kpis[k], i, has_ly);
    tables_add(tables, table);
}

static const struct column sample_definition_columns[] = {
    TEXT_COLUMN(kpi, "KPI"),
    TEXT_COLUMN(label, "Name"),
    TEXT_COLUMN(unit, "Unit"),
    TEXT_COLUMN(formula, "Formula"),
    TEXT_COLUMN(population, "Population"),
    TEXT_COLUMN(null_rule, "When undefined"),
};

/* All that the registry knows: templates may name any. */
static const struct {
    const char *id;
    const char *label;
} sample_registry[] = {
#define KPI(id, label, ...) {#id, label},
#include "measure/kpi.def"
#undef KPI
};

static inline void sample_add_definitions(struct arena *arena,
                                          struct tables *tables)
{
    struct table *table =
        table_new(arena, "definitions", "Definitions",
                  sample_definition_columns, COUNT(sample_definition_columns));

    for (size_t i = 0; i < COUNT(sample_registry); i++) {
        table_add(table);
        sample_set(table, "kpi", cell_label(sample_registry[i].id));
        sample_set(table, "label", cell_label(sample_registry[i].label));
        sample_set(table, "unit", cell_label("AUD"));
        sample_set(table, "formula",
                   cell_label(i % 4 ? "(gross sales - discount) / baskets, "
                                      "returns left out"
                                    : "(last - first occasion) / (occasions "
                                      "- 1) of a customer, mean over "
                                      "customers, over all days of the data"));
        sample_set(table, "population", cell_label("sale lines and baskets"));
        sample_set(table, "null_rule", cell_label("undefined without baskets"));
    }
    tables_add(tables, table);
}

static const struct column sample_hourly_columns[] = {
    TEXT_COLUMN(weekday, "Weekday"),
    TEXT_COLUMN(hour, "Hour"),
    VALUE_COLUMN(baskets, "Baskets", COUNT),
    VALUE_COLUMN(trading_days, "Trading days", COUNT),
    VALUE_COLUMN(baskets_per_day, "Baskets a trading day", RATIO),
};

static inline void sample_add_hourly(struct arena *arena, struct tables *tables)
{
    struct table *table =
        table_new(arena, "hourly", "Hours", sample_hourly_columns,
                  COUNT(sample_hourly_columns));

    for (int day = 0; day < 7; day++)
        for (int hour = 8; hour < 22; hour++) {
            double busy = 13000 * exp(-pow((hour - 13.2) / 4.0, 2)) *
                              (day == 5 ? 1.7 : 1) +
                          400;
            table_add(table);
            sample_set(table, "weekday", cell_label(date_weekday_name(day)));
            sample_set(table, "hour",
                       cell_text(str_format(arena, "%02d", hour)));
            sample_set(table, "baskets", cell_count((int64_t)(busy * 5)));
            sample_set(table, "trading_days", cell_count(5));
            sample_set(table, "baskets_per_day", cell_real(CELL_RATIO, busy));
        }
    tables_add(tables, table);
}

static inline struct window sample_window(const char *name, const char *label,
                                          int32_t start, int32_t end)
{
    return (struct window){.start = start,
                           .end = end,
                           .name = str_of(name),
                           .label = str_of(label)};
}

static inline void sample_compare_windows(struct comparison *comparison,
                                          bool has_ly)
{
    *comparison = (struct comparison){
        .asked = sample_window("FY24P06", "P06", date_of(2023, 11, 27),
                               date_of(2023, 12, 31)),
        .as_of = date_of(2023, 12, 31),
        .data_first = date_of(2022, 6, 27),
        .data_last = date_of(2023, 12, 31),
        .rule =
            STR("Last year = FY23P06, which began exactly 364 days earlier; "
                "flows compared per day."),
        .prev = {.window =
                     sample_window("FY24P05", "P05", date_of(2023, 10, 30),
                                   date_of(2023, 11, 26)),
                 .covered = true},
        .ly = {.window = sample_window("FY23P06", "P06", date_of(2022, 11, 28),
                                       date_of(2023, 1, 1)),
               .covered = has_ly},
    };
    comparison->now = comparison->asked;
    if (!has_ly)
        comparison->ly.reason = "the data begins on 1 Jul 2023";
}

static inline void sample_add_ledger(struct arena *arena, struct ledger *ledger)
{
    static const char *const reasons[] = {"date is outside the calendar",
                                          "amounts do not agree",
                                          "quantity is not a number"};
    struct control *sales = &ledger->controls[EXTRACT_transactions];

    ledger_init(ledger, arena);
    for (size_t i = 0; i < 9; i++) {
        struct reject reject = {.extract = EXTRACT_transactions,
                                .file = "transactions.csv",
                                .line = i + 2,
                                .column = 1,
                                .reason = str_of(reasons[i * i % 7 % 3]),
                                .excerpt = STR("a,b,c")};
        ledger_reject(ledger, &reject);
    }
    for (size_t i = 0; i < EXTRACT_COUNT; i++)
        ledger->controls[i].extract = (enum extract_id)i;
    sales->delivered = true;
    sales->rows = 24118604;
    sales->ignored = 1;
    sales->accepted = 24118594;
    sales->first_date = date_of(2022, 6, 27);
    sales->last_date = date_of(2023, 12, 31);
    sales->has_net = true;
    sales->net_accepted = 2148034123700;
    sales->net_rejected = 427085500;
    ledger->controls[EXTRACT_products].delivered = true;
    ledger->controls[EXTRACT_products].rows = 96412;
    ledger->controls[EXTRACT_products].accepted = 96412;
    ledger->controls[EXTRACT_products].first_date = DATE_NONE;
    ledger->controls[EXTRACT_products].last_date = DATE_NONE;
}

/* A whole study; without last year where `has_ly` is false. */
static inline struct sample *sample_make(struct arena *arena, bool has_ly)
{
    struct sample *sample = arena_new(arena, struct sample);
    struct study *study = &sample->study;

    sample->config.company.name = STR("Harbour & Vale");
    sample->config.company.currency = STR("AUD");
    sample->config.company.amount_basis = STR("ex GST");
    sample->config.company.locale = STR("en-AU");
    sample->config.rules = (struct rules){.small_cell = 10,
                                          .at_risk_days = 40,
                                          .active_weeks = 13,
                                          .engaged_weeks = 1};
    study->config = &sample->config;
    study->ledger = &sample->ledger;
    snprintf(study->fingerprint, sizeof study->fingerprint, "%s",
             "7c1e90af33d25b847c1e90af33d25b84");
    sample_compare_windows(&study->comparison, has_ly);
    sample_add_ledger(arena, &sample->ledger);
    tables_add(&study->tables, account_extracts(arena, &sample->ledger));
    tables_add(&study->tables, account_reasons(arena, &sample->ledger));
    sample_add_kpis(arena, &study->tables, has_ly);
    sample_add_trends(arena, &study->tables, has_ly);
    sample_add_categories(arena, &study->tables, has_ly);
    sample_add_places(arena, &study->tables, has_ly);
    sample_add_definitions(arena, &study->tables);
    sample_add_hourly(arena, &study->tables);
    study->gaps[study->gap_count++] =
        (struct gap){.extract = "customers",
                     .leaves_out = "members, staff, customer attributes"};
    study->gaps[study->gap_count++] =
        (struct gap){.extract = "offers", .leaves_out = "offers"};
    return sample;
}

#endif
