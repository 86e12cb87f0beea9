/*
 * parallel.h - the same work on many things, shared by threads.
 *
 * Things are numbered; who is free takes the next one, so that a slow thing
 * holds nobody up.  What a thread writes must be its own, or the thing's own:
 * then results depend neither on the number of threads nor on their haste.
 */
#ifndef REPORT_BASE_PARALLEL_H
#define REPORT_BASE_PARALLEL_H

#include <stddef.h>

enum { PARALLEL_MOST = 64 }; /* threads */

/* Work on one thing; `thread` is below the number of threads asked for. */
typedef void parallel_task(void *context, size_t thing, size_t thread);

/*
 * Do things 0 .. count - 1, in that order as far as they begin.  Returns when
 * all are done; 0 threads count as 1, and threads that cannot be had are done
 * without.
 */
void parallel_run(size_t threads, size_t count, parallel_task *task,
                  void *context);

/*
 * Things too small to be shared one by one are shared in chunks of `size` of
 * them, of which the last may have less: how many chunks some things make, and
 * which things a chunk has.
 */
struct chunk {
    size_t first;
    size_t end; /* behind the last */
};

static inline size_t chunk_count(size_t count, size_t size)
{
    return count / size + (count % size > 0);
}

static inline struct chunk chunk_of(size_t number, size_t size, size_t count)
{
    size_t first = number * size;

    return (struct chunk){first, count - first > size ? first + size : count};
}

#endif
