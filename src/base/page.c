/* For madvise() and what it may be told;
 * NOLINTNEXTLINE(bugprone-reserved-identifier) */
#define _DEFAULT_SOURCE

#include "base/page.h"

#include "base/arena.h"

#include <pthread.h>
#include <stdlib.h>
#include <sys/mman.h>

/* What is had of the system in one go: pages of its own of 2 MB. */
enum { HUGE_PAGE = 2 * 1024 * 1024, REGION = 4 * HUGE_PAGE };

/* The first bytes of a page that nobody has. */
struct spare {
    struct spare *next;
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct spare *spares;
static char *region; /* what has not been cut into pages yet */
static size_t region_left;

static void new_region(void)
{
    void *at = aligned_alloc(HUGE_PAGE, REGION);

    if (!at)
        arena_exhausted();
    (void)madvise(at, REGION, MADV_HUGEPAGE); /* it is but advice */
    region = at;
    region_left = REGION;
}

void *page_take(void)
{
    void *page;

    pthread_mutex_lock(&lock);
    if (spares) {
        page = spares;
        spares = spares->next;
    } else {
        if (region_left == 0)
            new_region();
        page = region;
        region += PAGE_BYTES;
        region_left -= PAGE_BYTES;
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
