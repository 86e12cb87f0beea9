#include "fold/progress.h"

#include <time.h>
#include <unistd.h>

static const double first_after = 1; /* seconds */
static const double then_every = 0.25;

static double seconds_now(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

void progress_start(struct progress *progress, const struct diag *diag)
{
    int file = diag->quiet ? -1 : fileno(diag->out);

    *progress = (struct progress){0};
    if (file < 0 || !isatty(file))
        return;
    progress->out = diag->out;
    progress->start = seconds_now();
}

void progress_show(struct progress *progress, uint64_t rows, uint64_t bytes)
{
    double now;
    double passed;

    if (!progress->out)
        return;
    now = seconds_now();
    passed = now - progress->start;
    if (passed < first_after || now - progress->shown < then_every)
        return;
    fprintf(progress->out, "\rreading transactions: %.1f million rows",
            (double)rows / 1e6);
    if (bytes > 0)
        fprintf(progress->out, ", %.0f MB/s", (double)bytes / 1e6 / passed);
    fputs("\033[K", progress->out);
    fflush(progress->out);
    progress->shown = now;
}

void progress_end(struct progress *progress)
{
    if (progress->out && progress->shown > 0)
        fputs("\r\033[K", progress->out);
}
