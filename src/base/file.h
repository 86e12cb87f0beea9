/*
 * file.h - files and folders, with the reason when something fails.
 *
 * Paths are NUL-terminated.  Every failure is told through the diag with the
 * path and the system's reason.
 */
#ifndef REPORT_BASE_FILE_H
#define REPORT_BASE_FILE_H

#include "base/diag.h"

#include <stdint.h>

/* dir + "/" + name, or name alone where dir is empty or name is absolute. */
const char *file_join(struct arena *arena, const char *dir, const char *name);

/* The last part of a path, and what stands before it ("." if nothing). */
const char *file_name(const char *path);
const char *file_folder(struct arena *arena, const char *path);

/* What changes with a file's content, as far as the system tells. */
struct file_mark {
    int64_t bytes;
    int64_t modified; /* ns since 1970 */
    int64_t changed;  /* the same of what the system knows of the file */
};

/* False if there is no such file. */
bool file_look(const char *path, struct file_mark *mark);

bool file_mark_equal(const struct file_mark *a, const struct file_mark *b);

bool file_exists(const char *path);
bool file_is_folder(const char *path);

/* Whether nobody but its owner may read a file. */
bool file_is_personal(const char *path);

/* A whole file; NO_INPUT if it cannot be opened, IO_FAILED if not read. */
enum status file_read(struct arena *arena, struct diag *diag, const char *path,
                      struct str *content);

/*
 * A new file that is written piece by piece.  NO_OUTPUT if it cannot be created
 * (or exists), IO_FAILED if not written; only its owner may read it until it is
 * ended.
 */
struct file_out {
    const char *path; /* not copied */
    int handle;
};

enum status file_begin(struct diag *diag, const char *path,
                       struct file_out *out);
enum status file_append(struct diag *diag, const struct file_out *out,
                        struct str piece);

/* Close it, however far it got; where `status` is OK it is synced to the disk
 * before and gets `mode`, whatever the umask.  Returns the first failure. */
enum status file_end(struct diag *diag, struct file_out *out, unsigned mode,
                     enum status status);

/* Write a whole new file, as above. */
enum status file_write(struct diag *diag, const char *path, struct str content,
                       unsigned mode);

/* Show a whole file block by block; fails as file_read() does. */
typedef void file_taker(void *context, struct str block);

enum status file_scan(struct diag *diag, const char *path, file_taker *take,
                      void *context);

/* Make a folder and those above it; one that exists is fine. */
enum status file_make_folders(struct arena *arena, struct diag *diag,
                              const char *path);

/* Remove a file, or a folder with all in it; what is not there is fine. */
enum status file_remove_tree(struct diag *diag, const char *path);

/* Make what a folder's entries say durable. */
enum status file_sync_folder(struct diag *diag, const char *path);

#endif
