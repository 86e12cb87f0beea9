/*
 * ahead.h - bytes that a thread of its own reads ahead of who takes them.
 *
 * What is read, and what is told about it, is what the reader gives; only when
 * differs.  Where there can be no thread, bytes are read when they are taken.
 */
#ifndef REPORT_READ_AHEAD_H
#define REPORT_READ_AHEAD_H

#include "base/arena.h"

#include <stddef.h>

struct ahead;

/* Gives up to `room` bytes; 0 at the end, and then it is not called again. */
struct ahead_reader {
    size_t (*read)(void *context, char *to, size_t room);
    void *context; /* the thread's until ahead_read() is 0, or ahead_stop() */
};

/* The arena must not be used by others until then. */
struct ahead *ahead_start(struct arena *arena,
                          const struct ahead_reader *reader);

/* Up to `room` bytes; 0 at the end. */
size_t ahead_read(struct ahead *ahead, char *to, size_t room);

/* Give up on what was not taken. */
void ahead_stop(struct ahead *ahead);

#endif
