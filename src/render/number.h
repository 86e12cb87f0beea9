/*
 * number.h - cells as text: money, counts, rates, variances and dates.
 *
 * Everything is rounded half away from zero on the decimal value of the cell.
 * A real value is taken at 15 significant digits, as a spreadsheet does, so
 * that the report and the workbook print the same figure.  No locale is asked:
 * what a brand says of its numbers and dates is their style.
 */
#ifndef REPORT_RENDER_NUMBER_H
#define REPORT_RENDER_NUMBER_H

#include "measure/table.h"

enum date_form {
    DATE_D_MON_YYYY, /* 31 Dec 2023; a stretch names year and month once */
    DATE_MON_D_YYYY, /* Dec 31, 2023 */
    DATE_DD_MM_YYYY, /* 31.12.2023 */
    DATE_SLASHES,    /* 31/12/2023 */
    DATE_ISO,        /* 2023-12-31 */
    DATE_FORM_COUNT,
};

/* "d Mon yyyy" and so on, as a brand names them. */
extern const char *const date_form_names[DATE_FORM_COUNT];

/* How numbers, amounts and dates look; {0} is the house style. */
struct number_style {
    struct str currency; /* ISO code: AUD */
    struct str symbol;   /* "$", or the code and a space */
    bool is_after;       /* the symbol, behind a space */
    const char *decimal; /* mark; NULL: "." */
    const char *group;   /* mark of thousands; NULL: "," */
    enum date_form dates;
};

extern const struct number_style number_house;

/* The style of a brand with the symbol of a currency, unless it has its own. */
struct number_style number_style(struct arena *arena,
                                 const struct number_style *brand,
                                 struct str currency);

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
struct str number_table(struct arena *arena, const struct number_style *style,
                        const struct cell *cell,
                        const struct number_scale *scale);

/* A number that is no cell, such as that of an axis. */
struct str number_plain(struct arena *arena, const struct number_style *style,
                        double value, int places);

/* -1, 0 or 1: the sign a variance has once it is printed. */
int number_sign(const struct cell *cell);

/* "31 Dec 2023"; "27 Nov – 31 Dec 2023". */
struct str number_date(struct arena *arena, const struct number_style *style,
                       int32_t date);
struct str number_dates(struct arena *arena, const struct number_style *style,
                        int32_t start, int32_t end);

/* A text of the measures as a page says it: each 2023-12-31 in it, and each
 * 2023-12-01..2023-12-24, as above. */
struct str number_dated(struct arena *arena, const struct number_style *style,
                        struct str text);

#endif
