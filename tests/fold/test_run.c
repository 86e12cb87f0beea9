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
            assert_true(len <= run_room(runs + i));
            assert_true(run_room(runs + i) <= RUN_BYTES);
            assert_int_equal(run_size(at, len), len);
            assert_int_equal(run_size(at, len - 1), 0);
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
    {"a run of nothing has a head only", {.gross = 0}, {{0, 0}, 0}, false, 36},
    {"a customer takes 12 bytes", {.gross = 0}, {{0, 0}, 0}, true, 48},
    {"the largest of 32 bits is not wide",
     {.gross = INT32_MAX},
     {{0, 0}, 0},
     false,
     36},
    {"the smallest of 32 bits is not wide",
     {.units = INT32_MIN},
     {{0, 0}, 0},
     false,
     36},
    {"one more is wide",
     {.gross = (int64_t)INT32_MAX + 1},
     {{0, 0}, 0},
     false,
     76},
    {"one less is wide",
     {.units = (int64_t)INT32_MIN - 1},
     {{0, 0}, 0},
     false,
     76},
    {"a wide discount is",
     {.discount = (int64_t)INT32_MAX + 1},
     {{0, 0}, 0},
     false,
     76},
    {"2^32 is not taken for 0",
     {.discount = INT64_C(1) << 32},
     {{0, 0}, 0},
     false,
     76},
    {"returns are wide", {.returns = 1}, {{0, 0}, 0}, false, 76},
    {"returned units of no amount are wide",
     {.gross = 0},
     {.returned_units = 1},
     false,
     76},
    {"64 bits are kept",
     {.gross = INT64_MIN, .units = INT64_MAX},
     {{0, 0}, 0},
     true,
     88},
    {"net sales without a cost take nothing",
     {.gross = 5},
     {{0, 0}, 0},
     false,
     36},
    {"all with a cost of nothing take nothing",
     {.gross = 5},
     {{5, 0}, 0},
     false,
     36},
    {"a cost of whole money takes 4 bytes",
     {.gross = 5},
     {{5, 3000}, 0},
     false,
     40},
    {"a cost below money takes 8", {.gross = 5}, {{5, 3001}, 0}, false, 44},
    {"the largest short cost",
     {.gross = 5},
     {{5, INT64_C(1000) * INT32_MAX}, 0},
     false,
     40},
    {"a cost of 2^32 money takes 8",
     {.gross = 5},
     {{5, (INT64_C(1) << 32) * 1000}, 0},
     false,
     44},
    {"some without a cost take 4 more",
     {.gross = 5},
     {{2, 3000}, 0},
     false,
     44},
    {"net sales of no cost take nothing more",
     {.gross = INT32_MAX},
     {{0, 3000}, 0},
     false,
     40},
    {"the largest short rest",
     {.gross = INT32_MAX, .discount = -1},
     {{1, 0}, 0},
     false,
     40},
    {"a long rest takes 8", {.gross = INT32_MAX}, {{-1, 0}, 0}, false, 44},
    {"what has a cost may be all that is not returned",
     {.gross = 9, .returns = 4},
     {{5, -3000}, 7},
     false,
     80},
    {"the last of the small numbers",
     {.date = UINT16_MAX,
      .day = UINT16_MAX,
      .store = UINT16_MAX - 1,
      .channel = UINT8_MAX - 1},
     {{0, 0}, 0},
     true,
     48},
    {"no store and no channel are small",
     {.store = MAP_NONE, .channel = MAP_NONE},
     {{0, 0}, 0},
     false,
     36},
    {"a late date is large",
     {.date = UINT16_MAX + 1, .day = UINT16_MAX + 1},
     {{0, 0}, 0},
     false,
     48},
    {"a date before 1970 is", {.date = -1, .day = -1}, {{0, 0}, 0}, true, 64},
    {"many stores are", {.store = UINT16_MAX}, {{0, 0}, 0}, false, 48},
    {"many channels are", {.channel = UINT8_MAX}, {{0, 0}, 0}, true, 64},
    {"the last second of a day",
     {.second = 86399, .has_time = 1},
     {{0, 0}, 0},
     false,
     36},
};

