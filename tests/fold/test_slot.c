#include "test.h"

#include "fold/slot.h"

enum { FIRST = 18000 }; /* a day */

static struct order small_order(void)
{
    return (struct order){.date = FIRST + 3,
                          .second = SECOND_BITS,
                          .has_time = 1,
                          .is_sold = 1,
                          .has_gift = 1,
                          .content = (1U << CONTENT_BITS) - 1,
                          .day = FIRST + UINT16_MAX,
                          .customer = 7,
                          .store = SLOT_NO_STORE - 1,
                          .channel = SLOT_NO_CHANNEL - 1,
                          .items = UINT32_MAX,
                          .item_count = UINT8_MAX,
                          .gross = INT32_MAX,
                          .discount = INT32_MIN,
                          .units = -1};
}

static void check(const struct order *got, const struct order *want)
{
    assert_int_equal(got->date, want->date);
    assert_int_equal(got->day, want->day);
    assert_int_equal(got->second, want->second);
    assert_int_equal(got->has_time, want->has_time);
    assert_int_equal(got->scanned, want->scanned);
    assert_int_equal(got->is_sold, want->is_sold);
    assert_int_equal(got->positive, want->positive);
    assert_int_equal(got->has_gift, want->has_gift);
    assert_int_equal(got->has_refund, want->has_refund);
    assert_int_equal(got->content, want->content);
    assert_int_equal(got->customer, want->customer);
    assert_int_equal(got->store, want->store);
    assert_int_equal(got->channel, want->channel);
    assert_int_equal(got->items, want->items);
    assert_int_equal(got->item_count, want->item_count);
    assert_int_equal(got->gross, want->gross);
    assert_int_equal(got->discount, want->discount);
    assert_int_equal(got->returns, want->returns);
    assert_int_equal(got->units, want->units);
}

static void check_small(const struct order *want)
{
    struct order_slot slot;
    struct order got;

    assert_true(slot_put(&slot, want, FIRST));
    assert_false(slot_is_wide(&slot));
    got = slot_order(&slot, FIRST);
    check(&got, want);
}

static void check_wide(const struct order *want)
{
    struct order_slot slot;
    uint32_t words[SLOT_WORDS];
    struct order got;

    assert_false(slot_put(&slot, want, FIRST));
    slot_put_wide(&slot, want, words, 21);
    assert_true(slot_is_wide(&slot));
    assert_int_equal(slot.items, 21);
    got = slot_wide_order(&slot, words);
    check(&got, want);
}

static void small_orders_come_back(void **state)
{
    struct order order = small_order();

    (void)state;
    check_small(&order);
    order.scanned = order.positive = order.has_refund = 1;
    order.has_time = order.is_sold = order.has_gift = 0;
    order.gross = INT32_MIN;
    order.discount = order.units = INT32_MAX;
    check_small(&order);
    order.store = order.channel = order.customer = MAP_NONE;
    check_small(&order);
}

static void what_does_not_fit_is_wide(void **state)
{
    struct order orders[12];

    (void)state;
    for (size_t i = 0; i < COUNT(orders); i++)
        orders[i] = small_order();
    orders[0].date = FIRST - 1;
    orders[1].day = FIRST + UINT16_MAX + 1;
    orders[2].date = INT32_MIN;
    orders[3].store = SLOT_NO_STORE;
    orders[4].channel = SLOT_NO_CHANNEL;
    orders[5].item_count = UINT8_MAX + 1;
    orders[6].gross = (int64_t)INT32_MAX + 1;
    orders[7].discount = (int64_t)INT32_MIN - 1;
    orders[8].units = INT64_MAX;
    orders[9].returns = 1;
    orders[10].gross = INT64_MIN;
    orders[11].date = INT32_MAX;
    for (size_t i = 0; i < COUNT(orders); i++)
        check_wide(orders + i);
}

/* Customers are numbered when orders have been put. */
static void the_slot_knows_the_customer(void **state)
{
    struct order order = small_order();
    struct order_slot slot;
    uint32_t words[SLOT_WORDS];

    (void)state;
    order.returns = 5;
    slot_put_wide(&slot, &order, words, 0);
    slot.customer = 99;
    assert_int_equal(slot_wide_order(&slot, words).customer, 99);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(small_orders_come_back),
        cmocka_unit_test(what_does_not_fit_is_wide),
        cmocka_unit_test(the_slot_knows_the_customer),
    };

    return cmocka_run_group_tests_name("fold/slot", tests, NULL, NULL);
}
