/*
 * arena.h - memory that lives and dies together.
 *
 * A function that allocates takes the arena its result lives in; a function
 * without an arena parameter does not allocate.  There is no per-object free.
 * Memory comes back zeroed and aligned, and never NULL: running out ends the
 * program with NO_MEMORY, which is safe because a pack is renamed into place
 * only when it is complete.  An arena belongs to one thread at a time.
 */
#ifndef REPORT_BASE_ARENA_H
#define REPORT_BASE_ARENA_H

#include "base/page.h"

#include <stddef.h>

struct arena {
    struct arena_block *last;
};

#define arena_new(arena, type) ((type *)arena_alloc((arena), 1, sizeof(type)))
#define arena_array(arena, type, count)                                        \
    ((type *)arena_alloc((arena), (count), sizeof(type)))

/*
 * An array of many megabytes lies in large pages where the system has them:
 * each is asked for once, and places in it are found sooner.  What is not
 * touched takes no memory, a page of 2 MB apart.
 */
void *arena_alloc(struct arena *arena, size_t count, size_t size);

/* A page of base/page.h, given back with the arena: so many bytes of what
 * others have held, in place of memory that nobody has used yet.  What it holds
 * is not to be foretold. */
enum { ARENA_PAGE = PAGE_BYTES - 64 };
void *arena_page(struct arena *arena);

/*
 * Room for `need` items of `size` bytes in an array that grows: `old` (NULL at
 * first) with its capacity in items at `*capacity`.  Returns the array, which
 * may have moved; new room is zeroed.  Large arrays are moved, not copied, so
 * a growing array never holds its memory twice.
 */
void *arena_grow(struct arena *arena, void *old, size_t *capacity, size_t need,
                 size_t size);

/*
 * Give back an array of `count` items before its time, as far as it is a large
 * one; small ones stay until the arena goes.  NULL is no array.
 */
void arena_release(struct arena *arena, void *array, size_t count, size_t size);

/* Let all that lives in `from` live in `into`; `from` is empty then. */
void arena_take(struct arena *into, struct arena *from);

/* Forget everything allocated so far, but keep one block for reuse. */
void arena_clear(struct arena *arena);

/* Return all memory to the system; the arena may be used again. */
void arena_free(struct arena *arena);

/*
 * Once, before there are threads: let large arrays lie by themselves, so that
 * the system has them back as soon as they are given back; smaller ones are
 * used again, as the system takes its time to hand out memory.
 */
void arena_setup(void);

#endif
