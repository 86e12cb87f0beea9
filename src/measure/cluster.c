#include "measure/cluster.h"

#include "base/parallel.h"

#include <math.h>

enum { LEAST_BUYERS = 25, SAMPLE = 4000, CHUNK = 1 << 14, WORDS = 3 };

/* A centre that is nearer to the mean than that is called nothing. */
static const double distinct = 0.25;

static const struct column columns[] = {
    {"cluster", "Cluster", CELL_TEXT, SUM_NONE,
     "named by what sets its middle furthest apart from all customers"},
    {"customers", "Customers", CELL_COUNT, SUM_TOTAL,
     "identified, no staff, with an occasion"},
    {"share_customers", "Share of customers", CELL_RATE, SUM_NONE, NULL},
    {"net_sales_52w", "Net sales, 52 weeks", CELL_MONEY, SUM_TOTAL,
     "of the 364 days to the as-of day"},
    {"share_sales", "Share of sales", CELL_RATE, SUM_NONE,
     "of the 52 weeks’ net sales of all clusters"},
    {"days_since", "Days since", CELL_RATIO, SUM_NONE,
     "mean of days since the last occasion"},
    {"occasions", "Occasions", CELL_RATIO, SUM_NONE, "mean"},
    {"aov", "Basket value", CELL_PRICE, SUM_NONE,
     "(gross sales - discount) / baskets, of all days"},
    {"upt", "Units per basket", CELL_RATIO, SUM_NONE, NULL},
    {"discount_rate", "Discount rate", CELL_RATE, SUM_NONE,
     "discount / gross sales, of all days"},
    {"silhouette", "Silhouette", CELL_RATIO, SUM_NONE,
     "of all clusters, from -1 to 1: how much nearer customers are to their "
     "own cluster than to the next; 0.25 or less is no clear structure"},
};

/* What a customer much above or below the mean is called. */
static const struct {
    const char *above;
    const char *below;
} words[CLUSTER_FEATURES] = {
    [FEATURE_RECENCY] = {"long away", "recent"},
    [FEATURE_FREQUENCY] = {"frequent", "rare"},
    [FEATURE_VALUE] = {"large baskets", "small baskets"},
    [FEATURE_UNITS] = {"many units", "few units"},
    [FEATURE_DISCOUNT] = {"on discount", "full price"},
};

/* What the customers of a cluster add up to. */
struct cluster_sums {
    int64_t customers;
    int64_t net_52w;
    int64_t days_since;
    int64_t occasions;
    int64_t baskets;
    int64_t gross;
    int64_t discount;
    int64_t units;
};

struct run {
    const struct clientele *clientele;
    struct customer_clusters *clusters;
    struct kmeans groups;
    double means[CLUSTER_FEATURES]; /* of the sample's logarithms */
    double deviations[CLUSTER_FEATURES];
    struct cluster_sums (*sums)[KMEANS_MOST]; /* of each thread */
};

static double ratio(int64_t part, int64_t whole)
{
    return whole > 0 && part > 0 ? (double)part / (double)whole : 0;
}

static void set_features(const struct clientele *clientele,
                         const struct profile *profile,
                         double features[static CLUSTER_FEATURES])
{
    features[FEATURE_RECENCY] =
        log1p((double)(clientele->days.end - profile->last_occasion));
    features[FEATURE_FREQUENCY] = log1p((double)profile->occasions);
    features[FEATURE_VALUE] =
        log1p(ratio(profile->gross - profile->discount, profile->baskets) /
              MONEY_ONE);
    features[FEATURE_UNITS] =
        log1p(ratio(profile->units, profile->baskets) / QUANTITY_ONE);
    features[FEATURE_DISCOUNT] =
        log1p(ratio(profile->discount, profile->gross));
}

static void standardise(const struct run *run, double *features)
{
    for (size_t i = 0; i < CLUSTER_FEATURES; i++)
        features[i] = run->deviations[i] > 0
                          ? (features[i] - run->means[i]) / run->deviations[i]
                          : 0;
}

/* Buyers that are evenly spread in the order of ids. */
static size_t take_sample(const struct clientele *clientele,
                          double (*features)[CLUSTER_FEATURES])
{
    size_t buyers = clientele->buyers.count;
    size_t count = buyers < SAMPLE ? buyers : SAMPLE;

    for (size_t i = 0; i < count; i++) {
        struct profile profile =
            profile_store_get(clientele->profiles,
                              clientele->buyers.customers[i * buyers / count]);

        set_features(clientele, &profile, features[i]);
    }
    return count;
}

