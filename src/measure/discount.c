#include "measure/discount.h"

#include "base/decimal.h"
#include "measure/contrast.h"
#include "measure/visit.h"

#include <assert.h>

static const struct column columns[] = {
    {"group", "Group", CELL_TEXT, SUM_NONE,
     "discounted: a basket with a discount; depth: its discount over its gross "
     "sales"},
    {"orders", "Orders", CELL_COUNT, SUM_NONE, "baskets of the window"},
    {"share", "Share", CELL_RATE, SUM_NONE, "of orders"},
    {"net_sales", "Net sales", CELL_MONEY, SUM_NONE,
     "of these orders, up to the as-of day"},
    {"aov", "AOV", CELL_PRICE, SUM_NONE, "(gross sales - discount) / orders"},
    {"upt", "UPT", CELL_RATIO, SUM_NONE, "units / orders"},
    {"discount_rate", "Discount rate", CELL_RATE, SUM_NONE,
     "discount over gross sales"},
    {"margin_rate", "Margin rate", CELL_RATE, SUM_NONE,
     "of these orders, up to the as-of day, of products with a unit cost"},
    {"return_rate", "Return rate", CELL_RATE, SUM_NONE,
     "returned units in these orders, up to the as-of day, over units"},
    {"new_share", "New customers", CELL_RATE, SUM_NONE,
     "identified orders of customers whose first occasion is in the window, "
     "over identified orders"},
    {"label", "Group in words", CELL_TEXT, SUM_NONE, NULL},
};

static const struct column difference_columns[] = {
    {"measure", "Measure", CELL_TEXT, SUM_NONE,
     "the columns of discounts; intervals: aov and upt as means over orders, "
     "discount_rate with the customer as cluster, margin_rate and return_rate "
     "with the order"},
    CONTRAST_COLUMNS("discounted", "Discounted", "full_price", "Full price"),
};

static const char *const band_labels[DEPTH_BANDS] = {
    [DEPTH_NONE] = "Full price", [DEPTH_TO_10] = "Up to 10% off",
    [DEPTH_TO_20] = "Up to 20%", [DEPTH_TO_30] = "Up to 30%",
    [DEPTH_TO_50] = "Up to 50%", [DEPTH_ABOVE_50] = "Over 50%",
};

static const char *const band_names[DEPTH_BANDS] = {
    [DEPTH_NONE] = "depth 0",        [DEPTH_TO_10] = "depth <= 10 %",
    [DEPTH_TO_20] = "depth <= 20 %", [DEPTH_TO_30] = "depth <= 30 %",
    [DEPTH_TO_50] = "depth <= 50 %", [DEPTH_ABOVE_50] = "depth > 50 %",
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
    struct orders bands[DEPTH_BANDS];
    struct clusters discounts[ARMS]; /* over gross sales; by customer */
};

struct discounts {
    const struct view *view;
    struct depth_sums depths[DEPTH_BANDS]; /* costs and returned units */
    struct stint *stints;                  /* of each thread */
};

/* All baskets of the window. */
static void add_depths(const struct view *view, struct depth_sums *depths)
{
    struct visit visit = visit_window(view, SLOT_NOW);

    for (size_t day = visit.day; day < visit.end; day++)
        for (size_t i = 0; i < DEPTH_BANDS; i++)
            depth_sums_add(depths + i, book_depths_on(view->book, day) + i);
}

struct discounts *discount_begin(struct arena *scratch, const struct view *view)
{
    struct discounts *discounts = arena_new(scratch, struct discounts);

    discounts->view = view;
    add_depths(view, discounts->depths);
    discounts->stints = arena_array(scratch, struct stint, view->threads);
    return discounts;
}

static void add_basket(struct orders *orders, const struct order *basket)
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
        enum depth band = depth_of(basket->order.gross, basket->order.discount);

        add_basket(stint->bands + band, &basket->order);
        add_basket(arms + (band == DEPTH_NONE ? FULL_PRICE : DISCOUNTED),
                   &basket->order);
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

        for (size_t band = 0; band < DEPTH_BANDS; band++)
            merge_orders(all->bands + band, stint->bands + band);
        for (size_t arm = 0; arm < ARMS; arm++)
            clusters_merge(all->discounts + arm, stint->discounts + arm);
    }
}

/* Of a band, or of an arm: what the walk has told, and what the book keeps. */
struct group {
    struct orders orders;
    struct depth_sums sums;
};

static void merge_group(struct group *into, const struct group *more)
{
    merge_orders(&into->orders, &more->orders);
    depth_sums_add(&into->sums, &more->sums);
}

static void add_row(struct table *table, const char *name, const char *label,
                    const struct group *group, int64_t all)
{
    const struct orders *orders = &group->orders;
    const struct depth_sums *sums = &group->sums;
    struct cell *cells = table_add(table);

    cells[0] = cell_label(name);
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
    cells[7] = cell_ratio(CELL_RATE, (double)cost_sums_margin(&sums->costs),
                          (double)sums->costs.costed_net);
    cells[8] = cell_ratio(CELL_RATE, (double)sums->returned_units,
                          (double)sums->units);
    cells[9] = cell_real(CELL_RATE, share_estimate(orders->fresh).value);
    cells[10] = cell_label(label);
}

