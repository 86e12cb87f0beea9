/*
 * transactions.h - the transactions extract, file by file, line by line.
 *
 * A reader is sticky: next() is NULL at the end and after a failure, close()
 * says which it was.
 *
 *     reader = transactions_open(arena, diag, config, file, ledger);
 *     while ((sale = transactions_next(reader)) != NULL)
 *         book_add(book, sale);
 *     return transactions_close(reader);
 */
#ifndef REPORT_READ_TRANSACTIONS_H
#define REPORT_READ_TRANSACTIONS_H

#include "read/extract.h"
#include "read/sale.h"

struct transactions;

/* Never NULL; a file that cannot be read is told by close(). */
struct transactions *transactions_open(struct arena *arena, struct diag *diag,
                                       const struct config *config,
                                       const char *file, struct ledger *ledger);

/*
 * The same of a file that extract_split() has split: lines come from the parts
 * that are taken, and the file is accounted for by extract_end().
 */
struct transactions *transactions_join(struct arena *arena, struct diag *diag,
                                       const struct config *config,
                                       const char *file, struct ledger *ledger,
                                       const struct split *split);
void transactions_take(struct transactions *reader, const struct part *part);

/* OK, or the failure that was told. */
enum status transactions_status(const struct transactions *reader);

/* The next accepted line; valid until the next call.  NULL: no more. */
const struct sale *transactions_next(struct transactions *reader);

enum status transactions_close(struct transactions *reader);

#endif
