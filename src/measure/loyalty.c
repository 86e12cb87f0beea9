#include "measure/loyalty.h"

#include "base/decimal.h"
#include "measure/contrast.h"
#include "measure/slice.h"

#include <math.h>

static const struct column columns[] = {
    {"measure", "Measure", CELL_TEXT, SUM_NONE,
     "aov: mean value of a basket; upt: mean units of a basket; discount_rate: "
     "discount over gross sales; category: share of baskets with a sale line "
     "of it, on whatever day; spend: mean net sales in the window; "
     "repeat_rate: share with two baskets or more; clv: mean net sales up to "
     "the window’s end"},
    {"level", "Level", CELL_TEXT, SUM_NONE,
     "baskets: all of the window, by membership on their day; customers: "
     "identified, no staff, with a basket in the window, by membership at its "
     "end; weighted: the same within quarters of the first occasion, by the "
     "customers of both"},
    CONTRAST_COLUMNS("member", "Members", "non_member", "Others"),
};

enum arm { MEMBERS, OTHERS, ARMS };

/* Of an arm. */
struct bought {
    struct sample value; /* of a basket */
    struct sample units;
    struct clusters discounts; /* over gross sales; by customer */
    int64_t *categories;       /* baskets with each */
};

/* What is compared of customers. */
enum figure { SPEND, REPEAT_RATE, BASKETS, VALUE, FIGURES };

static const struct {
    const char *measure;
    const char *label;
    enum cell_kind kind;
    double unit; /* of a mean */
} figures[FIGURES] = {
    [SPEND] = {"spend", "Net sales per customer", CELL_PRICE, MONEY_ONE},
    [REPEAT_RATE] = {"repeat_rate", "Repeat rate (two or more)", CELL_RATE, 1},
    [BASKETS] = {"baskets_per_customer", "Baskets per customer", CELL_RATIO, 1},
    [VALUE] = {"clv", "Historical value", CELL_PRICE, MONEY_ONE},
};

/* Customers of an arm and a quarter, or of all; 1 of who comes again, else 0.
 */
struct people {
    struct sample samples[FIGURES];
};

/* What one thread has counted. */
struct stint {
    struct bought bought[ARMS];
    struct people *people; /* by quarter and arm */
    uint64_t *last;        /* of each category: the basket seen last with it */
    uint64_t number;       /* of baskets */
};

struct loyalty {
    const struct view *view;
    struct grouping categories;
    int first_quarter;
    size_t quarter_count;
    struct stint *stints; /* of each thread */
};

static int quarter_of(int32_t date)
{
    struct civil civil = date_civil(date);

    return civil.year * 4 + (civil.month - 1) / 3;
}

static void begin_stint(struct arena *scratch, const struct loyalty *loyalty,
                        struct stint *stint)
{
    size_t count = loyalty->categories.count + 1;

    for (size_t arm = 0; arm < ARMS; arm++)
        stint->bought[arm].categories = arena_array(scratch, int64_t, count);
    stint->people =
        arena_array(scratch, struct people, loyalty->quarter_count * ARMS);
    stint->last = arena_array(scratch, uint64_t, count);
}

struct loyalty *loyalty_begin(struct arena *scratch, const struct view *view)
{
    struct loyalty *loyalty = arena_new(scratch, struct loyalty);
    const struct book *book = view->book;

    loyalty->view = view;
    loyalty->categories =
        grouping_make(scratch, view->study->catalogue, BY_CATEGORY);
    loyalty->first_quarter = quarter_of(book->first_date);
    loyalty->quarter_count =
        (size_t)(quarter_of(book->last_date) - loyalty->first_quarter) + 1;
    loyalty->stints = arena_array(scratch, struct stint, view->threads);
    for (size_t i = 0; i < view->threads; i++)
        begin_stint(scratch, loyalty, loyalty->stints + i);
    return loyalty;
}

/* A basket counts once in a category. */
static void count_categories(const struct loyalty *loyalty, struct stint *stint,
                             const struct order *order, int64_t *categories)
{
    const struct book *book = loyalty->view->book;
    const uint32_t *items = order_items(book, order);

    stint->number++;
    for (uint32_t i = 0; i < order->item_count; i++) {
        uint32_t category =
            grouping_of_product(&loyalty->categories, book, items[i]);

        categories[category] += stint->last[category] != stint->number;
        stint->last[category] = stint->number;
    }
}

/* Who joins within the window has baskets, and so is a cluster, in both arms.
 */
