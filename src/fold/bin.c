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

static uint32_t place_of(const struct bins *bins, uint32_t stored)
{
    uint32_t hash = stored * UINT32_C(0x9E3779B1);

    return (uint32_t)((uint64_t)hash * bins->room >> 32);
}

static struct bin *find(const struct bins *bins, uint32_t stored)
{
    uint32_t place = place_of(bins, stored);

    while (bins->items[place].key && bins->items[place].key != stored)
        if (++place == bins->room)
            place = 0;
    return bins->items + place;
}

void bins_prefetch(const struct bins *bins, uint32_t key)
{
    if (bins->room > 0)
        __builtin_prefetch(bins->items + place_of(bins, key + 1), 1);
}

static void grow(struct bin_store *store, struct bins *bins)
{
    struct bins old = *bins;
    size_t size = old.room ? size_of(old.room) + 1 : 0;

    bins->room = room_of(size);
    bins->items = take_spare(store, size);
    for (uint32_t i = 0; i < old.room; i++)
        if (old.items[i].key)
            *find(bins, old.items[i].key) = old.items[i];
    if (old.room)
        put_spare(store, size - 1, old.items);
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

void wide_bins_add(struct arena *arena, struct wide_bins *bins,
                   const struct wide_bin *bin)
{
    bins->items = arena_grow(arena, bins->items, &bins->capacity,
                             bins->count + 1, sizeof *bins->items);
    bins->items[bins->count++] = *bin;
}

bool bins_add(struct bin_store *store, struct bins *bins, int32_t date,
              uint32_t key, const struct tally *tally)
{
    struct tally sum = *tally;
    struct bin *bin;

    if (bins->count >= bins->room - bins->room / 6)
        grow(store, bins);
    bin = find(bins, key + 1);
    if (!bin->key) {
        bin->key = key + 1;
        bins->count++;
    }
    sum.lines += bin->lines;
    if (__builtin_add_overflow(sum.amount, bin->amount, &sum.amount) ||
        __builtin_add_overflow(sum.discount, bin->discount, &sum.discount) ||
        __builtin_add_overflow(sum.units, bin->units, &sum.units))
        return false;
    if (!is_small(&sum)) {
        wide_bins_add(store->arena, &store->wide,
                      &(struct wide_bin){key, date, sum});
        sum = (struct tally){0};
    }
    set(bin, &sum);
    return true;
}
