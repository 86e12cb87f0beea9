/*
 * reference.h - the cell that a template names (see words.h for how).
 */
#ifndef REPORT_RENDER_REFERENCE_H
#define REPORT_RENDER_REFERENCE_H

#include "render/words.h"

struct found {
    struct cell cell;
    bool is_small; /* counts too few customers to be printed */
};

/*
 * What a reference stands for; undefined where its table or row is not there.
 * A table, KPI or column that cannot be is told at `place`.
 */
struct found reference_find(struct words *words, struct str text,
                            struct place place);

#endif
