#include "fold/pass.h"

#include "base/outcome.h"
#include "base/parallel.h"
#include "base/stage.h"
#include "fold/cache.h"
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
    pthread_mutex_t lock;    /* of taking parts, and of portions */
    struct split *split;     /* NULL: it is not open, or over */
    struct outcome *outcome; /* told of when all are done */
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
    struct outcome *outcomes; /* one a file */
    pthread_mutex_t lock;     /* of what follows, and of opening files */
    size_t next;              /* the first file that nobody has opened */
    atomic_size_t limit; /* the first that has failed: none behind it is read */
    atomic_uint_fast64_t rows;
    atomic_uint_fast64_t bytes;
};

struct worker {
    struct work *work;
    struct arena own; /* unused by the first worker: its arena is the run's */
    struct arena *arena;
    struct arena reading; /* of readers and parts */
    struct book *book;
    struct portion *portion;  /* of the file that is being read */
    struct progress progress; /* shown by the first worker only */
    struct part part;
    struct state_reader loading;
};

static void look(struct worker *worker, uint64_t rows)
{
    struct work *work = worker->work;

    atomic_fetch_add(&work->rows, rows);
    progress_show(&worker->progress, atomic_load(&work->rows),
                  atomic_load(&work->bytes));
}

/* Fold a line in if it is the section's; the one before it may not have been.
 */
static void fold_own(const struct worker *worker, const struct sale *sale,
                     bool *passed_over)
{
    const struct pass *pass = worker->work->pass;
    struct sale own = *sale;

    own.follows = sale->follows && !*passed_over;
    *passed_over = !section_holds(pass->section, pass->catalogue, sale);
    if (!*passed_over)
        book_add(worker->book, &own);
}

/* Fold, or show, what a reader has. */
static void fold_rows(struct worker *worker, struct transactions *reader)
{
    const struct viewer *viewer = worker->work->pass->viewer;
    bool is_section = worker->work->pass->section != NULL;
    bool passed_over = false;
    uint64_t rows = 0;
    const struct sale *sale;

    while ((sale = transactions_next(reader)) != NULL) {
        if (viewer)
            viewer->see(viewer->context, sale);
        else if (is_section)
            fold_own(worker, sale, &passed_over);
        else
            book_add(worker->book, sale);
        if (++rows % ROWS_A_LOOK == 0)
            look(worker, ROWS_A_LOOK);
    }
    look(worker, rows % ROWS_A_LOOK);
}

static bool is_packed(const struct file *file)
{
    return str_ends(str_of(file->name), STR(".gz"));
}

/* From now on the worker reads some of a file. */
static void begin_portion(struct worker *worker)
{
    worker->portion = arena_new(worker->arena, struct portion);
    ledger_init(&worker->portion->ledger, worker->arena);
}

static void end_portion(struct worker *worker, struct file *file)
{
    struct portion *portion = worker->portion;

    portion->batch = book_cut(worker->book);
    pthread_mutex_lock(&file->lock);
    portion->next = file->portions;
    file->portions = portion;
    pthread_mutex_unlock(&file->lock);
}

static struct extract_run run_of(struct worker *worker, const struct file *file)
{
    return (struct extract_run){.arena = &worker->reading,
                                .diag = &file->outcome->diag,
                                .config = worker->work->pass->config,
                                .ledger = &worker->portion->ledger};
}

/* No file behind one that has failed need be read. */
static void set_limit(struct work *work, const struct file *file)
{
    size_t number = (size_t)(file - work->files);
    size_t limit = atomic_load(&work->limit);

    while (number < limit &&
           !atomic_compare_exchange_weak(&work->limit, &limit, number))
        ;
}

static bool is_wanted(struct work *work, const struct file *file)
{
    return (size_t)(file - work->files) < atomic_load(&work->limit);
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
            worker->part = split_room(file->split, &worker->reading);
        if (!*reader)
            *reader = transactions_join(&worker->reading, &file->outcome->diag,
                                        worker->work->pass->config, file->name,
                                        &worker->portion->ledger, file->split);
        status = transactions_status(*reader);
        taken = status == OK && is_wanted(worker->work, file) &&
                split_next(file->split, &worker->part);
        if (!taken || split_is_over(file->split))
            end_file(worker, file, status);
    }
    pthread_mutex_unlock(&file->lock);
    return taken;
}

