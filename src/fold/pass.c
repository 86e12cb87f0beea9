#include "fold/pass.h"

#include "base/stage.h"
#include "fold/progress.h"
#include "read/source.h"
#include "read/transactions.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>

/* Rows between two looks at the clock. */
enum { ROWS_A_LOOK = 1 << 16, MOST_THREADS = 64, MESSAGE_BYTES = 1 << 16 };

/* What became of one file. */
struct outcome {
    bool done;
    enum status status;
    struct str messages; /* told to the user in the order of files */
    size_t errors;
    size_t warnings;
};

/* What the workers share. */
struct work {
    const struct pass *pass;
    const struct diag *diag;
    const char **files;
    size_t file_count;
    struct outcome *outcomes;
    atomic_size_t next;
    atomic_bool failed;
    atomic_uint_fast64_t rows;
    atomic_uint_fast64_t bytes;
};

struct worker {
    struct work *work;
    pthread_t thread;
    struct arena own; /* unused by the first worker: its arena is the run's */
    struct arena *arena;
    struct ledger own_ledger;
    struct ledger *ledger;
    struct book *book;
    struct progress progress; /* shown by the first worker only */
    char *messages;
};

static uint64_t bytes_of(const struct ledger *ledger)
{
    const struct control *control = ledger->controls + EXTRACT_transactions;
    uint64_t bytes = 0;

    for (size_t i = 0; i < control->file_count; i++)
        bytes += control->files[i].bytes;
    return bytes;
}

static void look(struct worker *worker, uint64_t rows)
{
    struct work *work = worker->work;

    atomic_fetch_add(&work->rows, rows);
    progress_show(&worker->progress, atomic_load(&work->rows),
                  atomic_load(&work->bytes));
}

static enum status fold_file(struct worker *worker, struct diag *diag,
                             const char *file)
{
    struct transactions *reader = transactions_open(
        worker->arena, diag, worker->work->pass->config, file, worker->ledger);
    uint64_t before = bytes_of(worker->ledger);
    uint64_t rows = 0;
    struct sale sale;
    enum status status;

    while (transactions_next(reader, &sale)) {
        book_add(worker->book, &sale);
        if (++rows % ROWS_A_LOOK == 0)
            look(worker, ROWS_A_LOOK);
    }
    status = transactions_close(reader);
    atomic_fetch_add(&worker->work->bytes, bytes_of(worker->ledger) - before);
    look(worker, rows % ROWS_A_LOOK);
    return status;
}

/*
 * Messages are kept until all threads are done, and those of files behind the
 * first that failed are dropped: so they do not depend on the threads.
 */
static void fold_kept(struct worker *worker, size_t number)
{
    struct work *work = worker->work;
    struct outcome *outcome = work->outcomes + number;
    struct diag diag = *work->diag;

    diag.out = fmemopen(worker->messages, MESSAGE_BYTES, "w");
    if (!diag.out)
        arena_exhausted();
    diag.errors = 0;
    diag.warnings = 0;
    outcome->status = fold_file(worker, &diag, work->files[number]);
    fclose(diag.out);
    outcome->messages = str_copy(worker->arena, str_of(worker->messages));
    outcome->errors = diag.errors;
    outcome->warnings = diag.warnings;
    outcome->done = true;
    if (outcome->status != OK)
        atomic_store(&work->failed, true);
}

static void *run_worker(void *argument)
{
    struct worker *worker = argument;
    struct work *work = worker->work;

    while (!atomic_load(&work->failed)) {
        size_t number = atomic_fetch_add(&work->next, 1);

        if (number >= work->file_count)
            break;
        fold_kept(worker, number);
    }
    return NULL;
}

static void init_worker(struct worker *worker, struct work *work,
                        struct arena *arena, struct ledger *ledger)
{
    worker->work = work;
    worker->arena = arena ? arena : &worker->own;
    worker->ledger = ledger ? ledger : &worker->own_ledger;
    if (!ledger)
        ledger_init(worker->ledger, worker->arena);
    worker->book = book_new(worker->arena, work->pass->catalogue);
    worker->messages = arena_array(worker->arena, char, MESSAGE_BYTES + 1);
}

/* Tell what the files' readers had to say; the first failure. */
static enum status tell(const struct work *work, struct diag *diag)
{
    for (size_t i = 0; i < work->file_count && work->outcomes[i].done; i++) {
        const struct outcome *outcome = work->outcomes + i;

        fwrite(outcome->messages.at ? outcome->messages.at : "", 1,
               outcome->messages.len, diag->out);
        diag->errors += outcome->errors;
        diag->warnings += outcome->warnings;
        if (outcome->status != OK)
            return outcome->status;
    }
    return OK;
}

static size_t worker_count(const struct work *work)
{
    size_t count = work->pass->threads;

    if (count > MOST_THREADS)
        count = MOST_THREADS;
    if (count > work->file_count)
        count = work->file_count;
    return count > 0 ? count : 1;
}

/* Run workers 1 .. count - 1 in threads of their own, worker 0 in this one. */
static void run_workers(struct worker *workers, size_t count)
{
    size_t started = 1;

    while (started < count &&
           pthread_create(&workers[started].thread, NULL, run_worker,
                          workers + started) == 0)
        started++;
    run_worker(workers);
    for (size_t i = 1; i < started; i++)
        pthread_join(workers[i].thread, NULL);
}

static enum status run_work(struct arena *arena, struct diag *diag,
                            struct work *work, struct book **book)
{
    size_t count = worker_count(work);
    struct worker *workers = arena_array(arena, struct worker, count);
    struct stage stage = stage_begin("read");
    enum status status;

    init_worker(workers, work, arena, work->pass->ledger);
    for (size_t i = 1; i < count; i++)
        init_worker(workers + i, work, NULL, NULL);
    progress_start(&workers->progress, diag);
    run_workers(workers, count);
    progress_end(&workers->progress);
    stage_end(&stage, diag);
    stage = stage_begin("merge");
    status = tell(work, diag);
    for (size_t i = 1; i < count; i++) {
        book_merge(workers->book, workers[i].book);
        ledger_merge(work->pass->ledger, workers[i].ledger);
        arena_free(&workers[i].own);
    }
    stage_end(&stage, diag);
    *book = workers->book;
    return status;
}

enum status pass_run(struct arena *arena, struct diag *diag,
                     const struct pass *pass, struct book **book)
{
    struct work work = {.pass = pass, .diag = diag};
    struct stage stage;
    enum status status =
        source_files(arena, diag, pass->config, EXTRACT_transactions,
                     &work.files, &work.file_count);

    if (status != OK)
        return status;
    work.outcomes = arena_array(arena, struct outcome, work.file_count + 1);
    status = run_work(arena, diag, &work, book);
    stage = stage_begin("seal");
    if (status == OK)
        status = book_seal(*book, diag);
    stage_end(&stage, diag);
    return status;
}
