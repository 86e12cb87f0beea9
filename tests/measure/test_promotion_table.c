#include "shop.h"

/* Days of 2023: SEP(25) is the first day of the data, a Monday, as NOV(6) is.
 */
#define SEP(day) (NOV(day) - 61)
#define OCT(day) (NOV(day) - 31)
#define DEC(day) (NOV(day) + 30)

#define TEXT(text)                                                             \
    {                                                                          \
        .at = (text), .len = sizeof(text) - 1                                  \
    }

static const struct promotion promotions[] = {
    {TEXT("P0"), TEXT(""), TEXT("Event"), TEXT(""), TEXT("Bread"), OCT(9),
     OCT(15)},
    {TEXT("P1"), TEXT("Half bread"), TEXT("Half"), TEXT("bread"), TEXT(""),
     NOV(6), NOV(12)},
    {TEXT("P2"), TEXT("Milk time"), TEXT("Event"), TEXT(""), TEXT("Milk"),
     NOV(27), DEC(10)},
    {TEXT("P3"), TEXT(""), TEXT("Some"), TEXT("milk"), TEXT(""), NOV(20),
     NOV(21)},
    {TEXT("P4"), TEXT(""), TEXT("Event"), TEXT(""), TEXT("Bread"), NOV(8),
     NOV(9)},
    {TEXT("P5"), TEXT(""), TEXT(""), TEXT("blocks"), TEXT(""), NOV(3), NOV(30)},
    {TEXT("P6"), TEXT(""), TEXT(""), TEXT("blocks"), TEXT(""), SEP(1), NOV(2)},
    {TEXT("P7"), TEXT(""), TEXT("Half"), TEXT("ghost"), TEXT(""), NOV(30),
     NOV(30)},
    {TEXT("P8"), TEXT(""), TEXT("Half"), TEXT(""), TEXT(""), NOV(1), NOV(1)},
};

/* Bread is 5.00 and costs 1.00. */
static const struct line lines[] = {
    {.order = "a",
     .date = SEP(25),
     .product = "bread",
     .quantity = 1,
     .list = 5},
    {.order = "b",
     .date = OCT(2),
     .product = "bread",
     .quantity = 2,
     .list = 10},
    {.order = "c",
     .date = OCT(9),
     .product = "bread",
     .quantity = 50,
     .list = 250},
    {.order = "d",
     .date = OCT(23),
     .product = "bread",
     .quantity = 2,
     .list = 10},
    {.order = "e",
     .date = OCT(30),
     .product = "bread",
     .quantity = 2,
     .list = 10},
    {.order = "f",
     .date = OCT(31),
     .product = "bread",
     .quantity = 3,
     .list = 15},
    {.order = "g",
     .date = NOV(6),
     .product = "bread",
     .quantity = 3,
     .list = 15,
     .discount = 7.5},
    {.order = "g",
     .date = NOV(6),
     .product = "bread",
     .quantity = 1,
     .list = 5,
     .discount = 2.5},
    {.order = "h",
     .date = NOV(7),
     .product = "bread",
     .quantity = 2,
     .list = 10,
     .discount = 5},
    {.order = "h",
     .date = NOV(7),
     .product = "bread",
     .quantity = -1,
     .list = -5,
     .net = -5,
     .kind = LINE_RETURN},
    {.order = "i",
     .date = NOV(8),
     .product = "bread",
     .quantity = 1,
     .list = 5},
    {.order = "j",
     .date = NOV(14),
     .product = "bread",
     .quantity = 1,
     .list = 5},
    {.order = "k", .date = OCT(2), .product = "milk", .quantity = 4, .list = 8},
    {.order = "l",
     .date = NOV(20),
     .product = "milk",
     .quantity = 9,
     .list = 18},
    {.order = "m",
     .date = NOV(27),
     .product = "milk",
     .quantity = 2,
     .list = 4},
    {.order = "n",
     .date = NOV(27),
     .product = "milk",
     .quantity = -2,
     .net = -4,
     .kind = LINE_RETURN},
    {.order = "o",
     .date = NOV(5),
     .product = "blocks",
     .quantity = 1,
     .list = 30},
    {.order = "p",
     .date = DEC(11),
     .product = "milk",
     .quantity = 90,
     .list = 180},
    {.order = NULL},
};

