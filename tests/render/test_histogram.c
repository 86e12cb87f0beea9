#include "render/easel.h"
#include "render/histogram.h"

static const struct column columns[] = {
    TEXT_COLUMN(band, "Value"),          VALUE_COLUMN(low, "From", MONEY),
    VALUE_COLUMN(high, "Below", MONEY),  VALUE_COLUMN(share, "Share", RATE),
    VALUE_COLUMN(ly, "Last year", RATE), VALUE_COLUMN(top, "Top", FLAG),
};

static const struct column mark_columns[] = {
    TEXT_COLUMN(id, "Id"),
    VALUE_COLUMN(value, "Value", PRICE),
};

static const struct box box = {20, 20, 360, 260};
static const struct box plot = {0, 0, 308, 100};

#define NODE(words)                                                            \
    {                                                                          \
        .kind = YAML_SCALAR, .text = {(words), sizeof(words) - 1 }             \
    }

static const struct yaml_node at_nodes[] = {
    NODE("marks.median.value"),
    NODE("marks.mean.value"),
};
static const struct yaml_node say_nodes[] = {
    NODE("Median {marks.median.value}"),
    NODE("Mean {marks.mean.value}"),
};
static struct phrase says[] = {{NULL, &say_nodes[0]}, {NULL, &say_nodes[1]}};

static struct block block_of(void)
{
    return (struct block){
        .node = &easel_node,
        .kind = BLOCK_HISTOGRAM,
        .selection = {.node = &easel_node, .table = STR("rows")},
        .label = STR("band"),
        .low = STR("low"),
        .high = STR("high"),
        .value = STR("share"),
        .base = STR("ly"),
        .band = STR("top"),
        .markers = {{&at_nodes[0], {&says[0], 1}},
                    {&at_nodes[1], {&says[1], 1}}},
        .marker_count = 2};
}

/* A `high` of 0: the band is open.  Shares that are NaN are not known. */
static void add(struct table *table, double low, double high, double share,
                double ly)
{
    struct cell *row = table_add(table);

    row[0] = cell_text(str_format(table->arena, "band %zu", table->row_count));
    row[1] = sample_money(low);
    if (high > 0)
        row[2] = sample_money(high);
    row[3] = cell_real(CELL_RATE, share);
    row[4] = cell_real(CELL_RATE, ly);
    row[5] = cell_integer(CELL_FLAG, 0);
}

static struct table *open_table(struct easel *easel, double median, double mean)
{
    struct table *table = easel_table(easel, columns, COUNT(columns));
    struct table *marks = table_new(&easel->arena, "marks", "Marks",
                                    mark_columns, COUNT(mark_columns));
    struct cell *row = table_add(marks);

    row[0] = cell_label("median");
    row[1] = cell_real(CELL_PRICE, median);
    row = table_add(marks);
    row[0] = cell_label("mean");
    row[1] = cell_real(CELL_PRICE, mean);
    tables_add(&easel->tables, marks);
    return table;
}

static struct histogram placed(struct easel *easel, const struct block *block)
{
    struct histogram histogram = {.block = block};

    assert_true(histogram_find(&easel->sheet, &histogram));
    histogram_place(&easel->sheet, plot, &histogram);
    return histogram;
}

static void the_figure_says_its_highest_bar_and_marks(void **state)
{
    struct easel *easel = *state;
    struct table *table = open_table(easel, 12, 15.5);
    struct block block = block_of();

    add(table, 0, 10, 0.3, 0.2);
    add(table, 10, 20, 0.5, 0.6);
    add(table, 20, 0, 0.2, 0.2);
    assert_string_equal(easel_draw(easel, &block, box),
                        "Histogram: . Of 3 bars the highest is band 2 with "
                        "50.0%. Median $12.00. Mean $15.50.");
}

static void bars_touch_and_the_open_one_stands_apart(void **state)
{
    struct easel *easel = *state;
    struct table *table = open_table(easel, 12, 15.5);
    struct block block = block_of();
    struct histogram histogram;

    add(table, 0, 10, 0.3, 0.2);
    add(table, 10, 20, 0.5, 0.6);
    add(table, 20, 0, 0.2, 0.2);
    histogram = placed(easel, &block);
    assert_close(histogram.bars[0].left, 0);
    assert_close(histogram.bars[0].right, 100);
    assert_close(histogram.bars[1].left, 100);
    assert_close(histogram.bars[1].right, 200);
    assert_close(histogram.bars[2].left, 208);
    assert_close(histogram.bars[2].right, 308);
    assert_true(histogram.bars[2].open && !histogram.bars[1].open);
}

/* Heights are as values are, from zero: the highest is last year's 0.6. */
static void bars_begin_at_zero(void **state)
{
    struct easel *easel = *state;
    struct table *table = open_table(easel, 12, 15.5);
    struct block block = block_of();
    struct histogram histogram;

    add(table, 0, 10, 0.3, (double)NAN);
    add(table, 10, 20, 0.45, 0.6);
    table->cells[table->column_count + 5].integer = 1;
    histogram = placed(easel, &block);
    assert_close(histogram.y.low, 0);
    assert_close(100 - histogram.bars[0].top, 50);
    assert_close(100 - histogram.bars[1].top, 75);
    assert_close(100 - histogram.bars[1].base, 100);
    assert_true(isnan(histogram.bars[0].base));
    assert_true(histogram.bars[1].marked && !histogram.bars[0].marked);
}

