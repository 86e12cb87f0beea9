#include "extract_rows.h"

static const char stores_yaml[] = "extracts: {stores: {columns: "
                                  "{store_id: ' Nr ', name: Filiale}}}";

static void columns_are_found_by_their_mapped_or_canonical_names(void **state)
{
    struct desk *desk = *state;
    const char *got;

    desk_configure(desk, "extracts:\n"
                         "  stores:\n"
                         "    columns: {store_id: Nr, name: Filiale}\n"
                         "    constants: {market: Metro}\n");
    desk_write(desk, "stores.csv",
               STR("\xEF\xBB\xBFwhat, state ,Filiale,Nr\n"
                   "x,NSW,\"A, B\",1\ny,, C,2\n"));
    assert_int_equal(read_rows(desk, EXTRACT_stores, &got), OK);
    assert_string_equal(got, "[1][A, B][Metro][NSW]\n[2][ C][Metro][]\n");
    assert_string_equal(desk_told(desk), "");
}

static void lines_in_front_of_the_header_are_skipped(void **state)
{
    static const char file[] = "\xEF\xBB\xBF\"Report\r\nof 2024\r\n\r\n"
                               "store_id,name\r\n1,\"A\r\nB\"\r\n2\r\n";
    struct desk *desk = *state;
    const struct control *control = &desk->ledger.controls[EXTRACT_stores];
    const struct str content = STR(file);
    const char *got;

    for (size_t i = 0; i < 2; i++) {
        desk_configure(desk, i == 0 ? "extracts: {stores: {skip_lines: 3}}"
                                    : "extracts: {stores: {skip_lines: 2}}");
        desk_write(desk, "stores.csv.gz", desk_pack(desk, content));
        assert_int_equal(read_rows(desk, EXTRACT_stores, &got), OK);
        assert_string_equal(got, "[1][A\r\nB]\n");
        assert_string_equal(desk_rejects(desk), "7:1 wrong number of fields\n");
        assert_int_equal(control->rows, 6);
        assert_int_equal(control->ignored, 4);
        assert_adds_up(control);
    }
    assert_string_equal(desk_told(desk), "");
}

static void columns_that_nobody_asks_for_may_have_one_name(void **state)
{
    struct desk *desk = *state;
    const char *got;

    desk_configure(desk, "extracts:\n"
                         "  stores:\n"
                         "    columns: {name: Title}\n"
                         "    constants: {market: Metro}\n");
    desk_write(desk, "stores.csv",
               STR("x,,market,name,store_id,x,name,,Title,market,x\n"
                   "1,2,3,4,5,6,7,8,9,10,11\n"));
    assert_int_equal(read_rows(desk, EXTRACT_stores, &got), OK);
    assert_string_equal(got, "[5][9][Metro]\n");
    assert_string_equal(desk_told(desk), "");
}

static void a_header_alone_has_no_rows(void **state)
{
    struct desk *desk = *state;
    const struct control *control = &desk->ledger.controls[EXTRACT_stores];
    const char *got;

    desk_configure(desk, "");
    desk_write(desk, "stores.csv", STR("store_id"));
    assert_int_equal(read_rows(desk, EXTRACT_stores, &got), OK);
    assert_string_equal(got, "");
    assert_true(control->delivered);
    assert_int_equal(control->rows, 1);
    assert_int_equal(control->ignored, 1);
}

static void assert_excerpts(const struct desk *desk, const char *const *want,
                            size_t count)
{
    assert_int_equal(desk->ledger.reject_count, count);
    for (size_t i = 0; i < count; i++) {
        struct str got = desk->ledger.rejects[i].excerpt;

        assert_int_equal(got.len, strlen(want[i]));
        assert_memory_equal(got.at, want[i], got.len);
    }
}