static void fold_parts(struct worker *worker, struct file *file)
{
    struct transactions *reader = NULL;

    begin_portion(worker);
    while (take_part(worker, file, &reader)) {
        transactions_take(reader, &worker->part);
        fold_rows(worker, reader);
        atomic_fetch_add(&worker->work->bytes, worker->part.len);
    }
    if (reader)
        transactions_close(reader);
    end_portion(worker, file);
}

static void fold_packed(struct worker *worker, struct file *file)
{
    struct work *work = worker->work;
    struct transactions *reader;

    begin_portion(worker);
    reader = transactions_open(worker->arena, &file->outcome->diag,
                               work->pass->config, file->name,
                               &worker->portion->ledger);
    fold_rows(worker, reader);
    outcome_end(file->outcome, transactions_close(reader));
    end_portion(worker, file);
    if (file->outcome->status != OK)
        set_limit(work, file);
}

/* A file that nobody has opened, else one that others read parts of. */
static struct file *choose(struct worker *worker)
{
    struct work *work = worker->work;
    struct file *file = NULL;

    pthread_mutex_lock(&work->lock);
    while (work->next < work->file_count && work->files[work->next].is_loaded)
        work->next++;
    if (work->next < work->file_count &&
        is_wanted(work, work->files + work->next)) {
        struct extract_run run = {.arena = &worker->reading,
                                  .config = work->pass->config};

        file = work->files + work->next++;
        outcome_begin(file->outcome, &worker->reading, work->diag);
        run.diag = &file->outcome->diag;
        if (!is_packed(file))
            file->split = extract_split(&run, EXTRACT_transactions, file->name,
                                        work->pass->part);
    }
    for (size_t i = 0; !file && i < work->next; i++) {
        struct file *open = work->files + i;

        pthread_mutex_lock(&open->lock);
        if (open->split && is_wanted(work, open))
            file = open;
        pthread_mutex_unlock(&open->lock);
    }
    pthread_mutex_unlock(&work->lock);
    return file;
}

static void run_worker(void *context, size_t number, size_t thread)
{
    struct worker *worker = (struct worker *)context + number;
    struct file *file;

    (void)thread;
    while ((file = choose(worker)) != NULL)
        if (is_packed(file))
            fold_packed(worker, file);
        else
            fold_parts(worker, file);
}

/* Take a file from the cache, if it is there. */
static void load_file(void *context, size_t number, size_t thread)
{
    struct worker *worker = (struct worker *)context + thread;
    struct work *work = worker->work;
    struct file *file = work->files + number;

    cache_look(work->cache, worker->arena, file->name, &file->entry);
    file->portions = cache_load(work->cache, &file->entry, &worker->loading);
    if (!file->portions)
        return;
    file->is_loaded = true;
    outcome_begin(file->outcome, &worker->reading, work->diag);
    outcome_end(file->outcome, OK);
}

/* Let the cache have what was folded, before it is sealed. */
static void save_file(void *context, size_t number, size_t thread)
{
    struct worker *worker = (struct worker *)context + thread;
    struct work *work = worker->work;
    const struct file *file = work->files + number;

    if (!file->is_loaded)
        cache_save(work->cache, &worker->reading, work->diag, &file->entry,
                   file->portions);
    arena_clear(&worker->reading);
}

