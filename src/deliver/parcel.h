/*
 * parcel.h - one file of a pack while it is made.
 *
 * Files are made by several threads at once, each with memory and messages of
 * its own.  What was told of a file is kept until all are done, so that it is
 * read in the order of the files; those behind the first that failed are not
 * told of.
 */
#ifndef REPORT_DELIVER_PARCEL_H
#define REPORT_DELIVER_PARCEL_H

#include "base/file.h"
#include "base/outcome.h"
#include "deliver/manifest.h"

struct parcel {
    struct pack_file file; /* its name; size and fingerprint when it is put */
    const char *path;
    bool is_private; /* only its owner may read it */
    struct arena arena;
    struct outcome outcome;
    struct file_out out; /* between open and finish */
    struct fingerprint *fingerprint;
};

/* Begin and end what one thread does for the file; told of in between. */
struct diag *parcel_begin(struct parcel *parcel, const struct diag *diag);
void parcel_end(struct parcel *parcel, enum status status);

/*
 * Write the content piece by piece, and read it back: what is on the disk is
 * what was meant.  Size and fingerprint are noted for the manifest.  Whatever
 * fails, it is finished: with the status so far, which is returned unless it is
 * OK.
 */
enum status parcel_open(struct parcel *parcel);
enum status parcel_append(struct parcel *parcel, struct str piece);
enum status parcel_finish(struct parcel *parcel, enum status status);

/* Note the size and fingerprint of a content that a library has written to
 * `out`, once it was looked at. */
enum status parcel_note(struct parcel *parcel);

/* The same of a content that is there. */
enum status parcel_put(struct parcel *parcel, struct str content);

/* Tell what was told of the file and forget the rest; returns its status. */
enum status parcel_close(struct parcel *parcel, struct diag *diag);

#endif
