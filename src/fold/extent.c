#include "fold/extent.h"

#include "fold/clients.h"

#include <assert.h>

/* Orders are numbered by blocks, of whole pages of orders and of keys. */
enum { BLOCK = KEYS_PAGE, BLOCK_PAGES = BLOCK / ORDERS_PAGE };

/* What an extent takes of a page of words; more than that lie by themselves. */
enum { EXTENT_WORDS = 512 };

static_assert(BLOCK % ORDERS_PAGE == 0, "a block fills its pages of orders");
static_assert(BLOCK % EXTENT_ORDERS == 0, "extents fill their block");
static_assert(ITEMS_PAGE % EXTENT_WORDS == 0, "extents fill their page");

void extent_pool_init(struct extent_pool *pool, struct book *book,
                      size_t orders, size_t words, size_t threads)
{
    size_t blocks = orders / BLOCK + 1;
    size_t pages = words / ITEMS_PAGE + 1;

    /* Each thread may leave its extents unfilled. */
    blocks += threads * (EXTENTS * EXTENT_ORDERS / BLOCK + 1);
    book->order_keys = arena_array(book->arena, struct key *, blocks);
    book->orders =
        arena_array(book->arena, struct order_slot *, blocks * BLOCK_PAGES);
    /* Of two extents at least half is used, and likewise of two pages. */
    pages += threads * (EXTENTS * EXTENT_WORDS / ITEMS_PAGE + 1);
    book->items = arena_array(book->arena, uint32_t *, 4 * pages);
    *pool = (struct extent_pool){.book = book};
}

static size_t left(const struct stretch *stretch)
{
    return stretch->end - stretch->next;
}

/* The first part of a stretch, which is taken off it. */
static struct stretch cut(struct stretch *stretch, size_t count)
{
    size_t first = stretch->next;

    stretch->next += count;
    return (struct stretch){first, stretch->next};
}

static struct stretch new_block(struct extent_pool *pool)
{
    struct book *book = pool->book;
    size_t block = atomic_fetch_add(&pool->blocks, 1);

    book->order_keys[block] = page_take();
    for (size_t i = 0; i < BLOCK_PAGES; i++)
        book->orders[block * BLOCK_PAGES + i] = page_take();
    return (struct stretch){block * BLOCK, (block + 1) * BLOCK};
}

uint32_t extents_order(struct extents *extents, size_t part)
{
    struct stretch *orders = &extents->items[part].orders;

    if (left(orders) == 0) {
        if (left(&extents->block) == 0)
            extents->block = new_block(extents->pool);
        *orders = cut(&extents->block, EXTENT_ORDERS);
    }
    return (uint32_t)orders->next++;
}

/* Pages for so many words; more than one lie in an array. */
static struct stretch new_pages(struct extents *extents, size_t count)
{
    size_t pages = (count + ITEMS_PAGE - 1) / ITEMS_PAGE;
    size_t first = atomic_fetch_add(&extents->pool->pages, pages);
    uint32_t *words = pages == 1
                          ? page_take()
                          : arena_alloc(extents->arena, pages, PAGE_BYTES);

    for (size_t i = 0; i < pages; i++)
        extents->pool->book->items[first + i] = words + i * ITEMS_PAGE;
    return (struct stretch){first * ITEMS_PAGE, (first + pages) * ITEMS_PAGE};
}

static struct stretch cut_page(struct extents *extents, size_t count)
{
    if (left(&extents->page) < count)
        extents->page = new_pages(extents, count);
    return cut(&extents->page, count);
}

uint32_t *extents_words(struct extents *extents, size_t part, size_t count,
                        uint32_t *at)
{
    struct stretch *words = &extents->items[part].words;
    struct stretch own;

    if (count > EXTENT_WORDS) {
        own = cut_page(extents, count);
        words = &own;
    } else if (left(words) < count) {
        *words = cut_page(extents, EXTENT_WORDS);
    }
    *at = (uint32_t)cut(words, count).next;
    return extents->pool->book->items[*at / ITEMS_PAGE] + *at % ITEMS_PAGE;
}

static size_t mark(const struct stretch *stretch, bool *unused)
{
    for (size_t i = stretch->next; i < stretch->end; i++)
        unused[i] = true;
    return left(stretch);
}

/* How many places a thread has left, which are marked. */
static size_t mark_all(const struct extents *extents, bool *unused)
{
    size_t count = mark(&extents->block, unused);

    for (size_t i = 0; i < EXTENTS; i++)
        count += mark(&extents->items[i].orders, unused);
    return count;
}

static void move(struct book *book, size_t from, size_t to)
{
    *book_slot(book, to) = *book_slot(book, from);
    book->order_keys[to / KEYS_PAGE][to % KEYS_PAGE] =
        book->order_keys[from / KEYS_PAGE][from % KEYS_PAGE];
}

void extents_close(struct arena *arena, const struct extents *all,
                   size_t threads, struct clients *clients)
{
    struct extent_pool *pool = all->pool;
    struct book *book = pool->book;
    size_t end = pool->blocks * BLOCK;
    size_t from = end;
    bool *unused = arena_array(arena, bool, end + 1);
    uint32_t *gone_to;

    book->order_count = end;
    for (size_t i = 0; i < threads; i++)
        book->order_count -= mark_all(all + i, unused);
    gone_to = arena_array(arena, uint32_t, end - book->order_count + 1);
    for (size_t gap = 0; gap < book->order_count; gap++) {
        if (!unused[gap])
            continue;
        while (unused[--from])
            ;
        move(book, from, gap);
        gone_to[from - book->order_count] = (uint32_t)gap;
    }
    clients->order_count = book->order_count;
    clients->gone_to = gone_to;
}
