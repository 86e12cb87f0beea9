#include "test.h"

#include "measure/trailing.h"

#include "base/str.h"

/* The stretches from which days are seen, as text. */
static const char *seen(struct arena *arena, const int32_t *days, size_t count,
                        int32_t span)
{
    struct trailing trailing = {days, count, span};
    struct text text = {.arena = arena};
    struct stretch next;

    while (trailing_next(&trailing, &next))
        text_addf(&text, "%d..%d ", (int)next.first, (int)next.last);
    return text.at ? text.at : "";
}

static void days_within_a_span_are_one_stretch(void **state)
{
    static const int32_t days[] = {10, 12, 17, 23};
    struct arena arena = {0};

    (void)state;
    assert_string_equal(seen(&arena, days, 0, 5), "");
    assert_string_equal(seen(&arena, days, 1, 5), "10..14 ");
    assert_string_equal(seen(&arena, days, 1, 1), "10..10 ");
    /* 12 is seen up to 16, 17 from the day after; 23 is seen a day later. */
    assert_string_equal(seen(&arena, days, 4, 5), "10..21 23..27 ");
    assert_string_equal(seen(&arena, days, 4, 6), "10..28 ");
    assert_string_equal(seen(&arena, days, 4, 1),
                        "10..10 12..12 17..17 23..23 ");
    arena_free(&arena);
}

static const char *seen_both(struct arena *arena, const int32_t *a,
                             size_t a_count, const int32_t *b, size_t b_count,
                             int32_t span)
{
    struct trailing_both both = {
        .sides = {{a, a_count, span}, {b, b_count, span}}};
    struct text text = {.arena = arena};
    struct stretch next;

    while (trailing_both_next(&both, &next))
        text_addf(&text, "%d..%d ", (int)next.first, (int)next.last);
    return text.at ? text.at : "";
}

static void both_are_seen_where_stretches_meet(void **state)
{
    static const int32_t a[] = {10, 30, 50};
    static const int32_t b[] = {14, 29, 33, 44};
    struct arena arena = {0};

    (void)state;
    /* a: 10..14 30..34 50..54; b: 14..18 29..37 44..48 */
    assert_string_equal(seen_both(&arena, a, 3, b, 4, 5), "14..14 30..34 ");
    assert_string_equal(seen_both(&arena, b, 4, a, 3, 5), "14..14 30..34 ");
    assert_string_equal(seen_both(&arena, a, 3, b, 4, 4), "30..33 ");
    /* a: 10..16 30..36 50..56; b: 14..20 29..39 44..50 */
    assert_string_equal(seen_both(&arena, a, 3, b, 4, 7),
                        "14..16 30..36 50..50 ");
    assert_string_equal(seen_both(&arena, a, 3, b, 0, 5), "");
    assert_string_equal(seen_both(&arena, a, 0, b, 4, 5), "");
    arena_free(&arena);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(days_within_a_span_are_one_stretch),
        cmocka_unit_test(both_are_seen_where_stretches_meet),
    };

    return cmocka_run_group_tests_name("measure/trailing", tests, NULL, NULL);
}
