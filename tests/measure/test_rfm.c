#include "measure/patrons.h"

/* The last day of the reported November, and who else is needed for scores. */
enum { END = NOV(30), MANY = 26 };

static struct shop shop;

/* The map of the templates, as short as it can be. */
static void add_segments(void)
{
    static const char *const names[] = {
        "Champions",  "Loyal",          "Potential Loyalist", "New",
        "Promising",  "Need Attention", "About to Sleep",     "At Risk",
        "Can't Lose", "Hibernating"};
    static const uint8_t of[SEGMENT_SCORES][SEGMENT_SCORES] = {{9, 9, 7, 7, 8},
                                                               {9, 9, 7, 7, 8},
                                                               {6, 6, 5, 1, 1},
                                                               {4, 2, 2, 1, 1},
                                                               {3, 2, 2, 0, 0}};
    struct segments *segments = &shop.segments;

    segments->count = COUNT(names);
    segments->items = arena_array(&shop.arena, struct segment, COUNT(names));
    for (size_t i = 0; i < COUNT(names); i++)
        segments->items[i] = (struct segment){.name = str_of(names[i]),
                                              .colour = STR("brand"),
                                              .action = STR("Act")};
    memcpy(segments->of, of, sizeof of);
}

static int open_shop(void **state)
{
    (void)state;
    shop_open(&shop);
    shop_add_stores(&shop);
    shop.config.rules.rfm_weeks = 104;
    shop.threads = 2;
    add_segments();
    return 0;
}

static int close_shop(void **state)
{
    (void)state;
    shop_close(&shop);
    return 0;
}

static const char *new_order(void)
{
    static int number;

    return shop_id(&shop, "o", number++);
}

static void sell_in(const char *store, const char *customer, int32_t date,
                    double amount)
{
    shop_sell(&shop, &(struct line){.order = new_order(),
                                    .date = date,
                                    .hour = 9,
                                    .customer = customer,
                                    .store = store,
                                    .quantity = 1,
                                    .list = amount});
}

static void sell(const char *customer, int32_t date, double amount)
{
    sell_in("N", customer, date, amount);
}

static void take_back(const char *customer, int32_t date, double amount)
{
    shop_sell(&shop, &(struct line){.order = new_order(),
                                    .date = date,
                                    .hour = 10,
                                    .customer = customer,
                                    .store = "N",
                                    .quantity = -1,
                                    .list = -amount,
                                    .net = -amount,
                                    .kind = LINE_RETURN});
}

/* Customer c<i> has one basket of 10 (i + 1), i days before the end: so that
 * recency is 1 .. count, and M 10 .. 10 count. */
static void sell_to(int count)
{
    for (int i = 0; i < count; i++)
        sell(shop_id(&shop, i < 10 ? "c0" : "c", i), END - i, 10.0 * (i + 1));
}

static void study(void)
{
    assert_int_equal(shop_study(&shop, "2023-11"), OK);
}

/* A cell of a customer's row; undefined where there is no such row. */
static struct cell cell_of(const char *customer, const char *column)
{
    const struct table *table = tables_find(&shop.study.tables, "rfm");
    struct cell room[16];

    assert_non_null(table);
    for (size_t i = 0; i < table->row_count; i++)
        if (str_equal(table_row(table, i, room)->text, str_of(customer)))
            return room[table_column(table, column)];
    print_error("no row of %s\n", customer);
    fail();
    return (struct cell){0};
}

static bool is_listed(const char *customer)
{
    const struct table *table = tables_find(&shop.study.tables, "rfm");
    struct cell room[16];

    for (size_t i = 0; table && i < table->row_count; i++)
        if (str_equal(table_row(table, i, room)->text, str_of(customer)))
            return true;
    return false;
}

static double number_of(const char *customer, const char *column)
{
    struct cell cell = cell_of(customer, column);

    return cell_number(&cell);
}

static void assert_text(const char *customer, const char *column,
                        const char *want)
{
    struct cell cell = cell_of(customer, column);

    assert_cell_text(&cell, want);
}

