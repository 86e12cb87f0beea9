#include "test.h"

#include "read/config.h"
#include "read/yaml_fixture.h"

static enum status load(struct yaml_fixture *fixture, struct config *config)
{
    return config_load(&fixture->arena, &fixture->diag, fixture->folder,
                       config);
}

static void expect_text(struct str got, const char *want)
{
    assert_int_equal(got.len, strlen(want));
    assert_memory_equal(got.at ? got.at : "", want, got.len);
}

static void without_a_file_everything_has_its_default(void **state)
{
    static const char *const contents[] = {NULL, "", "extracts:\n"};
    struct yaml_fixture fixture;
    struct config config;

    (void)state;
    for (size_t i = 0; i < COUNT(contents); i++) {
        const struct extract_config *sales =
            &config.extracts[EXTRACT_transactions];

        fixture_open(&fixture, contents[i]);
        assert_int_equal(load(&fixture, &config), OK);
        assert_int_equal(config.path != NULL, contents[i] != NULL);
        assert_string_equal(config.folder, fixture.folder);
        expect_text(config.company.name, "");
        expect_text(config.company.locale, "en-GB");
        assert_int_equal(config.calendar_source, CALENDAR_FROM_EXTRACT);
        assert_int_equal(sales->file_count, 2);
        expect_text(sales->files[0], "transactions*.csv");
        expect_text(sales->files[1], "transactions*.csv.gz");
        assert_false(sales->files_given);
        assert_int_equal(sales->skip_lines, 0);
        assert_int_equal(sales->delimiter, ',');
        assert_int_equal(sales->decimal, '.');
        assert_int_equal(sales->encoding, ENCODING_UTF_8);
        assert_int_equal(sales->dates.len, 0);
        assert_int_equal(sales->return_prefix.len, 0);
        assert_int_equal(sales->reject_count, 0);
        expect_text(config.columns[COLUMN_stores_store_id].file_column,
                    "store_id");
        assert_false(config.columns[COLUMN_stores_store_id].is_mapped);
        assert_close(config.rules.reject_limit, 0.001);
        assert_close(config.rules.closed_days, 1);
        assert_close(config.rules.small_cell, 10);
        assert_close(config.rules.at_risk_days, 45);
        assert_close(config.rules.active_weeks, 26);
        assert_close(config.rules.engaged_weeks, 8);
        assert_string_equal(fixture_said(&fixture), "");
        fixture_close(&fixture);
    }
}

static void some_ids_are_of_nobody(void **state)
{
    static const char *const anonymous[] = {"", "-1", "-2", "0", "000"};
    struct yaml_fixture fixture;
    struct config config;

    (void)state;
    fixture_open(&fixture, NULL);
    load(&fixture, &config);
    for (size_t i = 0; i < COUNT(anonymous); i++)
        assert_true(config_is_anonymous(&config, str_of(anonymous[i])));
    assert_false(config_is_anonymous(&config, STR("17850")));
    assert_false(config_is_anonymous(&config, STR("00")));
    fixture_close(&fixture);
    fixture_open(&fixture, "customers: {anonymous_ids: [\"9\"]}\n");
    load(&fixture, &config);
    assert_true(config_is_anonymous(&config, STR("9")));
    assert_true(config_is_anonymous(&config, STR("")));
    assert_false(config_is_anonymous(&config, STR("0")));
    fixture_close(&fixture);
}

