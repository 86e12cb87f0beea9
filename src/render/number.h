/*
 * number.h - cells as text: money, counts, rates, variances and dates.
 *
 * Everything is rounded half away from zero on the decimal value of the cell.
 * A real value is taken at 15 significant digits, as a spreadsheet does, so
 * that the report and the workbook print the same figure.  No locale is asked.
 */
#ifndef REPORT_RENDER_NUMBER_H
#define REPORT_RENDER_NUMBER_H

#include "measure/table.h"

/* How amounts of one company look. */
struct number_style {
    struct str currency; /* ISO code: AUD */
    struct str symbol;   /* "$", or the code and a space */
};

struct number_style number_style(struct arena *arena, struct str currency);

/* What the numbers of a column or an axis are divided by, and what is kept. */
struct number_scale {
    int power;        /* of ten: 0, 3, 6 or 9 */
    int places;       /* decimals */
    const char *word; /* "", "thousand", "million", "billion" */
};

/* The scale on which the largest of some amounts has one to four digits. */
struct number_scale number_scale(double largest);

/* Decimals that a kind of cell has in a table. */
int number_places(enum cell_kind kind);

/* "$214.8m", "4.80m", "$46.10", "38.6%", "+5.0%": headlines and cards. */
struct str number_short(struct arena *arena, const struct number_style *style,
                        const struct cell *cell);

/* The same without a sign, for "grew 5.0%". */
struct str number_size(struct arena *arena, const struct number_style *style,
                       const struct cell *cell);

/*
 * In a table: no symbol; what is not undefined or text is printed on `scale`
 * where that is given: amounts, counts and ratios divided by its power, rates
 * with its places.
 */
struct str number_table(struct arena *arena, const struct cell *cell,
                        const struct number_scale *scale);

/* A number that is no cell, such as that of an axis. */
struct str number_plain(struct arena *arena, double value, int places);

/* -1, 0 or 1: the sign a variance has once it is printed. */
int number_sign(const struct cell *cell);

/* "31 Dec 2023"; "27 Nov – 31 Dec 2023", naming each year and month once. */
struct str number_date(struct arena *arena, int32_t date);
struct str number_dates(struct arena *arena, int32_t start, int32_t end);

#endif
