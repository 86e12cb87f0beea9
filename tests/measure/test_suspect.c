#include "offering.h"

#include "measure/suspect_reason.h"

/* Anonymous baskets of one unit in a store, worth 1, 2, 3 … each
 * or all of 1. */
static void sell_crowd(struct shop *shop, int count, const char *store,
                       bool rising)
{
    for (int i = 1; i <= count; i++) {
        char order[16];

        snprintf(order, sizeof order, "h%s%d", store, i);
        shop_sell(shop, &(struct line){.order = order,
                                       .date = NOV(1 + i % 30),
                                       .store = store,
                                       .product = "bread",
                                       .quantity = 1,
                                       .list = rising ? i : 1});
    }
}

static void open_shop(struct shop *shop)
{
    shop_open(shop);
    shop_add_products(shop);
    shop_add_stores(shop);
}

static void study_november(struct shop *shop)
{
    assert_int_equal(shop_study(shop, "2023-11"), OK);
}

/* The row of a suspect; the count of rows: it is none. */
static size_t row_of(const struct shop *shop, const char *subject)
{
    const struct table *table = tables_find(&shop->study.tables, "suspects");

    return table ? table_find(table, 0, "subject", subject) : 0;
}

static void assert_suspect(const struct shop *shop, const char *subject,
                           const char *reasons, double value)
{
    const struct table *table = tables_find(&shop->study.tables, "suspects");
    size_t row = row_of(shop, subject);

    assert_non_null(table);
    assert_true(row < table->row_count);
    assert_cell_text(table_cell(table, row, "reasons"), reasons);
    assert_close(cell_number(table_cell(table, row, "value")), value);
}

static void assert_count(const struct shop *shop, size_t count)
{
    const struct table *table = tables_find(&shop->study.tables, "suspects");

    assert_int_equal(table ? table->row_count : 0, count);
}

static void a_basket_of_the_top_hundredth_is_suspect(void **state)
{
    struct shop shop;

    (void)state;
    open_shop(&shop);
    sell_crowd(&shop, 100, "N", true); /* P99 of 1 .. 100 is 99.01 */
    study_november(&shop);
    assert_count(&shop, 1);
    assert_suspect(&shop, "hN100", "high_value", 100);
    assert_close(shop_number(&shop, "suspect_reasons", "reason", "high_value",
                             "share_sales"),
                 100.0 / 5050);
    shop_close(&shop);
}

static void fewer_than_a_hundred_have_no_top_hundredth(void **state)
{
    struct shop shop;

    (void)state;
    open_shop(&shop);
    sell_crowd(&shop, 99, "N", true);
    study_november(&shop);
    assert_count(&shop, 0);
    assert_null(tables_find(&shop.study.tables, "suspect_reasons"));
    assert_null(tables_find(&shop.study.tables, "suspect_effects"));
    shop_close(&shop);
}

static void baskets_that_are_all_alike_are_none(void **state)
{
    struct shop shop;

    (void)state;
    open_shop(&shop);
    sell_crowd(&shop, 200, "N", false);
    study_november(&shop);
    assert_count(&shop, 0);
    shop_close(&shop);
}

/* More than 60 % off, and more units than 99 of 100 baskets: of 201 baskets two
 * have 5 units, and P99, at 198 of 0 .. 200, is 1. */
static void many_units_at_a_deep_discount_are_suspect(void **state)
{
    struct shop shop;

    (void)state;
    open_shop(&shop);
    sell_crowd(&shop, 199, "N", false);
    shop_sell(&shop, &(struct line){.order = "deep",
                                    .date = NOV(7),
                                    .store = "N",
                                    .product = "bread",
                                    .quantity = 5,
                                    .list = 2.51,
                                    .discount = 1.51});
    shop_sell(&shop, &(struct line){.order = "sixty",
                                    .date = NOV(7),
                                    .store = "N",
                                    .product = "bread",
                                    .quantity = 5,
                                    .list = 2.5,
                                    .discount = 1.5});
    study_november(&shop);
    assert_count(&shop, 1);
    assert_suspect(&shop, "deep", "deep_discount", 1);
    shop_close(&shop);
}