static struct table *make_groups(const struct view *view,
                                 const struct group arms[ARMS],
                                 const struct group bands[DEPTH_BANDS])
{
    struct table *table = table_new(
        view->arena, "discounts", "Discounted orders", columns, COUNT(columns));
    int64_t all =
        arms[DISCOUNTED].orders.value.n + arms[FULL_PRICE].orders.value.n;

    add_row(table, "discounted", "Discounted", arms + DISCOUNTED, all);
    add_row(table, "full price", "Full price", arms + FULL_PRICE, all);
    for (size_t band = 0; band < DEPTH_BANDS; band++)
        add_row(table, band_names[band], band_labels[band], bands + band, all);
    return table;
}

/* The measures that are compared: columns of `discounts`. */
enum measure { AOV, UPT, DISCOUNT_RATE, MARGIN_RATE, RETURN_RATE, NEW_SHARE };

static const struct {
    const char *name;
    const char *label;
    enum cell_kind kind;
} measures[] = {
    [AOV] = {"aov", "Average order value", CELL_PRICE},
    [UPT] = {"upt", "Units per order", CELL_RATIO},
    [DISCOUNT_RATE] = {"discount_rate", "Discount rate", CELL_RATE},
    [MARGIN_RATE] = {"margin_rate", "Margin rate", CELL_RATE},
    [RETURN_RATE] = {"return_rate", "Return rate", CELL_RATE},
    [NEW_SHARE] = {"new_share", "Orders of new customers", CELL_RATE},
};

static void add_difference(struct table *table, enum measure measure,
                           const struct difference *difference)
{
    struct cell *cells = table_add(table);

    cells[0] = cell_label(measures[measure].name);
    contrast_set(cells + 1, str_of(measures[measure].label),
                 measures[measure].kind, difference);
}

/* Clusters decide what is proven; how many orders they hold is what is
 * printed. */
static void add_clusters(struct table *table, enum measure measure,
                         const struct clusters clusters[ARMS],
                         const struct group arms[ARMS])
{
    struct estimate first = clusters_estimate(clusters + DISCOUNTED);
    struct estimate second = clusters_estimate(clusters + FULL_PRICE);
    struct difference difference = difference_of_estimates(&first, &second);

    difference.n_first = arms[DISCOUNTED].orders.value.n;
    difference.n_second = arms[FULL_PRICE].orders.value.n;
    add_difference(table, measure, &difference);
}

/* Orders as clusters. */
static struct clusters margins_of(const struct depth_sums *sums)
{
    return (struct clusters){.n = sums->baskets,
                             .part = cost_sums_margin(&sums->costs),
                             .whole = sums->costs.costed_net,
                             .part_part = sums->margin_margin,
                             .part_whole = sums->margin_net,
                             .whole_whole = sums->net_net};
}

static struct clusters returns_of(const struct depth_sums *sums)
{
    return (struct clusters){.n = sums->baskets,
                             .part = sums->returned_units,
                             .whole = sums->units,
                             .part_part = sums->returned_returned,
                             .part_whole = sums->returned_sold,
                             .whole_whole = sums->sold_sold};
}

static struct table *make_differences(const struct view *view,
                                      const struct clusters discounts[ARMS],
                                      const struct group arms[ARMS])
{
    const struct orders *first = &arms[DISCOUNTED].orders;
    const struct orders *second = &arms[FULL_PRICE].orders;
    struct clusters margins[ARMS];
    struct clusters returns[ARMS];
    struct difference difference;
    struct table *table = table_new(
        view->arena, "discount_differences", "Discounted against full price",
        difference_columns, COUNT(difference_columns));

    for (size_t arm = 0; arm < ARMS; arm++) {
        margins[arm] = margins_of(&arms[arm].sums);
        returns[arm] = returns_of(&arms[arm].sums);
    }
    difference = difference_of_means(&first->value, &second->value, MONEY_ONE);
    add_difference(table, AOV, &difference);
    difference =
        difference_of_means(&first->units, &second->units, QUANTITY_ONE);
    add_difference(table, UPT, &difference);
    add_clusters(table, DISCOUNT_RATE, discounts, arms);
    if (view->study->catalogue->has_costs)
        add_clusters(table, MARGIN_RATE, margins, arms);
    add_clusters(table, RETURN_RATE, returns, arms);
    difference = difference_of_shares(first->fresh, second->fresh);
    add_difference(table, NEW_SHARE, &difference);
    return table;
}

void discount_make(const struct view *view, struct discounts *discounts,
                   struct table **table, struct table **differences)
{
    struct group bands[DEPTH_BANDS];
    struct group arms[ARMS] = {0};

    *table = *differences = NULL;
    if (view->totals[SLOT_WHOLE].sums.discount == 0)
        return;
    merge(discounts);
    for (size_t band = 0; band < DEPTH_BANDS; band++) {
        bands[band] = (struct group){discounts->stints->bands[band],
                                     discounts->depths[band]};
        assert(bands[band].orders.value.n == bands[band].sums.baskets);
        merge_group(arms + (band == DEPTH_NONE ? FULL_PRICE : DISCOUNTED),
                    bands + band);
    }
    *table = make_groups(view, arms, bands);
    *differences = make_differences(view, discounts->stints->discounts, arms);
}
