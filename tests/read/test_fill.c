#include "extract_rows.h"

#include "read/transactions.h"

/* A file whose first line, the header, is written for short. */
static void assert_fills(struct desk *desk, const char *yaml, const char *rows,
                         const char *want)
{
    struct str file = str_format(
        &desk->arena,
        "basket_id,order_id,timestamp,customer_id,product_id,quantity\n%s",
        rows);
    const char *got;

    desk_configure(
        desk,
        str_format(&desk->arena, "extracts: {transactions: {%s}}", yaml).at);
    desk_write(desk, "transactions.csv", file);
    assert_int_equal(read_rows(desk, EXTRACT_transactions, &got), OK);
    assert_string_equal(got, want);
    assert_string_equal(desk_told(desk), "");
    assert_adds_up(&desk->ledger.controls[EXTRACT_transactions]);
}

static void lines_of_a_basket_say_what_its_first_says(void **state)
{
    assert_fills(*state, "fill_down: [timestamp, customer_id]",
                 "1,,2024-01-31,ann,P,1\n"
                 "1,,,,Q,1\n"
                 "1,,2024-02-01, ,R,1\n"
                 "1,,,,,1\n"
                 "2,O,2024-02-02,,P,1\n"
                 "2,,,,Q,1\n"
                 "1,,2024-01-31,,R,1\n"
                 "2,,2024-01-31,bob,P,1\n"
                 "2,,,\"c\"\"d\",P,1\n"
                 "2,,,,\"P\n\",1\n",
                 "[1][][2024-01-31][ann][P][1]\n"
                 "[1][][2024-01-31][ann][Q][1]\n"
                 "[1][][2024-02-01][ann][R][1]\n"
                 "[1][][2024-02-01][ann][][1]\n"
                 "[2][O][2024-02-02][][P][1]\n"
                 "[2][][2024-02-02][][Q][1]\n"
                 "[1][][2024-01-31][][R][1]\n"
                 "[2][][2024-01-31][bob][P][1]\n"
                 "[2][][2024-01-31][c\"d][P][1]\n"
                 "[2][][2024-01-31][c\"d][P\n][1]\n");
}

static void a_basket_that_says_nothing_first_is_rejected(void **state)
{
    struct desk *desk = *state;

    assert_fills(desk, "fill_down: timestamp",
                 "1,,2024-01-31,,P,1\n2,,,,P,1\n2,,2024-01-31,,Q,1\n",
                 "[1][][2024-01-31][][P][1]\n[2][][2024-01-31][][Q][1]\n");
    assert_string_equal(desk_rejects(desk), "3:4 timestamp is empty\n");
}

/* The row before may be one that is rejected, or set aside by a rule. */
static void what_is_not_used_is_said_all_the_same(void **state)
{
    struct desk *desk = *state;

    assert_fills(desk,
                 "fill_down: [timestamp, customer_id], nulls: ['-'],"
                 "reject: {product_id: = VOID, customer_id: = eve}",
                 "1,,2024-01-31,ann,P,one\n"
                 "1,,,,Q,1\n"
                 "2,,2024-02-01,bob,VOID,1\n"
                 "2,,-,-,Q,1\n"
                 "3,,never,cid,P,1\n"
                 "3,,,,Q,1\n"
                 "4,,2024-02-02,eve,P,1\n"
                 "4,,,,Q,1\n",
                 "[1][][2024-01-31][ann][Q][1]\n"
                 "[2][][2024-02-01][bob][Q][1]\n");
    assert_string_equal(desk_rejects(desk), "2:21 quantity is not a number\n"
                                            "*4:19 product_id = VOID\n"
                                            "6:4 timestamp is not a date\n"
                                            "7:4 timestamp is not a date\n"
                                            "*8:15 customer_id = eve\n"
                                            "*9:5 customer_id = eve\n");
}

/* Behind a damaged record its basket is known where rows state theirs. */
static void damaged_rows_say_nothing(void **state)
{
    static const char rows[] = "1,,2024-01-31,ann,P,1\n"
                               "1,broken\n"
                               "%s,,,,Q,1\n"
                               "2,broken\n"
                               "%s,,,,R,1\n"
                               "3,,2024-02-01,,S,1\n"
                               "%s,,,,T,1\n";
    struct desk *desk = *state;

    assert_fills(desk, "fill_down: [timestamp, customer_id]",
                 str_format(&desk->arena, rows, "1", "2", "3").at,
                 "[1][][2024-01-31][ann][P][1]\n[1][][2024-01-31][ann][Q][1]\n"
                 "[3][][2024-02-01][][S][1]\n[3][][2024-02-01][][T][1]\n");
    assert_string_equal(desk_rejects(desk), "3:1 wrong number of fields\n"
                                            "5:1 wrong number of fields\n"
                                            "6:4 timestamp is empty\n");
    assert_fills(desk, "fill_down: [timestamp, customer_id, basket_id]",
                 str_format(&desk->arena, rows, "", "", "").at,
                 "[1][][2024-01-31][ann][P][1]\n"
                 "[3][][2024-02-01][][S][1]\n[3][][2024-02-01][][T][1]\n");
    assert_string_equal(desk_rejects(desk), "3:1 wrong number of fields\n"
                                            "4:1 basket_id is empty\n"
                                            "5:1 wrong number of fields\n"
                                            "6:1 basket_id is empty\n");
}

