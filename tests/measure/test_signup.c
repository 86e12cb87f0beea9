#include "cardholders.h"
#include "subscribe.h"

#include "measure/interval.h"

enum { OTHERS = 40, RARE = 20, SOUTH = 10, FIRST = -181, AS_OF = 191 };

static struct shop shop;

static const char *id_of(const char *kind, int number)
{
    return str_format(&shop.arena, "%s %d", kind, number).at;
}

static void sell(const char *customer, const char *store, int32_t date,
                 double amount)
{
    static int orders;
    struct line line = {.order = id_of("order", orders++),
                        .date = date,
                        .hour = 9,
                        .customer = customer,
                        .store = store,
                        .product = "milk",
                        .quantity = 1,
                        .list = amount};

    shop_sell(&shop, &line);
}

/* Given back: no basket. */
static void give_back(const char *customer, int32_t date, double amount)
{
    static int returns;

    shop_sell(&shop, &(struct line){.order = id_of("return", returns++),
                                    .date = date,
                                    .customer = customer,
                                    .store = "N",
                                    .product = "milk",
                                    .quantity = -1,
                                    .net = -amount,
                                    .kind = LINE_RETURN});
}

/*
 * Half sign up on 1 November and half on the 10th; all have bought for 10 in
 * October, and afterwards for 20 and 22 in turn: by 11 more.  The last of them
 * buys on the last day that counts, and gives back and buys on the days around
 * those that do.
 */
static void add_signups(struct span *spans, int count)
{
    for (int i = 0; i < count; i++) {
        const char *customer = id_of("signup", i);
        int32_t day = i < count / 2 ? NOV(1) : NOV(10);
        int32_t bought = i == count - 1 ? day + 181 : NOV(15);

        sell(customer, "N", NOV(-30), 10);
        sell(customer, "N", bought, i % 2 ? 22 : 20);
        spans[i] = (struct span){customer, day, OPEN, .price = 10};
    }
    give_back(spans[count - 1].customer, NOV(10) - 183, 500);
    sell(spans[count - 1].customer, "N", NOV(10) + 182, 600);
}

/*
 * Who are like them buy by 2 and 4 in turn more, or by 3.  What is on 1 or 5
 * November is after one of the days and before the other, and so nothing of
 * both; 2 given back first are before one of them, 8 on 2 May after the other:
 * that makes 1 and 4.
 */
static void add_others(void)
{
    for (int i = 0; i < OTHERS; i++) {
        const char *customer = id_of("other", i);

        sell(customer, "N", NOV(-30), 10);
        sell(customer, "N", NOV(5), 6);
        sell(customer, "N", NOV(15), i % 2 ? 14 : 12);
        sell(customer, "N", NOV(183), 8);
        give_back(customer, NOV(-181), 2);
        give_back(customer, NOV(1), 3);
    }
}

/* Who are not: of the south, who have not bought for long, staff, and who
 * subscribe, but not for as long before the as-of day. */
static void add_unlike(struct span *spans)
{
    for (int i = 0; i < RARE; i++) {
        sell(id_of("elsewhere", i), "S", NOV(-30), 10);
        sell(id_of("elsewhere", i), "S", NOV(15), 1000);
        sell(id_of("rare", i), "N", NOV(-120), 10);
        sell(id_of("rare", i), "N", NOV(15), 2000);
        sell(id_of("late", i), "N", NOV(-30), 10);
        sell(id_of("late", i), "N", NOV(15), 3000);
        spans[i] =
            (struct span){id_of("late", i), NOV(AS_OF), OPEN, .price = 10};
    }
    sell("staff", "N", NOV(-30), 10);
    sell("staff", "N", NOV(15), 4000);
}

/* A day too early and a day too late for 26 weeks on both sides. */
static void add_out_of_time(struct span *spans)
{
    spans[0] = (struct span){"early", NOV(0), OPEN, .price = 10};
    spans[1] = (struct span){"tardy", NOV(11), OPEN, .price = 10};
    for (size_t i = 0; i < 2; i++) {
        sell(spans[i].customer, "N", NOV(-30), 10);
        sell(spans[i].customer, "N", NOV(15), 6000);
    }
}

/* In the south all buy by 990 more, and who signs up by 3 more than that. */
static void add_south(struct span *spans)
{
    for (int i = 0; i < SOUTH; i++) {
        spans[i] = (struct span){id_of("south", i), NOV(1), OPEN, .price = 10};
        sell(spans[i].customer, "S", NOV(-30), 10);
        sell(spans[i].customer, "S", NOV(15), 1003);
    }
}

