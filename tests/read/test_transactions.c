#include "desk.h"

#include "base/decimal.h"
#include "read/transactions.h"

static enum status read_sales(struct desk *desk, const char *file,
                              void (*take)(void *context, const struct sale *),
                              void *context)
{
    struct transactions *reader = transactions_open(
        &desk->arena, &desk->diag, &desk->config, file, &desk->ledger);
    const struct sale *sale;

    while ((sale = transactions_next(reader)) != NULL)
        if (take)
            take(context, sale);
    return transactions_close(reader);
}

/* "kind order list discount net", amounts as printed in full. */
static void print_amounts(void *context, const struct sale *sale)
{
    static const char *const kinds[] = {"sale", "return", "other"};
    char list[DECIMAL_TEXT], discount[DECIMAL_TEXT], net[DECIMAL_TEXT];

    text_addf(context, "%s %s %s %s\n", kinds[sale->kind],
              decimal_print(list, sale->list, MONEY_PLACES, 0),
              decimal_print(discount, sale->discount, MONEY_PLACES, 0),
              decimal_print(net, sale->net, MONEY_PLACES, 0));
}

/* "2024-01-31 30360": the day, and the seconds of it. */
static void print_time(void *context, const struct sale *sale)
{
    char date[DATE_TEXT];

    text_addf(
        context, "%s %lld\n", date_print(date, sale->date),
        (long long)(sale->time.seconds - (int64_t)sale->date * DAY_SECONDS));
}

/* Columns and one row, behind "basket_id,timestamp,quantity", and the sale. */
static const struct want {
    const char *name;
    const char *columns;
    const char *row;
    const char *got; /* the sale, or where and why it is rejected */
} wants[] = {
    {"list is quantity x unit price", "unit_price", "B,2024-01-31,3,2.5",
     "sale 7.5 0 7.5\n"},
    {"list_amount comes before unit_price", "unit_price,list_amount",
     "B,2024-01-31,3,2.5,8", "sale 8 0 8\n"},
    {"unit_price stands in for an empty list_amount", "unit_price,list_amount",
     "B,2024-01-31,3,2.5,", "sale 7.5 0 7.5\n"},
    {"a net amount alone is the list amount", "net_amount",
     "B,2024-01-31,3,7.5", "sale 7.5 0 7.5\n"},
    {"list is net + discount", "net_amount,discount_amount",
     "B,2024-01-31,3,7.5,1.25", "sale 8.75 1.25 7.5\n"},
    {"discount is the sum of its types",
     "net_amount,markdown_amount,promo_amount,member_amount,coupon_amount",
     "B,2024-01-31,3,7.5,1,,0.25,0.5", "sale 9.25 1.75 7.5\n"},
    {"discount_amount comes before its types",
     "net_amount,discount_amount,promo_amount", "B,2024-01-31,3,7.5,2,1",
     "sale 9.5 2 7.5\n"},
    {"discount is list - net", "list_amount,net_amount", "B,2024-01-31,1,10,8",
     "sale 10 2 8\n"},
    {"net is list - discount", "list_amount,discount_amount",
     "B,2024-01-31,1,10,3", "sale 10 3 7\n"},
    {"discount is 0 where it is not given", "list_amount,discount_amount",
     "B,2024-01-31,1,10,", "sale 10 0 10\n"},
    {"supplier and reward amounts change nothing",
     "list_amount,supplier_amount,reward_amount", "B,2024-01-31,1,10,3,2",
     "sale 10 0 10\n"},
    {"amounts may differ by half a cent a unit",
     "list_amount,discount_amount,net_amount", "B,2024-01-31,3,10,1,8.985",
     "sale 10 1 8.985\n"},
    {"amounts may not differ by more", "list_amount,discount_amount,net_amount",
     "B,2024-01-31,3,10,1,8.9849", "2:16 amounts do not agree\n"},
    {"amounts may not differ by more, in returns too",
     "list_amount,discount_amount,net_amount", "B,2024-01-31,-1,-10,0,-9.99",
     "2:17 amounts do not agree\n"},
    {"three amounts that agree", "unit_price,discount_amount,net_amount",
     "B,2024-01-31,-2,5,-1,-9", "return -10 -1 -9\n"},
    {"no amount is given", "unit_price,net_amount", "B,2024-01-31,1,,",
     "2:16 no amount is given\n"},
    {"an amount that overflows", "unit_price",
     "B,2024-01-31,1000000000,9999999", "2:25 amount is too large\n"},
    {"amounts of opposite sign that overflow", "list_amount,discount_amount",
     "B,2024-01-31,1,900000000000000,-900000000000000",
     "2:16 amount is too large\n"},
    {"a negative quantity is a return", "net_amount", "B,2024-01-31,-1,-5",
     "return -5 0 -5\n"},
    {"a quantity of 0 is a sale", "net_amount", "B,2024-01-31,0,5",
     "sale 5 0 5\n"},
    {"the prefix makes a return", "net_amount", "CB,2024-01-31,1,5",
     "return 5 0 5\n"},
    {"the prefix is told by its case", "net_amount", "cB,2024-01-31,1,5",
     "sale 5 0 5\n"},
    {"line type return", "net_amount,line_type", "B,2024-01-31,1,5,Return",
     "return 5 0 5\n"},
    {"line type cancel", "net_amount,line_type", "B,2024-01-31,1,5,CANCEL",
     "return 5 0 5\n"},
    {"line type sale with a negative quantity", "net_amount,line_type",
     "B,2024-01-31,-1,-5,sale", "return -5 0 -5\n"},
    {"line type fee is in no sales figure", "net_amount,line_type",
     "B,2024-01-31,-1,-5,fee", "other -5 0 -5\n"},
    {"line type gift_card is in no sales figure", "net_amount,line_type",
     "CB,2024-01-31,1,5,Gift_Card", "other 5 0 5\n"},
    {"an empty line type is a sale", "net_amount,line_type",
     "B,2024-01-31,1,5,", "sale 5 0 5\n"},
    {"another line type", "net_amount,line_type", "B,2024-01-31,1,5,refund",
     "2:18 line_type is not one of sale, return, cancel, fee, gift_card\n"},
    {"no basket", "net_amount", ",2024-01-31,1,5", "2:1 basket_id is empty\n"},
    {"no quantity", "net_amount", "B,2024-01-31,,5",
     "2:14 quantity is empty\n"},
    {"a quantity that is too fine", "net_amount", "B,2024-01-31,1.0005,5",
     "2:14 quantity has more than 3 decimal places\n"},
};

