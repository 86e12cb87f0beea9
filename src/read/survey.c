#include "read/survey.h"

#include "base/outcome.h"
#include "base/parallel.h"
#include "read/keeper.h"
#include "read/source.h"

#include <limits.h>
#include <pthread.h>
#include <sys/stat.h>

static const enum extract_id surveyed[] = {
    EXTRACT_customers,
    EXTRACT_offer_events,
};

struct file {
    enum extract_id extract;
    const char *name;
};

/* What the workers share. */
struct work {
    const struct extract_run *run;
    struct catalogue *catalogue;
    size_t part;
    struct file *files; /* in the order of extracts */
    size_t file_count;
    size_t file_capacity;
    size_t part_count;        /* about how many there are to share */
    size_t customer_bytes;    /* of plain files, about */
    struct outcome *outcomes; /* one a file, and that of finding them */
    pthread_mutex_t lock;     /* of what follows, and of reading parts */
    pthread_cond_t turned;
    size_t next;         /* the file that is taken, or taken from */
    struct split *split; /* of that file; NULL: nothing is taken yet */
    bool failed;
    size_t errands; /* given */
    size_t turns;   /* given to parts of customers, in their order */
    size_t turn;    /* whose it is to be put in */
};

/*
 * Rows of customers are accounted for on trial, as if none were repeated.  Of
 * a part with repeated ones the account is dropped, and its rows are read once
 * more, with a reader that counts no line that is no row again.
 */
struct worker {
    struct work *work;
    struct arena own;
    struct ledger ledger;
    struct arena trial_own;
    struct ledger trial;
    struct extract *reader; /* of the file that the part is of */
    struct extract *second; /* the same once more, for customers only */
    size_t file;
    struct part part;
    size_t number; /* of the errand */
    size_t turn;   /* of the part */
    struct customer_batch batch;
    struct piles piles;
};

/* What a worker has got to do. */
enum errand { ERRAND_NONE, ERRAND_PART, ERRAND_FILE };

static bool is_customers(const struct work *work, size_t file)
{
    return work->files[file].extract == EXTRACT_customers;
}

static struct extract_run run_of(struct worker *worker, size_t file,
                                 struct ledger *ledger)
{
    struct extract_run run = *worker->work->run;

    run.arena = &worker->own;
    run.diag = &worker->work->outcomes[file].diag;
    run.ledger = ledger;
    return run;
}

static void begin_trial(struct worker *worker)
{
    arena_clear(&worker->trial_own);
    ledger_init(&worker->trial, &worker->trial_own);
}

static void end_trial(struct worker *worker)
{
    ledger_merge(&worker->ledger, &worker->trial);
    begin_trial(worker);
}

/* Close the readers of parts, if there are any. */
static void leave(struct worker *worker)
{
    if (worker->reader)
        extract_close(worker->reader);
    end_trial(worker);
    if (worker->second)
        extract_close(worker->second);
    begin_trial(worker);
    worker->reader = worker->second = NULL;
}

static struct extract *open_reader(struct worker *worker, struct ledger *ledger)
{
    const struct work *work = worker->work;
    const struct file *file = work->files + work->next;
    struct extract_run run = run_of(worker, work->next, ledger);

    return extract_join(&run, file->extract, file->name, work->split);
}

/* Have readers of the file that is taken from; the first tells its header. */
static void join(struct worker *worker)
{
    const struct work *work = worker->work;

    if (worker->reader && worker->file == work->next)
        return;
    leave(worker);
    worker->file = work->next;
    if (!is_customers(work, work->next)) {
        worker->reader = open_reader(worker, &worker->ledger);
        return;
    }
    worker->reader = open_reader(worker, &worker->trial);
    if (extract_status(worker->reader) == OK)
        worker->second = open_reader(worker, &worker->trial);
}

static void begin_file(struct worker *worker)
{
    struct work *work = worker->work;
    const struct file *file = work->files + work->next;
    struct extract_run run = run_of(worker, work->next, &worker->ledger);

    outcome_begin(&work->outcomes[work->next], &worker->own, work->run->diag);
    work->split = extract_split(&run, file->extract, file->name, work->part);
}

/* The file is read, or has failed. */
static void end_file(struct worker *worker, enum status status)
{
    struct work *work = worker->work;
    const struct file *file = work->files + work->next;
    struct extract_run run = run_of(worker, work->next, &worker->ledger);
    enum status ended =
        extract_end(&run, file->extract, file->name, work->split);

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
        worker->part = split_room(work->split, &worker->own);
    join(worker);
    status = extract_status(worker->reader);
    taken = status == OK && split_next(work->split, &worker->part);
    if (status != OK || split_is_over(work->split))
        end_file(worker, status);
    return taken;
}

