#include "test.h"

#include "measure/table.h"
#include "render/filter.h"

#include <math.h>
#include <string.h>

enum { NAME, BASKETS, CHANGE, ROWS = 4 };

/* Toys with 12000 baskets that rose, books with none that fell, ... */
static void fill(struct cell cells[static 3], const char *name, int64_t baskets,
                 double change)
{
    cells[NAME] = cell_label(name);
    cells[BASKETS] = cell_count(baskets);
    cells[CHANGE] = cell_real(CELL_POINTS, change);
}

static const struct want {
    const char *name;
    const char *said;
    int column;
    const char *holds; /* T, B, U, L: the rows it holds for */
} wants[] = {
    {"a name alone is a number that is not 0", "baskets", BASKETS, "TL"},
    {"of a change too", "change", CHANGE, "TBL"},
    {"a text is not set", "name", NAME, ""},
    {"not turns it", "not baskets", BASKETS, "BU"},
    {"a text is equal", "name=Books", NAME, "B"},
    {"a count is equal by its digits", "baskets=12000", BASKETS, "T"},
    {"spaces do not count", " not  name = Books ", NAME, "TUL"},
    {"a text begins", "name~T", NAME, "T"},
    {"a number is below", "change<0", CHANGE, "BL"},
    {"or above", "change>0", CHANGE, "T"},
    {"whatever the limit", "change < -0.2", CHANGE, "L"},
    {"what is undefined is neither", "not change<0", CHANGE, "TU"},
};

static void a_row_is_held(void **state)
{
    const struct want *want = *state;
    static const char *const names[] = {"name", "baskets", "change"};
    struct cell rows[ROWS][3];
    struct filter filter;
    struct str name = filter_read(str_of(want->said), &filter);

    fill(rows[0], "Toys", 12000, 0.1);
    fill(rows[1], "Books", 0, -0.1);
    fill(rows[2], "Unknown", 0, (double)NAN);
    fill(rows[3], "Lamps", 5, -0.3);
    assert_true(str_equal(name, str_of(names[want->column])));
    filter.column = want->column;
    for (size_t i = 0; i < ROWS; i++)
        assert_int_equal(filter_holds(&filter, rows[i]),
                         strchr(want->holds, rows[i][NAME].text.at[0]) != NULL);
}

/* What no number is compared with is no name of a column, and is told so. */
static void no_number_leaves_no_name(void **state)
{
    static const char *const wrong[] = {
        "change<", "change<none", "change>0x", "change<0.1 0.2",
        "change>12345678901234567890123456789012345"};
    struct filter filter;

    (void)state;
    for (size_t i = 0; i < COUNT(wrong); i++)
        assert_true(str_equal(filter_read(str_of(wrong[i]), &filter),
                              str_of(wrong[i])));
}

int main(void)
{
    struct CMUnitTest tests[COUNT(wants) + 1] = {
        [COUNT(wants)] = cmocka_unit_test(no_number_leaves_no_name),
    };

    put_row_tests(tests, wants, a_row_is_held);
    return cmocka_run_group_tests_name("render/filter", tests, NULL, NULL);
}
