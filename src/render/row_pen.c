#include "render/row_pen.h"

#include "base/date.h"
#include "base/decimal.h"
#include "base/numeral.h"
#include "render/csvfile.h"
#include "render/excel.h"

#include <math.h>
#include <string.h>

/* What a cell takes beside its text. */
enum { CELL_ROOM = 160 };

struct row_column row_column(struct arena *arena, uint32_t column,
                             enum figure figure, unsigned style)
{
    struct str letters = excel_address(arena, 0, column);

    letters.len--; /* the row's digit */
    return (struct row_column){
        .figure = figure,
        .open = str_format(arena, "<c r=\"%.*s", STR_ARGS(letters)),
        .style = str_format(arena, "\" s=\"%u\"", style),
    };
}

static void make_room(struct row_pen *pen, size_t len)
{
    struct text *out = pen->out;

    if (out->capacity - out->len < len)
        out->at =
            arena_grow(out->arena, out->at, &out->capacity, out->len + len, 1);
}

/* Where there is room. */
static void put(struct text *out, struct str text)
{
    memcpy(out->at + out->len, text.at, text.len);
    out->len += text.len;
}

/* XML's own characters, and what Excel or the format of text would change. */
static bool is_plain(struct str text)
{
    static const bool special[256] = {
        ['&'] = true, ['<'] = true, ['>'] = true, ['_'] = true};

    if (*text.at == ' ' || text.at[text.len - 1] == ' ' ||
        text.len > EXCEL_TEXT_MOST)
        return false;
    for (size_t i = 0; i < text.len; i++) {
        unsigned char byte = (unsigned char)text.at[i];

        if (byte < 0x20 || byte >= 0x80 || special[byte])
            return false;
    }
    return true;
}

static bool is_space(char byte)
{
    return byte == ' ' || (byte >= '\t' && byte <= '\r');
}

/* A control character as Excel writes it, and XML's own. */
static void add_escaped(struct text *out, char byte)
{
    if (byte == '&')
        text_add(out, STR("&amp;"));
    else if (byte == '<')
        text_add(out, STR("&lt;"));
    else if (byte == '>')
        text_add(out, STR("&gt;"));
    else if ((unsigned char)byte < 0x20 && byte != '\t' && byte != '\n')
        text_addf(out, "_x%04X_", (unsigned)byte);
    else
        text_add(out, (struct str){&byte, 1});
}

static void add_unusual(struct row_pen *pen, struct str text)
{
    struct str fit = excel_text(pen->scratch, text, EXCEL_TEXT_MOST);
    bool spaced = is_space(*fit.at) || is_space(fit.at[fit.len - 1]);

    text_add(pen->out, STR(" t=\"inlineStr\"><is><t"));
    text_add(pen->out, spaced ? STR(" xml:space=\"preserve\">") : STR(">"));
    for (size_t i = 0; i < fit.len; i++)
        add_escaped(pen->out, fit.at[i]);
    text_add(pen->out, STR("</t></is></c>"));
    arena_clear(pen->scratch);
}

static void put_text(struct row_pen *pen, struct str text)
{
    pen->values++;
    if (!is_plain(text)) {
        add_unusual(pen, text);
        return;
    }
    make_room(pen, text.len + CELL_ROOM);
    put(pen->out, STR(" t=\"inlineStr\"><is><t>"));
    put(pen->out, text);
    put(pen->out, STR("</t></is></c>"));
}

/* "12.5": no zeros behind the last digit that says something. */
static void put_decimal(struct row_pen *pen, int64_t value, int places)
{
    struct text *out = pen->out;
    char *end;

    pen->values++;
    put(out, STR("><v>"));
    end = numeral_decimal(out->at + out->len, value, places);
    if (places) {
        while (end[-1] == '0')
            end--;
        if (end[-1] == '.')
            end--;
    }
    out->len = (size_t)(end - out->at);
    put(out, STR("</v></c>"));
}

static void put_real(struct row_pen *pen, double value)
{
    struct text *out = pen->out;

    if (!isfinite(value)) {
        put(out, STR("/>"));
        return;
    }
    pen->values++;
    put(out, STR("><v>"));
    out->len += strlen(csv_number(out->at + out->len, value));
    put(out, STR("</v></c>"));
}

static void put_date(struct row_pen *pen, int32_t date)
{
    char iso[DATE_TEXT];

    if (date < EXCEL_FIRST_DAY)
        put_text(pen, str_of(date_print(iso, date)));
    else
        put_decimal(pen, (int64_t)date + EXCEL_EPOCH, 0);
}

static void put_number(struct row_pen *pen, enum figure figure,
                       const struct cell *cell)
{
    bool is_scaled = figure == FIGURE_POINTS || figure == FIGURE_CONTRIBUTION;

    if (is_scaled)
        put_real(pen, figure_value(figure, cell));
    else if (cell->kind == CELL_MONEY)
        put_decimal(pen, cell->integer, MONEY_PLACES);
    else if (cell->kind == CELL_QUANTITY)
        put_decimal(pen, cell->integer, QUANTITY_PLACES);
    else if (cell->kind == CELL_COUNT || cell->kind == CELL_RANK ||
             cell->kind == CELL_FLAG)
        put_decimal(pen, cell->integer, 0);
    else
        put_real(pen, cell->real);
}

void row_begin(struct row_pen *pen, uint32_t row)
{
    char *end = numeral_decimal(pen->digits, (int64_t)row + 1, 0);

    pen->digit_count = (size_t)(end - pen->digits);
    make_room(pen, CELL_ROOM);
    put(pen->out, STR("<row r=\""));
    put(pen->out, (struct str){pen->digits, pen->digit_count});
    put(pen->out, STR("\">"));
}

void row_cell(struct row_pen *pen, const struct row_column *column,
              const struct cell *cell)
{
    make_room(pen, CELL_ROOM);
    put(pen->out, column->open);
    put(pen->out, (struct str){pen->digits, pen->digit_count});
    put(pen->out, column->style);
    if (!cell_is_defined(cell) || (cell->kind == CELL_TEXT && !cell->text.len))
        put(pen->out, STR("/>"));
    else if (cell->kind == CELL_TEXT)
        put_text(pen, cell->text);
    else if (cell->kind == CELL_DATE)
        put_date(pen, (int32_t)cell->integer);
    else if (column->figure == FIGURE_YES_NO)
        put_text(pen, cell->integer ? STR("Yes") : STR("No"));
    else
        put_number(pen, column->figure, cell);
}

void row_end(struct row_pen *pen)
{
    make_room(pen, CELL_ROOM);
    put(pen->out, STR("</row>"));
}
