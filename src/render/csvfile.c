#include "render/csvfile.h"

#include "base/date.h"
#include "base/decimal.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The digits of "-d.ddde+xx" and its exponent. */
struct digits {
    bool negative;
    char at[20];
    int count;
    int exponent; /* of the first digit */
};

/* The fewest digits that give the same value back. */
static void find_digits(double value, struct digits *digits)
{
    char text[40];
    const char *from = text;

    for (int places = 0; places < 17; places++) {
        snprintf(text, sizeof text, "%.*e", places, value);
        if (strtod(text, NULL) == value)
            break;
    }
    *digits = (struct digits){.negative = *from == '-'};
    for (; *from && *from != 'e'; from++)
        if (*from >= '0' && *from <= '9')
            digits->at[digits->count++] = *from;
    digits->exponent = (int)strtol(from + 1, NULL, 10);
}

const char *csv_number(char out[static CSV_NUMBER], double value)
{
    struct digits digits;
    size_t at = 0;

    find_digits(value, &digits);
    if (value == 0) {
        memcpy(out, "0", 2);
        return out;
    }
    if (digits.exponent < -7 || digits.exponent > 16) {
        snprintf(out, CSV_NUMBER, "%.*e", digits.count - 1, value);
        return out;
    }
    if (digits.negative)
        out[at++] = '-';
    for (int i = digits.exponent < 0 ? digits.exponent : 0;
         i < digits.count || i <= digits.exponent; i++) {
        if (i == digits.exponent + 1)
            out[at++] = '.';
        out[at++] = '0';
        if (i >= 0 && i < digits.count)
            out[at - 1] = digits.at[i];
    }
    out[at] = '\0';
    return out;
}

static bool is_one_of(char byte, struct str bytes)
{
    return str_find(bytes, byte) < bytes.len;
}

/* A spreadsheet takes what begins so for a formula. */
static bool is_formula(struct str text)
{
    return text.len && is_one_of(*text.at, STR("=+-@\t\r"));
}

static void add_text(struct text *out, struct str text)
{
    bool formula = is_formula(text);
    bool quoted = false;

    for (size_t i = 0; i < text.len && !quoted; i++)
        quoted = is_one_of(text.at[i], STR("\",\r\n"));
    if (quoted)
        text_add(out, STR("\""));
    if (formula)
        text_add(out, STR("'"));
    while (text.len) {
        size_t run = str_find(text, '"');

        text_add(out, (struct str){text.at, run});
        if (run < text.len)
            text_add(out, STR("\"\""));
        run += run < text.len;
        text = (struct str){text.at + run, text.len - run};
    }
    if (quoted)
        text_add(out, STR("\""));
}

static void add_decimal(struct text *out, int64_t value, int places)
{
    char text[DECIMAL_TEXT];

    text_add(out, str_of(decimal_print(text, value, places, places)));
}

static void add_cell(struct text *out, const struct cell *cell)
{
    char date[DATE_TEXT];
    char number[CSV_NUMBER];

    switch (cell->kind) {
    case CELL_UNDEFINED:
        break;
    case CELL_TEXT:
        add_text(out, cell->text);
        break;
    case CELL_DATE:
        text_add(out, str_of(date_print(date, (int32_t)cell->integer)));
        break;
    case CELL_COUNT:
    case CELL_RANK:
    case CELL_FLAG:
        text_addf(out, "%lld", (long long)cell->integer);
        break;
    case CELL_MONEY:
        add_decimal(out, cell->integer, MONEY_PLACES);
        break;
    case CELL_QUANTITY:
        add_decimal(out, cell->integer, QUANTITY_PLACES);
        break;
    case CELL_PRICE:
    case CELL_RATE:
    case CELL_POINTS:
    case CELL_CHANGE:
    case CELL_RATIO:
    case CELL_INDEX:
        if (isfinite(cell->real))
            text_add(out, str_of(csv_number(number, cell->real)));
        break;
    }
}

/*
 * A line of one empty field would be an empty line, which readers skip: it is
 * written as quotes.
 */
static void add_row(struct text *out, const struct cell *cells, size_t count)
{
    size_t start = out->len;

    for (size_t i = 0; i < count; i++) {
        if (i)
            text_add(out, STR(","));
        add_cell(out, &cells[i]);
    }
    if (out->len == start)
        text_add(out, STR("\"\""));
    text_add(out, STR("\n"));
}

struct str csv_render(struct arena *arena, const struct table *table)
{
    struct text out = {.arena = arena};

    for (size_t i = 0; i < table->column_count; i++) {
        if (i)
            text_add(&out, STR(","));
        add_text(&out, str_of(table->columns[i].name));
    }
    text_add(&out, STR("\n"));
    for (size_t row = 0; row < table->row_count; row++)
        add_row(&out, table->cells + row * table->column_count,
                table->column_count);
    return text_str(&out);
}
