#include "measure/id_order.h"

#include "base/parallel.h"
#include "fold/radix.h"

#include <stdlib.h>

/* Customers that a thread takes at a time; of an id so many bytes are sorted
 * by at once; bits of a word. */
enum { CHUNK = 4096, WORDS = 2, WORD = 64 };

/* Bits in a row in which ids differ; others need not be looked at. */
struct stretch {
    unsigned word;
    unsigned shift;
    unsigned width;
};

/*
 * Of each customer a key: as many of the first bits that differ as there is
 * room for, and its number.
 */
struct sorting {
    const struct book *book;
    uint32_t count;
    unsigned number_bits;
    struct key_head first;      /* of customer 0 */
    struct key_head *differing; /* bits, of each thread */
    struct stretch stretches[WORDS * WORD];
    size_t stretch_count;
    uint64_t *keys;
    uint32_t *order;
};

static struct key_head head_of(struct str id)
{
    struct key_head head = {{0}};

    for (size_t i = 0; i < id.len && i < sizeof head; i++)
        head.words[i / 8] |= (uint64_t)(unsigned char)id.at[i]
                             << (56 - i % 8 * 8);
    return head;
}

static struct key_head head_at(const struct sorting *sorting, size_t customer)
{
    const struct key *key = sorting->book->customer_keys + customer;

    if (key_is_hash(key))
        return head_of(book_customer_id(sorting->book, (uint32_t)customer));
    return key_head(key);
}

static void differ_chunk(void *context, size_t number, size_t thread)
{
    const struct sorting *sorting = context;
    struct key_head *differing = sorting->differing + thread;
    struct chunk chunk = chunk_of(number, CHUNK, sorting->count);

    for (size_t i = chunk.first; i < chunk.end; i++) {
        struct key_head head = head_at(sorting, i);

        for (size_t j = 0; j < WORDS; j++)
            differing->words[j] |= head.words[j] ^ sorting->first.words[j];
    }
}

static void gather_differing(const struct sorting *sorting, size_t threads)
{
    for (size_t i = 1; i < threads; i++)
        for (size_t j = 0; j < WORDS; j++)
            sorting->differing->words[j] |= sorting->differing[i].words[j];
}

/* Choose the most significant bits that differ, as many as there is room. */
static void choose_bits(struct sorting *sorting)
{
    unsigned room = WORD - sorting->number_bits;
    bool is_going_on = false;

    for (unsigned i = 0; i < WORDS * WORD && room > 0; i++) {
        unsigned shift = WORD - 1 - i % WORD;
        bool differs = sorting->differing->words[i / WORD] >> shift & 1;

        if (differs && is_going_on && shift < WORD - 1) {
            sorting->stretches[sorting->stretch_count - 1].shift = shift;
            sorting->stretches[sorting->stretch_count - 1].width++;
        } else if (differs) {
            sorting->stretches[sorting->stretch_count++] =
                (struct stretch){i / WORD, shift, 1};
        }
        room -= differs;
        is_going_on = differs;
    }
}

static void key_chunk(void *context, size_t number, size_t thread)
{
    const struct sorting *sorting = context;
    struct chunk chunk = chunk_of(number, CHUNK, sorting->count);

    (void)thread;
    for (size_t i = chunk.first; i < chunk.end; i++) {
        struct key_head head = head_at(sorting, i);
        uint64_t key = 0;

        for (size_t j = 0; j < sorting->stretch_count; j++) {
            const struct stretch *stretch = sorting->stretches + j;
            uint64_t bits = head.words[stretch->word] >> stretch->shift;

            key = key << stretch->width |
                  (bits & (UINT64_MAX >> (WORD - stretch->width)));
        }
        sorting->keys[i] = key << sorting->number_bits | i;
    }
}

/* Customers whose keys tell nothing of their order. */
struct tied {
    struct str id;
    uint32_t customer;
};

static int compare(const void *a, const void *b)
{
    const struct tied *one = a;
    const struct tied *two = b;

    return str_compare(one->id, two->id);
}

static void sort_tied(struct arena *arena, const struct sorting *sorting,
                      uint32_t *customers, size_t count)
{
    struct tied *tied = arena_array(arena, struct tied, count);

    for (size_t i = 0; i < count; i++)
        tied[i] = (struct tied){book_customer_id(sorting->book, customers[i]),
                                customers[i]};
    qsort(tied, count, sizeof *tied, compare);
    for (size_t i = 0; i < count; i++)
        customers[i] = tied[i].customer;
    arena_clear(arena);
}

/* Put the numbers in the order of the keys, and those in order whose keys are
 * the same. */
static void settle(const struct sorting *sorting)
{
    struct arena scratch = {0};
    uint64_t number = ((uint64_t)1 << sorting->number_bits) - 1;

    for (size_t i = 0; i < sorting->count; i++)
        sorting->order[i] = (uint32_t)(sorting->keys[i] & number);
    for (size_t i = 0, next; i < sorting->count; i = next) {
        next = i + 1;
        while (next < sorting->count &&
               (sorting->keys[next] | number) == (sorting->keys[i] | number))
            next++;
        if (next > i + 1)
            sort_tied(&scratch, sorting, sorting->order + i, next - i);
    }
    arena_free(&scratch);
}

static unsigned bits_of(uint32_t count)
{
    unsigned bits = 0;

    while ((uint64_t)1 << bits < count)
        bits++;
    return bits;
}

uint32_t *id_order_make(struct arena *arena, const struct book *book,
                        size_t threads)
{
    struct arena scratch = {0};
    uint32_t count = book_customer_count(book);
    size_t chunks = chunk_count(count, CHUNK);
    struct sorting sorting = {
        .book = book,
        .count = count,
        .number_bits = bits_of(count),
        .differing = arena_array(&scratch, struct key_head, threads),
        .keys = arena_alloc(&scratch, (size_t)count + 1, sizeof(uint64_t)),
        .order = arena_alloc(arena, (size_t)count + 1, sizeof(uint32_t)),
    };

    if (count > 0)
        sorting.first = head_at(&sorting, 0);
    parallel_run(threads, chunks, differ_chunk, &sorting);
    gather_differing(&sorting, threads);
    choose_bits(&sorting);
    parallel_run(threads, chunks, key_chunk, &sorting);
    radix_sort_by(threads, sorting.keys, count);
    settle(&sorting);
    arena_free(&scratch);
    return sorting.order;
}