static void a_line_for_nothing_is_suspect(void **state)
{
    struct shop shop;

    (void)state;
    open_shop(&shop);
    sell(&shop, "paid", 3, "ann", 4);
    sell(&shop, "mixed", 4, "ann", 4);
    shop_sell(&shop, &(struct line){.order = "mixed",
                                    .date = NOV(4),
                                    .hour = 9,
                                    .customer = "ann",
                                    .store = "N",
                                    .product = "milk",
                                    .quantity = 1,
                                    .list = 3,
                                    .discount = 3});
    shop_sell(&shop, &(struct line){.order = "gift",
                                    .date = NOV(5),
                                    .product = "milk",
                                    .quantity = 1});
    study_november(&shop);
    assert_count(&shop, 2);
    assert_suspect(&shop, "mixed", "free_line", 4);
    assert_suspect(&shop, "gift", "free_line", 0);
    assert_close(
        shop_number(&shop, "suspect_reasons", "reason", "free_line", "baskets"),
        1); /* what is worth nothing is no basket */
    shop_close(&shop);
}

/* ann has 5 baskets on a day and bob 4; cid is in 3 stores, dee in 2 and in one
 * that nobody knows. */
static const struct line busy_lines[] = {
    {.order = "a1", .date = NOV(9), .customer = "ann", .list = 10},
    {.order = "a2", .date = NOV(9), .customer = "ann", .list = 10},
    {.order = "a3", .date = NOV(9), .customer = "ann", .list = 10},
    {.order = "a4", .date = NOV(9), .customer = "ann", .list = 10},
    {.order = "a5", .date = NOV(9), .customer = "ann", .list = 10},
    {.order = "b1", .date = NOV(9), .customer = "bob", .list = 10},
    {.order = "b2", .date = NOV(9), .customer = "bob", .list = 10},
    {.order = "b3", .date = NOV(9), .customer = "bob", .list = 10},
    {.order = "b4", .date = NOV(9), .customer = "bob", .list = 10},
    {.order = "b5", .date = NOV(10), .customer = "bob", .list = 10},
    {.order = "c1", .date = NOV(9), .customer = "cid", .store = "N", .list = 2},
    {.order = "c2", .date = NOV(9), .customer = "cid", .store = "S", .list = 2},
    {.order = "c3", .date = NOV(9), .customer = "cid", .store = "X", .list = 2},
    {.order = "d1", .date = NOV(9), .customer = "dee", .store = "N", .list = 2},
    {.order = "d2", .date = NOV(9), .customer = "dee", .store = "S", .list = 2},
    {.order = "d3", .date = NOV(9), .customer = "dee", .list = 2},
    {.order = NULL},
};

static void a_card_that_is_everywhere_is_suspect(void **state)
{
    struct shop shop;

    (void)state;
    open_shop(&shop);
    shop_sell_all(&shop, busy_lines);
    study_november(&shop);
    assert_count(&shop, 2);
    assert_suspect(&shop, "ann", "many_baskets", 50);
    assert_suspect(&shop, "cid", "many_stores", 6);
    shop_close(&shop);
}

