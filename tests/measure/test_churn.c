#include "patrons.h"

/* The as-of day is 2023-11-30; DAY(n) is n days before. */
#define DAY(before) (NOV(30) - (before))

/* A sale, for short. */
#define SALE(id, who, before, amount)                                          \
    {                                                                          \
        .order = (id), .date = DAY(before), .customer = (who),                 \
        .product = "bread", .quantity = 1, .list = (amount)                    \
    }

/* 2023-06-01 is 182 days before. */
static const struct line lines[] = {
    SALE("g1", "gil", 182, 92),
    SALE("a1", "ann", 29, 1),
    SALE("a2", "ann", 19, 1),
    SALE("a3", "ann", 9, 1),
    SALE("b1", "bob", 121, 1),
    SALE("b2", "bob", 111, 1),
    SALE("b3", "bob", 101, 1),
    SALE("c1", "cid", 45, 1),
    SALE("d1", "dan", 46, 1),
    SALE("e1", "eve", 20, 1),
    SALE("e2", "eve", 15, 1),
    SALE("e3", "eve", 10, 1),
    SALE("f1", "fay", 29, 1),
    SALE("f2", "fay", 28, 1),
    SALE("g2", "gil", 0, 192),
    {.order = "g3",
     .date = DAY(1),
     .customer = "gil",
     .product = "bread",
     .quantity = -1,
     .net = -10,
     .kind = LINE_RETURN},
    {.order = "r1",
     .date = DAY(1),
     .customer = "returns",
     .product = "bread",
     .quantity = -1,
     .net = -10,
     .kind = LINE_RETURN},
    SALE("s1", "staff", 100, 1),
    SALE("l1", "late", -1, 1),
    {.order = NULL},
};

static const struct row rows[] = {{.id = "staff", .is_staff = true}};

static void study(struct shop *shop, const struct line *sold)
{
    shop_open(shop);
    shop_add_customers(shop, rows, COUNT(rows));
    shop_sell_all(shop, sold);
    assert_int_equal(shop_study(shop, "2023-11"), OK);
}

static const struct want {
    const char *customer;
    double days_since;
    double gap;
    double ratio;
    bool at_risk;
    bool overdue;
} wants[] = {
    {"ann", 9, 10, 0.9, false, false},
    {"bob", 101, 10, 10.1, true, true},
    {"cid", 45, (double)NAN, (double)NAN, false, false},
    {"dan", 46, (double)NAN, (double)NAN, true, false},
    {"eve", 10, 5, 2, false, false},  /* 2 gaps are not overdue */
    {"fay", 28, 1, 28, false, false}, /* nor are 2 occasions */
    {"gil", 0, 182, 0, false, false},
};

static void each_buyer_has_his_indicators(void **state)
{
    struct shop shop;

    (void)state;
    study(&shop, lines);
    assert_heads(&shop, "churn",
                 "customer_id,days_since,average_gap,overdue_ratio,"
                 "spend_change_pct,at_risk,overdue");
    assert_int_equal(tables_find(&shop.study.tables, "churn")->row_count,
                     COUNT(wants));
    for (size_t i = 0; i < COUNT(wants); i++) {
        const struct want *want = wants + i;
        const char *id = want->customer;

        assert_close(
            shop_number(&shop, "churn", "customer_id", id, "days_since"),
            want->days_since);
        assert_close(
            shop_number(&shop, "churn", "customer_id", id, "average_gap"),
            want->gap);
        assert_close(
            shop_number(&shop, "churn", "customer_id", id, "overdue_ratio"),
            want->ratio);
        assert_close(shop_number(&shop, "churn", "customer_id", id, "at_risk"),
                     want->at_risk);
        assert_close(shop_number(&shop, "churn", "customer_id", id, "overdue"),
                     want->overdue);
    }
    shop_close(&shop);
}

static void both_shares_are_of_all_with_a_basket(void **state)
{
    static const struct {
        const char *measure;
        double customers;
    } shares[] = {{"customers", 7},
                  {"at_risk", 2},
                  {"overdue", 1},
                  {"at_risk_and_overdue", 1}};
    struct shop shop;

    (void)state;
    study(&shop, lines);
    assert_heads(&shop, "churn_summary", "measure,customers,share");
    for (size_t i = 0; i < COUNT(shares); i++) {
        assert_close(shop_number(&shop, "churn_summary", "measure",
                                 shares[i].measure, "customers"),
                     shares[i].customers);
        assert_close(shop_number(&shop, "churn_summary", "measure",
                                 shares[i].measure, "share"),
                     shares[i].customers / 7);
    }
    shop_close(&shop);
}

