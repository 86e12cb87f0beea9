#include "base/parallel.h"

#include <pthread.h>
#include <stdatomic.h>

struct job {
    parallel_task *task;
    void *context;
    size_t count;
    atomic_size_t next;
};

struct helper {
    struct job *job;
    size_t number;
    pthread_t thread;
};

static void *work(void *argument)
{
    const struct helper *helper = argument;
    struct job *job = helper->job;
    size_t thing;

    while ((thing = atomic_fetch_add(&job->next, 1)) < job->count)
        job->task(job->context, thing, helper->number);
    return NULL;
}

void parallel_run(size_t threads, size_t count, parallel_task *task,
                  void *context)
{
    struct job job = {.task = task, .context = context, .count = count};
    struct helper helpers[PARALLEL_MOST];
    size_t started = 1;

    if (threads > PARALLEL_MOST)
        threads = PARALLEL_MOST;
    for (size_t i = 0; i == 0 || i < threads; i++)
        helpers[i] = (struct helper){.job = &job, .number = i};
    while (started < threads && started < count &&
           pthread_create(&helpers[started].thread, NULL, work,
                          helpers + started) == 0)
        started++;
    work(helpers);
    for (size_t i = 1; i < started; i++)
        pthread_join(helpers[i].thread, NULL);
}
