#include "offering.h"

#include "measure/lift.h"

/*
 * On 11 and 12 dee buys for 8.  On 9 and 10 ann 60, bob -3: -60 and 8 of ann
 * and dee, against 3, 0 and 0 of bob, cid and eve.  gus and zoe, who begins on
 * the 11th, have not shopped before.
 */
static void without_a_control_group_changes_are_compared(void **state)
{
    static const struct row rows[] = {{"ann", 0, false, {1, 0, 0, 0, 11}, 4},
                                      {"dee", 0, false, {1, 0, 0, 0, 0}, 0},
                                      {"eve", 1, false, {1, 0, 0, 0, 0}, 0},
                                      {NULL}};
    static const struct want wants[] = {{"mean_treated", -26},
                                        {"mean_control", 1},
                                        {"lift", -27},
                                        {"control", 0},
                                        {"incremental_sales", NONE},
                                        {"margin_rate", NONE},
                                        {"incremental_margin", NONE},
                                        {"roi", NONE},
                                        {"reward_cost", 4},
                                        {NULL, 0}};
    static const int days[][2] = {{11, 12}};
    struct shop shop;

    (void)state;
    shop_open(&shop);
    sell_all(&shop);
    sell(&shop, "d1", 11, "dee", 8);
    sell(&shop, "z1", 11, "zoe", 5);
    add_offers(&shop, days, COUNT(days));
    add_events(&shop, rows);
    assert_int_equal(shop_study(&shop, "2023-11"), OK);
    assert_numbers(&shop, "A", wants);
    assert_cell_text(cell_of(&shop, "A", "basis"),
                     "before and after, not causal");
    assert_cell_text(cell_of(&shop, "A", "verdict"), "n < 30");
    assert_int_equal(table_find(tables_find(&shop.study.tables, "kpis"), 0,
                                "kpi", "programme_roi"),
                     tables_find(&shop.study.tables, "kpis")->row_count);
    shop_close(&shop);
}

/* A window of 30 days needs the 30 before. */
static void the_data_must_reach_back(void **state)
{
    static const struct row rows[] = {{"ann", 0, false, {1, 0, 0, 0, 0}, 0},
                                      {"ann", 1, false, {1, 0, 0, 0, 0}, 0},
                                      {NULL}};
    static const int days[][2] = {{1, 31}, {1, 30}};
    struct shop shop;

    (void)state;
    shop_open(&shop);
    shop_add_products(&shop);
    sell(&shop, "O0", -29, NULL, 50); /* 30 days before the 1st */
    sell(&shop, "a1", 5, "ann", 10);
    sell(&shop, "O1", 31, NULL, 50);
    add_offers(&shop, days, COUNT(days));
    add_events(&shop, rows);
    assert_int_equal(shop_study(&shop, "2023-11"), OK);
    assert_close(number_of(&shop, "A", "mean_treated"), 10);
    assert_close(number_of(&shop, "B", "mean_treated"), 10);
    shop_close(&shop);
    shop_open(&shop);
    shop_add_products(&shop);
    sell(&shop, "O0", -28, NULL, 50); /* a day less */
    sell(&shop, "a1", 5, "ann", 10);
    sell(&shop, "O1", 31, NULL, 50);
    add_offers(&shop, days, COUNT(days));
    add_events(&shop, rows);
    assert_int_equal(shop_study(&shop, "2023-11"), OK);
    assert_false(cell_is_defined(cell_of(&shop, "B", "mean_treated")));
    assert_cell_text(cell_of(&shop, "B", "basis"),
                     "before and after, not causal");
    shop_close(&shop);
}

/*
 * s^2 = 30 / 29 in both arms, so se^2 = 2 / 29, 58 degrees of freedom, and
 * t = 2.0017175: 5 +- 0.525677.  Sales 450, costs 60: a margin of 13 / 15.
 */
static void an_arm_of_thirty_supports_a_verdict(void **state)
{
    static const struct want wants[] = {{"lift", 5},
                                        {"low", 5 - 0.525677},
                                        {"high", 5 + 0.525677},
                                        {"incremental_sales", 150},
                                        {"incremental_low", 150 - 15.770303},
                                        {"incremental_high", 150 + 15.770303},
                                        {"incremental_margin", 130},
                                        {"roi", 64},
                                        {NULL, 0}};
    struct shop shop;

    (void)state;
    shop_open(&shop);
    sell_arms(&shop, ARM);
    assert_numbers(&shop, "A", wants);
    assert_cell_text(cell_of(&shop, "A", "verdict"), "higher");
    /* A supplier pays for it: 130 / 2. */
    assert_close(shop_kpi(&shop, "programme_roi", "value"), 65);
    shop_close(&shop);
    shop_open(&shop);
    sell_arms(&shop, ARM - 1);
    assert_false(cell_is_defined(cell_of(&shop, "A", "low")));
    assert_false(cell_is_defined(cell_of(&shop, "A", "incremental_high")));
    assert_cell_text(cell_of(&shop, "A", "verdict"), "n < 30");
    shop_close(&shop);
}