/* ann, eve and gil came within 15 days; only bob is overdue. */
static void bands_end_where_customers_begin_to_be_at_risk(void **state)
{
    static const struct {
        const char *band;
        double customers, at_risk, overdue, net;
    } bands[] = {
        {"0 to 15", 3, 0, 0, 280},    {"16 to 30", 1, 0, 0, 2},
        {"31 to 45", 1, 0, 0, 1},     {"46 to 60", 1, 1, 0, 1},
        {"61 to 90", 0, 1, 0, 0},     {"91 to 120", 1, 1, 1, 3},
        {"366 and more", 0, 1, 0, 0},
    };
    struct shop shop;

    (void)state;
    study(&shop, lines);
    assert_int_equal(tables_find(&shop.study.tables, "churn_bands")->row_count,
                     9);
    for (size_t i = 0; i < COUNT(bands); i++) {
        const char *band = bands[i].band;

        assert_close(
            shop_number(&shop, "churn_bands", "band", band, "customers"),
            bands[i].customers);
        assert_close(shop_number(&shop, "churn_bands", "band", band, "share"),
                     bands[i].customers / 7);
        assert_close(shop_number(&shop, "churn_bands", "band", band, "at_risk"),
                     bands[i].at_risk);
        assert_close(shop_number(&shop, "churn_bands", "band", band,
                                 "overdue_customers"),
                     bands[i].overdue);
        assert_close(
            shop_number(&shop, "churn_bands", "band", band, "net_sales_52w"),
            bands[i].net);
    }
    shop_close(&shop);
}

static void groups_tell_who_is_late_for_his_habit(void **state)
{
    static const struct {
        const char *group;
        double customers, net;
    } groups[] = {
        {"active", 5, 283}, {"slow", 1, 1}, {"late", 0, 0}, {"lost", 1, 3}};
    struct shop shop;

    (void)state;
    study(&shop, lines);
    for (size_t i = 0; i < COUNT(groups); i++) {
        const char *group = groups[i].group;

        assert_close(
            shop_number(&shop, "churn_groups", "group", group, "customers"),
            groups[i].customers);
        assert_close(
            shop_number(&shop, "churn_groups", "group", group, "net_sales_52w"),
            groups[i].net);
        assert_close(
            shop_number(&shop, "churn_groups", "group", group, "share_sales"),
            groups[i].net / 287);
    }
    shop_close(&shop);
}

/* 92 in the 92 days of June to August, 182 in the 91 of September to
 * November: 1 and 2 a day. */
static void spend_is_compared_per_day(void **state)
{
    struct shop shop;

    (void)state;
    study(&shop, lines);
    assert_close(
        shop_number(&shop, "churn", "customer_id", "gil", "spend_change_pct"),
        1);
    assert_close(
        shop_number(&shop, "churn", "customer_id", "bob", "spend_change_pct"),
        -1);
    assert_close(
        shop_number(&shop, "churn", "customer_id", "ann", "spend_change_pct"),
        (double)NAN);
    shop_close(&shop);
}

static void without_six_periods_of_data_spend_has_no_change(void **state)
{
    static const struct line late[] = {
        SALE("g1", "gil", 181, 92), /* 2023-06-02 */
        SALE("g2", "gil", 0, 192),
        {.order = NULL},
    };
    struct shop shop;

    (void)state;
    study(&shop, late);
    assert_close(
        shop_number(&shop, "churn", "customer_id", "gil", "spend_change_pct"),
        (double)NAN);
    shop_close(&shop);
}

/* Nothing has a part in what was lost. */
static void shares_of_returns_are_not_known(void **state)
{
    static const struct line returned[] = {
        SALE("b", "bob", 20, 5),
        {.order = "r",
         .date = DAY(10),
         .customer = "bob",
         .product = "bread",
         .quantity = -1,
         .net = -9,
         .kind = LINE_RETURN},
        {.order = NULL},
    };
    struct shop shop;

    (void)state;
    study(&shop, returned);
    assert_close(
        shop_number(&shop, "churn_groups", "group", "active", "net_sales_52w"),
        -4);
    assert_true(isnan(
        shop_number(&shop, "churn_groups", "group", "active", "share_sales")));
    shop_close(&shop);
}

static void without_buyers_there_are_no_tables(void **state)
{
    static const struct line anonymous[] = {
        SALE("x", NULL, 0, 1),
        SALE("s", "staff", 0, 1),
        {.order = NULL},
    };
    struct shop shop;

    (void)state;
    study(&shop, anonymous);
    assert_null(tables_find(&shop.study.tables, "churn"));
    assert_null(tables_find(&shop.study.tables, "churn_summary"));
    assert_null(tables_find(&shop.study.tables, "churn_bands"));
    assert_null(tables_find(&shop.study.tables, "churn_groups"));
    assert_null(tables_find(&shop.study.tables, "clv"));
    assert_null(tables_find(&shop.study.tables, "clv_bands"));
    assert_null(tables_find(&shop.study.tables, "clv_curve"));
    assert_null(tables_find(&shop.study.tables, "cohorts"));
    assert_null(tables_find(&shop.study.tables, "cohort_means"));
    shop_close(&shop);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_buyer_has_his_indicators),
        cmocka_unit_test(both_shares_are_of_all_with_a_basket),
        cmocka_unit_test(bands_end_where_customers_begin_to_be_at_risk),
        cmocka_unit_test(groups_tell_who_is_late_for_his_habit),
        cmocka_unit_test(shares_of_returns_are_not_known),
        cmocka_unit_test(spend_is_compared_per_day),
        cmocka_unit_test(without_six_periods_of_data_spend_has_no_change),
        cmocka_unit_test(without_buyers_there_are_no_tables),
    };

    return cmocka_run_group_tests_name("measure/churn", tests, NULL, NULL);
}
