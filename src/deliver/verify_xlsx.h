/*
 * verify_xlsx.h - read a finished workbook back and compare it with what was
 * written.
 *
 * No status of a library proves that a workbook is whole.  Every part must
 * have the right checksum and be well-formed XML; every sheet must hold as
 * many values as were written, down to the same row, and its amounts must add
 * up to the sums in memory.
 */
#ifndef REPORT_DELIVER_VERIFY_XLSX_H
#define REPORT_DELIVER_VERIFY_XLSX_H

#include "base/diag.h"
#include "render/tally.h"

/* IO_FAILED, told with `name`, the sheet and the cells, for any difference. */
enum status verify_xlsx(struct arena *arena, struct diag *diag,
                        const char *name, struct str bytes,
                        const struct workbook_tally *tally);

/* The same of the file `path`, which is not held in memory; its bodies are read
 * by so many threads. */
enum status verify_xlsx_file(struct arena *arena, struct diag *diag,
                             const char *name, const char *path,
                             const struct workbook_tally *tally,
                             size_t threads);

#endif
