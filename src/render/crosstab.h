/*
 * crosstab.h - labels by parts: what stacked and grouped bars draw.
 *
 * The columns of a block are its parts, at most MOST_PARTS.  Without `series`
 * a row of the table is a label, and each part a column of it.  With it a part
 * is what that column says, and a cell the `value` of the row that says so:
 *
 *     {table: trends, label: period_label, series: kpi, value: value,
 *      columns: [{column: new_customers, head: New}, …], whole: customers}
 *
 * A part that no row has is left out.  `whole` names the part that all others
 * add up to; it is not worked out here.
 */
#ifndef REPORT_RENDER_CROSSTAB_H
#define REPORT_RENDER_CROSSTAB_H

#include "render/chart.h"
#include "render/template.h"

/* A label and its cells; undefined where the table has none. */
struct crosstab_row {
    struct str label;
    struct str year; /* below it; empty: none */
    struct cell key; /* by which rows of a series are put together */
    struct cell parts[MOST_PARTS];
    struct cell shares[MOST_PARTS]; /* a second figure of each part */
    struct cell whole;
    bool small[MOST_PARTS]; /* so few customers that it is not printed */
    bool whole_is_small;
};

struct crosstab {
    const struct block *block;
    struct crosstab_row *items;
    size_t count;
    size_t part_count;
    struct str names[MOST_PARTS];
    bool muted[MOST_PARTS]; /* what was before */
    struct unit unit;
    struct unit share_unit;
};

/* The cells of a block; false: there is no value. */
bool crosstab_find(const struct sheet *sheet, const struct block *block,
                   struct crosstab *tab);

/*
 * A part of a row as a number (NaN: undefined) and as text: "<10" where it is
 * of few customers, and nothing where it would tell how few another part is of.
 */
double crosstab_value(const struct crosstab *tab, size_t row, size_t part);
struct str crosstab_text(const struct sheet *sheet, const struct crosstab *tab,
                         size_t row, size_t part);

/* What all parts of a row are together; nothing where no part is the whole. */
struct str crosstab_whole(const struct sheet *sheet, const struct crosstab *tab,
                          size_t row);

/* The message of its figure: `kind`, the title, and what some labels have. */
struct str crosstab_describe(const struct sheet *sheet,
                             const struct crosstab *tab, const char *kind);

#endif
