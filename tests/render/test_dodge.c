#include "test.h"

#include "draw.h"
#include "render/dodge.h"

#include <math.h>

static void labels_with_room_stay_where_they_are(void **state)
{
    struct dodge items[] = {{.wanted = 50, .size = 10, .index = 0},
                            {.wanted = 20, .size = 10, .index = 1}};

    (void)state;
    assert_true(dodge_place(items, 2, 0, 100));
    assert_int_equal(items[0].index, 1);
    assert_close(items[0].at, 20);
    assert_close(items[1].at, 50);
}

static void labels_on_one_another_move_apart_evenly(void **state)
{
    struct dodge items[] = {{.wanted = 50, .size = 10, .index = 0},
                            {.wanted = 50, .size = 10, .index = 1},
                            {.wanted = 50, .size = 20, .index = 2}};

    (void)state;
    assert_true(dodge_place(items, 3, 0, 100));
    /* Ties keep their order, and all together stay around 50. */
    for (size_t i = 0; i < 3; i++)
        assert_int_equal(items[i].index, i);
    assert_close(items[1].at - items[0].at, 10);
    assert_close(items[2].at - items[1].at, 15);
    assert_close(items[0].at + items[1].at + items[2].at, 150);
}

static void labels_keep_within_their_ends(void **state)
{
    struct dodge items[] = {{.wanted = -500, .size = 10, .index = 0},
                            {.wanted = 99, .size = 10, .index = 1},
                            {.wanted = 1e12, .size = 10, .index = 2}};

    (void)state;
    assert_true(dodge_place(items, 3, 0, 100));
    assert_close(items[0].at, 5);
    assert_close(items[1].at, 85);
    assert_close(items[2].at, 95);
}

static void labels_without_room_are_not_put(void **state)
{
    struct dodge items[] = {{.wanted = 5, .size = 10},
                            {.wanted = 5, .size = 10}};

    (void)state;
    assert_false(dodge_place(items, 2, 0, 19.9));
    assert_true(dodge_place(items, 2, 0, 20));
    assert_true(dodge_place(items, 0, 0, 0));
}

static void labels_drawn_by_lot_never_meet(void **state)
{
    unsigned seed = 1;

    (void)state;
    for (int turn = 0; turn < 2000; turn++) {
        struct dodge items[40];
        size_t count = draw(&seed, 41);
        double size = 0;

        for (size_t i = 0; i < count; i++) {
            items[i] = (struct dodge){.wanted = draw(&seed, 300),
                                      .size = 1 + draw(&seed, 8),
                                      .index = i};
            size += items[i].size;
        }
        if (!dodge_place(items, count, 20, 280)) {
            assert_true(size > 260);
            continue;
        }
        for (size_t i = 0; i < count; i++) {
            double before = i ? items[i - 1].at + items[i - 1].size / 2 : 20;

            assert_true(items[i].at - items[i].size / 2 > before - 1e-9);
            assert_true(items[i].at + items[i].size / 2 < 280 + 1e-9);
        }
    }
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(labels_with_room_stay_where_they_are),
        cmocka_unit_test(labels_on_one_another_move_apart_evenly),
        cmocka_unit_test(labels_keep_within_their_ends),
        cmocka_unit_test(labels_without_room_are_not_put),
        cmocka_unit_test(labels_drawn_by_lot_never_meet),
    };

    return cmocka_run_group_tests_name("render/dodge", tests, NULL, NULL);
}
