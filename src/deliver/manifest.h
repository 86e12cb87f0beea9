/*
 * manifest.h - manifest.json: what a pack was made from, and what is in it.
 *
 * Inputs with their fingerprints and totals, the rules that applied, the
 * control totals and the files of the pack.  It names no folder, machine or
 * time, so that the same input gives the same bytes.
 */
#ifndef REPORT_DELIVER_MANIFEST_H
#define REPORT_DELIVER_MANIFEST_H

#include "measure/study.h"

#define MANIFEST_NAME "manifest.json"

/* One file of a pack, relative to its folder. */
struct pack_file {
    const char *name;
    size_t bytes;
    char fingerprint[33]; /* XXH3-128, in hex */
};

/* A section that has a pack of its own, in a folder of the whole's. */
struct pack_section {
    struct str name;    /* store:S012 */
    const char *folder; /* store-S012 */
};

/* All that a manifest names beside the study. */
struct pack_contents {
    const struct pack_file *files;
    size_t file_count;
    const struct pack_section *sections;
    size_t section_count;
};

/* What is read back of a manifest; texts live in the arena. */
struct manifest_summary {
    struct str name; /* of the window */
    int32_t start;
    int32_t end;
    struct str currency;
    struct str tables[COUNT(((struct tables *)0)->items)]; /* their names */
    size_t table_count;
};

/* The text of the manifest, in the arena. */
struct str manifest_text(struct arena *arena, const struct study *study,
                         const struct pack_contents *contents);

/* NO_INPUT or IO_FAILED if it cannot be read, BAD_DATA if it is none; told. */
enum status manifest_read(struct arena *arena, struct diag *diag,
                          const char *path, struct manifest_summary *summary);

#endif
