/*
 * quick.h - decimals and times as nearly all fields have them, eight bytes at
 * a time.
 *
 * A function that knows the text gives what base/decimal.h or base/date.h
 * would; of all others, sound or not, it knows nothing.  QUICK_SLACK bytes
 * before a text, which is not empty, are read, and ignored.
 */
#ifndef REPORT_READ_QUICK_H
#define REPORT_READ_QUICK_H

#include "base/date.h"
#include "base/decimal.h"

#include <string.h>

enum { QUICK_SLACK = 8 };

/* The eight bytes before `end`, the first in the lowest bits. */
static inline uint64_t quick_load(const char *end)
{
    uint64_t bytes;

    memcpy(&bytes, end - sizeof bytes, sizeof bytes);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    bytes = __builtin_bswap64(bytes);
#endif
    return bytes;
}

/* The same byte eight times. */
static inline uint64_t quick_fill(unsigned char byte)
{
    return byte * UINT64_C(0x0101010101010101);
}

/* Eight values of 0 to 9, the first in the lowest byte, as one number. */
static inline uint64_t quick_join(uint64_t digits)
{
    digits = digits * 10 + (digits >> 8);
    digits = (digits & UINT64_C(0x000000FF000000FF)) * 0x000F424000000064 +
             (digits >> 16 & UINT64_C(0x000000FF000000FF)) * 0x0000271000000001;
    return digits >> 32;
}

/* [-]digits[.digits] of up to eighteen digits, one by one. */
bool quick_decimal_long(struct str text, char mark, size_t places,
                        int64_t *value);

/*
 * The same, but digits and digits.dd of eight bytes without the sign, as nearly
 * all are, in one go.
 */
static inline bool quick_decimal(struct str text, char mark, size_t places,
                                 int64_t *value)
{
    static const int64_t powers[] = {1, 10, 100, 1000, 10000};
    bool negative = *text.at == '-';
    size_t len = text.len - negative;
    size_t fraction = 0;
    uint64_t bytes;
    int64_t number;

    /* Most discounts are 0.00. */
    if (text.len == 4 && quick_load(text.at + 4) >> 32 ==
                             ('0' | (uint32_t)(unsigned char)mark << 8 |
                              '0' << 16 | (uint32_t)'0' << 24)) {
        *value = 0;
        return true;
    }
    if (len == 0 || len > 8)
        return quick_decimal_long(text, mark, places, value);
    /* Units are the last byte of eight. */
    bytes = (quick_load(text.at + text.len) ^ quick_fill('0')) &
            UINT64_MAX << (64 - 8 * len);
    if (len > 3 && text.at[text.len - 3] == mark) {
        bytes = (bytes & UINT64_C(0xFFFF000000000000)) |
                (bytes & UINT64_C(0x000000FFFFFFFFFF)) << 8;
        fraction = 2;
    }
    if (((bytes | (bytes + quick_fill(0x76))) & quick_fill(0x80)) != 0)
        return quick_decimal_long(text, mark, places, value);
    number = (int64_t)quick_join(bytes) * powers[places - fraction];
    *value = negative ? -number : number;
    return true;
}

/* YYYY-MM-DD, or with [ T]HH:MM or [ T]HH:MM:SS behind it. */
bool quick_time(struct str text, struct stamp *stamp, int64_t *date);

/* A flag of one byte. */
static inline bool quick_flag(struct str text, int64_t *flag)
{
    *flag = *text.at == '1' || *text.at == 'Y';
    return text.len == 1 && (*flag || *text.at == '0' || *text.at == 'N');
}

#endif