static void learn_scale(struct run *run, double (*features)[CLUSTER_FEATURES],
                        size_t count)
{
    for (size_t i = 0; i < CLUSTER_FEATURES; i++) {
        double sum = 0;
        double squares = 0;

        for (size_t j = 0; j < count; j++)
            sum += features[j][i];
        run->means[i] = sum / (double)count;
        for (size_t j = 0; j < count; j++)
            squares += (features[j][i] - run->means[i]) *
                       (features[j][i] - run->means[i]);
        run->deviations[i] = sqrt(squares / (double)count);
        if (run->deviations[i] < 1e-9) /* all equal, but for rounding */
            run->deviations[i] = 0;
    }
}

/* The groups of a sample; false if there are none. */
static bool find_groups(struct arena *scratch, struct run *run)
{
    double(*features)[CLUSTER_FEATURES] =
        arena_alloc(scratch, SAMPLE, sizeof *features);
    size_t count = take_sample(run->clientele, features);
    const struct points points = {features[0], count, CLUSTER_FEATURES};

    if (count < LEAST_BUYERS)
        return false;
    learn_scale(run, features, count);
    for (size_t i = 0; i < count; i++)
        standardise(run, features[i]);
    return kmeans_choose(&points, &run->groups);
}

static void count_customer(const struct run *run, const struct profile *profile,
                           struct cluster_sums *sums)
{
    sums->customers++;
    sums->net_52w += profile->net_52w;
    sums->days_since += run->clientele->days.end - profile->last_occasion;
    sums->occasions += profile->occasions;
    sums->baskets += profile->baskets;
    sums->gross += profile->gross;
    sums->discount += profile->discount;
    sums->units += profile->units;
}

/* Put the customers of a stretch of the book in their clusters. */
static void assign_chunk(void *context, size_t number, size_t thread)
{
    struct run *run = context;
    struct chunk chunk =
        chunk_of(number, CHUNK, book_customer_count(run->clientele->book));

    for (size_t i = chunk.first; i < chunk.end; i++) {
        struct profile profile =
            profile_store_get(run->clientele->profiles, (uint32_t)i);
        double features[CLUSTER_FEATURES];
        size_t cluster;

        run->clusters->of[i] = CLUSTER_NONE;
        if (!clientele_holds(&profile))
            continue;
        set_features(run->clientele, &profile, features);
        standardise(run, features);
        cluster = kmeans_nearest(&run->groups, features);
        run->clusters->of[i] = (uint8_t)cluster;
        count_customer(run, &profile, run->sums[thread] + cluster);
    }
}

static void gather(struct cluster_sums *into, const struct cluster_sums *more)
{
    into->customers += more->customers;
    into->net_52w += more->net_52w;
    into->days_since += more->days_since;
    into->occasions += more->occasions;
    into->baskets += more->baskets;
    into->gross += more->gross;
    into->discount += more->discount;
    into->units += more->units;
}

/* Each customer's cluster; the sums of all threads are the first one's. */
static void assign(struct arena *arena, struct run *run, size_t threads)
{
    size_t count = book_customer_count(run->clientele->book);

    run->clusters->of = arena_alloc(arena, count + 1, 1);
    parallel_run(threads, chunk_count(count, CHUNK), assign_chunk, run);
    for (size_t i = 1; i < threads; i++)
        for (size_t j = 0; j < KMEANS_MOST; j++)
            gather(run->sums[0] + j, run->sums[i] + j);
}

/* Clusters by what they buy, largest first. */
static void sort_clusters(struct run *run, size_t order[static KMEANS_MOST])
{
    for (size_t i = 0; i < run->groups.count; i++) {
        size_t at = i;

        for (; at > 0 &&
               run->sums[0][order[at - 1]].net_52w < run->sums[0][i].net_52w;
             at--)
            order[at] = order[at - 1];
        order[at] = i;
    }
}

/* Features by how far the centre lies from the mean, furthest first. */
static void sort_features(const double *centre,
                          size_t order[static CLUSTER_FEATURES])
{
    for (size_t i = 0; i < CLUSTER_FEATURES; i++) {
        size_t at = i;

        for (; at > 0 && fabs(centre[order[at - 1]]) < fabs(centre[i]); at--)
            order[at] = order[at - 1];
        order[at] = i;
    }
}

