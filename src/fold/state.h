/*
 * state.h - what a file was folded to, and what became of its rows, as bytes.
 *
 * A file is folded in portions, one of each worker that has read some of it.  A
 * state holds them all, with a key that says what it is of.  Its bytes are as
 * they lie in memory, so it is read by the program that wrote it only, and it
 * is refused unless nothing about it is in doubt.
 */
#ifndef REPORT_FOLD_STATE_H
#define REPORT_FOLD_STATE_H

#include "fold/shelf.h"
#include "read/catalogue.h"
#include "read/control.h"

/* What one worker made of one file. */
struct portion {
    struct portion *next; /* of the file */
    struct batch *batch;  /* NULL: no line is in any sum */
    struct ledger ledger;
};

/* What a state is of: it is read by the same key only. */
struct state_form {
    struct str key;
    const struct catalogue *catalogue;
};

/*
 * Write the state to an open file; false, with errno, if it refuses.  What was
 * folded must not have been sealed yet.  The arena is for the time of writing.
 */
bool state_write(int file, struct arena *arena, const struct state_form *form,
                 const struct portion *portions);

/* Who reads states one after the other, and what they are put to. */
struct state_reader {
    struct arena *arena;
    struct shelf *shelf;
    struct arena room; /* of the runs of one state; the caller frees it */
    char *runs;
    size_t runs_room;
};

/*
 * The portions of a state, whose batches are then on the shelf; NULL if there
 * is any doubt: damage, another key or version, or products that the catalogue
 * now has otherwise.  `name` is what the account calls the file.
 */
struct portion *state_read(struct state_reader *reader, int file,
                           const struct state_form *form, const char *name);

#endif
