#include "fold/bin.h"

#include <string.h>

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

/* A table outgrown by another day; its first bytes lead to the next one. */
static struct bin *take_spare(struct bin_store *store, size_t size)
{
    struct bin *items = store->spare[size];

    if (!items)
        return arena_array(store->arena, struct bin, room_of(size));
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

void bins_add_wide(struct bin_store *store, const struct wide_bin *bin)
{
    store->wide = arena_grow(store->arena, store->wide, &store->wide_capacity,
                             store->wide_count + 1, sizeof *store->wide);
    store->wide[store->wide_count++] = *bin;
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
        bins_add_wide(store, &(struct wide_bin){key, date, sum});
        sum = (struct tally){0};
    }
    set(bin, &sum);
    return true;
}

/* Move the bins of a table to its front. */
static void close_table(struct bins *bins)
{
    uint32_t count = 0;

    for (uint32_t i = 0; i < bins->room; i++)
        if (bins->items[i].key && bins->items[i].lines)
            bins->items[count++] = bins->items[i];
    bins->count = count;
    bins->room = 0;
}

void bins_renumber(struct bins *bins, const uint32_t *numbers)
{
    for (; bins; bins = bins->more) {
        if (bins->room > 0)
            close_table(bins);
        for (uint32_t i = 0; i < bins->count; i++)
            bins->items[i].key =
                bin_renumber(bins->items[i].key - 1, numbers) + 1;
    }
}
