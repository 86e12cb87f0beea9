#include "render/easel.h"

static const struct column columns[] = {
    TEXT_COLUMN(id, "Id"),
    TEXT_COLUMN(name, "Name"),
    VALUE_COLUMN(baskets, "Baskets", COUNT),
};

static const struct box box = {20, 20, 360, 260};

static void add(struct table *table, const char *name, int64_t baskets)
{
    struct cell *row = table_add(table);

    row[0] = cell_text(str_format(table->arena, "S%zu", table->row_count));
    if (name)
        row[1] = cell_label(name);
    row[2] = cell_count(baskets);
}

static void what_has_no_name_is_called_otherwise(void **state)
{
    struct easel *easel = *state;
    struct table *table = easel_table(easel, columns, COUNT(columns));
    struct block block = {
        .node = &easel_node,
        .kind = BLOCK_COLUMNS,
        .selection = {.node = &easel_node, .table = STR("rows")},
        .label = STR("name"),
        .otherwise = STR("id"),
        .value = STR("baskets")};

    add(table, "Harbour Quay", 12);
    add(table, NULL, 30);
    assert_string_equal(easel_draw(easel, &block, box),
                        "Column chart: . The largest is S2 with 30.");
    block.otherwise = (struct str){0};
    assert_string_equal(easel_draw(easel, &block, box),
                        "Column chart: . The largest is \xE2\x80\x93 with 30.");
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(what_has_no_name_is_called_otherwise,
                                        easel_open, easel_close),
    };

    return cmocka_run_group_tests_name("render/block_columns", tests, NULL,
                                       NULL);
}
