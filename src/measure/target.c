#include "measure/target.h"

#include "base/decimal.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const struct column columns[] = {
    {"kpi", "Id", CELL_TEXT, SUM_NONE, "the KPI's id"},
    {"label", "KPI", CELL_TEXT, SUM_NONE, NULL},
    {"unit", "Unit", CELL_TEXT, SUM_NONE, NULL},
    {"better", "Better", CELL_TEXT, SUM_NONE,
     "higher or lower values; empty: neither"},
    {"value", "Value", CELL_RATIO, SUM_NONE, NULL},
    {"target", "Target", CELL_RATIO, SUM_NONE, "as it was given, unrounded"},
    {"of_target", "Of target", CELL_RATE, SUM_NONE,
     "value over target, of rates too"},
    {"target_gap", "Gap", CELL_CHANGE, SUM_NONE,
     "value over target less 1; rates in points"},
    {"ahead", "Ahead", CELL_CHANGE, SUM_NONE,
     "how much better than the target, as a share of it; below 0: worse"},
    {"target_status", "Status in figures", CELL_COUNT, SUM_NONE,
     "1 on track, 0 close, -1 behind"},
    {"status", "Status", CELL_TEXT, SUM_NONE,
     "on track: at the target or better; close: within 2 % of it, rates within "
     "0.5 points"},
    {"on_track", "On track", CELL_COUNT, SUM_TOTAL, "1 where it is"},
    {"close", "Close", CELL_COUNT, SUM_TOTAL, "1 where it is"},
    {"behind", "Behind", CELL_COUNT, SUM_TOTAL, "1 where it is"},
};

enum {
    KPI,
    LABEL,
    UNIT,
    BETTER,
    VALUE,
    TARGET,
    OF_TARGET,
    GAP,
    AHEAD,
    STATUS_SIGN,
    STATUS,
    ON_TRACK,
    CLOSE,
    BEHIND
};

/* A row of `kpis` with a target. */
struct aim {
    size_t row;
    double ahead;
};

static const struct cell undefined;

/* Up to here a double tells every whole number from the next. */
static const double most_exact = 9007199254740992.0;

/* 1: more is better, -1: less is, 0: neither. */
static int direction_of(const struct table *kpis, size_t row)
{
    struct str direction = table_cell(kpis, row, "direction")->text;

    if (str_equal(direction, STR("neutral")))
        return 0;
    return str_equal(direction, STR("up is bad")) ? -1 : 1;
}

/* NaN where there is no better, or no share of the target. */
static double find_ahead(const struct table *kpis, size_t row)
{
    double value = cell_number(table_cell(kpis, row, "value"));
    double target = cell_number(table_cell(kpis, row, "target"));
    int direction = direction_of(kpis, row);

    return direction && target > 0 ? direction * (value - target) / target
                                   : (double)NAN;
}

/* What is not known comes last. */
static int compare_aims(const void *left, const void *right)
{
    const struct aim *a = left;
    const struct aim *b = right;

    if (isnan(a->ahead) != isnan(b->ahead))
        return isnan(a->ahead) ? 1 : -1;
    if (a->ahead < b->ahead || a->ahead > b->ahead)
        return a->ahead < b->ahead ? -1 : 1;
    return (a->row > b->row) - (a->row < b->row);
}

static size_t find_aims(const struct table *kpis, struct aim *aims)
{
    size_t count = 0;

    for (size_t row = 0; row < kpis->row_count; row++)
        if (cell_is_defined(table_cell(kpis, row, "target")))
            aims[count++] =
                (struct aim){.row = row, .ahead = find_ahead(kpis, row)};
    qsort(aims, count, sizeof *aims, compare_aims);
    return count;
}

static struct cell better_of(int direction)
{
    if (direction == 0)
        return undefined;
    return cell_label(direction > 0 ? "higher" : "lower");
}

static void set_status(const struct cell *status, struct cell *cells,
                       struct cell *total)
{
    static const char *const names[] = {"Behind", "Close", "On track"};
    static const int places[] = {BEHIND, CLOSE, ON_TRACK};

    cells[STATUS_SIGN] = *status;
    for (size_t i = 0; i < COUNT(places); i++) {
        bool holds =
            cell_is_defined(status) && status->integer == (int64_t)i - 1;

        cells[places[i]] = cell_count(holds);
        total[places[i]].integer += holds;
        if (holds)
            cells[STATUS] = cell_label(names[i]);
    }
}

static void add_aim(struct table *table, const struct table *kpis,
                    const struct aim *aim)
{
    struct cell *cells = table_add(table);
    const struct cell *value = table_cell(kpis, aim->row, "value");
    const struct cell *target = table_cell(kpis, aim->row, "target");

    cells[KPI] = *table_cell(kpis, aim->row, "kpi");
    cells[LABEL] = *table_cell(kpis, aim->row, "label");
    cells[UNIT] = *table_cell(kpis, aim->row, "unit");
    cells[BETTER] = better_of(direction_of(kpis, aim->row));
    cells[VALUE] = *value;
    cells[TARGET] = *target;
    if (cell_number(target) > 0)
        cells[OF_TARGET] =
            cell_ratio(CELL_RATE, cell_number(value), cell_number(target));
    cells[GAP] = *table_cell(kpis, aim->row, "target_gap");
    cells[AHEAD] = cell_real(CELL_CHANGE, aim->ahead);
    set_status(table_cell(kpis, aim->row, "target_status"), cells,
               table->total);
}

/* What one is in the last place that cells of a kind keep; 0: they are real. */
static double places_of(enum cell_kind kind)
{
    if (kind == CELL_MONEY)
        return MONEY_ONE;
    if (kind == CELL_QUANTITY)
        return QUANTITY_ONE;
    return kind == CELL_COUNT;
}

struct cell target_cell(enum cell_kind kind, double number)
{
    double one = places_of(kind);
    double kept = round(number * one);

    if (one == 0)
        return cell_real(kind, number);
    if (fabs(kept) <= most_exact && kept / one == number)
        return cell_integer(kind, (int64_t)kept);
    return cell_real(kind == CELL_MONEY ? CELL_PRICE : CELL_RATIO, number);
}

struct table *target_make(struct arena *arena, const struct table *kpis)
{
    struct arena scratch = {0};
    struct aim *aims = arena_array(&scratch, struct aim, kpis->row_count + 1);
    size_t count = find_aims(kpis, aims);
    struct table *table = NULL;

    if (count > 0) {
        table = table_new(arena, "targets", "Targets", columns, COUNT(columns));
        table_total(table)[LABEL] = cell_label("All targets");
        for (size_t i = ON_TRACK; i <= BEHIND; i++)
            table->total[i] = cell_count(0);
        for (size_t i = 0; i < count; i++)
            add_aim(table, kpis, &aims[i]);
    }
    arena_free(&scratch);
    return table;
}
