#include "measure/scored.h"

#include "measure/holdout.h"

/*
 * As sell_to(), but by other ids; and zeta buys twice on the last day.  Of 27
 * recency is cut at 5.2, 10.4, 15.6 and 20.8, and zeta alone scores 5 in
 * frequency.
 */
static void sell_to_all(void)
{
    for (int i = 0; i < MANY; i++)
        sell(shop_id(&shop, i < 10 ? "cust0" : "cust", i), END - i,
             10.0 * (i + 1));
    sell("zeta", END, 4);
    sell("zeta", END, 3);
}

static double listed(const char *segment, const char *column)
{
    return shop_number(&shop, "action_lists", "segment", segment, column);
}

static const struct cell *row_cell(size_t row, const char *column)
{
    return table_cell(tables_find(&shop.study.tables, "actions"), row, column);
}

static void lists_come_by_segment_then_by_id(void **state)
{
    const struct table *table;

    (void)state;
    sell_to_all();
    study();
    table = tables_find(&shop.study.tables, "actions");
    assert_non_null(table);
    assert_int_equal(table->row_count, MANY + 1);
    assert_cell_text(row_cell(0, "customer_id"), "zeta");
    assert_cell_text(row_cell(0, "segment"), "Champions");
    assert_cell_text(row_cell(0, "action"), "Act");
    assert_cell_text(row_cell(1, "customer_id"), "cust00");
    assert_cell_text(row_cell(1, "segment"), "New");
    assert_cell_text(row_cell(5, "customer_id"), "cust04");
    assert_cell_text(row_cell(5, "segment"), "New");
    assert_cell_text(row_cell(6, "segment"), "Promising");
    assert_cell_text(row_cell(11, "segment"), "About to Sleep");
    assert_cell_text(row_cell(16, "segment"), "Hibernating");
    assert_cell_text(row_cell(26, "customer_id"), "cust25");
    assert_int_equal(row_cell(5, "net_sales_52w")->integer, M(50));
}

/* Whoever is identified counts as a member, but that makes no programme. */
static void without_a_programme_nobody_is_to_be_signed_up(void **state)
{
    (void)state;
    shop.segments.items[0].needs = NEEDS_PROGRAMME;
    shop.segments.items[0].otherwise = STR("Write");
    sell_to_all();
    study();
    assert_cell_text(row_cell(0, "action"), "Write");
}

static void a_programme_may_be_told_by_its_name(void **state)
{
    (void)state;
    shop.segments.items[0].needs = NEEDS_PROGRAMME;
    shop.segments.items[0].otherwise = STR("Write");
    shop.config.company.programme = STR("Club");
    sell_to_all();
    study();
    assert_cell_text(row_cell(0, "action"), "Act");
}

/* Of these ids XXH3 by the day, 19691, is a multiple of 10 for three. */
static void chance_holds_out_who_a_later_pack_finds_again(void **state)
{
    (void)state;
    sell_to_all();
    study();
    for (size_t i = 0; i <= MANY; i++)
        assert_int_equal(row_cell(i, "holdout")->integer,
                         i == 0 || i == 1 + 7 || i == 1 + 17);
    assert_cell_text(row_cell(0, "customer_id"), "zeta");
    assert_cell_text(row_cell(8, "customer_id"), "cust07");
    assert_cell_text(row_cell(18, "customer_id"), "cust17");
}

static void a_list_is_worth_what_its_customers_bought(void **state)
{
    (void)state;
    sell_to_all();
    take_back("cust01", END - 1, 6);
    sell("cust02", END - 364, 1000); /* before the 52 weeks: twice, so loyal */
    study();
    assert_close(listed("Champions", "customers"), 2);
    assert_close(listed("Champions", "holdout_customers"), 1);
    assert_close(listed("Champions", "net_sales_52w"), 7 + 30);
    assert_close(listed("New", "customers"), 4);
    assert_close(listed("New", "net_sales_52w"), 10 + 20 - 6 + 40 + 50);
    assert_close(listed("New", "holdout_customers"), 0);
    assert_close(listed("Promising", "customers"), 5);
    assert_close(listed("Promising", "holdout_customers"), 1);
    assert_close(listed("Hibernating", "holdout_customers"), 1);
    assert_close(listed("Can't Lose", "customers"), 0);
    assert_close(listed("Can't Lose", "net_sales_52w"), 0);
}

static void all_lists_add_up(void **state)
{
    const struct table *table;

    (void)state;
    sell_to_all();
    study();
    table = tables_find(&shop.study.tables, "action_lists");
    assert_int_equal(table->row_count, 10);
    assert_int_equal(table->total[2].integer, MANY + 1);
    assert_int_equal(table->total[3].integer, 3);
    assert_int_equal(table->total[4].integer, M(3510 + 7));
}

static void lists_are_for_their_owner(void **state)
{
    const struct table *table;

    (void)state;
    sell_to_all();
    study();
    table = tables_find(&shop.study.tables, "actions");
    assert_true(table->is_personal);
    assert_int_equal(table_printed(table)->row_count, 0);
    assert_false(tables_find(&shop.study.tables, "action_lists")->is_personal);
}

static void who_has_no_scores_is_on_no_list(void **state)
{
    (void)state;
    sell_to(24);
    study();
    assert_null(tables_find(&shop.study.tables, "actions"));
    assert_null(tables_find(&shop.study.tables, "action_lists"));
}

/* Of 100,000 some 10,000 are held out, give or take 5 x 95; and again a tenth
 * of these on the next day, give or take 5 x 30. */
static void a_tenth_is_held_out_each_day_anew(void **state)
{
    int count = 0;
    int again = 0;

    (void)state;
    for (int i = 0; i < 100000; i++) {
        char id[16];
        struct str customer = {id, (size_t)snprintf(id, sizeof id, "C%d", i)};
        bool is_held_out = holdout_has(END, customer);

        count += is_held_out;
        again += is_held_out && holdout_has(END + 1, customer);
    }
    assert_in_range(count, 10000 - 475, 10000 + 475);
    assert_in_range(again, 1000 - 150, 1000 + 150);
}

static void columns_are_named(void **state)
{
    (void)state;
    sell_to_all();
    study();
    assert_heads(&shop, "actions",
                 "customer_id,segment,action,holdout,net_sales_52w");
    assert_heads(&shop, "action_lists",
                 "segment,action,customers,holdout_customers,net_sales_52w");
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        TEST(lists_come_by_segment_then_by_id),
        TEST(chance_holds_out_who_a_later_pack_finds_again),
        TEST(without_a_programme_nobody_is_to_be_signed_up),
        TEST(a_programme_may_be_told_by_its_name),
        TEST(a_list_is_worth_what_its_customers_bought),
        TEST(all_lists_add_up),
        TEST(lists_are_for_their_owner),
        TEST(who_has_no_scores_is_on_no_list),
        TEST(a_tenth_is_held_out_each_day_anew),
        TEST(columns_are_named),
    };

    return cmocka_run_group_tests_name("measure/action", tests, NULL, NULL);
}
