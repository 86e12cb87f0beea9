#include "measure/absence.h"

#include "base/parallel.h"
#include "measure/band.h"
#include "measure/churn.h"
#include "measure/slice.h"

static const struct column summary_columns[] = {
    {"measure", "Measure", CELL_TEXT, SUM_NONE, NULL},
    {"customers", "Customers", CELL_COUNT, SUM_NONE, NULL},
    {"share", "Share", CELL_RATE, SUM_NONE,
     "of the customers with a basket by the as-of day, staff left out"},
};

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

/* Last days of bands, as shares of at_risk_days; then a year. */
static const int thirds[] = {1, 2, 3, 4, 6, 8, 12};

/* Whether at risk, and twice whether overdue. */
enum { ACTIVE, SLOW, LATE, LOST, GROUPS };

enum { YEAR = 365, BANDS = COUNT(thirds) + 2, CHUNK = 1 << 14 };

struct crowds {
    struct crowd bands[BANDS];
    struct crowd groups[GROUPS];
    struct crowd all;
};

struct absence {
    int32_t risk; /* days */
    int32_t ends[BANDS];
    size_t end_count;
    struct crowds crowds;
};

/* What threads count with. */
struct counting {
    const struct clientele *clientele;
    const struct absence *absence;
    struct crowds *crowds; /* of each thread */
};

/* The last day of each band but the open one, and how many these are. */
static size_t find_ends(int32_t risk, int32_t ends[BANDS])
{
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

static size_t band_of(const struct absence *absence, int32_t days)
{
    size_t band = 0;

    while (band < absence->end_count && days > absence->ends[band])
        band++;
    return band;
}

static void join(struct crowd *crowd, const struct churn *churn, int64_t net)
{
    crowd->customers++;
    crowd->overdue += churn->overdue;
    crowd->net += net;
}

static void count_chunk(void *context, size_t number, size_t thread)
{
    const struct counting *counting = context;
    const struct clientele *clientele = counting->clientele;
    struct crowds *crowds = counting->crowds + thread;
    struct chunk chunk =
        chunk_of(number, CHUNK, book_customer_count(clientele->book));

    for (uint32_t i = (uint32_t)chunk.first; i < chunk.end; i++) {
        struct profile profile = profile_store_get(clientele->profiles, i);
        struct churn churn;

        if (!clientele_holds(&profile))
            continue;
        churn = churn_of(clientele, &profile);
        if (!churn.known)
            continue;
        join(crowds->bands + band_of(counting->absence, churn.days_since),
             &churn, profile.net_52w);
        join(&crowds->groups[(size_t)churn.at_risk + 2 * (size_t)churn.overdue],
             &churn, profile.net_52w);
        join(&crowds->all, &churn, profile.net_52w);
    }
}

static void crowd_add(struct crowd *into, const struct crowd *more)
{
    into->customers += more->customers;
    into->overdue += more->overdue;
    into->net += more->net;
}

static void crowds_add(struct crowds *into, const struct crowds *more)
{
    for (size_t i = 0; i < BANDS; i++)
        crowd_add(into->bands + i, more->bands + i);
    for (size_t i = 0; i < GROUPS; i++)
        crowd_add(into->groups + i, more->groups + i);
    crowd_add(&into->all, &more->all);
}

struct absence *absence_make(struct arena *arena,
                             const struct clientele *clientele, size_t threads)
{
    struct absence *absence;
    struct arena scratch = {0};
    struct counting counting = {.clientele = clientele};
    size_t chunks = chunk_count(book_customer_count(clientele->book), CHUNK);

    if (clientele->buyers.count == 0)
        return NULL;
    absence = arena_new(arena, struct absence);
    absence->risk = (int32_t)clientele->config->rules.at_risk_days;
    absence->end_count = find_ends(absence->risk, absence->ends);
    counting.absence = absence;
    counting.crowds = arena_array(&scratch, struct crowds, threads + 1);
    parallel_run(threads, chunks, count_chunk, &counting);
    for (size_t i = 0; i <= threads; i++)
        crowds_add(&absence->crowds, counting.crowds + i);
    arena_free(&scratch);
    return absence;
}

static void add_measure(struct table *table, const char *name, int64_t count,
                        int64_t all)
{
    struct cell *cells = table_add(table);

    cells[0] = cell_label(name);
    cells[1] = cell_count(count);
    cells[2] = cell_ratio(CELL_RATE, (double)count, (double)all);
}

struct table *absence_summary(struct arena *arena,
                              const struct absence *absence)
{
    const struct crowd *groups = absence ? absence->crowds.groups : NULL;
    struct table *table;
    int64_t all;

    if (!absence)
        return NULL;
    all = absence->crowds.all.customers;
    table = table_new(arena, "churn_summary", "Churn", summary_columns,
                      COUNT(summary_columns));
    add_measure(table, "customers", all, all);
    add_measure(table, "at_risk",
                groups[SLOW].customers + groups[LOST].customers, all);
    add_measure(table, "overdue",
                groups[LATE].customers + groups[LOST].customers, all);
    add_measure(table, "at_risk_and_overdue", groups[LOST].customers, all);
    return table;
}

static void set_band(struct table *table, const struct absence *absence,
                     size_t band)
{
    const int32_t *ends = absence->ends;
    struct cell *cells = table_add(table);
    int32_t from = band ? ends[band - 1] + 1 : 0;

    cells[1] = cell_count(from);
    cells[3] = cell_integer(CELL_FLAG, from > absence->risk);
    if (band < absence->end_count)
        cells[2] = cell_count(ends[band]);
}

static void set_crowd(struct cell *cells, const struct crowd *crowd,
                      int64_t all)
{
    cells[4] = cell_count(crowd->customers);
    cells[5] = cell_ratio(CELL_RATE, (double)crowd->customers, (double)all);
    cells[6] = cell_count(crowd->overdue);
    cells[7] = cell_integer(CELL_MONEY, crowd->net);
}

struct table *absence_bands(struct arena *arena, const struct absence *absence)
{
    struct table *table;

    if (!absence)
        return NULL;
    table = table_new(arena, "churn_bands", "Days away", band_columns,
                      COUNT(band_columns));
    for (size_t band = 0; band <= absence->end_count; band++) {
        set_band(table, absence, band);
        set_crowd(table->cells + band * COUNT(band_columns),
                  absence->crowds.bands + band, absence->crowds.all.customers);
    }
    band_name(table);
    return table;
}

struct table *absence_groups(struct arena *arena, const struct absence *absence)
{
    static const char *const names[GROUPS] = {
        [ACTIVE] = "active", [SLOW] = "slow", [LATE] = "late", [LOST] = "lost"};
    struct table *table;

    if (!absence)
        return NULL;
    table = table_new(arena, "churn_groups", "At risk and overdue",
                      group_columns, COUNT(group_columns));
    for (size_t i = 0; i < GROUPS; i++) {
        const struct crowd *crowd = absence->crowds.groups + i;
        const struct crowd *all = &absence->crowds.all;
        struct cell *cells = table_add(table);

        cells[0] = cell_label(names[i]);
        cells[1] = cell_integer(CELL_FLAG, (int64_t)i % 2);
        cells[2] = cell_integer(CELL_FLAG, (int64_t)i / 2);
        cells[3] = cell_count(crowd->customers);
        cells[4] = cell_ratio(CELL_RATE, (double)crowd->customers,
                              (double)all->customers);
        cells[5] = cell_integer(CELL_MONEY, crowd->net);
        cells[6] = slice_share(crowd->net, all->net);
    }
    return table;
}
