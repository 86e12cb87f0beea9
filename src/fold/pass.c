#include "fold/pass.h"

#include "base/parallel.h"
#include "base/stage.h"
#include "fold/cache.h"
#include "fold/sweep.h"
#include "read/source.h"

#include <pthread.h>

/* A file, and what has become of it. */
struct file {
    const char *name;
    pthread_mutex_t lock; /* of portions */
    struct portion *portions;
    struct cache_entry entry; /* of the cache, if there is one */
    bool is_loaded;           /* from there */
};

/* What the workers share. */
struct work {
    const struct pass *pass;
    struct diag *diag;
    struct cache *cache; /* NULL: there is none */
    struct file *files;
    size_t file_count;
    struct file **unread; /* that the cache does not have */
    struct sweep sweep;   /* of these */
    struct worker *workers;
    size_t worker_count;
};

struct worker {
    struct arena own; /* unused by the first worker: its arena is the run's */
    struct arena *arena;
    struct arena scratch; /* of what is read from the cache, or put there */
    struct book *book;
    struct portion *portion; /* of the file that is being read */
    bool passed_over;        /* the line before this one */
    struct state_reader loading;
};

static struct ledger *begin_portion(void *context, size_t thread, size_t number)
{
    struct worker *worker = ((struct work *)context)->workers + thread;

    (void)number;
    worker->portion = arena_new(worker->arena, struct portion);
    ledger_init(&worker->portion->ledger, worker->arena);
    return &worker->portion->ledger;
}

static void fold(void *context, size_t thread, const struct sale *sale)
{
    book_add(((struct work *)context)->workers[thread].book, sale);
}

/* Fold a line in if it is the section's; the one before it may not have been.
 */
static void fold_own(void *context, size_t thread, const struct sale *sale)
{
    struct work *work = context;
    struct worker *worker = work->workers + thread;
    struct sale own = *sale;

    own.follows = sale->follows && !worker->passed_over;
    worker->passed_over =
        !section_holds(work->pass->section, work->pass->catalogue, sale);
    if (!worker->passed_over)
        book_add(worker->book, &own);
}

static void end_portion(void *context, size_t thread, size_t number)
{
    struct work *work = context;
    struct worker *worker = work->workers + thread;
    struct file *file = work->unread[number];
    struct portion *portion = worker->portion;

    portion->batch = book_cut(worker->book);
    pthread_mutex_lock(&file->lock);
    portion->next = file->portions;
    file->portions = portion;
    pthread_mutex_unlock(&file->lock);
}

/* Take a file from the cache, if it is there. */
static void load_file(void *context, size_t number, size_t thread)
{
    struct work *work = context;
    struct worker *worker = work->workers + thread;
    struct file *file = work->files + number;

    cache_look(work->cache, worker->arena, file->name, &file->entry);
    file->portions = cache_load(work->cache, &file->entry, &worker->loading);
    file->is_loaded = file->portions != NULL;
}

/* Let the cache have what was folded, before it is sealed. */
static void save_file(void *context, size_t number, size_t thread)
{
    struct work *work = context;
    struct worker *worker = work->workers + thread;
    const struct file *file = work->files + number;

    if (!file->is_loaded)
        cache_save(work->cache, &worker->scratch, work->diag, &file->entry,
                   file->portions);
    arena_clear(&worker->scratch);
}

static void init_worker(struct worker *worker, const struct work *work,
                        struct arena *arena)
{
    worker->arena = arena ? arena : &worker->own;
    worker->book = book_new(worker->arena, work->pass->catalogue);
    if (work->cache) {
        worker->loading = (struct state_reader){
            .arena = worker->arena,
            .shelf = arena_new(worker->arena, struct shelf),
        };
        book_put_shelf(worker->book, worker->loading.shelf);
    }
}

/* The account of all files is kept in the run's. */
static void merge_ledgers(const struct work *work)
{
    for (size_t i = 0; i < work->file_count; i++) {
        struct control days = {.first_date = DATE_NONE, .last_date = DATE_NONE};

        for (const struct portion *portion = work->files[i].portions; portion;
             portion = portion->next) {
            const struct control *control =
                portion->ledger.controls + EXTRACT_transactions;

            ledger_merge(work->pass->ledger, &portion->ledger);
            control_add_date(&days, control->first_date);
            control_add_date(&days, control->last_date);
        }
        ledger_date_file(work->pass->ledger, EXTRACT_transactions,
                         work->files[i].name, &days);
    }
}

