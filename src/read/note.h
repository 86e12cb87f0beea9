/*
 * note.h - rows that several threads read and that are kept.
 *
 * What is kept of a row is a note of fixed size.  Whoever reads a part of a
 * file piles up notes of its rows, and when all is read the piles are put
 * behind one another in the order of files and parts: so their order does not
 * depend on threads.  Notes lie in pages, which go from hand to hand.
 */
#ifndef REPORT_READ_NOTE_H
#define REPORT_READ_NOTE_H

#include "base/arena.h"
#include "base/page.h"
#include "read/column.h"

#include <stdalign.h>

struct note_page {
    struct note_page *next;
    size_t count;
    alignas(max_align_t) unsigned char notes[];
};

struct notes {
    size_t size; /* bytes of a note; set before the first notes_add */
    size_t count;
    struct note_page *first; /* NULL: none */
    struct note_page *last;
};

/* The notes of a part of a file. */
struct pile {
    enum extract_id extract;
    size_t number; /* of the part, over all files in their order */
    struct notes notes;
};

/* Those of a worker; its arena is set before the first piles_begin. */
struct piles {
    struct arena *arena;
    struct pile *items;
    size_t count;
    size_t capacity;
};

/* A new last note, valid until the notes are gone; what it holds is not to be
 * foretold. */
void *notes_add(struct notes *notes);

static inline void *note_at(const struct notes *notes, struct note_page *page,
                            size_t number)
{
    return page->notes + number * notes->size;
}

/* Give back the first page, with all that is noted on it. */
void notes_drop_page(struct notes *notes);

/* Begin the pile of a part; valid until the next one is begun. */
struct notes *piles_begin(struct piles *piles, enum extract_id extract,
                          size_t number, size_t size);

/* All notes of an extract, of so many workers, whose piles are empty then. */
struct notes piles_collect(struct arena *scratch, struct piles *const *piles,
                           size_t count, enum extract_id extract);

#endif
