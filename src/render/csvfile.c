#include "render/csvfile.h"

#include "base/date.h"
#include "base/decimal.h"
#include "base/numeral.h"

#include <limits.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

/* Where the next byte of a line goes; there is room for the whole line. */
struct pen {
    char *at;
    int32_t date; /* the last one written: it often comes again */
    size_t date_len;
    char date_text[DATE_TEXT];
};

static void put(struct pen *pen, struct str text)
{
    if (text.len)
        memcpy(pen->at, text.at, text.len);
    pen->at += text.len;
}

/* The digits with a point among, before or behind them. */
static char *put_plain(char *at, const struct numeral *numeral)
{
    int count = numeral->count;
    int exponent = numeral->exponent;

    for (int i = exponent < 0 ? exponent : 0; i < count || i <= exponent; i++) {
        if (i == exponent + 1)
            *at++ = '.';
        *at++ = '0';
        if (i >= 0 && i < count)
            at[-1] = numeral->at[i];
    }
    return at;
}

/* Returns where the number ends. */
static char *put_real(char *at, double value)
{
    struct numeral numeral;

    if (value == 0) {
        *at = '0';
        return at + 1;
    }
    numeral_find(&numeral, value);
    if (numeral.exponent < -7 || numeral.exponent > 16)
        return at + snprintf(at, CSV_NUMBER, "%.*e", numeral.count - 1, value);
    if (numeral.negative)
        *at++ = '-';
    return put_plain(at, &numeral);
}

const char *csv_number(char out[static CSV_NUMBER], double value)
{
    *put_real(out, value) = '\0';
    return out;
}

static bool is_one_of(char byte, struct str bytes)
{
    return str_find(bytes, byte) < bytes.len;
}

/* A spreadsheet takes what begins so for a formula. */
static bool is_formula(struct str text)
{
    return is_one_of(*text.at, STR("=+-@\t\r"));
}

/* Hardly any text does: so all of it is looked at, without a branch. */
static bool needs_quotes(struct str text)
{
    static const unsigned char is_quoted[UCHAR_MAX + 1] = {
        [','] = 1, ['"'] = 1, ['\n'] = 1, ['\r'] = 1};
    unsigned found = 0;

    for (size_t i = 0; i < text.len; i++)
        found |= is_quoted[(unsigned char)text.at[i]];
    return found;
}

static void put_text(struct pen *pen, struct str text)
{
    bool quoted = needs_quotes(text);

    if (quoted)
        *pen->at++ = '"';
    if (text.len && is_formula(text))
        *pen->at++ = '\'';
    if (quoted) {
        for (size_t i = 0; i < text.len; i++) {
            if (text.at[i] == '"')
                *pen->at++ = '"';
            *pen->at++ = text.at[i];
        }
        *pen->at++ = '"';
    } else {
        put(pen, text);
    }
}

static void put_date(struct pen *pen, int32_t date)
{
    if (date != pen->date || !pen->date_len) {
        pen->date = date;
        pen->date_len = str_of(date_print(pen->date_text, date)).len;
    }
    put(pen, (struct str){pen->date_text, pen->date_len});
}

static void put_cell(struct pen *pen, const struct cell *cell)
{
    switch (cell->kind) {
    case CELL_UNDEFINED:
        break;
    case CELL_TEXT:
        put_text(pen, cell->text);
        break;
    case CELL_DATE:
        put_date(pen, (int32_t)cell->integer);
        break;
    case CELL_COUNT:
    case CELL_RANK:
    case CELL_FLAG:
        pen->at = numeral_decimal(pen->at, cell->integer, 0);
        break;
    case CELL_MONEY:
        pen->at = numeral_decimal(pen->at, cell->integer, MONEY_PLACES);
        break;
    case CELL_QUANTITY:
        pen->at = numeral_decimal(pen->at, cell->integer, QUANTITY_PLACES);
        break;
    case CELL_PRICE:
    case CELL_RATE:
    case CELL_POINTS:
    case CELL_CHANGE:
    case CELL_RATIO:
    case CELL_INDEX:
        if (isfinite(cell->real))
            pen->at = put_real(pen->at, cell->real);
        break;
    }
}

/* The most that a line can take: each byte of a text twice, and quotes. */
static size_t room_of(const struct cell *cells, size_t count)
{
    size_t room = count * (CSV_NUMBER + 1) + 1;

    for (size_t i = 0; i < count; i++)
        if (cells[i].kind == CELL_TEXT)
            room += 2 * cells[i].text.len;
    return room;
}

/*
 * A line of one empty field would be an empty line, which readers skip: it is
 * written as quotes.
 */
static void add_row(struct text *out, struct pen *pen, const struct cell *cells,
                    size_t count)
{
    out->at = arena_grow(out->arena, out->at, &out->capacity,
                         out->len + room_of(cells, count) + 1, 1);
    pen->at = out->at + out->len;
    for (size_t i = 0; i < count; i++) {
        if (i)
            *pen->at++ = ',';
        put_cell(pen, &cells[i]);
    }
    if (pen->at == out->at + out->len)
        put(pen, STR("\"\""));
    *pen->at++ = '\n';
    *pen->at = '\0';
    out->len = (size_t)(pen->at - out->at);
}

static void add_head(struct arena *arena, struct text *out, struct pen *pen,
                     const struct table *table)
{
    struct cell *names = arena_array(arena, struct cell, table->column_count);

    for (size_t i = 0; i < table->column_count; i++)
        names[i] = cell_label(table->columns[i].name);
    add_row(out, pen, names, table->column_count);
}

struct str csv_rows(struct arena *arena, const struct table *table,
                    size_t first, size_t count)
{
    struct text out = {.arena = arena};
    struct pen pen = {0};
    struct cell *room = arena_array(arena, struct cell, table->column_count);

    if (first == 0)
        add_head(arena, &out, &pen, table);
    for (size_t row = first; row < first + count; row++)
        add_row(&out, &pen, table_row(table, row, room), table->column_count);
    return text_str(&out);
}

struct str csv_render(struct arena *arena, const struct table *table)
{
    return csv_rows(arena, table, 0, table->row_count);
}
