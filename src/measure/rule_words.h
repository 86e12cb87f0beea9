/*
 * rule_words.h - texts that name the numbers of report.yaml's rules.
 */
#ifndef REPORT_MEASURE_RULE_WORDS_H
#define REPORT_MEASURE_RULE_WORDS_H

#include "read/config.h"

/* A text with each {key} of a rule replaced by its number; it lives in the
 * arena, or where it was. */
struct str rule_words(struct arena *arena, const struct config *config,
                      const char *text);

/* The weeks of a rule in days. */
int32_t rule_days(double weeks);

#endif
