/*
 * kpi.h - the registry of KPIs, and the tables that show all of them.
 *
 * A KPI is one row of kpi.def.  Its value is a numerator, over a denominator
 * where it is a ratio, worked out from the totals of a window; its kind says
 * how it compares (metrics.md 0).
 */
#ifndef REPORT_MEASURE_KPI_H
#define REPORT_MEASURE_KPI_H

#include "measure/table.h"
#include "measure/totals.h"
#include "read/config.h"

enum kpi_id {
#define KPI(id, ...) KPI_##id,
#include "measure/kpi.def"
#undef KPI
    KPI_COUNT
};

enum kpi_kind {
    KPI_FLOW,     /* adds up over days: compares per day */
    KPI_RATIO,    /* sum over sum */
    KPI_DISTINCT, /* a distinct count: compares raw */
    KPI_LEVEL,    /* a state at the window's end, a mean, a quantile: raw */
};

enum kpi_direction { UP_IS_GOOD, UP_IS_BAD, NEUTRAL };

/* In which scopes a KPI is given. */
enum kpi_scopes {
    EVERYWHERE, /* the whole, markets, states, stores, departments */
    PLACES,     /* as above, but of no department: it needs whole orders */
    WHOLE,      /* of the whole company only */
};

/* The days that a KPI needs for what it says: those of the window alone, or so
 * many and those of a rule, to the window's last day or before its first. */
struct history {
    enum { HISTORY_NONE, HISTORY_TO_END, HISTORY_BEFORE } side;
    int32_t days;
    enum { HISTORY_FIXED, HISTORY_ACTIVE, HISTORY_ENGAGED } rule;
};

struct kpi {
    const char *id;
    const char *label;
    const char *unit; /* NULL: the company's currency */
    enum kpi_kind kind;
    enum cell_kind cell; /* of its value */
    enum kpi_direction direction;
    enum kpi_scopes scopes;
    struct history history;
    const char *formula; /* in words, for rule_words() as those below */
    const char *population;
    const char *window;
    const char *null_rule;
    struct cell (*numerator)(const struct totals *totals);
    struct cell (*denominator)(const struct totals *totals);
    /* Whether the data gives it at all; of the totals of all days. */
    bool (*available)(const struct totals *totals);
};

extern const struct kpi kpis[KPI_COUNT];

/* Numerator over denominator, or the numerator alone; undefined over 0. */
struct cell kpi_value(const struct kpi *kpi, const struct totals *totals);

/* Whether the data begins too late for what a KPI looks back on. */
bool kpi_is_short(const struct kpi *kpi, const struct rules *rules,
                  const struct window *window, int32_t data_first);

/* The text of a kind and a direction, as tables give them. */
const char *kpi_kind_name(enum kpi_kind kind);
const char *kpi_direction_name(enum kpi_direction direction);

#endif
