#include "measure/scored.h"

static void who_bought_once_is_in_a_segment(void **state)
{
    (void)state;
    sell_to(MANY);
    study();
    assert_text("c00", "segment", "New");
    assert_text("c06", "segment", "Promising");
    assert_text("c11", "segment", "About to Sleep");
    assert_text("c16", "segment", "Hibernating");
    assert_text("c00", "overlay", "New Customer");
    assert_text("c11", "overlay", "Core");
    assert_text("c16", "overlay", "Churn Risk");
    assert_close(segment("New", "customers"), 6);
    assert_close(segment("New", "orders"), 6);
    assert_close(segment("New", "net_sales"), 210);
    assert_close(segment("New", "aov"), 35);
    assert_close(segment("New", "share_customers"), 6.0 / 26);
    assert_close(segment("New", "share_sales"), 210.0 / 3510);
    assert_close(segment("Hibernating", "customers"), 10);
    assert_close(segment("Champions", "customers"), 0);
    assert_close(segment("Champions", "net_sales"), 0);
    assert_close(segment("Champions", "aov"), (double)NAN);
    assert_cell_text(
        shop_cell(&shop, "rfm_segments", "segment", "New", "action"), "Act");
}

static void the_grid_has_all_cells(void **state)
{
    const struct table *table;
    int64_t customers = 0;

    (void)state;
    sell_to(MANY);
    study();
    table = tables_find(&shop.study.tables, "rfm_grid");
    assert_int_equal(table->row_count, 25);
    for (size_t i = 0; i < table->row_count; i++) {
        assert_int_equal(table_cell(table, i, "r")->integer, i / 5 + 1);
        assert_int_equal(table_cell(table, i, "f")->integer, i % 5 + 1);
        customers += table_cell(table, i, "customers")->integer;
    }
    assert_int_equal(customers, MANY);
    assert_int_equal(table_cell(table, 0, "customers")->integer, 5);
    assert_int_equal(table_cell(table, 0, "net_sales")->integer, M(1200));
    assert_int_equal(table_cell(table, 20, "customers")->integer, 6);
    assert_int_equal(table_cell(table, 24, "customers")->integer, 0);
    assert_int_equal(table_cell(table, 24, "net_sales")->integer, 0);
}

/*
 * October's end: c00 .. c25 have recency 1 .. 26 then.  In November c25 buys
 * twice on its last day, and new comes; with the 27 of then, recency is now
 * 1, 1, 31 .. 55, cut at 35.2, 40.4, 45.6 and 50.8.
 */
static void sell_in_october(void)
{
    for (int i = 0; i < MANY; i++)
        sell(shop_id(&shop, i < 10 ? "c0" : "c", i), END - 30 - i, 10);
    sell("c25", END, 5);
    sell("new", END, 6);
    sell("gone", END - 30 - 727, 1);
    sell("lost", END - 400, 1);
}

static double moved(const char *from, const char *to, const char *column)
{
    const struct table *table = tables_find(&shop.study.tables, "migration");

    assert_non_null(table);
    for (size_t i = 0; i < table->row_count; i++)
        if (str_equal(table_cell(table, i, "from")->text, str_of(from)) &&
            str_equal(table_cell(table, i, "to")->text, str_of(to)))
            return cell_number(table_cell(table, i, column));
    return 0;
}

/* Then 28 are scored: 1 .. 26, 371 and 728, cut at 6.4, 11.8, 17.2 and 22.6.
 * Now also 28: 1, 1, 31 .. 55, 401: cut at 34.4, 39.8, 45.2 and 50.6. */
static void customers_move_between_segments(void **state)
{
    (void)state;
    sell_in_october();
    study();
    assert_close(number_of("c25", "r"), 5);
    assert_close(number_of("c03", "r"), 5); /* 34 */
    assert_close(number_of("c04", "r"), 4); /* 35; then 5 */
    assert_close(moved("New", "New", "customers"), 4);
    assert_close(moved("New", "New", "net_sales_52w"), 40);
    assert_close(moved("New", "Promising", "customers"), 2);
    assert_close(moved("none", "New", "customers"), 1);
    assert_close(moved("none", "New", "net_sales_52w"), 6);
    assert_close(moved("Hibernating", "none", "customers"), 1); /* gone */
    assert_close(moved("Hibernating", "none", "net_sales_52w"), 0);
    assert_close(moved("none", "none", "customers"), 0);
    /* Of baskets 27 have one and c25 two: it scores 5. */
    assert_close(moved("Hibernating", "Champions", "customers"), 1);
    assert_close(moved("Hibernating", "Champions", "net_sales_52w"), 15);
}

static void a_fall_is_to_a_segment_further_down(void **state)
{
    (void)state;
    sell_in_october();
    study();
    assert_close(moved("New", "New", "fall"), 0);
    assert_close(moved("New", "New", "rise"), 0);
    assert_close(moved("New", "Promising", "fall"), 1);
    assert_close(moved("New", "Promising", "rise"), 0);
    assert_close(moved("Hibernating", "Champions", "fall"), 0);
    assert_close(moved("Hibernating", "Champions", "rise"), 1);
    assert_close(moved("none", "New", "fall"), (double)NAN);
    assert_close(moved("Hibernating", "none", "fall"), (double)NAN);
}

