#include "measure/kpi.h"

#include "measure/rule_words.h"

#include "base/decimal.h"

/* A unit that is the company's currency. */
#define CURRENCY NULL

static struct cell money(int64_t value)
{
    return cell_integer(CELL_MONEY, value);
}

static struct cell quantity(int64_t value)
{
    return cell_integer(CELL_QUANTITY, value);
}

static struct cell count(int64_t value)
{
    return cell_count(value);
}

static struct cell real(enum cell_kind kind, double value)
{
    return cell_real(kind, value);
}

/* The denominator of what is no ratio; what is not known. */
static struct cell nothing(void)
{
    return (struct cell){.kind = CELL_UNDEFINED};
}

static int64_t margin_of(const struct totals *t)
{
    static const int64_t cost_to_money = 1000; /* COST_PLACES - MONEY_PLACES */

    return t->sums.costed_net - decimal_round(t->sums.cost, cost_to_money);
}

/* Of products without a cost nothing is known, which is no margin of 0. */
static bool has_margin(const struct totals *t)
{
    bool has_lines = t->sums.sale_lines > 0 || t->sums.return_lines > 0;

    return !has_lines || t->sums.costed_net != 0 || t->sums.cost != 0;
}

static struct cell known(bool is_known, struct cell cell)
{
    return is_known ? cell : nothing();
}

static int64_t anonymous_of(const struct totals *t)
{
    return t->sums.gross - t->sums.discount -
           (t->identified.gross - t->identified.discount);
}

/* Monthly recurring revenue, to a ten-thousandth. */
static int64_t mrr_of(const struct totals *t)
{
    return decimal_round(t->subscription.movements[MOVEMENT_CLOSING].monthly,
                         MONTHLY_PARTS);
}

#define KPI(key, name, of, how, kind_of_cell, good, where, part, whole, given, \
            words, who, when, null)                                            \
    static struct cell numerator_##key(const struct totals *t)                 \
    {                                                                          \
        return part;                                                           \
    }                                                                          \
    static struct cell denominator_##key(const struct totals *t)               \
    {                                                                          \
        (void)t;                                                               \
        return whole;                                                          \
    }                                                                          \
    static bool available_##key(const struct totals *t)                        \
    {                                                                          \
        (void)t;                                                               \
        return given;                                                          \
    }
#include "measure/kpi.def"
#undef KPI

/* Days before the window, and to its end; of the rules, and so many more. */
#define BEFORE(days)         HISTORY_BEFORE, (days), HISTORY_FIXED
#define TO_END(days)         HISTORY_TO_END, (days), HISTORY_FIXED
#define ACTIVE_BEFORE(more)  HISTORY_BEFORE, (more), HISTORY_ACTIVE
#define ACTIVE_TO_END(more)  HISTORY_TO_END, (more), HISTORY_ACTIVE
#define ENGAGED_TO_END(more) HISTORY_TO_END, (more), HISTORY_ENGAGED
#define ROW(side_of, days_of, rule_of, key, name, of, how, kind_of_cell, good, \
            where, part, whole, given, words, who, when, null)                 \
    [KPI_##key] = {.id = #key,                                                 \
                   .label = (name),                                            \
                   .unit = (of),                                               \
                   .kind = (how),                                              \
                   .cell = (kind_of_cell),                                     \
                   .direction = (good),                                        \
                   .scopes = (where),                                          \
                   .history = {(side_of), (days_of), (rule_of)},               \
                   .formula = (words),                                         \
                   .population = (who),                                        \
                   .window = (when),                                           \
                   .null_rule = (null),                                        \
                   .numerator = numerator_##key,                               \
                   .denominator = denominator_##key,                           \
                   .available = available_##key},
#define KPI(...)               ROW(HISTORY_NONE, 0, HISTORY_FIXED, __VA_ARGS__)
#define KPI_BACK(history, ...) ROW(history, __VA_ARGS__)

const struct kpi kpis[KPI_COUNT] = {
#include "measure/kpi.def"
#undef KPI
};

struct cell kpi_value(const struct kpi *kpi, const struct totals *totals)
{
    struct cell part = kpi->numerator(totals);
    struct cell whole;

    if (kpi->kind != KPI_RATIO)
        return part;
    whole = kpi->denominator(totals);
    return cell_ratio(kpi->cell, cell_number(&part), cell_number(&whole));
}

static int32_t history_days(const struct history *history,
                            const struct rules *rules)
{
    switch (history->rule) {
    case HISTORY_FIXED:
        break;
    case HISTORY_ACTIVE:
        return history->days + rule_days(rules->active_weeks);
    case HISTORY_ENGAGED:
        return history->days + rule_days(rules->engaged_weeks);
    }
    return history->days;
}

bool kpi_is_short(const struct kpi *kpi, const struct rules *rules,
                  const struct window *window, int32_t data_first)
{
    int32_t days = history_days(&kpi->history, rules);

    switch (kpi->history.side) {
    case HISTORY_NONE:
        break;
    case HISTORY_TO_END:
        return window->end - days + 1 < data_first;
    case HISTORY_BEFORE:
        return window->start - days < data_first;
    }
    return false;
}

const char *kpi_kind_name(enum kpi_kind kind)
{
    static const char *const names[] = {[KPI_FLOW] = "flow",
                                        [KPI_RATIO] = "ratio",
                                        [KPI_DISTINCT] = "distinct count",
                                        [KPI_LEVEL] = "level"};

    return names[kind];
}

const char *kpi_direction_name(enum kpi_direction direction)
{
    static const char *const names[] = {[UP_IS_GOOD] = "up is good",
                                        [UP_IS_BAD] = "up is bad",
                                        [NEUTRAL] = "neutral"};

    return names[direction];
}
