#include "measure/unlisted.h"

#include "base/parallel.h"
#include "fold/walk.h"

/* Days that a thread takes at a time. */
enum { CHUNK = 16 };

/* Lines of some things of the book: products or sites. */
struct count {
    const struct book *book;
    struct walk (*walk)(const struct book *book, int32_t first, int32_t last);
    const bool *counts; /* of each thing; of the unknown one: the last */
    size_t thing_count; /* without that one */
    int64_t *lines;     /* of each chunk of days */
};

static bool is_listed(const struct map *listed, struct str id)
{
    return map_find(listed, id) != MAP_NONE;
}

static void count_chunk(void *context, size_t number, size_t thread)
{
    const struct count *count = context;
    const struct book *book = count->book;
    struct chunk chunk = chunk_of(number, CHUNK, book->day_count);
    struct walk walk = count->walk(book, book->days[chunk.first].date,
                                   book->days[chunk.end - 1].date);

    (void)thread;
    while (walk_next(&walk))
        if (count->counts[walk.thing == MAP_NONE ? count->thing_count
                                                 : walk.thing])
            count->lines[number] +=
                walk.sums.sale_lines + walk.sums.return_lines;
}

/* Go over the sums of all days. */
static int64_t count_lines(struct arena *scratch, const struct view *view,
                           struct count *count)
{
    size_t chunks = chunk_count(count->book->day_count, CHUNK);
    int64_t lines = 0;

    count->lines = arena_array(scratch, int64_t, chunks + 1);
    parallel_run(view->threads, chunks, count_chunk, count);
    for (size_t i = 0; i < chunks; i++)
        lines += count->lines[i];
    return lines;
}

static int64_t class_lines(const struct book *book, size_t class)
{
    int64_t lines = 0;

    for (size_t i = 0; i < book->day_count; i++) {
        const struct sums *sums = book->days[i].classes + class;

        lines += sums->sale_lines + sums->return_lines;
    }
    return lines;
}

/* What is unlisted has the class 0; the classes know how many lines that are,
 * unless a product that is listed has it too. */
int64_t unlisted_product_lines(const struct view *view)
{
    const struct book *book = view->book;
    struct arena scratch = {0};
    size_t products = book->products.count;
    bool *unlisted = arena_array(&scratch, bool, products + 1);
    struct count count = {.book = book,
                          .walk = walk_products,
                          .counts = unlisted,
                          .thing_count = products};
    bool is_shared = false;
    int64_t lines;

    unlisted[products] = true;
    for (size_t i = 0; i < products; i++) {
        unlisted[i] = !is_listed(&view->study->catalogue->product_ids,
                                 book->products.items[i]);
        is_shared |= !unlisted[i] && book->product_class[i] == 0;
    }
    lines =
        is_shared ? count_lines(&scratch, view, &count) : class_lines(book, 0);
    arena_free(&scratch);
    return lines;
}

/* Mostly all stores are listed, and nothing is to be counted. */
int64_t unlisted_store_lines(const struct view *view)
{
    const struct book *book = view->book;
    const struct map *listed = &view->study->catalogue->store_ids;
    struct arena scratch = {0};
    bool *unlisted = arena_array(&scratch, bool, book->site_count + 1);
    struct count count = {.book = book,
                          .walk = walk_sites,
                          .counts = unlisted,
                          .thing_count = book->site_count};
    bool is_any = false;
    int64_t lines = 0;

    for (size_t i = 0; i < book->site_count; i++) {
        uint32_t store = book->sites[i].store;

        unlisted[i] =
            store == MAP_NONE || !is_listed(listed, book->stores.items[store]);
        is_any |= unlisted[i];
    }
    if (is_any)
        lines = count_lines(&scratch, view, &count);
    arena_free(&scratch);
    return lines;
}
