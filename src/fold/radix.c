#include "fold/radix.h"

#include "base/arena.h"
#include "base/parallel.h"

#include <stdbool.h>
#include <string.h>

/* Least significant digit first: each pass is stable, and counts are small
 * enough to stay in the first cache. */
enum { DIGIT_BITS = 11, DIGITS = 1 << DIGIT_BITS, KEY_BITS = 64 };

/* So few are sorted where they are; so many have their room on the stack. */
enum { FEW = 32, SOME = 2048 };

/* Keys that do not stay in the second cache are parted by their first bits
 * that differ; threads count and move them in chunks. */
enum { PART_BITS = 8, PARTS = 1 << PART_BITS, MANY = 1 << 16, CHUNKS = 64 };

static void sort_few(uint64_t *keys, size_t count)
{
    for (size_t i = 1; i < count; i++) {
        uint64_t key = keys[i];
        size_t at = i;

        for (; at > 0 && keys[at - 1] > key; at--)
            keys[at] = keys[at - 1];
        keys[at] = key;
    }
}

static size_t digit_of(uint64_t key, int shift)
{
    return (size_t)(key >> shift) & (DIGITS - 1);
}

/* The bits in which any two keys differ: other digits need no pass. */
static uint64_t differing_bits(const uint64_t *keys, size_t count)
{
    uint64_t bits = 0;

    for (size_t i = 1; i < count; i++)
        bits |= keys[i] ^ keys[0];
    return bits;
}

static void sort_digit(const uint64_t *from, uint64_t *to, size_t count,
                       int shift)
{
    size_t places[DIGITS] = {0};
    size_t place = 0;

    for (size_t i = 0; i < count; i++)
        places[digit_of(from[i], shift)]++;
    for (size_t digit = 0; digit < DIGITS; digit++) {
        size_t here = places[digit];

        places[digit] = place;
        place += here;
    }
    for (size_t i = 0; i < count; i++)
        to[places[digit_of(from[i], shift)]++] = from[i];
}

/* Sort with as much room beside; true if they are in the room then. */
static bool sort_digits(uint64_t *keys, uint64_t *room, size_t count)
{
    uint64_t bits;
    bool in_room = false;

    if (count < FEW) {
        sort_few(keys, count);
        return false;
    }
    bits = differing_bits(keys, count);
    for (int shift = 0; shift < KEY_BITS; shift += DIGIT_BITS) {
        if (digit_of(bits, shift) == 0)
            continue;
        sort_digit(in_room ? room : keys, in_room ? keys : room, count, shift);
        in_room = !in_room;
    }
    return in_room;
}

/* Many keys on their way into parts, in the room beside them. */
struct parting {
    uint64_t *keys;
    uint64_t *room;
    size_t count;
    int shift;                    /* to the bits that tell the part */
    size_t places[CHUNKS][PARTS]; /* how many keys, then where they go */
    size_t ends[PARTS];
    uint64_t bits[CHUNKS]; /* that differ from the first key's */
};

static struct chunk keys_of(const struct parting *parting, size_t number)
{
    return (struct chunk){number * parting->count / CHUNKS,
                          (number + 1) * parting->count / CHUNKS};
}

static size_t part_of(const struct parting *parting, uint64_t key)
{
    return (size_t)(key >> parting->shift) & (PARTS - 1);
}

static void differ_chunk(void *context, size_t number, size_t thread)
{
    struct parting *parting = context;
    struct chunk chunk = keys_of(parting, number);

    (void)thread;
    for (size_t i = chunk.first; i < chunk.end; i++)
        parting->bits[number] |= parting->keys[i] ^ parting->keys[0];
}

static void count_chunk(void *context, size_t number, size_t thread)
{
    struct parting *parting = context;
    struct chunk chunk = keys_of(parting, number);
    size_t *places = parting->places[number];

    (void)thread;
    for (size_t i = chunk.first; i < chunk.end; i++)
        places[part_of(parting, parting->keys[i])]++;
}

