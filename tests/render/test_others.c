#include "render/easel.h"
#include "render/others.h"

static const struct column columns[] = {
    {"category", "Category", CELL_TEXT, SUM_NONE, NULL},
    {"net_sales", "Net sales", CELL_MONEY, SUM_TOTAL, NULL},
    {"share", "Share", CELL_RATE, SUM_PART, NULL},
    {"baskets", "Baskets", CELL_COUNT, SUM_NONE, NULL},
};

static const struct yaml_node nowhere;

static void add(struct table *table, const char *name, int64_t sales,
                double share)
{
    struct cell *cells = table_add(table);

    cells[0] = cell_label(name);
    cells[1] = sales < 0 ? (struct cell){0} : cell_integer(CELL_MONEY, sales);
    cells[2] = cell_real(CELL_RATE, share);
    cells[3] = cell_count(7);
}

static struct ruling rule(struct easel *easel, struct block *block,
                          struct shown_column *list, size_t count)
{
    struct table *table = easel_table(easel, columns, COUNT(columns));

    add(table, "Toys", 500000, 0.5);
    add(table, "Books", 300000, 0.25);
    add(table, "Lamps", -1, 0.125);
    add(table, "Candles", 200000, 0.125);
    *block = (struct block){
        .node = &nowhere,
        .kind = BLOCK_TABLE,
        .selection = {.node = &nowhere, .table = STR("rows"), .limit = 3},
        .columns = list,
        .column_count = count,
        .others = true,
    };
    return ruling_make(&easel->sheet, block, (struct box){0, 0, 400, 200});
}

/* Those that a limit cuts off, and those that have no room on the page. */
static void what_is_left_out_is_summed(void **state)
{
    struct shown_column list[] = {
        {.node = &nowhere, .column = STR("category")},
        {.node = &nowhere, .column = STR("net_sales"), .show = SHOW_BAR},
        {.node = &nowhere, .column = STR("net_sales")},
        {.node = &nowhere, .column = STR("share")},
        {.node = &nowhere, .column = STR("baskets")},
    };
    struct block block;
    struct ruling ruling = rule(*state, &block, list, COUNT(list));
    const struct cell *row = others_row(&ruling, 1);

    assert_true(others_are_summed(&ruling));
    assert_int_equal(others_count(&ruling, 1), 3);
    assert_int_equal(row[1].integer, 500000);
    assert_close(row[2].real, 0.5);
    assert_false(cell_is_defined(&row[3]));
    row = others_row(&ruling, 3);
    assert_int_equal(row[1].integer, 200000);
    assert_int_equal(others_count(&ruling, 4), 0);
}

static void nothing_is_summed_without_a_column_that_adds_up(void **state)
{
    struct shown_column list[] = {
        {.node = &nowhere, .column = STR("category")},
        {.node = &nowhere, .column = STR("baskets")},
    };
    struct block block;
    struct ruling ruling = rule(*state, &block, list, COUNT(list));

    assert_false(others_are_summed(&ruling));
    list[1].column = STR("share");
    ruling = rule(*state, &block, list, COUNT(list));
    assert_true(others_are_summed(&ruling));
    block.others = false;
    assert_false(others_are_summed(&ruling));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(what_is_left_out_is_summed, easel_open,
                                        easel_close),
        cmocka_unit_test_setup_teardown(
            nothing_is_summed_without_a_column_that_adds_up, easel_open,
            easel_close),
    };

    return cmocka_run_group_tests_name("render/others", tests, NULL, NULL);
}
