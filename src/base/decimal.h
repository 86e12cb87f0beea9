/*
 * decimal.h - exact decimal numbers as integers.
 *
 * Money is ten-thousandths of the currency unit, a quantity thousandths; sums
 * are checked, so that they are exact or refused and never depend on order.
 */
#ifndef REPORT_BASE_DECIMAL_H
#define REPORT_BASE_DECIMAL_H

#include "base/str.h"

#include <stdbool.h>
#include <stdint.h>

enum { MONEY_PLACES = 4, QUANTITY_PLACES = 3, COST_PLACES = 7 };

enum { COST_TO_MONEY = 1000 }; /* 10^(COST_PLACES - MONEY_PLACES) */
#define MONEY_ONE    10000
#define QUANTITY_ONE 1000

enum decimal_result {
    DECIMAL_OK,
    DECIMAL_MALFORMED, /* not [+-]digits[.digits] */
    DECIMAL_TOO_FINE,  /* more decimal places than are kept */
    DECIMAL_TOO_LARGE, /* does not fit 64 bits */
};

/*
 * A whole text as a decimal with `places` places kept.  Digits beyond them are
 * refused, except for what a binary floating-point number leaves when it is
 * written out (3.859999999999999875655): within 1e-9 of a kept value, that
 * value is meant.
 */
enum decimal_result decimal_parse(struct str text, char mark, int places,
                                  int64_t *value);

/* The same with digits beyond the places rounded, half away from zero. */
enum decimal_result decimal_parse_rounded(struct str text, char mark,
                                          int places, int64_t *value);

/* A whole text as a plain or exponential number; false if it is none. */
bool decimal_parse_real(struct str text, char mark, double *value);

/* Add to a sum; false, and the sum unchanged, on overflow. */
bool decimal_add(int64_t *sum, int64_t value);

/* price (money) x quantity -> money, half away from zero; false on overflow. */
bool decimal_amount(int64_t price, int64_t quantity, int64_t *amount);

/* value / divisor (> 0), rounded half away from zero. */
int64_t decimal_round(int64_t value, int64_t divisor);

/*
 * The next part / divisor of a sum that begins with 0: what the rounded sum
 * grows by, so that parts add up to it; less than 1 from the part itself.
 */
int64_t decimal_part(int64_t *sum, int64_t part, int64_t divisor);

/*
 * "-1234.5600": a decimal of `places` places with all of them, or without
 * trailing zeros down to `least` places.
 */
enum { DECIMAL_TEXT = 32 };
const char *decimal_print(char out[static DECIMAL_TEXT], int64_t value,
                          int places, int least);

#endif
