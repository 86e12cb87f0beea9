#include "deliver/verify_pdf.h"

#include <string.h>

/* A file being looked over, and the first thing wrong with it. */
struct check {
    struct str bytes;
    const char *fault;
};

static void fault(struct check *check, const char *what)
{
    if (!check->fault)
        check->fault = what;
}

/* Whether `token` stands at an offset. */
static bool stands(const struct check *check, size_t at, struct str token)
{
    return at <= check->bytes.len &&
           str_starts((struct str){check->bytes.at + at, check->bytes.len - at},
                      token);
}

/* A number at an offset, which moves behind it. */
static size_t number_at(const struct check *check, size_t *at)
{
    size_t value = 0;

    while (*at < check->bytes.len && check->bytes.at[*at] >= '0' &&
           check->bytes.at[*at] <= '9')
        value = value * 10 + (size_t)(check->bytes.at[(*at)++] - '0');
    return value;
}

static void skip_space(const struct check *check, size_t *at)
{
    while (*at < check->bytes.len && strchr(" \r\n", check->bytes.at[*at]))
        (*at)++;
}

/* Where "startxref" says that the table is. */
static size_t table_at(struct check *check)
{
    static const struct str token = {"startxref", 9};
    size_t at = check->bytes.len;
    size_t value;

    while (at > 0 && !stands(check, at, token))
        at--;
    if (at == 0) {
        fault(check, "no startxref");
        return 0;
    }
    at += token.len;
    skip_space(check, &at);
    value = number_at(check, &at);
    skip_space(check, &at);
    if (!stands(check, at, STR("%%EOF")))
        fault(check, "no end of file mark");
    return value;
}

/* "17 0 obj" at the offset of an entry in use. */
static void check_object(struct check *check, size_t at, size_t number)
{
    if (at >= check->bytes.len || number_at(check, &at) != number ||
        !stands(check, at, STR(" 0 obj")))
        fault(check, "an object is not where the table says");
}

/* One entry of 20 bytes: "0000000017 00000 n". */
static void check_entry(struct check *check, size_t at, size_t number)
{
    size_t offset_at = at;
    size_t offset = number_at(check, &offset_at);

    if (offset_at != at + 10 || at + 20 > check->bytes.len)
        fault(check, "an entry of the cross-reference table is cut");
    else if (check->bytes.at[at + 17] == 'n')
        check_object(check, offset, number);
}

static void check_table(struct check *check, size_t at)
{
    if (!stands(check, at, STR("xref"))) {
        fault(check, "no cross-reference table");
        return;
    }
    at += sizeof "xref" - 1;
    skip_space(check, &at);
    while (!check->fault && !stands(check, at, STR("trailer"))) {
        size_t first = number_at(check, &at);
        size_t count;

        skip_space(check, &at);
        count = number_at(check, &at);
        skip_space(check, &at);
        if (count == 0)
            fault(check, "the cross-reference table is cut");
        for (size_t i = 0; i < count && !check->fault; i++, at += 20)
            check_entry(check, at, first + i);
    }
}

/* How often "/Type /Page" stands as a whole name. */
static size_t count_pages(const struct check *check)
{
    static const struct str token = {"/Type /Page", 11};
    size_t count = 0;

    for (size_t at = 0; at + token.len < check->bytes.len; at++)
        if (check->bytes.at[at] == '/' && stands(check, at, token))
            count += strchr(" \r\n/>", check->bytes.at[at + token.len]) != NULL;
    return count;
}

enum status verify_pdf(struct diag *diag, const char *path, struct str bytes,
                       size_t pages)
{
    struct check check = {.bytes = bytes};

    if (!str_starts(bytes, STR("%PDF-1.")))
        fault(&check, "no PDF header");
    else
        check_table(&check, table_at(&check));
    if (count_pages(&check) != pages)
        fault(&check, "the number of pages is not what was drawn");
    if (check.fault)
        return diag_error(diag, INTERNAL, (struct place){.file = path},
                          "the PDF read back is damaged: %s", check.fault);
    return OK;
}