static void a_row_is_the_sale(void **state)
{
    const struct want *want = *state;
    void *own = NULL;
    struct desk *desk;
    struct text got;

    assert_int_equal(desk_open(&own), 0);
    desk = own;
    got = (struct text){.arena = &desk->arena};
    desk_configure(desk, "extracts: {transactions: {returns: {prefix: C}}}");
    desk_write(desk, "t.csv",
               str_format(&desk->arena, "basket_id,timestamp,quantity,%s\n%s\n",
                          want->columns, want->row));
    assert_int_equal(read_sales(desk, "t.csv", print_amounts, &got), OK);
    assert_string_equal(desk_told(desk), "");
    text_add(&got, str_of(desk_rejects(desk)));
    assert_string_equal(got.at, want->got);
    assert_adds_up(&desk->ledger.controls[EXTRACT_transactions]);
    desk_close(&own);
}

static void keep_last(void *context, const struct sale *sale)
{
    *(struct sale *)context = *sale;
}

static void keys_and_times_are_the_rows(void **state)
{
    struct desk *desk = *state;
    struct transactions *reader;
    const struct sale *next;
    struct sale sale;

    desk_configure(desk, "customers: {anonymous_ids: ['0', '-1']}");
    desk_write(
        desk, "t.csv",
        STR("basket_id,order_id,timestamp,store_id,channel,customer_id,"
            "product_id,quantity,net_amount,scanned,promotion_id,"
            "offer_id,markdown_amount,coupon_amount,supplier_amount,"
            "reward_amount\n"
            "B1,O1,2024-01-31 09:30,S1,app,K1,P1,1.5,5,Y,R1,F1,1,2,3,4\n"));
    reader = transactions_open(&desk->arena, &desk->diag, &desk->config,
                               "t.csv", &desk->ledger);
    next = transactions_next(reader);
    assert_non_null(next);
    sale = *next;
    assert_true(str_equal(sale.order, STR("O1")));
    assert_true(str_equal(sale.store, STR("S1")));
    assert_true(str_equal(sale.channel, STR("app")));
    assert_true(str_equal(sale.customer, STR("K1")));
    assert_true(str_equal(sale.product, STR("P1")));
    assert_true(str_equal(sale.promotion, STR("R1")));
    assert_true(str_equal(sale.offer, STR("F1")));
    assert_int_equal(sale.date, date_of(2024, 1, 31));
    assert_true(sale.time.has_time);
    assert_int_equal(sale.time.seconds % DAY_SECONDS, 9 * 3600 + 30 * 60);
    assert_int_equal(sale.quantity, 1500);
    assert_int_equal(sale.discount, 30000);
    assert_int_equal(sale.discounts[DISCOUNT_MARKDOWN], 10000);
    assert_int_equal(sale.discounts[DISCOUNT_COUPON], 20000);
    assert_int_equal(sale.supplier, 30000);
    assert_int_equal(sale.reward, 40000);
    assert_true(sale.scanned);
    assert_null(transactions_next(reader));
    assert_null(transactions_next(reader));
    assert_int_equal(transactions_close(reader), OK);
}

