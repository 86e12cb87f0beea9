/*
 * compare.h - 'report diff P1 P2': what changed, largest first.
 */
#ifndef REPORT_COMMAND_COMPARE_H
#define REPORT_COMMAND_COMPARE_H

#include "command/intake.h"
#include "measure/diff.h"

#include <stdio.h>

/* One side, and what it needs to be printed. */
struct compared {
    struct diff_side side;
    struct str currency;
};

/*
 * The side of a pack that was written, from its folder: told as
 * archive_read() does.
 */
enum status compared_pack(struct arena *arena, struct diag *diag,
                          const char *folder, struct compared *compared);

/* The side of a period, measured from what was read: told as examine() does. */
struct examine_options;
enum status compared_period(const struct intake *intake,
                            const struct examine_options *options,
                            struct compared *compared);

/* Print the differences, the largest of each part and a sum of the others. */
void compared_print(struct arena *arena, const struct compared *before,
                    const struct compared *after, FILE *out);

#endif
