#include "measure/cohort.h"

static const struct column columns[] = {
    {"cohort", "Cohort", CELL_TEXT, SUM_NONE,
     "fiscal period of the first occasion; the first period of the data holds "
     "all who were customers before"},
    {"k", "Periods later", CELL_COUNT, SUM_NONE, NULL},
    {"customers", "Customers", CELL_COUNT, SUM_NONE,
     "of the cohort, with an occasion in the k-th period later; where that has "
     "not elapsed, so far"},
    {"share", "Share", CELL_RATE, SUM_NONE,
     "of the customers of the cohort; none where the period has not elapsed"},
    {"net_sales", "Net sales", CELL_MONEY, SUM_TOTAL,
     "of the cohort in the k-th period later"},
    {"elapsed", "Elapsed", CELL_FLAG, SUM_NONE,
     "1: the period has ended by the as-of day"},
    {"share_so_far", "Share so far", CELL_RATE, SUM_NONE,
     "of the customers of the cohort, up to the as-of day; only where the "
     "period has begun and not elapsed"},
    {"start", "Start", CELL_DATE, SUM_NONE, "first day of the cohort's period"},
};

static const struct column mean_columns[] = {
    {"k", "Periods later", CELL_COUNT, SUM_NONE, NULL},
    {"cohorts", "Cohorts", CELL_COUNT, SUM_NONE,
     "whose k-th period later has elapsed"},
    {"cohort_customers", "Customers of these", CELL_COUNT, SUM_NONE, NULL},
    {"customers", "Customers", CELL_COUNT, SUM_NONE,
     "of these with an occasion in the k-th period later"},
    {"share", "Share", CELL_RATE, SUM_NONE,
     "customers / customers of these cohorts"},
    {"net_sales", "Net sales", CELL_MONEY, SUM_TOTAL,
     "of these cohorts in the k-th period later"},
    {"net_sales_per_customer", "Net sales per customer", CELL_PRICE, SUM_NONE,
     "net sales / customers of these cohorts"},
};

struct cohort_cell {
    int64_t customers;
    int64_t net;
};

struct cohorts {
    const struct period *periods; /* from the first of the data to the last that
                                   * has begun */
    size_t count;
    int32_t end; /* the as-of day */
    int32_t first_day;
    uint32_t *period_of; /* of each day from the first on; `count`: none */
    struct cohort_cell **cells; /* of each thread: by cohort and k */
};

static void choose_periods(const struct view *view, struct cohorts *cohorts)
{
    const struct calendar *calendar = view->study->calendar;
    size_t first = 0;
    size_t end;

    while (first < calendar->period_count &&
           calendar->periods[first].end < cohorts->first_day)
        first++;
    end = first;
    while (end < calendar->period_count &&
           calendar->periods[end].start <= cohorts->end)
        end++;
    cohorts->periods = calendar->periods + first;
    cohorts->count = end - first;
}

static void number_days(struct arena *arena, struct cohorts *cohorts)
{
    size_t days = (size_t)(cohorts->end - cohorts->first_day) + 1;
    size_t period = 0;

    cohorts->period_of = arena_array(arena, uint32_t, days);
    for (size_t i = 0; i < days; i++) {
        int32_t day = cohorts->first_day + (int32_t)i;

        while (period < cohorts->count && cohorts->periods[period].end < day)
            period++;
        cohorts->period_of[i] =
            period < cohorts->count && cohorts->periods[period].start <= day
                ? (uint32_t)period
                : (uint32_t)cohorts->count;
    }
}

struct cohorts *cohorts_begin(struct arena *arena, const struct view *view)
{
    struct cohorts *cohorts = arena_new(arena, struct cohorts);

    cohorts->first_day = view->comparison->data_first;
    cohorts->end = view->windows[SLOT_NOW].end;
    if (cohorts->end < cohorts->first_day)
        cohorts->end = cohorts->first_day;
    choose_periods(view, cohorts);
    number_days(arena, cohorts);
    cohorts->cells = arena_array(arena, struct cohort_cell *, view->threads);
    for (size_t i = 0; i < view->threads; i++)
        cohorts->cells[i] = arena_array(arena, struct cohort_cell,
                                        cohorts->count * cohorts->count + 1);
    return cohorts;
}

static size_t period_at(const struct cohorts *cohorts, int32_t day)
{
    return cohorts->period_of[day - cohorts->first_day];
}

