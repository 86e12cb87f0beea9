/*
 * xlsx.h - an Excel workbook being written: the one place that knows
 * libxlsxwriter.
 *
 * Writing is sticky: what went wrong first is told once, later calls do
 * nothing, and xlsx_close() returns the status.  Rows and columns count from
 * 0.  Text may be anything: it is made fit for Excel here.  A number that is
 * not finite leaves its cell blank.  No text ever becomes a formula or a link.
 *
 * Whatever is written is tallied (tally.h), so that the file can be verified.
 */
#ifndef REPORT_RENDER_XLSX_H
#define REPORT_RENDER_XLSX_H

#include "base/file.h"
#include "render/excel.h"
#include "render/tally.h"

struct xlsx;  /* a workbook */
struct grid;  /* one of its sheets; never NULL */
struct style; /* how cells look: a look that was registered */
struct body;  /* rows that are too many to be held */

/* Colours are 0xRRGGBB; 0 is the default: ink for text, none elsewhere. */
enum look_align { LOOK_LEFT, LOOK_RIGHT, LOOK_CENTRE };
enum look_line { LINE_NONE, LINE_THIN, LINE_MEDIUM };

/* How a cell looks; {0} is body text. */
struct look {
    const char *number; /* a number format; NULL: general */
    double size;        /* of the type; 0: body, 10 */
    unsigned colour;
    unsigned fill;
    enum look_align align;
    unsigned indent;
    bool bold;
    bool underline;
    bool wrap;
    bool top; /* on top of the cell; else centred */
    enum look_line below;
    unsigned below_colour;
    enum look_line above;
    unsigned above_colour;
    bool framed; /* by white, from the cells around it */
};

struct xlsx_property {
    const char *name;
    struct str text;
};

/* A workbook that is written to a file may have bodies of rows. */
struct xlsx_options {
    const struct file_out *out; /* NULL: memory */
    const char *folder;      /* private, for what memory cannot be used for */
    const char *font;        /* Calibri */
    const unsigned *accents; /* six theme colours, or NULL */
    struct {
        struct str title, subject, author, company, category, keywords,
            comments, status;
    } about;
    int64_t created; /* seconds since 1970; never the clock */
    const struct xlsx_property *properties;
    size_t property_count;
};

/* A workbook without sheets; never NULL.  It lives in the arena. */
struct xlsx *xlsx_open(struct arena *arena, struct diag *diag,
                       const struct xlsx_options *options);

/* Whether sheets can hold sparklines: their parts come to us. */
bool xlsx_has_sparklines(const struct xlsx *xlsx);

/* The one style for a look. */
const struct style *xlsx_style(struct xlsx *xlsx, const struct look *look);

struct grid_setup {
    struct str name;
    unsigned tab; /* its colour */
    bool letter;  /* US paper; else A4 */
    struct str footer_left;
    struct str footer_centre;
};

/* A new last sheet; its name may differ from the one asked for. */
struct grid *xlsx_sheet(struct xlsx *xlsx, const struct grid_setup *setup);
struct str grid_name(const struct grid *grid);

/* How it is looked at and printed. */
struct grid_view {
    uint32_t freeze_rows; /* rows and columns that stay; 0: none */
    uint32_t freeze_columns;
    uint32_t repeat_rows; /* at the top of each printed page */
    bool few_pages;       /* as few as can be read: one, if it may be */
};
void grid_look_at(struct grid *grid, const struct grid_view *view);

/* The height of a row in points, and the width of columns in characters. */
void grid_row(struct grid *grid, uint32_t row, double height,
              const struct style *style);
void grid_column(struct grid *grid, uint32_t first, uint32_t last,
                 double width);

/* The width of columns first..last in pixels, as they were set. */
double grid_pixels(const struct grid *grid, uint32_t first, uint32_t last);

/* Cells. */
void grid_text(struct grid *grid, uint32_t row, uint32_t column,
               struct str text, const struct style *style);
void grid_number(struct grid *grid, uint32_t row, uint32_t column, double value,
                 const struct style *style);
void grid_date(struct grid *grid, uint32_t row, uint32_t column, int32_t date,
               const struct style *style);
void grid_blank(struct grid *grid, uint32_t row, uint32_t column,
                const struct style *style);

/* Two runs of text in one cell. */
struct grid_run {
    struct str text;
    const struct style *style;
};
void grid_runs(struct grid *grid, uint32_t row, uint32_t column,
               const struct grid_run runs[static 2], const struct style *style);

/* The rows of a body, below all others of the sheet; their styles by number. */
unsigned xlsx_style_number(const struct style *style);
void grid_body(struct grid *grid, struct body *body);

/* A formula made of constants and own names, with its value. */
void grid_formula(struct grid *grid, uint32_t row, uint32_t column,
                  const char *formula, double value, const struct style *style);

/* A link to a cell of a sheet of this workbook. */
struct grid_target {
    struct str sheet;
    uint32_t row;
    uint32_t column;
};
void grid_link(struct grid *grid, uint32_t row, uint32_t column,
               const struct grid_run *run, const struct grid_target *target);

