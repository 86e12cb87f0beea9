#include "offering.h"

/*
 * In the offer's days, 5 to 9: ann 30, bob -3, cid 6, eve 4; the others
 * nothing.  Of all sales there 37, with costs of 4 - 1 = 3.
 */
static void an_offer_is_worked_out_by_hand(void **state)
{
    static const struct row rows[] = {
        {"ann", 0, false, {1, 0, 0, 0, 9}, 5}, /* on the last day */
        {"bob", 0, false, {1, 0, 0, 6, 0}, 0}, /* and no basket */
        {"cid", 0, false, {1, 0, 6, 7, 0}, 0},
        {"dee", 0, false, {1, 0, 0, 0, 10}, 7}, /* a day late */
        {"gus", 0, false, {1, 0, 0, 0, 0}, 0},
        {"hal", 0, false, {1, 30, 0, 0, 0}, 0},
        {"eve", 0, true, {1, 0, 0, 0, 7}, 1}, /* leaks */
        {"fay", 0, true, {0, 0, 0, 0, 0}, 0},
        {"ivy", 0, false, {0, 0, 0, 0, 5}, 2}, /* leaks, on the first day */
        {"ivy", 0, false, {0, 0, 0, 0, 6}, 0},
        {"jim", 0, false, {0, 0, 0, 0, 4}, 64},  /* a day early */
        {"kit", 0, false, {31, 0, 0, 31, 0}, 0}, /* behind the as-of day */
        {"leo", 0, true, {31, 0, 0, 0, 0}, 0},
        {NULL}};
    static const struct want wants[] = {{"complete", 1},
                                        {"allocated", 6},
                                        {"delivered", 5},
                                        {"opened", 4},
                                        {"activated", 3},
                                        {"shopped", 2},
                                        {"redeemed", 1},
                                        {"leakage", 3},
                                        {"activation_rate", 3.0 / 6},
                                        {"redemption_rate", 1.0 / 6},
                                        {"redemption_low", 0.0300534},
                                        {"redemption_high", 0.5635028},
                                        {"treated", 6},
                                        {"control", 2},
                                        {"mean_treated", 5.5},
                                        {"mean_control", 2},
                                        {"lift", 3.5},
                                        {"low", NONE},
                                        {"high", NONE},
                                        {"incremental_sales", 21},
                                        {"incremental_low", NONE},
                                        {"incremental_high", NONE},
                                        {"margin_rate", 34.0 / 37},
                                        {"incremental_margin", 21 * 34.0 / 37},
                                        {"reward_cost", 8},
                                        {"roi", (21 * 34.0 / 37 - 8) / 8},
                                        {NULL, 0}};
    static const int days[][2] = {{5, 9}};
    struct shop shop;

    (void)state;
    shop_open(&shop);
    sell_all(&shop);
    add_offers(&shop, days, 1);
    add_events(&shop, rows);
    assert_int_equal(shop_study(&shop, "2023-11"), OK);
    assert_numbers(&shop, "A", wants);
    assert_cell_text(cell_of(&shop, "A", "basis"), "control group");
    assert_cell_text(cell_of(&shop, "A", "verdict"), "n < 30");
    assert_close(shop_kpi(&shop, "programme_roi", "value"),
                 (21 * 34.0 / 37 - 8) / 8);
    assert_false(cell_is_defined(
        shop_cell(&shop, "kpis", "kpi", "programme_roi", "prev")));
    shop_close(&shop);
}

