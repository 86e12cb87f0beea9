#include "desk.h"

#include "read/remark.h"

static const char yaml[] =
    "extracts:\n"
    "  transactions:\n"
    "    delimiter: \";\"\n"
    "    decimal: \",\"\n"
    "    thousands: \".\"\n"
    "    currency: \"€\"\n"
    "    dates: \"%d.%m.%y %I:%M %p\"\n"
    "    columns: {timestamp: [Tag, Uhr], quantity: Stück, net_amount: Netto}\n"
    "    reject: {quantity: \"< 0\", Status: \"= void\"}\n"
    "  products: {columns: {product_id: Artikel}}\n";

static const struct want {
    const char *name;
    enum extract_id extract;
    const char *reason;
    const char *field; /* "": none */
    const char *said;  /* of the excerpt 'x' */
} wants[] = {
    {"a quantity is a number", EXTRACT_transactions, "quantity is not a number",
     "Stück",
     "Stück (quantity) is not a number: 'x'; expected a number like 2 or 1,5"},
    {"an amount has its signs", EXTRACT_transactions,
     "net_amount is not a number", "Netto",
     "Netto (net_amount) is not a number: 'x'; expected an amount like "
     "1.234,50 €"},
    {"a name that is ours is said once", EXTRACT_transactions,
     "tax_amount has more than 4 decimal places", "tax_amount",
     "tax_amount has more than 4 decimal places: 'x'; expected at most that, "
     "like 12,3456, or 'round' in report.yaml to be true"},
    {"a quantity has fewer places", EXTRACT_transactions,
     "quantity has more than 3 decimal places", "Stück",
     "Stück (quantity) has more than 3 decimal places: 'x'; expected at most "
     "that, like 0,125, or 'round' in report.yaml to be true"},
    {"two fields are named both, and a date has its form", EXTRACT_transactions,
     "timestamp is not a date", "Tag + Uhr",
     "Tag + Uhr (timestamp) is not a date: 'x'; expected a date like 31.12.23 "
     "06:05 PM"},
    {"a date without a form is one of ISO 8601", EXTRACT_stores,
     "opened is not a date", "opened",
     "opened is not a date: 'x'; expected a date like 2023-12-31"},
    {"a time too", EXTRACT_offer_events, "opened_at is not a date", "opened_at",
     "opened_at is not a date: 'x'; expected a date like 2023-12-31 or "
     "2023-12-31 18:05:00"},
    {"what fits in a quantity", EXTRACT_transactions, "quantity is too large",
     "Stück",
     "Stück (quantity) is too large: 'x'; expected at most "
     "9.223.372.036.854.775,807"},
    {"what fits in an amount, of no column", EXTRACT_transactions,
     "amount is too large", "",
     "amount is too large: 'x'; expected at most 922.337.203.685.477,5807"},
    {"a word stands for no other", EXTRACT_transactions,
     "scanned is not one of 0, 1, true, false, Y, N", "scanned",
     "scanned is not one of 0, 1, true, false, Y, N: 'x'; expected one of "
     "them, "
     "or a word that 'values' in report.yaml explains"},
    {"an id that is there twice", EXTRACT_products, "duplicate product_id",
     "Artikel",
     "duplicate Artikel (product_id): 'x'; expected one row of each"},
    {"an id of another extract is named otherwise", EXTRACT_stores,
     "duplicate store_id", "store_id",
     "duplicate store_id: 'x'; expected one row of each"},
    {"a row has no column", EXTRACT_transactions, "wrong number of fields", "",
     "wrong number of fields: 'x'; expected as many as the header has"},
    {"where the reason says it nothing is expected", EXTRACT_offers,
     "end_date is before start_date", "end_date",
     "end_date is before start_date: 'x'"},
};

static void assert_str(struct str got, const char *want)
{
    struct arena scratch = {0};

    assert_string_equal(str_z(&scratch, got), want);
    arena_free(&scratch);
}

static struct reject reject_for(enum extract_id extract, const char *reason)
{
    return (struct reject){.extract = extract,
                           .file = "a.csv",
                           .reason = str_of(reason),
                           .excerpt = STR("x")};
}

static void configure(struct desk *desk)
{
    desk_write(desk, "report.yaml", str_of(yaml));
    assert_int_equal(
        config_load(&desk->arena, &desk->diag, desk->folder, &desk->config),
        OK);
}

static void it_is_said(void **state)
{
    const struct want *want = *state;
    void *own = NULL;
    struct desk *desk;
    struct reject reject = reject_for(want->extract, want->reason);

    desk_open(&own);
    desk = own;
    configure(desk);
    assert_str(remark_print(&desk->arena, &desk->config, &reject), want->said);
    assert_str(remark_of(&desk->arena, &desk->config, &reject).field,
               want->field);
    desk_close(&own);
}

static void a_rule_is_its_words_and_names_its_column(void **state)
{
    struct desk *desk = *state;
    struct reject own = reject_for(EXTRACT_transactions, "quantity < 0");
    struct reject other = reject_for(EXTRACT_transactions, "Status = void");
    struct remark remark;

    configure(desk);
    own.by_rule = other.by_rule = true;
    remark = remark_of(&desk->arena, &desk->config, &own);
    assert_str(remark.field, "Stück");
    assert_str(remark.reason, "quantity < 0");
    assert_int_equal(remark.remedy.len, 0);
    remark = remark_of(&desk->arena, &desk->config, &other);
    assert_str(remark.field, "Status");
}

static void a_name_that_hides_something_is_escaped(void **state)
{
    struct desk *desk = *state;
    struct reject reject = reject_for(EXTRACT_transactions, "channel is empty");

    configure(desk);
    desk->config.columns[COLUMN_transactions_channel].file_column =
        STR("a\x1b[2J");
    assert_str(remark_print(&desk->arena, &desk->config, &reject),
               "a\\x1b[2J (channel) is empty: 'x'; expected one in each row");
}

int main(void)
{
    static const struct CMUnitTest others[] = {
        DESK_TEST(a_rule_is_its_words_and_names_its_column),
        DESK_TEST(a_name_that_hides_something_is_escaped),
    };
    struct CMUnitTest tests[COUNT(wants) + COUNT(others)];

    put_row_tests(tests, wants, it_is_said);
    memcpy(tests + COUNT(wants), others, sizeof others);
    return cmocka_run_group_tests_name("read/remark", tests, NULL, NULL);
}
