#include "test.h"

#include "measure/target.h"

#include <math.h>
#include <string.h>

static const struct column columns[] = {
    {.name = "kpi", .kind = CELL_TEXT},
    {.name = "label", .kind = CELL_TEXT},
    {.name = "unit", .kind = CELL_TEXT},
    {.name = "value", .kind = CELL_RATIO},
    {.name = "target", .kind = CELL_RATIO},
    {.name = "target_gap", .kind = CELL_CHANGE},
    {.name = "target_status", .kind = CELL_COUNT},
    {.name = "direction", .kind = CELL_TEXT},
};

struct fixture {
    struct arena arena;
    struct table *kpis;
};

static int open_table(void **state)
{
    static struct fixture fixture;

    fixture = (struct fixture){0};
    fixture.kpis =
        table_new(&fixture.arena, "kpis", "KPIs", columns, COUNT(columns));
    *state = &fixture;
    return 0;
}

static int close_table(void **state)
{
    struct fixture *fixture = *state;

    arena_free(&fixture->arena);
    return 0;
}

/* A target that is NaN is none; a status of 2 is not known. */
static void add(struct fixture *fixture, const char *kpi, double value,
                double target, int status, const char *direction)
{
    struct cell *cells = table_add(fixture->kpis);

    cells[0] = cells[1] = cell_label(kpi);
    cells[2] = cell_label("AUD");
    cells[3] = cell_real(CELL_PRICE, value);
    cells[4] = cell_real(CELL_PRICE, target);
    cells[5] = cell_real(CELL_CHANGE, value / target - 1);
    if (status < 2)
        cells[6] = cell_count(status);
    cells[7] = cell_label(direction);
}

static const struct cell *cell(const struct table *table, const char *kpi,
                               const char *column)
{
    size_t row = table_find(table, 0, "kpi", kpi);

    assert_true(row < table->row_count);
    return table_cell(table, row, column);
}

static void without_targets_there_is_no_table(void **state)
{
    struct fixture *fixture = *state;

    assert_null(target_make(&fixture->arena, fixture->kpis));
    add(fixture, "aov", 40, (double)NAN, 2, "up is good");
    assert_null(target_make(&fixture->arena, fixture->kpis));
}

static void the_furthest_behind_comes_first(void **state)
{
    static const char *const order[] = {"churn", "aov", "mrr", "spend"};
    struct fixture *fixture = *state;
    const struct table *table;

    add(fixture, "spend", 5, 10, 2, "neutral");
    add(fixture, "mrr", 120, 100, 1, "up is good");
    add(fixture, "visits", 1, (double)NAN, 2, "up is good");
    add(fixture, "aov", 99, 100, 0, "up is good");
    add(fixture, "churn", 15, 10, -1, "up is bad");
    table = target_make(&fixture->arena, fixture->kpis);
    assert_int_equal(table->row_count, COUNT(order));
    for (size_t i = 0; i < COUNT(order); i++)
        assert_true(
            str_equal(table_cell(table, i, "kpi")->text, str_of(order[i])));
}

/* More than a target of which less is better is worse. */
static void direction_decides_what_is_ahead(void **state)
{
    struct fixture *fixture = *state;
    const struct table *table;

    add(fixture, "churn", 15, 10, -1, "up is bad");
    add(fixture, "mrr", 15, 10, 1, "up is good");
    add(fixture, "spend", 15, 10, 2, "neutral");
    table = target_make(&fixture->arena, fixture->kpis);
    assert_close(cell_number(cell(table, "churn", "ahead")), -0.5);
    assert_close(cell_number(cell(table, "mrr", "ahead")), 0.5);
    assert_false(cell_is_defined(cell(table, "spend", "ahead")));
    assert_close(cell_number(cell(table, "churn", "of_target")), 1.5);
    assert_close(cell_number(cell(table, "churn", "target_gap")), 0.5);
    assert_true(str_equal(cell(table, "churn", "better")->text, STR("lower")));
    assert_true(str_equal(cell(table, "mrr", "better")->text, STR("higher")));
    assert_false(cell_is_defined(cell(table, "spend", "better")));
}

