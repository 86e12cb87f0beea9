#include "base/map.h"

#include "base/fingerprint.h"

#include <string.h>

/* Slots hold number + 1, so that zeroed memory is an empty table. */

static size_t hash_number(uint64_t key)
{
    key ^= key >> 32;
    key *= 0x9E3779B97F4A7C15U;
    key ^= key >> 29;
    key *= 0xBF58476D1CE4E5B9U;
    return (size_t)(key ^ key >> 32);
}

/* Twice the items at the least: at most half of the slots are taken. */
static bool is_crowded(size_t count, size_t slot_count)
{
    return (count + 1) * 2 > slot_count;
}

static size_t next_slot_count(size_t slot_count)
{
    return slot_count ? slot_count * 2 : 64;
}

/*
 * Slots for twice as many; the old ones are zeroed and used again where the
 * arena can extend them, so that a growing map does not hold them twice.
 */
static uint32_t *slots_new(struct arena *arena, uint32_t *old, size_t had,
                           size_t count)
{
    size_t capacity = had;
    uint32_t *slots;

    if (had == 0)
        return arena_array(arena, uint32_t, count);
    memset(old, 0, had * sizeof *old);
    slots = arena_grow(arena, old, &capacity, count, sizeof *old);
    return slots;
}

static size_t slot_of(const struct map *map, struct str key)
{
    size_t mask = map->slot_count - 1;
    size_t slot = (size_t)fingerprint_hash(key) & mask;

    while (map->slots[slot] &&
           !str_equal(map->items[map->slots[slot] - 1], key))
        slot = (slot + 1) & mask;
    return slot;
}

static void map_rehash(struct map *map)
{
    size_t count = next_slot_count(map->slot_count);

    map->slots = slots_new(map->arena, map->slots, map->slot_count, count);
    map->slot_count = count;
    for (size_t i = 0; i < map->count; i++)
        map->slots[slot_of(map, map->items[i])] = (uint32_t)i + 1;
}

uint32_t map_put(struct map *map, struct str key)
{
    size_t slot;

    if (is_crowded(map->count, map->slot_count))
        map_rehash(map);
    slot = slot_of(map, key);
    if (!map->slots[slot]) {
        map->items = arena_grow(map->arena, map->items, &map->capacity,
                                map->count + 1, sizeof *map->items);
        map->items[map->count++] = str_copy(map->arena, key);
        map->slots[slot] = (uint32_t)map->count;
    }
    return map->slots[slot] - 1;
}

uint32_t map_find(const struct map *map, struct str key)
{
    size_t slot;

    if (map->count == 0)
        return MAP_NONE;
    slot = slot_of(map, key);
    return map->slots[slot] ? map->slots[slot] - 1 : MAP_NONE;
}

static size_t number_slot_of(const struct number_map *map, uint64_t key)
{
    size_t mask = map->slot_count - 1;
    size_t slot = hash_number(key) & mask;

    while (map->slots[slot] && map->items[map->slots[slot] - 1] != key)
        slot = (slot + 1) & mask;
    return slot;
}

static void number_map_rehash(struct number_map *map)
{
    size_t count = next_slot_count(map->slot_count);

    map->slots = slots_new(map->arena, map->slots, map->slot_count, count);
    map->slot_count = count;
    for (size_t i = 0; i < map->count; i++)
        map->slots[number_slot_of(map, map->items[i])] = (uint32_t)i + 1;
}

uint32_t number_map_put(struct number_map *map, uint64_t key)
{
    size_t slot;

    if (is_crowded(map->count, map->slot_count))
        number_map_rehash(map);
    slot = number_slot_of(map, key);
    if (!map->slots[slot]) {
        map->items = arena_grow(map->arena, map->items, &map->capacity,
                                map->count + 1, sizeof *map->items);
        map->items[map->count++] = key;
        map->slots[slot] = (uint32_t)map->count;
    }
    return map->slots[slot] - 1;
}