/* The example of extracts.md. */
static const char example[] =
    "company:   {name: Acme, currency: GBP, locale: en-GB, "
    "amount_basis: \"ex GST\", programme: Stars}\n"
    "calendar:  {generate: 4-4-5, year_end: last Sunday of June}\n"
    "extracts:\n"
    "  transactions:\n"
    "    files: \"online_retail*.csv\"\n"
    "    delimiter: \"\\t\"\n"
    "    encoding: latin-1\n"
    "    decimal: \",\"\n"
    "    dates: \"%Y-%m-%d %H:%M:%S\"\n"
    "    columns: {basket_id: InvoiceNo, unit_price: UnitPrice}\n"
    "    constants: {channel: online}\n"
    "    returns: {prefix: C, column: basket_id}\n"
    "    reject: {unit_price: \"< 0\", product_id: [\"= B\", \"!=\"],\n"
    "             timestamp: \">=2011-12-10\",\n"
    "             \"Order Status\": [= void, \"> 1.5\"]}\n"
    "  products:\n"
    "    files: [a.csv, b.csv]\n"
    "customers: {anonymous_ids: [\"\", \"-1\"]}\n"
    "sales:     {exclude_categories: [\"Gift Cards\"], "
    "units_exclude_departments: FUEL}\n"
    "rules:     {at_risk_days: 60, reject_limit: 0.5}\n";

static void expect_reject(const struct reject_rule *got,
                          const struct reject_rule *want)
{
    assert_int_equal(got->column, want->column);
    assert_int_equal(got->operator, want->operator);
    assert_true(str_equal(got->value, want->value));
    assert_true(str_equal(got->words, want->words));
    assert_int_equal(got->type, want->type);
    assert_int_equal(got->name_place.line, want->name_place.line);
    assert_int_equal(got->name_place.column, want->name_place.column);
    assert_int_equal(got->place.line, want->place.line);
    assert_int_equal(got->place.column, want->place.column);
}

static void the_example_of_the_contract_is_read(void **state)
{
    static const struct reject_rule rejects[] = {
        {.column = COLUMN_transactions_unit_price,
         .type = TYPE_MONEY,
         .operator= REJECT_LESS,
         .value = {"0", 1},
         .words = {"unit_price < 0", 14},
         .name_place = {.line = 13, .column = 14},
         .place = {.line = 13, .column = 26}},
        {.column = COLUMN_transactions_product_id,
         .type = TYPE_TEXT,
         .operator= REJECT_EQUAL,
         .value = {"B", 1},
         .words = {"product_id = B", 14},
         .name_place = {.line = 13, .column = 33},
         .place = {.line = 13, .column = 46}},
        {.column = COLUMN_transactions_product_id,
         .type = TYPE_TEXT,
         .operator= REJECT_NOT_EQUAL,
         .value = {"", 0},
         .words = {"product_id != ", 14},
         .name_place = {.line = 13, .column = 33},
         .place = {.line = 13, .column = 53}},
        {.column = COLUMN_transactions_timestamp,
         .type = TYPE_TIME,
         .operator= REJECT_MORE_EQUAL,
         .value = {"2011-12-10", 10},
         .words = {"timestamp >= 2011-12-10", 23},
         .name_place = {.line = 14, .column = 14},
         .place = {.line = 14, .column = 25}},
        {.column = COLUMN_COUNT,
         .type = TYPE_TEXT,
         .operator= REJECT_EQUAL,
         .value = {"void", 4},
         .words = {"Order Status = void", 19},
         .name_place = {.line = 15, .column = 14},
         .place = {.line = 15, .column = 31}},
        {.column = COLUMN_COUNT,
         .type = TYPE_RATE,
         .operator= REJECT_MORE,
         .value = {"1.5", 3},
         .words = {"Order Status > 1.5", 18},
         .name_place = {.line = 15, .column = 14},
         .place = {.line = 15, .column = 39}},
    };
    struct yaml_fixture fixture;
    struct config config;
    const struct extract_config *sales = &config.extracts[EXTRACT_transactions];
    const struct column_source *columns = config.columns;

    (void)state;
    fixture_open(&fixture, example);
    assert_int_equal(load(&fixture, &config), OK);
    assert_string_equal(fixture_said(&fixture), "");
    expect_text(config.company.name, "Acme");
    expect_text(config.company.programme, "Stars");
    expect_text(config.company.currency, "GBP");
    expect_text(config.company.amount_basis, "ex GST");
    assert_int_equal(config.calendar_source, CALENDAR_FROM_RULE);
    expect_text(config.calendar_pattern, "4-4-5");
    expect_text(config.calendar_year_end, "last Sunday of June");
    assert_int_equal(config.calendar_place.line, 2);
    assert_int_equal(config.calendar_place.column, 40);
    assert_int_equal(sales->file_count, 1);
    expect_text(sales->files[0], "online_retail*.csv");
    assert_true(sales->files_given);
    assert_int_equal(sales->files_place.line, 5);
    assert_int_equal(sales->delimiter, '\t');
    assert_int_equal(sales->encoding, ENCODING_LATIN_1);
    assert_int_equal(sales->decimal, ',');
    expect_text(sales->dates, "%Y-%m-%d %H:%M:%S");
    expect_text(columns[COLUMN_transactions_basket_id].file_column,
                "InvoiceNo");
    assert_true(columns[COLUMN_transactions_basket_id].is_mapped);
    assert_int_equal(columns[COLUMN_transactions_basket_id].place.line, 10);
    assert_int_equal(columns[COLUMN_transactions_basket_id].place.column, 26);
    expect_text(columns[COLUMN_transactions_quantity].file_column, "quantity");
    assert_true(columns[COLUMN_transactions_channel].is_constant);
    expect_text(columns[COLUMN_transactions_channel].constant, "online");
    expect_text(sales->return_prefix, "C");
    assert_int_equal(sales->return_column, COLUMN_transactions_basket_id);
    assert_int_equal(sales->reject_count, COUNT(rejects));
    for (size_t i = 0; i < COUNT(rejects); i++)
        expect_reject(&sales->rejects[i], &rejects[i]);
    assert_int_equal(config.extracts[EXTRACT_products].file_count, 2);
    expect_text(config.extracts[EXTRACT_products].files[1], "b.csv");
    assert_int_equal(config.anonymous_count, 2);
    expect_text(config.exclude_categories[0], "Gift Cards");
    assert_int_equal(config.units_exclude_department_count, 1);
    expect_text(config.units_exclude_departments[0], "FUEL");
    assert_close(config.rules.at_risk_days, 60);
    assert_close(config.rules.reject_limit, 0.5);
    assert_close(config.rules.active_weeks, 26);
    fixture_close(&fixture);
}

