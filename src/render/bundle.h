/*
 * bundle.h - the zip archive that a workbook ends in.
 *
 * libxlsxwriter opens its archive by a path, says on stderr what the system
 * refuses, and packs at one level.  This module takes the place of what it
 * calls in minizip: an archive goes to memory, or to a file that is open, and
 * the first thing refused is kept and told.
 *
 *     bundle = bundle_open(arena, diag, NULL);
 *     workbook_new(bundle_path(bundle)) … workbook_close()
 *     status = bundle_close(bundle, &bytes);
 */
#ifndef REPORT_RENDER_BUNDLE_H
#define REPORT_RENDER_BUNDLE_H

#include "base/file.h"

struct bundle;

/* An archive in the arena, or in `out`, where it is not NULL.  Never NULL. */
struct bundle *bundle_open(struct arena *arena, struct diag *diag,
                           const struct file_out *out);

/* What to give the library as its file. */
const char *bundle_path(const struct bundle *bundle);

/* The finished archive, empty where it is in a file; IO_FAILED, told. */
enum status bundle_close(struct bundle *bundle, struct str *bytes);

#endif
