#include "deliver/row_scan.h"

#include "base/decimal.h"

#include <string.h>

/* What is left to read. */
struct reader {
    const char *at;
    const char *end;
};

static bool take(struct reader *reader, struct str literal)
{
    if ((size_t)(reader->end - reader->at) < literal.len ||
        memcmp(reader->at, literal.at, literal.len) != 0)
        return false;
    reader->at += literal.len;
    return true;
}

static bool is_digit(const struct reader *reader)
{
    return reader->at < reader->end && *reader->at >= '0' && *reader->at <= '9';
}

static bool take_digits(struct reader *reader)
{
    const char *start = reader->at;

    while (is_digit(reader))
        reader->at++;
    return reader->at > start;
}

static bool take_whole(struct reader *reader, uint32_t value)
{
    uint64_t found = 0;
    const char *start = reader->at;

    for (; is_digit(reader) && found <= UINT32_MAX; reader->at++)
        found = found * 10 + (uint64_t)(*reader->at - '0');
    return reader->at > start && found == value;
}

/* "-12.5e-7" */
static bool take_number(struct reader *reader, struct str *number)
{
    const char *start = reader->at;

    (void)take(reader, STR("-"));
    if (!take_digits(reader))
        return false;
    if (take(reader, STR(".")) && !take_digits(reader))
        return false;
    if (take(reader, STR("e"))) {
        if (!take(reader, STR("-")))
            (void)take(reader, STR("+"));
        if (!take_digits(reader))
            return false;
    }
    *number = (struct str){start, (size_t)(reader->at - start)};
    return true;
}

static bool take_entity(struct reader *reader)
{
    return take(reader, STR("&amp;")) || take(reader, STR("&lt;")) ||
           take(reader, STR("&gt;"));
}

/* The text of an element, which is not empty. */
static bool take_text(struct reader *reader)
{
    const char *start = reader->at;
    unsigned char bits = 0;

    while (reader->at < reader->end && *reader->at != '<') {
        unsigned char byte = (unsigned char)*reader->at;

        bits |= byte;
        if (byte == '&') {
            if (!take_entity(reader))
                return false;
            continue;
        }
        if (byte < 0x20 && byte != '\t' && byte != '\n')
            return false;
        reader->at++;
    }
    return reader->at > start &&
           (bits < 0x80 ||
            str_is_utf8((struct str){start, (size_t)(reader->at - start)}));
}

/* The letters of a column as its number from 1; 0 where there are none. */
static uint32_t take_column(struct reader *reader)
{
    uint32_t column = 0;

    for (; reader->at < reader->end && *reader->at >= 'A' &&
           *reader->at <= 'Z' && column <= ROW_SCAN_COLUMNS;
         reader->at++)
        column = column * 26 + (uint32_t)(*reader->at - 'A') + 1;
    return column <= ROW_SCAN_COLUMNS ? column : 0;
}

static bool take_value(struct row_scan *scan, struct reader *reader,
                       uint32_t column)
{
    uint8_t sum = scan->amount[column - 1];
    struct str number;
    int64_t money;

    if (!take_number(reader, &number) || !take(reader, STR("</v></c>")))
        return false;
    scan->cells++;
    return !sum ||
           (decimal_parse(number, '.', MONEY_PLACES, &money) == DECIMAL_OK &&
            decimal_add(&scan->sums[sum], money));
}

static bool take_inline(struct row_scan *scan, struct reader *reader)
{
    (void)take(reader, STR(" xml:space=\"preserve\""));
    scan->cells++;
    return take(reader, STR(">")) && take_text(reader) &&
           take(reader, STR("</t></is></c>"));
}

/* What follows "<c r=\""; `column` is that of the cell before. */
static bool take_cell(struct row_scan *scan, struct reader *reader,
                      uint32_t *column)
{
    uint32_t found = take_column(reader);

    if (found <= *column || !take_whole(reader, scan->row) ||
        !take(reader, STR("\" s=\"")) || !take_digits(reader) ||
        !take(reader, STR("\"")))
        return false;
    *column = found;
    if (take(reader, STR("/>")))
        return true;
    if (take(reader, STR("><v>")))
        return take_value(scan, reader, found);
    return take(reader, STR(" t=\"inlineStr\"><is><t")) &&
           take_inline(scan, reader);
}

static bool take_row(struct row_scan *scan, struct reader *reader)
{
    uint32_t column = 0;

    if (!take(reader, STR("<row r=\"")) || !take_whole(reader, scan->row) ||
        !take(reader, STR("\">")))
        return false;
    while (take(reader, STR("<c r=\"")))
        if (!take_cell(scan, reader, &column))
            return false;
    return take(reader, STR("</row>"));
}

bool row_scan(struct row_scan *scan, struct str xml)
{
    struct reader reader = {xml.at, xml.at + xml.len};

    for (size_t i = 0; i < scan->rows; i++) {
        scan->row = scan->first_row + (uint32_t)i;
        if (!take_row(scan, &reader))
            return false;
    }
    return reader.at == reader.end;
}
