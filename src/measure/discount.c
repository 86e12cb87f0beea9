#include "measure/discount.h"

#include "base/decimal.h"
#include "measure/contrast.h"

static const struct column columns[] = {
    {"group", "Group", CELL_TEXT, SUM_NONE,
     "discounted: a basket with a discount; depth: its discount over its gross "
     "sales"},
    {"orders", "Orders", CELL_COUNT, SUM_NONE, "baskets of the window"},
    {"share", "Share", CELL_RATE, SUM_NONE, "of orders"},
    {"net_sales", "Net sales", CELL_MONEY, SUM_NONE,
     "of these orders, up to the window's end"},
    {"aov", "AOV", CELL_PRICE, SUM_NONE, "(gross sales - discount) / orders"},
    {"upt", "UPT", CELL_RATIO, SUM_NONE, "units / orders"},
    {"discount_rate", "Discount rate", CELL_RATE, SUM_NONE,
     "discount over gross sales"},
    {"new_share", "New customers", CELL_RATE, SUM_NONE,
     "identified orders of customers whose first occasion is in the window, "
     "over identified orders"},
};

static const struct column difference_columns[] = {
    {"measure", "Measure", CELL_TEXT, SUM_NONE,
     "the columns of discounts; aov and upt as means over orders"},
    CONTRAST_COLUMNS("discounted", "Discounted", "full_price", "Full price"),
};

/* How deep a discount is; BAND_NONE is full price. */
enum band {
    BAND_NONE,
    BAND_10,
    BAND_20,
    BAND_30,
    BAND_50,
    BAND_ABOVE,
    BANDS,
};

static const struct {
    const char *name;
    int64_t most; /* percent of gross sales */
} bands[BANDS] = {
    [BAND_NONE] = {"depth 0", 0},      [BAND_10] = {"depth <= 10 %", 10},
    [BAND_20] = {"depth <= 20 %", 20}, [BAND_30] = {"depth <= 30 %", 30},
    [BAND_50] = {"depth <= 50 %", 50}, [BAND_ABOVE] = {"depth > 50 %", 100},
};

enum arm { DISCOUNTED, FULL_PRICE, ARMS };

/* Orders of a band, or of an arm. */
struct orders {
    struct sample value; /* gross - discount of an order */
    struct sample units;
    int128 gross;
    int128 discount;
    int128 returns;
    struct share fresh; /* identified: those of new customers, and all */
};

/* What one thread has counted. */
struct stint {
    struct orders bands[BANDS];
    struct clusters discounts[ARMS]; /* over gross sales; by customer */
};

struct discounts {
    const struct view *view;
    struct stint *stints; /* of each thread */
};

struct discounts *discount_begin(struct arena *scratch, const struct view *view)
{
    struct discounts *discounts = arena_new(scratch, struct discounts);

    discounts->view = view;
    discounts->stints = arena_array(scratch, struct stint, view->threads);
    return discounts;
}

/* What is more than the whole is as deep as can be. */
static enum band band_of(const struct purchase *basket)
{
    enum band band = BAND_NONE;

    while (band < BAND_ABOVE && (int128)basket->discount * 100 >
                                    (int128)basket->gross * bands[band].most)
        band++;
    return band;
}

static void add_basket(struct orders *orders, const struct purchase *basket)
{
    sample_add(&orders->value, basket->gross - basket->discount);
    sample_add(&orders->units, basket->units);
    orders->gross += basket->gross;
    orders->discount += basket->discount;
    orders->returns += basket->returns;
}

void discount_count(void *context, const struct patron *patron, size_t thread)
{
    const struct discounts *discounts = context;
    struct stint *stint = discounts->stints + thread;
    bool is_known = patron->customer != MAP_NONE;
    bool is_new =
        is_known && view_holds(discounts->view, SLOT_NOW, patron->first);
    struct orders arms[ARMS] = {0};

    for (size_t i = 0; i < patron->basket_count; i++) {
        const struct purchase *basket = patron->baskets + i;
        enum band band = band_of(basket);

        add_basket(stint->bands + band, basket);
        add_basket(arms + (band == BAND_NONE ? FULL_PRICE : DISCOUNTED),
                   basket);
        stint->bands[band].fresh.n += is_known;
        stint->bands[band].fresh.count += is_new;
    }
    for (size_t arm = 0; arm < ARMS; arm++)
        if (arms[arm].value.n > 0)
            clusters_add(stint->discounts + arm, (int64_t)arms[arm].discount,
                         (int64_t)arms[arm].gross);
}

static void merge_orders(struct orders *into, const struct orders *more)
{
    sample_merge(&into->value, &more->value);
    sample_merge(&into->units, &more->units);
    into->gross += more->gross;
    into->discount += more->discount;
    into->returns += more->returns;
    into->fresh.count += more->fresh.count;
    into->fresh.n += more->fresh.n;
}

