#include "shop.h"

enum { LINES = 600, BOOKS = 4 };

/* Numbers that look random and are the same on every run. */
static uint32_t next_number(uint32_t *state)
{
    *state = *state * 1664525u + 1013904223u;
    return *state >> 8;
}

/* Texts of made lines; they last for the whole test. */
static char ids[100][8];

static const char *id(char prefix, uint32_t number)
{
    snprintf(ids[number], sizeof ids[number], "%c%u", prefix, number);
    return ids[number];
}

static void make_line(struct line *line, uint32_t *state)
{
    static const char *const products[] = {
        "bread", "milk", "blocks", "petrol", "card", "mystery", "cat", NULL};
    static const char *const stores[] = {"N", "S", "X", NULL};
    static const char *const customers[] = {"ann", "bob", "cid",
                                            "dee", "eve", NULL};
    uint32_t order = next_number(state) % 90;

    *line = (struct line){
        .order = id('o', order),
        .date =
            NOV(30) - (int32_t)(order * 5) - (int32_t)(next_number(state) % 2),
        .hour = (int)(next_number(state) % 4) * 6,
        .product = products[next_number(state) % COUNT(products)],
        .store = stores[next_number(state) % COUNT(stores)],
        .customer = customers[next_number(state) % COUNT(customers)],
        .quantity = 1 + next_number(state) % 5,
        .list = next_number(state) % 1000 / 10.0,
        .kind = next_number(state) % 8 ? LINE_SALE : LINE_RETURN,
    };
    line->discount = next_number(state) % 3 ? 0 : line->list / 4;
    if (line->kind == LINE_RETURN)
        line->net = next_number(state) % 9 - 6.0;
    else if (next_number(state) % 20 == 0)
        line->kind = LINE_OTHER;
}

static void make_lines(struct line lines[LINES])
{
    uint32_t state = 2023;

    for (size_t i = 0; i < LINES; i++)
        make_line(lines + i, &state);
}

static void shuffle(struct line lines[LINES], uint32_t seed)
{
    for (size_t i = LINES - 1; i > 0; i--) {
        size_t j = next_number(&seed) % (i + 1);
        struct line line = lines[i];

        lines[i] = lines[j];
        lines[j] = line;
    }
}

/*
 * All tables of November over the lines, folded into one book, or into several
 * which are merged from the first or from the last.
 */
static char *study(const struct line lines[LINES], size_t count, bool backwards)
{
    struct shop shop;
    struct book *books[BOOKS];
    struct str text;
    char *copy;

    shop_open(&shop);
    shop_add_products(&shop);
    shop_add_stores(&shop);
    books[0] = shop.book;
    for (size_t i = 0; i < count && count > 1; i++)
        books[i] = book_new(&shop.arena, &shop.catalogue);
    for (size_t i = 0; i < LINES; i++) {
        struct sale sale = shop_sale(&lines[i]);

        shop_account(&shop, &sale);
        book_add(books[i % count], &sale);
    }
    for (size_t i = 0; i < count && count > 1; i++)
        book_merge(shop.book, books[backwards ? count - 1 - i : i]);
    assert_int_equal(shop_study(&shop, "2023-11"), OK);
    text = shop_print(&shop);
    copy = strndup(text.at, text.len);
    shop_close(&shop);
    return copy;
}

static void the_order_of_lines_changes_nothing(void **state)
{
    struct line lines[LINES];
    char *want;

    (void)state;
    make_lines(lines);
    want = study(lines, 1, false);
    assert_non_null(strstr(want, "kpis"));
    for (uint32_t seed = 1; seed <= 5; seed++) {
        char *got;

        shuffle(lines, seed);
        got = study(lines, 1, false);
        assert_string_equal(got, want);
        free(got);
    }
    free(want);
}

static void books_merged_in_any_order_give_the_same(void **state)
{
    struct line lines[LINES];
    char *want;

    (void)state;
    make_lines(lines);
    want = study(lines, 1, false);
    for (size_t count = 2; count <= BOOKS; count++) {
        char *forwards = study(lines, count, false);
        char *backwards = study(lines, count, true);

        assert_string_equal(forwards, want);
        assert_string_equal(backwards, want);
        free(forwards);
        free(backwards);
    }
    free(want);
}

