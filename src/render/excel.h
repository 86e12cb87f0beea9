/*
 * excel.h - texts, names and addresses as Excel takes them.
 *
 * Nothing here knows the library: these are the rules of the file format.
 */
#ifndef REPORT_RENDER_EXCEL_H
#define REPORT_RENDER_EXCEL_H

#include "base/str.h"

#include <stdint.h>

enum {
    EXCEL_TEXT_MOST = 32767, /* characters in a cell, as UTF-16 counts them */
    EXCEL_NAME_MOST = 31,    /* characters in the name of a sheet */
    EXCEL_ROWS_MOST = 1048576,
    EXCEL_COLUMNS_MOST = 16384,
    EXCEL_FOOTER_MOST = 255,
};

enum {
    /* Days from 1899-12-30, Excel's day 0, to 1970-01-01. */
    EXCEL_EPOCH = 25569,
    /* Before 1900-03-01 Excel counts a day too many. */
    EXCEL_FIRST_DAY = 61 - EXCEL_EPOCH,
};

/* Cells first..last, both included, counted from 0. */
struct cells {
    uint32_t first_row;
    uint32_t first_column;
    uint32_t last_row;
    uint32_t last_column;
};

/*
 * A text for a cell: invalid bytes and noncharacters as U+FFFD, "_x0041_"
 * (which Excel reads as "A") escaped, and cut with "…" at the longest length.
 */
struct str excel_text(struct arena *arena, struct str text, size_t most);

/*
 * A name for a sheet like `wanted`: without []:*?/\ and quotes at its ends, at
 * most 31 characters, and numbered "Daily (2)" where `taken` has it already,
 * whatever the case.
 */
struct str excel_sheet_name(struct arena *arena, struct str wanted,
                            const struct str *taken, size_t count);

/* Whether a name is one of `taken`, whatever the case. */
bool excel_is_taken(struct str name, const struct str *taken, size_t count);

/*
 * A column head of an Excel table: letters, digits and single spaces; hyphens
 * and % only where no formula refers to it.
 */
struct str excel_head(struct arena *arena, struct str label, bool referred);

/* "C9"; "C9:O9"; "$C$9:$O$9"; 'Data quality'!$C$9. */
struct str excel_address(struct arena *arena, uint32_t row, uint32_t column);
struct str excel_area(struct arena *arena, const struct cells *cells);
struct str excel_range(struct arena *arena, const struct cells *cells);
struct str excel_reference(struct arena *arena, struct str sheet,
                           const struct cells *cells);

/* Text in a header or footer, where & is a command. */
struct str excel_footer(struct arena *arena, struct str text);

/* Text in an attribute or element of XML. */
struct str excel_xml(struct arena *arena, struct str text);

/* How wide a text is, in digits of Calibri. */
double excel_width(struct str text);

#endif