static void unknown_keys_are_empty(void **state)
{
    struct desk *desk = *state;
    struct sale sale = {0};

    desk_configure(desk, "customers: {anonymous_ids: ['0', '-1']}");
    desk_write(desk, "t.csv",
               STR("basket_id,order_id,timestamp,customer_id,quantity,"
                   "net_amount\nB1,,1969-12-31,-1,1,5\n"));
    assert_int_equal(read_sales(desk, "t.csv", keep_last, &sale), OK);
    assert_int_equal(sale.order.len, 2); /* basket_id; its text is gone */
    assert_int_equal(sale.customer.len, 0);
    assert_int_equal(sale.store.len, 0);
    assert_int_equal(sale.product.len, 0);
    assert_int_equal(sale.date, -1);
    assert_false(sale.time.has_time);
    assert_false(sale.scanned);
}

static void an_extract_without_amounts_is_refused(void **state)
{
    struct desk *desk = *state;

    desk_configure(desk, "");
    desk_write(desk, "t.csv", STR("basket_id,timestamp,quantity,price\n"));
    assert_int_equal(read_sales(desk, "t.csv", NULL, NULL), BAD_DATA);
    assert_string_equal(
        desk_told(desk),
        "D/t.csv:1:35: error: no amount: one of 'unit_price', 'list_amount' "
        "and 'net_amount' is required; the header has 'basket_id', "
        "'timestamp', 'quantity', 'price'; map it with "
        "extracts.transactions.columns in report.yaml\n");
}

static void a_column_of_returns_must_be_there(void **state)
{
    struct desk *desk = *state;

    desk_configure(desk, "extracts: {transactions: {returns: "
                         "{prefix: C, column: order_id}}}");
    desk_write(desk, "t.csv", STR("basket_id,timestamp,quantity,net_amount\n"));
    assert_int_equal(read_sales(desk, "t.csv", NULL, NULL), BAD_DATA);
    assert_non_null(
        strstr(desk_told(desk), "D/t.csv:1:40: error: no column 'order_id'"));
}

