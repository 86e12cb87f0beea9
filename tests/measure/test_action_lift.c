#include "measure/scored.h"

#include "measure/holdout.h"

/* Lists are of October's last day. */
enum { EVE = NOV(0), TREATED = 40, HELD_OUT = 30, OTHERS = 30 };

/* The data reaches back to October's first day, and on to November's last. */
static void open_and_close(void)
{
    sell(NULL, EVE - 40, 1);
    sell(NULL, END, 500);
}

/* The next customer who is held out on the eve, or is not. */
static const char *next_customer(int *number, bool held_out)
{
    const char *id = shop_id(&shop, "p", (*number)++);

    while (holdout_has(EVE, str_of(id)) != held_out)
        id = shop_id(&shop, "p", (*number)++);
    return id;
}

/*
 * All buy on one day of October, so that all score alike: they are new.  In
 * November those on the list buy for 10 and 20 in turn, and of those held out
 * every second one buys for 20.
 */
static void sell_to_new(int held_out)
{
    int number = 0;

    for (int i = 0; i < TREATED; i++) {
        const char *id = next_customer(&number, false);

        sell(id, EVE - 9, 5);
        sell(id, NOV(7), i % 2 ? 10 : 20);
    }
    number = 0;
    for (int i = 0; i < held_out; i++) {
        const char *id = next_customer(&number, true);

        sell(id, EVE - 9, 5);
        if (i % 2)
            sell(id, NOV(8), 20);
    }
    sell("late", NOV(9), 1000); /* on no list */
    open_and_close();
}

/* Who buys twice before November: champions, where few buy so often. */
static void sell_to_others(void)
{
    for (int i = 0; i < OTHERS; i++) {
        const char *id = shop_id(&shop, "other", i);

        sell(id, EVE - 200, 1);
        sell(id, EVE - 9, 1);
    }
}

static const struct cell *cell_at(const char *segment, const char *measure,
                                  const char *column)
{
    const struct table *table = tables_find(&shop.study.tables, "action_lift");
    size_t row = table_find(table, 0, "segment", segment);

    assert_non_null(table);
    while (row < table->row_count &&
           !str_equal(table_cell(table, row, "measure")->text, str_of(measure)))
        row = table_find(table, row + 1, "segment", segment);
    assert_true(row < table->row_count);
    return table_cell(table, row, column);
}

static double lift(const char *segment, const char *measure, const char *column)
{
    return cell_number(cell_at(segment, measure, column));
}

static void near(double got, double want)
{
    assert_true(fabs(got - want) < 1e-9);
}

/* Means 15 and 10 of 40 and 30, squares about them 40 x 25 and 30 x 100: the
 * variance of the difference is 25 / 39 + 100 / 29, with 39.76 degrees. */
static void those_on_the_list_are_compared_with_those_held_out(void **state)
{
    (void)state;
    sell_to_new(HELD_OUT);
    study();
    assert_close(lift("New", "net_sales", "listed"), 70);
    assert_close(lift("New", "net_sales", "n_treated"), 40);
    assert_close(lift("New", "net_sales", "n_holdout"), 30);
    assert_close(lift("New", "net_sales", "treated"), 15);
    assert_close(lift("New", "net_sales", "holdout"), 10);
    assert_close(lift("New", "net_sales", "difference"), 5);
    near(lift("New", "net_sales", "low"), 0.9122163151075204);
    near(lift("New", "net_sales", "high"), 9.087783684892479);
    assert_close(lift("New", "net_sales", "pct"), 0.5);
    assert_cell_text(cell_at("New", "net_sales", "verdict"), "higher");
    assert_cell_text(cell_at("New", "net_sales", "action"), "Act");
}

/* 1 without a spread, and 0.5 with a variance of 0.25 / 29. */
static void orders_are_counted_as_well(void **state)
{
    (void)state;
    sell_to_new(HELD_OUT);
    study();
    assert_close(lift("New", "orders", "treated"), 1);
    assert_close(lift("New", "orders", "holdout"), 0.5);
    near(lift("New", "orders", "low"), 0.3101051949772186);
    near(lift("New", "orders", "high"), 0.6898948050227813);
}

static void what_comes_back_is_taken_off(void **state)
{
    int number = 0;

    (void)state;
    sell_to_new(HELD_OUT);
    take_back(next_customer(&number, false), NOV(20), 40);
    study();
    assert_close(lift("New", "net_sales", "treated"), 14);
    assert_close(lift("New", "orders", "treated"), 1);
}

static void all_lists_are_compared_together(void **state)
{
    int held_out = 0;

    (void)state;
    sell_to_new(HELD_OUT);
    sell_to_others();
    for (int i = 0; i < OTHERS; i++)
        held_out += holdout_has(EVE, str_of(shop_id(&shop, "other", i)));
    study();
    assert_close(lift("New", "orders", "listed"), 70);
    assert_close(lift("Champions", "orders", "listed"), OTHERS);
    assert_close(lift("Champions", "orders", "n_holdout"), held_out);
    assert_close(lift("Champions", "orders", "treated"), 0);
    assert_close(lift("Loyal", "orders", "listed"), 0);
    assert_close(lift("Loyal", "orders", "treated"), (double)NAN);
    assert_close(lift("All lists", "orders", "listed"), 100);
    assert_close(lift("All lists", "orders", "n_holdout"), 30 + held_out);
    assert_close(lift("All lists", "net_sales", "treated"),
                 600.0 / (40 + OTHERS - held_out));
    assert_close(lift("All lists", "net_sales", "holdout"),
                 300.0 / (30 + held_out));
}

static void of_few_held_out_nothing_is_claimed(void **state)
{
    (void)state;
    sell_to_new(HELD_OUT - 1);
    study();
    assert_cell_text(cell_at("New", "net_sales", "verdict"), "n < 30");
    assert_close(lift("New", "net_sales", "low"), (double)NAN);
    assert_close(lift("New", "net_sales", "n_holdout"), 29);
}

/* The days before are cut as well, so that their lists are not the ones that
 * October's pack gave. */
static void of_a_period_that_goes_on_there_is_none(void **state)
{
    (void)state;
    for (int i = 0; i < MANY; i++)
        sell(shop_id(&shop, "p", i), NOV(-25), 5);
    sell(NULL, EVE - 40, 1);
    sell("p1", NOV(15), 5);
    study();
    assert_non_null(tables_find(&shop.study.tables, "migration"));
    assert_null(tables_find(&shop.study.tables, "action_lift"));
}

static void without_a_window_before_there_is_none(void **state)
{
    (void)state;
    sell_to(MANY);
    study();
    assert_non_null(tables_find(&shop.study.tables, "actions"));
    assert_null(tables_find(&shop.study.tables, "action_lift"));
}

static void columns_are_named(void **state)
{
    (void)state;
    sell_to_new(HELD_OUT);
    study();
    assert_heads(&shop, "action_lift",
                 "segment,measure,treated,holdout,difference,ratio,low,high,"
                 "n_treated,n_holdout,verdict,label,pct,pct_low,pct_high,"
                 "listed,action");
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        TEST(those_on_the_list_are_compared_with_those_held_out),
        TEST(orders_are_counted_as_well),
        TEST(what_comes_back_is_taken_off),
        TEST(all_lists_are_compared_together),
        TEST(of_few_held_out_nothing_is_claimed),
        TEST(of_a_period_that_goes_on_there_is_none),
        TEST(without_a_window_before_there_is_none),
        TEST(columns_are_named),
    };

    return cmocka_run_group_tests_name("measure/action_lift", tests, NULL,
                                       NULL);
}
