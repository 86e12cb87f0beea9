/*
 * condition.h - whether a condition of a template holds (see words.h).
 */
#ifndef REPORT_RENDER_CONDITION_H
#define REPORT_RENDER_CONDITION_H

#include "render/words.h"

/* What is wrong is told at its place and kept in words->status. */
bool condition_holds(struct words *words, struct str text, struct place place);

#endif
