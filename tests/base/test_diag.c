#include "test.h"

#include "base/diag.h"

#include <stdlib.h>
#include <string.h>

/* A diag that writes to memory, and what it wrote. */
struct sink {
    struct diag diag;
    char *at;
    size_t len;
};

static void sink_open(struct sink *sink)
{
    *sink = (struct sink){0};
    sink->diag.out = open_memstream(&sink->at, &sink->len);
    assert_non_null(sink->diag.out);
}

static void sink_expect(struct sink *sink, const char *want)
{
    fclose(sink->diag.out);
    assert_string_equal(sink->at, want);
    free(sink->at);
}

static void an_error_names_file_line_and_column(void **state)
{
    struct sink sink;

    (void)state;
    sink_open(&sink);
    assert_int_equal(diag_error(&sink.diag, BAD_DATA,
                                (struct place){"input/sales.csv", 17, 24},
                                "invalid date '%s'", "2024-13-01"),
                     BAD_DATA);
    assert_int_equal(sink.diag.errors, 1);
    sink_expect(&sink,
                "input/sales.csv:17:24: error: invalid date '2024-13-01'\n");
}

static void an_error_without_a_place_is_the_programs(void **state)
{
    struct sink sink;

    (void)state;
    sink_open(&sink);
    diag_error(&sink.diag, BAD_USAGE, (struct place){0}, "no period given");
    sink_expect(&sink, "report: error: no period given\n");
}

static void quiet_leaves_errors_only(void **state)
{
    struct sink sink;

    (void)state;
    sink_open(&sink);
    sink.diag.quiet = true;
    diag_warning(&sink.diag, (struct place){"a", 1, 0}, "odd");
    diag_note(&sink.diag, "done");
    diag_error(&sink.diag, BAD_DATA, (struct place){"a", 1, 0}, "bad");
    assert_int_equal(sink.diag.warnings, 1);
    sink_expect(&sink, "a:1: error: bad\n");
}

static void quoted_input_is_printable_and_short(void **state)
{
    char out[DIAG_QUOTE];
    char bytes[300];

    (void)state;
    assert_string_equal(diag_quote(out, STR("a\x1b[2J\xC3\xA9\n")),
                        "a\\x1b[2J\xC3\xA9\\x0a");
    assert_string_equal(diag_quote(out, STR("\xC2\x85\xE2\x80\xAE|\xE9")),
                        "\\xc2\\x85\\xe2\\x80\\xae|\\xe9");
    memset(bytes, 'a', sizeof bytes);
    memcpy(bytes + DIAG_QUOTE - 5, "\xE2\x82\xAC", 3);
    diag_quote(out, (struct str){bytes, sizeof bytes});
    assert_int_equal(strlen(out), DIAG_QUOTE - 2);
    assert_true(str_is_utf8(str_of(out)));
    memset(bytes, '\xFF', sizeof bytes);
    diag_quote(out, (struct str){bytes, sizeof bytes});
    assert_true(strlen(out) < DIAG_QUOTE);
    assert_true(str_ends(str_of(out), STR("...")));
}

static void the_nearest_name_is_found(void **state)
{
    static const char *const names[] = {"calendar", "company", "extracts"};

    (void)state;
    assert_string_equal(diag_nearest(STR("calender"), names, COUNT(names)),
                        "calendar");
    assert_string_equal(diag_nearest(STR("compnay"), names, COUNT(names)),
                        "company");
    assert_null(diag_nearest(STR("rules"), names, COUNT(names)));
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_error_names_file_line_and_column),
        cmocka_unit_test(an_error_without_a_place_is_the_programs),
        cmocka_unit_test(quiet_leaves_errors_only),
        cmocka_unit_test(quoted_input_is_printable_and_short),
        cmocka_unit_test(the_nearest_name_is_found),
    };

    return cmocka_run_group_tests_name("base/diag", tests, NULL, NULL);
}
