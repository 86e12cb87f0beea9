#include "test.h"

#include "render/fontset.h"
#include "render/layout.h"

#include <string.h>

#define ELLIPSIS "\xE2\x80\xA6"

struct fixture {
    struct arena arena;
    struct diag diag;
    struct fontset set;
};

static int open_fonts(void **state)
{
    static struct fixture fixture;

    fixture = (struct fixture){.diag.out = stderr};
    *state = &fixture;
    return fontset_load(&fixture.arena, &fixture.diag, "fonts", (struct str){0},
                        &fixture.set) != OK;
}

static int close_fonts(void **state)
{
    struct fixture *fixture = *state;

    fontset_free(&fixture->set);
    arena_free(&fixture->arena);
    return 0;
}

static struct font *regular(const struct fixture *fixture)
{
    return fixture->set.fonts[WEIGHT_REGULAR];
}

static void text_that_fits_is_left_alone(void **state)
{
    struct fixture *fixture = *state;
    struct str text = STR("Harbour Quay");

    assert_true(str_equal(
        layout_fit(&fixture->arena, regular(fixture), 8.5, 200, text), text));
}

static void text_that_does_not_fit_ends_with_an_ellipsis(void **state)
{
    struct fixture *fixture = *state;
    struct str cut = layout_fit(&fixture->arena, regular(fixture), 8.5, 60,
                                STR("Stationery and Party Supplies"));

    assert_true(str_ends(cut, STR(ELLIPSIS)));
    assert_true(font_width(regular(fixture), 8.5, cut) <= 60);
    assert_true(font_width(regular(fixture), 8.5, cut) > 40);
}

static void a_letter_of_two_bytes_is_not_cut_in_half(void **state)
{
    struct fixture *fixture = *state;

    for (double width = 10; width < 60; width += 1)
        assert_true(str_is_utf8(layout_fit(
            &fixture->arena, regular(fixture), 8.5, width,
            STR("\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9"))));
}

static void lines_break_between_words_and_lose_nothing(void **state)
{
    struct fixture *fixture = *state;
    struct text joined = {.arena = &fixture->arena};
    struct str text =
        STR("(last - first occasion) / (occasions - 1) of a customer, mean "
            "over customers");
    struct lines lines =
        layout_wrap(&fixture->arena, regular(fixture), 8.5, 120, 9, text);

    assert_true(lines.count > 1 && lines.count < 9);
    for (size_t i = 0; i < lines.count; i++) {
        assert_true(font_width(regular(fixture), 8.5, lines.items[i]) <= 120);
        if (i)
            text_add(&joined, STR(" "));
        text_add(&joined, lines.items[i]);
    }
    assert_true(str_equal(text_str(&joined), text));
}

static void what_is_too_long_ends_on_the_last_line(void **state)
{
    struct fixture *fixture = *state;
    struct lines lines = layout_wrap(
        &fixture->arena, regular(fixture), 8.5, 60, 2,
        STR("one two three four five six seven eight nine ten eleven"));

    assert_int_equal(lines.count, 2);
    assert_true(str_ends(lines.items[1], STR(ELLIPSIS)));
}

static void a_word_wider_than_a_line_is_broken(void **state)
{
    struct fixture *fixture = *state;
    struct lines lines = layout_wrap(
        &fixture->arena, regular(fixture), 8.5, 40, 9,
        STR("Donaudampfschifffahrtsgesellschaftskapit\xC3\xA4nspatent"));

    assert_true(lines.count > 3);
    for (size_t i = 0; i < lines.count; i++)
        assert_true(font_width(regular(fixture), 8.5, lines.items[i]) <= 40);
}

static void no_text_has_no_lines(void **state)
{
    struct fixture *fixture = *state;

    assert_int_equal(
        layout_wrap(&fixture->arena, regular(fixture), 8.5, 40, 3, STR("  "))
            .count,
        0);
}

static void a_width_of_nothing_ends(void **state)
{
    struct fixture *fixture = *state;

    assert_true(layout_wrap(&fixture->arena, regular(fixture), 8.5, 0, 3,
                            STR("words without room"))
                    .count <= 3);
}

static void spans_are_those_of_the_design(void **state)
{
    struct box third = grid_span(841.89, 6, 3);

    (void)state;
    assert_true(fabs(third.w - 181.97) < 0.01);
    assert_true(fabs(third.x - 427.95) < 0.02);
    assert_true(fabs(grid_span(841.89, 0, 12).w - 769.89) < 0.01);
    assert_true(fabs(grid_span(792, 0, 1).w - 47.17) < 0.01);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_that_fits_is_left_alone),
        cmocka_unit_test(text_that_does_not_fit_ends_with_an_ellipsis),
        cmocka_unit_test(a_letter_of_two_bytes_is_not_cut_in_half),
        cmocka_unit_test(lines_break_between_words_and_lose_nothing),
        cmocka_unit_test(what_is_too_long_ends_on_the_last_line),
        cmocka_unit_test(a_word_wider_than_a_line_is_broken),
        cmocka_unit_test(no_text_has_no_lines),
        cmocka_unit_test(a_width_of_nothing_ends),
        cmocka_unit_test(spans_are_those_of_the_design),
    };

    return cmocka_run_group_tests_name("render/layout", tests, open_fonts,
                                       close_fonts);
}