static void a_calendar_file_is_that_of_its_extract(void **state)
{
    struct yaml_fixture fixture;
    struct config config;
    const struct extract_config *calendar =
        &config.extracts[EXTRACT_fiscal_calendar];

    (void)state;
    fixture_open(&fixture, "calendar: {file: years.csv}\n");
    assert_int_equal(load(&fixture, &config), OK);
    assert_int_equal(config.calendar_source, CALENDAR_FROM_EXTRACT);
    assert_int_equal(calendar->file_count, 1);
    expect_text(calendar->files[0], "years.csv");
    assert_true(calendar->files_given);
    assert_int_equal(calendar->files_place.column, 18);
    fixture_close(&fixture);
}

/* A wrong report.yaml, and what is said of it. */
struct wrong_case {
    const char *test;
    const char *content;
    const char *said;
};

#define SALES(keys) "extracts:\n  transactions: {" keys "}\n"

static const struct wrong_case wrong_cases[] = {
    {"an unrecognized section", "calender: {}\n",
     "report.yaml:1:1: error: unrecognized key 'calender'; did you mean "
     "'calendar'?\n"},
    {"an unrecognized extract", "extracts: {transaction: {}}\n",
     "report.yaml:1:12: error: unrecognized key 'transaction'; did you mean "
     "'transactions'?\n"},
    {"a currency that is no code", "company: {currency: £}\n",
     "report.yaml:1:21: error: invalid value '£' of 'currency'; "
     "expected the three letters of ISO 4217, like GBP\n"},
    {"a locale that is no language", "company: {locale: en_GB}\n",
     "report.yaml:1:19: error: invalid value 'en_GB' of 'locale'; expected a "
     "language tag, like en-GB\n"},
    {"lines to skip in words", SALES("skip_lines: two"),
     "report.yaml:2:30: error: invalid value 'two' of 'skip_lines'; expected a "
     "whole number from 0 to 1000\n"},
    {"fewer lines than none to skip", SALES("skip_lines: -1"),
     "report.yaml:2:30: error: invalid value '-1' of 'skip_lines'; expected a "
     "whole number from 0 to 1000\n"},
    {"a part of a line to skip", SALES("skip_lines: 1.5"),
     "report.yaml:2:30: error: invalid value '1.5' of 'skip_lines'; expected a "
     "whole number from 0 to 1000\n"},
    {"a file without a name", SALES("files: \"\""),
     "report.yaml:2:25: error: invalid value '' of 'files'; expected a file "
     "name or glob\n"},
    {"a delimiter of two bytes", SALES("delimiter: \"::\""),
     "report.yaml:2:29: error: invalid value '::' of 'delimiter'; expected "
     "\",\", \";\", \"\\t\" or \"|\"\n"},
    {"an encoding by another name", SALES("encoding: utf8"),
     "report.yaml:2:28: error: invalid value 'utf8' of 'encoding'; did you "
     "mean 'utf-8'?\n"},
    {"a decimal mark that is the delimiter", SALES("decimal: \",\""),
     "report.yaml:2:27: error: decimal and delimiter are both ','; give the "
     "delimiter of the files, \";\" say\n"},
    {"thousands parted by the decimal mark", SALES("thousands: \".\""),
     "report.yaml:2:29: error: thousands and decimal are both '.'; give what "
     "parts decimals as well, decimal: \",\"\n"},
    {"thousands parted by something else", SALES("thousands: _"),
     "report.yaml:2:29: error: invalid value '_' of 'thousands'; did you mean "
     "'.'?\n"},
    {"a timestamp of three columns",
     SALES("columns: {timestamp: [Day, Hour, Minute]}"),
     "report.yaml:2:28: error: 'timestamp' has 3 columns; expected one, or "
     "two, of the date and of the time\n"},
    {"a receipt of three", SALES("columns: {basket_id: [a, b, c]}"),
     "report.yaml:2:28: error: 'basket_id' has 3 columns; expected one or "
     "two\n"},
    {"a rule of two signs", SALES("reject: {quantity: '== 0'}"),
     "report.yaml:2:37: error: invalid value '== 0' of 'quantity'; expected "
     "one of = != < <= > >= and a value, like \"< 0\"\n"},
    {"a quantity of two columns", SALES("columns: {quantity: [One, Two]}"),
     "report.yaml:2:38: error: 'quantity' is a list; expected one text\n"},
    {"values of an amount", SALES("values: {net_amount: {none: 0}}"),
     "report.yaml:2:27: error: 'net_amount' is no column of texts or flags, "
     "whose values can stand for others\n"},
    {"a value that stands for no flag", SALES("values: {scanned: {Ja: ja}}"),
     "report.yaml:2:41: error: invalid value 'ja' of 'Ja'; expected 0, 1, "
     "true, "
     "false, Y or N\n"},
    {"values of no column", SALES("values: {scaned: {Ja: 1}}"),
     "report.yaml:2:27: error: unrecognized key 'scaned'; did you mean "
     "'scanned'?\n"},
    {"a text is not negated", SALES("negate: [coupon_amount, store_id]"),
     "report.yaml:2:26: error: 'store_id' is no column of amounts or "
     "quantities\n"},
    {"nor is what is no column", SALES("negate: net_amounts"),
     "report.yaml:2:26: error: unrecognized column 'net_amounts'; did you mean "
     "'net_amount'?\n"},
    {"a column to fill that is none",
     SALES("fill_down: [basket_id, store_ids]"),
     "report.yaml:2:41: error: unrecognized column 'store_ids'; did "
     "you mean 'store_id'?\n"},
    {"a column to fill that has a constant",
     SALES("constants: {channel: web}, fill_down: channel"),
     "report.yaml:2:56: error: column 'channel' has a constant, in line 2, and "
     "no field that could be filled; give one of them\n"},
    {"a filled column with something to it", SALES("fill_down: {channel: 1}"),
     "report.yaml:2:29: error: 'fill_down' has keys of its own; expected one "
     "text\n"},
    {"dates without a day", SALES("dates: \"%Y-%m\""),
     "report.yaml:2:25: error: invalid value '%Y-%m' of 'dates'; expected a "
     "date of %Y or %y, %m, %b or %B, and %d, with a time of %H or %I %p, "
     "%M, %S, %f and %z, like \"%Y-%m-%d %H:%M:%S\"\n"},
    {"a column like one of the extract", SALES("columns: {baskt_id: x}"),
     "report.yaml:2:28: error: unrecognized key 'baskt_id'; did you mean "
     "'basket_id'?\n"},
    {"a column of no name", SALES("columns: {basket_id: \"\"}"),
     "report.yaml:2:39: error: invalid value '' of 'basket_id'; expected the "
     "name of a column in the files\n"},
    {"a column and a constant",
     SALES("columns: {channel: Web}, constants: {channel: online}"),
     "report.yaml:2:55: error: column 'channel' has a constant and, in line 2, "
     "a column of the files; give one of them\n"},
    {"a constant of the wrong type", SALES("constants: {net_amount: abc}"),
     "report.yaml:2:42: error: invalid value 'abc' of 'net_amount'; expected "
     "an amount of at most 4 decimal places\n"},
    {"returns without a prefix", SALES("returns: {column: basket_id}"),
     "report.yaml:2:27: error: key 'prefix' is missing\n"},
    {"returns by a column that is none",
     SALES("returns: {prefix: C, column: basketid}"),
     "report.yaml:2:47: error: unrecognized column 'basketid'; did you mean "
     "'basket_id'?\n"},
    {"returns by a number", SALES("returns: {prefix: C, column: quantity}"),
     "report.yaml:2:47: error: invalid value 'quantity' of 'column'; expected "
     "a column of text\n"},
    {"a reject rule without an operator", SALES("reject: {unit_price: 0}"),
     "report.yaml:2:39: error: invalid value '0' of 'unit_price'; expected one "
     "of = != < <= > >= and a value, like \"< 0\"\n"},
    {"an order of texts", SALES("reject: {product_id: \"< 3\"}"),
     "report.yaml:2:39: error: invalid value '< 3' of 'product_id'; expected = "
     "or != and a value, as 'product_id' is no number or date\n"},
    {"an order by what is no number", SALES("reject: {unit_price: \"< x\"}"),
     "report.yaml:2:39: error: invalid value '< x' of 'unit_price'; expected "
     "an amount of at most 4 decimal places after the operator\n"},
    {"an order by what is no number, of a file's column",
     SALES("reject: {Score: \"< x\"}"),
     "report.yaml:2:34: error: invalid value '< x' of 'Score'; expected a "
     "number after the operator\n"},
    {"a rule that would be rounded",
     SALES("round: true, reject: {unit_price: \"< 0.00001\"}"),
     "report.yaml:2:52: error: invalid value '< 0.00001' of 'unit_price'; "
     "expected an amount of at most 4 decimal places after the operator\n"},
    {"a rule for a column without a name", SALES("reject: {\"\": \"= x\"}"),
     "report.yaml:2:27: error: a reject rule for a column without a name; name "
     "one of the extract, or of its files\n"},
    {"returns of an extract without sales",
     "extracts: {products: {returns: {prefix: C}}}\n",
     "report.yaml:1:23: error: unrecognized key 'returns'; expected files, "
     "skip_lines, delimiter, encoding, decimal, thousands, currency, minus, "
     "round, dates, nulls, columns, fill_down, values, negate, constants, "
     "reject or reject_limit\n"},
    {"a calendar by file and by rule",
     "calendar: {file: x.csv, generate: months}\n",
     "report.yaml:1:11: error: a calendar has 'file' or 'generate', not "
     "both\n"},
    {"a calendar by another rule", "calendar: {generate: 4-4-4}\n",
     "report.yaml:1:22: error: invalid value '4-4-4' of 'generate'; did you "
     "mean '4-4-5'?\n"},
    {"weeks without a year's end", "calendar: {generate: 4-4-5}\n",
     "report.yaml:1:11: error: key 'year_end' is missing\n"},
    {"months with a year's end",
     "calendar: {generate: months, year_end: last Sunday of June}\n",
     "report.yaml:1:30: error: 'year_end' has no meaning where months are "
     "generated\n"},
    {"a year's end without a rule",
     "calendar: {year_end: last Sunday of June}\n",
     "report.yaml:1:11: error: key 'generate' is missing\n"},
    {"a calendar's file twice",
     "calendar: {file: a.csv}\nextracts: {fiscal_calendar: {files: b.csv}}\n",
     "report.yaml:1:12: error: the calendar's file is also given in line 2, "
     "under extracts; give it once\n"},
    {"a rule like another", "rules: {at_risk_day: 60}\n",
     "report.yaml:1:9: error: unrecognized key 'at_risk_day'; did you mean "
     "'at_risk_days'?\n"},
    {"a rule over its bounds", "rules: {reject_limit: 7}\n",
     "report.yaml:1:23: error: invalid value '7' of 'reject_limit'; expected a "
     "number from 0 to 1\n"},
    {"a rule of the wrong type", "rules: {at_risk_days: soon}\n",
     "report.yaml:1:23: error: invalid value 'soon' of 'at_risk_days'; "
     "expected a number from 1 to 3650\n"},
};

