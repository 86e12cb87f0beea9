#include "measure/churn.h"

#include <math.h>

/* More than so many times the own gap is overdue, of so many occasions. */
enum { OVERDUE_GAPS = 2, OVERDUE_OCCASIONS = 3 };

static const struct column columns[] = {
    {"customer_id", "Customer", CELL_TEXT, SUM_NONE, NULL},
    {"days_since", "Days since", CELL_COUNT, SUM_NONE,
     "as-of day less the day of the last basket"},
    {"average_gap", "Average gap", CELL_RATIO, SUM_NONE,
     "days between occasions: (last - first) / (occasions - 1)"},
    {"overdue_ratio", "Overdue ratio", CELL_RATIO, SUM_NONE,
     "days since / average gap"},
    {"spend_change_pct", "Change of spend", CELL_CHANGE, SUM_NONE,
     "net sales per day of the last 3 fiscal periods that have ended against "
     "the 3 before; none where these were not positive"},
    {"at_risk", "At risk", CELL_FLAG, SUM_NONE,
     "more days since than the rule at_risk_days says"},
    {"overdue", "Overdue", CELL_FLAG, SUM_NONE,
     "overdue ratio above 2, and 3 occasions or more"},
};

/* Per day, over spend before that was positive. */
static double change_of(const struct profile_days *days,
                        const struct profile *profile)
{
    if (days->recent == DATE_NONE || profile->earlier <= 0)
        return (double)NAN;
    return (double)profile->recent * (days->recent - days->earlier) /
               ((double)profile->earlier *
                (days->recent_end - days->recent + 1)) -
           1;
}

/* Exactly: days since / ((last - first) / (occasions - 1)) > 2. */
static bool is_overdue(const struct profile *profile, int32_t days_since)
{
    return profile->occasions >= OVERDUE_OCCASIONS &&
           (int64_t)days_since * (profile->occasions - 1) >
               (int64_t)OVERDUE_GAPS *
                   (profile->last_occasion - profile->first);
}

struct churn churn_of(const struct clientele *clientele,
                      const struct profile *profile)
{
    const struct profile_days *days = &clientele->days;
    struct churn churn = {.known = profile->last != DATE_NONE,
                          .gap = profile_gap(profile),
                          .overdue_ratio = (double)NAN,
                          .change = change_of(days, profile)};

    if (!churn.known)
        return churn;
    churn.days_since = days->end - profile->last;
    churn.overdue_ratio = churn.days_since / churn.gap;
    churn.at_risk = churn.days_since > clientele->config->rules.at_risk_days;
    churn.overdue = is_overdue(profile, churn.days_since);
    return churn;
}

static void give_row(const void *source, size_t row, struct cell *cells)
{
    const struct clientele *clientele = source;
    uint32_t customer = clientele->buyers.customers[row];
    struct profile profile = profile_store_get(clientele->profiles, customer);
    struct churn churn = churn_of(clientele, &profile);

    clientele_fetch(clientele, &clientele->buyers, row);
    cells[0] = cell_text(book_customer_id(clientele->book, customer));
    cells[2] = cell_real(CELL_RATIO, churn.gap);
    cells[4] = cell_real(CELL_CHANGE, churn.change);
    if (!churn.known)
        return;
    cells[1] = cell_count(churn.days_since);
    cells[3] = cell_real(CELL_RATIO, churn.overdue_ratio);
    cells[5] = cell_integer(CELL_FLAG, churn.at_risk);
    cells[6] = cell_integer(CELL_FLAG, churn.overdue);
}

struct table *churn_make(struct arena *arena, const struct clientele *clientele)
{
    struct table *table;

    if (clientele->buyers.count == 0)
        return NULL;
    table =
        table_new(arena, "churn", "Churn indicators", columns, COUNT(columns));
    table_give(table, clientele->buyers.count, give_row, clientele);
    table->is_personal = true;
    return table;
}
