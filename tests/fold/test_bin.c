#include "test.h"

#include "base/status.h"
#include "fold/bin.h"

enum { THINGS = 1000, DAYS = 3 };

/* What all bins of a thing come to, wide ones and others. */
static struct tally sum_of(const struct bin_store *store,
                           const struct bins *bins, uint32_t key)
{
    struct tally sum = {0};

    for (uint32_t i = 0; i < bins->room; i++)
        if (bins->items[i].key == key + 1) {
            sum.amount += bins->items[i].amount;
            sum.discount += bins->items[i].discount;
            sum.units += bins->items[i].units;
            sum.lines += bins->items[i].lines;
        }
    for (size_t i = 0; i < store->wide_count; i++)
        if (store->wide[i].key == key) {
            sum.amount += store->wide[i].tally.amount;
            sum.discount += store->wide[i].tally.discount;
            sum.units += store->wide[i].tally.units;
            sum.lines += store->wide[i].tally.lines;
        }
    return sum;
}

static void things_have_sums_of_their_own(void **state)
{
    struct arena arena = {0};
    struct bin_store store = {.arena = &arena};
    struct bins days[DAYS] = {{0}};

    (void)state;
    for (uint32_t i = 0; i < 4 * DAYS * THINGS; i++)
        assert_true(bins_add(
            &store, days + i % DAYS, 0, bin_key(i / DAYS % THINGS, i & 1),
            &(struct tally){
                .amount = i, .discount = 1, .units = 2, .lines = 1}));
    for (uint32_t day = 0; day < DAYS; day++) {
        struct tally sum = {0};

        for (uint32_t key = 0; key < 2 * THINGS; key++) {
            struct tally more = sum_of(&store, days + day, key);

            assert_int_equal(more.discount, more.lines);
            assert_int_equal(more.units, 2 * more.lines);
            sum.amount += more.amount;
            sum.lines += more.lines;
        }
        assert_int_equal(sum.lines, 4 * THINGS);
        /* day, day + 3 … : 4000 numbers */
        assert_int_equal(sum.amount, 4 * THINGS * (int64_t)day +
                                         3 * (4 * THINGS - 1) * 2 * THINGS);
    }
    assert_int_equal(store.wide_count, 0);
    arena_free(&arena);
}

/* Amounts at the edges of 32 bits, which add up to what 64 bits hold. */
static void what_outgrows_32_bits_is_not_lost(void **state)
{
    static const int64_t amounts[] = {
        1,         INT32_MAX, 1,         INT32_MIN, -1,           INT32_MIN,
        INT32_MAX, INT32_MAX, 1LL << 40, 5,         -(1LL << 41), 7,
    };
    struct arena arena = {0};
    struct bin_store store = {.arena = &arena};
    struct bins bins = {0};
    struct tally got;
    int64_t sum = 0;

    (void)state;
    for (size_t i = 0; i < COUNT(amounts); i++) {
        sum += amounts[i];
        assert_true(
            bins_add(&store, &bins, 0, 6,
                     &(struct tally){amounts[i], -amounts[i], amounts[i], 1}));
        got = sum_of(&store, &bins, 6);
        assert_int_equal(got.amount, sum);
        assert_int_equal(got.discount, -sum);
        assert_int_equal(got.units, sum);
        assert_int_equal(got.lines, i + 1);
    }
    assert_true(store.wide_count > 0);
    assert_int_equal(bins.count, 1);
    arena_free(&arena);
}

static void renumbered_things_keep_their_sums(void **state)
{
    static const uint32_t numbers[] = {2, 0, 1};
    struct arena arena = {0};
    struct bin_store store = {.arena = &arena};
    struct bins bins = {0};

    (void)state;
    for (uint32_t i = 0; i < COUNT(numbers); i++)
        bins_add(&store, &bins, 0, bin_key(i, i == 1),
                 &(struct tally){.amount = 10 + i, .lines = 1});
    bins_renumber(&bins, numbers);
    assert_int_equal(bins.count, COUNT(numbers));
    for (uint32_t i = 0; i < bins.count; i++) {
        uint32_t key = bins.items[i].key - 1;
        uint32_t old = (uint32_t)bins.items[i].amount - 10;

        assert_int_equal(key, bin_key(numbers[old], old == 1));
    }
    arena_free(&arena);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(things_have_sums_of_their_own),
        cmocka_unit_test(what_outgrows_32_bits_is_not_lost),
        cmocka_unit_test(renumbered_things_keep_their_sums),
    };

    return cmocka_run_group_tests_name("fold/bin", tests, NULL, NULL);
}
