#include "base/decimal.h"

#include "base/wide.h"

#include <assert.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool is_digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

/* value * 10 + digit, in the negative range, which is the larger one. */
static bool push_digit(int64_t *value, char byte)
{
    return !__builtin_mul_overflow(*value, 10, value) &&
           !__builtin_sub_overflow(*value, byte - '0', value);
}

/*
 * What the (one or more) digits beyond those that are kept say.  Written-out
 * binary numbers lie within NOISE places of a kept value: all zeros or all
 * nines at first.
 */
enum tail { TAIL_NONE, TAIL_UP, TAIL_FINE };
enum { NOISE = 9 };

static enum tail tail_of(struct str digits, int places)
{
    size_t noise = (size_t)(NOISE - places);
    bool zeros = true, nines = true;

    for (size_t i = 0; i < digits.len; i++) {
        bool counts = i < noise || digits.len <= noise;

        zeros = zeros && (!counts || digits.at[i] == '0');
        nines = nines && (!counts || digits.at[i] == '9');
    }
    if (zeros)
        return TAIL_NONE;
    return nines && digits.len > noise ? TAIL_UP : TAIL_FINE;
}

/* The digits of a number, taken apart. */
struct digits {
    bool negative;
    struct str whole;
    struct str fraction;
};

static bool take_apart(struct str text, char mark, struct digits *digits)
{
    size_t at = 0;
    size_t point;

    digits->negative = text.len > 0 && text.at[0] == '-';
    if (digits->negative || (text.len > 0 && text.at[0] == '+'))
        at = 1;
    text.at += at;
    text.len -= at;
    point = str_find(text, mark);
    digits->whole = (struct str){text.at, point};
    digits->fraction = (struct str){0};
    if (point < text.len)
        digits->fraction =
            (struct str){text.at + point + 1, text.len - point - 1};
    if (digits->whole.len + digits->fraction.len == 0)
        return false;
    for (size_t i = 0; i < text.len; i++)
        if (i != point && !is_digit(text.at[i]))
            return false;
    return true;
}

/* The digit at a place of a fraction; zeros go on behind it for ever. */
static char digit_at(struct str fraction, size_t i)
{
    if (i < fraction.len)
        return fraction.at[i];
    return '0';
}

/* The whole part and `places` digits of the fraction, as a negative number. */
static bool scale(const struct digits *digits, size_t places, int64_t *value)
{
    for (size_t i = 0; i < digits->whole.len; i++)
        if (!push_digit(value, digits->whole.at[i]))
            return false;
    for (size_t i = 0; i < places; i++)
        if (!push_digit(value, digit_at(digits->fraction, i)))
            return false;
    return true;
}

/* What is said by all digits that are not kept. */
static enum tail rest_of(const struct digits *digits, int places, bool rounds)
{
    struct str fraction = digits->fraction;
    size_t kept = (size_t)places;

    if (fraction.len <= kept)
        return TAIL_NONE;
    assert(fraction.at);
    if (rounds)
        return digit_at(fraction, kept) >= '5' ? TAIL_UP : TAIL_NONE;
    return tail_of((struct str){fraction.at + kept, fraction.len - kept},
                   places);
}

static enum decimal_result parse(struct str text, char mark, int places,
                                 bool rounds, int64_t *value)
{
    struct digits digits;
    int64_t scaled = 0;
    enum tail tail;

    if (!take_apart(text, mark, &digits))
        return DECIMAL_MALFORMED;
    tail = rest_of(&digits, places, rounds);
    if (tail == TAIL_FINE)
        return DECIMAL_TOO_FINE;
    if (!scale(&digits, (size_t)places, &scaled) ||
        (tail == TAIL_UP && __builtin_sub_overflow(scaled, 1, &scaled)) ||
        (!digits.negative && scaled == INT64_MIN))
        return DECIMAL_TOO_LARGE;
    *value = digits.negative ? scaled : -scaled;
    return DECIMAL_OK;
}

enum decimal_result decimal_parse(struct str text, char mark, int places,
                                  int64_t *value)
{
    return parse(text, mark, places, false, value);
}

enum decimal_result decimal_parse_rounded(struct str text, char mark,
                                          int places, int64_t *value)
{
    return parse(text, mark, places, true, value);
}

