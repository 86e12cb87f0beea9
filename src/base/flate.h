/*
 * flate.h - bytes packed as the members of a zip archive are, and unpacked: the
 * one place that knows zlib.
 *
 * A member may be packed in pieces, each by itself and by any thread: put one
 * behind the other they are the packed form of the whole, whose checksum is
 * joined from theirs.  Whatever packs or unpacks lives in an arena and belongs
 * to one thread at a time.
 */
#ifndef REPORT_BASE_FLATE_H
#define REPORT_BASE_FLATE_H

#include "base/str.h"

#include <stdint.h>

/* What some bytes come to, before and after they were packed. */
struct flate_sum {
    uint64_t plain;
    uint64_t packed;
    uint32_t crc; /* of the plain bytes */
};

/* The sum of two pieces that follow each other. */
struct flate_sum flate_join(const struct flate_sum *first,
                            const struct flate_sum *second);

struct deflater;
struct inflater;

/* Levels are from 1, fast, to 9, small. */
struct deflater *deflater_open(struct arena *arena, int level);

/*
 * Pack a piece; it goes behind what `packed` holds, and ends on a byte.  The
 * last piece of a member ends it.
 */
struct flate_sum deflater_pack(struct deflater *deflater, struct str plain,
                               bool is_last, struct text *packed);

enum flate_form {
    FLATE_BARE, /* members of archives */
    FLATE_GZIP, /* with a head and a checksum, which is checked */
};
struct inflater *inflater_open(struct arena *arena, enum flate_form form);

/*
 * Unpack a piece whole; `plain` is forgotten first.  False where it is none, is
 * longer than `most`, or ends a member before its last piece, or not with it.
 */
bool inflater_unpack(struct inflater *inflater, struct str packed, bool is_last,
                     size_t most, struct text *plain);

/*
 * Unpack a member step by step, after inflater_begin(): some of `packed` is
 * taken, and `len` bytes are put to `plain`, where there is room for `room`.
 * False where that is no packed member.
 */
struct flate_step {
    struct str packed; /* what is left of it */
    char *plain;
    size_t room;
    size_t len;
    bool ended; /* the member */
};
void inflater_begin(struct inflater *inflater);
bool inflater_step(struct inflater *inflater, struct flate_step *step);

/* The sum of bytes and their packed form. */
struct flate_sum flate_sum(struct str plain, size_t packed);

#endif
