#include "test.h"

#include "render/operators.h"

static const struct number {
    const char *name;
    double value;
    int places;
    const char *want;
} numbers[] = {
    {"a whole number has no point", 12, 2, "12 "},
    {"zero is 0", 0, 2, "0 "},
    {"negative zero is 0", -0.0, 2, "0 "},
    {"what rounds to zero has no sign", -0.004, 2, "0 "},
    {"trailing zeros are left out", 1.50, 2, "1.5 "},
    {"zeros inside of a number stay", 100.05, 2, "100.05 "},
    {"a fraction has no zero before the point", 0.25, 4, ".25 "},
    {"a small fraction keeps its zeros", 0.05, 2, ".05 "},
    {"a negative fraction", -0.5, 2, "-.5 "},
    {"half is rounded away from zero", 0.125, 2, ".13 "},
    {"a carry reaches the whole part", 9.999, 2, "10 "},
    {"no places at all", 99.5, 0, "100 "},
    {"a tenth at five places", 0.1, 5, ".1 "},
    {"the farthest point of a page", 14400.01, 2, "14400.01 "},
};

static void a_number_is_printed(void **state)
{
    const struct number *number = *state;
    struct arena arena = {0};
    struct text out = {.arena = &arena};

    operators_number(&out, number->value, number->places);
    assert_string_equal(out.at, number->want);
    arena_free(&arena);
}

static void text_becomes_utf16_digits(void **state)
{
    struct arena arena = {0};
    struct text out = {.arena = &arena};

    (void)state;
    operators_utf16(&out, STR("Aü€𝔸\xFF"));
    assert_string_equal(out.at, "004100FC20ACD835DD38FFFD");
    arena_free(&arena);
}

static void a_text_string_begins_with_its_mark(void **state)
{
    struct arena arena = {0};
    struct str string = operators_text_string(&arena, STR("A"));

    (void)state;
    assert_int_equal(string.len, 4);
    assert_memory_equal(string.at, "\xFE\xFF\0A", 4);
    arena_free(&arena);
}

static void xml_text_cannot_end_its_element(void **state)
{
    struct arena arena = {0};
    struct text out = {.arena = &arena};

    (void)state;
    operators_xml(&out, STR("a<b>&\x01\xFF/ü"));
    assert_string_equal(out.at, "a&lt;b&gt;&amp;\uFFFD\uFFFD&#47;ü");
    arena_free(&arena);
}

int main(void)
{
    struct CMUnitTest tests[COUNT(numbers) + 3] = {
        [COUNT(numbers)] = cmocka_unit_test(text_becomes_utf16_digits),
        cmocka_unit_test(a_text_string_begins_with_its_mark),
        cmocka_unit_test(xml_text_cannot_end_its_element),
    };
    put_row_tests(tests, numbers, a_number_is_printed);
    return cmocka_run_group_tests_name("render/operators", tests, NULL, NULL);
}
