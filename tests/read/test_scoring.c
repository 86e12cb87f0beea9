#include "test.h"

#include "read/config.h"
#include "read/yaml_fixture.h"

static enum status load(struct yaml_fixture *fixture, struct config *config)
{
    return config_load(&fixture->arena, &fixture->diag, fixture->folder,
                       config);
}

static void scores_are_by_value_over_104_weeks(void **state)
{
    struct yaml_fixture fixture;
    struct config config;

    (void)state;
    fixture_open(&fixture, "rfm: {}\n");
    assert_int_equal(load(&fixture, &config), OK);
    assert_int_equal(config.scoring.mode, SCORING_VALUE);
    assert_close(config.rules.rfm_weeks, 104);
    fixture_close(&fixture);
}

static void thresholds_are_days_baskets_and_money(void **state)
{
    static const int64_t want[RFM_MEASURES][SCORING_CUTS] = {
        {115, 181, 297, 482}, {4, 5, 6, 8}, {-500, 2560000, 3825000, 9990001}};
    struct yaml_fixture fixture;
    struct config config;

    (void)state;
    fixture_open(&fixture, "rfm:\n"
                           "  scores: fixed\n"
                           "  recency: [115, 181, 297, 482]\n"
                           "  frequency: [4, 5, 6, 8]\n"
                           "  monetary: [-0.05, 256, 382.5, 999.0001]\n");
    assert_int_equal(load(&fixture, &config), OK);
    assert_int_equal(config.scoring.mode, SCORING_FIXED);
    assert_memory_equal(config.scoring.least, want, sizeof want);
    fixture_close(&fixture);
}

static void weeks_may_be_all(void **state)
{
    static const struct {
        const char *content;
        double weeks;
    } cases[] = {
        {"rules: {rfm_weeks: all}\n", 0},
        {"rules: {rfm_weeks: 0}\n", 0},
        {"rules: {rfm_weeks: 52}\n", 52},
    };
    struct yaml_fixture fixture;
    struct config config;

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        fixture_open(&fixture, cases[i].content);
        assert_int_equal(load(&fixture, &config), OK);
        assert_close(config.rules.rfm_weeks, cases[i].weeks);
        fixture_close(&fixture);
    }
}

static const struct want {
    const char *name;
    const char *content;
    const char *said;
} wants[] = {
    {"only weeks may be all", "rules: {at_risk_days: all}\n",
     "report.yaml:1:23: error: invalid value 'all' of 'at_risk_days'; "
     "expected a number from 1 to 3650\n"},
    {"a mode is one of three", "rfm: {scores: ranks}\n",
     "report.yaml:1:15: error: invalid value 'ranks' of 'scores'; did you "
     "mean 'rank'?\n"},
    {"a key is known", "rfm: {money: [1]}\n",
     "report.yaml:1:7: error: unrecognized key 'money'; expected scores, "
     "recency, frequency or monetary\n"},
    {"thresholds need their mode", "rfm: {recency: [1, 2, 3, 4]}\n",
     "report.yaml:1:7: error: 'recency' has no meaning unless 'scores' is "
     "fixed\n"},
    {"fixed needs all thresholds",
     "rfm: {scores: fixed, recency: [1, 2, 3, 4], monetary: [1, 2, 3, 4]}\n",
     "report.yaml:1:6: error: key 'frequency' is missing\n"},
    {"thresholds are four",
     "rfm: {scores: fixed, recency: [1, 2, 3], frequency: [1, 2, 3, 4],\n"
     "      monetary: [1, 2, 3, 4]}\n",
     "report.yaml:1:31: error: 'recency' has 3 thresholds; expected 4\n"},
    {"thresholds ascend",
     "rfm: {scores: fixed, recency: [1, 2, 3, 4], frequency: [1, 2, 2, 4],\n"
     "      monetary: [1, 2, 3, 4]}\n",
     "report.yaml:1:63: error: thresholds of 'frequency' must ascend; 2 comes "
     "after 2\n"},
    {"days are whole",
     "rfm: {scores: fixed, recency: [1, 2.5, 3, 4], frequency: [1, 2, 3, 4],\n"
     "      monetary: [1, 2, 3, 4]}\n",
     "report.yaml:1:35: error: invalid value '2.5' in 'recency'; expected a "
     "whole number of days\n"},
};

static void a_wrong_rule_is_told(void **state)
{
    const struct want *want = *state;
    struct yaml_fixture fixture;
    struct config config;

    fixture_open(&fixture, want->content);
    assert_int_equal(load(&fixture, &config), BAD_DATA);
    assert_string_equal(fixture_said(&fixture), want->said);
    fixture_close(&fixture);
}

int main(void)
{
    struct CMUnitTest tests[COUNT(wants) + 3] = {
        [COUNT(wants)] = cmocka_unit_test(scores_are_by_value_over_104_weeks),
        [COUNT(wants) + 1] =
            cmocka_unit_test(thresholds_are_days_baskets_and_money),
        [COUNT(wants) + 2] = cmocka_unit_test(weeks_may_be_all),
    };

    put_row_tests(tests, wants, a_wrong_rule_is_told);
    return cmocka_run_group_tests_name("read/scoring", tests, NULL, NULL);
}