static void a_value_is_shown_alone_and_a_row_as_it_stands(void **state)
{
    static const char *const want[] = {
        "A,,2024-01-31,9",                                    /* no id */
        "the 31st, \"early\"", "2024-01-31\\x0a9",    "nine", /* decoded */
        "7,,2024-01-31",       "8,,2024-01-31,9,9,9",         /* damaged */
    };
    struct desk *desk = *state;
    const char *got;

    desk_configure(desk, "");
    desk_write(desk, "subscriptions.csv",
               STR("customer_id,subscription_id,start_date,price\n"
                   "A,,2024-01-31,9\n"
                   "A,2,\"the 31st, \"\"early\"\"\",9\n"
                   "A,3,\"2024-01-31\n9\",9\n"
                   "A,5,2024-01-31, nine \n"
                   "7,,2024-01-31\n"
                   "8,,2024-01-31,9,9,9\n"));
    assert_int_equal(read_rows(desk, EXTRACT_subscriptions, &got), OK);
    ledger_seal(&desk->ledger);
    assert_excerpts(desk, want, COUNT(want));
}

static void two_fields_are_shown_as_the_value_that_they_are(void **state)
{
    static const char *const want[] = {"2024-02-30 8:26", "2024-02-30",
                                       ",1,2024-01-31,8:26,1", "S1,5,,8:26,1"};
    struct desk *desk = *state;
    const char *got;

    desk_configure(desk, "extracts: {transactions: {columns: {basket_id: "
                         "[shop, number], timestamp: [day, hour]}}}");
    desk_write(desk, "transactions.csv",
               STR("shop,number,day,hour,quantity\n"
                   "S1,1, 2024-02-30 ,\"8:26\",1\n"
                   "S1,2,2024-02-30,,1\n"
                   ",1,2024-01-31,8:26,1\n"
                   "S1,5,,8:26,1\n"));
    assert_int_equal(read_rows(desk, EXTRACT_transactions, &got), OK);
    ledger_seal(&desk->ledger);
    assert_excerpts(desk, want, COUNT(want));
}

static void fields_that_do_not_parse_are_told_where_they_begin(void **state)
{
    struct desk *desk = *state;
    const char *got;

    desk_configure(desk, "");
    desk_write(desk, "subscriptions.csv",
               STR("subscription_id,customer_id,start_date,price,discount\n"
                   "1,A,2024-01-31, 9.5 ,\n"
                   "2,A,2024-02-30,9.5,\n"
                   "3,A,2024-01-31,nine,\n"
                   "4,A,2024-01-31,9.12345,\n"
                   "5,A,2024-01-31,99999999999999999999,\n"
                   ",A,2024-01-31,9.5,\n"
                   "7,,2024-01-31,9.5,\n"
                   "8,\"A\nB\",2024-01-31,,\n"
                   "9,A,2024-01-31T08:00,9.5,\n"
                   "10,A,2024-01-31,9.5,x\n"
                   "11,A,x,y,z\n"));
    assert_int_equal(read_rows(desk, EXTRACT_subscriptions, &got), OK);
    assert_string_equal(got, "[1][A][2024-01-31][9.5][]\n");
    assert_string_equal(desk_rejects(desk),
                        "3:5 start_date is not a date\n"
                        "4:16 price is not a number\n"
                        "5:16 price has more than 4 decimal places\n"
                        "6:16 price is too large\n"
                        "7:1 subscription_id is empty\n"
                        "8:3 customer_id is empty\n"
                        "9:1 price is empty\n"
                        "11:5 start_date is not a date\n"
                        "12:21 discount is not a number\n"
                        "13:6 start_date is not a date\n");
    assert_adds_up(&desk->ledger.controls[EXTRACT_subscriptions]);
    assert_true(str_equal(desk->ledger.rejects[6].excerpt,
                          STR("8,\"A\\x0aB\",2024-01-31,,")));
}

static void flags_and_rates_take_what_the_contract_says(void **state)
{
    struct desk *desk = *state;
    const char *got;

    desk_configure(desk, "");
    desk_write(desk, "customers.csv",
               STR("customer_id,is_staff,age\n"
                   "1,0,1\n2,1,1e2\n3,true,-0.5\n4,FALSE,7\n5,Y,\n6, n ,1\n"
                   "7,yes,1\n8,2,1\n9,,nan\n10,,inf\n11,,0x10\n"));
    assert_int_equal(read_rows(desk, EXTRACT_customers, &got), OK);
    assert_string_equal(desk_rejects(desk),
                        "8:3 is_staff is not one of 0, 1, true, false, Y, N\n"
                        "9:3 is_staff is not one of 0, 1, true, false, Y, N\n"
                        "10:4 age is not a number\n"
                        "11:5 age is not a number\n"
                        "12:5 age is not a number\n");
}

