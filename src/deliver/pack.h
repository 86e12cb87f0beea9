/*
 * pack.h - write a pack: report, workbooks, tables and manifest, or nothing.
 *
 * Every file is written to a folder aside, read back and compared with what
 * was meant, synced, and the folder is renamed into place; an older pack stays
 * untouched on any failure.  Files are made by several threads at once; the
 * bytes, and what is told, do not depend on how many.
 */
#ifndef REPORT_DELIVER_PACK_H
#define REPORT_DELIVER_PACK_H

#include "deliver/manifest.h"

/*
 * Sections of the company with packs of their own, in folders of the whole's.
 * `study` fills one in when it is written; the arena is its own, and is freed
 * when it was.  It may be called by several threads at once, in any order.
 */
struct pack_sections {
    const struct pack_section *items;
    size_t count;
    enum status (*study)(const void *context, size_t number,
                         struct arena *arena, struct diag *diag,
                         struct study *study);
    const void *context;
};

struct pack_options {
    const char *output;    /* the folder that packs are written to */
    const char *templates; /* folder of executive.yaml, workbook.yaml … */
    const char *fonts;     /* folder of fonts.yaml */
    const char *report_template; /* instead of executive.yaml, or NULL */
    const char *brand;           /* instead of brand.yaml, or NULL */
    bool pdf, xlsx, csv;         /* which parts; the manifest always */
    bool customers;              /* the workbook of them */
    size_t threads;              /* files are made at once, by so many */
    bool force;      /* replace a folder in the pack's place that is no pack */
    int64_t created; /* seconds since 1970: the date inside the documents */
    const struct pack_sections *sections; /* NULL: there are none */
};

/* Write output/<window's name>; the path of the pack is told as a note. */
enum status pack_write(struct arena *arena, struct diag *diag,
                       const struct study *study,
                       const struct pack_options *options);

#endif
