#include "draw.h"

#include "fold/bin.h"

#include <string.h>

enum { THINGS = 1500, KEYS = 2 * THINGS, DAYS = 5 };

static void add_tally(struct tally *sum, const struct tally *more)
{
    sum->amount += more->amount;
    sum->discount += more->discount;
    sum->units += more->units;
    sum->lines += more->lines;
}

static void add_cell(struct tally *sum, const struct cell_sums *sums)
{
    add_tally(sum, &(struct tally){sums->amount, sums->discount, sums->units,
                                   sums->lines});
}

/* What all bins of a day come to by key: cells, hashed ones and wide ones. */
static void sum_day(const struct bins *bins, const struct wide_bins *wide,
                    int32_t date, struct tally sums[static KEYS])
{
    memset(sums, 0, KEYS * sizeof *sums);
    for (uint32_t i = 0; i < bins->cell_count; i++)
        if (bins->cells[i].lines > 0)
            add_cell(sums + bin_key(i, false), bins->cells + i);
    for (uint32_t i = 0; i < bins->room; i++)
        if (bins->items[i].key)
            add_cell(sums + bins->items[i].key - 1, &bins->items[i].sums);
    for (size_t i = 0; i < wide->count; i++)
        if (wide->items[i].date == date)
            add_tally(sums + wide->items[i].key, &wide->items[i].tally);
}

/* Some days, and the plain table of what they must come to. */
struct fixture {
    struct arena arena;
    struct bin_store store;
    struct bins days[DAYS];
    struct tally want[DAYS][KEYS];
};

static int open_bins(void **state)
{
    struct fixture *fixture = calloc(1, sizeof *fixture);

    fixture->store.arena = &fixture->arena;
    *state = fixture;
    return 0;
}

static int close_bins(void **state)
{
    struct fixture *fixture = *state;

    arena_free(&fixture->arena);
    free(fixture);
    return 0;
}

static void add(struct fixture *fixture, uint32_t day, uint32_t key,
                const struct tally *tally)
{
    bins_prefetch(fixture->days + day, key);
    assert_true(bins_add(&fixture->store, fixture->days + day, (int32_t)day,
                         key, tally));
    add_tally(&fixture->want[day][key], tally);
}

/* What has a cell has no bin, so that a walk comes by it once. */
static void check_bins(const struct bins *bins)
{
    uint32_t count = 0;

    for (uint32_t i = 0; i < bins->room; i++) {
        uint32_t key = bins->items[i].key;

        count += key > 0;
        assert_true(key == 0 || ((key - 1) & 1) ||
                    (key - 1) >> 1 >= bins->cell_count);
    }
    assert_int_equal(count, bins->count);
}

static void check(const struct fixture *fixture, const struct wide_bins *wide)
{
    struct tally got[KEYS];

    for (int32_t day = 0; day < DAYS; day++) {
        check_bins(fixture->days + day);
        sum_day(fixture->days + day, wide, day, got);
        for (uint32_t key = 0; key < KEYS; key++) {
            const struct tally *want = &fixture->want[day][key];

            assert_true(got[key].amount == want->amount);
            assert_true(got[key].discount == want->discount);
            assert_true(got[key].units == want->units);
            assert_true(got[key].lines == want->lines);
        }
    }
}

/* How lines are drawn: of how many things, and of what size. */
static const struct habit {
    const char *name;
    unsigned things;
    unsigned grow;    /* things, of which there is one more each so often */
    unsigned returns; /* one of so many lines is one */
    unsigned bits;    /* of amounts, at most */
} habits[] = {
    {"a few things have bins", 20, 1, 3, 16},
    {"many things have cells", THINGS, 1, 20, 16},
    {"things become known day by day", THINGS, 20, 20, 16},
    {"things are known slowly", 300, 200, 4, 16},
    {"all lines are returns", THINGS, 5, 1, 16},
    {"half of all lines are returns", THINGS, 5, 2, 16},
    {"sums outgrow 32 bits", 200, 5, 4, 31},
    {"lines outgrow 32 bits", 200, 5, 4, 36},
    {"lines have 48 bits", THINGS, 1, 4, 48},
};

