/*
 * xlsx_own.h - what the files of xlsx share, and nobody else sees.
 */
#ifndef REPORT_RENDER_XLSX_OWN_H
#define REPORT_RENDER_XLSX_OWN_H

#include "render/xlsx.h"

struct style {
    struct look look;
    bool bare; /* only what differs: for conditional formats */
    struct lxw_format *format;
};

/* Widths of columns or heights of rows that were set; 0: the default. */
struct sizes {
    double *items;
    size_t count;
    size_t capacity;
};

struct grid {
    struct xlsx *xlsx;
    struct lxw_worksheet *handle;
    struct sheet_tally tally;
    struct text sparklines;
    struct text text_ids; /* ranges */
    struct sizes widths;  /* pixels */
    struct sizes heights; /* points */
    struct grid_view view;
    bool letter;
    bool has_breaks;
    bool printed;      /* an area of it: what follows */
    uint32_t last_row; /* of what is printed */
    uint32_t last_column;
};

struct xlsx {
    struct arena *arena;
    struct diag *diag;
    enum status status;
    struct arena scratch; /* of one cell's text */
    struct bundle *bundle;
    struct parts *parts;
    struct spool *spool; /* of bodies; NULL: it has none */
    bool sparklines;
    char *font;
    struct lxw_workbook *book;
    const struct style **styles;
    size_t style_count;
    size_t style_capacity;
    struct grid **sheets;
    size_t sheet_count;
    size_t sheet_capacity;
};

/* Keep and tell a failure of the library, a `lxw_error`, if it is one. */
void xlsx_check(struct xlsx *xlsx, unsigned error, const struct grid *grid);

/* Whether anything can still be written. */
static inline bool grid_works(const struct grid *grid)
{
    return grid->xlsx->status == OK;
}

void grid_check(struct grid *grid, unsigned error);

/* The library's own format; that of body text for NULL. */
struct lxw_format *grid_format(const struct grid *grid,
                               const struct style *style);

/* A style of only what differs, for conditional formats. */
const struct style *xlsx_bare_style(struct xlsx *xlsx, const struct look *look);

/* Paper, margins, footer; and, once all is written, how it fits on pages. */
void page_set_up(struct grid *grid, const struct grid_setup *setup);
void page_finish(struct grid *grid);

/* A NUL-terminated copy that the library's types let it write to. */
char *xlsx_copy(struct arena *arena, struct str text);

/* The same made fit for Excel; NULL for an empty text. */
char *xlsx_fit(struct arena *arena, struct str text, size_t most);

#endif