/* A note that shows when one points at the cell. */
void grid_note(struct grid *grid, uint32_t row, uint32_t column,
               struct str text);

/*
 * An Excel table with filters; the head row is written with it, and the last
 * row with totals unless their label is empty.
 */
struct grid_head {
    struct str head; /* made unique and fit for Excel; see excel_head() */
    const struct style *head_style;
    const struct style *style; /* of its data */
    bool sum;                  /* the last row shows the sum of rows shown */
    double total;
    const struct style *total_style;
};
void grid_table(struct grid *grid, const char *name, const struct cells *cells,
                struct grid_head *columns, struct str total_label);

/* Filters on the heads of a list, where there is no table. */
void grid_filter(struct grid *grid, const struct cells *cells);

/* Conditional formats. */
enum grid_rule_kind {
    RULE_AT_LEAST, /* low */
    RULE_AT_MOST,  /* low */
    RULE_BETWEEN,  /* low, high */
    RULE_FORMULA,  /* formula, of constants */
    RULE_BAR,      /* from low to high; signed where low is negative */
    RULE_SCALE,    /* fills from low to high: `negative` to `colour` */
};
struct grid_rule {
    enum grid_rule_kind kind;
    struct str ranges; /* more cells, "C9:C12 E9", the first ones too */
    double low, high;
    double percentile; /* where the bar is whole, in place of `high`; 0: none */
    const char *formula;
    unsigned colour;   /* of the text, or the bar */
    unsigned negative; /* of bars below 0, of the low end of a scale */
    unsigned axis;
    bool bold;
    const char *number; /* another number format */
};
void grid_rule(struct grid *grid, const struct cells *cells,
               const struct grid_rule *rule);

/* A small line in a cell that shows a row of numbers. */
void grid_sparkline(struct grid *grid, uint32_t row, uint32_t column,
                    struct str source);

/* Charts. */
enum grid_chart_kind { CHART_LINES, CHART_COLUMNS, CHART_BARS, CHART_STACK };
enum { CHART_SERIES_MOST = 5 };

struct grid_range {
    const struct grid *grid; /* NULL: the chart's own */
    struct cells cells;
};

struct grid_series {
    struct str name;
    struct grid_range values;
    unsigned colour; /* 0: not seen, it holds others up */
    double width;    /* of a line, in points */
    bool dashed;
    size_t points;
    const unsigned *colours;  /* of each point; NULL: one of all */
    const char *number;       /* of labels of all values; NULL: none */
    const struct str *labels; /* in their place, one a point: empty, none */
    bool label_below;
    bool bold; /* the labels */
};

struct grid_chart {
    enum grid_chart_kind kind;
    struct grid_range categories;
    struct grid_series series[CHART_SERIES_MOST];
    size_t series_count;
    bool legend;          /* of the series, on top */
    bool all_shown;       /* of rows that are filtered out too */
    const char *number;   /* format of the value axis; NULL: has none */
    double least, most;   /* of the value axis; most 0: free */
    double width, height; /* in pixels */
    struct str description;
};
void grid_chart(struct grid *grid, uint32_t row, uint32_t column,
                const struct grid_chart *chart);

/* Numbers stored as text are meant so. */
void grid_text_ids(struct grid *grid, const struct cells *cells);

/*
 * What is printed ends here; pages begin before the rows of `breaks`.  A sheet
 * too wide to be read on one page goes on on others beside it, with the columns
 * that stay repeated.
 */
struct grid_breaks {
    uint32_t rows[8];
    size_t count;
};
void grid_print_area(struct grid *grid, uint32_t last_row, uint32_t last_column,
                     const struct grid_breaks *breaks);

/* Whether all up to here can be read on one page, as it is now. */
bool grid_fits(const struct grid *grid, uint32_t last_row,
               uint32_t last_column);

/* Whether columns up to the last are too wide for that; and the last of them
 * that is on the first page, once it is known which of them stay. */
bool grid_is_wide(const struct grid *grid, uint32_t last_column);
uint32_t grid_page_end(const struct grid *grid, uint32_t last_column);

/* A block that ought to be on one page: where it would not be, a page begins
 * with it, below the rows that are repeated. */
void grid_keep(const struct grid *grid, const struct cells *block,
               uint32_t repeated, struct grid_breaks *breaks);

/* A name for cells that formulas can use. */
void xlsx_define(struct xlsx *xlsx, struct str name, struct str reference);

/* The amounts in these cells of one column must add up to `money`. */
void grid_expect(struct grid *grid, const struct sum_tally *sum);

/*
 * Finish: the file's bytes, empty where they are in `out`, and what must be in
 * it, both in the arena of xlsx_open().  INTERNAL or IO_FAILED, told, if
 * anything went wrong.
 */
enum status xlsx_close(struct xlsx *xlsx, struct str *bytes,
                       struct workbook_tally *tally);

#endif
