#include "cardholders.h"

static const struct cardholder_want wants[] = {
    {"182 days to the end hold their first day", .row = ANN(.from = DAY(-900)),
     .baskets = {DAY(END - 181)}, .want = {.active = 1, .active_52_weeks = 1}},
    {"but not the day before it, which is a lapse",
     .row = ANN(.from = DAY(-900)), .baskets = {DAY(END - 182)},
     .want = {.active_52_weeks = 1, .lapsed = 1}},
    {"84 days to the end hold their first day", .row = ANN(.from = DAY(-900)),
     .baskets = {DAY(END - 83)},
     .want = {.active = 1, .active_12_weeks = 1, .active_52_weeks = 1}},
    {"but not the day before it", .row = ANN(.from = DAY(-900)),
     .baskets = {DAY(END - 84)}, .want = {.active = 1, .active_52_weeks = 1}},
    {"364 days to the end hold their first day", .row = ANN(.from = DAY(-900)),
     .baskets = {DAY(END - 363)}, .want = {.active_52_weeks = 1}},
    {"but not the day before it", .row = ANN(.from = DAY(-900)),
     .baskets = {DAY(END - 364)}, .want = {0}},
    {"the last day counts, the next does not", .row = ANN(.from = DAY(-900)),
     .baskets = {DAY(END), DAY(END + 1)},
     .want = {.active = 1, .active_12_weeks = 1, .active_52_weeks = 1}},
    {"what comes later does not count", .row = ANN(.from = DAY(-900)),
     .baskets = {DAY(END + 1)}, .want = {0}},
    {"staff are no members",
     .row = ANN(.from = DAY(0), .is_staff = true, .group_first = DAY(-9)),
     .baskets = {DAY(-183), DAY(5)}, .want = {0}},
    {"who is no member has no days", .row = ANN(0), .baskets = {DAY(5)},
     .want = {0}},
    {"whom the extract lacks is no member", .has_extract = true,
     .baskets = {DAY(5)}, .want = {0}},
    {"without an extract whoever is known is a member, but not new",
     .baskets = {DAY(-183), DAY(5)},
     .want = {.active = 1,
              .active_12_weeks = 1,
              .active_52_weeks = 1,
              .reactivated = 1}},
    {"26 weeks over a leap day begin on a second",
     .row = ANN(.from = DAY(-900)), .baskets = {DAY(-30)}, /* 2023-10-02 */
     .start = DAY(121), .end = DAY(151),                   /* 2024-03-31 */
     .want = {.active = 1, .active_52_weeks = 1}},
    {"and not on a first", .row = ANN(.from = DAY(-900)), .baskets = {DAY(-31)},
     .start = DAY(121), .end = DAY(151),
     .want = {.active_52_weeks = 1, .lapsed = 1}},
    {"in the year before on a first", .row = ANN(.from = DAY(-900)),
     .baskets = {DAY(-396)},               /* 2022-10-01 */
     .start = DAY(-245), .end = DAY(-215), /* 2023-03-31 */
     .want = {.active = 1, .active_52_weeks = 1}},
};