static int64_t draw_bits_of(unsigned *seed, unsigned bits)
{
    return (int64_t)(draw_bits(seed) >> 1) * (draw_bool(seed) ? 1 : -1) >>
           (64 - bits);
}

static void add_lines(struct fixture *fixture, const struct habit *habit,
                      unsigned count, unsigned *seed)
{
    for (unsigned i = 0; i < count; i++) {
        unsigned known = 1 + i / habit->grow;
        uint32_t day = draw(seed, 3) ? i * DAYS / count : draw(seed, DAYS);
        uint32_t thing =
            draw(seed, known < habit->things ? known : habit->things);
        /* A few sell more than the others, and one most of all. */
        if (draw(seed, 4) == 0)
            thing = thing % 7;
        add(fixture, day, bin_key(thing, draw(seed, habit->returns) == 0),
            &(struct tally){draw_bits_of(seed, habit->bits),
                            draw_bits_of(seed, habit->bits),
                            draw_bits_of(seed, habit->bits), 1});
    }
}

static void sums_are_those_of_a_plain_table(void **state)
{
    const struct habit *habit = *state;

    for (unsigned seed = 1; seed < 9; seed++) {
        unsigned drawn = seed;
        void *own = NULL;
        struct fixture *fixture;

        open_bins(&own);
        fixture = own;
        for (unsigned round = 0; round < 4; round++) {
            add_lines(fixture, habit, 1000u << 2 * round, &drawn);
            check(fixture, &fixture->store.wide);
        }
        close_bins(&own);
    }
}

static void what_sells_daily_has_cells(void **state)
{
    struct fixture *fixture = *state;

    for (uint32_t day = 0; day < DAYS; day++)
        for (uint32_t thing = 0; thing < THINGS; thing++)
            for (unsigned returned = 0; returned < 1 + thing % 2; returned++)
                add(fixture, day, bin_key(thing, returned),
                    &(struct tally){.amount = thing, .units = 1, .lines = 1});
    check(fixture, &fixture->store.wide);
    assert_int_equal(fixture->store.wide.count, 0);
    for (uint32_t day = 1; day < DAYS; day++) {
        assert_true(fixture->days[day].cell_count >= THINGS);
        assert_int_equal(fixture->days[day].count, THINGS / 2);
    }
}

static void what_sells_seldom_has_none(void **state)
{
    struct fixture *fixture = *state;

    for (uint32_t thing = 0; thing < THINGS; thing++)
        add(fixture, thing % DAYS, bin_key(thing, false),
            &(struct tally){.amount = 1, .lines = 1});
    check(fixture, &fixture->store.wide);
    assert_int_equal(fixture->days[DAYS - 1].cell_count, 0);
}

/* Amounts at the edges of 32 bits, which add up to what 64 bits hold. */
static void outgrow_32_bits(struct fixture *fixture, uint32_t key)
{
    static const int64_t amounts[] = {
        1,         INT32_MAX, 1,         INT32_MIN, -1,           INT32_MIN,
        INT32_MAX, INT32_MAX, 1LL << 40, 5,         -(1LL << 41), 7,
    };
    size_t wide = fixture->store.wide.count;

    for (size_t i = 0; i < COUNT(amounts); i++) {
        add(fixture, 0, key,
            &(struct tally){amounts[i], -amounts[i], amounts[i], 1});
        check(fixture, &fixture->store.wide);
    }
    assert_true(fixture->store.wide.count > wide);
}

static void what_outgrows_a_bin_is_not_lost(void **state)
{
    struct fixture *fixture = *state;

    outgrow_32_bits(fixture, 6);
    assert_int_equal(fixture->days[0].count, 1);
    assert_int_equal(fixture->days[0].cell_count, 0);
}