static void the_year_has_364_days(void **state)
{
    (void)state;
    sell_in_october();
    sell("c00", END - 363, 100);
    sell("c00", END - 364, 1000);
    study();
    assert_close(moved("Champions", "Champions", "net_sales_52w"), 110);
}

static void without_a_window_before_nobody_moves(void **state)
{
    (void)state;
    sell_to(MANY);
    study();
    assert_null(tables_find(&shop.study.tables, "migration"));
    assert_non_null(tables_find(&shop.study.tables, "rfm_segments"));
}

static void without_a_map_nobody_is_scored(void **state)
{
    (void)state;
    shop.segments.items = NULL;
    sell_to(MANY);
    study();
    assert_null(tables_find(&shop.study.tables, "rfm"));
    assert_null(tables_find(&shop.study.tables, "rfm_segments"));
}

static void without_customers_there_is_no_list(void **state)
{
    (void)state;
    sell(NULL, END, 3);
    study();
    assert_null(tables_find(&shop.study.tables, "rfm"));
    assert_null(tables_find(&shop.study.tables, "rfm_segments"));
}

static void the_list_is_by_id_and_not_printed(void **state)
{
    const struct table *table;
    struct cell room[16];

    (void)state;
    sell_to(MANY);
    study();
    table = tables_find(&shop.study.tables, "rfm");
    assert_int_equal(table->row_count, MANY);
    assert_cell_text(table_row(table, 0, room), "c00");
    assert_cell_text(table_row(table, 25, room), "c25");
    assert_int_equal(table_printed(table)->row_count, 0);
}

static void columns_are_named(void **state)
{
    (void)state;
    sell_in_october();
    study();
    assert_heads(&shop, "rfm",
                 "customer_id,recency,frequency,monetary,r,f,m,segment,overlay,"
                 "not_positive");
    assert_heads(&shop, "rfm_segments",
                 "segment,customers,orders,net_sales,aov,share_customers,"
                 "share_sales,action,colour");
    assert_heads(&shop, "rfm_grid", "r,f,customers,net_sales");
    assert_heads(&shop, "migration",
                 "from,to,customers,net_sales_52w,fall,rise");
}

static void the_note_tells_the_cut_points(void **state)
{
    const struct table *table;

    (void)state;
    sell_to(27);
    study();
    table = tables_find(&shop.study.tables, "rfm_segments");
    assert_non_null(strstr(table->note.at, "27 customers with a basket from "
                                           "2021-12-03 to 2023-11-30."));
    assert_non_null(strstr(table->note.at,
                           "R 6.2, 11.4, 16.6, 21.8 · F 1, 1, 1, 1 · M 62, "
                           "114, 166, 218."));
}

/* Of 27 recency is cut at 5.2; zed's basket has lines of two days. */
static void an_average_order_leaves_returns_out(void **state)
{
    static const struct line lines[] = {
        {.order = "Z",
         .date = END - 1,
         .hour = 9,
         .customer = "zed",
         .list = 6},
        {.order = "Z", .date = END, .hour = 9, .customer = "zed", .list = 4},
        {.order = NULL}};

    (void)state;
    sell_to(MANY);
    shop_sell_all(&shop, lines);
    take_back("c00", END, 5);
    study();
    assert_close(segment("New", "customers"), 6);
    assert_close(segment("New", "net_sales"), 155);
    assert_close(segment("New", "aov"), 160.0 / 6);
    assert_close(segment("New", "share_sales"), 155.0 / 3515);
}

/* The first line of dee's order, in October, is worth nothing; the year begins
 * with the second line of c00's. */
static void lines_of_other_days_count_on_their_own(void **state)
{
    static const struct line lines[] = {{.order = "D",
                                         .date = END - 30,
                                         .hour = 9,
                                         .customer = "dee",
                                         .list = 0},
                                        {.order = "D",
                                         .date = END - 29,
                                         .hour = 9,
                                         .customer = "dee",
                                         .list = 7},
                                        {.order = "Y",
                                         .date = END - 364,
                                         .hour = 9,
                                         .customer = "c00",
                                         .list = 9},
                                        {.order = "Y",
                                         .date = END - 363,
                                         .hour = 9,
                                         .customer = "c00",
                                         .list = 3},
                                        {.order = NULL}};

    (void)state;
    sell_in_october();
    shop_sell_all(&shop, lines);
    study();
    assert_close(moved("Champions", "Champions", "net_sales_52w"), 13);
    assert_close(moved("none", "New", "customers"), 2); /* new and dee */
    assert_close(moved("none", "New", "net_sales_52w"), 13);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        TEST(who_bought_once_is_in_a_segment),
        TEST(the_grid_has_all_cells),
        TEST(customers_move_between_segments),
        TEST(a_fall_is_to_a_segment_further_down),
        TEST(the_year_has_364_days),
        TEST(without_a_window_before_nobody_moves),
        TEST(without_a_map_nobody_is_scored),
        TEST(without_customers_there_is_no_list),
        TEST(the_list_is_by_id_and_not_printed),
        TEST(an_average_order_leaves_returns_out),
        TEST(lines_of_other_days_count_on_their_own),
        TEST(columns_are_named),
        TEST(the_note_tells_the_cut_points),
    };

    return cmocka_run_group_tests_name("measure/segmentation", tests, NULL,
                                       NULL);
}
