#include "test.h"

#include "deliver/message.h"

#include <string.h>

static int open_arena(void **state)
{
    static struct arena arena;

    *state = &arena;
    return 0;
}

static int close_arena(void **state)
{
    arena_free(*state);
    return 0;
}

/* 2023-12-31 is day 19722: a Sunday. */
static void a_head_is_one_of_rfc_5322(void **state)
{
    struct str head = message_head(
        *state,
        &(struct envelope){.from = STR("Shop <shop@example.com>"),
                           .to = STR("ann@example.com"),
                           .subject = STR("Report FY24P06"),
                           .date = INT64_C(19722) * 86400 + 9 * 3600 + 305});

    assert_string_equal(head.at, "From: Shop <shop@example.com>\n"
                                 "To: ann@example.com\n"
                                 "Subject: Report FY24P06\n"
                                 "Date: Sun, 31 Dec 2023 09:05:05 +0000\n"
                                 "MIME-Version: 1.0\n"
                                 "Content-Type: multipart/mixed; "
                                 "boundary=\"=_report\"\n\n");
}

/* A word ends behind the code point that reaches byte 36: two letters and
 * twelve euro signs of three bytes are 38. */
static void other_subjects_are_encoded_words(void **state)
{
    struct envelope envelope = {.subject = STR("\xC3\xA9t")};
    struct str head = message_head(*state, &envelope);

    assert_non_null(strstr(head.at, "\nSubject: =?UTF-8?B?w6l0?=\nDate: "));
    envelope.subject = STR("xx\xE2\x82\xAC\xE2\x82\xAC\xE2\x82\xAC\xE2\x82\xAC"
                           "\xE2\x82\xAC\xE2\x82\xAC\xE2\x82\xAC\xE2\x82\xAC"
                           "\xE2\x82\xAC\xE2\x82\xAC\xE2\x82\xAC\xE2\x82\xAC"
                           "!");
    head = message_head(*state, &envelope);
    assert_non_null(
        strstr(head.at, "\nSubject: =?UTF-8?B?eHjigqzigqzigqzigqzigqzigqzigq"
                        "zigqzigqzigqzigqzigqw=?=\n =?UTF-8?B?IQ==?=\nDate: "));
}

/* The examples of RFC 4648 10, and a line of 57 bytes with one more. */
static void parts_are_in_base64(void **state)
{
    static const struct {
        const char *text;
        const char *want;
    } wants[] = {
        {"f", "\n\nZg==\n--"},
        {"fo", "\n\nZm8=\n--"},
        {"foobar", "\n\nZm9vYmFy\n--"},
        {"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
         "YWFh\nYQ==\n--"},
        {"", "\n\n--"},
    };

    for (size_t i = 0; i < COUNT(wants); i++) {
        struct str body = message_body(*state, str_of(wants[i].text), NULL, 0);

        assert_non_null(strstr(body.at, wants[i].want));
    }
}

static void files_follow_the_text(void **state)
{
    static const struct attachment files[] = {
        {{"a.pdf", 5}, {"application/pdf", 15}, {"foo", 3}},
        {{"a.xlsx", 6}, {"application/x", 13}, {"\0\xFF", 2}},
    };
    struct str body = message_body(*state, STR("f"), files, COUNT(files));

    assert_string_equal(
        body.at, "--=_report\n"
                 "Content-Type: text/plain; charset=UTF-8\n"
                 "Content-Transfer-Encoding: base64\n\nZg==\n"
                 "--=_report\n"
                 "Content-Type: application/pdf\n"
                 "Content-Transfer-Encoding: base64\n"
                 "Content-Disposition: attachment; filename=\"a.pdf\"\n\n"
                 "Zm9v\n"
                 "--=_report\n"
                 "Content-Type: application/x\n"
                 "Content-Transfer-Encoding: base64\n"
                 "Content-Disposition: attachment; filename=\"a.xlsx\"\n\n"
                 "AP8=\n"
                 "--=_report--\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_head_is_one_of_rfc_5322),
        cmocka_unit_test(other_subjects_are_encoded_words),
        cmocka_unit_test(parts_are_in_base64),
        cmocka_unit_test(files_follow_the_text),
    };

    return cmocka_run_group_tests_name("deliver/message", tests, open_arena,
                                       close_arena);
}
