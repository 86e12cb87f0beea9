/*
 * direct.h - ordinary rows of transactions, from their bytes to a sale at once.
 *
 * What is read is what value by value would be read; a row that is anything but
 * ordinary (a value does not parse, amounts do not agree …) is left to that
 * way, which tells what is wrong with it.
 */
#ifndef REPORT_READ_DIRECT_H
#define REPORT_READ_DIRECT_H

#include "read/extract.h"
#include "read/sale.h"

struct direct;

/* NULL where the file's columns or forms are not ordinary. */
struct direct *direct_new(struct arena *arena, const struct extract *extract,
                          const struct config *config);

/*
 * The row of a record, in place of the one that `sale` had; false if it is to
 * be read value by value, and what `sale` holds then means nothing.
 */
bool direct_read(struct direct *direct, const struct plain_record *record,
                 struct sale *sale);

/* The row before was not read here. */
void direct_forget(struct direct *direct);

#endif
