#include "measure/department_sales.h"

#include "base/parallel.h"
#include "measure/fetch.h"

/* Orders that a thread takes at a time, and how far ahead of the one looked at
 * they are fetched, and then their products. */
enum { CHUNK = 8192, AHEAD = 64, AHEAD_REST = 16 };

/* Money of a department in a window. */
struct spent {
    int64_t sales; /* gross - discount */
    int64_t returns;
};

struct run {
    const struct partition *partition;
    const struct book *book; /* as it was sealed: a cut one has no contents */
    uint64_t asked;          /* windows */
    struct spent **spent;    /* of each thread, by department and window */
};

static uint64_t asked_on(const struct run *run, int32_t date)
{
    return timeline_windows_on(&run->partition->timeline, date) & run->asked;
}

static void add_content(const struct run *run, const struct content *content,
                        uint64_t windows, struct spent *spent)
{
    for (uint32_t i = 0; i < content_count(content); i++) {
        uint32_t group =
            partition_department(run->partition, content_product(content, i));
        int64_t net = content_net(content, i);
        struct spent *of = spent + group * run->partition->window_count;

        for (uint64_t mask = windows; mask;) {
            struct spent *in = of + timeline_next(&mask);

            if (i < content->sold_count)
                in->sales += net;
            else
                in->returns -= net;
        }
    }
}

FETCHING void fetch(const struct run *run, size_t i, size_t end)
{
    if (i + AHEAD < end)
        __builtin_prefetch(book_slot(run->book, i + AHEAD));
    if (i + AHEAD_REST < end) {
        struct order order = book_order(run->book, i + AHEAD_REST);

        if (order.customer != MAP_NONE && asked_on(run, order.day) &&
            (order.item_count > 0 || order.content != 0))
            __builtin_prefetch(book_words(run->book, order.items));
    }
}

static void add_chunk(void *context, size_t number, size_t thread)
{
    const struct run *run = context;
    struct chunk chunk = chunk_of(number, CHUNK, book_order_count(run->book));

    for (size_t i = chunk.first; i < chunk.end; i++) {
        struct order order = book_order(run->book, i);
        uint64_t windows = asked_on(run, order.day);

        fetch(run, i, chunk.end);
        if (windows && order.customer != MAP_NONE) {
            struct content content = book_content(run->book, &order);

            add_content(run, &content, windows, run->spent[thread]);
        }
    }
}

/* Lines of another day than most of their order. */
static void add_moved(const struct run *run)
{
    for (size_t i = 0; i < run->book->moved_count; i++) {
        const struct moved *moved = run->book->moved + i;
        uint64_t windows = asked_on(run, moved->date);

        if (windows &&
            book_order_customer(run->book, moved->order) != MAP_NONE) {
            struct content content = book_moved_content(run->book, moved);

            add_content(run, &content, windows, run->spent[0]);
        }
    }
}

static void give(const struct run *run, const struct spent *spent,
                 struct totals *totals)
{
    const struct partition *partition = run->partition;
    size_t count =
        partition->kinds[SCOPE_DEPARTMENT].count * partition->window_count;

    totals += partition->first[SCOPE_DEPARTMENT] * partition->window_count;
    for (size_t i = 0; i < count; i++) {
        totals[i].identified.gross += spent[i].sales;
        totals[i].identified.returns += spent[i].returns;
    }
}

static uint64_t windows_asked(const struct partition *partition)
{
    uint64_t asked = 0;

    for (size_t slot = 0; slot < SLOT_COMPARED; slot++)
        if (partition->numbers[slot] < partition->window_count)
            asked |= UINT64_C(1) << partition->numbers[slot];
    return asked;
}

void department_sales_count(const struct partition *partition,
                            struct totals *totals)
{
    struct arena scratch = {0};
    struct run run = {.partition = partition,
                      .book = partition->sealed,
                      .asked = windows_asked(partition)};
    size_t orders = book_order_count(run.book);
    size_t cells =
        partition->kinds[SCOPE_DEPARTMENT].count * partition->window_count;

    if (!partition_has(partition, SCOPE_DEPARTMENT))
        return;
    run.spent = arena_array(&scratch, struct spent *, partition->threads);
    for (size_t i = 0; i < partition->threads; i++)
        run.spent[i] = arena_array(&scratch, struct spent, cells);
    parallel_run(partition->threads, chunk_count(orders, CHUNK), add_chunk,
                 &run);
    add_moved(&run);
    for (size_t i = 0; i < partition->threads; i++)
        give(&run, run.spent[i], totals);
    arena_free(&scratch);
}
