/*
 * spool.h - a temporary file without a name, written from front to end, then
 * read once.
 *
 * What the system refuses first is told and kept; later bytes are dropped.
 */
#ifndef REPORT_RENDER_SPOOL_H
#define REPORT_RENDER_SPOOL_H

#include "base/diag.h"

struct spool;

/* A new one in the folder, which is not copied; for its owner only.  Never
 * NULL. */
struct spool *spool_open(struct arena *arena, struct diag *diag,
                         const char *folder);

void spool_add(struct spool *spool, struct str bytes);

/*
 * The next bytes, as many as there are up to `most`, valid until the next call;
 * empty where something was lost.  Their room on the disk is given back.
 */
struct str spool_take(struct spool *spool, size_t most);

/* Forget it.  IO_FAILED, told, where something was lost. */
enum status spool_close(struct spool *spool);

#endif
