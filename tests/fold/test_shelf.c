#include "runs.h"

#include "fold/shelf.h"

/* What was put on a shelf, in order, and the batch that it is of. */
struct put {
    struct run run;
    size_t batch;
    uint32_t items[RUN_ITEMS];
};

struct fixture {
    struct arena arena;
    struct shelf shelf;
    struct batch *batches;
    size_t batch_count;
    struct put *puts;
    size_t count;
};

static int open_shelf(void **state)
{
    *state = calloc(1, sizeof(struct fixture));
    return *state ? 0 : -1;
}

static int close_shelf(void **state)
{
    struct fixture *fixture = *state;

    for (size_t i = 0; i < KEY_PARTS; i++)
        run_list_drop(fixture->shelf.parts + i);
    arena_free(&fixture->arena);
    free(fixture);
    return 0;
}

/* Fill a shelf: so many runs in each batch, with ids of some parts only. */
static void fill(struct fixture *fixture, const size_t *counts, size_t batches,
                 unsigned seed)
{
    size_t total = 0;

    for (size_t i = 0; i < batches; i++)
        total += counts[i];
    fixture->puts = arena_array(&fixture->arena, struct put, total + 1);
    fixture->batches = arena_array(&fixture->arena, struct batch, batches + 1);
    fixture->batch_count = batches;
    for (size_t i = 0; i < batches; i++) {
        for (size_t j = 0; j < counts[i]; j++) {
            struct put *put = fixture->puts + fixture->count++;
            unsigned id = draw(&seed, 5);

            put->run = draw_run(&seed, put->items, RUN_ITEMS);
            put->run.id = key_of((struct str){(char *)&id, sizeof id});
            put->batch = i;
            shelf_put(&fixture->shelf, &put->run);
        }
        shelf_mark(&fixture->shelf, fixture->batches + i);
    }
}

/* The next run of a part from `from` on; their count if there is none. */
static size_t next_put(const struct fixture *fixture, size_t from, size_t part)
{
    while (from < fixture->count &&
           key_part(key_hash(&fixture->puts[from].run.id)) != part)
        from++;
    return from;
}

/* Take a part off the shelf, batch after batch. */
static void check_part(struct fixture *fixture, size_t part)
{
    struct run_place place = {0};
    size_t next = next_put(fixture, 0, part);

    for (size_t i = 0; i < fixture->batch_count; i++) {
        const struct batch *batch = fixture->batches + i;
        uint32_t count = 0;
        uint32_t items = 0;
        const char *at;
        size_t len;

        while ((at = shelf_next(&fixture->shelf, batch, part, &place, &len))) {
            assert_true(len > 0);
            for (const char *end = at + len; at < end; count++) {
                struct run run = {0};

                at = run_unpack(at, &run);
                assert_true(at <= end);
                assert_true(next < fixture->count);
                assert_int_equal(fixture->puts[next].batch, i);
                assert_same_run(&run, &fixture->puts[next].run);
                next = next_put(fixture, next + 1, part);
                items += run.order.item_count + run.returned_count;
            }
        }
        assert_int_equal(count, batch->parts[part].count);
        assert_int_equal(items, batch->parts[part].items);
        assert_null(shelf_next(&fixture->shelf, batch, part, &place, &len));
    }
    assert_int_equal(next, fixture->count);
}

static void check(struct fixture *fixture)
{
    const struct batch *batch = fixture->shelf.first;

    for (size_t i = 0; i < fixture->batch_count; i++) {
        assert_ptr_equal(batch, fixture->batches + i);
        batch = batch->next_on_shelf;
    }
    assert_null(batch);
    for (size_t part = 0; part < KEY_PARTS; part++)
        check_part(fixture, part);
}

static void runs_come_by_batch_and_part_in_order(void **state)
{
    static const size_t counts[] = {3000, 1, 500, 2000, 7};

    fill(*state, counts, COUNT(counts), 1);
    check(*state);
}

static void batches_may_be_empty(void **state)
{
    static const size_t counts[] = {0, 0, 5, 0, 900, 0, 0, 1, 0};

    fill(*state, counts, COUNT(counts), 2);
    check(*state);
}

static void a_shelf_may_be_empty(void **state)
{
    static const size_t counts[] = {0, 0};

    fill(*state, counts, COUNT(counts), 3);
    check(*state);
}

static void every_run_may_be_a_batch(void **state)
{
    static size_t counts[2000];

    for (size_t i = 0; i < COUNT(counts); i++)
        counts[i] = 1;
    fill(*state, counts, COUNT(counts), 4);
    check(*state);
}

int main(void)
{
#define TEST(name)                                                             \
    cmocka_unit_test_setup_teardown(name, open_shelf, close_shelf)
    static const struct CMUnitTest tests[] = {
        TEST(runs_come_by_batch_and_part_in_order),
        TEST(batches_may_be_empty),
        TEST(a_shelf_may_be_empty),
        TEST(every_run_may_be_a_batch),
    };
#undef TEST

    return cmocka_run_group_tests_name("fold/shelf", tests, NULL, NULL);
}
