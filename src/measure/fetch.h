/*
 * fetch.h - asking for memory before it is looked at.
 *
 * gcc takes a function that does nothing else for one that does nothing, and
 * drops calls of it that it has not put in place by then: so it is told to.
 */
#ifndef REPORT_MEASURE_FETCH_H
#define REPORT_MEASURE_FETCH_H

#define FETCHING __attribute__((always_inline)) static inline

#endif
