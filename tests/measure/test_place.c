#include "shop.h"

static struct shop shop;

static const struct want {
    const char *name;
    const char *store;
    const char *column;
    double want;
} wants[] = {
    {"net sales take returns off", "N", "net_sales", 11},
    {"the rank is by net sales", "N", "rank", 2},
    {"the rank before is of that window", "N", "rank_prev", 1},
    {"orders of no value are no baskets", "N", "baskets", 2},
    {"aov leaves returns out", "N", "aov", 10},
    {"aov is over the store's baskets", "S", "aov", 86.0 / 3},
    {"trading days have a basket", "S", "trading_days", 2},
    {"baskets a day are per trading day", "S", "baskets_per_day", 1.5},
    {"baskets a week are per 7 days", "S", "baskets_per_week", 0.7},
    {"the scan rate is of the store's baskets", "S", "scan_rate", 2.0 / 3},
    {"the share is of net sales", "S", "share", 86.0 / 97},
    {"last year is compared", "N", "ly_pct_per_day", 0.1},
    {"without sales last year there is no %", "S", "ly_pct_per_day",
     (double)NAN},
    {"a store that trades on few days is not comparable", "N", "comparable", 0},
};

static void cell(void **state)
{
    const struct want *want = *state;

    assert_close(
        shop_number(&shop, "stores", "store_id", want->store, want->column),
        want->want);
}

static void stores_are_described_by_their_extract(void **state)
{
    (void)state;
    assert_cell_text(shop_cell(&shop, "stores", "store_id", "N", "name"),
                     "North");
    assert_cell_text(shop_cell(&shop, "stores", "store_id", "N", "market"),
                     "Metro");
    assert_cell_text(shop_cell(&shop, "stores", "store_id", "N", "state"),
                     "VIC");
    assert_false(
        cell_is_defined(shop_cell(&shop, "stores", "store_id", "S", "state")));
}

/* One basket in a store on each of the last `days` days of a November. */
static void trade(struct shop *into, const char *store, int32_t november,
                  int days)
{
    char order[32];

    for (int i = 0; i < days; i++) {
        snprintf(order, sizeof order, "%s-%d-%d", store ? store : "",
                 (int)november, i);
        shop_sell(into, &(struct line){.order = order,
                                       .date = november + 29 - i,
                                       .store = store,
                                       .list = 1});
    }
}

/* Which stores can be compared, of days traded now and last year. */
static const struct comparable {
    const char *name;
    const char *store;
    int now;
    int ly;
    const char *reason; /* NULL: comparable */
} comparables[] = {
    {"80 % of the days of both windows are enough", "S", 24, 24, NULL},
    {"fewer days now are not", "S", 23, 30,
     "trades on less than 80 % of the days"},
    {"fewer days last year are not", "S", 30, 23,
     "traded on less than 80 % of the days last year"},
    {"a store opened long ago is comparable", "N", 30, 30, NULL},
    {"a store just opened is not", "X", 29, 30,
     "opened less than 364 days before"},
    {"a store that has closed is not", "Z", 30, 30, "closed"},
    {"a store that the extract lacks is", "Q", 30, 30, NULL},
    {"the unknown store is not", NULL, 30, 30, "not known which"},
};

static void comparable(void **state)
{
    const struct comparable *want = *state;
    const char *id = want->store ? want->store : "Unknown";
    struct shop small;

    shop_open(&small);
    shop_add_stores(&small);
    shop_sell(&small,
              &(struct line){.order = "0", .date = NOV(1) - 365, .store = "O"});
    trade(&small, want->store, NOV(1), want->now);
    trade(&small, want->store, NOV(1) - 365, want->ly);
    assert_int_equal(shop_study(&small, "2023-11"), OK);
    assert_int_equal(
        shop_cell(&small, "stores", "store_id", id, "comparable")->integer,
        want->reason ? 0 : 1);
    if (want->reason)
        assert_cell_text(shop_cell(&small, "stores", "store_id", id, "reason"),
                         want->reason);
    shop_close(&small);
}

static void a_basket_belongs_to_the_store_of_its_first_line(void **state)
{
    struct shop small;

    (void)state;
    shop_open(&small);
    shop_sell_all(
        &small,
        (struct line[]){
            {.order = "1", .date = NOV(1), .hour = 9, .store = "S", .list = 3},
            {.order = "1", .date = NOV(30), .hour = 8, .store = "N", .list = 4},
            {.order = NULL},
        });
    assert_int_equal(shop_study(&small, "2023-11"), OK);
    assert_close(shop_number(&small, "stores", "store_id", "S", "baskets"), 1);
    assert_close(shop_number(&small, "stores", "store_id", "N", "baskets"), 0);
    assert_close(shop_number(&small, "stores", "store_id", "N", "net_sales"),
                 4);
    shop_close(&small);
}

static int open_november(void **state)
{
    (void)state;
    shop_open(&shop);
    shop_add_products(&shop);
    shop_add_stores(&shop);
    shop_sell_all(&shop, shop_november);
    assert_int_equal(shop_study(&shop, "2023-11"), OK);
    return 0;
}

static int close_november(void **state)
{
    (void)state;
    shop_close(&shop);
    return 0;
}

int main(void)
{
    static const struct CMUnitTest fixed[] = {
        cmocka_unit_test(stores_are_described_by_their_extract),
        cmocka_unit_test(a_basket_belongs_to_the_store_of_its_first_line),
    };
    struct CMUnitTest tests[COUNT(fixed) + COUNT(wants) + COUNT(comparables)];
    size_t count = COUNT(fixed);

    memcpy(tests, fixed, sizeof fixed);
    put_row_tests(tests + count, wants, cell);
    count += COUNT(wants);
    put_row_tests(tests + count, comparables, comparable);
    return cmocka_run_group_tests_name("measure/place", tests, open_november,
                                       close_november);
}
