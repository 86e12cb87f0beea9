#include "desk.h"

#include "read/centre.h"

#include <math.h>

static const char head[] = "centre_id,name,latitude,longitude\n";

static struct centres read_rows(struct desk *desk, const char *rows)
{
    struct centres centres = {.count = 0};

    ledger_init(&desk->ledger, &desk->arena);
    desk_configure(desk, "");
    desk_write(desk, "distribution_centres.csv",
               str_format(&desk->arena, "%s%s", head, rows));
    assert_int_equal(centres_read(&desk->run, &centres), OK);
    return centres;
}

static void distances_are_those_of_a_globe_of_6371_km(void **state)
{
    struct location francisco = {37.7749, -122.4194};
    struct location york = {40.7128, -74.0060};
    struct location angeles = {34.0522, -118.2437};
    struct location vegas = {36.1699, -115.1398};
    struct location pole = {90, 0};

    (void)state;
    assert_true(fabs(location_distance(francisco, york) - 4129.086) < 0.0005);
    assert_true(fabs(location_distance(angeles, vegas) - 367.606) < 0.0005);
    assert_close(location_distance(york, york), 0);
    assert_close(location_distance(pole, (struct location){-90, 77}),
                 6371 * 3.14159265358979323846);
}

static void the_nearest_is_found_and_of_several_the_lowest_id(void **state)
{
    struct desk *desk = *state;
    struct centres centres = read_rows(desk, "C,,-37,144\nB,,-33,150\n"
                                             "A,Yard,-37,144\n");

    assert_int_equal(centres.count, 3);
    assert_true(str_equal(centres.items[0].id, STR("A")));
    assert_true(str_equal(centres.items[0].name, STR("Yard")));
    assert_true(str_equal(
        centres_nearest(&centres, (struct location){-36, 144})->id, STR("A")));
    assert_true(str_equal(
        centres_nearest(&centres, (struct location){-34, 151})->id, STR("B")));
    centres.count = 0;
    assert_null(centres_nearest(&centres, (struct location){0, 0}));
}

static void
centres_that_come_twice_or_are_on_no_globe_are_rejected(void **state)
{
    struct desk *desk = *state;
    struct centres centres =
        read_rows(desk, "A,,1,2\nA,,3,4\nB,,90.1,0\nC,,0,-180.5\nD,,-90,180\n");
    const struct control *control =
        &desk->ledger.controls[EXTRACT_distribution_centres];

    assert_int_equal(centres.count, 2);
    assert_close(centres.items[0].location.latitude, 1);
    assert_true(str_equal(centres.items[1].id, STR("D")));
    assert_int_equal(control->accepted, 2);
    assert_int_equal(control->rejected, 3);
}

static void without_the_extract_there_are_none(void **state)
{
    struct desk *desk = *state;
    struct centres centres = {.count = 0};

    ledger_init(&desk->ledger, &desk->arena);
    desk_configure(desk, "");
    assert_int_equal(centres_read(&desk->run, &centres), OK);
    assert_int_equal(centres.count, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(distances_are_those_of_a_globe_of_6371_km),
        DESK_TEST(the_nearest_is_found_and_of_several_the_lowest_id),
        DESK_TEST(centres_that_come_twice_or_are_on_no_globe_are_rejected),
        DESK_TEST(without_the_extract_there_are_none),
    };

    return cmocka_run_group_tests_name("read/centre", tests, NULL, NULL);
}
