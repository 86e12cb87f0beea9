/*
 * numeral.h - the digits of numbers, found by integer arithmetic.
 *
 * A table of a large company has millions of numbers, and printf() takes
 * longer over them than all else.  Nothing here allocates or can fail.
 */
#ifndef REPORT_BASE_NUMERAL_H
#define REPORT_BASE_NUMERAL_H

#include <stdbool.h>
#include <stdint.h>

/* A real number's decimal digits: -d.ddd x 10^exponent. */
struct numeral {
    bool negative;
    char at[20]; /* not NUL-terminated; the last is 0 only in "0" */
    int count;
    int exponent; /* of the first digit */
};

/*
 * The fewest digits that give a finite number back when they are read; of
 * several such, those of printf().
 */
void numeral_find(struct numeral *numeral, double value);

/*
 * "-1234.5600": a decimal with all its places, at most 18, from `at` on, where
 * NUMERAL_DECIMAL bytes fit.  Returns where it ends; there is no NUL.
 */
enum { NUMERAL_DECIMAL = 24 };
char *numeral_decimal(char *at, int64_t value, int places);

#endif
