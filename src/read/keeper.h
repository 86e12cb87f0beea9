/*
 * keeper.h - which of the extracts that threads read are kept, and where.
 */
#ifndef REPORT_READ_KEEPER_H
#define REPORT_READ_KEEPER_H

#include "read/catalogue.h"
#include "read/extract.h"
#include "read/note.h"

/* Begin the notes of a part of a file; NULL if its extract is not kept. */
struct notes *keeper_begin(struct piles *piles, enum extract_id extract,
                           size_t number);

/* Note the row that an extract is at. */
void keeper_note(const struct catalogue *catalogue,
                 const struct extract *extract, enum extract_id id,
                 struct notes *notes);

/*
 * Once all is read, by so many workers: use up their notes.  They are put into
 * the catalogue unless reading has failed.
 */
void keeper_settle(struct catalogue *catalogue, struct arena *arena,
                   struct piles *const *piles, size_t count, bool is_read);

#endif
