#include "test.h"

#include "deliver/verify_pdf.h"

#include <stdlib.h>
#include <string.h>

/* A PDF of one page, with its table where startxref says. */
static const char whole[] = "%PDF-1.7\n"
                            "1 0 obj\n<</Type /Catalog>>\nendobj\n"
                            "2 0 obj\n<</Type /Pages>>\nendobj\n"
                            "3 0 obj\n<</Type /Page\n>>\nendobj\n"
                            "xref\n0 4\n"
                            "0000000000 65535 f\r\n"
                            "0000000009 00000 n\r\n"
                            "0000000043 00000 n\r\n"
                            "0000000075 00000 n\r\n"
                            "trailer\n<</Size 4>>\nstartxref\n107\n%%EOF\n";

static const struct want {
    const char *name;
    const char *from; /* replaced by `to` in the whole file; NULL: nothing */
    const char *to;
    size_t cut; /* bytes cut off the end */
    size_t pages;
    enum status status;
} wants[] = {
    {"a whole file passes", NULL, NULL, 0, 1, OK},
    {"another number of pages is damage", NULL, NULL, 0, 2, INTERNAL},
    {"a cut end is damage", NULL, NULL, 8, 1, INTERNAL},
    {"a cut table is damage", NULL, NULL, 60, 1, INTERNAL},
    {"no header is damage", "%PDF-1.7", "%PDX-1.7", 0, 1, INTERNAL},
    {"a moved object is damage", "0000000075", "0000000076", 0, 1, INTERNAL},
    {"a table elsewhere is damage", "\n107\n", "\n108\n", 0, 1, INTERNAL},
    {"an offset beyond the end is damage", "0000000075", "0000999977", 0, 1,
     INTERNAL},
};

static void check(void **state)
{
    const struct want *want = *state;
    struct diag diag = {.out = fopen("/dev/null", "w")};
    char bytes[sizeof whole];
    char *at;

    memcpy(bytes, whole, sizeof whole);
    if (want->from) {
        at = strstr(bytes, want->from);
        assert_non_null(at);
        memcpy(at, want->to, strlen(want->to));
    }
    assert_int_equal(
        verify_pdf(&diag, "a.pdf",
                   (struct str){bytes, sizeof whole - 1 - want->cut},
                   want->pages),
        want->status);
    assert_int_equal(diag.errors, want->status != OK);
    fclose(diag.out);
}

static void nothing_is_damage(void **state)
{
    struct diag diag = {.out = fopen("/dev/null", "w")};

    (void)state;
    assert_int_equal(verify_pdf(&diag, "a.pdf", (struct str){0}, 0), INTERNAL);
    fclose(diag.out);
}

int main(void)
{
    struct CMUnitTest tests[COUNT(wants) + 1] = {
        [COUNT(wants)] = cmocka_unit_test(nothing_is_damage),
    };

    put_row_tests(tests, wants, check);
    return cmocka_run_group_tests_name("deliver/verify_pdf", tests, NULL, NULL);
}
