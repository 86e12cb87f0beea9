/* For madvise() and what it may be told;
 * NOLINTNEXTLINE(bugprone-reserved-identifier) */
#define _DEFAULT_SOURCE

#include "base/page.h"

#include "base/arena.h"
#include "base/memory.h"

#include <pthread.h>
#include <stdlib.h>
#include <sys/mman.h>

/* What is had of the system in one go: pages of its own of 2 MB. */
enum { HUGE_PAGE = 2 * 1024 * 1024, REGION = 4 * HUGE_PAGE };

/* The first bytes of a page that nobody has. */
struct spare {
    struct spare *next;
};

/* Never given back to the system.  All stay in a list, the newest first, so
 * that none counts as lost where nobody has a page of it any more. */
struct region {
    struct region *older;
    char *bytes;
    size_t used; /* what is cut into pages already */
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct spare *spares;
static struct region *regions;

static void new_region(void)
{
    struct region *region = malloc(sizeof *region);
    void *at = aligned_alloc(HUGE_PAGE, REGION);

    if (!region || !at)
        memory_exhausted();
    (void)madvise(at, REGION, MADV_HUGEPAGE); /* it is but advice */
    *region = (struct region){.older = regions, .bytes = at};
    regions = region;
}

void *page_take(void)
{
    void *page;

    pthread_mutex_lock(&lock);
    if (spares) {
        page = spares;
        spares = spares->next;
    } else {
        if (!regions || regions->used == REGION)
            new_region();
        page = regions->bytes + regions->used;
        regions->used += PAGE_BYTES;
    }
    pthread_mutex_unlock(&lock);
    return page;
}

void page_give(void *page)
{
    struct spare *spare = page;

    pthread_mutex_lock(&lock);
    spare->next = spares;
    spares = spare;
    pthread_mutex_unlock(&lock);
}
