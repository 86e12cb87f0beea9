/*
 * part.h - the files a workbook is put together from, kept in memory.
 *
 * libxlsxwriter writes each part of a workbook (a sheet, the styles …) to a
 * temporary file before it is zipped, and does not notice when that file loses
 * data.  This module takes the place of its lxw_tmpfile(): a part is written
 * to memory, which either works or ends the program.  In passing a part is
 * completed with what the library cannot write: sparklines, theme colours.
 *
 * The finished archive is written to memory too, so that the library never
 * meets a full disk.
 *
 *     parts = parts_open(arena, diag, folder);
 *     workbook_new_opt(parts_archive(parts), {.tmpdir = parts_folder(parts)});
 *     … workbook_close()
 *     status = parts_close(parts, &bytes);
 */
#ifndef REPORT_RENDER_PART_H
#define REPORT_RENDER_PART_H

#include "base/diag.h"

struct parts;

/*
 * Parts in memory where `hooked`, else in the private folder `folder`.  Never
 * NULL; what went wrong is told by parts_close().
 */
struct parts *parts_open(struct arena *arena, struct diag *diag,
                         const char *folder, bool hooked);

/* What to give the library as its temporary folder, and as its file. */
char *parts_folder(struct parts *parts);
const char *parts_archive(const struct parts *parts);

/* Elements to add to the <extLst> of a sheet; sheets count from 0. */
void parts_extend(struct parts *parts, size_t sheet, struct str elements);

/* Six accent colours for the theme, in place of Office's. */
enum { PARTS_ACCENTS = 6 };
void parts_accents(struct parts *parts,
                   const unsigned accents[static PARTS_ACCENTS]);

/* How many parts went through memory: 0 means that the hook is not in use. */
size_t parts_count(const struct parts *parts);

/* The finished archive, in the arena of parts_open(). */
enum status parts_close(struct parts *parts, struct str *bytes);

#endif
