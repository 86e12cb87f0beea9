/*
 * transactions.h - the transactions extract, file by file, line by line.
 *
 * A reader is sticky: next() is false at the end and after a failure, close()
 * says which it was.
 *
 *     reader = transactions_open(arena, diag, config, file, ledger);
 *     while (transactions_next(reader, &sale))
 *         book_add(book, &sale);
 *     return transactions_close(reader);
 */
#ifndef REPORT_READ_TRANSACTIONS_H
#define REPORT_READ_TRANSACTIONS_H

#include "read/config.h"
#include "read/control.h"
#include "read/sale.h"

struct transactions;

/* Never NULL; a file that cannot be read is told by close(). */
struct transactions *transactions_open(struct arena *arena, struct diag *diag,
                                       const struct config *config,
                                       const char *file, struct ledger *ledger);

/* The next accepted line; its texts are valid until the next call. */
bool transactions_next(struct transactions *reader, struct sale *sale);

enum status transactions_close(struct transactions *reader);

#endif
