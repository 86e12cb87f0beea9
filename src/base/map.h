/*
 * map.h - keys to dense numbers, in order of arrival.
 *
 * Items lie in one array, so that going over a map is a plain loop and the
 * order is that of arrival, never of a hash; what is printed is sorted by its
 * keys all the same.  At most 2^32 - 2 items.
 */
#ifndef REPORT_BASE_MAP_H
#define REPORT_BASE_MAP_H

#include "base/arena.h"
#include "base/str.h"

#include <stdint.h>

#define MAP_NONE UINT32_MAX

/* Texts to numbers 0, 1, 2, …; the map owns copies of the texts. */
struct map {
    struct arena *arena; /* set before the first map_put */
    struct str *items;
    size_t count;
    size_t capacity;
    uint32_t *slots;
    size_t slot_count;
};

/* The number of a key, which is added if it is new. */
uint32_t map_put(struct map *map, struct str key);

/* The number of a key, or MAP_NONE. */
uint32_t map_find(const struct map *map, struct str key);

/* The same for 64-bit keys (two numbers packed together, a date …). */
struct number_map {
    struct arena *arena; /* set before the first number_map_put */
    uint64_t *items;
    size_t count;
    size_t capacity;
    uint32_t *slots;
    size_t slot_count;
};

uint32_t number_map_put(struct number_map *map, uint64_t key);

/* Two 32-bit numbers as one key; the first one is the more significant. */
static inline uint64_t map_pair(uint32_t first, uint32_t second)
{
    return (uint64_t)first << 32 | second;
}

#endif
