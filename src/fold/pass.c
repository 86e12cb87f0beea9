#include "fold/pass.h"

#include "base/outcome.h"
#include "base/stage.h"
#include "fold/progress.h"
#include "read/source.h"
#include "read/transactions.h"

#include <limits.h>
#include <pthread.h>
#include <stdatomic.h>
#include <sys/stat.h>

/* Rows between two looks at the clock. */
enum { ROWS_A_LOOK = 1 << 16, MOST_THREADS = 64 };

/* What the workers share. */
struct work {
    const struct pass *pass;
    const struct diag *diag;
    const char **files;
    size_t file_count;
    struct outcome *outcomes; /* one a file */
    pthread_mutex_t lock;     /* of what follows, and of reading parts */
    size_t next;              /* the file that is taken, or taken from */
    struct split *split;      /* of that file; NULL: nothing is taken yet */
    bool failed;
    atomic_uint_fast64_t rows;
    atomic_uint_fast64_t bytes;
};

struct worker {
    struct work *work;
    pthread_t thread;
    struct arena own; /* unused by the first worker: its arena is the run's */
    struct arena *arena;
    struct arena reading; /* of readers and parts */
    struct ledger own_ledger;
    struct ledger *ledger;
    struct book *book;
    struct progress progress;    /* shown by the first worker only */
    struct transactions *reader; /* of the file that the part is of */
    size_t file;
    struct part part;
};

/* What a worker has got to do. */
enum errand { ERRAND_NONE, ERRAND_PART, ERRAND_FILE };

static void look(struct worker *worker, uint64_t rows)
{
    struct work *work = worker->work;

    atomic_fetch_add(&work->rows, rows);
    progress_show(&worker->progress, atomic_load(&work->rows),
                  atomic_load(&work->bytes));
}

/* Fold what a reader has. */
static void fold_rows(struct worker *worker, struct transactions *reader)
{
    uint64_t rows = 0;
    const struct sale *sale;

    while ((sale = transactions_next(reader)) != NULL) {
        book_add(worker->book, sale);
        if (++rows % ROWS_A_LOOK == 0)
            look(worker, ROWS_A_LOOK);
    }
    look(worker, rows % ROWS_A_LOOK);
}

static struct extract_run run_of(struct worker *worker, size_t file)
{
    struct work *work = worker->work;

    return (struct extract_run){.arena = &worker->reading,
                                .diag = &work->outcomes[file].diag,
                                .config = work->pass->config,
                                .ledger = worker->ledger};
}

/* Close the reader of parts, if there is one. */
static void leave(struct worker *worker)
{
    if (worker->reader)
        transactions_close(worker->reader);
    worker->reader = NULL;
}

/* Have a reader of the file that is taken from; the first tells its header. */
static void join(struct worker *worker)
{
    struct work *work = worker->work;
    size_t file = work->next;

    if (worker->reader && worker->file == file)
        return;
    leave(worker);
    worker->file = file;
    worker->reader = transactions_join(
        &worker->reading, &work->outcomes[file].diag, work->pass->config,
        work->files[file], worker->ledger, work->split);
}

static void begin_file(struct worker *worker)
{
    struct work *work = worker->work;
    struct extract_run run = run_of(worker, work->next);

    outcome_begin(&work->outcomes[work->next], &worker->reading, work->diag);
    work->split = extract_split(&run, EXTRACT_transactions,
                                work->files[work->next], work->pass->part);
}

/* The file is read, or has failed. */
static void end_file(struct worker *worker, enum status status)
{
    struct work *work = worker->work;
    struct extract_run run = run_of(worker, work->next);
    enum status ended = extract_end(&run, EXTRACT_transactions,
                                    work->files[work->next], work->split);

    if (status == OK)
        status = ended;
    outcome_end(&work->outcomes[work->next], status);
    work->failed = work->failed || status != OK;
    work->split = NULL;
    work->next++;
}

/* Take a part of the file whose turn it is; false if it has no more. */
static bool take_part(struct worker *worker)
{
    struct work *work = worker->work;
    enum status status;
    bool taken;

    if (!work->split)
        begin_file(worker);
    if (!worker->part.bytes)
        worker->part = split_room(work->split, &worker->reading);
    join(worker);
    status = transactions_status(worker->reader);
    taken = status == OK && split_next(work->split, &worker->part);
    if (status != OK || split_is_over(work->split))
        end_file(worker, status);
    return taken;
}

static bool is_packed(const char *file)
{
    return str_ends(str_of(file), STR(".gz"));
}

/* Parts are read in their order, by whoever takes them. */
static enum errand take(struct worker *worker)
{
    struct work *work = worker->work;
    enum errand errand = ERRAND_NONE;

    pthread_mutex_lock(&work->lock);
    while (errand == ERRAND_NONE && !work->failed &&
           work->next < work->file_count) {
        if (!work->split && is_packed(work->files[work->next])) {
            leave(worker);
            worker->file = work->next++;
            errand = ERRAND_FILE;
        } else if (take_part(worker)) {
            errand = ERRAND_PART;
        }
    }
    pthread_mutex_unlock(&work->lock);
    return errand;
}

static void fold_part(struct worker *worker)
{
    transactions_take(worker->reader, &worker->part);
    fold_rows(worker, worker->reader);
    atomic_fetch_add(&worker->work->bytes, worker->part.len);
}

static void fold_file(struct worker *worker)
{
    struct work *work = worker->work;
    struct outcome *outcome = &work->outcomes[worker->file];
    struct transactions *reader;

    outcome_begin(outcome, worker->arena, work->diag);
    reader =
        transactions_open(worker->arena, &outcome->diag, work->pass->config,
                          work->files[worker->file], worker->ledger);
    fold_rows(worker, reader);
    outcome_end(outcome, transactions_close(reader));
    if (outcome->status == OK)
        return;
    pthread_mutex_lock(&work->lock);
    work->failed = true;
    pthread_mutex_unlock(&work->lock);
}

static void *run_worker(void *argument)
{
    struct worker *worker = argument;
    enum errand errand;

    while ((errand = take(worker)) != ERRAND_NONE)
        if (errand == ERRAND_PART)
            fold_part(worker);
        else
            fold_file(worker);
    leave(worker);
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
}

/* About how many parts there are to share: no more workers are of use. */
static size_t part_count(const struct work *work)
{
    size_t size = work->pass->part ? work->pass->part : SPLIT_PART;
    size_t count = 0;

    for (size_t i = 0; i < work->file_count; i++) {
        char path[PATH_MAX];
        struct stat file;

        snprintf(path, sizeof path, "%s/%s", work->pass->config->folder,
                 work->files[i]);
        count++;
        if (!is_packed(work->files[i]) && stat(path, &file) == 0)
            count += (size_t)file.st_size / size;
    }
    return count;
}

static size_t worker_count(const struct work *work)
{
    size_t count = work->pass->threads;
    size_t parts = part_count(work);

    if (count > MOST_THREADS)
        count = MOST_THREADS;
    if (count > parts)
        count = parts;
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
    status = outcome_tell(work->outcomes, work->file_count, diag);
    for (size_t i = 0; i < count; i++)
        arena_free(&workers[i].reading);
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
    struct work work = {
        .pass = pass, .diag = diag, .lock = PTHREAD_MUTEX_INITIALIZER};
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
        status = book_seal(*book, pass->threads, diag);
    stage_end(&stage, diag);
    return status;
}
