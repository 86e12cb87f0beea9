/* For madvise() and what it may be told;
 * NOLINTNEXTLINE(bugprone-reserved-identifier) */
#define _DEFAULT_SOURCE

#include "base/arena.h"

#include "base/memory.h"

#include <assert.h>
#include <stdalign.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#ifdef __GLIBC__
#include <malloc.h>

/* Bytes: of arrays, and of what is not used at the end of a heap. */
enum { BY_ITSELF = 4 * 1024 * 1024, UNUSED = 4 * BY_ITSELF };
#endif

/* From so many bytes on a block has large pages. */
enum { MANY_PAGES = 4 * 1024 * 1024 };

/*
 * Blocks form a list, newest first.  What is larger than LARGE has a block of
 * its own, behind the newest, so that small things go on filling that one.
 */
enum { BLOCK = 64 * 1024, LARGE = 16 * 1024, ALIGN = alignof(max_align_t) };

struct arena_block {
    alignas(max_align_t) struct arena_block *older;
    struct arena_block *newer;
    size_t used;  /* bytes handed out */
    size_t size;  /* bytes behind this head */
    bool is_own;  /* holds one large thing only */
    bool is_page; /* of base/page.h */
};

static_assert(PAGE_BYTES - sizeof(struct arena_block) >= ARENA_PAGE,
              "a page holds its head too");

static char *block_bytes(struct arena_block *block)
{
    return (char *)(block + 1);
}

/*
 * Left alone, the C library takes what it was given back as a sign that more
 * of that size will come, and keeps it for the thread that had it.
 */
void arena_setup(void)
{
#ifdef M_MMAP_THRESHOLD
    (void)mallopt(M_MMAP_THRESHOLD, BY_ITSELF);
    (void)mallopt(M_TRIM_THRESHOLD, UNUSED);
#endif
}

static size_t bytes_of(size_t count, size_t size)
{
    size_t bytes;

    if (__builtin_mul_overflow(count, size, &bytes) ||
        bytes > SIZE_MAX / 2 - sizeof(struct arena_block))
        memory_exhausted();
    return (bytes + ALIGN - 1) / ALIGN * ALIGN;
}

/*
 * It is but advice; little of what is smaller would fill a page.  All of the
 * block is advised, from the page that it lies in by itself: the system moves
 * memory as one only where all of it is alike.
 */
static void advise_pages(struct arena_block *block)
{
    size_t page = (size_t)sysconf(_SC_PAGESIZE);
    char *first = (char *)block - (uintptr_t)block % page;

    if (block->size >= MANY_PAGES)
        (void)madvise(first, (size_t)(block_bytes(block) + block->size - first),
                      MADV_HUGEPAGE);
}

static struct arena_block *block_new(size_t size)
{
    struct arena_block *block = calloc(1, sizeof *block + size);

    if (!block)
        memory_exhausted();
    block->size = size;
    advise_pages(block);
    return block;
}

/* Let the neighbours of a block know where it is; NULL: no longer there. */
static void relink(struct arena *arena, const struct arena_block *block,
                   struct arena_block *now)
{
    if (block->newer)
        block->newer->older = now ? now : block->older;
    else
        arena->last = now ? now : block->older;
    if (block->older)
        block->older->newer = now ? now : block->newer;
}

/* Put a block that holds one thing behind the newest. */
static void *add_own(struct arena *arena, struct arena_block *block)
{
    block->used = block->size;
    block->is_own = true;
    block->newer = arena->last;
    if (block->newer)
        block->older = block->newer->older;
    relink(arena, block, block);
    return block_bytes(block);
}

void *arena_page(struct arena *arena)
{
    struct arena_block *block = page_take();

    *block = (struct arena_block){.size = ARENA_PAGE, .is_page = true};
    return add_own(arena, block);
}

static void block_free(struct arena_block *block)
{
    if (block->is_page)
        page_give(block);
    else
        free(block);
}

static void add_block(struct arena *arena)
{
    struct arena_block *block = block_new(BLOCK);

    block->older = arena->last;
    if (block->older)
        block->older->newer = block;
    arena->last = block;
}

void *arena_alloc(struct arena *arena, size_t count, size_t size)
{
    size_t bytes = bytes_of(count, size);
    void *at;

    if (bytes > LARGE)
        return add_own(arena, block_new(bytes));
    if (!arena->last || arena->last->size - arena->last->used < bytes)
        add_block(arena);
    at = block_bytes(arena->last) + arena->last->used;
    arena->last->used += bytes;
    return at;
}

/* The block that holds nothing but something large. */
static struct arena_block *own_block(char *large)
{
    return (struct arena_block *)(void *)large - 1;
}

static void *grow_large(struct arena *arena, char *old, size_t bytes)
{
    struct arena_block *block = own_block(old);
    size_t had = block->size;

    block = realloc(block, sizeof *block + bytes);
    if (!block)
        memory_exhausted();
    block->size = bytes;
    block->used = bytes;
    advise_pages(block);
    memset(block_bytes(block) + had, 0, bytes - had);
    relink(arena, block, block);
    return block_bytes(block);
}

void *arena_grow(struct arena *arena, void *old, size_t *capacity, size_t need,
                 size_t size)
{
    size_t had = *capacity;
    size_t room = had < 8 ? 8 : had;
    void *at;

    if (need <= had)
        return old;
    while (room < need)
        room += room / 2 + 1;
    *capacity = room;
    if (had * size > LARGE)
        return grow_large(arena, old, bytes_of(room, size));
    at = arena_alloc(arena, room, size);
    if (had > 0)
        memcpy(at, old, had * size);
    return at;
}

void arena_release(struct arena *arena, void *array, size_t count, size_t size)
{
    if (!array || bytes_of(count, size) <= LARGE)
        return;
    relink(arena, own_block(array), NULL);
    free(own_block(array));
}

void arena_take(struct arena *into, struct arena *from)
{
    struct arena_block *oldest = from->last;

    if (into == from || !oldest)
        return;
    while (oldest->older)
        oldest = oldest->older;
    oldest->older = into->last;
    if (into->last)
        into->last->newer = oldest;
    into->last = from->last;
    from->last = NULL;
}

void arena_clear(struct arena *arena)
{
    struct arena_block *block = arena->last;
    struct arena_block *kept = NULL;

    while (block) {
        struct arena_block *older = block->older;

        if (!kept && !block->is_own)
            kept = block;
        else
            block_free(block);
        block = older;
    }
    if (kept) {
        memset(block_bytes(kept), 0, kept->used);
        kept->used = 0;
        kept->older = NULL;
        kept->newer = NULL;
    }
    arena->last = kept;
}

void arena_free(struct arena *arena)
{
    while (arena->last) {
        struct arena_block *older = arena->last->older;

        block_free(arena->last);
        arena->last = older;
    }
}
