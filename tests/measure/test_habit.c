#include "measure/scored.h"

static void who_only_returns_is_not_counted(void **state)
{
    (void)state;
    sell_to(MANY);
    take_back("zoe", END - 1, 4);
    study();
    assert_false(is_listed("zoe"));
    assert_int_equal(tables_find(&shop.study.tables, "rfm")->row_count, MANY);
}

static void who_gave_all_back_is_scored_and_flagged(void **state)
{
    (void)state;
    sell_to(MANY);
    sell("zoe", END, 10);
    take_back("zoe", END, 10);
    sell("zack", END - 1, 10);
    take_back("zack", END, 12.5);
    study();
    assert_close(number_of("zoe", "monetary"), 0);
    assert_close(number_of("zack", "monetary"), -2.5);
    assert_scores("zoe", 511);
    assert_scores("zack", 511);
    assert_close(number_of("zoe", "not_positive"), 1);
    assert_close(number_of("zack", "not_positive"), 1);
    assert_close(number_of("c00", "not_positive"), 0);
    assert_close(number_of("zack", "recency"), 2); /* no return is a visit */
}

/* Of eve there is nothing yet; dee's first line is worth nothing. */
static void what_comes_later_is_not_known(void **state)
{
    static const struct line lines[] = {
        {.order = "D", .date = END, .hour = 9, .customer = "dee", .list = 0},
        {.order = "D",
         .date = END + 1,
         .hour = 9,
         .customer = "dee",
         .list = 5},
        {.order = "F", .date = END, .hour = 9, .customer = "fay", .list = 3},
        {.order = "F",
         .date = END + 1,
         .hour = 9,
         .customer = "fay",
         .list = 5},
        {.order = NULL}};

    (void)state;
    sell_to(MANY);
    sell("c03", END + 1, 100);
    sell("eve", END + 1, 5);
    shop_sell_all(&shop, lines);
    study();
    assert_false(is_listed("eve"));
    assert_false(is_listed("dee"));
    assert_close(number_of("fay", "monetary"), 3);
    assert_close(number_of("c03", "recency"), 4);
    assert_close(number_of("c03", "frequency"), 1);
    assert_close(number_of("c03", "monetary"), 40);
}

static void a_customer_of_two_countries_is_one(void **state)
{
    (void)state;
    sell_to(MANY);
    sell_in("N", "max", END - 2, 3);
    sell_in("S", "max", END, 4);
    study();
    assert_close(number_of("max", "frequency"), 2);
    assert_close(number_of("max", "monetary"), 7);
    assert_close(number_of("max", "recency"), 1);
}

static void the_anonymous_and_staff_are_not_counted(void **state)
{
    static const struct row rows[] = {{.id = "boss", .is_staff = true}};

    (void)state;
    shop_add_customers(&shop, rows, COUNT(rows));
    sell_to(MANY);
    sell("boss", END, 9);
    sell(NULL, END, 9);
    study();
    assert_false(is_listed("boss"));
    assert_int_equal(tables_find(&shop.study.tables, "rfm")->row_count, MANY);
}

/* 104 weeks are the 728 days to the end.  An order that began before them has
 * its later lines within. */
static void sell_at_the_edge(void)
{
    static const struct line lines[] = {{.order = "E",
                                         .date = END - 728,
                                         .hour = 9,
                                         .customer = "c01",
                                         .list = 2},
                                        {.order = "E",
                                         .date = END - 727,
                                         .hour = 9,
                                         .customer = "c01",
                                         .list = 4},
                                        {.order = NULL}};

    sell_to(MANY);
    sell("first", END - 727, 1);
    sell("old", END - 728, 1);
    sell("c00", END - 728, 7);
    take_back("c00", END - 727, 2);
    shop_sell_all(&shop, lines);
}

static void the_weeks_begin_728_days_before_their_end(void **state)
{
    (void)state;
    sell_at_the_edge();
    study();
    assert_close(number_of("first", "recency"), 728);
    assert_false(is_listed("old"));
    assert_close(number_of("c00", "frequency"), 1);
    assert_close(number_of("c00", "monetary"), 10 - 2);
    assert_close(number_of("c01", "frequency"), 1);
    assert_close(number_of("c01", "monetary"), 20 + 4);
}

static void weeks_are_a_rule(void **state)
{
    (void)state;
    shop.config.rules.rfm_weeks = 1;
    sell_to(MANY);
    study();
    assert_int_equal(tables_find(&shop.study.tables, "rfm")->row_count, 7);
    assert_true(is_listed("c06"));
    assert_false(is_listed("c07"));
}

static void without_weeks_all_history_counts(void **state)
{
    (void)state;
    shop.config.rules.rfm_weeks = 0;
    sell_at_the_edge();
    study();
    assert_close(number_of("old", "recency"), 729);
    assert_close(number_of("c00", "frequency"), 2);
    assert_close(number_of("c00", "monetary"), 10 + 7 - 2);
    assert_close(number_of("c01", "monetary"), 20 + 2 + 4);
}

/* Beyond 32 bits of money, of two customers and either sign. */
static void amounts_may_be_large(void **state)
{
    (void)state;
    sell_to(MANY);
    sell("zoe", END, 300000);
    sell("zoe", END - 1, 5);
    sell("zack", END, 1);
    take_back("zack", END, 250000.5);
    study();
    assert_close(number_of("zoe", "monetary"), 300005);
    assert_close(number_of("zoe", "frequency"), 2);
    assert_close(number_of("zoe", "recency"), 1);
    assert_close(number_of("zack", "monetary"), -249999.5);
    assert_close(number_of("zack", "frequency"), 1);
    assert_close(
        shop_number(&shop, "actions", "customer_id", "zoe", "net_sales_52w"),
        300005);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        TEST(who_only_returns_is_not_counted),
        TEST(amounts_may_be_large),
        TEST(who_gave_all_back_is_scored_and_flagged),
        TEST(what_comes_later_is_not_known),
        TEST(a_customer_of_two_countries_is_one),
        TEST(the_anonymous_and_staff_are_not_counted),
        TEST(the_weeks_begin_728_days_before_their_end),
        TEST(weeks_are_a_rule),
        TEST(without_weeks_all_history_counts),
    };

    return cmocka_run_group_tests_name("measure/habit", tests, NULL, NULL);
}