/* Of 16 baskets 8 are left, of 4 customers 2, of 112 sold 56. */
static void what_moves_without_suspects_is_shown_both_ways(void **state)
{
    static const struct {
        const char *kpi;
        double value;
        double without;
    } wants[] = {
        {"net_sales", 112, 56},
        {"baskets", 16, 8},
        {"customers", 4, 2},
        {"identified_sales", 112, 56},
    };
    struct shop shop;
    const struct table *table;

    (void)state;
    open_shop(&shop);
    shop_sell_all(&shop, busy_lines);
    study_november(&shop);
    table = tables_find(&shop.study.tables, "suspect_effects");
    for (size_t i = 0; i < COUNT(wants); i++) {
        size_t row = table_find(table, 0, "kpi", wants[i].kpi);

        assert_true(row < table->row_count);
        assert_cell_text(table_cell(table, row, "reason"), "all");
        assert_close(cell_number(table_cell(table, row, "value")),
                     wants[i].value);
        assert_close(cell_number(table_cell(table, row, "value_without")),
                     wants[i].without);
        assert_close(cell_number(table_cell(table, row, "change_pct")), -0.5);
    }
    /* 112 / 16 and 56 / 8; without ann alone 62 / 11 */
    assert_cell_text(
        table_cell(table, table_find(table, 0, "kpi", "aov"), "reason"),
        "many_baskets");
    shop_close(&shop);
}

/* ann has 5 of `others` + 5 baskets of the South. */
static void sell_share(struct shop *shop, int others)
{
    open_shop(shop);
    sell_crowd(shop, others, "S", false);
    for (int i = 0; i < 5; i++) {
        char order[] = {'s', (char)('0' + i), '\0'};

        shop_sell(shop, &(struct line){.order = order,
                                       .date = NOV(10 + i),
                                       .customer = "ann",
                                       .store = "S",
                                       .product = "bread",
                                       .quantity = 1,
                                       .list = 1});
    }
    study_november(shop);
}

/* The data begins on 1 November: its 30 days are 5 weeks. */
static void a_card_of_many_of_a_stores_baskets_is_suspect(void **state)
{
    struct shop shop;

    (void)state;
    sell_share(&shop, 994); /* 5 of 999 are more than 0.5 % */
    assert_count(&shop, 1);
    assert_suspect(&shop, "ann", "store_share", 5);
    shop_close(&shop);
    sell_share(&shop, 995);
    assert_count(&shop, 0);
    shop_close(&shop);
}

/* With a basket 36 days before the last day there are 6 weeks. */
static void a_card_that_comes_less_than_weekly_is_none(void **state)
{
    struct shop shop;

    (void)state;
    open_shop(&shop);
    sell(&shop, "before", -5, NULL, 1);
    for (int i = 0; i < 5; i++) {
        char order[] = {'s', (char)('0' + i), '\0'};

        sell(&shop, order, 26 + i, "ann", 1);
    }
    study_november(&shop);
    assert_count(&shop, 0);
    shop_close(&shop);
}

static void who_returns_more_than_half_is_suspect(void **state)
{
    struct shop shop;

    (void)state;
    open_shop(&shop);
    for (int i = 0; i < 2; i++) {
        const char *who = i ? "bob" : "ann";

        shop_sell(&shop, &(struct line){.order = i ? "b1" : "a1",
                                        .date = NOV(5),
                                        .customer = who,
                                        .product = "bread",
                                        .quantity = 5,
                                        .list = 20});
        shop_sell(&shop, &(struct line){.order = i ? "b2" : "a2",
                                        .date = NOV(8),
                                        .customer = who,
                                        .product = "bread",
                                        .quantity = i ? -2.5 : -2.501,
                                        .net = -8,
                                        .kind = LINE_RETURN});
    }
    study_november(&shop);
    assert_count(&shop, 1);
    assert_suspect(&shop, "ann", "returns", 12);
    shop_close(&shop);
}

