/*
 * folder.h - a folder that appears whole or not at all.
 *
 * It is built beside its place under a hidden name, synced, and renamed in one
 * step; what stood there before stays until then.  A build that ended
 * before its time is swept away by the next one.
 *
 *     struct folder folder = {.arena = arena, .diag = diag, .parent =
 * "output"}; status = folder_begin(&folder, "FY24P06", "manifest.json", false);
 *     … write files under folder.build …
 *     status = status == OK ? folder_commit(&folder) : status;
 *     folder_end(&folder);
 */
#ifndef REPORT_DELIVER_FOLDER_H
#define REPORT_DELIVER_FOLDER_H

#include "base/diag.h"

struct folder {
    struct arena *arena;
    struct diag *diag;
    const char *parent; /* output */
    const char *target; /* output/FY24P06 */
    const char *build;  /* output/.FY24P06.1234: files are written here; after
                           a commit the folder that was replaced, or NULL */
};

/*
 * Make the parent and an empty build folder.  NO_OUTPUT where they cannot be
 * made, or where the target is there but `marker`, a file that every such
 * folder holds, is not in it: it is not ours to replace, unless `force`.
 */
enum status folder_begin(struct folder *folder, const char *name,
                         const char *marker, bool force);

/* Sync the build folder and put it in place of the target. */
enum status folder_commit(struct folder *folder);

/* Remove what is left of a build that was not committed. */
void folder_end(struct folder *folder);

#endif
