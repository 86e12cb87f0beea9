/*
 * table.h - what is measured, between the measures and the renderers.
 *
 * A table has typed columns and rows of cells.  Measures fill tables and never
 * format; renderers format and never compute (but sums of the rows that a page
 * leaves out), so that one cell feeds the PDF, the workbook and the CSV.
 * Tables, and all text in them, live in the arena they were made in.
 */
#ifndef REPORT_MEASURE_TABLE_H
#define REPORT_MEASURE_TABLE_H

#include "base/arena.h"
#include "base/str.h"

#include <stdbool.h>
#include <stdint.h>

/* What a cell holds, and so how its value is stored. */
enum cell_kind {
    CELL_UNDEFINED, /* nothing: "–" in print, empty in CSV and Excel */
    CELL_TEXT,      /* .text */
    CELL_DATE,      /* .integer, days since 1970-01-01 */
    CELL_COUNT,     /* .integer */
    CELL_MONEY,     /* .integer, ten-thousandths of the currency unit */
    CELL_QUANTITY,  /* .integer, thousandths */
    CELL_PRICE,     /* .real, currency units per something (aov …) */
    CELL_RATE,      /* .real, a fraction: 0.147 prints as 14.7% */
    CELL_POINTS,    /* .real, a difference of rates: 0.007 prints +0.7 pp */
    CELL_CHANGE,    /* .real, a relative change: 0.05 prints as +5.0% */
    CELL_RATIO,     /* .real, a plain number (upt, frequency, days …) */
    CELL_INDEX,     /* .real, 100 = average */
    CELL_RANK,      /* .integer, 1 = first */
    CELL_FLAG,      /* .integer, 0 or 1 */
};

struct cell {
    enum cell_kind kind;
    union {
        struct str text;
        int64_t integer;
        double real;
    };
};

/* Whether a column's cells may be summed over the rows of a table. */
enum column_sum {
    SUM_NONE,  /* text, ratios, distinct counts, ranks */
    SUM_TOTAL, /* parts that add up to the whole */
    SUM_PART,  /* add up over rows of one kind or as shares of a whole: of those
                * left out on a page, never of a whole table */
};

struct column {
    const char *name;    /* in CSV headers: net_sales */
    const char *label;   /* in print: Net sales */
    enum cell_kind kind; /* of its cells; kpis, trends and totals mix kinds */
    enum column_sum sum;
    const char *note; /* what it means, for a note on the column's head */
};

/* Fill in the cells of a row, which are all undefined before.  Threads may ask
 * for rows at once. */
typedef void table_giver(const void *source, size_t row, struct cell *cells);

struct table {
    const char *name;  /* "categories": the CSV's name, the templates' key */
    const char *title; /* "Categories" */
    const struct column *columns;
    size_t column_count;
    struct cell *cells; /* row by row; NULL where rows are given */
    size_t row_count;
    table_giver *give; /* table_give(); NULL: rows are in cells */
    const void *source;
    bool is_personal; /* rows are of persons: for the owner's eyes only */
    bool has_bands;   /* see band.h */
    size_t row_capacity;
    struct cell *total; /* one row of cells for the whole, or NULL */
    struct str note;    /* the rule that applied, printed under the table */
    /* What of it is printed, where that is less; NULL: all.  The CSV has all.
     */
    const struct table *printed;
    struct arena *arena;
};

/* A table of the given columns, without rows. */
struct table *table_new(struct arena *arena, const char *name,
                        const char *title, const struct column *columns,
                        size_t column_count);

/* A new last row, all undefined; valid until the next table_add. */
struct cell *table_add(struct table *table);

/* So many new last rows; the cells of the first of them. */
struct cell *table_add_rows(struct table *table, size_t count);

/*
 * Let a table without rows have so many that are filled in when they are asked
 * for, as a list of millions takes too much memory.  They are for CSV and the
 * workbook of customers: none is printed.  The source must live as long.
 */
void table_give(struct table *table, size_t count, table_giver *give,
                const void *source);

/* The cells of a row; where they are given they are put to `room`, which has a
 * place for each column. */
const struct cell *table_row(const struct table *table, size_t row,
                             struct cell *room);

/* The fixed row for the whole ("All categories"); made when first asked for. */
struct cell *table_total(struct table *table);

/* What of a table is printed; NULL of none. */
static inline const struct table *table_printed(const struct table *table)
{
    return table && table->printed ? table->printed : table;
}

/* The number of a column by its name, or -1. */
int table_column(const struct table *table, const char *name);

/* Where rows are not given. */
const struct cell *table_cell(const struct table *table, size_t row,
                              const char *column);

/*
 * The first row whose `column` is the text `key`, from row `from` on; or
 * row_count.
 */
size_t table_find(const struct table *table, size_t from, const char *column,
                  const char *key);

/* The tables of one pack. */
struct tables {
    struct table *items[96];
    size_t count;
};

void tables_add(struct tables *tables, struct table *table);

/* A table by name, or NULL. */
struct table *tables_find(const struct tables *tables, const char *name);

/* Cells. */
struct cell cell_text(struct str text);
struct cell cell_label(const char *text); /* of a literal */
struct cell cell_date(int32_t date);      /* DATE_NONE: undefined */
struct cell cell_count(int64_t count);
struct cell cell_integer(enum cell_kind kind, int64_t value);

/* A real cell; NaN and infinities become undefined. */
struct cell cell_real(enum cell_kind kind, double value);

/* part / whole, undefined where whole is 0. */
struct cell cell_ratio(enum cell_kind kind, double part, double whole);

bool cell_is_defined(const struct cell *cell);

/* Add a cell of the same kind; an undefined one adds nothing. */
void cell_gather(struct cell *into, const struct cell *more);

/* The value as a number in natural units (money in currency units); NaN. */
double cell_number(const struct cell *cell);

#endif
