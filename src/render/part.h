/*
 * part.h - the files a workbook is put together from.
 *
 * libxlsxwriter writes each part of a workbook (a sheet, the styles …) to a
 * temporary file before it is zipped, and does not notice when that file loses
 * data.  This module takes the place of its lxw_tmpfile(): a part is written
 * to memory, which either works or ends the program.  In passing a part is
 * completed with what the library cannot write: sparklines, theme colours.
 * Parts that are too large for memory go to files that tell of what they lose.
 *
 *     parts = parts_open(arena, diag, folder, PARTS_IN_MEMORY);
 *     workbook_new_opt(path, {.tmpdir = parts_folder(parts)});
 *     … workbook_close()
 *     status = parts_close(parts);
 */
#ifndef REPORT_RENDER_PART_H
#define REPORT_RENDER_PART_H

#include "base/diag.h"

struct parts;

/* Where parts are, and whether they are completed. */
enum parts_place {
    PARTS_IN_MEMORY, /* completed */
    PARTS_IN_FILES,  /* of the folder; as the library writes them */
    PARTS_UNSEEN,    /* the library's own files in the folder */
};

/* `folder` is private, and not looked at for parts in memory.  Never NULL. */
struct parts *parts_open(struct arena *arena, struct diag *diag,
                         const char *folder, enum parts_place place);

/* What to give the library as its temporary folder. */
char *parts_folder(struct parts *parts);

/* Elements to add to the <extLst> of a sheet; sheets count from 0. */
void parts_extend(struct parts *parts, size_t sheet, struct str elements);

/* Six accent colours for the theme, in place of Office's. */
enum { PARTS_ACCENTS = 6 };
void parts_accents(struct parts *parts,
                   const unsigned accents[static PARTS_ACCENTS]);

/* How many parts were made here: 0 means that the hook is not in use. */
size_t parts_count(const struct parts *parts);

/* IO_FAILED, told, where parts lost something. */
enum status parts_close(const struct parts *parts);

#endif
