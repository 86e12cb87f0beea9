#include "test.h"

#include "render/vision.h"

/* Worked out apart, from the matrices of the paper and CIE's formulas; colours
 * are those of the house. */
static const struct want {
    const char *name;
    unsigned a, b;
    double apart[VISION_COUNT];
} wants[] = {
    {"brand and mid differ in light alone",
     0x0B4F6C,
     0x6897AB,
     {29.6, 29.0, 29.9, 27.3}},
    {"brand and accent are far apart",
     0x0B4F6C,
     0xCF7A12,
     {96.1, 82.3, 93.0, 80.6}},
    {"red and green bars come near without red or green cones",
     0x4E9A70,
     0xB23A32,
     {84.9, 24.4, 26.3, 100.5}},
    {"and their texts nearer", 0x2B774B, 0xB23A32, {83.6, 10.8, 21.8, 98.5}},
    {"a colour is like itself", 0x0B4F6C, 0x0B4F6C, {0, 0, 0, 0}},
    {"black is 100 from white", 0x000000, 0xFFFFFF, {100, 100, 100, 100}},
};

static void distance(void **state)
{
    const struct want *want = *state;

    for (int eye = 0; eye < VISION_COUNT; eye++) {
        double got = vision_distance((enum vision)eye, want->a, want->b);

        if (fabs(got - want->apart[eye]) > 0.06)
            fail_msg("%s: %.3f, not %.1f", vision_name((enum vision)eye), got,
                     want->apart[eye]);
    }
}

static void contrast_is_that_of_the_standard(void **state)
{
    (void)state;
    assert_true(fabs(vision_contrast(0xFFFFFF, 0x000000) - 21) < 1e-9);
    assert_true(fabs(vision_contrast(0x1F2933, 0xFFFFFF) - 14.8) < 0.06);
    assert_true(fabs(vision_contrast(0xFFFFFF, 0x5A6672) - 5.9) < 0.06);
}

int main(void)
{
    struct CMUnitTest tests[1 + sizeof wants / sizeof *wants] = {
        cmocka_unit_test(contrast_is_that_of_the_standard)};

    put_row_tests(tests + 1, wants, distance);
    return cmocka_run_group_tests_name("render/vision", tests, NULL, NULL);
}
