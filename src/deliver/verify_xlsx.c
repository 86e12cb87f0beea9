#include "deliver/verify_xlsx.h"

#include "base/decimal.h"
#include "base/memory.h"
#include "deliver/verify_body.h"
#include "deliver/zip.h"

#include <expat.h>
#include <math.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

enum { CHUNK = 65536, VALUE_MOST = 64 };

/* What a number of a workbook, which has 15 digits for certain, may be off by:
 * one part in so many. */
static const int64_t certain = 1000000000000000;

/* What is being read back. */
struct check {
    struct arena *arena;
    struct diag *diag;
    const char *name;
    const char *path; /* of the file; NULL: in memory, without bodies */
    size_t threads;
    const struct workbook_tally *tally;
    enum status status;
    char *buffer;
    /* Of the whole workbook. */
    size_t sheets; /* worksheet parts */
    size_t names;  /* sheets that the workbook part lists */
    bool names_differ;
    size_t strings;     /* shared ones */
    size_t string_used; /* the highest number a cell refers to, plus 1 */
    /* Of the sheet that is read; NULL: another part. */
    const struct sheet_tally *sheet;
    int64_t *sums;
    int64_t *slacks; /* what they may be off by */
    size_t cells;
    uint32_t rows;
    /* Of the cell that is read. */
    uint32_t row;
    uint32_t column;
    bool shared; /* its value is the number of a shared string */
    bool in_value;
    char value[VALUE_MOST];
    size_t value_len;
};

PRINTF_LIKE(2, 3)
static void fail(struct check *check, const char *format, ...)
{
    char text[256];
    va_list arguments;

    if (check->status != OK)
        return;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    check->status =
        diag_error(check->diag, IO_FAILED, (struct place){.file = check->name},
                   "the workbook reads back wrong: %s", text);
}

/* "D9": the column's letters, then the row. */
static void read_address(struct check *check, const char *text)
{
    check->column = 0;
    for (; *text >= 'A' && *text <= 'Z'; text++)
        check->column = check->column * 26 + (uint32_t)(*text - 'A') + 1;
    check->row = (uint32_t)strtoul(text, NULL, 10);
}

static const char *attribute(const char **attributes, const char *name)
{
    for (size_t i = 0; attributes[i]; i += 2)
        if (strcmp(attributes[i], name) == 0)
            return attributes[i + 1];
    return NULL;
}

static void read_name(struct check *check, const char **attributes)
{
    const char *name = attribute(attributes, "name");
    size_t number = check->names++;

    if (!name || number >= check->tally->count ||
        !str_equal(str_of(name), check->tally->sheets[number].name))
        check->names_differ = true;
}

static void on_start(void *data, const char *element, const char **attributes)
{
    struct check *check = data;

    if (strcmp(element, "si") == 0) {
        check->strings++;
    } else if (strcmp(element, "sheet") == 0) {
        read_name(check, attributes);
    } else if (check->sheet && strcmp(element, "c") == 0) {
        const char *address = attribute(attributes, "r");
        const char *type = attribute(attributes, "t");

        read_address(check, address ? address : "");
        check->shared = type && strcmp(type, "s") == 0;
    } else if (check->sheet && strcmp(element, "v") == 0) {
        check->in_value = true;
        check->value_len = 0;
    }
}

static void on_text(void *data, const char *text, int len)
{
    struct check *check = data;
    size_t left = VALUE_MOST - 1 - check->value_len;
    size_t take = (size_t)len < left ? (size_t)len : left;

    if (!check->in_value)
        return;
    memcpy(check->value + check->value_len, text, take);
    check->value_len += take;
}

/* A cell's number as money; false where it is none. */
static bool value_money(const struct check *check, int64_t *money)
{
    struct str text = {check->value, check->value_len};
    double real;

    if (decimal_parse(text, '.', MONEY_PLACES, money) == DECIMAL_OK)
        return true;
    if (!decimal_parse_real(text, '.', &real) || fabs(real) > 9e14)
        return false;
    *money = llround(real * MONEY_ONE);
    return true;
}