/* Excel refuses a table with two equal heads. */
static void assert_heads_alone(const struct table *table, size_t column)
{
    for (size_t i = 0; i < column; i++) {
        assert_string_not_equal(table->columns[i].name,
                                table->columns[column].name);
        assert_string_not_equal(table->columns[i].label,
                                table->columns[column].label);
    }
}

/* The tables do not tell by how many threads they were made. */
static void threads_change_nothing(void **state)
{
    struct line lines[LINES];
    struct shop shop;
    struct str want;

    (void)state;
    make_lines(lines);
    shop_open(&shop);
    shop_add_products(&shop);
    shop_add_stores(&shop);
    for (size_t i = 0; i < LINES; i++)
        shop_sell(&shop, lines + i);
    assert_int_equal(shop_study(&shop, "2023-11"), OK);
    want = shop_print(&shop);
    for (size_t threads = 1; threads <= 4; threads++) {
        struct str got;

        shop.study.threads = threads;
        shop.study.tables.count = 0;
        assert_int_equal(study_make(&shop.arena, &shop.diag, &shop.study), OK);
        got = shop_print(&shop);
        assert_true(str_equal(got, want));
    }
    shop_close(&shop);
}

static void the_tables_of_the_contract_are_there(void **state)
{
    static const char *const names[] = {"kpis",
                                        "trends",
                                        "drivers",
                                        "scope_drivers",
                                        "driver_groups",
                                        "categories",
                                        "departments",
                                        "seasons",
                                        "products",
                                        "product_impact",
                                        "stores",
                                        "geography",
                                        "scan_rates",
                                        "days",
                                        "weeks",
                                        "hourly",
                                        "basket_values",
                                        "definitions",
                                        "daily_store_category",
                                        "extracts",
                                        "control_totals",
                                        "rejects",
                                        "reasons",
                                        "clv_model",
                                        "forecast",
                                        "outlook",
                                        "scopes",
                                        "loyalty",
                                        "discounts",
                                        "discount_differences",
                                        "clv",
                                        "clv_bands",
                                        "clv_curve",
                                        "churn",
                                        "churn_summary",
                                        "churn_bands",
                                        "churn_groups",
                                        "cohorts",
                                        "suspect_reasons",
                                        "cohort_means",
                                        "top_customers",
                                        "suspect_effects",
                                        "customers",
                                        "suspects"};
    struct shop shop;

    (void)state;
    shop_open(&shop);
    shop_add_products(&shop);
    shop_add_stores(&shop);
    shop_sell_all(&shop, shop_november);
    assert_int_equal(shop_study(&shop, "2023-11"), OK);
    assert_int_equal(shop.study.tables.count, COUNT(names));
    for (size_t i = 0; i < COUNT(names); i++) {
        const struct table *table = tables_find(&shop.study.tables, names[i]);

        assert_non_null(table);
        for (size_t c = 0; c < table->column_count; c++)
            assert_heads_alone(table, c);
    }
    shop_close(&shop);
}

static void what_was_not_delivered_is_told(void **state)
{
    struct shop shop;

    (void)state;
    shop_open(&shop);
    shop_sell_all(&shop, shop_november);
    shop.ledger.controls[EXTRACT_products].delivered = true;
    assert_int_equal(shop_study(&shop, "2023-11"), OK);
    /* all but transactions, products, and a calendar that is generated */
    assert_int_equal(shop.study.gap_count, EXTRACT_COUNT - 3);
    for (size_t i = 0; i < shop.study.gap_count; i++) {
        assert_string_not_equal(shop.study.gaps[i].extract, "products");
        assert_string_not_equal(shop.study.gaps[i].extract, "fiscal_calendar");
    }
    assert_cell_text(
        shop_cell(&shop, "control_totals", "extract", "customers", "value"),
        extract_specs[EXTRACT_customers].leaves_out);
    shop_close(&shop);
}