static struct shop shop;

static int set_up(void **state)
{
    struct promotions *given = &shop.catalogue.promotions;

    (void)state;
    shop_open(&shop);
    shop_add_products(&shop);
    given->is_given = true;
    given->count = COUNT(promotions);
    given->items = arena_array(&shop.arena, struct promotion, given->count);
    memcpy(given->items, promotions, sizeof promotions);
    shop_sell_all(&shop, lines);
    return shop_study(&shop, "2023-11") == OK ? 0 : -1;
}

static int tear_down(void **state)
{
    (void)state;
    shop_close(&shop);
    return 0;
}

static const struct want {
    const char *name;
    const char *id;
    const char *column;
    double want;
} wants[] = {
    /* Five Mondays with 1 + 2 + 0 + 2 + 2, five Tuesdays with 3; 7 sold. */
    {"promoted days and days before the data are in no baseline", "P1",
     "baseline_units", 2},
    {"units are of sale lines", "P1", "units", 7},
    {"uplift is over the baseline", "P1", "uplift", 2.5},
    {"few lines leave no interval", "P1", "low", (double)NAN},
    {"net sales are after discount", "P1", "net_sales", 20},
    {"sales have a baseline of their own", "P1", "baseline_sales", 10},
    {"sales uplift", "P1", "sales_uplift", 1},
    {"incremental sales", "P1", "incremental_sales", 10},
    {"margin is (20 - 7) - (10 - 2)", "P1", "incremental_margin", 5},
    {"in the week after one is sold instead of two", "P1", "dip", -0.5},
    {"an order with two lines counts once", "P1", "orders_during", 3.0 / 7},
    {"orders before are of the week before", "P1", "orders_before", 2.0 / 7},
    {"orders after are of the week after", "P1", "orders_after", 1.0 / 7},
    {"it is complete", "P1", "complete", 1},
    /* Seven Mondays without promotion, on one of them 4. */
    {"a category's baseline leaves its products' promotions out", "P2",
     "baseline_units", 0.571},
    {"the baseline is not rounded in a ratio", "P2", "uplift", 2.5},
    {"what comes behind the as-of day is not used", "P2", "units", 2},
    {"days up to the as-of day", "P2", "days", 4},
    {"it is not complete", "P2", "complete", 0},
    {"its dip has not come yet", "P2", "dip", (double)NAN},
    {"the days during are not over", "P2", "orders_during", (double)NAN},
    {"14 days before it", "P2", "orders_before", 1.0 / 14},
    {"nor those after", "P2", "orders_after", (double)NAN},
    {"a short promotion is shifted by a week", "P3", "orders_before", 0},
    {"the dip is of a week at least", "P3", "dip", 2 / (4.0 / 8) - 1},
    {"a promotion of a promoted product", "P4", "units", 1},
    {"a baseline of nothing is 0", "P4", "baseline_units", 0},
    {"and has no uplift", "P4", "uplift", (double)NAN},
    {"without a day of a baseline there are no units", "P5", "units",
     (double)NAN},
    {"nor sales", "P5", "net_sales", (double)NAN},
    {"but there are orders", "P5", "orders_during", 1.0 / 28},
    {"a promotion that began before the data has no baseline", "P6",
     "baseline_units", (double)NAN},
    {"nor orders during it", "P6", "orders_during", (double)NAN},
    {"orders after it lie behind whole weeks", "P6", "orders_after", 1.0 / 28},
    {"its days are its own", "P6", "days", 63},
    {"a product never sold has no units", "P7", "units", (double)NAN},
    {"it has no orders", "P7", "orders_during", 0},
    {"a promotion of nothing has no units", "P8", "units", (double)NAN},
};

static void cell(void **state)
{
    const struct want *want = *state;

    assert_close(shop_number(&shop, "promotions", "promotion_id", want->id,
                             want->column),
                 want->want);
}

static void header(const char *name, const char *want)
{
    const struct table *table = tables_find(&shop.study.tables, name);
    struct text text = {.arena = &shop.arena};

    for (size_t i = 0; i < table->column_count; i++)
        text_addf(&text, "%s%s", i > 0 ? "," : "", table->columns[i].name);
    assert_string_equal(text.at, want);
}

