#include "test.h"

#include "base/str.h"
#include "measure/kmeans.h"

static bool choose(const double *values, size_t count, size_t width,
                   struct kmeans *groups)
{
    const struct points points = {values, count, width};

    return kmeans_choose(&points, groups);
}

/*
 * Three pairs on a line: of each pair a = 1, and b is the mean distance to the
 * nearest other pair, 9.5 or, of the outermost points, 10.5.
 */
static void the_number_is_that_of_the_largest_silhouette(void **state)
{
    static const double values[] = {0, 21, 10, 1, 20, 11};
    struct kmeans groups;

    (void)state;
    assert_true(choose(values, COUNT(values), 1, &groups));
    assert_int_equal(groups.count, 3);
    assert_close(groups.silhouette, (2 * 9.5 / 10.5 + 4 * 8.5 / 9.5) / 6);
    for (size_t i = 0; i < 3; i++) {
        const double pair[] = {(double)i * 10, (double)i * 10 + 1};
        size_t nearest = kmeans_nearest(&groups, pair);

        assert_int_equal(kmeans_nearest(&groups, pair + 1), nearest);
        assert_close(groups.centres[nearest][0], (double)i * 10 + 0.5);
    }
}

/* Corners of a square, in two dimensions. */
static void corners_are_found(void **state)
{
    static const double corners[][2] = {{0, 0}, {0, 9}, {9, 0}, {9, 9}};
    double values[40][2];
    struct kmeans groups;

    (void)state;
    for (size_t i = 0; i < COUNT(values); i++) {
        values[i][0] = corners[i % 4][0] + 0.01 * (double)(i / 4);
        values[i][1] = corners[i % 4][1] - 0.01 * (double)(i / 4);
    }
    assert_true(choose(values[0], COUNT(values), 2, &groups));
    assert_int_equal(groups.count, 4);
    for (size_t i = 4; i < COUNT(values); i++)
        assert_int_equal(kmeans_nearest(&groups, values[i]),
                         kmeans_nearest(&groups, values[i % 4]));
}

static void too_few_that_differ_are_no_groups(void **state)
{
    static const double equal[] = {5, 5, 5, 5, 5, 5, 5, 5};
    static const double two[] = {5, 7, 5, 7, 5, 7, 5, 7};
    static const double three[] = {5, 7, 9};
    static const double enough[] = {5, 7, 9, 5};
    struct kmeans groups;

    (void)state;
    assert_false(choose(equal, COUNT(equal), 1, &groups));
    assert_false(choose(two, COUNT(two), 1, &groups));
    assert_false(choose(three, COUNT(three), 1, &groups));
    assert_false(choose(three, 1, 1, &groups));
    assert_false(choose(three, 0, 1, &groups));
    assert_true(choose(enough, COUNT(enough), 1, &groups));
    assert_int_equal(groups.count, 3);
    /* 1 of the pair, 0 of who is alone */
    assert_close(groups.silhouette, 0.5);
}

static void the_first_of_the_nearest_is_taken(void **state)
{
    static const struct kmeans groups = {
        .count = 3, .width = 1, .centres = {{4}, {0}, {2}}};
    static const double points[] = {3, 1, 2, -9};

    (void)state;
    assert_int_equal(kmeans_nearest(&groups, points), 0);
    assert_int_equal(kmeans_nearest(&groups, points + 1), 1);
    assert_int_equal(kmeans_nearest(&groups, points + 2), 2);
    assert_int_equal(kmeans_nearest(&groups, points + 3), 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_number_is_that_of_the_largest_silhouette),
        cmocka_unit_test(corners_are_found),
        cmocka_unit_test(too_few_that_differ_are_no_groups),
        cmocka_unit_test(the_first_of_the_nearest_is_taken),
    };

    return cmocka_run_group_tests_name("measure/kmeans", tests, NULL, NULL);
}
