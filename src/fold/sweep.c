#include "fold/sweep.h"

#include "base/outcome.h"
#include "base/parallel.h"
#include "base/stage.h"
#include "fold/progress.h"
#include "read/source.h"
#include "read/transactions.h"

#include <limits.h>
#include <pthread.h>
#include <stdatomic.h>
#include <sys/stat.h>

/* Rows between two looks at the clock. */
enum { ROWS_A_LOOK = 1 << 16 };

/* A file, and what has become of it. */
struct file {
    const char *name;
    pthread_mutex_t lock;    /* of taking parts */
    struct split *split;     /* NULL: it is not open, or over */
    struct outcome *outcome; /* told of when all are done */
};

/* What the workers share. */
struct work {
    const struct sweep *sweep;
    const struct sweeper *sweeper;
    struct diag *diag;
    struct file *files;
    pthread_mutex_t lock; /* of what follows, and of opening files */
    size_t next;          /* the first file that nobody has opened */
    atomic_size_t limit; /* the first that has failed: none behind it is read */
    atomic_uint_fast64_t rows;
    atomic_uint_fast64_t bytes;
};

struct worker {
    struct work *work;
    size_t thread;
    struct arena arena; /* of readers, parts and messages */
    struct part part;
    struct ledger *ledger;    /* of the file that is being read */
    struct progress progress; /* shown by the first worker only */
};

static void look(struct worker *worker, uint64_t rows)
{
    struct work *work = worker->work;

    atomic_fetch_add(&work->rows, rows);
    progress_show(&worker->progress, atomic_load(&work->rows),
                  atomic_load(&work->bytes));
}

/* Show what a reader has. */
static void show_rows(struct worker *worker, struct transactions *reader)
{
    const struct sweeper *sweeper = worker->work->sweeper;
    uint64_t rows = 0;
    const struct sale *sale;

    while ((sale = transactions_next(reader)) != NULL) {
        sweeper->see(sweeper->context, worker->thread, sale);
        if (++rows % ROWS_A_LOOK == 0)
            look(worker, ROWS_A_LOOK);
    }
    look(worker, rows % ROWS_A_LOOK);
}

static bool is_whole(const struct sweep *sweep, const char *name)
{
    return source_is_whole(sweep->config, EXTRACT_transactions, name);
}

static size_t number_of(const struct work *work, const struct file *file)
{
    return (size_t)(file - work->files);
}

/* From now on the worker reads some of a file. */
static void begin_file(struct worker *worker, const struct file *file)
{
    const struct sweeper *sweeper = worker->work->sweeper;

    worker->ledger = sweeper->begin(sweeper->context, worker->thread,
                                    number_of(worker->work, file));
}

static void leave_file(const struct worker *worker, const struct file *file)
{
    const struct sweeper *sweeper = worker->work->sweeper;

    if (sweeper->end)
        sweeper->end(sweeper->context, worker->thread,
                     number_of(worker->work, file));
}

static struct extract_run run_of(struct worker *worker, struct file *file)
{
    return (struct extract_run){.arena = &worker->arena,
                                .diag = &file->outcome->diag,
                                .config = worker->work->sweep->config,
                                .ledger = worker->ledger};
}

/* No file behind one that has failed need be read. */
static void set_limit(struct work *work, const struct file *file)
{
    size_t number = number_of(work, file);
    size_t limit = atomic_load(&work->limit);

    while (number < limit &&
           !atomic_compare_exchange_weak(&work->limit, &limit, number))
        ;
}

static bool is_wanted(struct work *work, const struct file *file)
{
    return number_of(work, file) < atomic_load(&work->limit);
}

/* The file is read, or has failed. */
static void end_file(struct worker *worker, struct file *file,
                     enum status status)
{
    struct extract_run run = run_of(worker, file);
    enum status ended =
        extract_end(&run, EXTRACT_transactions, file->name, file->split);

    if (status == OK)
        status = ended;
    outcome_end(file->outcome, status);
    file->split = NULL;
    if (status != OK)
        set_limit(worker->work, file);
}

/* A part of the file, to be read by `*reader`; false if there is no more. */
static bool take_part(struct worker *worker, struct file *file,
                      struct transactions **reader)
{
    enum status status;
    bool taken = false;

    pthread_mutex_lock(&file->lock);
    if (file->split) {
        if (!worker->part.bytes)
            worker->part = split_room(file->split, &worker->arena);
        if (!*reader)
            *reader = transactions_join(&worker->arena, &file->outcome->diag,
                                        worker->work->sweep->config, file->name,
                                        worker->ledger, file->split);
        status = transactions_status(*reader);
        taken = status == OK && is_wanted(worker->work, file) &&
                split_next(file->split, &worker->part);
        if (!taken || split_is_over(file->split))
            end_file(worker, file, status);
    }
    pthread_mutex_unlock(&file->lock);
    return taken;
}