static void count_baskets(const struct loyalty *loyalty, struct stint *stint,
                          const struct patron *patron)
{
    int64_t baskets[ARMS] = {0};
    int64_t discount[ARMS] = {0};
    int64_t gross[ARMS] = {0};

    for (size_t i = 0; i < patron->basket_count; i++) {
        const struct purchase *basket = patron->baskets + i;
        enum arm arm = basket->by_member ? MEMBERS : OTHERS;
        struct bought *bought = stint->bought + arm;

        sample_add(&bought->value,
                   basket->order.gross - basket->order.discount);
        sample_add(&bought->units, basket->order.units);
        count_categories(loyalty, stint, &basket->order, bought->categories);
        baskets[arm]++;
        discount[arm] += basket->order.discount;
        gross[arm] += basket->order.gross;
    }
    for (size_t arm = 0; arm < ARMS; arm++)
        if (baskets[arm] > 0)
            clusters_add(&stint->bought[arm].discounts, discount[arm],
                         gross[arm]);
}

static void count_customer(const struct loyalty *loyalty, struct stint *stint,
                           const struct patron *patron)
{
    const struct view *view = loyalty->view;
    bool is_member =
        membership_holds(view->members.customers + patron->customer,
                         view->windows[SLOT_NOW].end);
    size_t quarter =
        (size_t)(quarter_of(patron->first) - loyalty->first_quarter);
    struct people *people =
        stint->people + quarter * ARMS + (is_member ? MEMBERS : OTHERS);

    sample_add(people->samples + SPEND, patron->spend);
    sample_add(people->samples + REPEAT_RATE, patron->basket_count >= 2);
    sample_add(people->samples + BASKETS, (int64_t)patron->basket_count);
    sample_add(people->samples + VALUE, patron->value);
}

void loyalty_count(void *context, const struct patron *patron, size_t thread)
{
    const struct loyalty *loyalty = context;
    struct stint *stint = loyalty->stints + thread;

    count_baskets(loyalty, stint, patron);
    if (patron->customer != MAP_NONE &&
        !loyalty->view->members.staff[patron->customer])
        count_customer(loyalty, stint, patron);
}

static void merge_bought(struct bought *into, const struct bought *more,
                         size_t categories)
{
    sample_merge(&into->value, &more->value);
    sample_merge(&into->units, &more->units);
    clusters_merge(&into->discounts, &more->discounts);
    for (size_t i = 0; i < categories; i++)
        into->categories[i] += more->categories[i];
}

static void merge_people(struct people *into, const struct people *more)
{
    for (size_t i = 0; i < FIGURES; i++)
        sample_merge(into->samples + i, more->samples + i);
}

/* All threads into the first one's. */
static struct stint *merge(struct loyalty *loyalty)
{
    struct stint *all = loyalty->stints;

    for (size_t i = 1; i < loyalty->view->threads; i++) {
        const struct stint *stint = loyalty->stints + i;

        for (size_t arm = 0; arm < ARMS; arm++)
            merge_bought(all->bought + arm, stint->bought + arm,
                         loyalty->categories.count);
        for (size_t j = 0; j < loyalty->quarter_count * ARMS; j++)
            merge_people(all->people + j, stint->people + j);
    }
    return all;
}

static void add_row(struct table *table, struct str measure, struct str label,
                    const char *level, enum cell_kind kind,
                    const struct difference *difference)
{
    struct cell *cells = table_add(table);

    cells[0] = cell_text(measure);
    cells[1] = cell_label(level);
    contrast_set(cells + 2, label, kind, difference);
}

static void add_means(struct table *table, struct str measure, struct str label,
                      enum cell_kind kind, const struct sample *members,
                      const struct sample *others)
{
    struct difference difference = difference_of_means(
        members, others, kind == CELL_PRICE ? MONEY_ONE : QUANTITY_ONE);

    add_row(table, measure, label, "baskets", kind, &difference);
}

/* Clusters decide what is proven; how many baskets they hold is what is
 * printed. */
static void add_discounts(struct table *table, const struct bought *members,
                          const struct bought *others)
{
    struct estimate first = clusters_estimate(&members->discounts);
    struct estimate second = clusters_estimate(&others->discounts);
    struct difference difference = difference_of_estimates(&first, &second);

    difference.n_first = members->value.n;
    difference.n_second = others->value.n;
    add_row(table, STR("discount_rate"), STR("Discount rate"), "baskets",
            CELL_RATE, &difference);
}

