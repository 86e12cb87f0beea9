#include "test.h"

#include "measure/rule_words.h"

static const struct config config = {
    .rules = {.at_risk_days = 30, .active_weeks = 13, .engaged_weeks = 1.5}};

static const struct want {
    const char *name;
    const char *text;
    const char *want;
} wants[] = {
    {"a text without a rule stays", "net sales", "net sales"},
    {"a rule has its number", "in {active_weeks} weeks", "in 13 weeks"},
    {"several have theirs", "{at_risk_days} and {engaged_weeks}", "30 and 1.5"},
    {"what is no rule stays", "{active_week} {x", "{active_week} {x"},
};

static void words_name_the_numbers_of_rules(void **state)
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

int main(void)
{
    struct CMUnitTest tests[COUNT(wants) + 1] = {
        cmocka_unit_test(weeks_are_days),
    };

    for (size_t i = 0; i < COUNT(wants); i++)
        tests[1 + i] = (struct CMUnitTest){
            .name = wants[i].name,
            .test_func = words_name_the_numbers_of_rules,
            .initial_state = (void *)(uintptr_t)&wants[i],
        };
    return cmocka_run_group_tests_name("measure/rule_words", tests, NULL, NULL);
}