static void show_parts(struct worker *worker, struct file *file)
{
    struct transactions *reader = NULL;

    begin_file(worker, file);
    while (take_part(worker, file, &reader)) {
        transactions_take(reader, &worker->part);
        show_rows(worker, reader);
        atomic_fetch_add(&worker->work->bytes, worker->part.len);
    }
    if (reader)
        transactions_close(reader);
    leave_file(worker, file);
}

static void show_whole(struct worker *worker, struct file *file)
{
    struct work *work = worker->work;
    struct transactions *reader;

    begin_file(worker, file);
    reader = transactions_open(&worker->arena, &file->outcome->diag,
                               work->sweep->config, file->name, worker->ledger);
    show_rows(worker, reader);
    outcome_end(file->outcome, transactions_close(reader));
    leave_file(worker, file);
    if (file->outcome->status != OK)
        set_limit(work, file);
}

/* The next file that nobody has opened; NULL: none is left. */
static struct file *open_next(struct worker *worker)
{
    struct work *work = worker->work;
    const struct sweep *sweep = work->sweep;
    struct extract_run run;
    struct file *file;

    if (work->next == sweep->file_count ||
        !is_wanted(work, work->files + work->next))
        return NULL;
    file = work->files + work->next++;
    outcome_begin(file->outcome, &worker->arena, work->diag);
    run = run_of(worker, file);
    if (!is_whole(sweep, file->name))
        file->split =
            extract_split(&run, EXTRACT_transactions, file->name, sweep->part);
    return file;
}

/* A file that others read parts of; NULL: there is none. */
static struct file *join_others(struct work *work)
{
    struct file *file = NULL;

    for (size_t i = 0; !file && i < work->next; i++) {
        struct file *open = work->files + i;

        pthread_mutex_lock(&open->lock);
        if (open->split && is_wanted(work, open))
            file = open;
        pthread_mutex_unlock(&open->lock);
    }
    return file;
}

static struct file *choose(struct worker *worker)
{
    struct work *work = worker->work;
    struct file *file;

    pthread_mutex_lock(&work->lock);
    file = open_next(worker);
    if (!file)
        file = join_others(work);
    pthread_mutex_unlock(&work->lock);
    return file;
}

static void run_worker(void *context, size_t number, size_t thread)
{
    struct worker *worker = (struct worker *)context + number;
    const struct sweep *sweep = worker->work->sweep;
    struct file *file;

    (void)thread;
    while ((file = choose(worker)) != NULL)
        if (is_whole(sweep, file->name))
            show_whole(worker, file);
        else
            show_parts(worker, file);
}

/* About how many parts there are to share: no more workers are of use. */
static size_t part_count(const struct sweep *sweep)
{
    size_t size = sweep->part ? sweep->part : SPLIT_PART;
    size_t count = 0;

    for (size_t i = 0; i < sweep->file_count; i++) {
        char path[PATH_MAX];
        struct stat file;

        snprintf(path, sizeof path, "%s/%s", sweep->config->folder,
                 sweep->files[i]);
        count++;
        if (!is_whole(sweep, sweep->files[i]) && stat(path, &file) == 0)
            count += (size_t)file.st_size / size;
    }
    return count;
}

size_t sweep_threads(const struct sweep *sweep, size_t most)
{
    size_t count = part_count(sweep);

    if (count > most)
        count = most;
    if (count > PARALLEL_MOST)
        count = PARALLEL_MOST;
    return count > 0 ? count : 1;
}

/* The files, none of which is open, and their outcomes. */
static struct outcome *list_files(struct arena *arena, struct work *work)
{
    const struct sweep *sweep = work->sweep;
    struct outcome *outcomes =
        arena_array(arena, struct outcome, sweep->file_count + 1);

    work->files = arena_array(arena, struct file, sweep->file_count + 1);
    for (size_t i = 0; i < sweep->file_count; i++)
        work->files[i] = (struct file){.name = sweep->files[i],
                                       .lock = PTHREAD_MUTEX_INITIALIZER,
                                       .outcome = outcomes + i};
    work->limit = sweep->file_count;
    return outcomes;
}

enum status sweep_run(struct diag *diag, const struct sweep *sweep,
                      const struct sweeper *sweeper)
{
    struct arena arena = {0};
    struct work work = {.sweep = sweep,
                        .sweeper = sweeper,
                        .diag = diag,
                        .lock = PTHREAD_MUTEX_INITIALIZER};
    struct outcome *outcomes = list_files(&arena, &work);
    struct worker *workers = arena_array(&arena, struct worker, sweep->threads);
    struct stage stage = stage_begin(sweep->stage);
    enum status status;

    for (size_t i = 0; i < sweep->threads; i++)
        workers[i] = (struct worker){.work = &work, .thread = i};
    progress_start(&workers->progress, diag);
    parallel_run(sweep->threads, sweep->threads, run_worker, workers);
    progress_end(&workers->progress);
    stage_end(&stage, diag);
    status = outcome_tell(outcomes, sweep->file_count, diag);
    for (size_t i = 0; i < sweep->threads; i++)
        arena_free(&workers[i].arena);
    arena_free(&arena);
    return status;
}