/* Occasions are ascending: those of a period lie side by side. */
void cohorts_add(struct cohorts *cohorts,
                 const struct purchase_history *history, size_t thread)
{
    size_t cohort;
    size_t last = cohorts->count;
    struct cohort_cell *cells;

    if (history->occasion_count == 0)
        return;
    cohort = period_at(cohorts, history->occasions[0]);
    if (cohort == cohorts->count)
        return;
    cells = cohorts->cells[thread] + cohort * cohorts->count;
    for (size_t i = 0; i < history->occasion_count; i++) {
        size_t period = period_at(cohorts, history->occasions[i]);

        if (period != last && period < cohorts->count)
            cells[period - cohort].customers++;
        last = period;
    }
    for (size_t i = 0; i < history->entry_count; i++) {
        const struct entry *entry = history->entries + i;
        size_t period = period_at(cohorts, entry->day);

        if (period >= cohort && period < cohorts->count)
            cells[period - cohort].net += entry_net(entry);
    }
}

/* The cell of a cohort, once all threads' are added to the first one's. */
static const struct cohort_cell *cell_at(const struct cohorts *cohorts,
                                         size_t cohort, size_t k)
{
    return cohorts->cells[0] + cohort * cohorts->count + k;
}

static void merge(const struct view *view, struct cohorts *cohorts)
{
    for (size_t i = 1; i < view->threads; i++)
        for (size_t j = 0; j < cohorts->count * cohorts->count; j++) {
            cohorts->cells[0][j].customers += cohorts->cells[i][j].customers;
            cohorts->cells[0][j].net += cohorts->cells[i][j].net;
        }
}

static bool has_elapsed(const struct cohorts *cohorts, size_t cohort, size_t k)
{
    return cohorts->periods[cohort + k].end <= cohorts->end;
}

static void print_cohort(const struct cohorts *cohorts, size_t cohort,
                         struct table *table)
{
    double size = (double)cell_at(cohorts, cohort, 0)->customers;

    for (size_t k = 0; size > 0 && cohort + k < cohorts->count; k++) {
        const struct cohort_cell *found = cell_at(cohorts, cohort, k);
        bool elapsed = has_elapsed(cohorts, cohort, k);
        struct cell *cells = table_add(table);

        cells[0] = cell_text(cohorts->periods[cohort].name);
        cells[1] = cell_count((int64_t)k);
        cells[2] = cell_count(found->customers);
        if (k == 0 || elapsed)
            cells[3] = cell_ratio(CELL_RATE, (double)found->customers, size);
        cells[4] = cell_integer(CELL_MONEY, found->net);
        cells[5] = cell_integer(CELL_FLAG, elapsed ? 1 : 0);
        if (k > 0 && !elapsed)
            cells[6] = cell_ratio(CELL_RATE, (double)found->customers, size);
        cells[7] = cell_date(cohorts->periods[cohort].start);
    }
}

/* Ratios of sums over the cohorts that are old enough; no row without one. */
static void print_mean(const struct cohorts *cohorts, size_t k,
                       struct table *means)
{
    struct cohort_cell all = {0};
    int64_t count = 0;
    int64_t size = 0;
    struct cell *cells;

    for (size_t cohort = 0; cohort + k < cohorts->count; cohort++) {
        const struct cohort_cell *found = cell_at(cohorts, cohort, k);
        int64_t customers = cell_at(cohorts, cohort, 0)->customers;

        if (!has_elapsed(cohorts, cohort, k) || customers == 0)
            continue;
        count++;
        size += customers;
        all.customers += found->customers;
        all.net += found->net;
    }
    if (count == 0)
        return;
    cells = table_add(means);
    cells[0] = cell_count((int64_t)k);
    cells[1] = cell_count(count);
    cells[2] = cell_count(size);
    cells[3] = cell_count(all.customers);
    cells[4] = cell_ratio(CELL_RATE, (double)all.customers, (double)size);
    cells[5] = cell_integer(CELL_MONEY, all.net);
    cells[6] =
        cell_ratio(CELL_PRICE, (double)all.net / MONEY_ONE, (double)size);
}

void cohorts_make(const struct view *view, struct cohorts *cohorts,
                  struct table **table, struct table **means)
{
    merge(view, cohorts);
    *table =
        table_new(view->arena, "cohorts", "Cohorts", columns, COUNT(columns));
    *means = table_new(view->arena, "cohort_means", "Cohorts, mean",
                       mean_columns, COUNT(mean_columns));
    for (size_t i = 0; i < cohorts->count; i++)
        print_cohort(cohorts, i, *table);
    for (size_t k = 0; k < cohorts->count; k++)
        print_mean(cohorts, k, *means);
    if ((*table)->row_count == 0)
        *table = *means = NULL;
}
