/*
 * block.h - the blocks of a page: each kind draws itself into a box.
 *
 * Blocks print cells and never work out figures.  A block whose table is not
 * there, or has no rows, keeps its place and says so.
 */
#ifndef REPORT_RENDER_BLOCK_H
#define REPORT_RENDER_BLOCK_H

#include "render/chart.h"
#include "render/sheet.h"
#include "render/template.h"

/* A block with its title and subtitle. */
void block_draw(const struct sheet *sheet, const struct block *block,
                struct box box);

/* Where a block's content begins below its title, from the block's top. */
double block_head(const struct block *block);

/* Title and subtitle. */
void block_draw_head(const struct sheet *sheet, const struct block *block,
                     struct box box);

/* The kinds, into what is left below the title. */
void block_cards(const struct sheet *sheet, const struct block *block,
                 struct box box);
void block_line(const struct sheet *sheet, const struct block *block,
                struct box box);
/* What its subtitle must add: that the axis is cut; empty if it is not. */
struct str block_line_note(const struct sheet *sheet,
                           const struct block *block);
/* From one total to another by steps, each on the level of the one before. */
void block_waterfall(const struct sheet *sheet, const struct block *block,
                     struct box box);
/* What its subtitle must add: that columns are cut; empty if they are not. */
struct str block_waterfall_note(const struct sheet *sheet,
                                const struct block *block);
/* A panel for each row: the label, the value and its share over bars of the
 * columns, all on one scale. */
void block_multiples(const struct sheet *sheet, const struct block *block,
                     struct box box);
/* Whether any row has both: of a logarithmic one, what is above 0. */
bool block_scatter_shows(const struct sheet *sheet, const struct block *block);
/* A point for each row, and the line that was fitted to them. */
void block_scatter(const struct sheet *sheet, const struct block *block,
                   struct box box);
/* What its subtitle must add: that points are dots, or counted by fields. */
struct str block_scatter_note(const struct sheet *sheet,
                              const struct block *block);
/* Periods so far beside last year, then those expected with intervals. */
void block_outlook(const struct sheet *sheet, const struct block *block,
                   struct box box);
/* Shares held by the best shares, against equality. */
void block_curve(const struct sheet *sheet, const struct block *block,
                 struct box box);
/* Rows from an earlier value, or rank, to the present one. */
void block_slope(const struct sheet *sheet, const struct block *block,
                 struct box box);
/* What its subtitle must add: that gaps are cut; empty if they are not. */
struct str block_slope_note(const struct sheet *sheet,
                            const struct block *block);
/* Parts on one another, or side by side: crosstab.h. */
void block_stacked(const struct sheet *sheet, const struct block *block,
                   struct box box);
void block_grouped(const struct sheet *sheet, const struct block *block,
                   struct box box);
/* Stages from a first one on, each with its share of the one before. */
void block_funnel(const struct sheet *sheet, const struct block *block,
                  struct box box);
/* Bars that touch, over the bands of an axis. */
void block_histogram(const struct sheet *sheet, const struct block *block,
                     struct box box);
void block_columns(const struct sheet *sheet, const struct block *block,
                   struct box box);
void block_table(const struct sheet *sheet, const struct block *block,
                 struct box box);
void block_heatmap(const struct sheet *sheet, const struct block *block,
                   struct box box);
/* Findings, or the decisions that are asked. */
void block_findings(const struct sheet *sheet, const struct block *block,
                    struct box box);
/* Every KPI over the trailing windows, by themes. */
void block_trends(const struct sheet *sheet, const struct block *block,
                  struct box box);
void block_text(const struct sheet *sheet, const struct block *block,
                struct box box);

/* The KPI's row (scope all) of the table kpis, and a cell of it; NULL: there is
 * none. */
const struct cell *kpi_cells(const struct words *words, struct str kpi);
const struct cell *kpi_cell(const struct words *words, struct str kpi,
                            const char *column);

/* Whether the KPI (scope all) is in the tables, with a value. */
bool kpi_is_there(const struct words *words, struct str kpi);

/* Label and large value of a KPI, 30 points high, without its card. */
void kpi_draw_value(const struct sheet *sheet, struct str kpi, double x,
                    double y);

/* The scale of a block's amounts: that of its charted or first money column. */
struct number_scale block_scale(const struct rows *rows,
                                const struct block *block, struct words *words);

/* The decimals that a column of whole amounts needs: none, unless all are
 * small. */
int block_places(const struct rows *rows, int column);

/* "3 further rows are in the workbook", in the arena of the sheet. */
struct str block_further(const struct sheet *sheet, size_t hidden);

/* How high a table is with all its rows at an easy height, title included. */
double block_table_height(const struct sheet *sheet, const struct block *block,
                          struct box box);

/* How many rows a block has that goes on over pages, and how many of them, from
 * `first` on, fit into a content box. */
size_t block_rows(const struct sheet *sheet, const struct block *block);
size_t block_fit(const struct sheet *sheet, const struct block *block,
                 struct box box, size_t first);
size_t block_table_fit(const struct sheet *sheet, const struct block *block,
                       struct box box, size_t first);
size_t block_trends_rows(const struct sheet *sheet, const struct block *block);
size_t block_trends_fit(const struct sheet *sheet, const struct block *block,
                        struct box box, size_t first);

/* The KPIs of a slice of the trends, with the theme of each, in the arena of
 * the sheet; returns how many. */
size_t block_trends_kpis(const struct sheet *sheet, const struct block *block,
                         struct slice slice, struct str **kpis,
                         struct str **themes);

/* A variance of a KPI: the change that its kind asks for, and its words. */
struct variance {
    struct cell change; /* undefined: there is no base */
    bool per_day;
    int effect; /* 1 good, -1 bad, 0 neither */
};

/* `base` is "prev" or "ly". */
struct variance variance_find(const struct words *words, struct str name,
                              const char *base);

/* Triangle and bold figure on a baseline; returns the x after them. */
double variance_draw(const struct sheet *sheet, const struct variance *variance,
                     double x, double y);

/* What it is against: "vs P05 a day", without the last two words where there is
 * no room for them. */
void variance_draw_base(const struct sheet *sheet, struct spot spot,
                        struct str name, bool per_day, double room);

#endif
