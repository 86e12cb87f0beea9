#include "fold/bin.h"

#include <string.h>

enum { SLAB = 800 * 1024 }; /* bins */

/* Room of the sizes of tables: 8, 12, 16, 24, 32 … */
static uint32_t room_of(size_t size)
{
    return (size % 2 ? UINT32_C(12) : UINT32_C(8)) << size / 2;
}

static size_t size_of(uint32_t room)
{
    size_t size = 0;

    while (room_of(size) < room)
        size++;
    return size;
}

/*
 * Tables lie side by side in large slabs, which few pages of memory map: with
 * small ones every other line would wait for where its bins are.
 */
static struct bin *cut_slab(struct bin_store *store, size_t room)
{
    struct bin *items;

    if (room > SLAB / 4)
        return arena_huge(store->arena, room, sizeof *items);
    if (store->slab_room < room) {
        store->slab = arena_huge(store->arena, SLAB, sizeof *items);
        store->slab_room = SLAB;
    }
    items = store->slab;
    store->slab += room;
    store->slab_room -= room;
    return items;
}

/* A table outgrown by another day; its first bytes lead to the next one. */
static struct bin *take_spare(struct bin_store *store, size_t size)
{
    struct bin *items = store->spare[size];

    if (!items)
        return cut_slab(store, room_of(size));
    memcpy(store->spare + size, items, sizeof(void *));
    memset(items, 0, room_of(size) * sizeof *items);
    return items;
}

static void put_spare(struct bin_store *store, size_t size, struct bin *items)
{
    memcpy(items, store->spare + size, sizeof(void *));
    store->spare[size] = items;
}

static inline uint32_t place_of(const struct bins *bins, uint32_t stored)
{
    uint32_t hash = stored * UINT32_C(0x9E3779B1);

    return (uint32_t)((uint64_t)hash * bins->room >> 32);
}

static inline struct bin *find(const struct bins *bins, uint32_t stored)
{
    struct bin *bin = bins->items + place_of(bins, stored);
    const struct bin *end = bins->items + bins->room;

    while (bin->key && bin->key != stored)
        if (++bin == end)
            bin = bins->items;
    return bin;
}

void bins_prefetch(const struct bins *bins, uint32_t key)
{
    if (bins->room > 0)
        __builtin_prefetch(bins->items + place_of(bins, key + 1), 1);
}

/* A day begins with as much room as the day before might have needed. */
static void grow(struct bin_store *store, struct bins *bins)
{
    struct bins old = *bins;
    size_t size = old.room ? size_of(old.room) + 1 : store->usual;

    if (old.room)
        store->usual = size > 3 ? size - 3 : 0;

    bins->room = room_of(size);
    bins->most = bins->room - bins->room / 4;
    bins->items = take_spare(store, size);
    for (uint32_t i = 0; i < old.room; i++)
        if (old.items[i].key)
            *find(bins, old.items[i].key) = old.items[i];
    if (old.room)
        put_spare(store, size - 1, old.items);
}

void wide_bins_add(struct arena *arena, struct wide_bins *bins,
                   const struct wide_bin *bin)
{
    bins->items = arena_grow(arena, bins->items, &bins->capacity,
                             bins->count + 1, sizeof *bins->items);
    bins->items[bins->count++] = *bin;
}

static bool is_small(const struct tally *tally)
{
    return tally->amount == (int32_t)tally->amount &&
           tally->discount == (int32_t)tally->discount &&
           tally->units == (int32_t)tally->units &&
           tally->lines == (uint32_t)tally->lines;
}

static void set(struct bin *bin, const struct tally *tally)
{
    bin->amount = (int32_t)tally->amount;
    bin->discount = (int32_t)tally->discount;
    bin->units = (int32_t)tally->units;
    bin->lines = (uint32_t)tally->lines;
}

/* Add what outgrows 32 bits, or may; false on overflow. */
static bool add_large(struct bin_store *store, struct bin *bin, int32_t date,
                      const struct tally *tally)
{
    struct tally sum = *tally;

    sum.lines += bin->lines;
    if (__builtin_add_overflow(sum.amount, bin->amount, &sum.amount) ||
        __builtin_add_overflow(sum.discount, bin->discount, &sum.discount) ||
        __builtin_add_overflow(sum.units, bin->units, &sum.units))
        return false;
    if (!is_small(&sum)) {
        wide_bins_add(store->arena, &store->wide,
                      &(struct wide_bin){bin->key - 1, date, sum});
        sum = (struct tally){0};
    }
    set(bin, &sum);
    return true;
}

bool bins_add(struct bin_store *store, struct bins *bins, int32_t date,
              uint32_t key, const struct tally *tally)
{
    struct bin *bin;
    int32_t amount, discount, units;

    if (bins->count >= bins->most)
        grow(store, bins);
    bin = find(bins, key + 1);
    if (!bin->key) {
        bin->key = key + 1;
        bins->count++;
    }
    if (__builtin_add_overflow(bin->amount, tally->amount, &amount) ||
        __builtin_add_overflow(bin->discount, tally->discount, &discount) ||
        __builtin_add_overflow(bin->units, tally->units, &units) ||
        tally->lines != 1 || bin->lines == UINT32_MAX)
        return add_large(store, bin, date, tally);
    bin->amount = amount;
    bin->discount = discount;
    bin->units = units;
    bin->lines++;
    return true;
}
