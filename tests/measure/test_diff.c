#include "test.h"

#include "measure/diff.h"

static const struct column kpi_columns[] = {
    {"kpi", "", CELL_TEXT, SUM_NONE, NULL},
    {"label", "", CELL_TEXT, SUM_NONE, NULL},
    {"scope", "", CELL_TEXT, SUM_NONE, NULL},
    {"value", "", CELL_RATIO, SUM_NONE, NULL},
    {"numerator", "", CELL_RATIO, SUM_NONE, NULL},
    {"denominator", "", CELL_RATIO, SUM_NONE, NULL},
    {"target", "", CELL_RATIO, SUM_NONE, NULL},
};

static const struct column store_columns[] = {
    {"store_id", "", CELL_TEXT, SUM_NONE, NULL},
    {"name", "", CELL_TEXT, SUM_NONE, NULL},
    {"net_sales", "", CELL_MONEY, SUM_NONE, NULL},
    {"reason", "", CELL_TEXT, SUM_NONE, NULL},
};

static void add_kpi(struct table *table, const char *id, struct cell value,
                    struct cell part, struct cell whole)
{
    struct cell *cells = table_add(table);

    cells[0] = cell_label(id);
    cells[1] = cell_label(id);
    cells[2] = cell_label("all");
    cells[3] = value;
    cells[4] = part;
    cells[5] = whole;
}

static void add_store(struct table *table, const char *id, int64_t money,
                      const char *reason)
{
    struct cell *cells = table_add(table);

    cells[0] = cell_label(id);
    cells[1] = cell_label(id);
    cells[2] = cell_integer(CELL_MONEY, money * 10000);
    if (reason)
        cells[3] = cell_label(reason);
}

static struct cell money(int64_t units)
{
    return cell_integer(CELL_MONEY, units * 10000);
}

static struct tables *tables_of(struct arena *arena, struct table *kpis,
                                struct table *stores)
{
    struct tables *tables = arena_new(arena, struct tables);

    tables_add(tables, kpis);
    tables_add(tables, stores);
    return tables;
}

static struct table *new_kpis(struct arena *arena)
{
    return table_new(arena, "kpis", "", kpi_columns, COUNT(kpi_columns));
}

static struct table *new_stores(struct arena *arena)
{
    return table_new(arena, "stores", "", store_columns, COUNT(store_columns));
}

/* 28 days with net sales of 280, an aov of 10 (28 baskets). */
static struct diff_side make_before(struct arena *arena)
{
    struct table *kpis = new_kpis(arena);
    struct table *stores = new_stores(arena);

    add_kpi(kpis, "net_sales", money(280), money(280), (struct cell){0});
    add_kpi(kpis, "aov", cell_real(CELL_PRICE, 10), money(280), cell_count(28));
    add_kpi(kpis, "discount_rate", cell_real(CELL_RATE, 0.1), money(31),
            money(310));
    add_kpi(kpis, "units", cell_integer(CELL_QUANTITY, 5000),
            cell_integer(CELL_QUANTITY, 5000), (struct cell){0});
    kpis->cells[6] = money(300);
    add_store(stores, "S1", 200, NULL);
    add_store(stores, "S2", 80, NULL);
    return (struct diff_side){.name = STR("P1"),
                              .start = 0,
                              .end = 27,
                              .tables = tables_of(arena, kpis, stores)};
}

/* 35 days with 420, an aov of 12; one store has gone, another has come. */
static struct diff_side make_after(struct arena *arena)
{
    struct table *kpis = new_kpis(arena);
    struct table *stores = new_stores(arena);

    add_kpi(kpis, "net_sales", money(420), money(420), (struct cell){0});
    add_kpi(kpis, "aov", cell_real(CELL_PRICE, 12), money(420), cell_count(35));
    add_kpi(kpis, "discount_rate", cell_real(CELL_RATE, 0.1), money(40),
            money(400));
    add_kpi(kpis, "units", cell_integer(CELL_QUANTITY, 12500),
            cell_integer(CELL_QUANTITY, 12500), (struct cell){0});
    kpis->cells[6] = money(400);
    add_store(stores, "S1", 260, "opened less than 364 days before");
    add_store(stores, "S3", 160, NULL);
    return (struct diff_side){.name = STR("P2"),
                              .start = 28,
                              .end = 62,
                              .tables = tables_of(arena, kpis, stores)};
}

static void assert_text(const struct table *table, size_t row,
                        const char *column, const char *wanted)
{
    const struct cell *cell = table_cell(table, row, column);

    assert_int_equal(cell->kind, CELL_TEXT);
    assert_true(str_equal(cell->text, str_of(wanted)));
}