static void values_mean_what_their_type_says(void **state)
{
    struct value value;
    static const struct extract_config form = {.decimal = ',',
                                               .dates = {"%d.%m.%y", 8}};

    (void)state;
    assert_null(value_parse(&value, TYPE_MONEY, STR("-1,05"), &form));
    assert_int_equal(value.number, -10500);
    assert_null(value_parse(&value, TYPE_QUANTITY, STR("1,5"), &form));
    assert_int_equal(value.number, 1500);
    assert_null(value_parse(&value, TYPE_RATE, STR("1,5"), &form));
    assert_close(value.real, 1.5);
    assert_null(value_parse(&value, TYPE_FLAG, STR("y"), &form));
    assert_int_equal(value.number, 1);
    assert_null(value_parse(&value, TYPE_DATE, STR("02.01.70"), &form));
    assert_int_equal(value.number, 1);
    assert_null(value_parse(&value, TYPE_TIME, STR("31.12.69"), &form));
    assert_int_equal(value.number, -1);
    assert_false(value.time.has_time);
    assert_null(value_parse(&value, TYPE_MONEY, STR("  "), &form));
    assert_int_equal(value.state, VALUE_EMPTY);
    assert_non_null(value_parse(&value, TYPE_MONEY, STR("1.05"), &form));
    assert_null(value_parse_given(&value, TYPE_MONEY, STR("1.05"), &form));
    assert_int_equal(value.number, 10500);
    assert_null(value_parse_given(&value, TYPE_DATE, STR("1970-01-02"), &form));
    assert_int_equal(value.number, 1);
}

static void numbers_may_be_written_for_people(void **state)
{
    static const struct extract_config form = {
        .decimal = ',', .thousands = '.', .currency = {"EUR", 3}};
    struct value value;

    (void)state;
    assert_null(value_parse(&value, TYPE_MONEY, STR(" 1.234,5 EUR "), &form));
    assert_int_equal(value.number, 12345000);
    assert_null(value_parse(&value, TYPE_QUANTITY, STR("-1.000"), &form));
    assert_int_equal(value.number, -1000000);
    assert_null(value_parse(&value, TYPE_RATE, STR("1.000,5"), &form));
    assert_close(value.real, 1000.5);
    assert_string_equal(value_parse(&value, TYPE_MONEY, STR("1.5"), &form),
                        "is not a number");
    assert_string_equal(value_parse(&value, TYPE_MONEY, STR("EUR"), &form),
                        "is not a number");
}

static void reject_rules_set_rows_aside_before_all_else(void **state)
{
    struct desk *desk = *state;
    const struct control *control = &desk->ledger.controls[EXTRACT_products];
    const char *got;

    desk_configure(desk, "extracts:\n"
                         "  products:\n"
                         "    reject:\n"
                         "      unit_cost: [\"< 0\", \">= 100.5\", \"= 7\"]\n"
                         "      product_id: \"= B\"\n"
                         "      brand: \"!= Own\"\n");
    desk_write(desk, "products.csv",
               STR("product_id,brand,unit_cost\n"
                   "A,Own,1\nA2,Own,-0.0001\nA3,Own,100.5\nA4,Own,100.4999\n"
                   "B,Own,x\nb,Own,x\nA5,own,1\nA6,Own,\nA7,Own,7.000\n"));
    assert_int_equal(read_rows(desk, EXTRACT_products, &got), OK);
    assert_string_equal(got, "[A][Own][1]\n[A4][Own][100.4999]\n[A6][Own][]\n");
    assert_string_equal(desk_rejects(desk), "*3:8 unit_cost < 0\n"
                                            "*4:8 unit_cost >= 100.5\n"
                                            "*6:1 product_id = B\n"
                                            "7:7 unit_cost is not a number\n"
                                            "*8:4 brand != Own\n"
                                            "*10:8 unit_cost = 7\n");
    assert_int_equal(control->set_aside, 5);
    assert_int_equal(control->rejected, 1);
    assert_adds_up(control);
}