static void add_to_sums(struct check *check)
{
    int64_t money;

    for (size_t i = 0; i < check->sheet->sum_count; i++) {
        const struct sum_tally *sum = &check->sheet->sums[i];

        if (check->column != sum->column + 1 || check->row <= sum->first_row ||
            check->row > sum->last_row + 1)
            continue;
        if (!value_money(check, &money) || !decimal_add(&check->sums[i], money))
            fail(check, "sheet '%.*s' holds '%.*s' for an amount in row %u",
                 STR_ARGS(check->sheet->name), (int)check->value_len,
                 check->value, check->row);
        else
            check->slacks[i] += llabs(money / certain);
    }
}

static void count_cell(struct check *check)
{
    check->cells++;
    if (check->row > check->rows)
        check->rows = check->row;
}

static void end_value(struct check *check)
{
    check->in_value = false;
    check->value[check->value_len] = '\0';
    count_cell(check);
    if (check->shared) {
        size_t number = strtoul(check->value, NULL, 10) + 1;

        if (number > check->string_used)
            check->string_used = number;
    } else {
        add_to_sums(check);
    }
}

/* A cell's value, or its text, where that is not among the shared ones. */
static void on_end(void *data, const char *element)
{
    struct check *check = data;

    if (check->in_value && strcmp(element, "v") == 0)
        end_value(check);
    else if (check->sheet && strcmp(element, "is") == 0)
        count_cell(check);
}

static void compare_sum(struct check *check, size_t number)
{
    const struct sum_tally *sum = &check->sheet->sums[number];
    uint64_t gap = (uint64_t)check->sums[number] - (uint64_t)sum->money;
    char got[DECIMAL_TEXT];
    char want[DECIMAL_TEXT];

    if (check->sums[number] < sum->money)
        gap = 0 - gap;
    if (gap > (uint64_t)check->slacks[number])
        fail(check,
             "sheet '%.*s', rows %u to %u of column %u add up to %s, not %s",
             STR_ARGS(check->sheet->name), sum->first_row + 1,
             sum->last_row + 1, sum->column + 1,
             decimal_print(got, check->sums[number], MONEY_PLACES, 2),
             decimal_print(want, sum->money, MONEY_PLACES, 2));
}

static void compare_sheet(struct check *check)
{
    const struct sheet_tally *sheet = check->sheet;

    if (check->cells != sheet->cells)
        fail(check, "sheet '%.*s' holds %zu values, not %zu",
             STR_ARGS(sheet->name), check->cells, sheet->cells);
    if (check->rows != sheet->rows)
        fail(check, "sheet '%.*s' ends in row %u, not %u",
             STR_ARGS(sheet->name), check->rows, sheet->rows);
    for (size_t i = 0; i < sheet->sum_count; i++)
        compare_sum(check, i);
}

/* Parts are named sheet1.xml, sheet2.xml …, in the order of the sheets. */
static void begin_part(struct check *check, struct str part)
{
    static const struct {
        const char *before;
        const char *after;
    } sheet = {"xl/worksheets/sheet", ".xml"};
    size_t number;

    check->sheet = NULL;
    check->in_value = false;
    if (!str_starts(part, str_of(sheet.before)) ||
        !str_ends(part, str_of(sheet.after)))
        return;
    check->sheets++;
    number = strtoul(part.at + strlen(sheet.before), NULL, 10);
    if (number < 1 || number > check->tally->count) {
        fail(check, "an unexpected part '%.*s'", STR_ARGS(part));
        return;
    }
    check->sheet = &check->tally->sheets[number - 1];
    check->cells = 0;
    check->rows = 0;
    check->sums =
        arena_array(check->arena, int64_t, check->sheet->sum_count + 1);
    check->slacks =
        arena_array(check->arena, int64_t, check->sheet->sum_count + 1);
}

static XML_Parser new_parser(struct check *check)
{
    XML_Parser parser = XML_ParserCreate("UTF-8");

    if (!parser)
        memory_exhausted();
    XML_SetUserData(parser, check);
    XML_SetElementHandler(parser, on_start, on_end);
    XML_SetCharacterDataHandler(parser, on_text);
    return parser;
}

