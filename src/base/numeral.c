#include "base/numeral.h"

#include "base/wide.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Digits that every number survives, and digits that suffice for every one. */
enum { DIGITS_KEPT = 15, DIGITS_MOST = 17 };

/* The bits of a double. */
enum { MANTISSA_BITS = 52, EXPONENT_BIAS = 1075, EXPONENT_MASK = 0x7FF };

static const uint64_t tens[] = {
    1U,
    10U,
    100U,
    1000U,
    10000U,
    100000U,
    1000000U,
    10000000U,
    100000000U,
    1000000000U,
    10000000000U,
    100000000000U,
    1000000000000U,
    10000000000000U,
    100000000000000U,
    1000000000000000U,
    10000000000000000U,
    100000000000000000U,
    1000000000000000000U,
    10000000000000000000U,
};

static const uint64_t fives[] = {
    1U,
    5U,
    25U,
    125U,
    625U,
    3125U,
    15625U,
    78125U,
    390625U,
    1953125U,
    9765625U,
    48828125U,
    244140625U,
    1220703125U,
    6103515625U,
    30517578125U,
    152587890625U,
    762939453125U,
    3814697265625U,
    19073486328125U,
    95367431640625U,
    476837158203125U,
    2384185791015625U,
    11920928955078125U,
    59604644775390625U,
};

static const char pairs[] =
    "00010203040506070809101112131415161718192021222324"
    "25262728293031323334353637383940414243444546474849"
    "50515253545556575859606162636465666768697071727374"
    "75767778798081828384858687888990919293949596979899";

/* How many digits a number has; 1 for 0. */
static int count_digits(uint64_t value)
{
    /* 1233 / 4096 is the logarithm of 2, near enough for 64 bits. */
    int least = (64 - __builtin_clzll(value | 1)) * 1233 / 4096;

    return least + (value >= tens[least] || least == 0);
}

/* So many digits of a number, with zeros before it, up to `end`. */
static void put_digits(char *end, uint64_t value, int count)
{
    for (; count >= 2; count -= 2, value /= 100) {
        end -= 2;
        memcpy(end, pairs + value % 100 * 2, 2);
    }
    if (count > 0)
        end[-1] = (char)('0' + value % 10);
}

/*
 * A number between 10^-7 and 10^17 times a power of ten, as a fraction: all
 * that is asked of it can be answered exactly in 128 bits.
 */
struct scaled {
    uint64_t mantissa;
    int power;       /* of ten */
    int shift;       /* the fraction's denominator is 2^shift */
    uint128 unit;    /* the numerator's worth of 1 in the mantissa */
    uint128 product; /* the numerator: mantissa x unit */
};

enum { POWER_MOST = sizeof fives / sizeof *fives - 1 };

/* mantissa x 2^exponent x 10^power, the latter as 5^power x 2^power. */
static void scale(struct scaled *scaled, int exponent, int power)
{
    int twos = exponent + power;

    scaled->power = power;
    scaled->shift = twos < 0 ? -twos : 0;
    scaled->unit = (uint128)fives[power] << (twos > 0 ? twos : 0);
    scaled->product = scaled->mantissa * scaled->unit;
}

/* Scale a number to 17 digits before the point, if it is in the range. */
static bool take(struct scaled *scaled, double value)
{
    uint64_t bits;
    int exponent, power;

    memcpy(&bits, &value, sizeof bits);
    scaled->mantissa =
        (bits & ((1ULL << MANTISSA_BITS) - 1)) | 1ULL << MANTISSA_BITS;
    exponent = (int)(bits >> MANTISSA_BITS & EXPONENT_MASK) - EXPONENT_BIAS;
    /* The power of ten below the number, or one less; rounded down. */
    power = DIGITS_MOST - 1 - ((exponent + MANTISSA_BITS) * 1233 >> 12);
    if (power < 1 || power > POWER_MOST)
        return false;
    scale(scaled, exponent, power);
    if (scaled->product >> scaled->shift >= tens[DIGITS_MOST])
        scale(scaled, exponent, power - 1);
    return true;
}

/*
 * Round to fewer digits than 17, as printf() does: halves to even.  Returns
 * whether the result, when it is read, gives the same number: it does where it
 * lies nearer to it than the middle to the next number, and in the middle
 * where the mantissa is even.
 */
static bool round_to(const struct scaled *scaled, int count, uint64_t *rounded)
{
    uint64_t step = tens[DIGITS_MOST - count];
    uint64_t whole = (uint64_t)(scaled->product >> scaled->shift);
    uint128 rest =
        scaled->product - ((uint128)(whole - whole % step) << scaled->shift);
    uint128 one = (uint128)step << scaled->shift;
    uint128 gap = scaled->unit;
    uint128 far;
    bool up;

    *rounded = whole / step;
    up = rest * 2 > one || (rest * 2 == one && *rounded % 2 == 1);
    *rounded += up;
    far = (up ? one - rest : rest) * 2;
    /* Below a power of two, numbers lie twice as close. */
    if (!up && scaled->mantissa == 1ULL << MANTISSA_BITS)
        far *= 2;
    return far < gap || (far == gap && scaled->mantissa % 2 == 0);
}

/* Any number, by trying. */
static void find_slowly(struct numeral *numeral, double value)
{
    char text[40];
    const char *from = text;

    for (int places = 0; places < DIGITS_MOST; places++) {
        snprintf(text, sizeof text, "%.*e", places, value);
        if (strtod(text, NULL) == value)
            break;
    }
    for (; *from && *from != 'e'; from++)
        if (*from >= '0' && *from <= '9')
            numeral->at[numeral->count++] = *from;
    numeral->exponent = (int)strtol(from + 1, NULL, 10);
}

/*
 * If some 15 digits or fewer give a number back, then they are the number
 * rounded to 15 digits, but for zeros at the end: what is read from so few
 * digits, and rounded to them again, is what was read.  So counts below 15
 * need not be tried; and what takes 16 or 17 has no zero at the end.
 */
void numeral_find(struct numeral *numeral, double value)
{
    struct scaled scaled;
    uint64_t rounded;
    int count = DIGITS_KEPT;

    *numeral = (struct numeral){.negative = value < 0};
    if (!take(&scaled, value)) {
        find_slowly(numeral, value);
        return;
    }
    while (!round_to(&scaled, count, &rounded))
        count++;
    numeral->exponent = DIGITS_MOST - 1 - scaled.power;
    if (rounded == tens[count]) {
        rounded = 1;
        count = 1;
        numeral->exponent++;
    }
    for (; rounded % 10 == 0; count--)
        rounded /= 10;
    put_digits(numeral->at + count, rounded, count);
    numeral->count = count;
}

char *numeral_decimal(char *at, int64_t value, int places)
{
    uint64_t digits = value < 0 ? -(uint64_t)value : (uint64_t)value;
    uint64_t one = tens[places];
    int count = count_digits(digits / one);

    if (value < 0)
        *at++ = '-';
    put_digits(at + count, digits / one, count);
    at += count;
    if (places == 0)
        return at;
    *at++ = '.';
    put_digits(at + places, digits % one, places);
    return at + places;
}
