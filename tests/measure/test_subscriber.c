#include "subscribe.h"

#include "retail_calendar.h"

static struct shop shop;

/*
 * November 2023, with October before it; the as-of day is 30 November.  ann
 * pays all the time, bob up to the 10th, cid only tries.  Of the 7 days after
 * the 23rd all are known.
 */
static const struct span november[] = {
    {"ann", NOV(-99), OPEN, .price = 10},
    {"begins", NOV(1), OPEN, .price = 10},
    {"comes back", NOV(-99), NOV(-59), .price = 10},
    {"comes back", NOV(3), OPEN, .price = 12, .plan = ""},
    {"pays more", NOV(-49), NOV(14), .price = 10},
    {"pays more", NOV(15), OPEN, .price = 12},
    {"by the year", NOV(-49), NOV(9), .price = 10},
    {"by the year", NOV(10), OPEN, .price = 100, .by_year = true},
    {"bob", NOV(-49), NOV(10), .price = 10},
    {"to the last day", NOV(-49), NOV(30), .price = 10},
    {"gap of 6 days", NOV(-49), NOV(0), .price = 10},
    {"gap of 6 days", NOV(7), OPEN, .price = 10},
    {"gap of 7 days", NOV(-49), NOV(0), .price = 10},
    {"gap of 7 days", NOV(8), OPEN, .price = 10},
    {"over the end", NOV(-49), NOV(-2), .price = 10},
    {"over the end", NOV(5), OPEN, .price = 10},
    {"tries", NOV(-9), NOV(10), .price = 0, .status = SUBSCRIPTION_TRIAL},
    {"tries", NOV(11), OPEN, .price = 10},
    {"cid", NOV(-9), OPEN, .price = 0, .status = SUBSCRIPTION_TRIAL},
    {"works here", NOV(-9), OPEN, .price = 10, .status = SUBSCRIPTION_STAFF},
    {"a short time", NOV(2), NOV(8), .price = 10, .plan = "Extra"},
    {"a short time", NOV(9), NOV(23), .price = 10},
    {"churns and returns", NOV(-49), NOV(5), .price = 10},
    {"churns and returns", NOV(25), OPEN, .price = 10},
    {"for nothing", NOV(-49), OPEN, .price = 10, .discount = 10},
    {"twice", NOV(-49), OPEN, .price = 10},
    {"twice", NOV(-19), OPEN, .price = 5, .plan = "Extra"},
    {"has cancelled", NOV(-49), NOV(50), .price = 10},
    {"not known yet", NOV(-49), NOV(24), .price = 10},
    {"not known yet", NOV(31), OPEN, .price = 10},
    {NULL},
};

/* An order over the end of October, and one after bob's last day. */
static const struct line more[] = {
    {.order = "M1",
     .date = NOV(0),
     .hour = 23,
     .customer = "ann",
     .store = "N",
     .product = "milk",
     .quantity = 1,
     .list = 7},
    {.order = "M1",
     .date = NOV(1),
     .hour = 1,
     .customer = "ann",
     .store = "N",
     .product = "milk",
     .quantity = 1,
     .list = 9},
    {.order = "B7",
     .date = NOV(11),
     .hour = 9,
     .customer = "bob",
     .store = "N",
     .product = "milk",
     .quantity = 1,
     .list = 8},
    {.order = NULL},
};

