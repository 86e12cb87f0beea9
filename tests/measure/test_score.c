#include "test.h"

#include "base/status.h"
#include "measure/score.h"

enum { MOST = 200 };

/* 1 .. 26: at fifths of 25 lie 6, 11, 16 and 21. */
static void a_cut_point_itself_scores_below_it(void **state)
{
    uint32_t counts[27] = {0};
    struct score_cuts cuts;

    (void)state;
    for (size_t i = 1; i <= 26; i++)
        counts[i] = 1;
    cuts = score_cuts(counts, COUNT(counts));
    assert_true(cuts.known);
    assert_int_equal(cuts.fifths[0], 5 * 6);
    assert_int_equal(cuts.fifths[3], 5 * 21);
    assert_int_equal(score_of(&cuts, 1), 1);
    assert_int_equal(score_of(&cuts, 6), 1);
    assert_int_equal(score_of(&cuts, 7), 2);
    assert_int_equal(score_of(&cuts, 11), 2);
    assert_int_equal(score_of(&cuts, 16), 3);
    assert_int_equal(score_of(&cuts, 21), 4);
    assert_int_equal(score_of(&cuts, 22), 5);
    assert_int_equal(score_of(&cuts, INT32_MAX), 5);
}

/* 0, 2, 4 .. 54: the quantile at 20 % of 28 values is between the 6th and 7th,
 * at rank 5.4: 10.8, type 7. */
static void between_values_cut_points_are_interpolated(void **state)
{
    uint32_t counts[55] = {0};
    struct score_cuts cuts;

    (void)state;
    for (size_t i = 0; i < 28; i++)
        counts[2 * i] = 1;
    cuts = score_cuts(counts, COUNT(counts));
    assert_int_equal(cuts.fifths[0], 54);
    assert_int_equal(cuts.fifths[1], 108);
    assert_int_equal(cuts.fifths[2], 162);
    assert_int_equal(cuts.fifths[3], 216);
    assert_int_equal(score_of(&cuts, 10), 1);
    assert_int_equal(score_of(&cuts, 11), 2);
    assert_int_equal(score_of(&cuts, 43), 4);
    assert_int_equal(score_of(&cuts, 44), 5);
}

/* 20 times 1, 10 times 9 and once 100: 1, 1, 1 and 9. */
static void equal_values_score_alike(void **state)
{
    uint32_t counts[101] = {[1] = 20, [9] = 10, [100] = 1};
    struct score_cuts cuts;

    (void)state;
    cuts = score_cuts(counts, COUNT(counts));
    assert_int_equal(score_of(&cuts, 1), 1);
    assert_int_equal(score_of(&cuts, 9), 4);
    assert_int_equal(score_of(&cuts, 100), 5);
    assert_int_equal(score_reversed(&cuts, 1), 5);
    assert_int_equal(score_reversed(&cuts, 9), 2);
    assert_int_equal(score_reversed(&cuts, 100), 1);
}

static void where_all_are_equal_they_score_1(void **state)
{
    uint32_t counts[MOST] = {[7] = SCORE_LEAST};
    struct score_cuts cuts = score_cuts(counts, MOST);

    (void)state;
    assert_int_equal(score_of(&cuts, 7), 1);
    assert_int_equal(score_reversed(&cuts, 7), 5);
}

static void few_values_have_no_scores(void **state)
{
    uint32_t counts[MOST] = {[7] = SCORE_LEAST - 1};

    (void)state;
    assert_false(score_cuts(counts, MOST).known);
    assert_false(score_cuts(counts, 0).known);
}

/* -40, -30 .. 230: the same fifths as of any 28 values 10 apart. */
static void sorted_values_may_be_negative(void **state)
{
    uint64_t keys[28];
    struct score_cuts cuts;

    (void)state;
    for (int i = 0; i < 28; i++)
        keys[i] = score_key((i - 4) * 10);
    cuts = score_cuts_sorted(keys, COUNT(keys));
    assert_true(cuts.fifths[0] == 5 * 14);
    assert_true(cuts.fifths[3] == 5 * 176);
    assert_int_equal(score_of(&cuts, -40), 1);
    assert_int_equal(score_of(&cuts, 14), 1);
    assert_int_equal(score_of(&cuts, 15), 2);
    assert_int_equal(score_of(&cuts, 177), 5);
    assert_false(score_cuts_sorted(keys, SCORE_LEAST - 1).known);
}

static void the_largest_values_are_scored(void **state)
{
    uint64_t keys[SCORE_LEAST];
    struct score_cuts cuts;

    (void)state;
    for (size_t i = 0; i < COUNT(keys); i++)
        keys[i] = score_key(i < 10 ? INT64_MIN : INT64_MAX);
    cuts = score_cuts_sorted(keys, COUNT(keys));
    assert_int_equal(score_of(&cuts, INT64_MIN), 1);
    assert_int_equal(score_of(&cuts, INT64_MAX), 3);
}

/* 1 .. 26 are cut at 6, 11, 16 and 21, like values. */
static void ranks_are_cut_like_values(void **state)
{
    struct score_cuts cuts = score_cuts_ranks(26);

    (void)state;
    assert_true(cuts.known);
    assert_int_equal(score_of(&cuts, 6), 1);
    assert_int_equal(score_of(&cuts, 7), 2);
    assert_int_equal(score_of(&cuts, 21), 4);
    assert_int_equal(score_of(&cuts, 26), 5);
    cuts = score_cuts_ranks(27);
    assert_true(cuts.fifths[0] == 31);
    assert_false(score_cuts_ranks(24).known);
}

static void a_given_threshold_is_the_least_of_its_score(void **state)
{
    static const int64_t least[SCORES - 1] = {-5, 4, 5, 8};
    struct score_cuts cuts = score_cuts_given(least);

    (void)state;
    assert_int_equal(score_of(&cuts, -6), 1);
    assert_int_equal(score_of(&cuts, -5), 2);
    assert_int_equal(score_of(&cuts, 3), 2);
    assert_int_equal(score_of(&cuts, 4), 3);
    assert_int_equal(score_of(&cuts, 5), 4);
    assert_int_equal(score_of(&cuts, 8), 5);
    assert_int_equal(score_reversed(&cuts, 8), 1);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_cut_point_itself_scores_below_it),
        cmocka_unit_test(between_values_cut_points_are_interpolated),
        cmocka_unit_test(equal_values_score_alike),
        cmocka_unit_test(where_all_are_equal_they_score_1),
        cmocka_unit_test(few_values_have_no_scores),
        cmocka_unit_test(sorted_values_may_be_negative),
        cmocka_unit_test(the_largest_values_are_scored),
        cmocka_unit_test(ranks_are_cut_like_values),
        cmocka_unit_test(a_given_threshold_is_the_least_of_its_score),
    };

    return cmocka_run_group_tests_name("measure/score", tests, NULL, NULL);
}