/* "Frequent, large baskets"; of so many words at the most. */
static struct str describe(struct arena *arena, const double *centre,
                           size_t most)
{
    struct text name = {.arena = arena};
    size_t order[CLUSTER_FEATURES];

    sort_features(centre, order);
    for (size_t i = 0; i < most && fabs(centre[order[i]]) >= distinct; i++)
        text_addf(&name, "%s%s", i ? ", " : "",
                  centre[order[i]] > 0 ? words[order[i]].above
                                       : words[order[i]].below);
    if (name.len == 0)
        text_addf(&name, "average");
    if (name.at[0] >= 'a' && name.at[0] <= 'z')
        name.at[0] = (char)(name.at[0] - 'a' + 'A');
    return text_str(&name);
}

static bool is_taken(const struct str *names, size_t count, struct str name)
{
    for (size_t i = 0; i < count; i++)
        if (str_equal(names[i], name))
            return true;
    return false;
}

/* Two words, three where one before is called so, else a number too. */
static struct str name_cluster(struct arena *arena, const struct str *names,
                               size_t number, const double *centre)
{
    struct str name = describe(arena, centre, WORDS - 1);

    if (is_taken(names, number, name))
        name = describe(arena, centre, WORDS);
    if (is_taken(names, number, name))
        name = str_format(arena, "%.*s (%zu)", STR_ARGS(name), number + 1);
    return name;
}

static void add_row(struct table *table, const struct cluster_sums *sums,
                    const struct cluster_sums *all, struct str name,
                    double silhouette)
{
    struct cell *cells = table_add(table);
    double customers = (double)sums->customers;

    cells[0] = cell_text(name);
    cells[1] = cell_count(sums->customers);
    cells[2] = cell_ratio(CELL_RATE, customers, (double)all->customers);
    cells[3] = cell_integer(CELL_MONEY, sums->net_52w);
    if (all->net_52w > 0)
        cells[4] =
            cell_ratio(CELL_RATE, (double)sums->net_52w, (double)all->net_52w);
    cells[5] = cell_ratio(CELL_RATIO, (double)sums->days_since, customers);
    cells[6] = cell_ratio(CELL_RATIO, (double)sums->occasions, customers);
    cells[7] = cell_ratio(CELL_PRICE,
                          (double)(sums->gross - sums->discount) / MONEY_ONE,
                          (double)sums->baskets);
    cells[8] = cell_ratio(CELL_RATIO, (double)sums->units / QUANTITY_ONE,
                          (double)sums->baskets);
    cells[9] =
        cell_ratio(CELL_RATE, (double)sums->discount, (double)sums->gross);
    cells[10] = cell_real(CELL_RATIO, silhouette);
}

/* Names and rows in the order of sales. */
static struct table *list_clusters(struct arena *arena, struct run *run)
{
    struct table *table =
        table_new(arena, "clusters", "Clusters", columns, COUNT(columns));
    struct str names[KMEANS_MOST];
    size_t order[KMEANS_MOST];
    struct cluster_sums all = {0};

    sort_clusters(run, order);
    for (size_t i = 0; i < run->groups.count; i++)
        gather(&all, run->sums[0] + i);
    for (size_t i = 0; i < run->groups.count; i++) {
        size_t number = order[i];

        names[i] = name_cluster(arena, names, i, run->groups.centres[number]);
        run->clusters->names[number] = names[i];
        add_row(table, run->sums[0] + number, &all, names[i],
                run->groups.silhouette);
    }
    table->note = STR("k-means on standardised logarithms; the number of "
                      "clusters from 3 to 8 is the one with the largest "
                      "silhouette");
    return table;
}

const struct customer_clusters *cluster_make(struct arena *arena,
                                             const struct clientele *clientele,
                                             size_t threads,
                                             struct table **table)
{
    struct arena scratch = {0};
    struct run run = {.clientele = clientele};

    *table = NULL;
    if (find_groups(&scratch, &run)) {
        run.clusters = arena_new(arena, struct customer_clusters);
        run.sums = arena_alloc(&scratch, threads, sizeof *run.sums);
        assign(arena, &run, threads);
        *table = list_clusters(arena, &run);
    }
    arena_free(&scratch);
    return run.clusters;
}

struct str cluster_name(const struct customer_clusters *clusters,
                        uint32_t customer)
{
    if (!clusters || clusters->of[customer] == CLUSTER_NONE)
        return (struct str){0};
    return clusters->names[clusters->of[customer]];
}
