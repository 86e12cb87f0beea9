#include "test.h"

#include "measure/account.h"

#include <string.h>

/* Ten rows of transactions and their header; two rejected, one set aside. */
static void fill(struct ledger *ledger, struct arena *arena)
{
    static const struct reject rejects[] = {
        {.extract = EXTRACT_transactions,
         .file = "a.csv",
         .line = 3,
         .column = 1,
         .reason = {"wrong number of fields", 22}},
        {.extract = EXTRACT_transactions,
         .file = "a.csv",
         .line = 5,
         .column = 1,
         .reason = {"wrong number of fields", 22}},
        {.extract = EXTRACT_transactions,
         .file = "a.csv",
         .line = 7,
         .column = 1,
         .reason = {"unit_price < 0", 14},
         .by_rule = true},
    };
    struct control *control = &ledger->controls[EXTRACT_transactions];

    ledger_init(ledger, arena);
    for (size_t i = 0; i < COUNT(rejects); i++)
        ledger_reject(ledger, &rejects[i]);
    control->delivered = true;
    control->rows = 11;
    control->ignored = 1;
    control->rejected = 2;
    control->set_aside = 1;
    control->accepted = 7;
    control->has_net = true;
    control->net_accepted = 1234500;
    ledger->controls[EXTRACT_stores].delivered = true;
    ledger->controls[EXTRACT_stores].rows = 4;
    ledger->controls[EXTRACT_stores].ignored = 1;
    ledger->controls[EXTRACT_stores].accepted = 3;
}

static int64_t value(const struct table *table, size_t row, const char *column)
{
    return table_cell(table, row, column)->integer;
}

static void rows_and_amounts_of_each_extract_are_told(void **state)
{
    struct arena arena = {0};
    struct ledger ledger = {0};
    const struct table *table;

    (void)state;
    fill(&ledger, &arena);
    table = account_extracts(&arena, &ledger);
    assert_int_equal(table->row_count, 3);
    assert_int_equal(value(table, 0, "read"), 11);
    assert_int_equal(value(table, 0, "used"), 7);
    assert_int_equal(value(table, 1, "used"), 1234500);
    assert_int_equal(table_cell(table, 1, "used")->kind, CELL_MONEY);
    assert_false(cell_is_defined(table_cell(table, 1, "read")));
    assert_int_equal(value(table, 0, "status"), 0);
    assert_int_equal(value(table, 2, "used"), 3);
    assert_int_equal(value(table, 2, "status"), 1);
    assert_int_equal(table->total[table_column(table, "read")].integer, 15);
    assert_int_equal(table->total[table_column(table, "used")].integer, 10);
    arena_free(&arena);
}

static void reasons_have_their_share_of_the_rows(void **state)
{
    struct arena arena = {0};
    struct ledger ledger = {0};
    const struct table *table;

    (void)state;
    fill(&ledger, &arena);
    table = account_reasons(&arena, &ledger);
    assert_int_equal(table->row_count, 2);
    assert_int_equal(value(table, 0, "rows"), 2);
    assert_close(table_cell(table, 0, "share")->real, 0.2);
    assert_int_equal(value(table, 0, "set_aside"), 0);
    assert_close(table_cell(table, 1, "share")->real, 0.1);
    assert_int_equal(value(table, 1, "set_aside"), 1);
    arena_free(&arena);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_and_amounts_of_each_extract_are_told),
        cmocka_unit_test(reasons_have_their_share_of_the_rows),
    };

    return cmocka_run_group_tests_name("measure/account", tests, NULL, NULL);
}