/* units 5 -> 12.5: a day 5/28 -> 12.5/35, doubled; net 10 -> 12 a day, +20 %;
 * aov +20 %: what is equally large stays in order; an equal rate is left out.
 */
static void test_key_figures_come_by_the_size_of_their_change(void **state)
{
    struct arena arena = {0};
    struct diff_side before = make_before(&arena);
    struct diff_side after = make_after(&arena);
    const struct table *table = diff_make(&arena, &before, &after);

    (void)state;
    assert_text(table, 0, "id", "units");
    assert_float_equal(cell_number(table_cell(table, 0, "pct_per_day")), 1.0,
                       1e-12);
    assert_float_equal(cell_number(table_cell(table, 0, "pct")), 1.5, 1e-12);
    assert_text(table, 0, "cause", "35 days against 28");
    assert_text(table, 1, "id", "net_sales");
    assert_float_equal(cell_number(table_cell(table, 1, "pct_per_day")), 0.2,
                       1e-12);
    assert_float_equal(cell_number(table_cell(table, 1, "change")), 140, 1e-12);
    assert_text(table, 2, "id", "aov");
    assert_false(cell_is_defined(table_cell(table, 2, "pct_per_day")));
    assert_text(table, 2, "cause",
                "numerator +50.0 %, denominator +25.0 % ((gross sales − "
                "discount) / baskets, returns left out)");
    assert_int_equal(table_find(table, 0, "id", "discount_rate"),
                     table->row_count);
    arena_free(&arena);
}

static void test_targets_say_what_was_reached(void **state)
{
    struct arena arena = {0};
    struct diff_side before = make_before(&arena);
    struct diff_side after = make_after(&arena);
    const struct table *table = diff_make(&arena, &before, &after);
    size_t row = table_find(table, 0, "part", "targets");

    (void)state;
    assert_text(table, row, "id", "net_sales");
    assert_float_equal(cell_number(table_cell(table, row, "before")), 300,
                       1e-12);
    assert_float_equal(cell_number(table_cell(table, row, "after")), 400,
                       1e-12);
    assert_text(table, row, "cause",
                "93.3 % of it reached before, 105.0 % of it reached after");
    arena_free(&arena);
}

/* A count's target may have a fraction, be it read back from a pack. */
static void test_targets_are_not_rounded(void **state)
{
    struct arena arena = {0};
    struct diff_side before = make_before(&arena);
    struct diff_side after = make_after(&arena);
    const struct table *table;
    size_t row;

    (void)state;
    add_kpi(before.tables->items[0], "baskets", cell_count(30), cell_count(30),
            (struct cell){0});
    add_kpi(after.tables->items[0], "baskets", cell_label("40"),
            cell_label("40"), (struct cell){0});
    before.tables->items[0]->cells[4 * COUNT(kpi_columns) + 6] = cell_count(20);
    after.tables->items[0]->cells[4 * COUNT(kpi_columns) + 6] =
        cell_label("32.5");
    table = diff_make(&arena, &before, &after);
    row = table_find(table, table_find(table, 0, "part", "targets"), "id",
                     "baskets");
    assert_true(row < table->row_count);
    assert_close(cell_number(table_cell(table, row, "after")), 32.5);
    assert_close(cell_number(table_cell(table, row, "change")), 12.5);
    assert_text(table, row, "cause",
                "150.0 % of it reached before, 123.1 % of it reached after");
    arena_free(&arena);
}

/* S3 came with 160, S2 went with 80, S1 grew by 60. */
static void test_stores_come_by_money_with_their_cause(void **state)
{
    struct arena arena = {0};
    struct diff_side before = make_before(&arena);
    struct diff_side after = make_after(&arena);
    const struct table *table = diff_make(&arena, &before, &after);
    size_t row = table_find(table, 0, "part", "net sales by store");

    (void)state;
    assert_text(table, row, "id", "S3");
    assert_text(table, row, "cause", "not there before");
    assert_text(table, row + 1, "id", "S2");
    assert_text(table, row + 1, "cause", "no longer there");
    assert_text(table, row + 2, "id", "S1");
    assert_text(table, row + 2, "cause", "opened less than 364 days before");
    assert_int_equal(row + 3, table->row_count);
    arena_free(&arena);
}

static void test_equal_sides_differ_in_nothing(void **state)
{
    struct arena arena = {0};
    struct diff_side side = make_before(&arena);

    (void)state;
    assert_int_equal(diff_make(&arena, &side, &side)->row_count, 0);
    arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_key_figures_come_by_the_size_of_their_change),
        cmocka_unit_test(test_targets_say_what_was_reached),
        cmocka_unit_test(test_targets_are_not_rounded),
        cmocka_unit_test(test_stores_come_by_money_with_their_cause),
        cmocka_unit_test(test_equal_sides_differ_in_nothing),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
