#include "test.h"

#include "read/quick.h"

/* A small generator, so that a failure can be repeated. */
static unsigned draw(unsigned *seed, unsigned below)
{
    *seed = *seed * 1664525u + 1013904223u;
    return (*seed >> 8) % below;
}

enum { TRIALS = 2000000, ROOM = 64 };

/* A text with bytes before it that must not matter. */
struct line {
    char bytes[ROOM];
    struct str text;
};

static void line_set(struct line *line, unsigned *seed, const char *text)
{
    static const char before[] = "0123456789.,-+ :T\n\"x";

    for (size_t i = 0; i < QUICK_SLACK; i++)
        line->bytes[i] = before[draw(seed, sizeof before)];
    line->text = (struct str){line->bytes + QUICK_SLACK, strlen(text)};
    memcpy(line->bytes + QUICK_SLACK, text, line->text.len + 1);
}

static void assert_decimal(const struct str text, char mark, size_t places)
{
    int64_t quick = 1, value = 2, one_by_one = 3;
    enum decimal_result result = decimal_parse(text, mark, (int)places, &value);
    bool knows = quick_decimal(text, mark, places, &quick);
    bool knows_long = quick_decimal_long(text, mark, places, &one_by_one);

    if ((knows && (result != DECIMAL_OK || quick != value)) ||
        (knows_long && (result != DECIMAL_OK || one_by_one != value))) {
        print_error("'%.*s' with %zu places\n", STR_ARGS(text), places);
        fail();
    }
}

/* Numbers, and texts of the bytes that numbers are made of and their like. */
static void decimals_are_what_decimal_parse_says(void **state)
{
    static const char bytes[] = "0123456789012345678900..,,--+/: e\x80\xB0";
    unsigned seed = 3;
    struct line line;
    char text[32];

    (void)state;
    for (size_t trial = 0; trial < TRIALS; trial++) {
        char mark = draw(&seed, 4) > 0 ? '.' : ',';
        size_t len = 1 + draw(&seed, draw(&seed, 4) > 0 ? 9 : 22);

        for (size_t i = 0; i < len; i++)
            text[i] = trial % 2 > 0 ? (char)('0' + draw(&seed, 10))
                                    : bytes[draw(&seed, sizeof bytes - 1)];
        text[len] = '\0';
        if (trial % 2 > 0 && draw(&seed, 4) > 0)
            text[draw(&seed, (unsigned)len)] = mark;
        if (draw(&seed, 8) == 0)
            text[0] = '-';
        line_set(&line, &seed, text);
        assert_decimal(line.text, mark, 3 + draw(&seed, 2));
    }
}

/* The shapes that fields have are known, or nothing would be gained. */
static void common_decimals_are_known(void **state)
{
    static const struct {
        const char *text;
        int64_t money;
    } wants[] = {
        {"0", 0},
        {"7", 70000},
        {"12", 120000},
        {"0.00", 0},
        {"3.19", 31900},
        {"-28.76", -287600},
        {"99999.99", 999999900},
        {"-99999.99", -999999900},
        {"12345678", 123456780000},
        {".5", 5000},
        {"5.", 50000},
        {"2.5", 25000},
        {"1.2345", 12345},
        {"1250000.00", 12500000000},
        {"12345678901234.5678", 123456789012345678},
    };
    unsigned seed = 5;

    (void)state;
    for (size_t i = 0; i < COUNT(wants); i++) {
        struct line line;
        int64_t value = -1;

        line_set(&line, &seed, wants[i].text);
        assert_true(quick_decimal(line.text, '.', MONEY_PLACES, &value));
        assert_int_equal(value, wants[i].money);
    }
}

static void assert_time(struct str text)
{
    struct stamp quick = {0}, stamp = {0};
    int64_t date = 0;
    bool is_time = stamp_parse(text, (struct str){0}, &stamp);

    if (!quick_time(text, &quick, &date))
        return;
    if (!is_time || quick.seconds != stamp.seconds ||
        quick.has_time != stamp.has_time ||
        date * DAY_SECONDS > stamp.seconds ||
        (date + 1) * DAY_SECONDS <= stamp.seconds) {
        print_error("'%.*s'\n", STR_ARGS(text));
        fail();
    }
}

/* Times, sound and a bit out of range, with a byte or two changed. */
static void times_are_what_stamp_parse_says(void **state)
{
    static const char bytes[] = "0123456789-: T.t/\x80\xAD\xB0";
    static const size_t lens[] = {19, 19, 16, 10, 9, 11, 15, 17, 18, 20, 1};
    unsigned seed = 9;
    struct line line;
    char text[ROOM];

    (void)state;
    for (size_t trial = 0; trial < TRIALS; trial++) {
        snprintf(
            text, sizeof text, "%04u-%02u-%02u%c%02u:%02u:%02u.%u",
            draw(&seed, 3) > 0 ? 1960 + draw(&seed, 100) : draw(&seed, 10000),
            draw(&seed, 14), draw(&seed, 33), draw(&seed, 2) > 0 ? ' ' : 'T',
            draw(&seed, 25), draw(&seed, 61), draw(&seed, 61), draw(&seed, 10));
        text[lens[draw(&seed, COUNT(lens))]] = '\0';
        for (unsigned i = draw(&seed, 3); i > 0; i--)
            text[draw(&seed, (unsigned)strlen(text))] =
                bytes[draw(&seed, sizeof bytes - 1)];
        line_set(&line, &seed, text);
        assert_time(line.text);
    }
}

static void every_day_is_known(void **state)
{
    unsigned seed = 1;

    (void)state;
    for (int32_t date = date_of(1, 1, 1); date <= date_of(9999, 12, 31);
         date += 1 + (int32_t)draw(&seed, 9)) {
        char text[ROOM];
        struct line line;
        struct stamp stamp;
        int64_t got = 0;

        date_print(text, date);
        line_set(&line, &seed, text);
        assert_true(quick_time(line.text, &stamp, &got));
        assert_int_equal(got, date);
        assert_false(stamp.has_time);
        memcpy(text + 10, "T23:59:58", sizeof "T23:59:58");
        line_set(&line, &seed, text);
        assert_true(quick_time(line.text, &stamp, &got));
        assert_int_equal(stamp.seconds,
                         (int64_t)date * DAY_SECONDS + DAY_SECONDS - 2);
    }
}

static void flags_of_one_byte_are_known(void **state)
{
    (void)state;
    for (int byte = 0; byte < 256; byte++) {
        char text = (char)byte;
        int64_t flag = 0;
        bool knows = quick_flag((struct str){&text, 1}, &flag);

        assert_int_equal(knows, byte == '0' || byte == '1' || byte == 'N' ||
                                    byte == 'Y');
        if (knows)
            assert_int_equal(flag, byte == '1' || byte == 'Y');
    }
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(decimals_are_what_decimal_parse_says),
        cmocka_unit_test(common_decimals_are_known),
        cmocka_unit_test(times_are_what_stamp_parse_says),
        cmocka_unit_test(every_day_is_known),
        cmocka_unit_test(flags_of_one_byte_are_known),
    };

    return cmocka_run_group_tests_name("read/quick", tests, NULL, NULL);
}
