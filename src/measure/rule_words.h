/*
 * rule_words.h - the rules of report.yaml that texts name, in words.
 *
 * Texts of measures and of templates name a rule alike, {rules.active}, and it
 * is said alike: "26 weeks".  Texts live in the arena, or where they were.
 */
#ifndef REPORT_MEASURE_RULE_WORDS_H
#define REPORT_MEASURE_RULE_WORDS_H

#include "read/config.h"

/* The rules that have words are numbered from 0. */
enum { RULE_WORDS = 5 };

/* "at_risk", "active", "engaged", "rfm", "listed". */
const char *rule_word_name(size_t rule);

/* "45 days", "26 weeks", "the whole history", "30 baskets". */
struct str rule_word(struct arena *arena, const struct config *config,
                     size_t rule);

/* A text with each {rules.NAME} replaced by its words. */
struct str rule_words(struct arena *arena, const struct config *config,
                      const char *text);

/* So many days in words: "5 weeks", "30 days". */
struct str rule_span(struct arena *arena, int32_t days);

/* The weeks of a rule in days. */
int32_t rule_days(double weeks);

#endif
