/*
 * scored.h - a shop whose customers are scored, for tests of who they are.
 */
#ifndef REPORT_TESTS_MEASURE_SCORED_H
#define REPORT_TESTS_MEASURE_SCORED_H

#include "measure/patrons.h"

/* The last day of the reported November, and customers enough for scores. */
enum { END = NOV(30), MANY = 26 };

static struct shop shop;

/* The map of the templates, as short as it can be. */
SHOP void add_segments(void)
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

SHOP int open_shop(void **state)
{
    (void)state;
    shop_open(&shop);
    shop_add_stores(&shop);
    shop.config.rules.rfm_weeks = 104;
    shop.threads = 2;
    add_segments();
    return 0;
}

SHOP int close_shop(void **state)
{
    (void)state;
    shop_close(&shop);
    return 0;
}

SHOP const char *new_order(void)
{
    static int number;

    return shop_id(&shop, "o", number++);
}

SHOP void sell_in(const char *store, const char *customer, int32_t date,
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

SHOP void sell(const char *customer, int32_t date, double amount)
{
    sell_in("N", customer, date, amount);
}

SHOP void take_back(const char *customer, int32_t date, double amount)
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
SHOP void sell_to(int count)
{
    for (int i = 0; i < count; i++)
        sell(shop_id(&shop, i < 10 ? "c0" : "c", i), END - i, 10.0 * (i + 1));
}

SHOP void study(void)
{
    assert_int_equal(shop_study(&shop, "2023-11"), OK);
}

/* A cell of a customer's row; undefined where there is no such row. */
SHOP struct cell cell_of(const char *customer, const char *column)
{
    const struct table *table = tables_find(&shop.study.tables, "rfm");
    struct cell room[16];

    assert_non_null(table);
    for (size_t i = 0; i < table->row_count; i++) {
        const struct cell *row = table_row(table, i, room);

        if (str_equal(row->text, str_of(customer)))
            return row[table_column(table, column)];
    }
    print_error("no row of %s\n", customer);
    fail();
    return (struct cell){0};
}

SHOP bool is_listed(const char *customer)
{
    const struct table *table = tables_find(&shop.study.tables, "rfm");
    struct cell room[16];

    for (size_t i = 0; table && i < table->row_count; i++)
        if (str_equal(table_row(table, i, room)->text, str_of(customer)))
            return true;
    return false;
}

SHOP double number_of(const char *customer, const char *column)
{
    struct cell cell = cell_of(customer, column);

    return cell_number(&cell);
}

SHOP void assert_text(const char *customer, const char *column,
                      const char *want)
{
    struct cell cell = cell_of(customer, column);

    assert_cell_text(&cell, want);
}

/* R, F and M as one number. */
SHOP void assert_scores(const char *customer, int want)
{
    int got = (int)(number_of(customer, "r") * 100 +
                    number_of(customer, "f") * 10 + number_of(customer, "m"));

    if (got != want)
        print_error("%s: ", customer);
    assert_int_equal(got, want);
}

SHOP double segment(const char *name, const char *column)
{
    return shop_number(&shop, "rfm_segments", "segment", name, column);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, open_shop, close_shop)

#endif