static const struct want {
    const char *name;
    const char *kpi;
    double value;
    double prev;
    double ly;
} wants[] = {
    {"subscribers are paid for on the last day", "subscribers", 14, 12, 0},
    {"new ones have their first paid day", "new_subscribers", 3, 0, 0},
    {"who was paid on the eve is not reactivated", "reactivated_subscribers", 2,
     0, 0},
    {"who is back on the 7th day has not churned", "churned_subscribers", 4, 1,
     0},
    {"churn is over those paid on the eve", "subscriber_churn_rate", 4.0 / 12,
     1.0 / 13, (double)NAN},
    /* 12 x 10 + 12 + 100/12 + 5, less what is for nothing, + 2 dearer */
    {"recurring revenue is a month's", "mrr", 137.3333, 115, 0},
    {"baskets of paid days have their value", "subscriber_aov", 40.0 / 3, 17,
     (double)NAN},
    {"and are over customers who have one", "subscriber_frequency", 1.5, 2,
     (double)NAN},
    /* 14 + 20 - 5 and 9 of October's order; 6 - 4; of 97 + 9 + 8 */
    {"money of paid days counts on its own day", "subscriber_sales_share",
     40.0 / 114, 25.0 / 33, 0},
};

static void value(void **state)
{
    const struct want *want = *state;

    assert_close(shop_kpi(&shop, want->kpi, "value"), want->value);
    assert_close(shop_kpi(&shop, want->kpi, "prev"), want->prev);
    assert_close(shop_kpi(&shop, want->kpi, "ly"), want->ly);
}

static void what_may_not_be_churn_is_flagged(void **state)
{
    (void)state;
    assert_cell_text(
        shop_cell(&shop, "kpis", "kpi", "churned_subscribers", "flag"),
        "2 provisional");
    assert_cell_text(
        shop_cell(&shop, "kpis", "kpi", "subscriber_churn_rate", "flag"),
        "2 provisional");
    assert_false(cell_is_defined(
        shop_cell(&shop, "kpis", "kpi", "new_subscribers", "flag")));
}

static void assert_columns(const char *name, const char *want)
{
    const struct table *table = tables_find(&shop.study.tables, name);
    struct text header = {.arena = &shop.arena};

    assert_non_null(table);
    for (size_t i = 0; i < table->column_count; i++)
        text_addf(&header, "%s%s", i ? "," : "", table->columns[i].name);
    assert_string_equal(header.at, want);
}

static void movements_lead_from_opening_to_closing(void **state)
{
    static const struct {
        const char *movement;
        double customers, mrr, prev;
    } rows[] = {
        {"opening", 11, 115, 120},      {"new", 2, 20, 0},
        {"reactivation", 2, 22, 0},     {"expansion", 1, 2, 5},
        {"contraction", 1, -1.6667, 0}, {"churn", 2, -20, -10},
        {"closing", 13, 137.3333, 115},
    };
    const struct table *table =
        tables_find(&shop.study.tables, "subscriptions");

    (void)state;
    assert_columns("subscriptions",
                   "movement,customers,mrr,prev_mrr,ly_mrr,label");
    assert_int_equal(table->row_count, COUNT(rows));
    for (size_t i = 0; i < COUNT(rows); i++) {
        assert_cell_text(table_cell(table, i, "movement"), rows[i].movement);
        assert_close(cell_number(table_cell(table, i, "customers")),
                     rows[i].customers);
        assert_close(cell_number(table_cell(table, i, "mrr")), rows[i].mrr);
        assert_close(cell_number(table_cell(table, i, "prev_mrr")),
                     rows[i].prev);
        assert_close(cell_number(table_cell(table, i, "ly_mrr")), 0);
    }
}

static void plans_are_parts_of_the_whole(void **state)
{
    static const struct {
        const char *plan, *interval;
        double subscribers, mrr, joined, churned;
    } rows[] = {
        {"Gold", "month", 12, 112, 2, 4},
        {"Unknown", "month", 1, 12, 0, 0},
        {"Gold", "year", 1, 8.3333, 0, 0},
        {"Extra", "month", 1, 5, 1, 0},
    };
    const struct table *table =
        tables_find(&shop.study.tables, "subscription_plans");

    (void)state;
    assert_columns("subscription_plans",
                   "plan,interval,subscribers,mrr,new,churned");
    assert_int_equal(table->row_count, COUNT(rows));
    for (size_t i = 0; i < COUNT(rows); i++) {
        assert_cell_text(table_cell(table, i, "plan"), rows[i].plan);
        assert_cell_text(table_cell(table, i, "interval"), rows[i].interval);
        assert_close(cell_number(table_cell(table, i, "subscribers")),
                     rows[i].subscribers);
        assert_close(cell_number(table_cell(table, i, "mrr")), rows[i].mrr);
        assert_close(cell_number(table_cell(table, i, "new")), rows[i].joined);
        assert_close(cell_number(table_cell(table, i, "churned")),
                     rows[i].churned);
    }
}

