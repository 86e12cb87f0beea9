#include "test.h"

#include "read/notation.h"

#define EURO "\xE2\x82\xAC"
#define NBSP "\xC2\xA0"

static const struct want {
    const char *name;
    const char *text;
    const char *plain; /* "": no number */
    const char *currency;
    char decimal;
    char thousands;
    enum minus_form minus;
} wants[] = {
    {"thousands are parted", "1.234.567,50", "1234567,50", "", ',', '.',
     MINUS_IN_FRONT},
    {"or are not", "1234567,50", "1234567,50", "", ',', '.', MINUS_IN_FRONT},
    {"a small number has no separator", "-12,5", "-12,5", "", ',', '.',
     MINUS_IN_FRONT},
    {"a separator stands before three digits", "1.2345", "", "", ',', '.',
     MINUS_IN_FRONT},
    {"not before two", "12.34", "", "", ',', '.', MINUS_IN_FRONT},
    {"not at the front", ".234", "", "", ',', '.', MINUS_IN_FRONT},
    {"not behind four digits", "1234.567", "", "", ',', '.', MINUS_IN_FRONT},
    {"not at the end", "1.", "", "", ',', '.', MINUS_IN_FRONT},
    {"not behind the decimal mark", "1,234.567", "1,234.567", "", ',', '.',
     MINUS_IN_FRONT},
    {"a blank is one that does not break too", "1" NBSP "234 567.5",
     "1234567.5", "", '.', ' ', MINUS_IN_FRONT},
    {"an apostrophe may be a curved one",
     "1\xE2\x80\x99"
     "234'567.50",
     "1234567.50", "", '.', '\'', MINUS_IN_FRONT},
    {"the sign of the currency may stand behind", "1.234,56" NBSP EURO,
     "1234,56", EURO, ',', '.', MINUS_IN_FRONT},
    {"or in front", "$1,234.56", "1234.56", "$", '.', ',', MINUS_IN_FRONT},
    {"a minus before it", "-$5", "-5", "$", '.', ',', MINUS_IN_FRONT},
    {"or behind it", "$-5", "-5", "$", '.', ',', MINUS_IN_FRONT},
    {"once only", "-$-5", "--5", "$", '.', '\0', MINUS_IN_FRONT},
    {"a code stands off", "EUR 5,00", "5,00", "EUR", ',', '\0', MINUS_IN_FRONT},
    {"a plus stays", "+5 EUR", "+5", "EUR", ',', '\0', MINUS_IN_FRONT},
    {"another currency is no number", "5 USD", "5 USD", "EUR", ',', '\0',
     MINUS_IN_FRONT},
    {"a minus may stand behind", "1.234,56-", "-1234,56", "", ',', '.',
     MINUS_BEHIND},
    {"behind the currency", "5,00 EUR-", "-5,00", "EUR", ',', '\0',
     MINUS_BEHIND},
    {"before it", "5,00- EUR", "-5,00", "EUR", ',', '\0', MINUS_BEHIND},
    {"or in front all the same", "-5,00", "-5,00", "", ',', '\0', MINUS_BEHIND},
    {"not at both ends", "-5,00-", "--5,00", "", ',', '\0', MINUS_BEHIND},
    {"nor twice", "5,00--", "-5,00-", "", ',', '\0', MINUS_BEHIND},
    {"a minus alone is no number", "-", "-", "", ',', '\0', MINUS_BEHIND},
    {"parentheses may stand for it", "(1,234.50)", "-1234.50", "", '.', ',',
     MINUS_AS_PARENTHESES},
    {"with a currency in them", "($12)", "-12", "$", '.', '\0',
     MINUS_AS_PARENTHESES},
    {"or before them", "$ (12)", "-12", "$", '.', '\0', MINUS_AS_PARENTHESES},
    {"a minus in front is one too", "-12", "-12", "$", '.', '\0',
     MINUS_AS_PARENTHESES},
    {"one parenthesis is no number", "(12", "(12", "$", '.', '\0',
     MINUS_AS_PARENTHESES},
    {"a minus in them is none", "(-12)", "--12", "$", '.', '\0',
     MINUS_AS_PARENTHESES},
    {"what is too long is left as it is",
     "12345678901234567890123456789012345678901234567890123456789012345$",
     "12345678901234567890123456789012345678901234567890123456789012345$", "$",
     '.', '\0', MINUS_IN_FRONT},
    {"what is just not too long is not",
     "1234567890123456789012345678901234567890123456789012345678901.5$",
     "1234567890123456789012345678901234567890123456789012345678901.5", "$",
     '.', '\0', MINUS_IN_FRONT},
    {"nothing is taken out unless report.yaml says so", "1,234.50 $",
     "1,234.50 $", "", '.', '\0', MINUS_IN_FRONT},
};

static void plain(void **state)
{
    const struct want *want = *state;
    const struct extract_config form = {.decimal = want->decimal,
                                        .thousands = want->thousands,
                                        .currency = str_of(want->currency),
                                        .minus = want->minus};
    char room[NOTATION_MOST];
    struct str got = notation_plain(&form, str_of(want->text), room);

    assert_true(str_equal(got, str_of(want->plain)));
}

int main(void)
{
    struct CMUnitTest tests[COUNT(wants)];

    put_row_tests(tests, wants, plain);
    return cmocka_run_group_tests_name("read/notation", tests, NULL, NULL);
}
