/*
 * binder.h - what all sheets of one workbook share: the study, the template,
 * the looks of the design, and the frame around a sheet.
 */
#ifndef REPORT_RENDER_BINDER_H
#define REPORT_RENDER_BINDER_H

#include "render/finding.h"
#include "render/plan.h"
#include "render/workbook.h"
#include "render/xlsx.h"

/* The palette (workbook.md 1). */
enum tint {
    TINT_INK = 0x1F2933,
    TINT_MUTED = 0x66727F,
    TINT_BRAND = 0x0B4F6C,
    TINT_ACCENT = 0x1B98B6,
    TINT_LINK = 0x1B7F9A,
    TINT_MID = 0x7FA9BA,
    TINT_GOOD = 0x2E7D4F,
    TINT_BAD = 0xB23A32,
    TINT_CLOSE = 0x8A5A00,
    TINT_HEAD = 0xE8F0F3,
    TINT_PANEL = 0xF5F7F9,
    TINT_NOW = 0xF1F6F8,
    TINT_HAIRLINE = 0xE3E7EB,
    TINT_BAR = 0xB5D0DB,
    TINT_BAR_BAD = 0xE5B5B0,
    TINT_BAR_GOOD = 0xB9DCC6,
    TINT_LAST_YEAR = 0xA7B1BA,
    TINT_PALE = 0xCFE3EB,
    TINT_WHITE = 0xFFFFFF,
};

/* The rows of the frame, from 0. */
enum {
    ROW_BAND,
    ROW_KICKER,
    ROW_TITLE,
    ROW_SUBTITLE,
    ROW_SPACE,
    ROW_GROUPS,
    ROW_HEAD,
    ROW_FIRST,
};

/* Column A is a gutter: content starts in B. */
enum { COLUMN_FIRST = 1 };

/* One sheet of the workbook: an entry of the template and its grid. */
struct leaf {
    const struct plan_sheet *plan;
    const struct table *table; /* that it shows; NULL: none of its own */
    struct grid *grid;
    size_t first_row; /* of the table, on this sheet */
    size_t row_count;
    bool goes_on;  /* from the sheet before */
    size_t number; /* 1 of a list's first sheet */
};

struct binder {
    struct arena *arena;
    struct xlsx *xlsx;
    const struct study *study;
    const struct workbook_options *options;
    const struct plan *plan;
    const struct findings *findings; /* that may be told */
    struct words *words;
    struct str currency;
    struct str company;
    struct str footer; /* at the left of printed pages */
    struct str kicker; /* COMPANY · Programme · Period · dates */
    struct leaf *leaves;
    size_t leaf_count;
    struct chart_data *chart_data; /* where charts put what they show */
};

/* The leaf of a kind, or NULL where the workbook has none. */
const struct leaf *binder_leaf(const struct binder *binder,
                               enum sheet_kind kind);

const struct style *binder_style(const struct binder *binder,
                                 const struct look *look);

/* The format of a figure in the company's currency. */
const char *binder_format(const struct binder *binder, enum figure figure);

/* The look of a figure in a data row: side, format, hairline below. */
struct look binder_look(const struct binder *binder, enum figure figure);

/* The look of a head: at the same side as its column. */
struct look binder_head(bool right, bool filter);

/* The first sentence that can be said, or `otherwise`. */
struct str binder_say(const struct binder *binder,
                      const struct phrases *phrases, struct str otherwise);

/* What a window is called: days that are no period by their dates; and its
 * dates, empty where it is called by them. */
struct str binder_window(const struct binder *binder,
                         const struct window *window);
struct str binder_dates(const struct binder *binder,
                        const struct window *window);

/* Rows 1-5, one after the other: band, link back, kicker, title, subtitle. */
void binder_top(const struct binder *binder, const struct leaf *leaf,
                uint32_t last_column);

/* The same, and the heights of rows 6 and 7. */
void binder_frame(const struct binder *binder, const struct leaf *leaf,
                  uint32_t last_column);

/* The last column of a sheet's frame: `column`, or one right of it where the
 * columns up to it are too narrow for a title. */
uint32_t binder_last(const struct grid *grid, uint32_t column);

/* A group label over columns first..last of row 6. */
void binder_group(const struct binder *binder, struct grid *grid,
                  const struct cells *cells, struct str label);

/* How the cells of a column are written. */
struct dress {
    enum figure figure;
    const struct style *style;
};

/* A cell of a table (NULL: none); blank where it is undefined. */
void binder_cell(struct grid *grid, uint32_t row, uint32_t column,
                 const struct cell *cell, const struct dress *dress);

/* A row of heads; a column 0 has none, a width 0 leaves its column's. */
struct head {
    uint32_t column;
    bool right;
    struct str text;
    double width;
    const char *note;
};
void binder_heads(const struct binder *binder, struct grid *grid, uint32_t row,
                  const struct head *heads, size_t count);

/* A panel title, 12 bold, and a note, 9 muted. */
void binder_panel(const struct binder *binder, struct grid *grid, uint32_t row,
                  uint32_t column, struct str title);
void binder_note(const struct binder *binder, struct grid *grid, uint32_t row,
                 uint32_t column, struct str text);

/*
 * Cells with changes, to be coloured by their effect: three rules for all that
 * read alike, however far apart they stand.
 */
struct effects {
    struct effect {
        struct cells first;
        struct text ranges;
    } kinds[6]; /* a change, points, a move; up is good, or bad */
};
void effects_add(struct arena *arena, struct effects *effects,
                 const struct cells *cells, enum figure figure, bool up_good);
void effects_draw(struct grid *grid, const struct effects *effects);

/* A width for the widest of some texts, clamped; how high wrapped text is. */
double binder_width(double widest, bool filter);
double binder_height(struct str text, double width);

#endif
