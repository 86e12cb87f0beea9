#include "desk.h"

#include "read/control.h"

static void add(struct ledger *ledger, enum extract_id extract,
                const char *file, size_t line, size_t column,
                const char *reason)
{
    ledger_reject(ledger, &(struct reject){.extract = extract,
                                           .file = file,
                                           .line = line,
                                           .column = column,
                                           .reason = str_of(reason),
                                           .excerpt = STR("a,b")});
}

static void rejects_are_copied_counted_and_sorted(void **state)
{
    struct desk *desk = *state;
    struct ledger *ledger = &desk->ledger;
    char file[] = "b.csv";
    char reason[] = "stray quote";

    ledger_init(ledger, &desk->arena);
    add(ledger, EXTRACT_stores, "a.csv", 1, 1, "x");
    add(ledger, EXTRACT_transactions, file, 10, 1, reason);
    add(ledger, EXTRACT_transactions, file, 9, 2, reason);
    add(ledger, EXTRACT_transactions, file, 9, 1, reason);
    add(ledger, EXTRACT_transactions, "a.csv", 11, 1, reason);
    memset(file, 'x', sizeof file - 1);
    memset(reason, 'x', sizeof reason - 1);
    assert_string_equal(desk_rejects(desk), "11:1 stray quote\n"
                                            "9:1 stray quote\n"
                                            "9:2 stray quote\n"
                                            "10:1 stray quote\n"
                                            "1:1 x\n");
    assert_string_equal(ledger->rejects[1].file, "b.csv");
    assert_true(str_equal(ledger->rejects[1].excerpt, STR("a,b")));
    assert_int_equal(ledger->controls[EXTRACT_transactions].rejected, 4);
    assert_int_equal(ledger->controls[EXTRACT_stores].rejected, 1);
}

static void reasons_come_most_frequent_first(void **state)
{
    struct desk *desk = *state;
    struct ledger *ledger = &desk->ledger;
    struct reason_count *reasons;

    ledger_init(ledger, &desk->arena);
    add(ledger, EXTRACT_stores, "a.csv", 1, 1, "b");
    add(ledger, EXTRACT_stores, "a.csv", 2, 1, "c");
    add(ledger, EXTRACT_stores, "a.csv", 3, 1, "c");
    add(ledger, EXTRACT_stores, "a.csv", 4, 1, "a");
    add(ledger, EXTRACT_products, "b.csv", 1, 1, "b");
    ledger_reject(ledger, &(struct reject){.extract = EXTRACT_stores,
                                           .file = "a.csv",
                                           .line = 5,
                                           .reason = STR("b"),
                                           .by_rule = true});
    assert_int_equal(
        ledger_reasons(ledger, EXTRACT_stores, &desk->arena, &reasons), 4);
    assert_true(str_equal(reasons[0].reason, STR("c")));
    assert_int_equal(reasons[0].count, 2);
    assert_true(str_equal(reasons[1].reason, STR("a")));
    assert_true(str_equal(reasons[2].reason, STR("b")));
    assert_false(reasons[2].by_rule);
    assert_true(str_equal(reasons[3].reason, STR("b")));
    assert_true(reasons[3].by_rule);
    assert_int_equal(
        ledger_reasons(ledger, EXTRACT_offers, &desk->arena, &reasons), 0);
    assert_int_equal(ledger->controls[EXTRACT_stores].rejected, 4);
    assert_int_equal(ledger->controls[EXTRACT_stores].set_aside, 1);
}

/* One thread's account: a file, rows, dates and amounts. */
static void fill(struct ledger *ledger, struct arena *arena, const char *file,
                 int32_t date, int64_t net)
{
    struct control *control = &ledger->controls[EXTRACT_transactions];

    ledger_init(ledger, arena);
    ledger_add_file(ledger, EXTRACT_transactions,
                    &(struct file_total){.file = file, .bytes = 5});
    control->has_net = true;
    control->rows = 5;
    control->accepted = 2;
    control->ignored = 1;
    control_add_date(control, date);
    control_add_date(control, DATE_NONE);
    control_add_net(control, &control->net_accepted, net);
    add(ledger, EXTRACT_transactions, file, 3, 1, "stray quote");
    add(ledger, EXTRACT_transactions, file, 2, 1, "NUL byte");
}

static void accounts_merge_in_any_order(void **state)
{
    struct desk *desk = *state;

    for (int order = 0; order < 2; order++) {
        struct arena other = {0};
        struct ledger parts[2];
        const struct control *control =
            &desk->ledger.controls[EXTRACT_transactions];
        struct reason_count *reasons;

        fill(&parts[0], &other, "b.csv", 20, 7);
        fill(&parts[1], &other, "a.csv", 10, -3);
        ledger_init(&desk->ledger, &desk->arena);
        ledger_merge(&desk->ledger, &parts[order]);
        ledger_merge(&desk->ledger, &parts[1 - order]);
        arena_free(&other);
        assert_string_equal(desk_rejects(desk), "2:1 NUL byte\n"
                                                "3:1 stray quote\n"
                                                "2:1 NUL byte\n"
                                                "3:1 stray quote\n");
        assert_string_equal(desk->ledger.rejects[0].file, "a.csv");
        assert_int_equal(control->file_count, 2);
        assert_string_equal(control->files[0].file, "a.csv");
        assert_string_equal(control->files[1].file, "b.csv");
        assert_int_equal(control->files[1].bytes, 5);
        assert_true(control->delivered);
        assert_int_equal(control->rejected, 4);
        assert_adds_up(control);
        assert_int_equal(control->first_date, 10);
        assert_int_equal(control->last_date, 20);
        assert_int_equal(control->net_accepted, 4);
        assert_int_equal(ledger_reasons(&desk->ledger, EXTRACT_transactions,
                                        &desk->arena, &reasons),
                         2);
        assert_int_equal(reasons[0].count, 2);
    }
}

static void a_sum_that_does_not_fit_is_marked(void **state)
{
    struct control control = {0};

    (void)state;
    control_add_net(&control, &control.net_accepted, INT64_MAX);
    assert_false(control.net_overflow);
    control_add_net(&control, &control.net_accepted, 1);
    assert_true(control.net_overflow);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        DESK_TEST(rejects_are_copied_counted_and_sorted),
        DESK_TEST(reasons_come_most_frequent_first),
        DESK_TEST(accounts_merge_in_any_order),
        cmocka_unit_test(a_sum_that_does_not_fit_is_marked),
    };

    return cmocka_run_group_tests_name("read/control", tests, NULL, NULL);
}
