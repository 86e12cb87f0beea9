/*
 * message.h - a pack as an e-mail: RFC 5322, its parts by MIME (RFC 2045).
 *
 * A message is a head and a body: recipients of the same files share the body.
 * Lines end in LF, as programs that take mail on standard input have them.  All
 * parts are in base64, so that no line of theirs is taken for a boundary.
 */
#ifndef REPORT_DELIVER_MESSAGE_H
#define REPORT_DELIVER_MESSAGE_H

#include "base/str.h"

#include <stdint.h>

/* Texts without control characters; addresses are ASCII. */
struct envelope {
    struct str from;
    struct str to;
    struct str subject; /* UTF-8 */
    int64_t date;       /* seconds since 1970 */
};

struct attachment {
    struct str name; /* ASCII, without quotes */
    struct str type; /* application/pdf */
    struct str content;
};

/* From, To, Subject and Date, and what says that a body follows. */
struct str message_head(struct arena *arena, const struct envelope *envelope);

/* A text in UTF-8, and files. */
struct str message_body(struct arena *arena, struct str text,
                        const struct attachment *attachments, size_t count);

#endif
