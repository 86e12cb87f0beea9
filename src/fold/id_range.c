#include "fold/id_range.h"

#include "fold/shelf.h"

#include <stdlib.h>

/* Ids that are drawn: some thirty of each range.  A part of the orders is as
 * good a sample as any, for orders are parted by hashes. */
enum { SAMPLE = 32 * ID_RANGES };

struct sample {
    struct key_head heads[SAMPLE];
    size_t count;
};

static void draw_page(struct sample *sample, struct run_page *page)
{
    const char *at = run_page_bytes(page);
    const char *end = at + page->len;

    while (at < end && sample->count < SAMPLE) {
        struct run run;

        at = run_unpack(at, &run);
        if (run.customer.words[1] != 0 && !key_is_hash(&run.customer))
            sample->heads[sample->count++] = key_head(&run.customer);
    }
}

static int compare(const void *a, const void *b)
{
    const struct key_head *one = a;
    const struct key_head *two = b;

    return key_head_compare(*one, *two);
}

void id_ranges_find(struct id_ranges *ranges, const struct shelf *shelves)
{
    struct sample sample = {.count = 0};

    for (size_t part = 0; part < KEY_PARTS && sample.count < SAMPLE; part++)
        for (const struct shelf *shelf = shelves; shelf; shelf = shelf->next)
            for (struct run_page *page = shelf->parts[part].first; page;
                 page = page->next)
                draw_page(&sample, page);
    qsort(sample.heads, sample.count, sizeof *sample.heads, compare);
    for (size_t i = 1; i < ID_RANGES; i++)
        ranges->ends[i - 1] = sample.heads[sample.count * i / ID_RANGES];
}