/* All threads into the first one's. */
static void merge(struct discounts *discounts)
{
    struct stint *all = discounts->stints;

    for (size_t i = 1; i < discounts->view->threads; i++) {
        const struct stint *stint = discounts->stints + i;

        for (size_t band = 0; band < BANDS; band++)
            merge_orders(all->bands + band, stint->bands + band);
        for (size_t arm = 0; arm < ARMS; arm++)
            clusters_merge(all->discounts + arm, stint->discounts + arm);
    }
}

static void sum_arms(const struct discounts *discounts,
                     struct orders arms[ARMS])
{
    const struct orders *of = discounts->stints->bands;

    arms[DISCOUNTED] = (struct orders){0};
    arms[FULL_PRICE] = of[BAND_NONE];
    for (size_t band = BAND_NONE + 1; band < BANDS; band++)
        merge_orders(arms + DISCOUNTED, of + band);
}

static void add_row(struct table *table, const char *group,
                    const struct orders *orders, int64_t all)
{
    struct cell *cells = table_add(table);

    cells[0] = cell_label(group);
    cells[1] = cell_count(orders->value.n);
    cells[2] = cell_ratio(CELL_RATE, (double)orders->value.n, (double)all);
    cells[3] =
        cell_integer(CELL_MONEY, (int64_t)(orders->gross - orders->discount -
                                           orders->returns));
    cells[4] =
        cell_real(CELL_PRICE, sample_estimate(&orders->value, MONEY_ONE).value);
    cells[5] = cell_real(CELL_RATIO,
                         sample_estimate(&orders->units, QUANTITY_ONE).value);
    cells[6] =
        cell_ratio(CELL_RATE, (double)orders->discount, (double)orders->gross);
    cells[7] = cell_real(CELL_RATE, share_estimate(orders->fresh).value);
}

static bool is_known(const struct view *view)
{
    return view->totals[SLOT_WHOLE].sums.discount != 0;
}

struct table *discount_make(const struct view *view,
                            struct discounts *discounts)
{
    struct orders arms[ARMS];
    struct table *table;
    int64_t all;

    if (!is_known(view))
        return NULL;
    merge(discounts);
    sum_arms(discounts, arms);
    all = arms[DISCOUNTED].value.n + arms[FULL_PRICE].value.n;
    table = table_new(view->arena, "discounts", "Discounted orders", columns,
                      COUNT(columns));
    add_row(table, "discounted", arms + DISCOUNTED, all);
    add_row(table, "full price", arms + FULL_PRICE, all);
    for (size_t band = 0; band < BANDS; band++)
        add_row(table, bands[band].name, discounts->stints->bands + band, all);
    return table;
}

static void add_difference(struct table *table, const char *measure,
                           enum cell_kind kind,
                           const struct difference *difference)
{
    struct cell *cells = table_add(table);

    cells[0] = cell_label(measure);
    contrast_set(cells + 1, kind, difference);
}

/* Clusters decide what is proven; how many orders they hold is what is
 * printed. */
static void add_clusters(struct table *table, const char *measure,
                         const struct clusters clusters[ARMS],
                         const struct orders arms[ARMS])
{
    struct estimate first = clusters_estimate(clusters + DISCOUNTED);
    struct estimate second = clusters_estimate(clusters + FULL_PRICE);
    struct difference difference = difference_of_estimates(&first, &second);

    difference.n_first = arms[DISCOUNTED].value.n;
    difference.n_second = arms[FULL_PRICE].value.n;
    add_difference(table, measure, CELL_RATE, &difference);
}

struct table *discount_make_differences(const struct view *view,
                                        const struct discounts *discounts)
{
    struct orders arms[ARMS];
    struct difference difference;
    struct table *table;

    if (!is_known(view))
        return NULL;
    sum_arms(discounts, arms);
    table = table_new(view->arena, "discount_differences",
                      "Discounted against full price", difference_columns,
                      COUNT(difference_columns));
    difference = difference_of_means(&arms[DISCOUNTED].value,
                                     &arms[FULL_PRICE].value, MONEY_ONE);
    add_difference(table, "aov", CELL_PRICE, &difference);
    difference = difference_of_means(&arms[DISCOUNTED].units,
                                     &arms[FULL_PRICE].units, QUANTITY_ONE);
    add_difference(table, "upt", CELL_RATIO, &difference);
    add_clusters(table, "discount_rate", discounts->stints->discounts, arms);
    difference =
        difference_of_shares(arms[DISCOUNTED].fresh, arms[FULL_PRICE].fresh);
    add_difference(table, "new_share", CELL_RATE, &difference);
    return table;
}