static void status_is_that_of_the_kpis(void **state)
{
    struct fixture *fixture = *state;
    const struct table *table;

    add(fixture, "a", 15, 10, 1, "up is good");
    add(fixture, "b", 15, 10, 1, "up is good");
    add(fixture, "c", 9.9, 10, 0, "up is good");
    add(fixture, "d", 1, 10, -1, "up is good");
    add(fixture, "e", 1, 10, 2, "neutral");
    table = target_make(&fixture->arena, fixture->kpis);
    assert_true(str_equal(cell(table, "a", "status")->text, STR("On track")));
    assert_true(str_equal(cell(table, "c", "status")->text, STR("Close")));
    assert_true(str_equal(cell(table, "d", "status")->text, STR("Behind")));
    assert_false(cell_is_defined(cell(table, "e", "status")));
    assert_int_equal(cell(table, "d", "behind")->integer, 1);
    assert_int_equal(cell(table, "d", "close")->integer, 0);
    assert_int_equal(table->total[table_column(table, "on_track")].integer, 2);
    assert_int_equal(table->total[table_column(table, "close")].integer, 1);
    assert_int_equal(table->total[table_column(table, "behind")].integer, 1);
}

/* Nothing is a share of 0, or of less. */
static void targets_of_nothing_have_no_share(void **state)
{
    struct fixture *fixture = *state;
    const struct table *table;

    add(fixture, "a", 15, 0, 2, "up is good");
    add(fixture, "b", -5, -10, 1, "up is good");
    add(fixture, "c", -5, 10, -1, "up is good");
    add(fixture, "d", (double)NAN, 10, 2, "up is good");
    table = target_make(&fixture->arena, fixture->kpis);
    assert_int_equal(table->row_count, 4);
    assert_false(cell_is_defined(cell(table, "a", "of_target")));
    assert_false(cell_is_defined(cell(table, "b", "ahead")));
    assert_close(cell_number(cell(table, "c", "of_target")), -0.5);
    assert_false(cell_is_defined(cell(table, "d", "of_target")));
}

static void a_target_keeps_its_last_digit(void **state)
{
    static const struct {
        enum cell_kind kind;
        double number;
        enum cell_kind want;
    } wants[] = {
        {CELL_COUNT, 1234, CELL_COUNT},
        {CELL_COUNT, -2, CELL_COUNT},
        {CELL_COUNT, 1234.5, CELL_RATIO},
        {CELL_COUNT, 0.4, CELL_RATIO},
        {CELL_COUNT, 1e300, CELL_RATIO},
        {CELL_MONEY, 123456.7891, CELL_MONEY},
        {CELL_MONEY, 0.00005, CELL_PRICE},
        {CELL_QUANTITY, 12.345, CELL_QUANTITY},
        {CELL_QUANTITY, 12.3456, CELL_RATIO},
        {CELL_RATE, 0.123456789, CELL_RATE},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(wants); i++) {
        struct cell target = target_cell(wants[i].kind, wants[i].number);

        assert_int_equal(target.kind, wants[i].want);
        assert_true(cell_number(&target) == wants[i].number);
    }
}

#define WITH_TABLE(test)                                                       \
    cmocka_unit_test_setup_teardown(test, open_table, close_table)

int main(void)
{
    static const struct CMUnitTest tests[] = {
        WITH_TABLE(without_targets_there_is_no_table),
        WITH_TABLE(the_furthest_behind_comes_first),
        WITH_TABLE(direction_decides_what_is_ahead),
        WITH_TABLE(status_is_that_of_the_kpis),
        WITH_TABLE(targets_of_nothing_have_no_share),
        cmocka_unit_test(a_target_keeps_its_last_digit),
    };

    return cmocka_run_group_tests_name("measure/target", tests, NULL, NULL);
}