static void nothing_depends_on_the_number_of_threads(void **state)
{
    struct str want = shop_print(&shop);

    (void)state;
    for (size_t threads = 2; threads < 5; threads++) {
        shop.study.threads = threads;
        shop.study.tables.count = 0;
        assert_int_equal(study_make(&shop.arena, &shop.diag, &shop.study), OK);
        assert_true(str_equal(shop_print(&shop), want));
    }
}

static void an_extract_without_spans_has_no_subscribers(void **state)
{
    static const struct span none[] = {{NULL}};
    struct shop other;

    (void)state;
    shop_open(&other);
    shop_sell_all(&other, shop_november);
    shop_subscribe(&other, none);
    assert_int_equal(shop_study(&other, "2023-11"), OK);
    assert_close(shop_kpi(&other, "subscribers", "value"), 0);
    assert_close(shop_kpi(&other, "mrr", "value"), 0);
    assert_close(shop_kpi(&other, "subscriber_churn_rate", "value"),
                 (double)NAN);
    assert_close(shop_kpi(&other, "subscriber_sales_share", "value"), 0);
    assert_close(
        shop_number(&other, "subscriptions", "movement", "closing", "mrr"), 0);
    assert_int_equal(
        tables_find(&other.study.tables, "subscription_plans")->row_count, 0);
    assert_null(tables_find(&other.study.tables, "subscription_impact"));
    shop_close(&other);
}

static void without_the_extract_there_is_none_of_it(void **state)
{
    struct shop other;
    const struct table *kpis;

    (void)state;
    shop_open(&other);
    shop_sell_all(&other, shop_november);
    assert_int_equal(shop_study(&other, "2023-11"), OK);
    kpis = tables_find(&other.study.tables, "kpis");
    for (size_t i = 0; i < COUNT(wants); i++)
        assert_int_equal(table_find(kpis, 0, "kpi", wants[i].kpi),
                         kpis->row_count);
    assert_null(tables_find(&other.study.tables, "subscriptions"));
    assert_null(tables_find(&other.study.tables, "subscription_plans"));
    assert_null(tables_find(&other.study.tables, "subscription_impact"));
    shop_close(&other);
}

/* A line of nobody on the first and the last day of the data. */
static void study_spans(struct shop *other, const char *const days[2],
                        const struct span *spans, const char *name)
{
    for (size_t i = 0; i < 2; i++)
        shop_sell(other, &(struct line){.order = days[i],
                                        .date = day(days[i]),
                                        .quantity = 1,
                                        .list = 1});
    shop_subscribe(other, spans);
    assert_int_equal(shop_study(other, name), OK);
}

static void a_leap_day_is_a_day(void **state)
{
    static const char *const days[] = {"2023-01-01", "2024-03-31"};
    const struct span spans[] = {
        {"ends before", day("2024-01-01"), day("2024-02-28"), .price = 10},
        {"ends on it", day("2024-01-01"), day("2024-02-29"), .price = 10},
        {"begins on it", day("2024-02-29"), OPEN, .price = 10},
        {"begins behind", day("2024-03-01"), OPEN, .price = 10},
        {NULL},
    };
    struct shop other;

    (void)state;
    shop_open(&other);
    study_spans(&other, days, spans, "2024-02");
    assert_close(shop_kpi(&other, "subscribers", "value"), 2);
    assert_close(shop_kpi(&other, "new_subscribers", "value"), 1);
    assert_close(shop_kpi(&other, "churned_subscribers", "value"), 2);
    assert_close(shop_kpi(&other, "subscribers", "ly"), 0);
    shop_close(&other);
}

