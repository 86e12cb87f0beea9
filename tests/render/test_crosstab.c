#include "render/crosstab.h"
#include "render/easel.h"

static const struct column columns[] = {
    TEXT_COLUMN(kpi, "KPI"),
    TEXT_COLUMN(short_name, "Period"),
    TEXT_COLUMN(period, "Period"),
    VALUE_COLUMN(value, "Value", MONEY),
    VALUE_COLUMN(share, "Share", RATE),
    VALUE_COLUMN(ly, "Last year", MONEY),
};

static struct shown_column parts[] = {
    {.node = &easel_node, .column = {"first", 5}},
    {.node = &easel_node,
     .column = {"second", 6},
     .head = {"Second!", 7},
     .has_head = true},
    {.node = &easel_node, .column = {"third", 5}, .muted = true},
};

static struct block block_of_series(void)
{
    return (struct block){
        .node = &easel_node,
        .kind = BLOCK_STACKED,
        .selection = {.node = &easel_node, .table = STR("rows")},
        .label = STR("short_name"),
        .year = STR("period"),
        .series = STR("kpi"),
        .value = STR("value"),
        .whole = STR("all"),
        .columns = parts,
        .column_count = COUNT(parts)};
}

static struct cell *add(struct table *table, const char *kpi,
                        const char *period, double value)
{
    struct cell *row = table_add(table);

    row[0] = cell_label(kpi);
    row[1] = row[2] = cell_label(period);
    row[3] = sample_money(value);
    return row;
}

static void rows_of_a_series_are_put_together(void **state)
{
    struct easel *easel = *state;
    struct table *table = easel_table(easel, columns, COUNT(columns));
    struct block block = block_of_series();
    struct crosstab tab;

    add(table, "first", "FY23P12", 10);
    add(table, "first", "FY24P12", 20);
    add(table, "other", "FY24P12", 999999);
    add(table, "second", "FY24P12", 30);
    add(table, "all", "FY24P12", 50);
    assert_true(crosstab_find(&easel->sheet, &block, &tab));
    /* Twelfths of two years are two labels; nothing is of "third". */
    assert_int_equal(tab.count, 2);
    assert_int_equal(tab.part_count, 2);
    assert_true(str_equal(tab.names[0], STR("first")));
    assert_true(str_equal(tab.names[1], STR("Second!")));
    assert_close(crosstab_value(&tab, 0, 0), 10);
    assert_close(crosstab_value(&tab, 0, 1), (double)NAN);
    assert_close(crosstab_value(&tab, 1, 1), 30);
    assert_close(cell_number(&tab.items[1].whole), 50);
    assert_false(cell_is_defined(&tab.items[0].whole));
    assert_true(str_equal(tab.items[0].label, STR("P12")));
    assert_true(str_equal(tab.items[0].year, STR("FY23")));
    /* What is not shown does not scale what is. */
    assert_int_equal(tab.unit.scale.power, 0);
}

static void columns_of_a_row_are_its_parts(void **state)
{
    static struct shown_column shown[] = {
        {.node = &easel_node, .column = {"ly", 2}, .muted = true},
        {.node = &easel_node, .column = {"value", 5}, .second = {"share", 5}}};
    struct easel *easel = *state;
    struct table *table = easel_table(easel, columns, COUNT(columns));
    struct block block = block_of_series();
    struct crosstab tab;
    struct cell *row;

    block.series = block.year = block.value = block.whole = (struct str){0};
    block.columns = shown;
    block.column_count = COUNT(shown);
    add(table, "", "Toys", 4.2e6);
    row = add(table, "", "Garden", 1e6);
    row[4] = cell_real(CELL_RATE, 0.19);
    row[5] = sample_money(2e6);
    assert_true(crosstab_find(&easel->sheet, &block, &tab));
    assert_true(str_equal(tab.names[0], STR("Last year")));
    assert_true(tab.muted[0] && !tab.muted[1]);
    assert_close(crosstab_value(&tab, 0, 0), (double)NAN);
    assert_close(crosstab_value(&tab, 0, 1), 4.2);
    assert_close(crosstab_value(&tab, 1, 0), 2);
    assert_close(cell_number(&tab.items[1].shares[1]), 0.19);
}

static void of_periods_the_last_is_told_of_labels_the_first(void **state)
{
    struct easel *easel = *state;
    struct table *table = easel_table(easel, columns, COUNT(columns));
    struct block block = block_of_series();
    struct crosstab tab;

    add(table, "first", "FY23P12", 10);
    add(table, "first", "FY24P01", 20);
    add(table, "all", "FY24P01", 21);
    assert_true(crosstab_find(&easel->sheet, &block, &tab));
    assert_string_equal(
        str_z(&easel->arena, crosstab_describe(&easel->sheet, &tab, "Bars")),
        "Bars: . P01: first 20.00, in all 21.00.");
    block.year = (struct str){0};
    assert_true(crosstab_find(&easel->sheet, &block, &tab));
    assert_string_equal(
        str_z(&easel->arena, crosstab_describe(&easel->sheet, &tab, "Bars")),
        "Bars: . FY23P12: first 10.00. FY24P01: first 20.00, in all 21.00.");
}

static void few_customers_are_not_printed_nor_told_by_others(void **state)
{
    static struct shown_column shown[] = {
        {.node = &easel_node, .column = {"new_customers", 13}},
        {.node = &easel_node, .column = {"baskets", 7}}};
    struct easel *easel = *state;
    struct table *table = easel_table(easel, columns, COUNT(columns));
    struct block block = block_of_series();
    struct crosstab tab;

    block.columns = shown;
    block.column_count = COUNT(shown);
    block.whole = STR("customers");
    add(table, "new_customers", "P1", 0)[3] = cell_count(9);
    add(table, "baskets", "P1", 0)[3] = cell_count(8);
    add(table, "customers", "P1", 0)[3] = cell_count(17);
    add(table, "new_customers", "P2", 0)[3] = cell_count(10);
    add(table, "baskets", "P2", 0)[3] = cell_count(0);
    add(table, "customers", "P2", 0)[3] = cell_count(4);
    assert_true(crosstab_find(&easel->sheet, &block, &tab));
    block.year = (struct str){0};
    assert_string_equal(
        str_z(&easel->arena, crosstab_describe(&easel->sheet, &tab, "Bars")),
        "Bars: . P1: new_customers <10, baskets not shown, in all 17. P2: "
        "new_customers 10, baskets 0, in all <10.");
}

static void without_a_value_there_is_nothing(void **state)
{
    struct easel *easel = *state;
    struct table *table = easel_table(easel, columns, COUNT(columns));
    struct block block = block_of_series();
    struct crosstab tab;

    assert_false(crosstab_find(&easel->sheet, &block, &tab));
    add(table, "other", "FY24P01", 20);
    assert_false(crosstab_find(&easel->sheet, &block, &tab));
    add(table, "first", "FY24P01", 20)[3] = (struct cell){0};
    assert_false(crosstab_find(&easel->sheet, &block, &tab));
    add(table, "first", "FY24P02", 20);
    assert_true(crosstab_find(&easel->sheet, &block, &tab));
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
#define CASE(name)                                                             \
    cmocka_unit_test_setup_teardown(name, easel_open, easel_close)
        CASE(rows_of_a_series_are_put_together),
        CASE(columns_of_a_row_are_its_parts),
        CASE(of_periods_the_last_is_told_of_labels_the_first),
        CASE(few_customers_are_not_printed_nor_told_by_others),
        CASE(without_a_value_there_is_nothing),
#undef CASE
    };

    return cmocka_run_group_tests_name("render/crosstab", tests, NULL, NULL);
}
