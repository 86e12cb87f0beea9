/*
 * capital.h - names in capitals, whatever letters they are of.
 */
#ifndef REPORT_RENDER_CAPITAL_H
#define REPORT_RENDER_CAPITAL_H

#include "base/str.h"

/* Of UTF-8; a letter may become two, and what has no capital stays. */
struct str capitals(struct arena *arena, struct str text);

#endif