/* The 7 days are those after the last paid one, not after the period. */
static void who_is_back_on_the_8th_day_has_churned(void **state)
{
    static const char *const days[] = {"2023-01-01", "2023-11-30"};
    const struct span spans[] = {
        {"on the 7th", day("2023-01-01"), day("2023-10-28"), .price = 10},
        {"on the 7th", day("2023-11-04"), OPEN, .price = 10},
        {"on the 8th", day("2023-01-01"), day("2023-10-28"), .price = 10},
        {"on the 8th", day("2023-11-05"), OPEN, .price = 10},
        {NULL},
    };
    struct shop other;

    (void)state;
    shop_open(&other);
    study_spans(&other, days, spans, "2023-11");
    assert_close(shop_kpi(&other, "churned_subscribers", "prev"), 1);
    assert_close(shop_kpi(&other, "churned_subscribers", "value"), 0);
    shop_close(&other);
}

/* FY25P01 is 2024-07-01..2024-08-04; 364 days before it is 2023-07-03. */
static void after_53_weeks_last_year_is_364_days_before(void **state)
{
    static const char *const days[] = {"2023-06-01", "2024-08-04"};
    const struct span spans[] = {
        {"of the fiscal period", day("2023-06-28"), OPEN, .price = 10},
        {"of the shifted one", day("2023-08-02"), OPEN, .price = 10},
        {"of its last day", day("2023-07-03"), day("2023-08-06"), .price = 10},
        {"of now", day("2024-07-01"), OPEN, .price = 10},
        {NULL},
    };
    struct shop other;

    (void)state;
    shop_open(&other);
    other.calendar = retail_calendar(&other.arena, &other.diag);
    study_spans(&other, days, spans, "FY25P01");
    assert_close(shop_kpi(&other, "new_subscribers", "value"), 1);
    assert_close(shop_kpi(&other, "new_subscribers", "ly"), 2);
    assert_close(shop_kpi(&other, "new_subscribers", "ly_fiscal"), 2);
    assert_close(shop_kpi(&other, "subscribers", "ly"), 3);
    assert_close(shop_kpi(&other, "subscribers", "ly_fiscal"), 2);
    assert_close(shop_kpi(&other, "churned_subscribers", "ly"), 1);
    assert_close(shop_kpi(&other, "churned_subscribers", "ly_fiscal"), 0);
    assert_close(
        shop_number(&other, "subscriptions", "movement", "opening", "ly_mrr"),
        10);
    shop_close(&other);
}

static int open_november(void **state)
{
    (void)state;
    shop_open(&shop);
    shop_add_products(&shop);
    shop_sell_all(&shop, shop_november);
    shop_sell_all(&shop, more);
    shop_subscribe(&shop, november);
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
        cmocka_unit_test(what_may_not_be_churn_is_flagged),
        cmocka_unit_test(movements_lead_from_opening_to_closing),
        cmocka_unit_test(plans_are_parts_of_the_whole),
        cmocka_unit_test(nothing_depends_on_the_number_of_threads),
        cmocka_unit_test(an_extract_without_spans_has_no_subscribers),
        cmocka_unit_test(without_the_extract_there_is_none_of_it),
        cmocka_unit_test(a_leap_day_is_a_day),
        cmocka_unit_test(who_is_back_on_the_8th_day_has_churned),
        cmocka_unit_test(after_53_weeks_last_year_is_364_days_before),
    };
    struct CMUnitTest tests[COUNT(fixed) + COUNT(wants)];

    memcpy(tests, fixed, sizeof fixed);
    put_row_tests(tests + COUNT(fixed), wants, value);
    return cmocka_run_group_tests_name("measure/subscriber", tests,
                                       open_november, close_november);
}
