#include "shop.h"

static struct shop shop;

/* One basket of one customer, or of nobody, in a store on each of the last days
 * of a November. */
static void trade(const char *store, int32_t november, int days, double list,
                  const char *customer)
{
    char order[32];

    for (int i = 0; i < days; i++) {
        snprintf(order, sizeof order, "%s-%d-%d", store ? store : "",
                 (int)november, i);
        shop_sell(&shop, &(struct line){.order = order,
                                        .date = november + 29 - i,
                                        .store = store,
                                        .customer = customer,
                                        .product = "milk",
                                        .quantity = 1,
                                        .list = list});
    }
}

static const struct cell *find(const char *level, const char *value,
                               const char *column)
{
    const struct table *table = tables_find(&shop.study.tables, "geography");

    for (size_t row = 0; row < table->row_count; row++)
        if (str_equal(table_cell(table, row, "level")->text, str_of(level)) &&
            str_equal(table_cell(table, row, "value")->text, str_of(value)))
            return table_cell(table, row, column);
    print_error("no %s %s\n", level, value);
    fail();
    return NULL;
}

/*
 * In 30 days of November: N, of Metro and VIC, 24 baskets of 10, the last day's
 * with a return of 4; S, of Regional, 30 of 3; the unknown store one of 7, Qq,
 * which the extract lacks, 25 of 2.  Last year N 24 of 5, S 23 of 4.
 */
static const struct want {
    const char *name;
    const char *level;
    const char *value;
    const char *column;
    double want;
} wants[] = {
    {"net sales of a market take returns off", "market", "Metro", "net_sales",
     236},
    {"the share is of all net sales", "market", "Metro", "share", 236.0 / 383},
    {"baskets are added up", "market", "Unknown", "baskets", 26},
    {"net sales are added up", "market", "Unknown", "net_sales", 57},
    {"aov leaves returns out", "market", "Metro", "aov", 10},
    {"aov is of all its stores", "market", "Unknown", "aov", 57.0 / 26},
    {"units are added up", "state", "Unknown", "units", 56},
    {"the scan rate is of all its stores", "state", "Unknown", "scan_rate",
     30.0 / 56},
    {"the unknown store is none", "market", "Unknown", "stores", 1},
    {"stores with a line are counted", "state", "Unknown", "stores", 2},
    {"the rank is within the level", "state", "Unknown", "rank", 2},
    {"of its net sales", "market", "Regional", "rank", 2},
    {"the last one too", "market", "Unknown", "rank", 3},
    {"the rank before is of that window", "state", "Unknown", "rank_prev", 1},
    {"who had no line had no rank", "market", "Unknown", "rank_ly",
     (double)NAN},
    {"last year's rank is of last year", "market", "Metro", "rank_ly", 1},
    {"the window before is compared", "market", "Regional", "prev", 31},
    {"a day", "market", "Regional", "prev_pct_per_day", 90.0 / 30 / 1 - 1},
    {"last year is compared", "market", "Metro", "ly", 120},
    {"and a day too", "market", "Metro", "ly_pct_per_day", 236.0 / 120 - 1},
    {"over nothing there is no %", "market", "Unknown", "ly_pct_per_day",
     (double)NAN},
    {"comparable stores trade on 80 % of both windows' days", "market", "Metro",
     "comparable_stores", 1},
    {"others are not", "market", "Regional", "comparable_stores", 0},
};

static void cell(void **state)
{
    const struct want *want = *state;

    assert_close(cell_number(find(want->level, want->value, want->column)),
                 want->want);
}

static void heads_and_rows_are_in_order(void **state)
{
    static const char *const heads[] = {"level",
                                        "value",
                                        "stores",
                                        "net_sales",
                                        "share",
                                        "baskets",
                                        "aov",
                                        "units",
                                        "scan_rate",
                                        "rank",
                                        "rank_prev",
                                        "rank_ly",
                                        "prev",
                                        "prev_pct_per_day",
                                        "ly",
                                        "ly_pct_per_day",
                                        "comparable_stores"};
    static const char *const rows[][2] = {{"market", "Metro"},
                                          {"market", "Regional"},
                                          {"market", "Unknown"},
                                          {"state", "VIC"},
                                          {"state", "Unknown"}};
    const struct table *table = tables_find(&shop.study.tables, "geography");

    (void)state;
    assert_int_equal(table->column_count, COUNT(heads));
    for (size_t i = 0; i < COUNT(heads); i++)
        assert_string_equal(table->columns[i].name, heads[i]);
    /* No store has a postcode: the level is left out. */
    assert_int_equal(table->row_count, COUNT(rows));
    for (size_t i = 0; i < COUNT(rows); i++) {
        assert_cell_text(table_cell(table, i, "level"), rows[i][0]);
        assert_cell_text(table_cell(table, i, "value"), rows[i][1]);
    }
}

static void without_places_there_is_no_table(void **state)
{
    struct shop bare;

    (void)state;
    shop_open(&bare);
    shop_sell_all(&bare, shop_november);
    assert_int_equal(shop_study(&bare, "2023-11"), OK);
    assert_null(tables_find(&bare.study.tables, "geography"));
    shop_close(&bare);
}

static int open_trade(void **state)
{
    (void)state;
    shop_open(&shop);
    shop_add_stores(&shop);
    shop_sell(&shop, &(struct line){.order = "0",
                                    .date = NOV(1) - 365,
                                    .store = "N",
                                    .kind = LINE_OTHER});
    trade("N", NOV(1), 24, 10, NULL);
    trade("S", NOV(1), 30, 3, "ann");
    trade("Qq", NOV(1), 25, 2, NULL);
    trade(NULL, NOV(1), 1, 7, NULL);
    trade("N", NOV(1) - 365, 24, 5, NULL);
    trade("S", NOV(1) - 365, 23, 4, NULL);
    trade("S", NOV(1) - 31, 29, 1, NULL);
    shop_sell(&shop,
              &(struct line){
                  .order = "P", .date = NOV(1) - 31, .store = "S", .list = 2});
    shop_sell(&shop, &(struct line){.order = "R",
                                    .date = NOV(30),
                                    .store = "N",
                                    .quantity = -1,
                                    .list = -4,
                                    .net = -4,
                                    .kind = LINE_RETURN});
    assert_int_equal(shop_study(&shop, "2023-11"), OK);
    return 0;
}

static int close_trade(void **state)
{
    (void)state;
    shop_close(&shop);
    return 0;
}

int main(void)
{
    static const struct CMUnitTest fixed[] = {
        cmocka_unit_test(heads_and_rows_are_in_order),
        cmocka_unit_test(without_places_there_is_no_table),
    };
    struct CMUnitTest tests[COUNT(fixed) + COUNT(wants)];
    size_t count = COUNT(fixed);

    memcpy(tests, fixed, sizeof fixed);
    put_row_tests(tests + count, wants, cell);
    return cmocka_run_group_tests_name("measure/geography", tests, open_trade,
                                       close_trade);
}
