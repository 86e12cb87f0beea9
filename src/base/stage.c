#include "base/stage.h"

#include <sys/resource.h>
#include <time.h>

static double seconds_of(clockid_t clock)
{
    struct timespec now;

    clock_gettime(clock, &now);
    return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

static long megabytes(void)
{
    struct rusage usage;

    getrusage(RUSAGE_SELF, &usage);
    return usage.ru_maxrss / 1024;
}

struct stage stage_begin(const char *name)
{
    return (struct stage){.name = name,
                          .start = seconds_of(CLOCK_MONOTONIC),
                          .used = seconds_of(CLOCK_PROCESS_CPUTIME_ID)};
}

void stage_end(const struct stage *stage, struct diag *diag)
{
    if (!diag->verbose)
        return;
    diag_note(diag, "%s: %.3f s, %.3f s of processors, %ld MB so far",
              stage->name, seconds_of(CLOCK_MONOTONIC) - stage->start,
              seconds_of(CLOCK_PROCESS_CPUTIME_ID) - stage->used, megabytes());
}
