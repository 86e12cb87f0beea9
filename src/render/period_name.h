/*
 * period_name.h - names of periods below an axis on which the years stand in a
 * line of their own.
 */
#ifndef REPORT_RENDER_PERIOD_NAME_H
#define REPORT_RENDER_PERIOD_NAME_H

#include "base/str.h"

/* "P06" of FY24P06, "Oct" of 2011-10; other names as they are. */
struct str period_short(struct str name);

/* "FY24" of FY24P06, "2011" of 2011-10; empty where a name has no year. */
struct str period_year(struct str name);

#endif