/* Who has a basket and an activation. */
static const struct cardholder_want engaged[] = {
    {"engaged are an activation and a basket on the first of 56 days",
     .row = ANN(.from = DAY(-900)), .baskets = {DAY(END - 55)},
     .activated = {DAY(END - 55)},
     .want = {.active = 1,
              .active_12_weeks = 1,
              .active_52_weeks = 1,
              .engaged = 1}},
    {"on different days too", .row = ANN(.from = DAY(0)), .baskets = {DAY(0)},
     .activated = {DAY(-21), DAY(END)},
     .want = {.active = 1,
              .active_12_weeks = 1,
              .active_52_weeks = 1,
              .new_members = 1,
              .engaged = 1}},
    {"not with an activation the day before", .row = ANN(.from = DAY(-900)),
     .baskets = {DAY(END - 55)}, .activated = {DAY(END - 56)},
     .want = {.active = 1, .active_12_weeks = 1, .active_52_weeks = 1}},
    {"nor with a basket the day before", .row = ANN(.from = DAY(-900)),
     .baskets = {DAY(END - 56)}, .activated = {DAY(END - 55)},
     .want = {.active = 1, .active_12_weeks = 1, .active_52_weeks = 1}},
    {"nor with what comes after the end", .row = ANN(.from = DAY(-900)),
     .baskets = {DAY(END - 56), DAY(END + 1)},
     .activated = {DAY(END), DAY(-60)},
     .want = {.active = 1, .active_12_weeks = 1, .active_52_weeks = 1}},
    {"nor an activation after the end", .row = ANN(.from = DAY(-900)),
     .baskets = {DAY(END)}, .activated = {DAY(END + 1)},
     .want = {.active = 1, .active_12_weeks = 1, .active_52_weeks = 1}},
    {"nor without a basket", .row = ANN(.from = DAY(-900)),
     .activated = {DAY(END)}, .want = {0}},
    {"nor with a basket of before the membership", .row = ANN(.from = DAY(END)),
     .baskets = {DAY(END - 1)}, .activated = {DAY(END)}, .want = {0}},
    {"an activation of before the membership counts",
     .row = ANN(.from = DAY(END)), .baskets = {DAY(END)},
     .activated = {DAY(END - 1)},
     .want = {.active = 1,
              .active_12_weeks = 1,
              .active_52_weeks = 1,
              .new_members = 1,
              .engaged = 1}},
    {"who left is not engaged",
     .row = ANN(.from = DAY(-900), .to = DAY(END - 1)), .baskets = {DAY(5)},
     .activated = {DAY(5)}, .want = {0}},
    {"an activation before the data is seen", .row = ANN(.from = DAY(-2000)),
     .baskets = {DAY(-1034)}, .activated = {DAY(-1060)}, .start = DAY(-1035),
     .end = DAY(-1010),
     .want = {.active = 1,
              .active_12_weeks = 1,
              .active_52_weeks = 1,
              .engaged = 1}},
};

/* Who has a redemption. */
static const struct cardholder_want redeemed[] = {
    {"a redeemer redeems on the first day", .row = ANN(.from = DAY(-900)),
     .redeemed = {DAY(0)}, .want = {.redeemers = 1, .reward_cost = M(1.5)}},
    {"and on the last, and is counted once", .row = ANN(.from = DAY(-900)),
     .redeemed = {DAY(END), DAY(END), DAY(7)},
     .want = {.redeemers = 1, .reward_cost = M(4.5)}},
    {"not on the days around", .row = ANN(.from = DAY(-900)),
     .redeemed = {DAY(-1), DAY(END + 1)}, .want = {0}},
    {"who left by the end is none, but has cost",
     .row = ANN(.from = DAY(-900), .to = DAY(END - 1)), .redeemed = {DAY(5)},
     .want = {.reward_cost = M(1.5)}},
    {"who joined by the end is one", .row = ANN(.from = DAY(END)),
     .redeemed = {DAY(5)}, .want = {.redeemers = 1, .reward_cost = M(1.5)}},
    {"staff are none, but have cost",
     .row = ANN(.from = DAY(-900), .is_staff = true), .redeemed = {DAY(5)},
     .want = {.reward_cost = M(1.5)}},
    {"nor is whom the extract lacks", .has_extract = true, .baskets = {DAY(5)},
     .redeemed = {DAY(5)}, .want = {.reward_cost = M(1.5)}},
    {"without an extract whoever redeems is one", .redeemed = {DAY(5)},
     .want = {.redeemers = 1, .reward_cost = M(1.5)}},
    {"redeemers' sales are of the window", .row = ANN(.from = DAY(END)),
     .baskets = {DAY(-1), DAY(0), DAY(5), DAY(END + 1)}, .redeemed = {DAY(END)},
     .want = {.redeemers = 1, .redeemer_net = M(2), .reward_cost = M(1.5)}},
};