static void trends_begin_with_the_data(void **state)
{
    struct shop shop;
    const struct table *table;
    size_t row;

    (void)state;
    shop_open(&shop);
    shop_add_products(&shop);
    shop_sell(&shop, &(struct line){.order = "0", .date = NOV(1) - 32});
    shop_sell_all(&shop, shop_november + 2); /* from October 2023 on */
    assert_int_equal(shop_study(&shop, "2023-11"), OK);
    table = tables_find(&shop.study.tables, "trends");
    row = table_find(table, 0, "kpi", "net_sales");
    assert_cell_text(table_cell(table, row, "period"), "2023-10");
    assert_close(cell_number(table_cell(table, row, "value")), 26);
    assert_close(cell_number(table_cell(table, row, "per_day")), 26.0 / 31);
    assert_false(cell_is_defined(table_cell(table, row, "ly")));
    assert_cell_text(table_cell(table, row + 1, "period"), "2023-11");
    assert_close(cell_number(table_cell(table, row + 1, "value")), 97);
    shop_close(&shop);
}

static void a_window_that_begins_before_the_data_is_flagged(void **state)
{
    struct shop shop;

    (void)state;
    shop_open(&shop);
    shop_sell(&shop, &(struct line){.order = "0", .date = NOV(5), .list = 1});
    shop_sell(&shop, &(struct line){.order = "1", .date = NOV(30), .list = 1});
    assert_int_equal(shop_study(&shop, "2023-11"), OK);
    assert_cell_text(shop_cell(&shop, "kpis", "kpi", "net_sales", "flag"),
                     "the data begins on 2023-11-05");
    shop_close(&shop);
}

static void an_incomplete_window_is_flagged(void **state)
{
    struct shop shop;

    (void)state;
    shop_open(&shop);
    shop_sell(&shop,
              &(struct line){
                  .order = "0", .date = NOV(1), .list = 1, .customer = "ann"});
    shop_sell(&shop, &(struct line){.order = "1", .date = NOV(9), .list = 1});
    assert_int_equal(shop_study(&shop, "2023-11"), OK);
    assert_cell_text(shop_cell(&shop, "kpis", "kpi", "net_sales", "flag"),
                     "incomplete: day 9 of 30");
    assert_cell_text(shop_cell(&shop, "kpis", "kpi", "new_customers", "flag"),
                     "incomplete: day 9 of 30; short history");
    shop_close(&shop);
}

static void trends_carry_last_year(void **state)
{
    struct shop shop;
    const struct table *table;
    size_t row;

    (void)state;
    shop_open(&shop);
    shop_add_products(&shop);
    shop_sell_all(&shop, shop_november);
    assert_int_equal(shop_study(&shop, "2023-11"), OK);
    table = tables_find(&shop.study.tables, "trends");
    row = table_find(table, 0, "kpi", "net_sales");
    assert_cell_text(table_cell(table, row, "period"), "2022-11");
    assert_close(cell_number(table_cell(table, row, "value")), 10);
    assert_cell_text(table_cell(table, row + 12, "period"), "2023-11");
    assert_close(cell_number(table_cell(table, row + 12, "ly")), 10);
    assert_close(cell_number(table_cell(table, row + 12, "ly_per_day")),
                 10.0 / 30);
    row = table_find(table, 0, "kpi", "aov");
    assert_false(cell_is_defined(table_cell(table, row + 12, "per_day")));
    shop_close(&shop);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_order_of_lines_changes_nothing),
        cmocka_unit_test(books_merged_in_any_order_give_the_same),
        cmocka_unit_test(threads_change_nothing),
        cmocka_unit_test(the_tables_of_the_contract_are_there),
        cmocka_unit_test(what_was_not_delivered_is_told),
        cmocka_unit_test(trends_begin_with_the_data),
        cmocka_unit_test(a_window_that_begins_before_the_data_is_flagged),
        cmocka_unit_test(an_incomplete_window_is_flagged),
        cmocka_unit_test(trends_carry_last_year),
    };

    return cmocka_run_group_tests_name("measure/study", tests, NULL, NULL);
}
