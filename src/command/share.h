/*
 * share.h - where the program's templates and fonts are.
 */
#ifndef REPORT_COMMAND_SHARE_H
#define REPORT_COMMAND_SHARE_H

#include "base/arena.h"

struct share {
    const char *templates; /* folder of executive.yaml, workbook.yaml … */
    const char *fonts;     /* folder of fonts.yaml */
};

/* The source tree for a program in its build folder, else where installed. */
struct share share_find(struct arena *arena);

#endif
