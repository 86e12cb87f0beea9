/*
 * packer.h - a zip archive being written, member by member.
 *
 * Where the archive goes is the caller's: it is given the bytes from front to
 * end.  Sizes of a member are known before its bytes come, so that nothing is
 * ever gone back to.  What does not fit in 32 bits is told in Zip64 records,
 * which are written for that alone: an archive without it has none.
 */
#ifndef REPORT_RENDER_PACKER_H
#define REPORT_RENDER_PACKER_H

#include "base/flate.h"

struct packer;

typedef void packer_put(void *context, struct str bytes);

/*
 * Sizes and places from `large` on take Zip64 records; 0: those that must.  It
 * is for tests alone to ask for less.
 */
struct packer *packer_open(struct arena *arena, packer_put *put, void *context,
                           uint64_t large);

struct packer_member {
    struct str name;
    uint32_t time; /* day and time as MS-DOS has them */
    bool is_text;
    struct flate_sum sum;
};

/* Begin a member; its packed bytes, all of them, come next. */
void packer_begin(struct packer *packer, const struct packer_member *member);
void packer_add(struct packer *packer, struct str packed);

/* Write the directory. */
void packer_close(struct packer *packer);

#endif