static void date_and_time_may_have_a_column_each(void **state)
{
    struct desk *desk = *state;
    static const char text[] = "basket_id,Date,quantity,Time,net_amount\n"
                               "1,1/31/2024,1,8:26,5\n"
                               "2, 12/1/2024 ,1, 18:05 ,5\n"
                               "3,12/1/2024,1,,5\n"
                               "4,,1,18:05,5\n"
                               "5,12/1/2024,1,18:65,5\n";
    struct text got = {.arena = &desk->arena};

    desk_configure(desk, "extracts: {transactions: {dates: '%m/%d/%Y %H:%M', "
                         "columns: {timestamp: [Date, Time]}}}");
    desk_write(desk, "t.csv", str_of(text));
    assert_int_equal(read_sales(desk, "t.csv", print_time, &got), OK);
    assert_true(
        str_equal(text_str(&got), STR("2024-01-31 30360\n2024-12-01 65100\n")));
    assert_string_equal(desk_rejects(desk), "4:3 timestamp is not a date\n"
                                            "5:3 timestamp is empty\n"
                                            "6:3 timestamp is not a date\n");
}

static void amounts_may_have_the_other_sign(void **state)
{
    struct desk *desk = *state;
    struct text got = {.arena = &desk->arena};

    desk_configure(desk, "extracts: {transactions: {negate: [markdown_amount, "
                         "coupon_amount], reject: {coupon_amount: '> 9'}}}");
    desk_write(desk, "t.csv",
               STR("basket_id,timestamp,quantity,net_amount,markdown_amount,"
                   "coupon_amount,member_amount\n"
                   "1,2024-01-31,1,10,-0.60,-.5,0.25\n"
                   "2,2024-01-31,1,10,,0,\n"
                   "3,2024-01-31,1,10,0,-10,\n"
                   "4,2024-01-31,1,10,-922337203685477.5808,,\n"));
    assert_int_equal(read_sales(desk, "t.csv", print_amounts, &got), OK);
    assert_true(str_equal(text_str(&got), STR("sale 11.35 1.35 10\n"
                                              "sale 10 0 10\n")));
    assert_string_equal(desk_rejects(desk),
                        "*4:21 coupon_amount > 9\n"
                        "5:19 markdown_amount is too large\n");
}

static void
decimals_beyond_those_kept_are_rounded_where_it_is_said(void **state)
{
    static const char rows[] = "basket_id,timestamp,quantity,unit_price\n"
                               "1,2024-01-31,1,0.050830508474576\n"
                               "2,2024-01-31,2.0005,-1.00005\n"
                               "3,2024-01-31,1,1.5\n"
                               "4,2024-01-31,1,922337203685477.58075\n";
    struct desk *desk = *state;
    struct text got = {.arena = &desk->arena};

    desk_configure(desk, "extracts: {transactions: {round: true}}");
    desk_write(desk, "t.csv", str_of(rows));
    assert_int_equal(read_sales(desk, "t.csv", print_amounts, &got), OK);
    assert_true(str_equal(text_str(&got), STR("sale 0.0508 0 0.0508\n"
                                              "sale -2.0012 0 -2.0012\n"
                                              "sale 1.5 0 1.5\n")));
    assert_string_equal(desk_rejects(desk), "5:16 unit_price is too large\n");
}

static void decimals_beyond_those_kept_are_rejected_else(void **state)
{
    struct desk *desk = *state;
    struct text got = {.arena = &desk->arena};

    desk_configure(desk, "extracts: {transactions: {round: false}}");
    desk_write(desk, "t.csv",
               STR("basket_id,timestamp,quantity,unit_price\n"
                   "1,2024-01-31,1,0.050830508474576\n"));
    assert_int_equal(read_sales(desk, "t.csv", print_amounts, &got), OK);
    assert_string_equal(desk_rejects(desk),
                        "2:16 unit_price has more than 4 decimal places\n");
}

static void print_scanned(void *context, const struct sale *sale)
{
    text_addf(context, "%d %d\n", sale->scanned, sale->kind == LINE_SALE);
}

static void values_may_be_said_in_other_words(void **state)
{
    struct desk *desk = *state;
    struct text got = {.arena = &desk->arena};

    desk_configure(desk, "extracts: {transactions: {values: {scanned: {Member: "
                         "1, Normal: 0, '-': ''}, line_type: {canceled: cancel,"
                         " '': sale}}}}");
    desk_write(desk, "t.csv",
               STR("basket_id,timestamp,quantity,net_amount,scanned,line_type\n"
                   "1,2024-01-31,1,10,Member,\n"
                   "2,2024-01-31,1,10, Normal ,canceled\n"
                   "3,2024-01-31,1,10,-,sale\n"
                   "4,2024-01-31,1,10,Y,cancel\n"
                   "5,2024-01-31,1,10,member,\n"));
    assert_int_equal(read_sales(desk, "t.csv", print_scanned, &got), OK);
    assert_true(str_equal(text_str(&got), STR("1 1\n0 0\n0 1\n1 0\n")));
    assert_string_equal(desk_rejects(desk),
                        "6:19 scanned is not one of 0, 1, true, false, Y, N\n");
}