enum { SHORT_REAL = 15 }; /* bytes whose digits a double holds */

/* Only digits, signs, one mark and an exponent; strtod() takes more. */
static bool is_real(struct str text, char mark)
{
    bool digit = false;

    for (size_t i = 0; i < text.len; i++) {
        char byte = text.at[i];

        if (is_digit(byte))
            digit = true;
        else if (byte != mark && byte != '-' && byte != '+' && byte != 'e' &&
                 byte != 'E')
            return false;
    }
    return digit;
}

/*
 * [-]digits[.digits] of few digits: the number that they are and the power of
 * ten that it is divided by are exact, so their quotient is the nearest one.
 */
static bool parse_short_real(struct str text, char mark, double *value)
{
    static const double powers[] = {1e0, 1e1, 1e2,  1e3,  1e4,  1e5,  1e6, 1e7,
                                    1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14};
    bool negative = text.len > 0 && *text.at == '-';
    size_t point = text.len;
    int64_t number = 0;

    if (text.len - negative < 1 || text.len - negative > SHORT_REAL)
        return false;
    for (size_t i = negative; i < text.len; i++) {
        if (is_digit(text.at[i]))
            number = number * 10 + (text.at[i] - '0');
        else if (text.at[i] == mark && point == text.len)
            point = i;
        else
            return false;
    }
    if (point < text.len && text.len - negative == 1)
        return false;
    *value = (double)number / powers[text.len - point - (point < text.len)];
    if (negative)
        *value = -*value;
    return true;
}

bool decimal_parse_real(struct str text, char mark, double *value)
{
    char copy[64];
    char *end;

    if (parse_short_real(text, mark, value))
        return true;
    if (text.len == 0 || text.len >= sizeof copy || !is_real(text, mark))
        return false;
    memcpy(copy, text.at, text.len);
    copy[text.len] = '\0';
    if (mark != '.') {
        char *at = strchr(copy, mark);

        if (at)
            *at = '.';
    }
    *value = strtod(copy, &end);
    return *end == '\0' && isfinite(*value);
}

bool decimal_add(int64_t *sum, int64_t value)
{
    int64_t total;

    if (__builtin_add_overflow(*sum, value, &total))
        return false;
    *sum = total;
    return true;
}

int64_t decimal_round(int64_t value, int64_t divisor)
{
    int64_t quotient = value / divisor;
    int64_t rest = value % divisor;

    if (rest < 0)
        rest = -rest;
    if (rest < divisor - rest)
        return quotient;
    return value < 0 ? quotient - 1 : quotient + 1;
}

int64_t decimal_part(int64_t *sum, int64_t part, int64_t divisor)
{
    int64_t before = decimal_round(*sum, divisor);

    *sum += part;
    return decimal_round(*sum, divisor) - before;
}

bool decimal_amount(int64_t price, int64_t quantity, int64_t *amount)
{
    int128 product, half, rounded;
    int64_t small;

    /* Wide division is a call that costs more than all the rest. */
    if (!__builtin_mul_overflow(price, quantity, &small)) {
        *amount = decimal_round(small, QUANTITY_ONE);
        return true;
    }
    product = (int128)price * quantity;
    half = product < 0 ? -QUANTITY_ONE / 2 : QUANTITY_ONE / 2;
    rounded = (product + half) / QUANTITY_ONE;
    if (rounded > INT64_MAX || rounded < INT64_MIN)
        return false;
    *amount = (int64_t)rounded;
    return true;
}

const char *decimal_print(char out[static DECIMAL_TEXT], int64_t value,
                          int places, int least)
{
    char digits[DECIMAL_TEXT];
    uint64_t rest = value < 0 ? -(uint64_t)value : (uint64_t)value;
    size_t at = sizeof digits;
    bool trimming = true;

    digits[--at] = '\0';
    for (int place = places; place > 0; place--, rest /= 10) {
        if (trimming && place > least && rest % 10 == 0)
            continue;
        trimming = false;
        digits[--at] = (char)('0' + rest % 10);
    }
    if (!trimming)
        digits[--at] = '.';
    do {
        digits[--at] = (char)('0' + rest % 10);
        rest /= 10;
    } while (rest > 0);
    if (value < 0)
        digits[--at] = '-';
    memcpy(out, digits + at, sizeof digits - at);
    return out;
}