/* What the cache has of the files, in place of reading them. */
static void load_files(struct work *work)
{
    struct stage stage = stage_begin("load");
    size_t loaded = 0;

    parallel_run(work->worker_count, work->file_count, load_file, work);
    for (size_t i = 0; i < work->worker_count; i++)
        arena_free(&work->workers[i].loading.room);
    for (size_t i = 0; i < work->file_count; i++) {
        struct file *file = work->files + i;

        loaded += file->is_loaded;
        for (struct portion *portion = file->portions; portion;
             portion = portion->next)
            if (portion->batch)
                book_put(work->workers->book, portion->batch);
    }
    stage_end(&stage, work->diag);
    if (work->diag->verbose)
        diag_note(work->diag, "%zu of %zu files are in the cache", loaded,
                  work->file_count);
}

static void save_files(struct work *work)
{
    struct stage stage = stage_begin("keep");
    struct map states = {.arena = &work->workers->scratch};

    parallel_run(work->worker_count, work->file_count, save_file, work);
    for (size_t i = 0; i < work->file_count; i++)
        map_put(&states, str_of(work->files[i].entry.state));
    cache_sweep(work->cache, &work->workers->scratch, &states);
    stage_end(&stage, work->diag);
}

/* All that the workers have is the first one's and the run's. */
static void merge_work(struct work *work)
{
    struct stage stage = stage_begin("merge");

    for (size_t i = 0; i < work->worker_count; i++)
        arena_free(&work->workers[i].scratch);
    for (size_t i = 1; i < work->worker_count; i++) {
        book_merge(work->workers->book, work->workers[i].book);
        arena_free(&work->workers[i].own);
    }
    merge_ledgers(work);
    stage_end(&stage, work->diag);
}

static enum status read_files(struct arena *arena, struct work *work)
{
    const struct sweeper sweeper = {.begin = begin_portion,
                                    .see =
                                        work->pass->section ? fold_own : fold,
                                    .end = end_portion,
                                    .context = work};
    const char **names = arena_array(arena, const char *, work->file_count + 1);
    struct sweep sweep = work->sweep;

    sweep.files = names;
    sweep.file_count = 0;
    sweep.threads = work->worker_count;
    for (size_t i = 0; i < work->file_count; i++)
        if (!work->files[i].is_loaded) {
            work->unread[sweep.file_count] = work->files + i;
            names[sweep.file_count++] = work->files[i].name;
        }
    return sweep_run(work->diag, &sweep, &sweeper);
}

static enum status run_work(struct arena *arena, struct work *work)
{
    enum status status;

    work->worker_count = sweep_threads(&work->sweep, work->pass->threads);
    work->workers = arena_array(arena, struct worker, work->worker_count);
    for (size_t i = 0; i < work->worker_count; i++)
        init_worker(work->workers + i, work, i == 0 ? arena : NULL);
    if (work->cache)
        load_files(work);
    status = read_files(arena, work);
    if (status == OK && work->cache)
        save_files(work);
    merge_work(work);
    return status;
}

static enum status list_files(struct arena *arena, struct work *work)
{
    const char **names;
    enum status status =
        source_files(arena, work->diag, work->pass->config,
                     EXTRACT_transactions, &names, &work->file_count);

    if (status != OK)
        return status;
    work->files = arena_array(arena, struct file, work->file_count + 1);
    work->unread = arena_array(arena, struct file *, work->file_count + 1);
    for (size_t i = 0; i < work->file_count; i++)
        work->files[i] =
            (struct file){.name = names[i], .lock = PTHREAD_MUTEX_INITIALIZER};
    work->sweep = (struct sweep){.stage = "read",
                                 .config = work->pass->config,
                                 .files = names,
                                 .file_count = work->file_count,
                                 .part = work->pass->part};
    return OK;
}

enum status pass_run(struct arena *arena, struct diag *diag,
                     const struct pass *pass, struct book **book)
{
    struct work work = {.pass = pass, .diag = diag};
    struct stage stage;
    enum status status = list_files(arena, &work);

    if (status == OK && pass->cache)
        work.cache =
            cache_open(arena, diag, pass->config, pass->catalogue, pass->cache);
    if (status == OK)
        status = run_work(arena, &work);
    if (status != OK)
        return status;
    *book = work.workers->book;
    stage = stage_begin("seal");
    status = book_seal(*book, pass->threads, diag);
    stage_end(&stage, diag);
    return status;
}