static void nothing_may_be_said_in_words(void **state)
{
    struct desk *desk = *state;
    struct text got = {.arena = &desk->arena};

    desk_configure(desk, "extracts: {transactions: {nulls: ['NULL', '\\N'], "
                         "columns: {timestamp: [Date, Time]}}}");
    desk_write(desk, "t.csv",
               STR("basket_id,Date,Time,quantity,net_amount,discount_amount\n"
                   "1,2024-01-31,NULL,1,10, NULL \n"
                   "2,2024-01-31,08:26,1,\\N,1\n"
                   "NULL,2024-01-31,08:26,1,10,1\n"
                   "4,NULL,08:26,1,10,null\n"));
    assert_int_equal(read_sales(desk, "t.csv", print_amounts, &got), OK);
    assert_true(str_equal(text_str(&got), STR("sale 10 0 10\n")));
    assert_string_equal(desk_rejects(desk), "3:22 no amount is given\n"
                                            "4:1 basket_id is empty\n"
                                            "5:3 timestamp is empty\n");
}

static void print_order(void *context, const struct sale *sale)
{
    text_addf(context, "%.*s\n", STR_ARGS(sale->order));
}

static void a_receipt_may_have_an_id_of_two_columns(void **state)
{
    struct desk *desk = *state;
    struct text got = {.arena = &desk->arena};
    struct text file = {.arena = &desk->arena};

    desk_configure(desk, "extracts: {transactions: {columns: {basket_id: "
                         "[till, no], timestamp: [Date, Time]}}}");
    text_add(&file, STR("Date,Time,quantity,net_amount,no,till\n"
                        "2024-01-31,08:26,1,5,17,S 1\n"
                        "2024-01-31,08:26,1,5,17,S 2\n"
                        "2024-01-31,08:26,1,5,,S2\n"
                        "2024-01-31,08:26,1,5,17,\n"
                        "2024-01-31,08:26,1,5,"));
    for (size_t i = 0; i < 511; i++)
        text_add(&file, STR("7"));
    text_add(&file, STR(",S\n"));
    desk_write(desk, "t.csv", text_str(&file));
    assert_int_equal(read_sales(desk, "t.csv", print_order, &got), OK);
    assert_true(str_equal(text_str(&got), STR("S 1-17\nS 2-17\nS2\n")));
    assert_string_equal(desk_rejects(desk), "5:25 basket_id is empty\n"
                                            "6:534 basket_id is empty\n");
}

static void a_column_of_the_time_must_be_there(void **state)
{
    struct desk *desk = *state;

    desk_configure(desk, "extracts: {transactions: {"
                         "columns: {timestamp: [Date, Hour]}}}");
    desk_write(desk, "t.csv", STR("basket_id,Date,quantity,net_amount\n"));
    assert_int_equal(read_sales(desk, "t.csv", NULL, NULL), BAD_DATA);
    assert_non_null(strstr(desk_told(desk), "no column 'Hour' in "));
}

