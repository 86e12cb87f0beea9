/*
 * fill.h - empty fields that say what the row before says.
 *
 * Exports of orders state what all lines of an order share in the first of them
 * only.  A filled field is one more of its record, behind those of the file, so
 * that columns that are not filled see the file's own.
 *
 * The row before is the one before in the file, whatever became of it.  Of
 * transactions it is asked only where it is of the same basket; a basket_id
 * that is filled itself is that of the row before.  Of a record that is damaged
 * nothing is known: where rows do not say which basket they are of, nothing is
 * filled behind it until a row states its fields again.
 */
#ifndef REPORT_READ_FILL_H
#define REPORT_READ_FILL_H

#include "read/header.h"

struct fill;

/*
 * NULL where no column is filled.  Bindings of columns that are have the fields
 * that are filled from then on; records have `width` fields.
 */
struct fill *fill_new(struct arena *arena, const struct extract_config *form,
                      struct binding *bindings, size_t count, size_t width);

/* The record's fields, and behind them those that are filled; valid until the
 * next call. */
const struct csv_field *fill_fields(struct fill *fill,
                                    const struct csv_field *fields);

/* A record was damaged. */
void fill_break(struct fill *fill);

#endif
