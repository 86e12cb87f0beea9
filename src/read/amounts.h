/*
 * amounts.h - list, discount and net amount of a line, from what is given.
 *
 * list = list_amount, else quantity x unit_price, else net + discount ·
 * discount = discount_amount, else the sum of its types, else list - net, else
 * 0 · net = net_amount, else list - discount.  Given amounts are kept as they
 * are: where all three are, they may differ by half a cent a unit.
 */
#ifndef REPORT_READ_AMOUNTS_H
#define REPORT_READ_AMOUNTS_H

#include "read/extract.h"
#include "read/sale.h"

/*
 * Set a sale's amounts from the row's values; its quantity must be set.  NULL,
 * or why the row is to be rejected.
 */
const char *amounts_read(const struct value *row, struct sale *sale);

/* The column that is to blame when amounts could not be read. */
enum column_id amounts_blame(const struct extract *extract);

#endif
