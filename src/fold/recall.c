#include "fold/recall.h"

#include "fold/roster.h"
#include "fold/sweep.h"

#include <pthread.h>

/* The account of what one thread reads, which nobody asks for: the pass has
 * told of the files. */
struct account {
    struct arena arena;
    struct ledger ledger;
};

/* What is looked for. */
struct search {
    struct roster wanted;
    struct account *accounts; /* one a thread */
    pthread_mutex_t lock;     /* of what follows */
    struct arena *arena;
    struct str *ids;
};

static struct ledger *begin(void *context, size_t thread, size_t file)
{
    struct search *search = context;

    (void)file;
    return &search->accounts[thread].ledger;
}

static void see(void *context, size_t thread, const struct sale *sale)
{
    struct search *search = context;
    struct key key;
    uint32_t number;

    (void)thread;
    if (sale->follows || sale->order.len <= KEY_SHORT)
        return;
    key = key_of(sale->order);
    number = roster_find(&search->wanted, &key);
    if (number == MAP_NONE)
        return;
    pthread_mutex_lock(&search->lock);
    if (search->ids[number].len == 0)
        search->ids[number] = str_copy(search->arena, sale->order);
    pthread_mutex_unlock(&search->lock);
}

static void want(struct search *search, struct arena *scratch,
                 const struct key *keys, size_t count)
{
    struct key *room = arena_array(scratch, struct key, count);

    roster_init(&search->wanted, scratch, room, count);
    for (size_t i = 0; i < count; i++)
        roster_put(&search->wanted, keys + i, key_hash(keys + i));
}

/* Files that have lines of the orders' days. */
static struct sweep files_of(struct arena *scratch, const struct recall *recall)
{
    const struct control *control =
        recall->ledger->controls + EXTRACT_transactions;
    const char **names =
        arena_array(scratch, const char *, control->file_count + 1);
    struct sweep sweep = {
        .stage = "recall", .config = recall->config, .files = names};

    for (size_t i = 0; i < control->file_count; i++) {
        const struct file_total *file = control->files + i;

        if (file->first_date != DATE_NONE && file->first_date <= recall->last &&
            file->last_date >= recall->first)
            names[sweep.file_count++] = file->file;
    }
    sweep.threads = sweep_threads(&sweep, recall->threads);
    return sweep;
}

enum status recall_ids(struct arena *arena, struct diag *diag,
                       const struct recall *recall, const struct key *keys,
                       size_t count, struct str *ids)
{
    struct arena scratch = {0};
    struct search search = {
        .lock = PTHREAD_MUTEX_INITIALIZER, .arena = arena, .ids = ids};
    const struct sweeper sweeper = {
        .begin = begin, .see = see, .context = &search};
    struct sweep sweep;
    enum status status;

    for (size_t i = 0; i < count; i++)
        ids[i] = (struct str){0};
    if (count == 0)
        return OK;
    want(&search, &scratch, keys, count);
    sweep = files_of(&scratch, recall);
    search.accounts = arena_array(&scratch, struct account, sweep.threads);
    for (size_t i = 0; i < sweep.threads; i++)
        ledger_init(&search.accounts[i].ledger, &search.accounts[i].arena);
    status = sweep_run(diag, &sweep, &sweeper);
    for (size_t i = 0; i < sweep.threads; i++)
        arena_free(&search.accounts[i].arena);
    arena_free(&scratch);
    return status;
}
