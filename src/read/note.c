#include "read/note.h"

static struct note_page *add_page(struct notes *notes)
{
    struct note_page *page = page_take();

    page->next = NULL;
    page->count = 0;
    if (notes->last)
        notes->last->next = page;
    else
        notes->first = page;
    notes->last = page;
    return page;
}

void *notes_add(struct notes *notes)
{
    struct note_page *page = notes->last;

    if (!page || sizeof *page + (page->count + 1) * notes->size > PAGE_BYTES)
        page = add_page(notes);
    notes->count++;
    return note_at(notes, page, page->count++);
}

void notes_drop_page(struct notes *notes)
{
    struct note_page *page = notes->first;

    notes->first = page->next;
    if (!notes->first)
        notes->last = NULL;
    notes->count -= page->count;
    page_give(page);
}

/* Put all notes of `from` behind those of `into`. */
static void join(struct notes *into, struct notes *from)
{
    if (!from->first)
        return;
    if (into->last)
        into->last->next = from->first;
    else
        into->first = from->first;
    into->last = from->last;
    into->count += from->count;
    *from = (struct notes){.size = from->size};
}

struct notes *piles_begin(struct piles *piles, enum extract_id extract,
                          size_t number, size_t size)
{
    struct pile *pile;

    piles->items = arena_grow(piles->arena, piles->items, &piles->capacity,
                              piles->count + 1, sizeof *piles->items);
    pile = &piles->items[piles->count++];
    *pile = (struct pile){
        .extract = extract, .number = number, .notes = {.size = size}};
    return &pile->notes;
}

/* One more than the highest number of a pile. */
static size_t numbers_of(struct piles *const *piles, size_t count)
{
    size_t numbers = 0;

    for (size_t i = 0; i < count; i++)
        for (size_t j = 0; j < piles[i]->count; j++)
            if (piles[i]->items[j].number >= numbers)
                numbers = piles[i]->items[j].number + 1;
    return numbers;
}

/* No two piles have the same number. */
struct notes piles_collect(struct arena *scratch, struct piles *const *piles,
                           size_t count, enum extract_id extract)
{
    size_t numbers = numbers_of(piles, count);
    struct pile **ordered = arena_array(scratch, struct pile *, numbers + 1);
    struct notes notes = {0};

    for (size_t i = 0; i < count; i++)
        for (size_t j = 0; j < piles[i]->count; j++)
            if (piles[i]->items[j].extract == extract)
                ordered[piles[i]->items[j].number] = &piles[i]->items[j];
    for (size_t i = 0; i < numbers; i++) {
        if (!ordered[i])
            continue;
        notes.size = ordered[i]->notes.size;
        join(&notes, &ordered[i]->notes);
    }
    return notes;
}
