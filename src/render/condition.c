#include "render/condition.h"

#include "render/reference.h"

#include <math.h>
#include <string.h>

struct reader {
    struct words *words;
    struct str text;
    struct place place;
    size_t at;
    bool failed;
};

/* What stands on one side of a comparison; neither: undefined. */
struct operand {
    bool is_text;
    struct str text;
    double number; /* NaN: undefined */
};

static struct str rest(const struct reader *reader)
{
    return (struct str){reader->text.at + reader->at,
                        reader->text.len - reader->at};
}

static struct place place_here(const struct reader *reader)
{
    struct place place = reader->place;

    place.column += reader->at;
    return place;
}

static void fail(struct reader *reader, const char *wanted)
{
    char quote[DIAG_QUOTE];

    if (!reader->failed)
        reader->words->status =
            diag_error(reader->words->diag, BAD_DATA, place_here(reader),
                       "invalid condition at '%s'; %s",
                       diag_quote(quote, rest(reader)), wanted);
    reader->failed = true;
}

static void skip_space(struct reader *reader)
{
    while (reader->at < reader->text.len &&
           strchr(" \t\n", reader->text.at[reader->at]))
        reader->at++;
}

static bool is_word_byte(char byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
           (byte >= '0' && byte <= '9') || byte == '_' || byte == '.' ||
           byte == '#';
}

/* The length of the word that stands here: a reference or a number. */
static size_t word_length(const struct reader *reader)
{
    struct str text = rest(reader);
    size_t len = 0;

    if (text.len && text.at[0] == '-')
        len++;
    while (len < text.len && is_word_byte(text.at[len]))
        len++;
    /* table#max(column,flag).column */
    if (len && len < text.len && text.at[len] == '(' &&
        memchr(text.at, '#', len)) {
        len += str_find((struct str){text.at + len, text.len - len}, ')') + 1;
        while (len < text.len && is_word_byte(text.at[len]))
            len++;
    }
    return len < text.len ? len : text.len;
}

/* Go over `word` if it stands here. */
static bool take_word(struct reader *reader, const char *word)
{
    skip_space(reader);
    if (!str_equal((struct str){rest(reader).at, word_length(reader)},
                   str_of(word)))
        return false;
    reader->at += strlen(word);
    return true;
}

static bool take_sign(struct reader *reader, const char *sign)
{
    skip_space(reader);
    if (!str_starts(rest(reader), str_of(sign)))
        return false;
    reader->at += strlen(sign);
    return true;
}

static struct operand read_quoted(struct reader *reader)
{
    struct str text = rest(reader);
    size_t len = str_find(text, '\'');

    if (len == text.len) {
        fail(reader, "a text ends with a quote");
        return (struct operand){.number = (double)NAN};
    }
    reader->at += len + 1;
    return (struct operand){.is_text = true, .text = {text.at, len}};
}

static bool parse_number(struct str text, double *number)
{
    bool negative = text.len && text.at[0] == '-';
    double value = 0, unit = 0;

    if (text.len == (size_t)negative)
        return false;
    for (size_t i = negative; i < text.len; i++) {
        if (text.at[i] == '.' && unit == 0) {
            unit = 1;
        } else if (text.at[i] >= '0' && text.at[i] <= '9') {
            value = value * 10 + (text.at[i] - '0');
            unit *= 10;
        } else {
            return false;
        }
    }
    if (unit > 0)
        value /= unit;
    *number = negative ? -value : value;
    return true;
}

static struct operand read_operand(struct reader *reader)
{
    struct operand operand = {.number = (double)NAN};
    struct str word;
    struct found found;

    if (take_sign(reader, "'"))
        return read_quoted(reader);
    word = (struct str){rest(reader).at, word_length(reader)};
    if (!word.len) {
        fail(reader, "a reference, a number or a 'text' goes here");
        return operand;
    }
    if (!parse_number(word, &operand.number)) {
        found = reference_find(reader->words, word, place_here(reader));
        operand.is_text = found.cell.kind == CELL_TEXT;
        if (operand.is_text)
            operand.text = found.cell.text;
        else
            operand.number = cell_number(&found.cell);
    }
    reader->at += word.len;
    return operand;
}

static bool is_true(const struct operand *operand)
{
    if (operand->is_text)
        return operand->text.len > 0;
    return isfinite(operand->number) && operand->number != 0;
}

enum sign { LESS_EQUAL, MORE_EQUAL, NOT_EQUAL, LESS, MORE, EQUAL, SIGNS };

static bool compare(const struct operand *a, const struct operand *b,
                    enum sign sign)
{
    double order;

    if (a->is_text && b->is_text)
        order = str_compare(a->text, b->text);
    else if (isfinite(a->number) && isfinite(b->number))
        order = a->number < b->number ? -1 : a->number > b->number;
    else
        return false;
    switch (sign) {
    case LESS_EQUAL:
        return order <= 0;
    case MORE_EQUAL:
        return order >= 0;
    case NOT_EQUAL:
        return order != 0;
    case LESS:
        return order < 0;
    case MORE:
        return order > 0;
    case EQUAL:
    case SIGNS:
        break;
    }
    return order == 0;
}

static bool read_comparison(struct reader *reader)
{
    static const char *const signs[SIGNS] = {"<=", ">=", "!=", "<", ">", "="};
    struct operand first = read_operand(reader);

    skip_space(reader);
    for (size_t i = 0; i < SIGNS; i++)
        if (take_sign(reader, signs[i])) {
            skip_space(reader);
            struct operand second = read_operand(reader);
            return compare(&first, &second, (enum sign)i);
        }
    return is_true(&first);
}

static bool read_term(struct reader *reader)
{
    bool negated = take_word(reader, "not");

    skip_space(reader);
    return read_comparison(reader) != negated;
}

/* Both sides are always read, so that what is wrong in either is told. */
static bool read_alternative(struct reader *reader)
{
    bool holds = read_term(reader);

    while (!reader->failed && take_word(reader, "and"))
        holds &= read_term(reader);
    return holds;
}

bool condition_holds(struct words *words, struct str text, struct place place)
{
    struct reader reader = {.words = words, .text = text, .place = place};
    bool holds = read_alternative(&reader);

    while (!reader.failed && take_word(&reader, "or"))
        holds |= read_alternative(&reader);
    skip_space(&reader);
    if (reader.at < text.len)
        fail(&reader, "'and', 'or' or the end goes here");
    return holds && !reader.failed;
}
