/*
 * holdout.h - who on a list of customers is left alone, so that the others can
 * be compared with them.
 *
 * Chance decides, by the customer and the day that the list is of: a later pack
 * finds the same ones again without a file, a list of a store holds out whom
 * the company's does, and another day's list holds out others.
 */
#ifndef REPORT_MEASURE_HOLDOUT_H
#define REPORT_MEASURE_HOLDOUT_H

#include "base/fingerprint.h"

/* One of so many is held out. */
enum { HOLDOUT_OF = 10 };

/* XXH3 of the id by the day, in days since 1970-01-01. */
static inline bool holdout_has(int32_t day, struct str customer)
{
    return fingerprint_hash_by(customer, (uint64_t)day) % HOLDOUT_OF == 0;
}

#endif