/* R, F and M as one number. */
static void assert_scores(const char *customer, int want)
{
    int got = (int)(number_of(customer, "r") * 100 +
                    number_of(customer, "f") * 10 + number_of(customer, "m"));

    if (got != want)
        print_error("%s: ", customer);
    assert_int_equal(got, want);
}

static double segment(const char *name, const char *column)
{
    return shop_number(&shop, "rfm_segments", "segment", name, column);
}

/* Recency 1 .. 26 is cut at 6, 11, 16 and 21, M at ten times that: all five
 * are values, which score with those below. */
static void values_on_cut_points_score_below_them(void **state)
{
    (void)state;
    sell_to(MANY);
    study();
    assert_scores("c00", 511);
    assert_scores("c05", 511);
    assert_scores("c06", 412);
    assert_scores("c10", 412);
    assert_scores("c11", 313);
    assert_scores("c15", 313);
    assert_scores("c16", 214);
    assert_scores("c20", 214);
    assert_scores("c21", 115);
    assert_scores("c25", 115);
    assert_close(number_of("c06", "recency"), 7);
    assert_close(number_of("c06", "frequency"), 1);
    assert_close(number_of("c06", "monetary"), 70);
}

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

static void one_customer_has_no_scores(void **state)
{
    struct cell cell;

    (void)state;
    sell("ann", END, 5);
    study();
    assert_close(number_of("ann", "recency"), 1);
    assert_close(number_of("ann", "monetary"), 5);
    cell = cell_of("ann", "r");
    assert_false(cell_is_defined(&cell));
    cell = cell_of("ann", "segment");
    assert_false(cell_is_defined(&cell));
    cell = cell_of("ann", "overlay");
    assert_false(cell_is_defined(&cell));
    assert_null(tables_find(&shop.study.tables, "rfm_segments"));
    assert_null(tables_find(&shop.study.tables, "rfm_grid"));
    assert_null(tables_find(&shop.study.tables, "migration"));
}

static void twenty_four_have_no_scores(void **state)
{
    (void)state;
    sell_to(24);
    study();
    assert_int_equal(tables_find(&shop.study.tables, "rfm")->row_count, 24);
    assert_close(number_of("c00", "r"), (double)NAN);
    assert_null(tables_find(&shop.study.tables, "rfm_segments"));
}

static void twenty_five_have_scores(void **state)
{
    (void)state;
    sell_to(25);
    study();
    assert_close(number_of("c00", "r"), 5);
    assert_non_null(tables_find(&shop.study.tables, "rfm_segments"));
}

static void where_all_are_equal_all_score_alike(void **state)
{
    (void)state;
    for (int i = 0; i < MANY; i++)
        sell(shop_id(&shop, "c", i), END - 3, 8);
    study();
    for (int i = 0; i < MANY; i++)
        assert_scores(shop_id(&shop, "c", i), 511);
    assert_close(segment("New", "customers"), MANY);
}

/* Baskets: 1 of 13 customers, 2 of 13; cut at 1, 1, 2 and 2. */
static void two_values_have_two_scores(void **state)
{
    (void)state;
    sell_to(MANY);
    for (int i = 0; i < 13; i++)
        sell(shop_id(&shop, i < 10 ? "c0" : "c", i), END - i, 1);
    study();
    assert_close(number_of("c00", "f"), 3);
    assert_close(number_of("c13", "f"), 1);
    assert_close(number_of("c00", "frequency"), 2);
}

static void who_only_returns_is_not_counted(void **state)
{
    (void)state;
    sell_to(MANY);
    take_back("zoe", END - 1, 4);
    study();
    assert_false(is_listed("zoe"));
    assert_int_equal(tables_find(&shop.study.tables, "rfm")->row_count, MANY);
}

