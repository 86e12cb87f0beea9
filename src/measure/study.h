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
#include "read/section.h"
#include "read/segment.h"

struct book;
struct scope;
struct scopes;
struct suspect_list;

/* An extract that was not delivered, or is of the company alone where a section
 * is reported; and what the pack lacks for it. */
struct gap {
    const char *extract;
    const char *leaves_out;
    bool of_company; /* it was delivered, but says nothing of a section */
};

struct study {
    const struct config *config;
    const struct catalogue *catalogue;
    const struct ledger *ledger;
    const struct segments *segments; /* NULL: customers are in none */
    const struct calendar *calendar;
    const struct book *book;       /* with all its days */
    const struct section *section; /* that is reported; NULL: the company */
    const struct scope *part;      /* the section in the company's study */
    size_t threads;                /* that measure; 0 counts as 1 */
    struct comparison comparison;
    const struct scopes *scopes; /* what KPIs are given for; made here */
    struct tables tables;
    struct suspect_list *suspects; /* to be named; NULL: there are none */
    struct gap gaps[EXTRACT_COUNT];
    size_t gap_count;
    char fingerprint[33]; /* of inputs, configuration and rules, in hex */
};

/* The section that is reported, for people; empty: the whole company. */
struct str study_title(struct arena *arena, const struct study *study);

/*
 * Fill in tables (pack.md 3) from the book and the comparison.  Of a section
 * the book has its lines only, and KPIs are those of the company's study.
 * INTERNAL where control totals do not agree, or a section's with its part.
 */
enum status study_make(struct arena *arena, struct diag *diag,
                       struct study *study);

#endif
