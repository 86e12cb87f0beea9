#include "test.h"

#include "render/period_name.h"

static void assert_names(const char *name, const char *want_short,
                         const char *want_year)
{
    struct arena arena = {0};
    struct str given = str_of(name);
    struct str got = period_short(&arena, given);

    if (!str_equal(got, str_of(want_short)) ||
        !str_equal(period_year(given), str_of(want_year)))
        fail_msg("%s is %.*s of %.*s", name, STR_ARGS(got),
                 STR_ARGS(period_year(given)));
    arena_free(&arena);
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

static void days_are_called_by_the_first(void **state)
{
    struct arena arena = {0};

    (void)state;
    assert_names("2023-12-01..2023-12-24", "1 Dec", "2023");
    assert_names("2023-13-01..2023-13-24", "2023-13-01..2023-13-24", "");
    assert_true(str_equal(period_head(&arena, STR("2009-02-16..2009-03-01")),
                          STR("16 Feb 09")));
    assert_true(str_equal(period_head(&arena, STR("FY24P06")), STR("FY24P06")));
    arena_free(&arena);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(periods_and_months_have_years),
        cmocka_unit_test(days_are_called_by_the_first),
        cmocka_unit_test(other_names_stay_as_they_are),
    };

    return cmocka_run_group_tests_name("render/period_name", tests, NULL, NULL);
}