static void who_gave_all_back_is_scored_and_flagged(void **state)
{
    (void)state;
    sell_to(MANY);
    sell("zoe", END, 10);
    take_back("zoe", END, 10);
    sell("zack", END - 1, 10);
    take_back("zack", END, 12.5);
    study();
    assert_close(number_of("zoe", "monetary"), 0);
    assert_close(number_of("zack", "monetary"), -2.5);
    assert_scores("zoe", 511);
    assert_scores("zack", 511);
    assert_close(number_of("zoe", "not_positive"), 1);
    assert_close(number_of("zack", "not_positive"), 1);
    assert_close(number_of("c00", "not_positive"), 0);
    assert_close(number_of("zack", "recency"), 2); /* no return is a visit */
}

/* Of eve there is nothing yet; dee's first line is worth nothing. */
static void what_comes_later_is_not_known(void **state)
{
    static const struct line lines[] = {
        {.order = "D", .date = END, .hour = 9, .customer = "dee", .list = 0},
        {.order = "D",
         .date = END + 1,
         .hour = 9,
         .customer = "dee",
         .list = 5},
        {.order = "F", .date = END, .hour = 9, .customer = "fay", .list = 3},
        {.order = "F",
         .date = END + 1,
         .hour = 9,
         .customer = "fay",
         .list = 5},
        {.order = NULL}};

    (void)state;
    sell_to(MANY);
    sell("c03", END + 1, 100);
    sell("eve", END + 1, 5);
    shop_sell_all(&shop, lines);
    study();
    assert_false(is_listed("eve"));
    assert_false(is_listed("dee"));
    assert_close(number_of("fay", "monetary"), 3);
    assert_close(number_of("c03", "recency"), 4);
    assert_close(number_of("c03", "frequency"), 1);
    assert_close(number_of("c03", "monetary"), 40);
}

static void a_customer_of_two_countries_is_one(void **state)
{
    (void)state;
    sell_to(MANY);
    sell_in("N", "max", END - 2, 3);
    sell_in("S", "max", END, 4);
    study();
    assert_close(number_of("max", "frequency"), 2);
    assert_close(number_of("max", "monetary"), 7);
    assert_close(number_of("max", "recency"), 1);
}

static void the_anonymous_and_staff_are_not_counted(void **state)
{
    static const struct row rows[] = {{.id = "boss", .is_staff = true}};

    (void)state;
    shop_add_customers(&shop, rows, COUNT(rows));
    sell_to(MANY);
    sell("boss", END, 9);
    sell(NULL, END, 9);
    study();
    assert_false(is_listed("boss"));
    assert_int_equal(tables_find(&shop.study.tables, "rfm")->row_count, MANY);
}

/* 104 weeks are the 728 days to the end.  An order that began before them has
 * its later lines within. */
static void sell_at_the_edge(void)
{
    static const struct line lines[] = {{.order = "E",
                                         .date = END - 728,
                                         .hour = 9,
                                         .customer = "c01",
                                         .list = 2},
                                        {.order = "E",
                                         .date = END - 727,
                                         .hour = 9,
                                         .customer = "c01",
                                         .list = 4},
                                        {.order = NULL}};

    sell_to(MANY);
    sell("first", END - 727, 1);
    sell("old", END - 728, 1);
    sell("c00", END - 728, 7);
    take_back("c00", END - 727, 2);
    shop_sell_all(&shop, lines);
}

static void the_weeks_begin_728_days_before_their_end(void **state)
{
    (void)state;
    sell_at_the_edge();
    study();
    assert_close(number_of("first", "recency"), 728);
    assert_false(is_listed("old"));
    assert_close(number_of("c00", "frequency"), 1);
    assert_close(number_of("c00", "monetary"), 10 - 2);
    assert_close(number_of("c01", "frequency"), 1);
    assert_close(number_of("c01", "monetary"), 20 + 4);
}

static void weeks_are_a_rule(void **state)
{
    (void)state;
    shop.config.rules.rfm_weeks = 1;
    sell_to(MANY);
    study();
    assert_int_equal(tables_find(&shop.study.tables, "rfm")->row_count, 7);
    assert_true(is_listed("c06"));
    assert_false(is_listed("c07"));
}

