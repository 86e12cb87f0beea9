#include "fold/recall.h"

#include "fold/pass.h"
#include "fold/roster.h"

#include <pthread.h>

/* What is looked for. */
struct search {
    const struct recall *recall;
    struct roster wanted;
    pthread_mutex_t lock; /* of what follows */
    struct arena *arena;
    struct str *ids;
};

static bool holds(const struct recall *recall, const struct file_total *file)
{
    return file->first_date != DATE_NONE && file->first_date <= recall->last &&
           file->last_date >= recall->first;
}

static bool wants(const void *context, const char *name)
{
    const struct search *search = context;
    const struct control *control =
        &search->recall->ledger->controls[EXTRACT_transactions];

    for (size_t i = 0; i < control->file_count; i++)
        if (strcmp(control->files[i].file, name) == 0)
            return holds(search->recall, control->files + i);
    return false;
}

static void see(void *context, const struct sale *sale)
{
    struct search *search = context;
    struct key key;
    uint32_t number;

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

enum status recall_ids(struct arena *arena, struct diag *diag,
                       const struct recall *recall, const struct key *keys,
                       size_t count, struct str *ids)
{
    struct arena scratch = {0};
    struct ledger ledger; /* what it would say is said already */
    struct search search = {.recall = recall,
                            .lock = PTHREAD_MUTEX_INITIALIZER,
                            .arena = arena,
                            .ids = ids};
    const struct viewer viewer = {
        .wants = wants, .see = see, .context = &search};
    const struct pass pass = {.config = recall->config,
                              .catalogue = recall->catalogue,
                              .ledger = &ledger,
                              .threads = recall->threads,
                              .viewer = &viewer};
    struct book *book;
    enum status status = OK;

    for (size_t i = 0; i < count; i++)
        ids[i] = (struct str){0};
    if (count > 0) {
        ledger_init(&ledger, &scratch);
        want(&search, &scratch, keys, count);
        status = pass_run(&scratch, diag, &pass, &book);
    }
    arena_free(&scratch);
    return status;
}
