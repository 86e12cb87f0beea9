/*
 * sheets.h - the kinds of sheets: each draws one leaf of a workbook.
 */
#ifndef REPORT_RENDER_SHEETS_H
#define REPORT_RENDER_SHEETS_H

#include "render/binder.h"

void contents_draw(const struct binder *binder, const struct leaf *leaf);
void summary_draw(const struct binder *binder, const struct leaf *leaf);
void trends_draw(const struct binder *binder, const struct leaf *leaf);
void list_draw(const struct binder *binder, const struct leaf *leaf);
void rows_draw(const struct binder *binder, const struct leaf *leaf);
void matrix_draw(const struct binder *binder, const struct leaf *leaf);
void definitions_draw(const struct binder *binder, const struct leaf *leaf);
void quality_draw(const struct binder *binder, const struct leaf *leaf);
void chart_data_draw(const struct binder *binder, const struct leaf *leaf);

/* The values of a row of Trends: one a period. */
struct cells trends_cells(const struct leaf *trends, uint32_t row);

/* Rows of a list that fit on one sheet, below its head and above its foot. */
enum { LIST_ROWS_MOST = EXCEL_ROWS_MOST - 12 };

#endif
