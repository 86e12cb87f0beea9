/*
 * control.h - control totals and rejects: what became of every row.
 *
 * rows = accepted + rejected + set aside + ignored, for each extract.
 */
#ifndef REPORT_READ_CONTROL_H
#define REPORT_READ_CONTROL_H

#include "base/map.h"
#include "read/column.h"

#include <stdbool.h>
#include <stdint.h>

/* One row that was not used; all text lives in the ledger's arena. */
struct reject {
    enum extract_id extract;
    const char *file; /* as found: relative to the input folder */
    size_t line;      /* where the record begins; from 1 */
    size_t column;    /* byte where the field begins; from 1 */
    struct str
        reason; /* "quantity is not a number": what it is counted under */
    struct str excerpt; /* the value, else of the row; escaped, cut */
    bool by_rule;       /* set aside by a reject rule of the configuration */
};

/* One reason and how often it occurred. */
struct reason_count {
    struct str reason;
    bool by_rule;
    size_t count;
};

/* One file read. */
struct file_total {
    const char *file; /* relative to the input folder */
    uint64_t bytes;
    char fingerprint[33]; /* XXH3-128 of its bytes, in hex */
    /* Of accepted rows, where they are told apart by file (transactions). */
    int32_t first_date; /* DATE_NONE: none has a date */
    int32_t last_date;
};

struct control {
    enum extract_id extract;
    bool delivered; /* at least one file was found */
    struct file_total *files;
    size_t file_count;
    size_t file_capacity;
    uint64_t rows; /* records and blank lines, headers too */
    uint64_t accepted;
    uint64_t rejected;
    uint64_t set_aside; /* by reject rules */
    uint64_t ignored;   /* headers, blank lines, rows that repeat another */
    int32_t first_date; /* of accepted rows with a date; DATE_NONE */
    int32_t last_date;
    bool has_net;         /* the extract has net amounts: transactions */
    int64_t net_accepted; /* money */
    int64_t net_rejected; /* of rejected rows whose net could be read */
    int64_t net_set_aside;
    bool net_overflow; /* a sum of net amounts did not fit: none is known */
};

/* The account of everything read in a run. */
struct ledger {
    struct arena *arena;
    struct map texts; /* file names and reasons, each kept once */
    struct control controls[EXTRACT_COUNT];
    struct reject *rejects;
    size_t reject_count;
    size_t reject_capacity;
};

void ledger_init(struct ledger *ledger, struct arena *arena);

/* Copy in that a file was read. */
void ledger_add_file(struct ledger *ledger, enum extract_id extract,
                     const struct file_total *file);

/* Keep which dates the rows of a file have that was added. */
void ledger_date_file(struct ledger *ledger, enum extract_id extract,
                      const char *file, const struct control *dates);

/* Take a date of an accepted row into first_date and last_date. */
void control_add_date(struct control *control, int32_t date);

/* Add a net amount to one of the control's sums. */
void control_add_net(struct control *control, int64_t *sum, int64_t net);

/* Copy a reject in and count it. */
void ledger_reject(struct ledger *ledger, const struct reject *reject);

/* Fold the account of one thread in; copies what it keeps. */
void ledger_merge(struct ledger *into, const struct ledger *from);

/* Sort files, and rejects by extract, file, line and column. */
void ledger_seal(struct ledger *ledger);

/* The reasons of one extract with their counts, most frequent first. */
size_t ledger_reasons(const struct ledger *ledger, enum extract_id extract,
                      struct arena *arena, struct reason_count **reasons);

#endif
