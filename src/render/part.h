/*
 * part.h - the files a workbook is put together from.
 *
 * libxlsxwriter writes each part of a workbook (a sheet, the styles …) to a
 * temporary file before it is zipped, and does not notice when that file loses
 * data.  This module takes the place of its lxw_tmpfile(): a part is written
 * to memory, which either works or ends the program.  In passing a part is
 * completed with what the library cannot write: sparklines, theme colours, how
 * far a sheet reaches.
 *
 *     parts = parts_open(arena, folder, true);
 *     workbook_new_opt(path, {.tmpdir = parts_folder(parts)});
 *     … workbook_close()
 */
#ifndef REPORT_RENDER_PART_H
#define REPORT_RENDER_PART_H

#include "base/str.h"

struct parts;

/*
 * Parts are made here where `seen`; else they are the library's own files in
 * the folder, which is private.  Never NULL.
 */
struct parts *parts_open(struct arena *arena, const char *folder, bool seen);

/* What to give the library as its temporary folder. */
char *parts_folder(struct parts *parts);

/* Elements to add to the <extLst> of a sheet; sheets count from 0. */
void parts_extend(struct parts *parts, size_t sheet, struct str elements);

/* The cells that a sheet has, where the library does not know of all: "A1:F9".
 */
void parts_reach(struct parts *parts, size_t sheet, struct str area);

/* Six accent colours for the theme, in place of Office's. */
enum { PARTS_ACCENTS = 6 };
void parts_accents(struct parts *parts,
                   const unsigned accents[static PARTS_ACCENTS]);

/* How many parts were made here: 0 means that the hook is not in use. */
size_t parts_count(const struct parts *parts);

#endif
