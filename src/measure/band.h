/*
 * band.h - bands of amounts or of days, and what they are called.
 *
 * A table with bands has one in each row: its first column is the band's name,
 * the next two are where it begins and ends, counts or money; the last band has
 * no end.  For CSV the names are made of plain digits, "1000 to 1500"; who
 * prints them makes his own of the same ends, "1,000 to 1,500".
 */
#ifndef REPORT_MEASURE_BAND_H
#define REPORT_MEASURE_BAND_H

#include "measure/table.h"

/* The end of a band as text that lives in the arena, with so many decimals. */
typedef struct str band_print(struct arena *arena, const void *style,
                              const struct cell *end, int places);

/* Name the bands of a table by their ends, once all rows are there. */
void band_name(struct table *table);

/* A copy of a table in an arena whose bands are named by ends printed so, with
 * the decimals of money that all of them need, or 0. */
struct table *band_printed(struct arena *arena, const struct table *table,
                           band_print *print, const void *style);

#endif
