/*
 * zip.h - the entries of a zip archive, one after the other.
 *
 * A reader is sticky: what is wrong is told once, with the archive's name, and
 * ends the reading; zip_close() returns the status.  The checksum of an entry
 * is checked when it was read to its end.
 *
 *     zip = zip_open(arena, diag, "report.xlsx", bytes);
 *     while (zip_next(zip, &name))
 *         while ((len = zip_read(zip, buffer, sizeof buffer)) > 0)
 *             …
 *     return zip_close(zip);
 */
#ifndef REPORT_DELIVER_ZIP_H
#define REPORT_DELIVER_ZIP_H

#include "base/diag.h"

#include <stdint.h>

struct zip;

/* An archive in memory, or in the file `path`.  Never NULL. */
struct zip *zip_open(struct arena *arena, struct diag *diag, const char *name,
                     struct str bytes);
struct zip *zip_open_file(struct arena *arena, struct diag *diag,
                          const char *name, const char *path);

/* The next entry; its name is valid until the next call. */
bool zip_next(struct zip *zip, struct str *entry);

/* Some bytes of the entry; 0 at its end. */
size_t zip_read(struct zip *zip, char *buffer, size_t size);

/* Where the bytes of the entry are in the archive, packed by deflate, and what
 * the directory says of them; false, told, where they are not so. */
struct zip_place {
    uint64_t offset;
    uint64_t packed; /* bytes */
    uint64_t plain;
    uint32_t crc;
};
bool zip_place(struct zip *zip, struct zip_place *place);

/* Whether nothing was wrong so far. */
bool zip_works(const struct zip *zip);

enum status zip_close(struct zip *zip);

#endif
