#include "test.h"

#include "base/decimal.h"
#include "measure/bridge.h"

enum { RETAILERS = 2000 };

struct fixture {
    struct arena arena;
    struct diag diag;
    struct view view;
    uint32_t chance; /* the state of a small generator */
};

static int open_view(void **state)
{
    static struct fixture fixture;
    static const uint32_t nobody = 0;

    fixture = (struct fixture){.chance = 1};
    fixture.view.arena = &fixture.arena;
    fixture.view.subscribers = &nobody;
    for (size_t slot = 0; slot < SLOT_COUNT; slot++)
        fixture.view.windows[slot] = (struct window){.start = 1};
    for (size_t slot = 0; slot < SLOT_COMPARED; slot++)
        fixture.view.windows[slot].end = 28;
    *state = &fixture;
    return 0;
}

static int close_view(void **state)
{
    struct fixture *fixture = *state;

    arena_free(&fixture->arena);
    return 0;
}

static int64_t below(struct fixture *fixture, int64_t most)
{
    fixture->chance = fixture->chance * 1664525 + 1013904223;
    return (fixture->chance >> 8) % most;
}

/* Any movements that leave something or nothing; some are of nobody. */
static void draw(struct fixture *fixture, size_t slot)
{
    struct mrr_movement *movements =
        fixture->view.totals[slot].subscription.movements;
    int64_t sum = 0;

    for (size_t i = 0; i < MOVEMENT_CLOSING; i++) {
        int64_t monthly = below(fixture, 4)
                              ? below(fixture, INT64_C(1000) * MONTHLY_PARTS)
                              : 0;

        if (i == MOVEMENT_CONTRACTION || i == MOVEMENT_CHURN)
            monthly = -(monthly < sum ? monthly : sum);
        movements[i].monthly = monthly;
        sum += monthly;
    }
    movements[MOVEMENT_CLOSING].monthly = sum;
}

static int64_t amount(const struct table *table, size_t movement, size_t column)
{
    return table->cells[movement * table->column_count + column].integer;
}

/* Each is less than the last place from what it is of, and on its side of 0. */
static void check_part(int64_t part, int64_t monthly)
{
    int64_t lacks = part * MONTHLY_PARTS - monthly;

    assert_true(lacks < MONTHLY_PARTS && lacks > -MONTHLY_PARTS);
    assert_true(monthly == 0 ? part == 0
                             : part == 0 || (part > 0) == (monthly > 0));
}

static void check_column(const struct fixture *fixture,
                         const struct table *table, size_t slot)
{
    static const char *const names[] = {"mrr", "prev_mrr", "ly_mrr"};
    const struct mrr_movement *movements =
        fixture->view.totals[slot].subscription.movements;
    size_t column = (size_t)table_column(table, names[slot]);
    int64_t sum = 0;

    for (size_t i = 0; i < MOVEMENT_CLOSING; i++) {
        check_part(amount(table, i, column), movements[i].monthly);
        sum += amount(table, i, column);
    }
    assert_int_equal(amount(table, MOVEMENT_CLOSING, column), sum);
    assert_int_equal(
        sum, decimal_round(movements[MOVEMENT_CLOSING].monthly, MONTHLY_PARTS));
    assert_int_equal(
        amount(table, MOVEMENT_OPENING, column),
        decimal_round(movements[MOVEMENT_OPENING].monthly, MONTHLY_PARTS));
}

static void printed_movements_add_up_to_the_closing(void **state)
{
    struct fixture *fixture = *state;

    for (size_t i = 0; i < RETAILERS; i++) {
        struct table *table;

        for (size_t slot = 0; slot < SLOT_COMPARED; slot++)
            draw(fixture, slot);
        assert_int_equal(bridge_make(&fixture->view, &fixture->diag, &table),
                         OK);
        assert_int_equal(table->row_count, MOVEMENTS);
        for (size_t slot = 0; slot < SLOT_COMPARED; slot++)
            check_column(fixture, table, slot);
        arena_clear(&fixture->arena);
    }
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(printed_movements_add_up_to_the_closing,
                                        open_view, close_view),
    };

    return cmocka_run_group_tests_name("measure/bridge", tests, NULL, NULL);
}
