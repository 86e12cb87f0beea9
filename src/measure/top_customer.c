#include "measure/top_customer.h"

#include "base/parallel.h"
#include "measure/rank.h"

enum { TOP = 50, CHUNK = 1 << 14 };

static const struct column columns[] = {
    {"rank", "Rank", CELL_RANK, SUM_NONE,
     "by net sales of 52 weeks; as much is as good"},
    {"customer_id", "Customer", CELL_TEXT, SUM_NONE, NULL},
    {"net_sales_52w", "Net sales, 52 weeks", CELL_MONEY, SUM_TOTAL,
     "of the 364 days to the as-of day"},
    {"baskets_52w", "Baskets, 52 weeks", CELL_COUNT, SUM_TOTAL, NULL},
    {"last_date", "Last date", CELL_DATE, SUM_NONE, "day of the last basket"},
    {"segment", "Segment", CELL_TEXT, SUM_NONE, NULL},
    {"member_type", "Member type", CELL_TEXT, SUM_NONE, NULL},
};

/* The first of those that were looked at, in their order. */
struct top {
    struct ranked items[TOP];
    size_t count;
};

struct choosing {
    const struct clientele *clientele;
    struct top *tops; /* of each thread */
};

static bool is_before(const struct ranked *one, const struct ranked *two)
{
    if (one->value != two->value)
        return one->value > two->value;
    return str_compare(one->id, two->id) < 0;
}

/* Keep it if it is among the first. */
static void keep_top(struct top *top, const struct ranked *next)
{
    struct ranked *items = top->items;
    size_t at = top->count;

    if (at == TOP && !is_before(next, &items[TOP - 1]))
        return;
    if (at == TOP)
        at--;
    else
        top->count++;
    for (; at > 0 && is_before(next, &items[at - 1]); at--)
        items[at] = items[at - 1];
    items[at] = *next;
}

static void choose_chunk(void *context, size_t number, size_t thread)
{
    const struct choosing *choosing = context;
    const struct clientele *clientele = choosing->clientele;
    struct top *top = choosing->tops + thread;
    struct chunk chunk =
        chunk_of(number, CHUNK, book_customer_count(clientele->book));

    for (uint32_t i = (uint32_t)chunk.first; i < chunk.end; i++) {
        int64_t net = profile_store_get(clientele->profiles, i).net_52w;

        if (net > 0 && (top->count < TOP || net >= top->items[TOP - 1].value))
            keep_top(top, &(struct ranked){
                              .value = net,
                              .net = net,
                              .id = book_customer_id(clientele->book, i),
                              .number = i});
    }
}

/* The first of all are among the first of each thread; as no two are alike, it
 * does not matter which thread has looked at whom. */
static struct top *choose_top(struct arena *scratch,
                              const struct clientele *clientele, size_t threads)
{
    size_t chunks = chunk_count(book_customer_count(clientele->book), CHUNK);
    struct choosing choosing = {.clientele = clientele,
                                .tops =
                                    arena_array(scratch, struct top, threads)};

    parallel_run(threads, chunks, choose_chunk, &choosing);
    for (size_t i = 1; i < threads; i++)
        for (size_t j = 0; j < choosing.tops[i].count; j++)
            keep_top(choosing.tops, choosing.tops[i].items + j);
    return choosing.tops;
}

static void set_row(const struct clientele *clientele,
                    const struct ranked *ranked, struct cell *cells)
{
    struct profile profile =
        profile_store_get(clientele->profiles, (uint32_t)ranked->number);
    struct str segment = clientele_segment(clientele, (uint32_t)ranked->number);
    const char *type = member_type_name(profile.type);

    cells[0] = cell_integer(CELL_RANK, ranked->rank);
    cells[1] = cell_text(ranked->id);
    cells[2] = cell_integer(CELL_MONEY, ranked->value);
    cells[3] = cell_count(profile.baskets_52w);
    cells[4] = cell_date(profile.last);
    if (segment.len > 0)
        cells[5] = cell_text(segment);
    if (type)
        cells[6] = cell_label(type);
}

struct table *top_customer_make(struct arena *arena,
                                const struct clientele *clientele,
                                size_t threads)
{
    struct arena scratch = {0};
    struct top *top = choose_top(&scratch, clientele, threads);
    struct table *table = NULL;

    rank_sort(top->items, top->count);
    if (top->count > 0) {
        table = table_new(arena, "top_customers", "Top customers", columns,
                          COUNT(columns));
        table->is_personal = true;
    }
    for (size_t i = 0; i < top->count; i++)
        set_row(clientele, top->items + i, table_add(table));
    arena_free(&scratch);
    return table;
}
