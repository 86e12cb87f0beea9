/*
 * people.h - the tables of who bought what: members and others, discounted
 * orders, scores and segments with their action lists, value, churn, cohorts,
 * the customer mart.
 *
 * One walk over all customers feeds most of them.
 */
#ifndef REPORT_MEASURE_PEOPLE_H
#define REPORT_MEASURE_PEOPLE_H

#include "measure/view.h"

struct suspect_list;

/* Add the tables in their order; those that the data does not give are left
 * out.  Lists of customers are made row by row when they are written: what they
 * look at is in the arena of the tables.  Returns suspect_tables(). */
struct suspect_list *people_make(struct arena *scratch, const struct view *view,
                                 struct tables *tables);

#endif