static void rules_may_look_at_columns_that_are_none_of_ours(void **state)
{
    struct desk *desk = *state;
    const char *got;

    desk_configure(desk, "extracts:\n"
                         "  products:\n"
                         "    decimal: ','\n"
                         "    delimiter: ';'\n"
                         "    nulls: ['NULL']\n"
                         "    columns: {name: Title}\n"
                         "    reject:\n"
                         "      Status: [= void, '= ']\n"
                         "      name: = B\n"
                         "      Title: = C\n"
                         "      Score: ['> 1,5', '= 1']\n");
    desk_write(desk, "products.csv",
               STR("Score;product_id;Title;Status;name\n"
                   "1,5;A1;A;Void;B\n1,51;A2;A;ok;\n;A3;A;void;\n;A4;A;NULL;\n"
                   "x;A5;A;ok;\n-2;A6;A;\"vo\"\"id\";\n;;;void;\n1;A7;A;ok;\n"
                   "1,0;A8;A;ok;\n2;A9;B;ok;\n2;A9;C;ok;\n"));
    assert_int_equal(read_rows(desk, EXTRACT_products, &got), OK);
    assert_string_equal(got, "[A1][A]\n[A5][A]\n[A6][A]\n[A8][A]\n");
    assert_string_equal(desk_rejects(desk), "*3:1 Score > 1,5\n"
                                            "*4:7 Status = void\n"
                                            "*5:7 Status = \n"
                                            "*8:4 Status = void\n"
                                            "*9:1 Score = 1\n"
                                            "*11:6 name = B\n"
                                            "*12:6 Title = C\n");
    assert_adds_up(&desk->ledger.controls[EXTRACT_products]);
}

static void columns_of_latin_1_count_bytes_of_the_file(void **state)
{
    struct desk *desk = *state;
    const char *got;

    desk_configure(desk, "extracts: {products: {encoding: latin-1}}");
    desk_write(desk, "products.csv",
               STR("product_id,name,unit_cost\n1,caf\xE9\xE9,x\n"));
    assert_int_equal(read_rows(desk, EXTRACT_products, &got), OK);
    assert_string_equal(desk_rejects(desk), "2:9 unit_cost is not a number\n");
}

static void rows_of_utf_16_are_told_by_characters(void **state)
{
    static const char file[] = "product_id,name,unit_cost\n"
                               "1,caf\xC3\xA9,x\n2,\xE2\x82\xAC,3\n"
                               "4,caf\xC3\xA9,\xFF\n\xFF\n";
    struct desk *desk = *state;
    const char *got;

    for (size_t i = 0; i < 2; i++) {
        const char *const names[] = {"products.csv", "products.csv.gz"};
        struct str content = desk_utf16(desk, STR(file), false);

        desk_configure(desk, "extracts: {products: {encoding: utf-16}}");
        remove(desk_path(desk, names[!i]));
        desk_write(desk, names[i], i ? desk_pack(desk, content) : content);
        assert_int_equal(read_rows(desk, EXTRACT_products, &got), OK);
        assert_string_equal(got, "[2][\xE2\x82\xAC][3]\n");
        assert_string_equal(desk_rejects(desk),
                            "2:8 unit_cost is not a number\n"
                            "4:8 invalid UTF-16\n"
                            "5:1 wrong number of fields\n");
        assert_adds_up(&desk->ledger.controls[EXTRACT_products]);
    }
}

static void a_calendar_of_dates_spans_what_was_accepted(void **state)
{
    struct desk *desk = *state;
    const struct control *control =
        &desk->ledger.controls[EXTRACT_campaign_results];
    const struct extract_taker count = {0};

    desk_configure(desk, "");
    desk_write(desk, "campaign_results.csv",
               STR("campaign_id,date\n1,2024-03-01\n1,2024-01-05\n,2023-01-01\n"
                   "1,2024-02-01\n"));
    assert_int_equal(extract_read(&desk->run, EXTRACT_campaign_results, &count),
                     OK);
    assert_int_equal(control->accepted, 3);
    assert_int_equal(control->first_date, date_of(2024, 1, 5));
    assert_int_equal(control->last_date, date_of(2024, 3, 1));
}

static void an_extract_that_is_not_delivered_is_no_failure(void **state)
{
    struct desk *desk = *state;
    const char *got;

    desk_configure(desk, stores_yaml);
    assert_int_equal(read_rows(desk, EXTRACT_stores, &got), OK);
    assert_false(desk->ledger.controls[EXTRACT_stores].delivered);
}

