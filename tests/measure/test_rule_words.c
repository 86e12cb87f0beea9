#include "test.h"

#include "measure/rule_words.h"

static const struct config config = {.rules = {.at_risk_days = 30,
                                               .active_weeks = 13,
                                               .engaged_weeks = 1.5,
                                               .product_baskets = 1}};

static const struct want {
    const char *name;
    const char *text;
    const char *want;
} wants[] = {
    {"a text without a rule stays", "net sales", "net sales"},
    {"a rule is said in weeks", "in {rules.active}", "in 13 weeks"},
    {"or in days", "{rules.at_risk}|{rules.engaged}", "30 days|11 days"},
    {"or in baskets", "{rules.listed}", "1 basket"},
    {"of nothing it is all there is", "{rules.rfm}", "the whole history"},
    {"what is no rule stays", "{rules.activ} {rules.active {active} {",
     "{rules.activ} {rules.active {active} {"},
};

static void words_stand_for_rules(void **state)
{
    const struct want *want = *state;
    struct arena arena = {0};

    assert_true(
        str_equal(rule_words(&arena, &config, want->text), str_of(want->want)));
    arena_free(&arena);
}

static void weeks_are_days(void **state)
{
    (void)state;
    assert_int_equal(rule_days(8), 56);
    assert_int_equal(rule_days(0.5), 4);
    assert_int_equal(rule_days(0), 0);
}

static void days_are_told_in_whole_weeks(void **state)
{
    struct arena arena = {0};

    (void)state;
    assert_true(str_equal(rule_span(&arena, 1), STR("1 day")));
    assert_true(str_equal(rule_span(&arena, 7), STR("1 week")));
    assert_true(str_equal(rule_span(&arena, 30), STR("30 days")));
    assert_true(str_equal(rule_span(&arena, 35), STR("5 weeks")));
    arena_free(&arena);
}

int main(void)
{
    struct CMUnitTest tests[COUNT(wants) + 2] = {
        [COUNT(wants)] = cmocka_unit_test(weeks_are_days),
        cmocka_unit_test(days_are_told_in_whole_weeks),
    };

    put_row_tests(tests, wants, words_stand_for_rules);
    return cmocka_run_group_tests_name("measure/rule_words", tests, NULL, NULL);
}
