/*
 * sums.h - checked arithmetic on the sums of a book.
 */
#ifndef REPORT_FOLD_SUMS_H
#define REPORT_FOLD_SUMS_H

#include "fold/book.h"
#include "fold/ware.h"

/* What one line of a ware, or of none, adds; false on overflow. */
bool sums_of_sale(struct sums *sums, const struct sale *sale,
                  const struct product_class *class, const struct ware *ware);

/*
 * The line's net as given less what it adds to net sales, into `gap`; false on
 * overflow.
 */
bool sums_gap(const struct sums *sums, int64_t net, int64_t *gap);

#endif