static void fail_xml(struct check *check, XML_Parser parser, struct str part)
{
    fail(check, "part '%.*s', line %lu: %s", STR_ARGS(part),
         (unsigned long)XML_GetCurrentLineNumber(parser),
         XML_ErrorString(XML_GetErrorCode(parser)));
}

/* The rows of a body, and the part without them: it must be right as well. */
static void check_body(struct check *check, struct zip *zip, XML_Parser parser,
                       struct str part)
{
    const struct body_tally *body = check->sheet->body;
    struct body_reading reading = {.arena = check->arena,
                                   .diag = check->diag,
                                   .name = check->name,
                                   .path = check->path,
                                   .sheet = check->sheet,
                                   .sums = check->sums,
                                   .threads = check->threads};

    if (!zip_place(zip, &reading.place))
        return;
    check->status = verify_body(&reading);
    if (check->status != OK)
        return;
    if (XML_Parse(parser, reading.head.at, (int)reading.head.len, XML_FALSE) !=
            XML_STATUS_OK ||
        XML_Parse(parser, reading.tail.at, (int)reading.tail.len, XML_TRUE) !=
            XML_STATUS_OK)
        fail_xml(check, parser, part);
    check->cells += body->cells;
    check->rows = body->first_row + (uint32_t)body->rows;
}

static void check_whole(struct check *check, struct zip *zip, XML_Parser parser,
                        struct str part)
{
    enum XML_Status good = XML_STATUS_OK;
    size_t len;

    while (good == XML_STATUS_OK &&
           (len = zip_read(zip, check->buffer, CHUNK)) > 0)
        good = XML_Parse(parser, check->buffer, (int)len, XML_FALSE);
    if (good == XML_STATUS_OK && zip_works(zip))
        good = XML_Parse(parser, "", 0, XML_TRUE);
    if (good != XML_STATUS_OK && zip_works(zip))
        fail_xml(check, parser, part);
}

static void check_part(struct check *check, struct zip *zip, struct str part)
{
    XML_Parser parser = new_parser(check);

    begin_part(check, part);
    if (check->sheet && check->sheet->body)
        check_body(check, zip, parser, part);
    else
        check_whole(check, zip, parser, part);
    XML_ParserFree(parser);
    if (check->sheet && zip_works(zip) && check->status == OK)
        compare_sheet(check);
}

/* Parts of media are no XML; this workbook has none, but may. */
static bool is_xml(struct str part)
{
    return str_ends(part, STR(".xml")) || str_ends(part, STR(".rels")) ||
           str_ends(part, STR(".vml"));
}

static enum status verify(struct check *check, struct zip *zip)
{
    const struct workbook_tally *tally = check->tally;
    enum status status;
    struct str part;

    check->buffer = arena_array(check->arena, char, CHUNK);
    while (check->status == OK && zip_next(zip, &part)) {
        if (is_xml(part))
            check_part(check, zip, part);
        else
            while (zip_read(zip, check->buffer, CHUNK) > 0)
                continue;
    }
    status = zip_close(zip);
    if (status != OK)
        return status;
    if (check->sheets != tally->count || check->names != tally->count)
        fail(check, "it holds %zu sheets and lists %zu, not %zu", check->sheets,
             check->names, tally->count);
    if (check->names_differ)
        fail(check, "it lists sheets under other names");
    if (check->string_used > check->strings)
        fail(check, "a cell refers to text %zu of %zu", check->string_used,
             check->strings);
    return check->status;
}

enum status verify_xlsx(struct arena *arena, struct diag *diag,
                        const char *name, struct str bytes,
                        const struct workbook_tally *tally)
{
    struct check check = {
        .arena = arena, .diag = diag, .name = name, .tally = tally};

    return verify(&check, zip_open(arena, diag, name, bytes));
}

enum status verify_xlsx_file(struct arena *arena, struct diag *diag,
                             const char *name, const char *path,
                             const struct workbook_tally *tally, size_t threads)
{
    struct check check = {.arena = arena,
                          .diag = diag,
                          .name = name,
                          .path = path,
                          .threads = threads,
                          .tally = tally};

    return verify(&check, zip_open_file(arena, diag, name, path));
}