/* A small generator, so that a failure can be repeated. */
static unsigned draw(unsigned *seed, unsigned below)
{
    *seed = *seed * 1664525u + 1013904223u;
    return (*seed >> 8) % below;
}

/* Rows, sound and broken, and then some bytes of them changed. */
static struct str hostile_file(struct arena *arena, unsigned *seed)
{
    static const char *const rows[] = {
        "1,A,2024-01-31,9.5,\n",           "2,A,2024-02-30,9.5,\n",
        "3,A,2024-01-31,nine,\n",          "\n",
        "4,\"A\nB\",2024-01-31,9.5,1\r\n", "5,\"\"\"A\",2024-01-31,1\n",
        "x,A,2024-01-31,9.5,\n",           "6,A,2024-01-31,9.5,1,1\n",
    };
    static const char bytes[] = {'"', ',', '\n', '\r', '\0', '\xFF', '9'};
    struct text text = {.arena = arena};
    size_t head;

    text_add(&text,
             STR("subscription_id,customer_id,start_date,price,discount\n"));
    head = text.len;
    for (size_t i = 0; i < 40; i++)
        text_add(&text, str_of(rows[draw(seed, COUNT(rows))]));
    for (unsigned i = draw(seed, 20); i > 0; i--)
        text.at[head + draw(seed, (unsigned)(text.len - head))] =
            bytes[draw(seed, COUNT(bytes))];
    return text_str(&text);
}

/* The account and the rows of one reading, as text. */
static const char *read_hostile(struct desk *desk, size_t block)
{
    struct text text = {.arena = &desk->arena};
    const struct control *control =
        &desk->ledger.controls[EXTRACT_subscriptions];
    const char *got;

    ledger_init(&desk->ledger, &desk->arena);
    desk->run.block = block;
    assert_int_equal(read_rows(desk, EXTRACT_subscriptions, &got), OK);
    assert_adds_up(control);
    text_addf(&text, "%s%s%llu %llu %llu %llu\n", got, desk_rejects(desk),
              (unsigned long long)control->rows,
              (unsigned long long)control->accepted,
              (unsigned long long)control->rejected,
              (unsigned long long)control->set_aside);
    return text.at;
}

static void every_row_is_accounted_for_at_any_block_size(void **state)
{
    struct desk *desk = *state;
    unsigned seed = 7;

    for (size_t trial = 0; trial < 300; trial++) {
        const char *want;

        desk_configure(
            desk,
            "extracts: {subscriptions: {reject: {subscription_id: '= x'}}}");
        desk_write(desk, "subscriptions.csv",
                   hostile_file(&desk->arena, &seed));
        want = read_hostile(desk, 4096);
        assert_string_equal(read_hostile(desk, 1), want);
        assert_string_equal(read_hostile(desk, 7), want);
        assert_string_equal(read_hostile(desk, 1024 * 1024), want);
        arena_clear(&desk->arena);
    }
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        DESK_TEST(columns_are_found_by_their_mapped_or_canonical_names),
        DESK_TEST(lines_in_front_of_the_header_are_skipped),
        DESK_TEST(columns_that_nobody_asks_for_may_have_one_name),
        DESK_TEST(a_header_alone_has_no_rows),
        DESK_TEST(a_value_is_shown_alone_and_a_row_as_it_stands),
        DESK_TEST(two_fields_are_shown_as_the_value_that_they_are),
        DESK_TEST(fields_that_do_not_parse_are_told_where_they_begin),
        DESK_TEST(flags_and_rates_take_what_the_contract_says),
        DESK_TEST(values_mean_what_their_type_says),
        DESK_TEST(numbers_may_be_written_for_people),
        DESK_TEST(reject_rules_set_rows_aside_before_all_else),
        DESK_TEST(rules_may_look_at_columns_that_are_none_of_ours),
        DESK_TEST(columns_of_latin_1_count_bytes_of_the_file),
        DESK_TEST(rows_of_utf_16_are_told_by_characters),
        DESK_TEST(a_calendar_of_dates_spans_what_was_accepted),
        DESK_TEST(an_extract_that_is_not_delivered_is_no_failure),
        DESK_TEST(every_row_is_accounted_for_at_any_block_size),
    };

    return cmocka_run_group_tests_name("read/extract", tests, NULL, NULL);
}