/* ann is a member on 10 days; bob is none. */
static void net_sales_are_of_orders_of_members(void **state)
{
    static const struct line lines[] = {
        {.order = "before", .date = DAY(-1), .customer = "ann", .list = 1000},
        {.order = "split",
         .date = DAY(0),
         .hour = 9,
         .customer = "ann",
         .list = 20,
         .discount = 3},
        {.order = "split",
         .date = DAY(11),
         .hour = 9,
         .customer = "ann",
         .list = 5},
        {.order = "back",
         .date = DAY(9),
         .customer = "ann",
         .quantity = -1,
         .list = -7,
         .net = -7,
         .kind = LINE_RETURN},
        {.order = "after", .date = DAY(10), .customer = "ann", .list = 1000},
        {.order = "bob", .date = DAY(4), .customer = "bob", .list = 1000},
        {.order = "none", .date = DAY(4), .list = 1000},
        {.order = NULL},
    };
    static const struct window windows[] = {
        {.start = DAY(0), .end = DAY(8)},
        {.start = DAY(9), .end = DAY(11)},
        {.start = DAY(372), .end = DAY(372)},
        {.start = DAY(373), .end = DAY(373)},
        {.start = DATE_NONE, .end = DATE_NONE},
    };
    struct totals totals[COUNT(windows)] = {0};
    struct shop shop;

    (void)state;
    open_years(&shop);
    shop_list(&shop, &(struct row){.id = "ann", .from = DAY(0), .to = DAY(9)});
    shop_list(&shop, &(struct row){.id = "bob"});
    shop_sell_all(&shop, lines);
    assert_int_equal(book_seal(shop.book, 2, &shop.diag), OK);
    shop_programme(&shop, windows, COUNT(windows), 2, totals);
    assert_int_equal(totals[0].programme.member_net, M(17));
    assert_int_equal(totals[0].programme.member_net_52_weeks, M(17));
    assert_int_equal(totals[0].programme.active, 1);
    /* the line of day 11 is of a member's order, and ann is none by then */
    assert_int_equal(totals[1].programme.member_net, M(-2));
    assert_int_equal(totals[1].programme.member_net_52_weeks, M(15));
    assert_int_equal(totals[1].programme.active, 0);
    assert_int_equal(totals[2].programme.member_net, 0);
    assert_int_equal(totals[2].programme.member_net_52_weeks, M(-2));
    assert_int_equal(totals[3].programme.member_net_52_weeks, M(5));
    assert_int_equal(totals[4].programme.member_net_52_weeks, 0);
    shop_close(&shop);
}

/* ann redeems on a day of the second window, bob (no member) of the first. */
static void redeemers_sales_are_of_all_their_orders(void **state)
{
    static const struct line lines[] = {
        {.order = "before", .date = DAY(-1), .customer = "ann", .list = 100},
        {.order = "split",
         .date = DAY(0),
         .hour = 9,
         .customer = "ann",
         .list = 20,
         .discount = 3},
        {.order = "split",
         .date = DAY(11),
         .hour = 9,
         .customer = "ann",
         .list = 5},
        {.order = "back",
         .date = DAY(12),
         .customer = "ann",
         .quantity = -1,
         .list = -7,
         .net = -7,
         .kind = LINE_RETURN},
        {.order = "bob", .date = DAY(4), .customer = "bob", .list = 1000},
        {.order = NULL},
    };
    static const struct window windows[] = {
        {.start = DAY(0), .end = DAY(8)},
        {.start = DAY(9), .end = DAY(12)},
        {.start = DAY(-1), .end = DAY(12)},
    };
    static const struct event events[] = {
        {.customer = "ann", .redeemed = DAY(9), .cost = 2},
        {.customer = "ann", .redeemed = DAY(13), .cost = 4},
        {.customer = "ann", .activated = DAY(1)},
        {.customer = "bob", .redeemed = DAY(3), .cost = 8},
    };
    struct totals totals[COUNT(windows)] = {0};
    struct shop shop;

    (void)state;
    open_years(&shop);
    shop_list(&shop, &(struct row){.id = "ann", .from = DAY(10)});
    shop_offer(&shop, events, COUNT(events));
    shop_sell_all(&shop, lines);
    assert_int_equal(book_seal(shop.book, 2, &shop.diag), OK);
    shop_programme(&shop, windows, COUNT(windows), 2, totals);
    assert_int_equal(totals[0].programme.redeemers, 0);
    assert_int_equal(totals[0].programme.redeemer_net, 0);
    assert_int_equal(totals[0].programme.reward_cost, M(8));
    assert_int_equal(totals[1].programme.redeemers, 1);
    assert_int_equal(totals[1].programme.redeemer_net, M(-2));
    assert_int_equal(totals[1].programme.reward_cost, M(2));
    assert_int_equal(totals[2].programme.redeemer_net, M(115));
    assert_int_equal(totals[2].programme.reward_cost, M(10));
    for (size_t i = 0; i < COUNT(windows); i++) {
        assert_true(totals[i].programme.has_activations);
        assert_true(totals[i].programme.has_redemptions);
        assert_true(totals[i].programme.has_costs);
        assert_false(totals[i].programme.has_group_first);
    }
    shop_close(&shop);
}

