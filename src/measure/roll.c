#include "measure/roll.h"

#include "base/parallel.h"

#include <stdlib.h>

/* Stretches that are sorted by themselves, and then joined two by two. */
enum { STRETCHES = 16, HEAD_BYTES = 8 };

/* A customer with the first bytes behind what all ids begin with, the first
 * byte the most significant. */
struct card {
    uint64_t head;
    struct str id;
    uint32_t customer;
};

struct sorting {
    const struct book *book;
    const struct roll *roll;
    size_t common; /* bytes that all ids begin with */
    struct card *cards;
    struct card *joined;
    size_t width; /* of what is in order, in stretches */
};

static int compare(const void *a, const void *b)
{
    const struct card *one = a;
    const struct card *two = b;

    if (one->head != two->head)
        return one->head < two->head ? -1 : 1;
    return str_compare(one->id, two->id);
}

/* How many bytes two ids begin with alike, up to `most`. */
static size_t alike(struct str a, struct str b, size_t most)
{
    size_t len = 0;

    while (len < most && len < a.len && len < b.len && a.at[len] == b.at[len])
        len++;
    return len;
}

static size_t common_of(const struct sorting *sorting)
{
    const struct roll *roll = sorting->roll;
    struct str first = book_customer_id(sorting->book, roll->customers[0]);
    size_t common = first.len;

    for (size_t i = 1; i < roll->count && common > 0; i++)
        common = alike(
            first, book_customer_id(sorting->book, roll->customers[i]), common);
    return common;
}

static uint64_t head_of(struct str id, size_t common)
{
    uint64_t head = 0;

    for (size_t i = 0; i < HEAD_BYTES; i++)
        head = head << 8 |
               (common + i < id.len ? (unsigned char)id.at[common + i] : 0);
    return head;
}

/* Where a stretch begins. */
static size_t start_of(const struct sorting *sorting, size_t stretch)
{
    return sorting->roll->count * stretch / STRETCHES;
}

static void sort_stretch(void *context, size_t stretch, size_t thread)
{
    const struct sorting *sorting = context;
    size_t first = start_of(sorting, stretch);
    size_t end = start_of(sorting, stretch + 1);

    (void)thread;
    for (size_t i = first; i < end; i++) {
        uint32_t customer = sorting->roll->customers[i];
        struct str id = book_customer_id(sorting->book, customer);

        sorting->cards[i] = (struct card){.head = head_of(id, sorting->common),
                                          .id = id,
                                          .customer = customer};
    }
    qsort(sorting->cards + first, end - first, sizeof *sorting->cards, compare);
}

/* Join two neighbours that are in order. */
static void join(void *context, size_t number, size_t thread)
{
    const struct sorting *sorting = context;
    size_t a = start_of(sorting, 2 * number * sorting->width);
    size_t middle = start_of(sorting, (2 * number + 1) * sorting->width);
    size_t end = start_of(sorting, (2 * number + 2) * sorting->width);
    size_t b = middle;

    (void)thread;
    for (size_t i = a; i < end; i++) {
        bool takes_a =
            b == end || (a < middle &&
                         compare(sorting->cards + a, sorting->cards + b) <= 0);

        sorting->joined[i] = sorting->cards[takes_a ? a++ : b++];
    }
}

void roll_sort(struct roll *roll, const struct book *book, size_t threads)
{
    struct arena scratch = {0};
    struct sorting sorting = {.book = book, .roll = roll};

    if (roll->count == 0)
        return;
    sorting.common = common_of(&sorting);
    sorting.cards = arena_huge(&scratch, roll->count, sizeof *sorting.cards);
    sorting.joined = arena_huge(&scratch, roll->count, sizeof *sorting.joined);
    parallel_run(threads, STRETCHES, sort_stretch, &sorting);
    for (sorting.width = 1; sorting.width < STRETCHES; sorting.width *= 2) {
        struct card *cards = sorting.cards;

        parallel_run(threads, STRETCHES / 2 / sorting.width, join, &sorting);
        sorting.cards = sorting.joined;
        sorting.joined = cards;
    }
    for (size_t i = 0; i < roll->count; i++)
        roll->customers[i] = sorting.cards[i].customer;
    arena_free(&scratch);
}
