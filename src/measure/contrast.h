/*
 * contrast.h - a difference between two arms as cells of a row.
 */
#ifndef REPORT_MEASURE_CONTRAST_H
#define REPORT_MEASURE_CONTRAST_H

#include "measure/interval.h"
#include "measure/table.h"

/* The columns behind the names of the two arms, and their cells. */
enum { CONTRAST_CELLS = 13 };

#define CONTRAST_COLUMNS(first, first_label, second, second_label)             \
    {first, first_label, CELL_RATIO, SUM_NONE, NULL},                          \
        {second, second_label, CELL_RATIO, SUM_NONE, NULL},                    \
        {"difference", "Difference", CELL_RATIO, SUM_NONE,                     \
         "first less second; of rates in points"},                             \
        {"ratio", "Ratio", CELL_RATIO, SUM_NONE, "first over second"},         \
        {"low", "Low", CELL_RATIO, SUM_NONE,                                   \
         "lower end of the difference's 95 % interval"},                       \
        {"high", "High", CELL_RATIO, SUM_NONE, "upper end of it"},             \
        {"n_" first, first_label " n", CELL_COUNT, SUM_NONE, NULL},            \
        {"n_" second, second_label " n", CELL_COUNT, SUM_NONE, NULL},          \
        {"verdict", "Verdict", CELL_TEXT, SUM_NONE,                            \
         "n < 30: too few to tell; not proven: the interval holds 0"},         \
        {"label", "Measure in words", CELL_TEXT, SUM_NONE, NULL},              \
        {"pct", "In per cent", CELL_CHANGE, SUM_NONE,                          \
         "difference over the second value"},                                  \
        {"pct_low", "Low, in per cent", CELL_CHANGE, SUM_NONE,                 \
         "low over the second value"},                                         \
    {                                                                          \
        "pct_high", "High, in per cent", CELL_CHANGE, SUM_NONE,                \
            "high over the second value"                                       \
    }

/* Set the cells, of the kind of the two values. */
void contrast_set(struct cell *cells, struct str label, enum cell_kind kind,
                  const struct difference *difference);

#endif
