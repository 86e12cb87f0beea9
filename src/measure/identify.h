/*
 * identify.h - the customers of a book among those of an extract.
 */
#ifndef REPORT_MEASURE_IDENTIFY_H
#define REPORT_MEASURE_IDENTIFY_H

#include "fold/book.h"

/*
 * For each customer of a book its number among others, or MAP_NONE; behind
 * them one more MAP_NONE, for orders of nobody.
 */
const uint32_t *identify_customers(struct arena *arena, const struct book *book,
                                   const struct customers *customers,
                                   size_t threads);

#endif
