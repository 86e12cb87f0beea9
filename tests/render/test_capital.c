#include "test.h"

#include "render/capital.h"

static void assert_raised(const char *text, const char *want)
{
    struct arena arena = {0};

    assert_string_equal(str_z(&arena, capitals(&arena, str_of(text))), want);
    assert_int_equal(capitals(&arena, (struct str){0}).len, 0);
    arena_free(&arena);
}

static void letters_of_all_alphabets_have_capitals(void **state)
{
    (void)state;
    assert_raised("Küchen Köln GmbH", "KÜCHEN KÖLN GMBH");
    assert_raised("Straße 7, édition", "STRASSE 7, ÉDITION");
    assert_raised("Магазин", "МАГАЗИН");
    assert_raised("καφές", "ΚΑΦΈΣ");
    assert_raised("istanbul", "ISTANBUL");
}

static void what_has_no_capitals_stays(void **state)
{
    (void)state;
    assert_raised("", "");
    assert_raised("H&M 上海旗舰店 متجر", "H&M 上海旗舰店 متجر");
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(letters_of_all_alphabets_have_capitals),
        cmocka_unit_test(what_has_no_capitals_stays),
    };

    return cmocka_run_group_tests_name("render/capital", tests, NULL, NULL);
}
