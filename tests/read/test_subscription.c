#include "desk.h"

#include "read/subscription.h"

#define HEADER                                                                 \
    "subscription_id,customer_id,plan,status,start_date,end_date,price,"       \
    "interval,discount\n"

static enum status read_subscriptions(struct desk *desk,
                                      struct subscriptions *subscriptions)
{
    return subscription_read(&desk->arena, &desk->diag, &desk->config,
                             &desk->ledger, subscriptions);
}

static void nothing_delivered_is_nothing(void **state)
{
    struct desk *desk = *state;
    struct subscriptions all;

    desk_configure(desk, "");
    assert_int_equal(read_subscriptions(desk, &all), OK);
    assert_false(all.delivered);
    assert_int_equal(all.count, 0);
    assert_int_equal(all.customers.count, 0);
}

static void spans_are_by_customer_start_end_and_id(void **state)
{
    static const char *const ids[] = {"6", "3", "1", "4", "5", "2"};
    struct desk *desk = *state;
    struct subscriptions all;
    struct span_list spans;

    desk_configure(desk, "");
    desk_write(desk, "subscriptions_1.csv",
               STR(HEADER "1,bo,,,2024-02-01,2024-02-29,9,,\n"
                          "2,al,,,2024-01-01,2024-01-31,9,,\n"
                          "3,bo,,,2024-01-01,,9,,\n"));
    desk_write(desk, "subscriptions_2.csv",
               STR(HEADER "5,bo,,,2024-02-01,,9,,\n"
                          "4,bo,,,2024-02-01,,9,,\n"
                          "6,bo,,,2024-01-01,2024-12-31,9,,\n"));
    assert_int_equal(read_subscriptions(desk, &all), OK);
    assert_true(all.delivered);
    assert_int_equal(all.count, COUNT(ids));
    assert_int_equal(all.customers.count, 2);
    for (size_t i = 0; i < COUNT(ids); i++)
        assert_true(str_equal(all.spans[i].id, str_of(ids[i])));
    spans = subscriptions_of(&all, customers_find(&all.customers, STR("bo")));
    assert_int_equal(spans.count, 5);
    assert_int_equal(spans.spans[1].end, INT32_MAX);
    spans = subscriptions_of(&all, customers_find(&all.customers, STR("al")));
    assert_int_equal(spans.count, 1);
    assert_int_equal(spans.spans->start, date_of(2024, 1, 1));
    assert_int_equal(spans.spans->end, date_of(2024, 1, 31));
    assert_int_equal(customers_find(&all.customers, STR("cy")), MAP_NONE);
}

/* 100 a year is no whole number of ten-thousandths a month. */
static void a_month_of_a_year_is_exact(void **state)
{
    static const struct {
        int64_t monthly;
        enum subscription_status status;
        bool by_year;
    } wants[] = {
        {1000000, SUBSCRIPTION_PAID, true},
        {12 * 99900, SUBSCRIPTION_PAID, false},
        {12 * 79900, SUBSCRIPTION_PAID, false},
        {1, SUBSCRIPTION_PAID, true},
        {0, SUBSCRIPTION_TRIAL, false},
        {0, SUBSCRIPTION_STAFF, false},
    };
    struct desk *desk = *state;
    struct subscriptions all;

    desk_configure(desk, "");
    desk_write(desk, "subscriptions.csv",
               STR(HEADER "1,a,Gold,paid,2024-01-01,,100,year,\n"
                          "2,a,Gold,Paid,2024-01-01,,9.99,month,0\n"
                          "3,a,Gold,,2024-01-01,,9.99,,2\n"
                          "4,a,,PAID,2024-01-01,,5.0001,Year,5\n"
                          "5,a,,trial,2024-01-01,,0,month,\n"
                          "6,a,,staff,2024-01-01,,9.99,month,9.99\n"));
    assert_int_equal(read_subscriptions(desk, &all), OK);
    assert_int_equal(all.count, COUNT(wants));
    for (size_t i = 0; i < COUNT(wants); i++) {
        assert_int_equal(all.spans[i].monthly, wants[i].monthly);
        assert_int_equal(all.spans[i].status, wants[i].status);
        assert_int_equal(all.spans[i].by_year, wants[i].by_year);
    }
    assert_int_equal(all.plans.count, 2);
    assert_true(str_equal(all.plans.items[all.spans[0].plan], STR("Gold")));
    assert_int_equal(all.plans.items[all.spans[3].plan].len, 0);
}

static void what_cannot_be_is_rejected_with_what_would_be_right(void **state)
{
    struct desk *desk = *state;
    struct subscriptions all;

    desk_configure(desk, "");
    desk_write(desk, "subscriptions.csv",
               STR(HEADER "1,a,,paid,2024-01-02,2024-01-01,1,month,\n"
                          "1,a,,paid,2024-01-02,2024-01-02,1,month,\n"
                          "1,a,,paid,2024-02-01,,1,month,\n"
                          "2,a,,payed,2024-01-01,,1,month,\n"
                          "3,a,,paid,2024-01-01,,1,months,\n"
                          "4,a,,paid,2024-01-01,,-1,month,\n"
                          "5,a,,paid,2024-01-01,,1,month,-1\n"
                          "6,a,,paid,2024-01-01,,1,month,1.01\n"
                          "7,a,,paid,2024-01-01,,900000000000000,year,\n"
                          "8,a,,paid,2024-01-01,,900000000000000,month,\n"
                          "9,a,,paid,2024-01-01,,900000000000000,year,\n"));
    assert_int_equal(read_subscriptions(desk, &all), OK);
    assert_string_equal(
        desk_rejects(desk),
        "2:22 end_date is before start_date\n"
        "4:1 duplicate subscription_id\n"
        "5:6 status is none of paid, trial and staff\n"
        "6:25 interval is neither month nor year\n"
        "7:23 price is negative\n"
        "8:31 discount is negative; expected what is taken off the price\n"
        "9:31 discount is more than the price\n"
        "11:23 price is too large\n"
        "12:23 price is too large\n");
    assert_int_equal(all.count, 2);
    assert_adds_up(&desk->ledger.controls[EXTRACT_subscriptions]);
    assert_int_equal(desk->ledger.controls[EXTRACT_subscriptions].accepted, 2);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        DESK_TEST(nothing_delivered_is_nothing),
        DESK_TEST(spans_are_by_customer_start_end_and_id),
        DESK_TEST(a_month_of_a_year_is_exact),
        DESK_TEST(what_cannot_be_is_rejected_with_what_would_be_right),
    };

    return cmocka_run_group_tests_name("read/subscription", tests, NULL, NULL);
}
