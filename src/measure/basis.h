/*
 * basis.h - what lies behind the figures of each scope: lines, baskets and
 * customers.
 */
#ifndef REPORT_MEASURE_BASIS_H
#define REPORT_MEASURE_BASIS_H

#include "measure/view.h"

/*
 * The table `scopes`: of each scope three rows, for the reported window, the
 * one before and last year's; those that the data does not cover have no
 * figures.
 */
struct table *basis_make(const struct view *view);

#endif
