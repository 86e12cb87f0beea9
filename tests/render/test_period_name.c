#include "test.h"

#include "render/period_name.h"

static void assert_names(const char *name, const char *want_short,
                         const char *want_year)
{
    struct str given = str_of(name);

    if (!str_equal(period_short(given), str_of(want_short)) ||
        !str_equal(period_year(given), str_of(want_year)))
        fail_msg("%s is %.*s of %.*s", name, STR_ARGS(period_short(given)),
                 STR_ARGS(period_year(given)));
}

static void periods_and_months_have_years(void **state)
{
    (void)state;
    assert_names("FY24P06", "P06", "FY24");
    assert_names("2011-10", "Oct", "2011");
    assert_names("2011-01", "Jan", "2011");
}

static void other_names_stay_as_they_are(void **state)
{
    (void)state;
    assert_names("", "", "");
    assert_names("P06", "P06", "");
    assert_names("FY24", "FY24", "");
    assert_names("FY24Q2", "FY24Q2", "FY24");
    assert_names("Clothing", "Clothing", "");
    /* Of seven letters too, and with a dash. */
    assert_names("Garden!", "Garden!", "");
    assert_names("2011-13", "2011-13", "2011");
    assert_names("2011-xx", "2011-xx", "2011");
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(periods_and_months_have_years),
        cmocka_unit_test(other_names_stay_as_they_are),
    };

    return cmocka_run_group_tests_name("render/period_name", tests, NULL, NULL);
}
