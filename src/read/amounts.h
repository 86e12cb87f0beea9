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

enum amount {
    AMOUNT_QUANTITY,
    AMOUNT_PRICE,
    AMOUNT_LIST,
    AMOUNT_NET,
    AMOUNT_DISCOUNT,
    AMOUNT_TYPES, /* the discount's types, in their order */
    AMOUNT_SUPPLIER = AMOUNT_TYPES + DISCOUNT_TYPES,
    AMOUNT_REWARD,
    AMOUNT_TAX, /* in no figure */
    AMOUNTS
};

/* The column of each. */
extern const enum column_id amount_columns[AMOUNTS];

/* What a row says; what is not given is 0. */
struct amounts {
    int64_t at[AMOUNTS];
    unsigned given; /* a bit for each that is */
};

/* Set a sale's amounts.  NULL, or why the row is to be rejected. */
const char *amounts_settle(const struct amounts *amounts, struct sale *sale);

/* The same from the row's values. */
const char *amounts_read(const struct value *row, struct sale *sale);

/* The column that is to blame when amounts could not be read. */
enum column_id amounts_blame(const struct extract *extract);

#endif