static void columns_are_what_readers_know(void **state)
{
    (void)state;
    header("promotions",
           "promotion_id,name,type,product_id,category,start,end,complete,days,"
           "units,baseline_units,uplift,low,high,net_sales,baseline_sales,"
           "sales_uplift,incremental_sales,incremental_margin,dip,"
           "orders_before,orders_during,orders_after,verdict");
    header("promotion_types",
           "type,promotions,units,baseline_units,uplift,low,high,net_sales,"
           "baseline_sales,incremental_sales,incremental_margin,dip,verdict");
}

static void rows_are_of_the_window_by_start(void **state)
{
    static const char *const ids[] = {"P6", "P8", "P5", "P1",
                                      "P4", "P3", "P2", "P7"};
    const struct table *table = tables_find(&shop.study.tables, "promotions");

    (void)state;
    assert_int_equal(table->row_count, COUNT(ids));
    for (size_t i = 0; i < COUNT(ids); i++)
        assert_cell_text(table_cell(table, i, "promotion_id"), ids[i]);
    assert_cell_text(table_cell(table, 3, "product_id"), "bread");
    assert_cell_text(table_cell(table, 3, "category"), "Bread");
    assert_cell_text(table_cell(table, 3, "verdict"), "n < 30");
    assert_false(cell_is_defined(table_cell(table, 4, "product_id")));
    assert_false(cell_is_defined(table_cell(table, 4, "verdict")));
    assert_cell_text(table_cell(table, 7, "product_id"), "ghost");
    assert_cell_text(table_cell(table, 7, "category"), "Unknown");
    assert_cell_text(table_cell(table, 0, "type"), "Unknown");
}

static void types_add_up_their_promotions(void **state)
{
    static const char *const types[] = {"Event", "Half", "Some", "Unknown"};
    const struct table *table =
        tables_find(&shop.study.tables, "promotion_types");

    (void)state;
    assert_int_equal(table->row_count, COUNT(types));
    for (size_t i = 0; i < COUNT(types); i++)
        assert_cell_text(table_cell(table, i, "type"), types[i]);
    assert_close(cell_number(table_cell(table, 0, "promotions")), 2);
    assert_close(cell_number(table_cell(table, 0, "units")), 3);
    assert_close(cell_number(table_cell(table, 0, "baseline_units")), 0.571);
    assert_close(cell_number(table_cell(table, 0, "uplift")), 4.25);
    assert_close(cell_number(table_cell(table, 1, "promotions")), 3);
    assert_close(cell_number(table_cell(table, 1, "incremental_margin")), 5);
    assert_close(cell_number(table_cell(table, 1, "dip")), -0.5);
    assert_false(cell_is_defined(table_cell(table, 3, "units")));
}

static void without_the_extract_there_are_no_tables(void **state)
{
    struct shop bare;

    (void)state;
    shop_open(&bare);
    shop_add_products(&bare);
    shop_sell_all(&bare, shop_november);
    assert_int_equal(shop_study(&bare, "2023-11"), OK);
    assert_null(tables_find(&bare.study.tables, "promotions"));
    assert_null(tables_find(&bare.study.tables, "promotion_types"));
    shop_close(&bare);
}

static void without_one_in_the_window_the_tables_are_empty(void **state)
{
    struct shop bare;

    (void)state;
    shop_open(&bare);
    shop_add_products(&bare);
    bare.catalogue.promotions.is_given = true;
    shop_sell_all(&bare, lines);
    assert_int_equal(shop_study(&bare, "2023-11"), OK);
    assert_int_equal(tables_find(&bare.study.tables, "promotions")->row_count,
                     0);
    assert_int_equal(
        tables_find(&bare.study.tables, "promotion_types")->row_count, 0);
    shop_close(&bare);
}

int main(void)
{
    struct CMUnitTest tests[COUNT(wants) + 5] = {
        cmocka_unit_test(columns_are_what_readers_know),
        cmocka_unit_test(rows_are_of_the_window_by_start),
        cmocka_unit_test(types_add_up_their_promotions),
        cmocka_unit_test(without_the_extract_there_are_no_tables),
        cmocka_unit_test(without_one_in_the_window_the_tables_are_empty),
    };

    put_row_tests(tests + 5, wants, cell);
    return cmocka_run_group_tests_name("measure/promotion_table", tests, set_up,
                                       tear_down);
}
