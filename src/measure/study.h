/*
 * study.h - all that a pack is rendered from: the tables, what they compare,
 * and where they come from.
 */
#ifndef REPORT_MEASURE_STUDY_H
#define REPORT_MEASURE_STUDY_H

#include "measure/comparison.h"
#include "measure/table.h"
#include "read/catalogue.h"
#include "read/config.h"
#include "read/control.h"
#include "read/segment.h"

struct book;

/* An extract that was not delivered, and what the pack lacks for it. */
struct gap {
    const char *extract;
    const char *leaves_out;
};

struct study {
    const struct config *config;
    const struct catalogue *catalogue;
    const struct ledger *ledger;
    const struct segments *segments; /* NULL: customers are in none */
    const struct calendar *calendar;
    const struct book *book; /* with all its days */
    size_t threads;          /* that measure; 0 counts as 1 */
    struct comparison comparison;
    struct tables tables;
    struct gap gaps[EXTRACT_COUNT];
    size_t gap_count;
    char fingerprint[33]; /* of inputs, configuration and rules, in hex */
};

/*
 * Fill in tables (pack.md 3) from the book and the comparison.  INTERNAL where
 * control totals do not agree.
 */
enum status study_make(struct arena *arena, struct diag *diag,
                       struct study *study);

#endif