static void a_mistake_is_told_with_what_would_be_right(void **state)
{
    const struct wrong_case *want = *state;
    struct yaml_fixture fixture;
    struct config config;

    fixture_open(&fixture, want->content);
    assert_int_equal(load(&fixture, &config), BAD_DATA);
    assert_string_equal(fixture_said(&fixture), want->said);
    fixture_close(&fixture);
}

static void all_mistakes_are_told_in_one_run(void **state)
{
    struct yaml_fixture fixture;
    struct config config;

    (void)state;
    fixture_open(&fixture, "company: {curency: GBP}\n"
                           "sales: {exclude_categories: {a: b}}\n"
                           "rules: {small_cell: -1}\n");
    assert_int_equal(load(&fixture, &config), BAD_DATA);
    assert_int_equal(fixture.diag.errors, 3);
    fixture_close(&fixture);
}

static void every_extract_knows_its_columns(void **state)
{
    size_t count = 0;

    (void)state;
    for (size_t i = 0; i < EXTRACT_COUNT; i++) {
        const struct extract_spec *extract = &extract_specs[i];

        assert_int_equal(extract->first, count);
        for (size_t j = 0; j < extract->count; j++)
            assert_int_equal(column_specs[count++].extract, i);
    }
    assert_int_equal(count, COLUMN_COUNT);
    assert_string_equal(column_specs[COLUMN_stores_opened].name, "opened");
    assert_int_equal(column_specs[COLUMN_stores_opened].type, TYPE_DATE);
    assert_int_equal(column_specs[COLUMN_stores_opened].need, NEED_OPTIONAL);
}

static const struct CMUnitTest plain_tests[] = {
    cmocka_unit_test(without_a_file_everything_has_its_default),
    cmocka_unit_test(some_ids_are_of_nobody),
    cmocka_unit_test(the_example_of_the_contract_is_read),
    cmocka_unit_test(a_calendar_file_is_that_of_its_extract),
    cmocka_unit_test(all_mistakes_are_told_in_one_run),
    cmocka_unit_test(every_extract_knows_its_columns),
};

int main(void)
{
    struct CMUnitTest tests[COUNT(plain_tests) + COUNT(wrong_cases)];

    memcpy(tests, plain_tests, sizeof plain_tests);
    put_row_tests(tests + COUNT(plain_tests), wrong_cases,
                  a_mistake_is_told_with_what_would_be_right);
    return cmocka_run_group_tests_name("read/config", tests, NULL, NULL);
}
