#include "read/keeper.h"

/* An extract whose rows are kept; one that is not has no size. */
struct keeper {
    size_t size; /* of a note */
    /* Note the row that the extract is at; by any thread. */
    void (*note)(const struct catalogue *catalogue,
                 const struct extract *extract, void *note);
    /* Use up all notes, once all rows are read. */
    void (*put)(struct arena *arena, struct catalogue *catalogue,
                struct notes *notes, size_t threads);
};

static void note_event(const struct catalogue *catalogue,
                       const struct extract *extract, void *note)
{
    offers_note(&catalogue->offers, extract, note);
}

static void put_events(struct arena *arena, struct catalogue *catalogue,
                       struct notes *notes, size_t threads)
{
    offers_put(arena, &catalogue->offers, notes, threads);
}

static const struct keeper keepers[EXTRACT_COUNT] = {
    [EXTRACT_offer_events] = {sizeof(struct noted_event), note_event,
                              put_events},
};

struct notes *keeper_begin(struct piles *piles, enum extract_id extract,
                           size_t number)
{
    size_t size = keepers[extract].size;

    return size > 0 ? piles_begin(piles, extract, number, size) : NULL;
}

void keeper_note(const struct catalogue *catalogue,
                 const struct extract *extract, enum extract_id id,
                 struct notes *notes)
{
    keepers[id].note(catalogue, extract, notes_add(notes));
}

void keeper_settle(struct catalogue *catalogue, struct arena *arena,
                   struct piles *const *piles, size_t count, bool is_read)
{
    struct arena scratch = {0};

    for (enum extract_id i = 0; i < EXTRACT_COUNT; i++) {
        struct notes notes = piles_collect(&scratch, piles, count, i);

        if (is_read && notes.count > 0)
            keepers[i].put(arena, catalogue, &notes, count);
        while (notes.first)
            notes_drop_page(&notes);
    }
    arena_free(&scratch);
}