static void check_bytes(struct run *run, size_t bytes)
{
    uint64_t room[RUN_BYTES / sizeof(uint64_t) + 1];
    struct run got = {0};

    run->order.customer = MAP_NONE;
    if (run->has_customer)
        run->customer = key_of(STR("ann"));
    assert_int_equal(run_pack((char *)room, run), bytes);
    assert_ptr_equal(run_unpack((char *)room, &got), (char *)room + bytes);
    assert_same_run(&got, run);
}

static void a_run_takes_its_bytes(void **state)
{
    const struct want *want = *state;
    struct run run = {.order = want->order,
                      .side = want->side,
                      .has_customer = want->has_customer};

    check_bytes(&run, want->bytes);
}

/* Products, and what the last of them comes to. */
static const struct goods_want {
    const char *name;
    uint32_t sold;
    uint32_t returned;
    int64_t net;
    size_t bytes;
} goods_wants[] = {
    {"items take 8 bytes each", 3, 0, 0, 60},
    {"the largest net of 32 bits is not wide", 3, 0, INT32_MAX, 60},
    {"one more makes all nets wide", 3, 0, (int64_t)INT32_MAX + 1, 72},
    {"products brought back take 8 bytes each, and 4", 1, 2, 0, 64},
    {"a wide net of what is brought back is one", 1, 2, INT64_MIN, 76},
    {"the most products that a run has", RUN_ITEMS, RUN_RETURNS, INT64_MAX,
     RUN_BYTES - 12 - 16 - 40 - 2 * 8},
};

static void products_take_their_bytes(void **state)
{
    static const uint32_t items[RUN_ITEMS] = {1, 2, MAP_NONE};
    const struct goods_want *want = *state;
    struct run run = {.order = {.item_count = want->sold},
                      .items = items,
                      .returned_count = want->returned};

    if (want->returned > 0)
        run.returned_nets[want->returned - 1] = want->net;
    else
        run.nets[want->sold - 1] = want->net;
    check_bytes(&run, want->bytes);
}

/* Both ids decide. */
static void ids_of_up_to_12_bytes_are_short(void **state)
{
    static const struct {
        const char *id;
        const char *customer;
        size_t bytes;
    } ids[] = {
        {"123456789012", "abcdefghijkl", 48},
        {"1234567890123", "abcdefghijkl", 64},
        {"1", "abcdefghijklm", 64},
        {"an id that is hashed", "a", 64},
        {"1", "a customer that is hashed", 64},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(ids); i++) {
        struct run run = {.id = key_of(str_of(ids[i].id)),
                          .has_customer = true};
        struct run got = {0};
        uint64_t room[RUN_BYTES / sizeof(uint64_t) + 1];

        run.customer = key_of(str_of(ids[i].customer));
        run.order.customer = MAP_NONE;
        assert_int_equal(run_pack((char *)room, &run), ids[i].bytes);
        run_unpack((char *)room, &got);
        assert_same_run(&got, &run);
    }
}

static void a_run_takes_no_more_than_its_room(void **state)
{
    static const uint32_t items[RUN_ITEMS] = {0};
    struct run run = {
        .order = {.date = -1, .day = -1, .returns = 1, .item_count = RUN_ITEMS},
        .side = {{INT64_MAX, 1}, 0},
        .has_customer = true,
        .items = items,
        .returned_count = RUN_RETURNS,
        .returned_nets = {INT64_MIN}};

    (void)state;
    check_bytes(&run, RUN_BYTES);
    assert_int_equal(run_room(&run), RUN_BYTES);
}

int main(void)
{
    struct CMUnitTest tests[COUNT(wants) + COUNT(goods_wants) + 3] = {
        cmocka_unit_test(what_is_packed_comes_out_again),
        cmocka_unit_test(ids_of_up_to_12_bytes_are_short),
        cmocka_unit_test(a_run_takes_no_more_than_its_room),
    };

    put_row_tests(tests + 3, wants, a_run_takes_its_bytes);
    put_row_tests(tests + 3 + COUNT(wants), goods_wants,
                  products_take_their_bytes);
    return cmocka_run_group_tests_name("fold/run", tests, NULL, NULL);
}