/* Also: offers are in order of their start, if they meet the window. */
static void rows_of_a_customer_count_together(void **state)
{
    static const struct row rows[] = {
        {"ann", 0, true, {1, 0, 0, 0, 0}, 0}, /* in both groups: treated */
        {"ann", 0, false, {1, 0, 0, 0, 0}, 0},
        {"bob", 0, false, {0, 0, 0, 0, 6}, 1}, /* no leak */
        {"bob", 0, false, {2, 0, 0, 0, 8}, 1},
        {"eve", 0, true, {0, 0, 0, 0, 0}, 0},
        {"eve", 0, true, {0, 0, 0, 0, 0}, 0},
        {NULL}};
    static const struct want wants[] = {
        {"allocated", 2},
        {"redeemed", 1},
        {"leakage", 0},
        {"control", 1},
        {"reward_cost", 2},
        {"mean_treated", 13.5},
        {"delivered", NONE},
        {"activated", NONE},
        {"activation_rate", NONE},
        {"shopped", 2}, /* ann by a basket, bob by redeeming */
        {NULL, 0}};
    static const int days[][2] = {{5, 9}, {-3, 0},  {31, 31},
                                  {1, 5}, {30, 40}, {-4, 1}};
    struct shop shop;
    const struct table *table;

    (void)state;
    shop_open(&shop);
    sell_all(&shop);
    add_offers(&shop, days, COUNT(days));
    add_events(&shop, rows);
    assert_int_equal(shop_study(&shop, "2023-11"), OK);
    assert_numbers(&shop, "A", wants);
    table = tables_find(&shop.study.tables, "offers");
    assert_int_equal(table->row_count, 4);
    assert_cell_text(table_cell(table, 0, "offer_id"), "F");
    assert_cell_text(table_cell(table, 1, "offer_id"), "D");
    assert_cell_text(table_cell(table, 2, "offer_id"), "A");
    assert_cell_text(table_cell(table, 3, "offer_id"), "E");
    assert_close(number_of(&shop, "D", "treated"), 0);
    assert_false(cell_is_defined(cell_of(&shop, "D", "allocated")));
    assert_false(cell_is_defined(cell_of(&shop, "D", "basis")));
    assert_false(cell_is_defined(cell_of(&shop, "D", "verdict")));
    shop_close(&shop);
}

/* Nobody but the control group; and nobody but one customer. */
static void arms_may_be_empty(void **state)
{
    static const struct row rows[] = {{"eve", 0, true, {1, 0, 0, 0, 0}, 0},
                                      {"ann", 1, false, {1, 0, 0, 0, 0}, 0},
                                      {NULL}};
    static const struct want control_only[] = {
        {"treated", 0},         {"control", 1},
        {"mean_control", 4},    {"lift", NONE},
        {"mean_treated", NONE}, {"incremental_sales", NONE},
        {"roi", NONE},          {"redemption_rate", NONE},
        {"allocated", 0},       {NULL, 0}};
    static const struct want one[] = {
        {"treated", 1},     {"control", 0},    {"allocated", 1}, {"low", NONE},
        {"redeemed", NONE}, {"leakage", NONE}, {NULL, 0}};
    static const int days[][2] = {{5, 9}, {11, 12}};
    struct shop shop;

    (void)state;
    shop_open(&shop);
    sell_all(&shop);
    add_offers(&shop, days, COUNT(days));
    add_events(&shop, rows);
    assert_int_equal(shop_study(&shop, "2023-11"), OK);
    assert_numbers(&shop, "A", control_only);
    assert_cell_text(cell_of(&shop, "A", "basis"), "control group");
    assert_cell_text(cell_of(&shop, "A", "verdict"), "n < 30");
    assert_numbers(&shop, "B", one);
    shop_close(&shop);
}

/* From 29 on: gus buys for 5 on the 30th and for 90 on the 31st. */
static void an_offer_may_not_be_over(void **state)
{
    static const struct row rows[] = {{"gus", 0, false, {1, 0, 0, 0, 31}, 4},
                                      {"dee", 0, true, {1, 0, 0, 0, 0}, 0},
                                      {NULL}};
    static const struct want wants[] = {{"complete", 0},    {"mean_treated", 5},
                                        {"shopped", 1},     {"redeemed", NONE},
                                        {"reward_cost", 0}, {"roi", NONE},
                                        {NULL, 0}};
    static const int days[][2] = {{29, 33}};
    struct shop shop;
    const struct table *kpis;

    (void)state;
    shop_open(&shop);
    sell_all(&shop);
    add_offers(&shop, days, COUNT(days));
    add_events(&shop, rows);
    assert_int_equal(shop_study(&shop, "2023-11"), OK);
    assert_numbers(&shop, "A", wants);
    kpis = tables_find(&shop.study.tables, "kpis");
    assert_int_equal(table_find(kpis, 0, "kpi", "programme_roi"),
                     kpis->row_count);
    shop_close(&shop);
}

/* A tells of all stages, B of activations only: as redemptions are told of, it
 * had none. */