static bool is_whole(const struct work *work, const struct file *file)
{
    return source_is_whole(work->run->config, file->extract, file->name);
}

/* Parts are read in their order, by whoever takes them. */
static enum errand take(struct worker *worker)
{
    struct work *work = worker->work;
    enum errand errand = ERRAND_NONE;

    pthread_mutex_lock(&work->lock);
    while (errand == ERRAND_NONE && !work->failed &&
           work->next < work->file_count) {
        if (!work->split && is_whole(work, work->files + work->next)) {
            leave(worker);
            worker->file = work->next++;
            errand = ERRAND_FILE;
        } else if (take_part(worker)) {
            errand = ERRAND_PART;
        }
    }
    worker->number = work->errands++;
    if (errand != ERRAND_NONE && is_customers(work, worker->file))
        worker->turn = work->turns++;
    pthread_mutex_unlock(&work->lock);
    return errand;
}

static void wait_for_turn(struct worker *worker)
{
    struct work *work = worker->work;

    pthread_mutex_lock(&work->lock);
    while (work->turn != worker->turn)
        pthread_cond_wait(&work->turned, &work->lock);
    pthread_mutex_unlock(&work->lock);
}

static void end_turn(struct worker *worker)
{
    struct work *work = worker->work;

    pthread_mutex_lock(&work->lock);
    work->turn++;
    pthread_cond_broadcast(&work->turned);
    pthread_mutex_unlock(&work->lock);
}

/* Accept all rows, and note them where they are kept. */
static void accept_rows(struct worker *worker, struct extract *extract)
{
    const struct work *work = worker->work;
    enum extract_id id = work->files[worker->file].extract;
    struct notes *notes = keeper_begin(&worker->piles, id, worker->number);
    enum row_fate fate;

    while (extract_next(extract, &fate)) {
        if (fate != ROW_SOUND)
            continue;
        if (notes)
            keeper_note(work->catalogue, extract, id, notes);
        extract_accept(extract);
    }
}

/* Note all rows, and accept them on trial. */
static void note_rows(struct worker *worker)
{
    enum row_fate fate;

    worker->batch.count = 0;
    while (extract_next(worker->reader, &fate)) {
        if (fate != ROW_SOUND)
            continue;
        customers_note(&worker->batch, worker->reader);
        extract_accept(worker->reader);
    }
}

static void settle(struct extract *extract, const struct noted_customer *noted)
{
    if (noted->is_repeated && noted->is_same)
        extract_ignore(extract);
    else if (noted->is_repeated)
        extract_reject(extract, COLUMN_customers_customer_id,
                       "duplicate customer_id");
    else
        extract_accept(extract);
}

/* Settle each row of the part as it was marked in the batch. */
static void settle_rows(struct worker *worker)
{
    const struct noted_customer *noted = worker->batch.noted;
    enum row_fate fate;

    begin_trial(worker);
    extract_take(worker->second, &worker->part);
    while (extract_next(worker->second, &fate))
        if (fate == ROW_SOUND)
            settle(worker->second, noted++);
}

/*
 * Put in the part's customers, when it is their turn; returns how many are
 * repeated.  From the first part on there is room for about all of them.
 */
static size_t put_in(struct worker *worker)
{
    struct work *work = worker->work;
    const struct customer_batch *batch = &worker->batch;
    size_t repeated;

    wait_for_turn(worker);
    if (work->catalogue->customers.count == 0)
        customers_reserve(&work->catalogue->customers, work->customer_bytes /
                                                           worker->part.len *
                                                           batch->count);
    repeated = customers_put(&work->catalogue->customers, &worker->batch);
    end_turn(worker);
    return repeated;
}

static void read_part(struct worker *worker)
{
    struct work *work = worker->work;

    extract_take(worker->reader, &worker->part);
    if (!is_customers(work, worker->file)) {
        accept_rows(worker, worker->reader);
        return;
    }
    note_rows(worker);
    if (put_in(worker) > 0)
        settle_rows(worker);
    end_trial(worker);
}

/* A whole file of customers, whose turn it is, needs no trial. */
static void settle_at_once(struct worker *worker, struct extract *extract)
{
    enum row_fate fate;

    while (extract_next(extract, &fate)) {
        if (fate != ROW_SOUND)
            continue;
        worker->batch.count = 0;
        customers_note(&worker->batch, extract);
        customers_put(&worker->work->catalogue->customers, &worker->batch);
        settle(extract, worker->batch.noted);
    }
}