static void init_worker(struct worker *worker, struct work *work,
                        struct arena *arena)
{
    worker->work = work;
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

/* About how many parts there are to share: no more workers are of use. */
static size_t part_count(const struct work *work)
{
    size_t size = work->pass->part ? work->pass->part : SPLIT_PART;
    size_t count = 0;

    for (size_t i = 0; i < work->file_count; i++) {
        char path[PATH_MAX];
        struct stat file;

        snprintf(path, sizeof path, "%s/%s", work->pass->config->folder,
                 work->files[i].name);
        count++;
        if (!is_packed(work->files + i) && stat(path, &file) == 0)
            count += (size_t)file.st_size / size;
    }
    return count;
}

static size_t worker_count(const struct work *work)
{
    size_t count = work->pass->threads;
    size_t parts = part_count(work);

    if (count > PARALLEL_MOST)
        count = PARALLEL_MOST;
    if (count > parts)
        count = parts;
    return count > 0 ? count : 1;
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
static void load_files(struct work *work, struct worker *workers, size_t count)
{
    struct stage stage = stage_begin("load");
    size_t loaded = 0;

    parallel_run(count, work->file_count, load_file, workers);
    for (size_t i = 0; i < count; i++)
        arena_free(&workers[i].loading.room);
    for (size_t i = 0; i < work->file_count; i++) {
        struct file *file = work->files + i;

        loaded += file->is_loaded;
        for (struct portion *portion = file->portions; portion;
             portion = portion->next)
            if (portion->batch)
                book_put(workers->book, portion->batch);
    }
    stage_end(&stage, work->diag);
    if (work->diag->verbose)
        diag_note(work->diag, "%zu of %zu files are in the cache", loaded,
                  work->file_count);
}

static void save_files(struct work *work, struct worker *workers, size_t count)
{
    struct stage stage = stage_begin("keep");
    struct map states = {.arena = &workers->reading};

    parallel_run(count, work->file_count, save_file, workers);
    for (size_t i = 0; i < work->file_count; i++)
        map_put(&states, str_of(work->files[i].entry.state));
    cache_sweep(work->cache, &workers->reading, &states);
    stage_end(&stage, work->diag);
}

static void read_files(struct work *work, struct worker *workers, size_t count)
{
    const struct viewer *viewer = work->pass->viewer;
    struct stage stage = stage_begin(viewer ? "recall" : "read");

    progress_start(&workers->progress, work->diag);
    parallel_run(count, count, run_worker, workers);
    progress_end(&workers->progress);
    stage_end(&stage, work->diag);
}

/* All that the workers have is the first one's and the run's. */
static void merge_work(struct work *work, struct worker *workers, size_t count)
{
    struct stage stage = stage_begin("merge");

    for (size_t i = 0; i < count; i++)
        arena_free(&workers[i].reading);
    for (size_t i = 1; i < count; i++) {
        book_merge(workers->book, workers[i].book);
        arena_free(&workers[i].own);
    }
    merge_ledgers(work);
    stage_end(&stage, work->diag);
}

static enum status run_work(struct arena *arena, struct work *work,
                            struct book **book)
{
    size_t count = worker_count(work);
    struct worker *workers = arena_array(arena, struct worker, count);
    enum status status;

    init_worker(workers, work, arena);
    for (size_t i = 1; i < count; i++)
        init_worker(workers + i, work, NULL);
    if (work->cache)
        load_files(work, workers, count);
    read_files(work, workers, count);
    status = outcome_tell(work->outcomes, work->file_count, work->diag);
    if (status == OK && work->cache)
        save_files(work, workers, count);
    merge_work(work, workers, count);
    *book = workers->book;
    return status;
}

/* The files, none of which is open. */
static enum status list_files(struct arena *arena, struct diag *diag,
                              struct work *work)
{
    const struct viewer *viewer = work->pass->viewer;
    const char **names;
    size_t count;
    enum status status = source_files(arena, diag, work->pass->config,
                                      EXTRACT_transactions, &names, &count);

    if (status != OK)
        return status;
    work->files = arena_array(arena, struct file, count + 1);
    work->outcomes = arena_array(arena, struct outcome, count + 1);
    for (size_t i = 0; i < count; i++) {
        struct file *file = work->files + work->file_count;

        if (viewer && !viewer->wants(viewer->context, names[i]))
            continue;
        *file = (struct file){.name = names[i],
                              .lock = PTHREAD_MUTEX_INITIALIZER,
                              .outcome = work->outcomes + work->file_count++};
    }
    work->limit = work->file_count;
    return OK;
}

enum status pass_run(struct arena *arena, struct diag *diag,
                     const struct pass *pass, struct book **book)
{
    struct work work = {
        .pass = pass, .diag = diag, .lock = PTHREAD_MUTEX_INITIALIZER};
    struct stage stage;
    enum status status = list_files(arena, diag, &work);

    if (status == OK && pass->cache)
        work.cache =
            cache_open(arena, diag, pass->config, pass->catalogue, pass->cache);
    if (status == OK)
        status = run_work(arena, &work, book);
    if (status != OK || pass->viewer)
        return status;
    stage = stage_begin("seal");
    status = book_seal(*book, pass->threads, diag);
    stage_end(&stage, diag);
    return status;
}
