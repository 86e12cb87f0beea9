/*
 * till.h - the transactions extract: a file a period, a row a line.
 */
#ifndef DEMO_TILL_H
#define DEMO_TILL_H

#include "truth.h"

/* How the files are written. */
struct form {
    const char *line_end;
    char delimiter;
    char decimal;
    bool quoted; /* every text field */
};

struct till {
    const struct shop *shop;
    const struct form *form;
    struct truth *truth;
    struct out *files;     /* PERIODS */
    struct out *events;    /* offer_events.csv, for redemptions */
    struct damage *damage; /* NULL: none */
};

extern const char *const transaction_columns[];
enum { TRANSACTION_COLUMNS = 20 };

/* The two that staff lend out; their numbers no customer has. */
extern const char *const lent_cards[];

/* Write the headers. */
void till_open(struct till *till);

/* Write all receipts of a block's visits. */
void till_ring(struct till *till, const struct history *history,
               struct shopper *shoppers);

#endif
