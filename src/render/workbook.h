/*
 * workbook.h - the Excel workbooks of a pack: its figures, its customers.
 *
 * The template says which sheets there are; a sheet whose table the data does
 * not give is left out.  A list longer than a sheet goes on in the next one.
 * The same study gives the same bytes.
 *
 * A workbook that is written to a file consists of contents and sheets of rows:
 * they are written and packed by threads in passing, and take no more memory
 * for more rows.
 */
#ifndef REPORT_RENDER_WORKBOOK_H
#define REPORT_RENDER_WORKBOOK_H

#include "base/file.h"
#include "measure/study.h"
#include "render/tally.h"

struct workbook_options {
    const char *template;       /* workbook.yaml or customers.yaml */
    const char *findings;       /* findings.yaml; NULL: none are told */
    const struct file_out *out; /* to write to; NULL: to memory */
    const char *folder;         /* private; for temporary files */
    struct str brand;           /* the company's name; empty: of config */
    struct str confidentiality; /* printed at the foot; may be empty */
    struct str version;         /* of the program */
    int64_t created;            /* seconds since 1970: never the clock */
    bool letter;                /* US paper; else A4 */
    size_t rows_most;           /* of a list on one sheet; 0: what fits */
    size_t threads;             /* that write its rows; 0 counts as 1 */
};

/*
 * The bytes of the workbook, empty where they are in `out`, and what must be in
 * it for verify_xlsx(); both in the arena.  Told: BAD_DATA or NO_INPUT for the
 * template, INTERNAL or IO_FAILED where the workbook cannot be put together.
 */
enum status workbook_render(struct arena *arena, struct diag *diag,
                            const struct study *study,
                            const struct workbook_options *options,
                            struct str *bytes, struct workbook_tally *tally);

#endif
