/*
 * state.h - what a file was folded to, and what became of its rows.
 *
 * A file is folded in portions, one of each worker that has read some of it.
 */
#ifndef REPORT_FOLD_STATE_H
#define REPORT_FOLD_STATE_H

#include "fold/batch.h"
#include "read/control.h"

/* What one worker made of one file. */
struct portion {
    struct portion *next; /* of the file */
    struct batch *batch;  /* NULL: no line is in any sum */
    struct ledger ledger;
};

#endif
