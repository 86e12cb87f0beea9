#include "fold/bin.h"

#include <string.h>

/* Fewer things than these are not worth cells. */
enum { CELLS_LEAST = 64 };

/* Bytes, of a cache line and of the smallest page. */
enum { SLAB = 16 * 1024 * 1024, LINE = 64, SMALL_PAGE = 4096 };

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
 * Bins are looked for before they are written.  A page that is read first is
 * mapped twice, and the other threads wait for it to change.
 */
static char *new_slab(struct arena *arena)
{
    char *slab = arena_alloc(arena, SLAB, 1);
    volatile char *page = slab;

    for (size_t i = 0; i < SLAB; i += SMALL_PAGE)
        page[i] = 0;
    return slab;
}

/*
 * Tables lie side by side in large slabs, which few pages of memory map: with
 * small ones every other line would wait for where its bins are.
 */
static void *cut_slab(struct bin_store *store, size_t bytes)
{
    char *at;

    if (bytes > SLAB / 4)
        return arena_alloc(store->arena, bytes, 1);
    bytes = (bytes + LINE - 1) / LINE * LINE;
    if (store->slab_room < bytes) {
        store->slab = new_slab(store->arena);
        store->slab_room = SLAB;
    }
    at = store->slab;
    store->slab += bytes;
    store->slab_room -= bytes;
    return at;
}

/* A table outgrown by another day; its first bytes lead to the next one. */
static struct bin *take_spare(struct bin_store *store, size_t size)
{
    struct bin *items = store->spare[size];

    if (!items)
        return cut_slab(store, room_of(size) * sizeof *items);
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

void bin_store_restart(struct bin_store *store)
{
    store->wide = (struct wide_bins){0};
    store->things = 0;
    store->usual = 0;
    store->usual_cells = false;
}

void bins_prefetch(const struct bins *bins, uint32_t key)
{
    if (!(key & 1) && key >> 1 < bins->cell_count)
        __builtin_prefetch(bins->cells + (key >> 1), 1);
    else if (bins->room > 0)
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

/* Whether a bin is of sales of a thing that has a cell. */
static bool has_cell(const struct bins *bins, uint32_t key)
{
    return !(key & 1) && key >> 1 < bins->cell_count;
}

/* Sales have cells from now on; a few more than there are things. */
static void make_cells(struct bin_store *store, struct bins *bins)
{
    struct bins old = *bins;

    bins->cell_count = store->things + store->things / 8;
    bins->cells = cut_slab(store, bins->cell_count * sizeof *bins->cells);
    if (old.cell_count > 0)
        memcpy(bins->cells, old.cells, old.cell_count * sizeof *old.cells);
    bins->items = NULL;
    bins->count = bins->room = bins->most = 0;
    store->usual_cells = true;
    store->usual = 0;
    for (uint32_t i = 0; i < old.room; i++) {
        const struct bin *bin = old.items + i;

        if (!bin->key)
            continue;
        if (has_cell(bins, bin->key - 1)) {
            bins->cells[(bin->key - 1) >> 1] = bin->sums;
            continue;
        }
        if (bins->count >= bins->most)
            grow(store, bins);
        *find(bins, bin->key) = *bin;
        bins->count++;
    }
    if (old.room)
        put_spare(store, size_of(old.room), old.items);
}

/* Whether sales of so many things have a table that an array is no larger. */
static bool is_for_cells(const struct bin_store *store, const struct bins *bins)
{
    if (store->things < CELLS_LEAST ||
        store->things <= bins->cell_count + bins->cell_count / 8)
        return false;
    if (bins->room == 0 && bins->cell_count == 0)
        return store->usual_cells;
    return bins->count >= (store->things - bins->cell_count) / 2;
}

/* Room for one more, of whatever form. */
static void make_room(struct bin_store *store, struct bins *bins)
{
    if (is_for_cells(store, bins))
        make_cells(store, bins);
    if (bins->count >= bins->most)
        grow(store, bins);
}

static bool is_small(const struct tally *tally)
{
    return tally->amount == (int32_t)tally->amount &&
           tally->discount == (int32_t)tally->discount &&
           tally->units == (int32_t)tally->units &&
           tally->lines == (uint32_t)tally->lines;
}

/* Add what outgrows 32 bits, or may; false on overflow. */
static bool add_large(struct bin_store *store, struct cell_sums *sums,
                      int32_t date, uint32_t key, const struct tally *tally)
{
    struct tally sum = *tally;

    sum.lines += sums->lines;
    if (__builtin_add_overflow(sum.amount, sums->amount, &sum.amount) ||
        __builtin_add_overflow(sum.discount, sums->discount, &sum.discount) ||
        __builtin_add_overflow(sum.units, sums->units, &sum.units))
        return false;
    if (!is_small(&sum)) {
        wide_bins_add(store->arena, &store->wide,
                      &(struct wide_bin){key, date, sum});
        sum = (struct tally){0};
    }
    *sums = (struct cell_sums){.amount = (int32_t)sum.amount,
                               .discount = (int32_t)sum.discount,
                               .units = (int32_t)sum.units,
                               .lines = (uint32_t)sum.lines};
    return true;
}

/* The sums of a bin in the table, which is there from now on. */
static struct cell_sums *sums_of(struct bin_store *store, struct bins *bins,
                                 uint32_t key)
{
    struct bin *bin;

    if (key >> 1 >= store->things)
        store->things = (key >> 1) + 1;
    if (bins->count >= bins->most)
        make_room(store, bins);
    if (has_cell(bins, key))
        return bins->cells + (key >> 1);
    bin = find(bins, key + 1);
    if (!bin->key) {
        bin->key = key + 1;
        bins->count++;
    }
    return &bin->sums;
}

bool bins_add(struct bin_store *store, struct bins *bins, int32_t date,
              uint32_t key, const struct tally *tally)
{
    static const uint64_t half = UINT64_C(1) << 31;
    struct cell_sums *sums = has_cell(bins, key) ? bins->cells + (key >> 1)
                                                 : sums_of(store, bins, key);
    uint64_t amount = (uint64_t)sums->amount + (uint64_t)tally->amount;
    uint64_t discount = (uint64_t)sums->discount + (uint64_t)tally->discount;
    uint64_t units = (uint64_t)sums->units + (uint64_t)tally->units;
    uint64_t lines = (uint64_t)sums->lines + (uint64_t)tally->lines;

    /* What wraps around 64 bits does not come to fit 32. */
    if (((amount + half) | (discount + half) | (units + half) | lines) >> 32)
        return add_large(store, sums, date, key, tally);
    sums->amount = (int32_t)amount;
    sums->discount = (int32_t)discount;
    sums->units = (int32_t)units;
    sums->lines = (uint32_t)lines;
    return true;
}