static void
control_totals_hold_the_net_of_every_row_it_is_known_of(void **state)
{
    struct desk *desk = *state;
    const struct control *control =
        &desk->ledger.controls[EXTRACT_transactions];

    desk_configure(desk, "extracts: {transactions: {reject: "
                         "{product_id: '= X'}}}");
    desk_write(desk, "t.csv",
               STR("basket_id,timestamp,quantity,unit_price,discount_amount,"
                   "net_amount,product_id\n"
                   "1,2024-01-31,2,10,,,A\n"  /* 20 accepted */
                   "2,2024-01-30,-1,10,,,A\n" /* -10 accepted */
                   "\n"
                   "3,2024-13-31,1,7,2,,A\n"     /* 5 rejected */
                   "4,2024-01-31,1,seven,,,A\n"  /* unknown */
                   "5,2024-01-31,1,seven,,3,A\n" /* 3 rejected */
                   "6,2024-01-31,1,10,5,1,A\n"   /* 1 rejected */
                   "7,2024-01-31,1,4,,,X\n"      /* 4 set aside */
                   "8,2024-01-31,x,4,,,X\n"      /* unknown, set aside */
                   "9,2024-01-31,1\n"));         /* unknown, damaged */
    assert_int_equal(read_sales(desk, "t.csv", NULL, NULL), OK);
    assert_true(control->has_net);
    assert_int_equal(control->rows, 11);
    assert_int_equal(control->accepted, 2);
    assert_int_equal(control->rejected, 5);
    assert_int_equal(control->set_aside, 2);
    assert_int_equal(control->ignored, 2);
    assert_int_equal(control->net_accepted, 10 * MONEY_ONE);
    assert_int_equal(control->net_rejected, 9 * MONEY_ONE);
    assert_int_equal(control->net_set_aside, 4 * MONEY_ONE);
    assert_false(control->net_overflow);
    assert_int_equal(control->first_date, date_of(2024, 1, 30));
    assert_int_equal(control->last_date, date_of(2024, 1, 31));
}

/* shared/data: 541,909 rows, three of them bad debt. */
static void online_retail_adds_up_to_its_published_net(void **state)
{
    struct desk *desk = *state;
    char path[DATA_PATH];
    const struct control *control =
        &desk->ledger.controls[EXTRACT_transactions];

    skip_unless_data(path, "online_retail/online_retail.csv.gz");
    desk_configure(
        desk, "extracts:\n"
              "  transactions:\n"
              "    columns: {basket_id: InvoiceNo, product_id: StockCode,\n"
              "              timestamp: InvoiceDate, quantity: Quantity,\n"
              "              unit_price: UnitPrice, customer_id: CustomerID,\n"
              "              store_id: Country}\n"
              "    returns: {prefix: C, column: basket_id}\n"
              "    reject: {unit_price: '< 0', product_id: '= B'}\n");
    desk->config.folder = "";
    assert_int_equal(read_sales(desk, path, NULL, NULL), OK);
    assert_int_equal(control->rows, 541910);
    assert_int_equal(control->accepted, 541906);
    assert_int_equal(control->rejected, 0);
    assert_int_equal(control->set_aside, 3);
    assert_int_equal(control->net_accepted, 97588099940);
    assert_int_equal(control->first_date, date_of(2010, 12, 1));
    assert_int_equal(control->last_date, date_of(2011, 12, 9));
}

int main(void)
{
    static const struct CMUnitTest others[] = {
        DESK_TEST(keys_and_times_are_the_rows),
        DESK_TEST(unknown_keys_are_empty),
        DESK_TEST(an_extract_without_amounts_is_refused),
        DESK_TEST(a_column_of_returns_must_be_there),
        DESK_TEST(date_and_time_may_have_a_column_each),
        DESK_TEST(a_column_of_the_time_must_be_there),
        DESK_TEST(a_receipt_may_have_an_id_of_two_columns),
        DESK_TEST(nothing_may_be_said_in_words),
        DESK_TEST(decimals_beyond_those_kept_are_rounded_where_it_is_said),
        DESK_TEST(decimals_beyond_those_kept_are_rejected_else),
        DESK_TEST(amounts_may_have_the_other_sign),
        DESK_TEST(values_may_be_said_in_other_words),
        DESK_TEST(control_totals_hold_the_net_of_every_row_it_is_known_of),
        DESK_TEST(online_retail_adds_up_to_its_published_net),
    };
    struct CMUnitTest tests[COUNT(wants) + COUNT(others)];

    put_row_tests(tests, wants, a_row_is_the_sale);
    memcpy(tests + COUNT(wants), others, sizeof others);
    return cmocka_run_group_tests_name("read/transactions", tests, NULL, NULL);
}
