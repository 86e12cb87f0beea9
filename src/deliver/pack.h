/*
 * pack.h - write a pack: report, workbook, tables and manifest, or nothing.
 *
 * Every file is written to a folder aside, read back and compared with what
 * was meant, synced, and the folder is renamed into place; an older pack stays
 * untouched on any failure.  Files are made by several threads at once; the
 * bytes, and what is told, do not depend on how many.
 */
#ifndef REPORT_DELIVER_PACK_H
#define REPORT_DELIVER_PACK_H

#include "measure/study.h"

struct pack_options {
    const char *output;    /* the folder that packs are written to */
    const char *templates; /* folder of executive.yaml, workbook.yaml … */
    const char *fonts;     /* folder of fonts.yaml */
    const char *report_template; /* instead of executive.yaml, or NULL */
    const char *brand;           /* instead of brand.yaml, or NULL */
    bool pdf, xlsx, csv;         /* which parts; the manifest always */
    size_t threads;              /* files are made at once, by so many */
    bool force;      /* replace a folder in the pack's place that is no pack */
    int64_t created; /* seconds since 1970: the date inside the documents */
};

/* Write output/<window's name>; the path of the pack is told as a note. */
enum status pack_write(struct arena *arena, struct diag *diag,
                       const struct study *study,
                       const struct pack_options *options);

#endif
