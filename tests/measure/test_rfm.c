#include "measure/scored.h"

#include "measure/rfm.h"

/* Recency 1 .. 26 is cut at 6, 11, 16 and 21, M at ten times that: all five
 * are values, which score with those below. */
static void values_on_cut_points_score_below_them(void **state)
{
    (void)state;
    sell_to(MANY);
    study();
    assert_scores("c00", 511);
    assert_scores("c05", 511);
    assert_scores("c06", 412);
    assert_scores("c10", 412);
    assert_scores("c11", 313);
    assert_scores("c15", 313);
    assert_scores("c16", 214);
    assert_scores("c20", 214);
    assert_scores("c21", 115);
    assert_scores("c25", 115);
    assert_close(number_of("c06", "recency"), 7);
    assert_close(number_of("c06", "frequency"), 1);
    assert_close(number_of("c06", "monetary"), 70);
}

static void one_customer_has_no_scores(void **state)
{
    struct cell cell;

    (void)state;
    sell("ann", END, 5);
    study();
    assert_close(number_of("ann", "recency"), 1);
    assert_close(number_of("ann", "monetary"), 5);
    cell = cell_of("ann", "r");
    assert_false(cell_is_defined(&cell));
    cell = cell_of("ann", "segment");
    assert_false(cell_is_defined(&cell));
    cell = cell_of("ann", "overlay");
    assert_false(cell_is_defined(&cell));
    assert_null(tables_find(&shop.study.tables, "rfm_segments"));
    assert_null(tables_find(&shop.study.tables, "rfm_grid"));
    assert_null(tables_find(&shop.study.tables, "migration"));
}

static void twenty_four_have_no_scores(void **state)
{
    (void)state;
    sell_to(24);
    study();
    assert_int_equal(tables_find(&shop.study.tables, "rfm")->row_count, 24);
    assert_close(number_of("c00", "r"), (double)NAN);
    assert_null(tables_find(&shop.study.tables, "rfm_segments"));
}

static void twenty_five_have_scores(void **state)
{
    (void)state;
    sell_to(25);
    study();
    assert_close(number_of("c00", "r"), 5);
    assert_non_null(tables_find(&shop.study.tables, "rfm_segments"));
}

static void where_all_are_equal_all_score_alike(void **state)
{
    (void)state;
    for (int i = 0; i < MANY; i++)
        sell(shop_id(&shop, "c", i), END - 3, 8);
    study();
    for (int i = 0; i < MANY; i++)
        assert_scores(shop_id(&shop, "c", i), 511);
    assert_close(segment("New", "customers"), MANY);
}

/* Baskets: 1 of 13 customers, 2 of 13; cut at 1, 1, 2 and 2. */
static void two_values_have_two_scores(void **state)
{
    (void)state;
    sell_to(MANY);
    for (int i = 0; i < 13; i++)
        sell(shop_id(&shop, i < 10 ? "c0" : "c", i), END - i, 1);
    study();
    assert_close(number_of("c00", "f"), 3);
    assert_close(number_of("c13", "f"), 1);
    assert_close(number_of("c00", "frequency"), 2);
}

/* All are equal: ranks go by id.  Of 26 the ranks 1 .. 6 score 1, 7 .. 11
 * score 2; of recency 5 and 4. */
static void ranks_part_equal_values_by_id(void **state)
{
    (void)state;
    shop.config.scoring.mode = SCORING_RANK;
    for (int i = MANY - 1; i >= 0; i--)
        sell(shop_id(&shop, i < 10 ? "c0" : "c", i), END - 3, 8);
    study();
    assert_scores("c00", 511);
    assert_scores("c05", 511);
    assert_scores("c06", 422);
    assert_scores("c10", 422);
    assert_scores("c11", 333);
    assert_scores("c16", 244);
    assert_scores("c21", 155);
    assert_scores("c25", 155);
}

static void ranks_go_by_value_first(void **state)
{
    (void)state;
    shop.config.scoring.mode = SCORING_RANK;
    sell_to(MANY);
    sell("c25", END - 25, 1);
    take_back("c24", END, 300); /* -50: the least */
    study();
    assert_scores("c25", 155);
    assert_scores("c24", 151);
    assert_scores("c00", 511);
    assert_scores("c05", 512); /* the seventh of net sales */
}

/* A threshold is the least value of what is behind it. */
static void thresholds_hold_for_any_number(void **state)
{
    static const int64_t least[RFM_MEASURES][SCORING_CUTS] = {
        {3, 5, 10, 20}, {2, 3, 4, 5}, {M(20), M(30), M(40), M(50.01)}};

    (void)state;
    shop.config.scoring.mode = SCORING_FIXED;
    memcpy(shop.config.scoring.least, least, sizeof least);
    sell_to(5);
    sell("c04", END - 4, 0.01);
    study();
    assert_scores("c00", 511);
    assert_scores("c01", 512);
    assert_scores("c02", 413);
    assert_scores("c03", 414);
    assert_scores("c04", 325);
    assert_close(segment("About to Sleep", "customers"), 1);
}

static void overlays_are_by_all_three_scores(void **state)
{
    static const struct {
        struct rfm_mark mark;
        enum overlay want;
    } cases[] = {
        {{.scores = {4, 4, 4}}, OVERLAY_VIP},
        {{.scores = {5, 5, 5}}, OVERLAY_VIP},
        {{.scores = {3, 5, 5}}, OVERLAY_CORE},
        {{.scores = {5, 3, 5}}, OVERLAY_CORE},
        {{.scores = {5, 5, 3}}, OVERLAY_CORE},
        {{.scores = {4, 2, 5}}, OVERLAY_NEW_CUSTOMER},
        {{.scores = {5, 1, 1}}, OVERLAY_NEW_CUSTOMER},
        {{.scores = {3, 2, 1}}, OVERLAY_CORE},
        {{.scores = {2, 2, 5}}, OVERLAY_CHURN_RISK},
        {{.scores = {1, 1, 1}}, OVERLAY_CHURN_RISK},
        {{.scores = {2, 3, 1}}, OVERLAY_CORE},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++)
        assert_int_equal(overlay_of(&cases[i].mark), cases[i].want);
    assert_string_equal(overlay_name(OVERLAY_VIP), "VIP");
    assert_string_equal(overlay_name(OVERLAY_CORE), "Core");
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(overlays_are_by_all_three_scores),
        TEST(values_on_cut_points_score_below_them),
        TEST(one_customer_has_no_scores),
        TEST(twenty_four_have_no_scores),
        TEST(twenty_five_have_scores),
        TEST(where_all_are_equal_all_score_alike),
        TEST(two_values_have_two_scores),
        TEST(ranks_part_equal_values_by_id),
        TEST(ranks_go_by_value_first),
        TEST(thresholds_hold_for_any_number),
    };

    return cmocka_run_group_tests_name("measure/rfm", tests, NULL, NULL);
}
