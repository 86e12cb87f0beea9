#include "runs.h"

/* Room for some runs, aligned for their items. */
enum { SOME = 8, ROOM = SOME * RUN_BYTES };

static void what_is_packed_comes_out_again(void **state)
{
    unsigned seed = 1;

    (void)state;
    for (size_t trial = 0; trial < 20000; trial++) {
        static uint32_t items[SOME][RUN_ITEMS];
        static uint64_t room[ROOM / sizeof(uint64_t) + 1];
        char *at = (char *)room;
        struct run runs[SOME];
        const char *from = at;

        for (size_t i = 0; i < SOME; i++) {
            size_t len;

            runs[i] = draw_run(&seed, items[i], RUN_ITEMS);
            len = run_pack(at, runs + i);
            assert_true(len <= RUN_BYTES);
            assert_int_equal(len % sizeof(uint32_t), 0);
            at += len;
        }
        for (size_t i = 0; i < SOME; i++) {
            struct run run = {0};

            from = run_unpack(from, &run);
            assert_same_run(&run, runs + i);
        }
        assert_ptr_equal(from, at);
    }
}

/* One amount at an edge of 32 bits, or beyond, or one item more; costs. */
static const struct want {
    const char *name;
    struct order order;
    struct side_sums side;
    bool has_customer;
    size_t bytes;
} wants[] = {
    {"a run of nothing has a head only", {.gross = 0}, {{0, 0}, 0}, false, 48},
    {"a customer takes 16 bytes", {.gross = 0}, {{0, 0}, 0}, true, 64},
    {"the largest of 32 bits is not wide",
     {.gross = INT32_MAX},
     {{0, 0}, 0},
     false,
     48},
    {"the smallest of 32 bits is not wide",
     {.units = INT32_MIN},
     {{0, 0}, 0},
     false,
     48},
    {"one more is wide",
     {.gross = (int64_t)INT32_MAX + 1},
     {{0, 0}, 0},
     false,
     88},
    {"one less is wide",
     {.units = (int64_t)INT32_MIN - 1},
     {{0, 0}, 0},
     false,
     88},
    {"a wide discount is",
     {.discount = (int64_t)INT32_MAX + 1},
     {{0, 0}, 0},
     false,
     88},
    {"2^32 is not taken for 0",
     {.discount = INT64_C(1) << 32},
     {{0, 0}, 0},
     false,
     88},
    {"returns are wide", {.returns = 1}, {{0, 0}, 0}, false, 88},
    {"returned units of no amount are wide",
     {.gross = 0},
     {.returned_units = 1},
     false,
     88},
    {"64 bits are kept",
     {.gross = INT64_MIN, .units = INT64_MAX},
     {{0, 0}, 0},
     true,
     104},
    {"net sales without a cost take nothing",
     {.gross = 5},
     {{0, 0}, 0},
     false,
     48},
    {"all with a cost of nothing take nothing",
     {.gross = 5},
     {{5, 0}, 0},
     false,
     48},
    {"a cost of whole money takes 4 bytes",
     {.gross = 5},
     {{5, 3000}, 0},
     false,
     52},
    {"a cost below money takes 8", {.gross = 5}, {{5, 3001}, 0}, false, 56},
    {"the largest short cost",
     {.gross = 5},
     {{5, INT64_C(1000) * INT32_MAX}, 0},
     false,
     52},
    {"a cost of 2^32 money takes 8",
     {.gross = 5},
     {{5, (INT64_C(1) << 32) * 1000}, 0},
     false,
     56},
    {"some without a cost take 4 more",
     {.gross = 5},
     {{2, 3000}, 0},
     false,
     56},
    {"net sales of no cost take nothing more",
     {.gross = INT32_MAX},
     {{0, 3000}, 0},
     false,
     52},
    {"the largest short rest",
     {.gross = INT32_MAX, .discount = -1},
     {{1, 0}, 0},
     false,
     52},
    {"a long rest takes 8", {.gross = INT32_MAX}, {{-1, 0}, 0}, false, 56},
    {"what has a cost may be all that is not returned",
     {.gross = 9, .returns = 4},
     {{5, -3000}, 7},
     false,
     92},
    {"items take 4 bytes each", {.item_count = 3}, {{0, 0}, 0}, false, 60},
    {"all a run may have",
     {.returns = 1, .item_count = RUN_ITEMS},
     {{INT64_MAX, 1}, 0},
     true,
     RUN_BYTES},
    {"the last second of a day",
     {.second = 86399, .has_time = 1},
     {{0, 0}, 0},
     false,
     48},
};

static void a_run_takes_its_bytes(void **state)
{
    const struct want *want = *state;
    uint32_t items[RUN_ITEMS] = {1, 2, MAP_NONE};
    uint64_t room[RUN_BYTES / sizeof(uint64_t) + 1];
    struct run run = {.order = want->order,
                      .side = want->side,
                      .has_customer = want->has_customer,
                      .items = items};
    struct run got = {0};

    run.order.customer = MAP_NONE;
    if (run.has_customer)
        run.customer = key_of(STR("ann"));
    assert_int_equal(run_pack((char *)room, &run), want->bytes);
    assert_ptr_equal(run_unpack((char *)room, &got),
                     (char *)room + want->bytes);
    assert_same_run(&got, &run);
}

int main(void)
{
    struct CMUnitTest tests[COUNT(wants) + 1] = {
        cmocka_unit_test(what_is_packed_comes_out_again),
    };

    for (size_t i = 0; i < COUNT(wants); i++)
        tests[1 + i] = (struct CMUnitTest){
            .name = wants[i].name,
            .test_func = a_run_takes_its_bytes,
            .initial_state = (void *)(uintptr_t)&wants[i],
        };
    return cmocka_run_group_tests_name("fold/run", tests, NULL, NULL);
}
