/*
 * numbers.h - numbers that look random and are the same on every run.
 */
#ifndef REPORT_TESTS_NUMBERS_H
#define REPORT_TESTS_NUMBERS_H

#include <stdint.h>
#include <stdlib.h>

static inline uint64_t next_number(uint64_t *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    return *state >> 11;
}

static inline int compare_doubles(const void *a, const void *b)
{
    const double *x = a;
    const double *y = b;

    return (*x > *y) - (*x < *y);
}

#endif
