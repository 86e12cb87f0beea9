#include "shop.h"

#include "measure/driver_group.h"

enum { DEPARTMENTS_SOLD = 12 };

static struct arena arena;

/* What scope_drivers has of some departments: the n-th has moved by n, every
 * other one down, all by as many customers and by twice as much returns. */
static struct table *make_moves(size_t count)
{
    static const struct column columns[] = {
        {.name = "comparison"}, {.name = "level"},
        {.name = "name"},       {.name = "net_sales"},
        {.name = "base"},       {.name = "change"},
        {.name = "customers"},  {.name = "frequency"},
        {.name = "aov"},        {.name = "upt"},
        {.name = "unit_price"}, {.name = "anonymous_sales"},
        {.name = "returns"},
    };
    struct table *table =
        table_new(&arena, "scope_drivers", "Moves", columns, COUNT(columns));

    for (size_t i = 1; i <= count; i++) {
        int64_t change = (i % 2 ? M(1) : M(-1)) * (int64_t)i;
        struct cell *cells = table_add(table);

        cells[0] = cell_label("ly");
        cells[1] = cell_label("department");
        cells[2] = cell_text(str_format(&arena, "D%zu", i));
        cells[3] = cell_integer(CELL_MONEY, M(100) + change);
        cells[4] = cell_integer(CELL_MONEY, M(100));
        cells[5] = cell_integer(CELL_MONEY, change);
        cells[6] = cell_integer(CELL_MONEY, 3 * change);
        if (i != 1)
            cells[7] = cell_integer(CELL_MONEY, 0);
        cells[11] = cell_integer(CELL_MONEY, 0);
        cells[12] = cell_integer(CELL_MONEY, -2 * change);
    }
    return table;
}

static void the_largest_movers_come_first(void **state)
{
    struct table *table = driver_group_make(&arena, make_moves(4));

    (void)state;
    assert_int_equal(table->row_count, 4);
    assert_cell_text(table_cell(table, 0, "name"), "D4");
    assert_cell_text(table_cell(table, 3, "name"), "D1");
    assert_cell_text(table_cell(table, 0, "level"), "department");
    assert_cell_text(table_cell(table, 0, "comparison"), "ly");
    assert_int_equal(table_cell(table, 0, "scopes")->integer, 1);
    assert_int_equal(table_cell(table, 0, "change")->integer, M(-4));
    assert_close(cell_number(table_cell(table, 0, "pct")), -0.04);
    assert_cell_text(table_cell(table, 0, "main_driver"), "Customers");
    assert_int_equal(table_cell(table, 0, "main_effect")->integer, M(-12));
    assert_false(cell_is_defined(table_cell(table, 0, "upt")));
    assert_false(cell_is_defined(table_cell(table, 3, "frequency")));
}

/* As many as fit stand alone. */
static void what_fits_is_not_put_together(void **state)
{
    struct table *table = driver_group_make(&arena, make_moves(DRIVER_GROUPS));

    (void)state;
    assert_int_equal(table->row_count, DRIVER_GROUPS);
    assert_cell_text(table_cell(table, DRIVER_GROUPS - 1, "name"), "D1");
}

/* D5 … D1 are 5 - 4 + 3 - 2 + 1. */
static void all_others_are_one(void **state)
{
    struct table *table =
        driver_group_make(&arena, make_moves(DEPARTMENTS_SOLD));
    size_t last = DRIVER_GROUPS - 1;

    (void)state;
    assert_int_equal(table->row_count, DRIVER_GROUPS);
    assert_cell_text(table_cell(table, last - 1, "name"), "D6");
    assert_cell_text(table_cell(table, last, "name"), "Other");
    assert_int_equal(table_cell(table, last, "scopes")->integer, 5);
    assert_int_equal(table_cell(table, last, "change")->integer, M(3));
    assert_int_equal(table_cell(table, last, "base")->integer, M(500));
    assert_int_equal(table_cell(table, last, "net_sales")->integer, M(503));
    assert_int_equal(table_cell(table, last, "customers")->integer, M(9));
    assert_int_equal(table_cell(table, last, "frequency")->integer, 0);
    assert_int_equal(table_cell(table, last, "returns")->integer, M(-6));
    assert_close(cell_number(table_cell(table, last, "pct")), 3.0 / 500);
    assert_int_equal(table_cell(table, last, "main_effect")->integer, M(9));
}

static void without_moves_there_is_no_table(void **state)
{
    (void)state;
    assert_null(driver_group_make(&arena, NULL));
    assert_null(driver_group_make(&arena, make_moves(0)));
}

static int free_arena(void **state)
{
    (void)state;
    arena_free(&arena);
    return 0;
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_largest_movers_come_first),
        cmocka_unit_test(what_fits_is_not_put_together),
        cmocka_unit_test(all_others_are_one),
        cmocka_unit_test(without_moves_there_is_no_table),
    };

    return cmocka_run_group_tests_name("measure/driver_group", tests, NULL,
                                       free_arena);
}