/* An order of two days: 7 on the 4th, 9 on the 5th; its basket is the 4th's. */
static void money_counts_on_its_own_day(void **state)
{
    static const struct row rows[] = {{"ann", 0, false, {1, 0, 0, 0, 0}, 0},
                                      {"ann", 1, false, {1, 0, 0, 0, 0}, 0},
                                      {"dee", 0, true, {1, 0, 0, 0, 0}, 0},
                                      {"dee", 1, true, {1, 0, 0, 0, 0}, 0},
                                      {NULL}};
    static const int days[][2] = {{5, 9}, {1, 4}};
    struct shop shop;

    (void)state;
    shop_open(&shop);
    shop_add_products(&shop);
    sell(&shop, "O0", -30, NULL, 50);
    sell(&shop, "a1", 4, "ann", 7);
    sell(&shop, "a1", 5, "ann", 9);
    sell(&shop, "O1", 30, NULL, 50);
    add_offers(&shop, days, COUNT(days));
    add_events(&shop, rows);
    assert_int_equal(shop_study(&shop, "2023-11"), OK);
    assert_close(number_of(&shop, "A", "mean_treated"), 9);
    assert_close(number_of(&shop, "A", "shopped"), 0);
    assert_close(number_of(&shop, "B", "mean_treated"), 7);
    assert_close(number_of(&shop, "B", "shopped"), 1);
    shop_close(&shop);
}

static void assert_same_sample(const struct sample *a, const struct sample *b)
{
    assert_int_equal(a->n, b->n);
    assert_true(a->sum == b->sum);
    assert_true(a->squares == b->squares);
}

/* More customers than a thread takes at a time, of one offer with a control
 * group and one without. */
static void threads_do_not_show(void **state)
{
    enum { CUSTOMERS = 5000 };
    static const int days[][2] = {{5, 9}, {5, 9}};
    struct shop shop;
    struct row *rows;
    struct lifts first = {0};

    (void)state;
    shop_open(&shop);
    rows = arena_array(&shop.arena, struct row, 2 * CUSTOMERS + 1);
    sell(&shop, "O0", -30, NULL, 50);
    for (size_t i = 0; i < CUSTOMERS; i++) {
        struct text text = {.arena = &shop.arena};

        text_addf(&text, "c%zu", i);
        rows[2 * i] = (struct row){.customer = text.at,
                                   .is_control = i % 3 == 0,
                                   .days = {1, 0, 0, 0, 0}};
        rows[2 * i + 1] = (struct row){.customer = text.at,
                                       .offer = 1,
                                       .days = {i % 2 ? 1 : 0, 0, 0, 0, 0}};
        sell(&shop, text.at, (int)(i % 20), text.at, 1 + (double)(i % 7));
    }
    add_offers(&shop, days, COUNT(days));
    add_events(&shop, rows);
    assert_int_equal(book_seal(shop.book, 2, &shop.diag), OK);
    for (size_t threads = 1; threads <= 4; threads++) {
        struct members members = members_make(&shop.arena, shop.book, threads);
        struct lifts lifts = lifts_make(
            &shop.arena,
            &(struct lifts_order){.book = shop.book,
                                  .members = &members,
                                  .as_of = NOV(30),
                                  .shown = {.start = NOV(1), .end = NOV(30)},
                                  .threads = threads});

        if (threads == 1)
            first = lifts;
        assert_int_equal(lifts.items[0].control.n, (CUSTOMERS + 2) / 3);
        assert_int_equal(lifts.items[1].treated.n, CUSTOMERS / 2);
        for (size_t i = 0; i < COUNT(days); i++) {
            const struct lift *lift = lifts.items + i;

            assert_same_sample(&lift->treated, &first.items[i].treated);
            assert_same_sample(&lift->control, &first.items[i].control);
            assert_same_sample(&lift->change, &first.items[i].change);
            assert_same_sample(&lift->others, &first.items[i].others);
        }
    }
    assert_true(first.items[1].others.n > 0);
    shop_close(&shop);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(without_a_control_group_changes_are_compared),
        cmocka_unit_test(the_data_must_reach_back),
        cmocka_unit_test(an_arm_of_thirty_supports_a_verdict),
        cmocka_unit_test(money_counts_on_its_own_day),
        cmocka_unit_test(threads_do_not_show),
    };

    return cmocka_run_group_tests_name("measure/lift", tests, NULL, NULL);
}
