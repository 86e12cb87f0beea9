#include "test.h"

#include "base/status.h"
#include "measure/change.h"

static const struct want {
    const char *name;
    double now;
    double base;
    double relative;
} wants[] = {
    {"half as much again is half more", 150, 100, 0.5},
    {"nothing left is all gone", 0, 100, -1},
    {"below nothing is more than all gone", -50, 100, -1.5},
    {"a base of 0 gives none", 5, 0, (double)NAN},
    {"a negative base gives none", 5, -10, (double)NAN},
    {"a missing base gives none", 5, (double)NAN, (double)NAN},
    {"a missing value gives none", (double)NAN, 5, (double)NAN},
};

static void relative(void **state)
{
    const struct want *want = *state;
    struct cell cell = change_relative(want->now, want->base);

    assert_close(cell_number(&cell), want->relative);
}

static void days_are_taken_into_account(void **state)
{
    struct cell cell = change_per_day(300, 30, 310, 31);

    (void)state;
    assert_int_equal(cell.kind, CELL_CHANGE);
    assert_close(cell_number(&cell), 0);
}

static void of_as_many_days_the_change_is_the_raw_one(void **state)
{
    struct cell raw = change_relative(21150.63, 19874.2);
    struct cell per_day = change_per_day(21150.63, 35, 19874.2, 35);

    (void)state;
    assert_true(per_day.real == raw.real);
}

static void a_difference_has_the_unit_of_its_values(void **state)
{
    const struct cell money[] = {cell_integer(CELL_MONEY, 30000),
                                 cell_integer(CELL_MONEY, 40000)};
    const struct cell rates[] = {cell_real(CELL_RATE, 0.25),
                                 cell_real(CELL_RATE, 0.2)};
    const struct cell prices[] = {cell_real(CELL_PRICE, 9.5),
                                  cell_real(CELL_PRICE, 9)};
    struct cell cell = change_difference(&money[0], &money[1]);

    (void)state;
    assert_int_equal(cell.kind, CELL_MONEY);
    assert_int_equal(cell.integer, -10000);
    cell = change_difference(&rates[0], &rates[1]);
    assert_int_equal(cell.kind, CELL_POINTS);
    assert_close(cell.real, 0.05);
    cell = change_difference(&prices[0], &prices[1]);
    assert_int_equal(cell.kind, CELL_PRICE);
    assert_close(cell.real, 0.5);
}

static void of_what_is_missing_there_is_no_difference(void **state)
{
    const struct cell money = cell_integer(CELL_MONEY, 30000);
    const struct cell none = {.kind = CELL_UNDEFINED};
    struct cell cell = change_difference(&money, &none);

    (void)state;
    assert_false(cell_is_defined(&cell));
    cell = change_difference(&none, &none);
    assert_false(cell_is_defined(&cell));
}

int main(void)
{
    static const struct CMUnitTest fixed[] = {
        cmocka_unit_test(days_are_taken_into_account),
        cmocka_unit_test(of_as_many_days_the_change_is_the_raw_one),
        cmocka_unit_test(a_difference_has_the_unit_of_its_values),
        cmocka_unit_test(of_what_is_missing_there_is_no_difference),
    };
    struct CMUnitTest tests[COUNT(fixed) + COUNT(wants)];

    for (size_t i = 0; i < COUNT(fixed); i++)
        tests[i] = fixed[i];
    put_row_tests(tests + COUNT(fixed), wants, relative);
    return cmocka_run_group_tests_name("measure/change", tests, NULL, NULL);
}