static void marks_stand_where_their_values_are(void **state)
{
    struct easel *easel = *state;
    struct table *table = open_table(easel, 15, 5);
    struct block block = block_of();
    struct histogram histogram;

    add(table, 0, 10, 0.3, 0.2);
    add(table, 10, 20, 0.5, 0.6);
    add(table, 20, 0, 0.2, 0.2);
    histogram = placed(easel, &block);
    assert_int_equal(histogram.sign_count, 2);
    assert_close(histogram.signs[0].x, 50); /* the mean, which is lower */
    assert_close(histogram.signs[1].x, 150);
    table = open_table(easel, (double)NAN, 77);
    add(table, 0, 10, 0.3, 0.2);
    add(table, 10, 20, 0.5, 0.6);
    add(table, 20, 0, 0.2, 0.2);
    histogram = placed(easel, &block);
    assert_int_equal(histogram.sign_count, 1);
    assert_close(histogram.signs[0].x, 258); /* in the open band */
}

static void one_row_is_drawn(void **state)
{
    struct easel *easel = *state;
    struct table *table = open_table(easel, 5, 5);
    struct block block = block_of();
    struct histogram histogram;

    add(table, 0, 10, 1, (double)NAN);
    histogram = placed(easel, &block);
    assert_close(histogram.bars[0].right - histogram.bars[0].left, plot.w);
    assert_true(strlen(easel_draw(easel, &block, box)) > 0);
    table = open_table(easel, 5, 5);
    add(table, 0, 0, 1, (double)NAN);
    histogram = placed(easel, &block);
    assert_close(histogram.bars[0].right - histogram.bars[0].left, plot.w);
    assert_true(strlen(easel_draw(easel, &block, box)) > 0);
}

static void without_rows_or_values_it_is_missing(void **state)
{
    struct easel *easel = *state;
    struct table *table = open_table(easel, 5, 5);
    struct block block = block_of();

    assert_string_equal(easel_draw(easel, &block, box), "");
    add(table, 0, 10, (double)NAN, 0.5);
    assert_string_equal(easel_draw(easel, &block, box), "");
}

static void any_size_is_drawn(void **state)
{
    static const double sizes[] = {1e-4, 1, 1e9, 9e13};
    struct easel *easel = *state;
    struct block block = block_of();

    block.marker_count = 1;
    for (size_t s = 0; s < COUNT(sizes); s++) {
        struct table *table = open_table(easel, sizes[s], sizes[s]);

        for (int i = 0; i < 4; i++)
            add(table, i * sizes[s], (i + 1) * sizes[s], 0.25, 0.25);
        add(table, 4 * sizes[s], 0, -0.01, 0);
        assert_true(strlen(easel_draw(easel, &block, box)) > 0);
    }
    block.markers[0].say = (struct phrases){&says[1], 1};
    easel_draw(easel, &block, (struct box){20, 20, 30, 40}); /* no room */
}

static void a_column_that_is_not_there_is_told(void **state)
{
    struct easel *easel = *state;
    struct table *table = open_table(easel, 5, 5);
    struct block block = block_of();
    struct histogram histogram = {.block = &block};
    FILE *out = easel->diag.out;
    char *told = NULL;
    size_t size;

    add(table, 0, 10, 1, 1);
    block.low = STR("lowest");
    easel->diag.out = open_memstream(&told, &size);
    assert_false(histogram_find(&easel->sheet, &histogram));
    fclose(easel->diag.out);
    easel->diag.out = out;
    assert_int_equal(easel->words.status, BAD_DATA);
    assert_non_null(strstr(told, "lowest"));
    free(told);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(
            the_figure_says_its_highest_bar_and_marks, easel_open, easel_close),
        cmocka_unit_test_setup_teardown(
            bars_touch_and_the_open_one_stands_apart, easel_open, easel_close),
        cmocka_unit_test_setup_teardown(bars_begin_at_zero, easel_open,
                                        easel_close),
        cmocka_unit_test_setup_teardown(marks_stand_where_their_values_are,
                                        easel_open, easel_close),
        cmocka_unit_test_setup_teardown(one_row_is_drawn, easel_open,
                                        easel_close),
        cmocka_unit_test_setup_teardown(without_rows_or_values_it_is_missing,
                                        easel_open, easel_close),
        cmocka_unit_test_setup_teardown(any_size_is_drawn, easel_open,
                                        easel_close),
        cmocka_unit_test_setup_teardown(a_column_that_is_not_there_is_told,
                                        easel_open, easel_close),
    };

    return cmocka_run_group_tests_name("render/histogram", tests, NULL, NULL);
}