static void without_weeks_all_history_counts(void **state)
{
    (void)state;
    shop.config.rules.rfm_weeks = 0;
    sell_at_the_edge();
    study();
    assert_close(number_of("old", "recency"), 729);
    assert_close(number_of("c00", "frequency"), 2);
    assert_close(number_of("c00", "monetary"), 10 + 7 - 2);
    assert_close(number_of("c01", "monetary"), 20 + 2 + 4);
}

/* All are equal: ranks go by id.  Of 26 the ranks 1 .. 6 score 1, 7 .. 11
 * score 2; of recency 5 and 4. */
static void ranks_part_equal_values_by_id(void **state)
{
    (void)state;
    shop.config.scoring.mode = SCORING_RANK;
    for (int i = MANY - 1; i >= 0; i--)
        sell(shop_id(&shop, i < 10 ? "c0" : "c", i), END - 3, 8);
    study();
    assert_scores("c00", 511);
    assert_scores("c05", 511);
    assert_scores("c06", 422);
    assert_scores("c10", 422);
    assert_scores("c11", 333);
    assert_scores("c16", 244);
    assert_scores("c21", 155);
    assert_scores("c25", 155);
}

static void ranks_go_by_value_first(void **state)
{
    (void)state;
    shop.config.scoring.mode = SCORING_RANK;
    sell_to(MANY);
    sell("c25", END - 25, 1);
    take_back("c24", END, 300); /* -50: the least */
    study();
    assert_scores("c25", 155);
    assert_scores("c24", 151);
    assert_scores("c00", 511);
    assert_scores("c05", 512); /* the seventh of net sales */
}

/* A threshold is the least value of what is behind it. */
static void thresholds_hold_for_any_number(void **state)
{
    static const int64_t least[RFM_MEASURES][SCORING_CUTS] = {
        {3, 5, 10, 20}, {2, 3, 4, 5}, {M(20), M(30), M(40), M(50.01)}};

    (void)state;
    shop.config.scoring.mode = SCORING_FIXED;
    memcpy(shop.config.scoring.least, least, sizeof least);
    sell_to(5);
    sell("c04", END - 4, 0.01);
    study();
    assert_scores("c00", 511);
    assert_scores("c01", 512);
    assert_scores("c02", 413);
    assert_scores("c03", 414);
    assert_scores("c04", 325);
    assert_close(segment("About to Sleep", "customers"), 1);
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
    assert_heads(&shop, "migration", "from,to,customers,net_sales_52w");
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

#define TEST(name) cmocka_unit_test_setup_teardown(name, open_shop, close_shop)

int main(void)
{
    static const struct CMUnitTest tests[] = {
        TEST(values_on_cut_points_score_below_them),
        TEST(who_bought_once_is_in_a_segment),
        TEST(the_grid_has_all_cells),
        TEST(one_customer_has_no_scores),
        TEST(twenty_four_have_no_scores),
        TEST(twenty_five_have_scores),
        TEST(where_all_are_equal_all_score_alike),
        TEST(two_values_have_two_scores),
        TEST(who_only_returns_is_not_counted),
        TEST(who_gave_all_back_is_scored_and_flagged),
        TEST(what_comes_later_is_not_known),
        TEST(a_customer_of_two_countries_is_one),
        TEST(the_anonymous_and_staff_are_not_counted),
        TEST(the_weeks_begin_728_days_before_their_end),
        TEST(weeks_are_a_rule),
        TEST(without_weeks_all_history_counts),
        TEST(ranks_part_equal_values_by_id),
        TEST(ranks_go_by_value_first),
        TEST(thresholds_hold_for_any_number),
        TEST(customers_move_between_segments),
        TEST(the_year_has_364_days),
        TEST(without_a_window_before_nobody_moves),
        TEST(without_a_map_nobody_is_scored),
        TEST(without_customers_there_is_no_list),
        TEST(the_list_is_by_id_and_not_printed),
        TEST(columns_are_named),
        TEST(the_note_tells_the_cut_points),
    };

    return cmocka_run_group_tests_name("measure/rfm", tests, NULL, NULL);
}
