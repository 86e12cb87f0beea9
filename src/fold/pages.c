#include "fold/pages.h"

static const size_t page_bytes = (size_t)2 * 1024 * 1024;

static size_t page_items(const struct pages *pages)
{
    return (size_t)1 << pages->bits;
}

void pages_init(struct pages *pages, struct arena *arena, size_t size)
{
    *pages = (struct pages){.arena = arena, .size = size};
    while (size << (pages->bits + 1) <= page_bytes)
        pages->bits++;
}

static void grow(struct pages *pages, size_t count)
{
    pages->page = arena_grow(pages->arena, pages->page, &pages->page_capacity,
                             pages->page_count + count, sizeof *pages->page);
}

/* As many pages as hold `count` items, one behind the other in memory. */
static void add_pages(struct pages *pages, size_t count)
{
    size_t needed = (count + page_items(pages) - 1) / page_items(pages);
    size_t bytes = page_items(pages) * pages->size;
    char *room = arena_alloc(pages->arena, needed, bytes);

    grow(pages, needed);
    for (size_t i = 0; i < needed; i++)
        pages->page[pages->page_count++] = room + i * bytes;
}

size_t pages_add(struct pages *pages, size_t count)
{
    size_t number = pages->count;

    if (number + count > pages->page_count * page_items(pages)) {
        number = pages->page_count * page_items(pages);
        add_pages(pages, count);
    }
    pages->count = number + count;
    return number;
}

size_t pages_take(struct pages *into, struct pages *from)
{
    size_t first = into->page_count * page_items(into);

    grow(into, from->page_count);
    for (size_t i = 0; i < from->page_count; i++)
        into->page[into->page_count++] = from->page[i];
    into->count = first + from->count;
    pages_init(from, from->arena, from->size);
    return first;
}

void pages_release_page(struct pages *pages, size_t number)
{
    char **page = pages->page + (number >> pages->bits);

    arena_release(pages->arena, *page, page_items(pages), pages->size);
    *page = NULL;
}

void pages_release(struct pages *pages)
{
    for (size_t i = 0; i < pages->page_count; i++)
        pages_release_page(pages, i << pages->bits);
    pages_init(pages, pages->arena, pages->size);
}