static void open_with(int signups)
{
    struct span *spans;

    shop_open(&shop);
    shop_add_products(&shop);
    shop_add_stores(&shop);
    spans = arena_array(&shop.arena, struct span,
                        (size_t)signups + RARE + SOUTH + 5);
    sell(NULL, "N", NOV(FIRST), 1);
    sell(NULL, "N", NOV(AS_OF), 1);
    add_signups(spans, signups);
    add_others();
    add_unlike(spans + signups);
    /* Who has bought nothing before has no match. */
    spans[signups + RARE] = (struct span){"unknown", NOV(5), OPEN, .price = 10};
    sell("unknown", "N", NOV(5), 5000);
    add_out_of_time(spans + signups + RARE + 1);
    add_south(spans + signups + RARE + 4);
    /* Who has bought since the period began only has no scores. */
    spans[signups + RARE + 3] =
        (struct span){"newcomer", NOV(5), OPEN, .price = 10};
    sell("newcomer", "N", NOV(4), 7000);
    shop_subscribe(&shop, spans);
    shop_list(&shop, &(struct row){.id = "staff", .is_staff = true});
    assert_int_equal(shop_study(&shop, "2024-05-01..2024-05-09"), OK);
}

static double impact(const char *column)
{
    const struct table *table =
        tables_find(&shop.study.tables, "subscription_impact");

    assert_int_equal(table->row_count, 1);
    return cell_number(table_cell(table, 0, column));
}

static const struct cell *words(const char *column)
{
    return table_cell(tables_find(&shop.study.tables, "subscription_impact"), 0,
                      column);
}

/*
 * 40 in the north are 11 and 8 of others, 10 in the south are 993 and 990.  In
 * the north both lie 1 around these: of others the variance of a mean is 1 / 39
 * and counts by (40 / 50)^2.
 */
static void a_change_is_compared_with_that_of_others_alike(void **state)
{
    double half = normal_quantile() * sqrt(40.0 / 49 / 50 + 0.64 / 39);

    (void)state;
    open_with(40);
    assert_close(impact("subscribers"), 40 + SOUTH);
    assert_close(impact("unmatched"), 1);
    assert_close(impact("others"), OTHERS + RARE);
    assert_close(impact("change"), 207.4);
    assert_close(impact("others_change"), 204.4);
    assert_close(impact("difference"), 3);
    assert_close(impact("low"), 3 - half);
    assert_close(impact("high"), 3 + half);
    assert_cell_text(words("verdict"), "higher");
    assert_cell_text(words("note"), "not causal");
    shop_close(&shop);
}

static void of_few_nothing_is_claimed(void **state)
{
    (void)state;
    open_with(18);
    assert_close(impact("subscribers"), 28);
    assert_close(impact("difference"), 3);
    assert_close(impact("low"), (double)NAN);
    assert_cell_text(words("verdict"), "n < 30");
    shop_close(&shop);
}

static void columns_are_as_documented(void **state)
{
    static const char want[] = "subscribers,unmatched,others,change,"
                               "others_change,difference,low,high,verdict,"
                               "note,";
    const struct table *table;
    struct text header;

    (void)state;
    open_with(40);
    table = tables_find(&shop.study.tables, "subscription_impact");
    header = (struct text){.arena = &shop.arena};
    for (size_t i = 0; i < table->column_count; i++)
        text_addf(&header, "%s,", table->columns[i].name);
    assert_string_equal(header.at, want);
    shop_close(&shop);
}

static void nothing_depends_on_the_number_of_threads(void **state)
{
    struct str want;

    (void)state;
    open_with(40);
    want = shop_print(&shop);
    for (size_t threads = 2; threads < 5; threads++) {
        shop.study.threads = threads;
        shop.study.tables.count = 0;
        assert_int_equal(study_make(&shop.arena, &shop.diag, &shop.study), OK);
        assert_true(str_equal(shop_print(&shop), want));
    }
    shop_close(&shop);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_change_is_compared_with_that_of_others_alike),
        cmocka_unit_test(of_few_nothing_is_claimed),
        cmocka_unit_test(columns_are_as_documented),
        cmocka_unit_test(nothing_depends_on_the_number_of_threads),
    };

    return cmocka_run_group_tests_name("measure/signup", tests, NULL, NULL);
}
