#include "measure/absence.h"

#include "measure/churn.h"

static const struct column band_columns[] = {
    {"band", "Days away", CELL_TEXT, SUM_NONE, "days since the last basket"},
    {"from", "From", CELL_COUNT, SUM_NONE, "days"},
    {"to", "To", CELL_COUNT, SUM_NONE, "days; the last band has no end"},
    {"at_risk", "At risk", CELL_FLAG, SUM_NONE,
     "more days than the rule at_risk_days says"},
    {"customers", "Customers", CELL_COUNT, SUM_TOTAL, NULL},
    {"share", "Share", CELL_RATE, SUM_TOTAL,
     "of the customers with a basket by the as-of day, staff left out"},
    {"overdue_customers", "Overdue", CELL_COUNT, SUM_TOTAL,
     "of these; away for more than twice their own gap"},
    {"net_sales_52w", "Net sales, 52 weeks", CELL_MONEY, SUM_TOTAL,
     "that they brought in the 52 weeks to the as-of day"},
};

static const struct column group_columns[] = {
    {"group", "Group", CELL_TEXT, SUM_NONE,
     "active: neither; slow: at risk, but not overdue; late: overdue, but not "
     "at risk; lost: both"},
    {"at_risk", "At risk", CELL_FLAG, SUM_NONE, NULL},
    {"overdue", "Overdue", CELL_FLAG, SUM_NONE, NULL},
    {"customers", "Customers", CELL_COUNT, SUM_TOTAL, NULL},
    {"share", "Share", CELL_RATE, SUM_TOTAL,
     "of the customers with a basket by the as-of day, staff left out"},
    {"net_sales_52w", "Net sales, 52 weeks", CELL_MONEY, SUM_TOTAL,
     "that they brought in the 52 weeks to the as-of day"},
    {"share_sales", "Share of these", CELL_RATE, SUM_TOTAL,
     "of the net sales of all of them"},
};

/* Customers that are told together. */
struct crowd {
    int64_t customers;
    int64_t overdue;
    int64_t net;
};

static void join(struct crowd *crowd, const struct churn *churn, int64_t net)
{
    crowd->customers++;
    crowd->overdue += churn->overdue;
    crowd->net += net;
}

/* Last days of bands, as shares of at_risk_days; then a year. */
static const int thirds[] = {1, 2, 3, 4, 6, 8, 12};

enum { YEAR = 365, BANDS = COUNT(thirds) + 2 };

/* The last day of each band but the open one, and how many these are. */
static size_t find_ends(const struct clientele *clientele, int32_t ends[BANDS])
{
    int32_t risk = (int32_t)clientele->config->rules.at_risk_days;
    size_t count = 0;

    for (size_t i = 0; i < COUNT(thirds); i++) {
        int32_t end = risk * thirds[i] / 3;

        if (count == 0 || end > ends[count - 1])
            ends[count++] = end;
    }
    if (ends[count - 1] < YEAR)
        ends[count++] = YEAR;
    return count;
}

static size_t band_of(const int32_t *ends, size_t count, int32_t days)
{
    size_t band = 0;

    while (band < count && days > ends[band])
        band++;
    return band;
}

static void set_band(struct table *table, const int32_t *ends, size_t count,
                     size_t band, int32_t risk)
{
    struct cell *cells = table_add(table);
    int32_t from = band ? ends[band - 1] + 1 : 0;

    cells[1] = cell_count(from);
    cells[3] = cell_integer(CELL_FLAG, from > risk);
    if (band < count) {
        cells[2] = cell_count(ends[band]);
        cells[0] = cell_text(str_format(table->arena, "%d\xE2\x80\x93%d",
                                        (int)from, (int)ends[band]));
    } else {
        cells[0] =
            cell_text(str_format(table->arena, "%d and more", (int)from));
    }
}

static void set_crowd(struct cell *cells, const struct crowd *crowd,
                      int64_t all)
{
    cells[4] = cell_count(crowd->customers);
    cells[5] = cell_ratio(CELL_RATE, (double)crowd->customers, (double)all);
    cells[6] = cell_count(crowd->overdue);
    cells[7] = cell_integer(CELL_MONEY, crowd->net);
}

struct table *absence_bands(struct arena *arena,
                            const struct clientele *clientele)
{
    int32_t ends[BANDS];
    size_t count = find_ends(clientele, ends);
    struct crowd crowds[BANDS] = {0};
    struct table *table;
    int64_t all = 0;

    if (clientele->buyers.count == 0)
        return NULL;
    for (size_t i = 0; i < clientele->buyers.count; i++) {
        struct profile profile = profile_store_get(
            clientele->profiles, clientele->buyers.customers[i]);
        struct churn churn = churn_of(clientele, &profile);

        if (!churn.known)
            continue;
        all++;
        join(&crowds[band_of(ends, count, churn.days_since)], &churn,
             profile.net_52w);
    }
    table = table_new(arena, "churn_bands", "Days away", band_columns,
                      COUNT(band_columns));
    for (size_t band = 0; band <= count; band++) {
        set_band(table, ends, count, band,
                 (int32_t)clientele->config->rules.at_risk_days);
        set_crowd(table->cells + band * COUNT(band_columns), &crowds[band],
                  all);
    }
    return table;
}

enum { GROUPS = 4 };

struct table *absence_groups(struct arena *arena,
                             const struct clientele *clientele)
{
    static const char *const names[GROUPS] = {"active", "slow", "late", "lost"};
    struct crowd crowds[GROUPS] = {0};
    struct crowd all = {0};
    struct table *table;

    if (clientele->buyers.count == 0)
        return NULL;
    for (size_t i = 0; i < clientele->buyers.count; i++) {
        struct profile profile = profile_store_get(
            clientele->profiles, clientele->buyers.customers[i]);
        struct churn churn = churn_of(clientele, &profile);

        if (!churn.known)
            continue;
        join(&crowds[churn.at_risk + 2 * churn.overdue], &churn,
             profile.net_52w);
        join(&all, &churn, profile.net_52w);
    }
    table = table_new(arena, "churn_groups", "At risk and overdue",
                      group_columns, COUNT(group_columns));
    for (size_t i = 0; i < GROUPS; i++) {
        struct cell *cells = table_add(table);

        cells[0] = cell_label(names[i]);
        cells[1] = cell_integer(CELL_FLAG, (int64_t)i % 2);
        cells[2] = cell_integer(CELL_FLAG, (int64_t)i / 2);
        cells[3] = cell_count(crowds[i].customers);
        cells[4] = cell_ratio(CELL_RATE, (double)crowds[i].customers,
                              (double)all.customers);
        cells[5] = cell_integer(CELL_MONEY, crowds[i].net);
        cells[6] =
            cell_ratio(CELL_RATE, (double)crowds[i].net, (double)all.net);
    }
    return table;
}
