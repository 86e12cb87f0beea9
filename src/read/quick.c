#include "read/quick.h"

enum { LONG_DIGITS = 18 }; /* with them and powers of ten, 64 bits do */

bool quick_decimal_long(struct str text, char mark, size_t places,
                        int64_t *value)
{
    bool negative = *text.at == '-';
    size_t digits = 0, fraction = 0;
    bool marked = false;
    int64_t number = 0;

    for (size_t i = negative; i < text.len; i++) {
        unsigned digit = (unsigned char)text.at[i] - (unsigned)'0';

        if (digit <= 9 && digits < LONG_DIGITS) {
            number = number * 10 + digit;
            digits++;
            fraction += marked;
        } else if (text.at[i] == mark && !marked) {
            marked = true;
        } else {
            return false;
        }
    }
    if (digits == 0 || fraction > places ||
        digits + places - fraction > LONG_DIGITS)
        return false;
    for (; fraction < places; fraction++)
        number *= 10;
    *value = negative ? -number : number;
    return true;
}

enum { DAY_LEN = 10, MINUTE_LEN = 16, SECOND_LEN = 19 };

/* The shapes 0000-00-, 00 00:00 and :00, first byte lowest. */
#define DATE_SHAPE   UINT64_C(0x2D30302D30303030)
#define TIME_SHAPE   UINT64_C(0x30303A3030203030)
#define SECOND_SHAPE UINT64_C(0x30303A)

/* Which of their bytes are numerals. */
#define DATE_NUMERALS   UINT64_C(0x0001010001010101)
#define TIME_NUMERALS   UINT64_C(0x0101000101000101)
#define SECOND_NUMERALS UINT64_C(0x0000000000010100)

/* What a text is, less its shape: 0 to 9 for numerals, 0 for the others. */
struct digits {
    uint64_t date;    /* YYYY-MM- */
    uint64_t time;    /* DD HH:MM */
    uint64_t seconds; /* :SS */
};

/* False if the text is too short, too long or not parted by a blank or T. */
static bool take_apart(struct str text, struct digits *digits)
{
    const char *at = text.at;

    *digits = (struct digits){0};
    if (text.len != SECOND_LEN && text.len != MINUTE_LEN && text.len != DAY_LEN)
        return false;
    digits->date = quick_load(at + 8) ^ DATE_SHAPE;
    if (text.len == DAY_LEN) {
        digits->time = quick_load(at + DAY_LEN) >> 48 ^ (TIME_SHAPE & 0xFFFF);
        return true;
    }
    digits->time = quick_load(at + MINUTE_LEN) ^ TIME_SHAPE;
    if (at[DAY_LEN] == 'T')
        digits->time ^= (uint64_t)('T' ^ ' ') << 16;
    if (text.len == SECOND_LEN)
        digits->seconds = quick_load(at + SECOND_LEN) >> 40 ^ SECOND_SHAPE;
    return true;
}

/* The bytes that are beyond 9, or beyond 0 where there is no numeral. */
static uint64_t unfit(uint64_t bytes, uint64_t numerals)
{
    return (bytes | (bytes + quick_fill(0x7F) - 9 * numerals)) &
           quick_fill(0x80);
}

/* The two digits at `at` as a number; pairs are bytes[i] * 10 + bytes[i + 1] */
static int pair_at(uint64_t pairs, unsigned at)
{
    return (int)(pairs >> (8 * at) & 0xFF);
}

static uint64_t pairs_of(uint64_t digits)
{
    return digits * 10 + (digits >> 8);
}

/* Most days need no look at the length of the month. */
static bool is_day(int year, int month, int day)
{
    return (year > 0 && month >= 1 && month <= 12 && day >= 1 && day <= 28) ||
           date_is_valid(year, month, day);
}

bool quick_time(struct str text, struct stamp *stamp, int64_t *date)
{
    struct digits digits;
    uint64_t days, times;
    int year, month, day;
    int64_t hour, minute, second;

    if (!take_apart(text, &digits) ||
        (unfit(digits.date, DATE_NUMERALS) | unfit(digits.time, TIME_NUMERALS) |
         unfit(digits.seconds, SECOND_NUMERALS)) != 0)
        return false;
    days = pairs_of(digits.date);
    times = pairs_of(digits.time);
    year = pair_at(days, 0) * 100 + pair_at(days, 2);
    month = pair_at(days, 5);
    day = pair_at(times, 0);
    hour = pair_at(times, 3);
    minute = pair_at(times, 6);
    second = pair_at(pairs_of(digits.seconds), 1);
    if (!is_day(year, month, day) || hour > 23 || minute > 59 || second > 59)
        return false;
    *date = date_of(year, month, day);
    stamp->seconds = *date * DAY_SECONDS + hour * 3600 + minute * 60 + second;
    stamp->has_time = text.len > DAY_LEN;
    return true;
}