/* A period may end after the last line, or begin before the first one. */
static void windows_reach_beyond_the_data(void **state)
{
    static const struct window windows[] = {
        {.start = DAY(-9000), .end = DAY(-8000)},
        {.start = DAY(-1100), .end = DAY(600)},
        {.start = DAY(500), .end = DAY(700)},
    };
    struct totals totals[COUNT(windows)] = {0};
    struct shop shop;

    (void)state;
    open_years(&shop);
    shop_list(&shop, &(struct row){.id = "ann", .from = DAY(-1080)});
    shop_list(&shop, &(struct row){.id = "bob",
                                   .from = DAY(-9500),
                                   .group_first = DAY(-9000),
                                   .banner_first = DAY(-8500)});
    shop_sell(&shop, &(struct line){.order = "1",
                                    .date = DAY(420),
                                    .customer = "ann",
                                    .list = 2});
    assert_int_equal(book_seal(shop.book, 2, &shop.diag), OK);
    shop_programme(&shop, windows, COUNT(windows), 1, totals);
    check_programme(&totals[0].programme, &(struct programme){.from_group = 1});
    check_programme(&totals[1].programme,
                    &(struct programme){
                        .active = 1, .active_52_weeks = 1, .new_members = 1});
    assert_int_equal(totals[1].programme.member_net, M(2));
    check_programme(&totals[2].programme,
                    &(struct programme){.active_52_weeks = 1, .lapsed = 1});
    shop_close(&shop);
}

static void without_lines_nothing_is_counted(void **state)
{
    const struct window window = {.start = DAY(0), .end = DAY(END)};
    struct totals totals = {0};
    struct shop shop;

    (void)state;
    shop_open(&shop);
    assert_int_equal(book_seal(shop.book, 2, &shop.diag), OK);
    shop_programme(&shop, &window, 1, 2, &totals);
    check_programme(&totals.programme, &(struct programme){0});
    shop_close(&shop);
}

int main(void)
{
    static const struct CMUnitTest fixed[] = {
        cmocka_unit_test(net_sales_are_of_orders_of_members),
        cmocka_unit_test(redeemers_sales_are_of_all_their_orders),
        cmocka_unit_test(windows_reach_beyond_the_data),
        cmocka_unit_test(without_lines_nothing_is_counted),
    };
    struct CMUnitTest
        tests[COUNT(fixed) + COUNT(wants) + COUNT(engaged) + COUNT(redeemed)];
    struct CMUnitTest *next = tests + COUNT(fixed);

    memcpy(tests, fixed, sizeof fixed);
    next = add_tests(next, wants, COUNT(wants));
    next = add_tests(next, engaged, COUNT(engaged));
    add_tests(next, redeemed, COUNT(redeemed));
    return cmocka_run_group_tests_name("measure/programme", tests, NULL, NULL);
}