/* Offer A runs from 5 to 10 November; eve's redemption is of December. */
static void an_offer_redeemed_without_right_is_suspect(void **state)
{
    static const int days[][2] = {{5, 10}};
    static const struct row rows[] = {
        {"ann", 0, .days = {[OFFER_ALLOCATED] = 4, [OFFER_REDEEMED] = 5}},
        {"bob", 0, .days = {[OFFER_ALLOCATED] = 4, [OFFER_REDEEMED] = 11}},
        {"cid", 0, .days = {[OFFER_REDEEMED] = 6}},
        {"dee", 0, .is_control = true,
         .days = {[OFFER_ALLOCATED] = 4, [OFFER_REDEEMED] = 10}},
        {"eve", 0, .days = {[OFFER_ALLOCATED] = 4, [OFFER_REDEEMED] = 31}},
        {NULL},
    };
    static const char *const names[] = {"ann", "bob", "cid", "dee", "eve"};
    struct shop shop;

    (void)state;
    open_shop(&shop);
    add_offers(&shop, days, COUNT(days));
    add_events(&shop, rows);
    for (size_t i = 0; i < COUNT(names); i++)
        sell(&shop, names[i], 6, names[i], 10);
    sell(&shop, "last", 30, NULL, 10);
    study_november(&shop);
    assert_count(&shop, 3);
    for (size_t i = 1; i <= 3; i++)
        assert_suspect(&shop, names[i], "redemption", 10);
    shop_close(&shop);
}

/* Nor are lines of other days looked at, nor customers who are not there. */
static void other_windows_are_left_alone(void **state)
{
    struct shop shop;

    (void)state;
    open_shop(&shop);
    shop_sell_all(&shop, busy_lines);
    sell(&shop, "later", 35, "ann", 1);
    assert_int_equal(shop_study(&shop, "2023-12"), OK);
    assert_count(&shop, 0);
    shop_close(&shop);
}

static void customers_come_first_then_by_value(void **state)
{
    static const char *const want[] = {"ann", "cid", "gift2", "gift1"};
    struct shop shop;
    const struct table *table;

    (void)state;
    open_shop(&shop);
    shop_sell_all(&shop, busy_lines);
    for (int i = 1; i <= 2; i++) {
        const char *order = i == 1 ? "gift1" : "gift2";

        shop_sell(&shop, &(struct line){.order = order,
                                        .date = NOV(5),
                                        .product = "milk",
                                        .quantity = 1});
        shop_sell(&shop, &(struct line){.order = order,
                                        .date = NOV(5),
                                        .product = "bread",
                                        .quantity = 1,
                                        .list = 100 * i});
    }
    study_november(&shop);
    table = tables_find(&shop.study.tables, "suspects");
    assert_true(table->is_personal);
    assert_int_equal(table->printed->row_count, 0);
    assert_int_equal(table->row_count, COUNT(want));
    for (size_t i = 0; i < COUNT(want); i++)
        assert_cell_text(table_cell(table, i, "subject"), want[i]);
    shop_close(&shop);
}

static void every_reason_has_a_code_of_its_own(void **state)
{
    (void)state;
    for (size_t i = 0; i < SUSPECT_REASONS; i++) {
        assert_non_null(suspect_rules[i].meaning);
        for (size_t j = 0; j < i; j++)
            assert_string_not_equal(suspect_rules[i].code,
                                    suspect_rules[j].code);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_basket_of_the_top_hundredth_is_suspect),
        cmocka_unit_test(fewer_than_a_hundred_have_no_top_hundredth),
        cmocka_unit_test(baskets_that_are_all_alike_are_none),
        cmocka_unit_test(many_units_at_a_deep_discount_are_suspect),
        cmocka_unit_test(a_line_for_nothing_is_suspect),
        cmocka_unit_test(a_card_that_is_everywhere_is_suspect),
        cmocka_unit_test(what_moves_without_suspects_is_shown_both_ways),
        cmocka_unit_test(a_card_of_many_of_a_stores_baskets_is_suspect),
        cmocka_unit_test(a_card_that_comes_less_than_weekly_is_none),
        cmocka_unit_test(who_returns_more_than_half_is_suspect),
        cmocka_unit_test(an_offer_redeemed_without_right_is_suspect),
        cmocka_unit_test(other_windows_are_left_alone),
        cmocka_unit_test(customers_come_first_then_by_value),
        cmocka_unit_test(every_reason_has_a_code_of_its_own),
    };
    return cmocka_run_group_tests_name("measure/suspect", tests, NULL, NULL);
}