static void what_outgrows_a_cell_is_not_lost(void **state)
{
    struct fixture *fixture = *state;

    for (uint32_t i = 0; i < THINGS; i++)
        add(fixture, 0, bin_key(i, false), &(struct tally){.lines = 1});
    assert_true(fixture->days[0].cell_count > 6);
    outgrow_32_bits(fixture, bin_key(6, false));
    outgrow_32_bits(fixture, bin_key(6, true));
}

static void several_lines_may_come_at_once(void **state)
{
    struct fixture *fixture = *state;

    for (uint32_t i = 0; i < 9; i++)
        add(fixture, 0, 4,
            &(struct tally){.amount = 3, .lines = (int64_t)UINT32_MAX - 2 + i});
    check(fixture, &fixture->store.wide);
}

/* A bin of 5, to which an amount is added that it does not bear. */
static void what_outgrows_64_bits_is_told(void **state)
{
    struct fixture *fixture = *state;
    static const struct tally tallies[] = {
        {.amount = INT64_MAX, .lines = 1},
        {.discount = INT64_MIN, .lines = 1},
        {.units = INT64_MAX - 4, .lines = 1},
    };

    for (uint32_t i = 0; i < COUNT(tallies); i++) {
        add(fixture, 0, i, &(struct tally){5, -5, 5, 1});
        assert_false(
            bins_add(&fixture->store, fixture->days, 0, i, tallies + i));
    }
    check(fixture, &fixture->store.wide);
}

/* Days of before stay; those of after begin anew, things too. */
static void a_store_begins_again(void **state)
{
    const struct habit daily = {"", THINGS, 1, 9, 30};
    const struct habit few = {"", 100, 1, 9, 30};
    struct fixture *fixture = *state;
    struct fixture *after = calloc(1, sizeof *after);
    struct wide_bins taken;
    unsigned seed = 5;

    add_lines(fixture, &daily, 30000, &seed);
    taken = fixture->store.wide;
    assert_true(taken.count > 0);
    bin_store_restart(&fixture->store);
    after->store = fixture->store;
    add_lines(after, &few, 9000, &seed);
    check(after, &after->store.wide);
    check(fixture, &taken);
    for (uint32_t day = 0; day < DAYS; day++)
        assert_in_range(after->days[day].cell_count, 100, 200);
    bin_store_restart(&after->store);
    memset(after->days, 0, sizeof after->days);
    memset(after->want, 0, sizeof after->want);
    add_lines(after, &daily, 30000, &seed);
    check(after, &after->store.wide);
    check(fixture, &taken);
    free(after);
}

static void a_thing_of_another_number_stays_what_it_was(void **state)
{
    static const uint32_t numbers[] = {2, 0, 1};

    (void)state;
    for (uint32_t i = 0; i < COUNT(numbers); i++)
        for (unsigned returned = 0; returned < 2; returned++)
            assert_int_equal(bin_renumber(bin_key(i, returned), numbers),
                             bin_key(numbers[i], returned));
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, open_bins, close_bins)
    static const struct CMUnitTest others[] = {
        TEST(what_sells_daily_has_cells),
        TEST(what_sells_seldom_has_none),
        TEST(what_outgrows_a_bin_is_not_lost),
        TEST(what_outgrows_a_cell_is_not_lost),
        TEST(several_lines_may_come_at_once),
        TEST(what_outgrows_64_bits_is_told),
        TEST(a_store_begins_again),
        cmocka_unit_test(a_thing_of_another_number_stays_what_it_was),
    };
#undef TEST
    struct CMUnitTest tests[COUNT(habits) + COUNT(others)];

    put_row_tests(tests, habits, sums_are_those_of_a_plain_table);
    memcpy(tests + COUNT(habits), others, sizeof others);
    return cmocka_run_group_tests_name("fold/bin", tests, NULL, NULL);
}