static void move_chunk(void *context, size_t number, size_t thread)
{
    struct parting *parting = context;
    struct chunk chunk = keys_of(parting, number);
    size_t *places = parting->places[number];

    (void)thread;
    for (size_t i = chunk.first; i < chunk.end; i++)
        parting->room[places[part_of(parting, parting->keys[i])]++] =
            parting->keys[i];
}

static struct chunk part_at(const struct parting *parting, size_t number)
{
    return (struct chunk){number > 0 ? parting->ends[number - 1] : 0,
                          parting->ends[number]};
}

/* Sort a part, and put it where the keys are; a large one stays as it is. */
static void sort_part(void *context, size_t number, size_t thread)
{
    struct parting *parting = context;
    struct chunk part = part_at(parting, number);
    uint64_t *sorted = parting->keys + part.first;
    uint64_t *parted = parting->room + part.first;
    size_t count = part.end - part.first;

    (void)thread;
    if (count > 0 && (count >= MANY || !sort_digits(parted, sorted, count)))
        memcpy(sorted, parted, count * sizeof *sorted);
}

/* The bits of a part begin with the first that differs; false: none does. */
static bool choose_bits(struct parting *parting)
{
    uint64_t bits = 0;

    for (size_t i = 0; i < CHUNKS; i++)
        bits |= parting->bits[i];
    if (bits == 0)
        return false;
    parting->shift = KEY_BITS - __builtin_clzll(bits) - PART_BITS;
    if (parting->shift < 0)
        parting->shift = 0;
    return true;
}

/* Where the keys of each chunk go, part by part. */
static void place_parts(struct parting *parting)
{
    size_t place = 0;

    for (size_t part = 0; part < PARTS; part++) {
        for (size_t i = 0; i < CHUNKS; i++) {
            size_t here = parting->places[i][part];

            parting->places[i][part] = place;
            place += here;
        }
        parting->ends[part] = place;
    }
}

/* Where a few keys lie far from the others, nearly all are in one part, which
 * is parted by other bits: NOLINTNEXTLINE(misc-no-recursion) */
static void sort_many(size_t threads, uint64_t *keys, uint64_t *room,
                      size_t count)
{
    struct arena scratch = {0};
    struct parting *parting = arena_new(&scratch, struct parting);

    *parting = (struct parting){.keys = keys, .room = room, .count = count};
    parallel_run(threads, CHUNKS, differ_chunk, parting);
    if (choose_bits(parting)) {
        parallel_run(threads, CHUNKS, count_chunk, parting);
        place_parts(parting);
        parallel_run(threads, CHUNKS, move_chunk, parting);
        parallel_run(threads, PARTS, sort_part, parting);
        for (size_t i = 0; i < PARTS; i++) {
            struct chunk part = part_at(parting, i);

            if (part.end - part.first >= MANY)
                sort_many(threads, keys + part.first, room + part.first,
                          part.end - part.first);
        }
    }
    arena_free(&scratch);
}

/* Few keys are sorted so often that to ask for room would take longer. */
static void sort_some(uint64_t *keys, size_t count)
{
    uint64_t room[SOME];

    if (sort_digits(keys, room, count))
        memcpy(keys, room, count * sizeof *keys);
}

void radix_sort_by(size_t threads, uint64_t *keys, size_t count)
{
    struct arena scratch = {0};
    uint64_t *room;

    if (count <= SOME) {
        sort_some(keys, count);
        return;
    }
    room = arena_array(&scratch, uint64_t, count);
    if (count >= MANY)
        sort_many(threads, keys, room, count);
    else if (sort_digits(keys, room, count))
        memcpy(keys, room, count * sizeof *keys);
    arena_free(&scratch);
}

void radix_sort(uint64_t *keys, size_t count)
{
    radix_sort_by(1, keys, count);
}

size_t radix_unique(uint64_t *keys, size_t count)
{
    size_t kept = 0;

    radix_sort(keys, count);
    for (size_t i = 0; i < count; i++)
        if (kept == 0 || keys[kept - 1] != keys[i])
            keys[kept++] = keys[i];
    return kept;
}
