/*
 * cache.h - the states of files that were read before, in a folder.
 *
 * A state is taken in place of its file as long as the file, report.yaml and
 * the program are what they were when it was made.  The cache owns nothing that
 * cannot be made again: whatever fails about it is no error, and costs the
 * reading only. Several threads, and several programs, may use one at a time.
 */
#ifndef REPORT_FOLD_CACHE_H
#define REPORT_FOLD_CACHE_H

#include "base/file.h"
#include "fold/state.h"
#include "read/config.h"

struct cache;

/*
 * The states of an input folder that are in `folder`; NULL if there is no
 * telling which they are.
 */
struct cache *cache_open(struct arena *arena, struct diag *diag,
                         const struct config *config,
                         const struct catalogue *catalogue, const char *folder);

/* A file as it is before it is read. */
struct cache_entry {
    const char *name; /* in the input folder */
    const char *path;
    const char *state; /* the path of its state */
    struct str key;    /* empty: it cannot be looked at */
    struct file_mark mark;
    bool is_new; /* it may change once more without a trace */
};

/* Look at a file; the arena is that of the entry. */
void cache_look(const struct cache *cache, struct arena *arena,
                const char *name, struct cache_entry *entry);

/* What the file was folded to; NULL if there is nothing to be relied on. */
struct portion *cache_load(const struct cache *cache,
                           const struct cache_entry *entry,
                           struct state_reader *reader);

/*
 * Keep what a file was folded to, unless it has changed since it was looked at.
 * The arena is for the time of writing.  That it fails is noted if verbose.
 */
void cache_save(struct cache *cache, struct arena *arena, struct diag *diag,
                const struct cache_entry *entry,
                const struct portion *portions);

/* Remove the states of the input folder but for those at some paths. */
void cache_sweep(const struct cache *cache, struct arena *arena,
                 const struct map *states);

#endif
