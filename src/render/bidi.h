/*
 * bidi.h - which way each letter of a line runs (Unicode's bidi algorithm).
 */
#ifndef REPORT_RENDER_BIDI_H
#define REPORT_RENDER_BIDI_H

#include "base/arena.h"

#include <stdint.h>

/*
 * The embedding level of each code point of a line: even runs from left to
 * right, odd from right to left.  The line's own direction is that of its first
 * letter that has one.
 */
void bidi_levels(struct arena *arena, const unsigned *codes, size_t count,
                 uint8_t *levels);

#endif