static void add_categories(const struct loyalty *loyalty, struct table *table,
                           const struct bought *members,
                           const struct bought *others)
{
    const struct grouping *categories = &loyalty->categories;

    if (categories->count == 1 && str_equal(categories->names[0], UNKNOWN))
        return;
    for (size_t i = 0; i < categories->count; i++) {
        struct share first = {members->categories[i], members->value.n};
        struct share second = {others->categories[i], others->value.n};
        struct difference difference = difference_of_shares(first, second);

        if (first.count + second.count > 0)
            add_row(table,
                    str_format(table->arena, "category:%.*s",
                               STR_ARGS(categories->names[i])),
                    str_copy(table->arena, categories->names[i]), "baskets",
                    CELL_RATE, &difference);
    }
}

static struct share share_of(const struct people *people)
{
    const struct sample *sample = people->samples + REPEAT_RATE;

    return (struct share){(int64_t)sample->sum, sample->n};
}

static struct estimate estimate_of(const struct people *people,
                                   enum figure figure)
{
    return figure == REPEAT_RATE ? share_estimate(share_of(people))
                                 : sample_estimate(people->samples + figure,
                                                   figures[figure].unit);
}

static struct difference compare_all(const struct people all[ARMS],
                                     enum figure figure)
{
    if (figure == REPEAT_RATE)
        return difference_of_shares(share_of(all + MEMBERS),
                                    share_of(all + OTHERS));
    return difference_of_means(all[MEMBERS].samples + figure,
                               all[OTHERS].samples + figure,
                               figures[figure].unit);
}

static void add_customers(const struct loyalty *loyalty, struct table *table,
                          const struct people *people)
{
    struct people all[ARMS] = {0};

    for (size_t i = 0; i < loyalty->quarter_count * ARMS; i++)
        merge_people(all + i % ARMS, people + i);
    for (enum figure i = 0; i < FIGURES; i++) {
        struct difference difference = compare_all(all, i);

        add_row(table, str_of(figures[i].measure), str_of(figures[i].label),
                "customers", figures[i].kind, &difference);
    }
}

/* The customers of a quarter, if both arms have a spread; else 0. */
static int64_t weight_of(const struct people *quarter)
{
    int64_t members = quarter[MEMBERS].samples[SPEND].n;
    int64_t others = quarter[OTHERS].samples[SPEND].n;

    return members >= 2 && others >= 2 ? members + others : 0;
}

static struct difference compare_quarters(const struct loyalty *loyalty,
                                          const struct people *people,
                                          enum figure figure)
{
    struct estimate arms[ARMS] = {0};
    int64_t all = 0;

    for (size_t i = 0; i < loyalty->quarter_count; i++)
        all += weight_of(people + i * ARMS);
    for (size_t i = 0; i < loyalty->quarter_count * ARMS; i++) {
        int64_t weight = weight_of(people + i / ARMS * ARMS);
        struct estimate estimate = estimate_of(people + i, figure);

        if (weight > 0)
            estimate_add(arms + i % ARMS, (double)weight / (double)all,
                         &estimate);
    }
    if (all == 0)
        arms[MEMBERS].value = arms[OTHERS].value = (double)NAN;
    return difference_of_estimates(arms + MEMBERS, arms + OTHERS);
}

struct table *loyalty_make(const struct view *view, struct loyalty *loyalty)
{
    const struct stint *all = merge(loyalty);
    const struct bought *members = all->bought + MEMBERS;
    const struct bought *others = all->bought + OTHERS;
    struct table *table;

    if (book_customer_count(view->book) == 0)
        return NULL;
    table = table_new(view->arena, "loyalty", "Members and others", columns,
                      COUNT(columns));
    table->note =
        STR("Members choose to join: this is a difference, not an effect");
    add_means(table, STR("aov"), STR("Average order value"), CELL_PRICE,
              &members->value, &others->value);
    add_means(table, STR("upt"), STR("Units per basket"), CELL_RATIO,
              &members->units, &others->units);
    add_discounts(table, members, others);
    add_categories(loyalty, table, members, others);
    add_customers(loyalty, table, all->people);
    for (enum figure i = 0; i < FIGURES; i++) {
        struct difference difference =
            compare_quarters(loyalty, all->people, i);

        add_row(table, str_of(figures[i].measure), str_of(figures[i].label),
                "weighted", figures[i].kind, &difference);
    }
    return table;
}
