/*
 * id_order.h - the customers of a book in the order of their ids, by bytes.
 *
 * Lists of people are in this order.  4 bytes a customer; 16 more while sorted.
 */
#ifndef REPORT_MEASURE_ID_ORDER_H
#define REPORT_MEASURE_ID_ORDER_H

#include "fold/book.h"

/* The numbers of all customers. */
uint32_t *id_order_make(struct arena *arena, const struct book *book,
                        size_t threads);

#endif
