/*
 * radix.h - sorting of many 64-bit keys in linear time.
 */
#ifndef REPORT_FOLD_RADIX_H
#define REPORT_FOLD_RADIX_H

#include <stddef.h>
#include <stdint.h>

/* Sort ascending; for its time it holds the keys twice. */
void radix_sort(uint64_t *keys, size_t count);

/* The same by so many threads, which pays from some 100,000 keys on. */
void radix_sort_by(size_t threads, uint64_t *keys, size_t count);

/* Sort, and keep each key once; how many are left. */
size_t radix_unique(uint64_t *keys, size_t count);

#endif