static void the_funnel_sums_up_offers(void **state)
{
    static const struct row rows[] = {
        {"ann", 0, false, {1, 2, 3, 5, 6}, 5},
        {"bob", 0, false, {1, 2, 3, 0, 0}, 0},
        {"cid", 0, false, {1, 2, 0, 0, 0}, 0},
        {"dee", 0, false, {1, 0, 0, 0, 0}, 0},
        {"ann", 1, false, {1, 0, 0, 2, 0}, 0},
        {"zoe", MAP_NONE, false, {1, 0, 0, 2, 3}, 9},
        {NULL}};
    static const struct {
        const char *stage;
        int count;
        double share;
        double before; /* of the stage before, where both are told of */
    } wants[] = {{"allocated", 5, 1, NONE},   {"delivered", 3, 0.75, 0.75},
                 {"opened", 2, 0.5, 2.0 / 3}, {"activated", 2, 0.4, 0.5},
                 {"shopped", 2, 0.4, 1},      {"redeemed", 1, 0.2, 0.5}};
    static const struct want unredeemed[] = {
        {"redeemed", 0},       {"leakage", 0},      {"redemption_rate", 0},
        {"redemption_low", 0}, {"delivered", NONE}, {NULL, 0}};
    static const int days[][2] = {{5, 9}, {4, 6}, {31, 32}};
    struct shop shop;
    const struct table *table;

    (void)state;
    shop_open(&shop);
    sell_all(&shop);
    add_offers(&shop, days, COUNT(days));
    add_events(&shop, rows);
    assert_int_equal(shop_study(&shop, "2023-11"), OK);
    table = tables_find(&shop.study.tables, "offer_funnel");
    assert_int_equal(table->row_count, COUNT(wants));
    for (size_t i = 0; i < COUNT(wants); i++) {
        assert_cell_text(table_cell(table, i, "stage"), wants[i].stage);
        assert_int_equal(table_cell(table, i, "customers")->integer,
                         wants[i].count);
        assert_close(table_cell(table, i, "share_of_allocated")->real,
                     wants[i].share);
        assert_close(cell_number(table_cell(table, i, "share_of_previous")),
                     wants[i].before);
    }
    assert_numbers(&shop, "B", unredeemed);
    table = tables_find(&shop.study.tables, "offers");
    assert_non_null(strstr(table->note.at, " 1 events are of offers"));
    shop_close(&shop);
}

static void what_is_not_delivered_is_left_out(void **state)
{
    static const int days[][2] = {{5, 9}};
    struct shop shop;

    (void)state;
    shop_open(&shop);
    sell_all(&shop);
    assert_int_equal(shop_study(&shop, "2023-11"), OK);
    assert_null(tables_find(&shop.study.tables, "offers"));
    assert_null(tables_find(&shop.study.tables, "offer_funnel"));
    shop_close(&shop);
    shop_open(&shop);
    sell_all(&shop);
    add_offers(&shop, days, 1);
    assert_int_equal(shop_study(&shop, "2023-11"), OK);
    assert_close(number_of(&shop, "A", "complete"), 1);
    assert_false(cell_is_defined(cell_of(&shop, "A", "treated")));
    assert_false(cell_is_defined(cell_of(&shop, "A", "leakage")));
    assert_null(tables_find(&shop.study.tables, "offer_funnel"));
    shop_close(&shop);
}

static void assert_header(const struct shop *shop, const char *name,
                          const char *want)
{
    const struct table *table = tables_find(&shop->study.tables, name);
    char got[1024] = "";

    for (size_t i = 0; i < table->column_count; i++) {
        if (i > 0)
            strcat(got, ",");
        strcat(got, table->columns[i].name);
    }
    assert_string_equal(got, want);
}

static void columns_are_named(void **state)
{
    struct shop shop;

    (void)state;
    shop_open(&shop);
    sell_arms(&shop, ARM);
    assert_header(
        &shop, "offers",
        "offer_id,name,type,business_unit,campaign_id,funded_by,start,end,"
        "complete,allocated,delivered,opened,activated,shopped,redeemed,"
        "leakage,activation_rate,redemption_rate,redemption_low,"
        "redemption_high,treated,control,mean_treated,mean_control,lift,low,"
        "high,incremental_sales,incremental_low,incremental_high,margin_rate,"
        "incremental_margin,reward_cost,roi,basis,verdict,proven,proven_sales,"
        "proven_margin,proven_roi");
    assert_header(&shop, "offer_funnel",
                  "stage,customers,share_of_allocated,"
                  "share_of_previous");
    shop_close(&shop);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_offer_is_worked_out_by_hand),
        cmocka_unit_test(rows_of_a_customer_count_together),
        cmocka_unit_test(arms_may_be_empty),
        cmocka_unit_test(an_offer_may_not_be_over),
        cmocka_unit_test(the_funnel_sums_up_offers),
        cmocka_unit_test(what_is_not_delivered_is_left_out),
        cmocka_unit_test(columns_are_named),
    };

    return cmocka_run_group_tests_name("measure/funnel", tests, NULL, NULL);
}