static void read_file(struct worker *worker)
{
    struct work *work = worker->work;
    const struct file *file = work->files + worker->file;
    struct outcome *outcome = &work->outcomes[worker->file];
    struct extract_run run = run_of(worker, worker->file, &worker->ledger);
    struct extract *extract;

    outcome_begin(outcome, &worker->own, work->run->diag);
    extract = extract_open(&run, file->extract, file->name);
    if (is_customers(work, worker->file)) {
        wait_for_turn(worker);
        settle_at_once(worker, extract);
        end_turn(worker);
    } else {
        accept_rows(worker, extract);
    }
    outcome_end(outcome, extract_close(extract));
    if (outcome->status == OK)
        return;
    pthread_mutex_lock(&work->lock);
    work->failed = true;
    pthread_mutex_unlock(&work->lock);
}

static void run_worker(void *context, size_t number, size_t thread)
{
    struct worker *worker = (struct worker *)context + number;
    enum errand errand;

    (void)thread;
    begin_trial(worker);
    while ((errand = take(worker)) != ERRAND_NONE)
        if (errand == ERRAND_PART)
            read_part(worker);
        else
            read_file(worker);
    leave(worker);
}

/* The bytes of a file that can be read by parts; 0 if it cannot. */
static size_t bytes_of(const struct work *work, const struct file *file)
{
    char path[PATH_MAX];
    struct stat about;

    snprintf(path, sizeof path, "%s/%s", work->run->config->folder, file->name);
    if (is_whole(work, file) || stat(path, &about) != 0)
        return 0;
    return (size_t)about.st_size;
}

static void add_file(struct work *work, enum extract_id extract,
                     const char *name)
{
    struct file *file;
    size_t bytes;

    work->files =
        arena_grow(work->run->arena, work->files, &work->file_capacity,
                   work->file_count + 1, sizeof *work->files);
    file = &work->files[work->file_count++];
    *file = (struct file){.extract = extract, .name = name};
    bytes = bytes_of(work, file);
    work->part_count += 1 + bytes / (work->part ? work->part : SPLIT_PART);
    if (extract == EXTRACT_customers)
        work->customer_bytes += bytes;
}

/* The files of all extracts, up to the first extract where that fails. */
static enum status find_files(struct work *work, struct diag *diag)
{
    const struct extract_run *run = work->run;
    enum status status = OK;

    for (size_t i = 0; status == OK && i < COUNT(surveyed); i++) {
        const char **names;
        size_t count;

        status = source_files(run->arena, diag, run->config, surveyed[i],
                              &names, &count);
        for (size_t j = 0; status == OK && j < count; j++)
            add_file(work, surveyed[i], names[j]);
    }
    return status;
}

/* What is told of finding files comes behind what is told of those found. */
static void prepare(struct work *work)
{
    struct outcome finding;

    outcome_begin(&finding, work->run->arena, work->run->diag);
    outcome_end(&finding, find_files(work, &finding.diag));
    work->outcomes =
        arena_array(work->run->arena, struct outcome, work->file_count + 1);
    work->outcomes[work->file_count] = finding;
}

static enum status run_work(struct work *work, size_t threads)
{
    const struct extract_run *run = work->run;
    size_t count = threads < work->part_count ? threads : work->part_count;
    struct worker *workers;
    struct piles **piles;
    enum status status;

    if (count == 0)
        count = 1;
    workers = arena_array(run->arena, struct worker, count);
    piles = arena_array(run->arena, struct piles *, count);
    for (size_t i = 0; i < count; i++) {
        workers[i].work = work;
        workers[i].batch.arena = &workers[i].own;
        workers[i].piles.arena = &workers[i].own;
        piles[i] = &workers[i].piles;
        ledger_init(&workers[i].ledger, &workers[i].own);
    }
    parallel_run(count, count, run_worker, workers);
    status = outcome_tell(work->outcomes, work->file_count + 1, run->diag);
    keeper_settle(work->catalogue, run->arena, piles, count, status == OK);
    for (size_t i = 0; i < count; i++) {
        ledger_merge(run->ledger, &workers[i].ledger);
        arena_free(&workers[i].own);
        arena_free(&workers[i].trial_own);
    }
    return status;
}

enum status survey_read(const struct extract_run *run,
                        const struct survey *survey)
{
    struct catalogue *catalogue = survey->catalogue;
    struct work work = {.run = run,
                        .catalogue = catalogue,
                        .part = survey->part,
                        .lock = PTHREAD_MUTEX_INITIALIZER,
                        .turned = PTHREAD_COND_INITIALIZER};
    enum status status;

    prepare(&work);
    status = run_work(&work, survey->threads);
    catalogue->has_customers =
        run->ledger->controls[EXTRACT_customers].delivered;
    catalogue->offers.has_events =
        run->ledger->controls[EXTRACT_offer_events].delivered;
    if (status == OK && catalogue->offers.costs_overflow)
        status = diag_error(run->diag, BAD_DATA, (struct place){0},
                            "the sum of reward_cost of offer_events does not "
                            "fit 64 bits; amounts may add up to 922 trillion "
                            "at the most");
    return status;
}