static void the_basket_may_be_stated_once(void **state)
{
    assert_fills(*state, "fill_down: [basket_id, customer_id, timestamp]",
                 "1,,2024-01-31,ann,P,1\n"
                 ",,,,Q,1\n"
                 "2,,2024-02-01,,P,1\n"
                 ",,,,Q,1\n"
                 ",,,bob,Q,1\n"
                 "2,,,,R,1\n",
                 "[1][][2024-01-31][ann][P][1]\n"
                 "[1][][2024-01-31][ann][Q][1]\n"
                 "[2][][2024-02-01][][P][1]\n"
                 "[2][][2024-02-01][][Q][1]\n"
                 "[2][][2024-02-01][bob][Q][1]\n"
                 "[2][][2024-02-01][bob][R][1]\n");
}

/* order_id is filled, basket_id of the same field is not; nor is a field that
 * adds a time to a day or a till to a receipt, unless its column is. */
static void fields_are_filled_for_the_columns_named(void **state)
{
    struct desk *desk = *state;

    assert_fills(desk,
                 "columns: {basket_id: product_id, order_id: customer_id, "
                 "customer_id: customer_id}, fill_down: order_id, "
                 "constants: {product_id: P}",
                 "x,x,2024-01-31,ann,B,1\nx,x,2024-01-31,,B,1\n",
                 "[B][ann][2024-01-31][ann][P][1]\n"
                 "[B][ann][2024-01-31][][P][1]\n");
    assert_fills(desk,
                 "columns: {timestamp: [timestamp, order_id], basket_id: "
                 "[basket_id, customer_id], customer_id: product_id, "
                 "product_id: product_id, order_id: product_id},"
                 "fill_down: timestamp",
                 "1,09:30,2024-01-31,A,P,1\n1,,,A,P,1\n1,10:45,,A,P,1\n"
                 "1,,,B,P,1\n",
                 "[1-A][P][2024-01-31 09:30][P][P][1]\n"
                 "[1-A][P][2024-01-31 09:30][P][P][1]\n"
                 "[1-A][P][2024-01-31 10:45][P][P][1]\n");
    assert_string_equal(desk_rejects(desk), "5:4 timestamp is empty\n");
}

/* Nor are such rows read at once, as others are. */
static void sales_have_what_is_filled(void **state)
{
    struct desk *desk = *state;
    struct text got = {.arena = &desk->arena};
    struct transactions *reader;
    const struct sale *sale;

    desk_configure(desk, "extracts: {transactions: {fill_down: customer_id}}");
    desk_write(desk, "transactions.csv",
               STR("basket_id,timestamp,quantity,net_amount,customer_id\n"
                   "1,2024-01-31 09:00,1,2,ann\n1,2024-01-31 09:00,1,3,\n"
                   "1,2024-01-31 09:00,1,4,\n2,2024-01-31 09:01,1,5,\n"
                   "2,2024-01-31 09:01,1,6,\n"));
    reader = transactions_open(&desk->arena, &desk->diag, &desk->config,
                               "transactions.csv", &desk->ledger);
    while ((sale = transactions_next(reader)) != NULL)
        text_addf(&got, "%.*s:%.*s ", STR_ARGS(sale->order),
                  STR_ARGS(sale->customer));
    assert_int_equal(transactions_close(reader), OK);
    assert_string_equal(got.at, "1:ann 1:ann 1:ann 2: 2: ");
}

/* Without baskets every row is asked; the first one has none before it, in each
 * file. */
static void rows_of_other_extracts_say_what_the_row_before_says(void **state)
{
    struct desk *desk = *state;
    const char *got;

    desk_configure(desk, "extracts: {products: {columns: {category: Group}, "
                         "fill_down: [category, unit_cost]}}");
    desk_write(desk, "products-1.csv",
               STR("Group,product_id,unit_cost\n,1,\nA,2,1.50\n,3,\n,4,x\n"
                   ",5,\nB,6,2\n,7,\n"));
    desk_write(desk, "products-2.csv",
               STR("Group,product_id,unit_cost\n,8,\nC,9,\n,10,\n"));
    assert_int_equal(read_rows(desk, EXTRACT_products, &got), OK);
    assert_string_equal(got, "[1][][]\n[2][A][1.50]\n[3][A][1.50]\n[6][B][2]\n"
                             "[7][B][2]\n[8][][]\n[9][C][]\n[10][C][]\n");
    assert_string_equal(desk_rejects(desk), "5:4 unit_cost is not a number\n"
                                            "6:4 unit_cost is not a number\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        DESK_TEST(lines_of_a_basket_say_what_its_first_says),
        DESK_TEST(a_basket_that_says_nothing_first_is_rejected),
        DESK_TEST(what_is_not_used_is_said_all_the_same),
        DESK_TEST(damaged_rows_say_nothing),
        DESK_TEST(the_basket_may_be_stated_once),
        DESK_TEST(fields_are_filled_for_the_columns_named),
        DESK_TEST(sales_have_what_is_filled),
        DESK_TEST(rows_of_other_extracts_say_what_the_row_before_says),
    };

    return cmocka_run_group_tests_name("read/fill", tests, NULL, NULL);
}
