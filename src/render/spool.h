/*
 * spool.h - temporary files without a name that tell of what they lose.
 *
 * For libraries that write to a file and do not look whether it took all: what
 * the system refuses first is told and kept, later bytes are dropped.
 */
#ifndef REPORT_RENDER_SPOOL_H
#define REPORT_RENDER_SPOOL_H

#include "base/diag.h"

struct spool {
    struct arena *arena; /* of what files need while they are open */
    struct diag *diag;
    const char *folder;
    enum status status; /* IO_FAILED, told: something was lost */
};

/*
 * A new file in the folder, for its owner only: to be written from front to
 * end, then read once, which gives its room back.  NULL for lack of memory.
 */
FILE *spool_file(struct spool *spool);

#endif
