/*
 * period_name.h - names of periods below an axis on which the years stand in a
 * line of their own.
 */
#ifndef REPORT_RENDER_PERIOD_NAME_H
#define REPORT_RENDER_PERIOD_NAME_H

#include "base/arena.h"
#include "base/str.h"

/* Whether a name is of days that are no period: "2023-12-01..2023-12-24". */
bool period_is_days(struct str name);

/* "P06" of FY24P06, "Oct" of 2011-10, "1 Dec" of 2023-12-01..2023-12-24; other
 * names as they are.  In the arena. */
struct str period_short(struct arena *arena, struct str name);

/* "FY24" of FY24P06, "2011" of 2011-10 and of days in it; empty where a name
 * has no year. */
struct str period_year(struct str name);

/* At the head of a narrow column: days by the first, "1 Dec 23"; other names as
 * they are.  In the arena. */
struct str period_head(struct arena *arena, struct str name);

#endif
