/*
 * screen.h - the rows that reject rules of report.yaml set aside.
 */
#ifndef REPORT_READ_SCREEN_H
#define REPORT_READ_SCREEN_H

#include "read/value.h"

struct screen {
    const struct extract_config *form; /* with the rules */
    struct value *limits;              /* their values, as columns' types */
};

void screen_init(struct screen *screen, struct arena *arena,
                 const struct extract_config *form);

/*
 * The first rule that a row matches, or NULL.  `values` are those of the
 * extract's columns, of which the first is number `first`.  A value that is
 * empty or does not parse matches = and != only, as the text it is.
 */
const struct reject_rule *screen_match(const struct screen *screen,
                                       const struct value *values,
                                       size_t first);

#endif
