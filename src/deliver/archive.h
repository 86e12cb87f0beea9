/*
 * archive.h - a pack, read back from its folder.
 */
#ifndef REPORT_DELIVER_ARCHIVE_H
#define REPORT_DELIVER_ARCHIVE_H

#include "base/diag.h"
#include "measure/table.h"

struct archive {
    struct str name; /* of its window: FY24P06 */
    int32_t start;
    int32_t end;
    struct str currency; /* empty: the manifest gives none */
    struct tables tables;
};

/* Whether a folder is a pack: it has a manifest. */
bool archive_is_pack(struct arena *arena, const char *folder);

/*
 * What the manifest says, and the tables that it lists and the folder has as
 * CSV; their cells are texts, an empty one is undefined.  All of it lives in
 * the arena.  NO_INPUT, told, where the manifest cannot be read or no table is
 * there; BAD_DATA where either is damaged.
 */
enum status archive_read(struct arena *arena, struct diag *diag,
                         const char *folder, struct archive *archive);

#endif
