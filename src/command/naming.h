/*
 * naming.h - the ids of suspect orders that a pack names.
 *
 * The book has hashes of long ids only (key.h), so these few are read again.
 */
#ifndef REPORT_COMMAND_NAMING_H
#define REPORT_COMMAND_NAMING_H

#include "measure/study.h"

/* Name the study's suspects; ids live in the arena. */
enum status name_orders(struct arena *arena, struct diag *diag,
                        const struct study *study);

#endif
