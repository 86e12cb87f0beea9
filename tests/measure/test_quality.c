#include "shop.h"

static struct control *transactions(struct shop *shop)
{
    return &shop->ledger.controls[EXTRACT_transactions];
}

static int open_shop(void **state)
{
    struct shop *shop = calloc(1, sizeof *shop);

    shop_open(shop);
    shop_add_products(shop);
    shop_sell_all(shop, shop_november);
    shop_sell(shop, &(struct line){.order = "U1",
                                   .date = NOV(30) + 2,
                                   .product = "mystery",
                                   .list = 10,
                                   .discount = 3.33,
                                   .net = 6.68});
    *state = shop;
    return 0;
}

static int close_shop(void **state)
{
    shop_close(*state);
    free(*state);
    return 0;
}

static const char *told(struct shop *shop)
{
    fflush(shop->diag.out);
    return shop->told ? shop->told : "";
}

static double total(const struct shop *shop, const char *measure)
{
    return shop_number(shop, "control_totals", "measure", measure, "value");
}

static void the_account_of_all_days_is_given(void **state)
{
    struct shop *shop = *state;

    assert_int_equal(shop_study(shop, "2023-11"), OK);
    assert_close(total(shop, "rows"), 18);
    assert_close(total(shop, "accepted"), 18);
    assert_close(total(shop, "sale lines"), 14);
    assert_close(total(shop, "return lines"), 2);
    assert_close(total(shop, "lines in no sales figure"), 2);
    assert_close(total(shop, "gross sales"), 176);
    assert_close(total(shop, "discount"), 17.33);
    assert_close(total(shop, "returns"), 9);
    assert_close(total(shop, "net sales"), 149.67);
    assert_close(total(shop, "net amount in no sales figure"), 53);
    /* a return of +4 that lowers net by 4, and a cent of rounding */
    assert_close(total(shop, "net amount as given less net sales"), 8.01);
    assert_close(total(shop, "net amount accepted"), 149.67 + 53 + 8.01);
    assert_close(total(shop, "lines of unknown products"), 1);
}

static void rows_that_do_not_add_up_are_refused(void **state)
{
    struct shop *shop = *state;

    transactions(shop)->rows++;
    assert_int_equal(shop_study(shop, "2023-11"), INTERNAL);
    assert_non_null(strstr(told(shop), "rows of transactions do not add up"));
}

static void net_amounts_that_do_not_agree_are_refused(void **state)
{
    struct shop *shop = *state;

    transactions(shop)->net_accepted++;
    assert_int_equal(shop_study(shop, "2023-11"), INTERNAL);
    assert_non_null(strstr(told(shop), "net amounts do not agree"));
}

static void every_kind_of_row_is_accounted_for(void **state)
{
    struct shop *shop = *state;
    struct control *control = transactions(shop);

    control->rows += 6;
    control->ignored = 1;
    control->set_aside = 2;
    control->rejected = 3;
    assert_int_equal(shop_study(shop, "2023-11"), OK);
    assert_close(total(shop, "rejected"), 3);
    assert_close(total(shop, "set aside"), 2);
    assert_close(total(shop, "ignored"), 1);
}

static void rejects_are_listed_with_their_place(void **state)
{
    struct shop *shop = *state;
    const struct reject rejects[] = {
        {.extract = EXTRACT_transactions,
         .file = "a.csv",
         .line = 3,
         .column = 7,
         .reason = STR("quantity is not a number"),
         .excerpt = STR("fünf\\x07")},
        {.extract = EXTRACT_transactions,
         .file = "a.csv",
         .line = 2,
         .column = 1,
         .reason = STR("product_id = B"),
         .excerpt = STR("B,1"),
         .by_rule = true},
    };
    const struct table *table;

    shop->config.extracts[EXTRACT_transactions].decimal = '.';
    shop->config.columns[COLUMN_transactions_quantity].file_column =
        STR("Stück");
    for (size_t i = 0; i < COUNT(rejects); i++)
        ledger_reject(&shop->ledger, &rejects[i]);
    transactions(shop)->rows += 2;
    ledger_seal(&shop->ledger);
    assert_int_equal(shop_study(shop, "2023-11"), OK);
    table = tables_find(&shop->study.tables, "rejects");
    assert_int_equal(table->row_count, 2);
    assert_cell_text(table_cell(table, 0, "extract"), "transactions");
    assert_cell_text(table_cell(table, 0, "file"), "a.csv");
    assert_int_equal(table_cell(table, 0, "line")->integer, 2);
    assert_int_equal(table_cell(table, 0, "set_aside")->integer, 1);
    assert_cell_text(table_cell(table, 1, "reason"),
                     "quantity is not a number");
    assert_int_equal(table_cell(table, 1, "column")->integer, 7);
    assert_cell_text(table_cell(table, 1, "excerpt"), "f\\xc3\\xbcnf\\x07");
    assert_cell_text(table_cell(table, 1, "field"), "Stück");
    assert_cell_text(table_cell(table, 1, "expected"),
                     "a number like 2 or 1.5");
    assert_cell_text(table_cell(table, 0, "expected"), "");
    assert_close(total(shop, "rejected: quantity is not a number"), 1);
    assert_close(total(shop, "set aside: product_id = B"), 1);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, open_shop, close_shop)
        TEST(the_account_of_all_days_is_given),
        TEST(rows_that_do_not_add_up_are_refused),
        TEST(net_amounts_that_do_not_agree_are_refused),
        TEST(every_kind_of_row_is_accounted_for),
        TEST(rejects_are_listed_with_their_place),
#undef TEST
    };

    return cmocka_run_group_tests_name("measure/quality", tests, NULL, NULL);
}
