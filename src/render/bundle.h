/*
 * bundle.h - the zip archive that a workbook ends in.
 *
 * libxlsxwriter opens its archive by a path, says on stderr what the system
 * refuses, and holds or writes every row.  This module takes the place of what
 * it calls in minizip: an archive goes to memory, or to a file that is open,
 * the first thing refused is kept and told, and the rows of a sheet may be
 * packed already.  Of minizip it needs the header alone, for names and types
 * that the library was built with: packer.h writes the archive, the only writer
 * there is; deliver/zip.h reads archives back.
 *
 *     bundle = bundle_open(arena, diag, NULL);
 *     workbook_new(bundle_path(bundle)) … workbook_close()
 *     status = bundle_close(bundle, &bytes);
 */
#ifndef REPORT_RENDER_BUNDLE_H
#define REPORT_RENDER_BUNDLE_H

#include "base/file.h"
#include "base/flate.h"

struct bundle;
struct spool;

/* An archive in the arena, or in `out`, where it is not NULL.  Never NULL. */
struct bundle *bundle_open(struct arena *arena, struct diag *diag,
                           const struct file_out *out);

/* What to give the library as its file. */
const char *bundle_path(const struct bundle *bundle);

/* Packed rows of a sheet, which follow those that the library knows of. */
struct bundle_rows {
    size_t sheet;        /* from 0 */
    struct spool *spool; /* of all such sheets, in their order */
    struct flate_sum sum;
    uint64_t *head; /* how long what stands before them is, packed: set when the
                       library ends the archive */
};
void bundle_add_rows(struct bundle *bundle, const struct bundle_rows *rows);

/* The finished archive, empty where it is in a file; IO_FAILED, told. */
enum status bundle_close(struct bundle *bundle, struct str *bytes);

#endif
