#include "test.h"

#include "base/date.h"
#include "measure/table.h"

#include <string.h>

static const struct column columns[] = {
    {.name = "id", .label = "Id", .kind = CELL_TEXT},
    {.name = "net_sales", .label = "Net sales", .kind = CELL_MONEY},
};

static void rows_begin_undefined_and_are_kept(void **state)
{
    struct arena arena = {0};
    struct table *table =
        table_new(&arena, "stores", "Stores", columns, COUNT(columns));

    (void)state;
    for (int64_t i = 0; i < 1000; i++) {
        struct cell *cells = table_add(table);

        assert_false(cell_is_defined(&cells[0]));
        assert_false(cell_is_defined(&cells[1]));
        cells[1] = cell_integer(CELL_MONEY, i * 10000);
    }
    assert_int_equal(table->row_count, 1000);
    assert_close(cell_number(table_cell(table, 999, "net_sales")), 999);
    arena_free(&arena);
}

static void columns_are_found_by_name(void **state)
{
    struct arena arena = {0};
    struct table *table =
        table_new(&arena, "stores", "Stores", columns, COUNT(columns));

    (void)state;
    assert_int_equal(table_column(table, "net_sales"), 1);
    assert_int_equal(table_column(table, "net"), -1);
    arena_free(&arena);
}

static void rows_are_found_from_a_row_on(void **state)
{
    struct arena arena = {0};
    struct table *table =
        table_new(&arena, "stores", "Stores", columns, COUNT(columns));

    (void)state;
    table_add(table)[0] = cell_label("N");
    table_add(table);
    table_add(table)[0] = cell_label("N");
    assert_int_equal(table_find(table, 0, "id", "N"), 0);
    assert_int_equal(table_find(table, 1, "id", "N"), 2);
    assert_int_equal(table_find(table, 0, "id", "S"), 3);
    arena_free(&arena);
}

static void the_total_is_made_once(void **state)
{
    struct arena arena = {0};
    struct table *table =
        table_new(&arena, "stores", "Stores", columns, COUNT(columns));

    (void)state;
    assert_null(table->total);
    table_total(table)[0] = cell_label("All stores");
    assert_int_equal(table_total(table)[0].kind, CELL_TEXT);
    assert_int_equal(table->row_count, 0);
    arena_free(&arena);
}

/* The cells of a row: its number, and how often its source says. */
static void give(const void *source, size_t row, struct cell *cells)
{
    if (row != 2)
        cells[1] = cell_count((int64_t)row * *(const int64_t *)source);
}

static void rows_may_be_given_when_asked_for(void **state)
{
    static const int64_t source = 10;
    struct arena arena = {0};
    struct cell room[COUNT(columns)];
    struct table *table =
        table_new(&arena, "stores", "Stores", columns, COUNT(columns));

    (void)state;
    table_give(table, 3, give, &source);
    assert_int_equal(table->row_count, 3);
    assert_int_equal(table_row(table, 1, room)[1].integer, 10);
    assert_int_equal(table_row(table, 2, room)[1].kind, CELL_UNDEFINED);
    assert_int_equal(table_printed(table)->row_count, 0);
    assert_string_equal(table_printed(table)->name, "stores");
    arena_free(&arena);
}

static void a_row_is_where_its_cells_are(void **state)
{
    struct arena arena = {0};
    struct table *table =
        table_new(&arena, "stores", "Stores", columns, COUNT(columns));

    (void)state;
    table_add_rows(table, 2);
    assert_ptr_equal(table_row(table, 1, NULL), table->cells + COUNT(columns));
    arena_free(&arena);
}

static void tables_are_found_by_name(void **state)
{
    struct arena arena = {0};
    struct tables tables = {0};

    (void)state;
    tables_add(&tables, table_new(&arena, "kpis", "KPIs", columns, 2));
    tables_add(&tables, table_new(&arena, "days", "Days", columns, 2));
    assert_string_equal(tables_find(&tables, "days")->title, "Days");
    assert_null(tables_find(&tables, "weeks"));
    arena_free(&arena);
}

static void what_is_no_number_is_undefined(void **state)
{
    struct cell cells[] = {
        cell_real(CELL_RATE, (double)NAN),
        cell_real(CELL_PRICE, (double)INFINITY),
        cell_ratio(CELL_RATE, 1, 0),
        cell_ratio(CELL_RATE, (double)NAN, 2),
        cell_date(DATE_NONE),
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cells); i++) {
        assert_false(cell_is_defined(&cells[i]));
        assert_close(cell_number(&cells[i]), (double)NAN);
    }
}

static void numbers_are_in_natural_units(void **state)
{
    struct cell money = cell_integer(CELL_MONEY, -12345);
    struct cell quantity = cell_integer(CELL_QUANTITY, 1500);
    struct cell count = cell_count(7);
    struct cell rank = cell_integer(CELL_RANK, 2);
    struct cell rate = cell_ratio(CELL_RATE, 1, 4);
    struct cell text = cell_label("7");

    (void)state;
    assert_close(cell_number(&money), -1.2345);
    assert_close(cell_number(&quantity), 1.5);
    assert_close(cell_number(&count), 7);
    assert_close(cell_number(&rank), 2);
    assert_close(cell_number(&rate), 0.25);
    assert_close(cell_number(&text), (double)NAN);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_begin_undefined_and_are_kept),
        cmocka_unit_test(columns_are_found_by_name),
        cmocka_unit_test(rows_are_found_from_a_row_on),
        cmocka_unit_test(the_total_is_made_once),
        cmocka_unit_test(rows_may_be_given_when_asked_for),
        cmocka_unit_test(a_row_is_where_its_cells_are),
        cmocka_unit_test(tables_are_found_by_name),
        cmocka_unit_test(what_is_no_number_is_undefined),
        cmocka_unit_test(numbers_are_in_natural_units),
    };

    return cmocka_run_group_tests_name("measure/table", tests, NULL, NULL);
}
