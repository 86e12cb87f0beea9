/*
 * finding.h - what is told first of a period, and what is to be decided:
 * templates/findings.yaml, for report and workbook alike.
 */
#ifndef REPORT_RENDER_FINDING_H
#define REPORT_RENDER_FINDING_H

#include "render/words.h"

/* So many are told, of however many that may be. */
enum { MOST_FINDINGS = 3 };

/* A finding that may be told, with how much it matters. */
struct candidate {
    const struct yaml_node *when; /* a condition; NULL: always */
    struct phrases title;
    struct phrases text;
    const struct yaml_node *size; /* a reference; NULL: 1 */
    double weight;
    struct str topic; /* never two findings on one */
};

struct candidates {
    struct candidate *items;
    size_t count;
};

struct findings {
    struct candidates moved;     /* `findings:` */
    struct candidates decisions; /* that are asked */
};

/* What is told; the text may be empty. */
struct finding {
    struct str title;
    struct str text;
};

/* Everything lives in the arena.  BAD_DATA, NO_INPUT: told. */
enum status findings_load(struct arena *arena, struct diag *diag,
                          const char *path, struct findings *findings);

/* Say every sentence once: what is wrong is told and kept in the words. */
void findings_check(const struct findings *findings, struct words *words);

/*
 * The largest candidates by size and weight, the first of two as large, never
 * two on one topic; how many.  What they say lives in the words' arena.
 */
size_t findings_choose(const struct candidates *candidates, struct words *words,
                       struct finding told[static MOST_FINDINGS]);

#endif
