/*
 * place.h - stores (metrics.md 2, Places).
 */
#ifndef REPORT_MEASURE_PLACE_H
#define REPORT_MEASURE_PLACE_H

#include "measure/slice.h"

/* Days with a basket, by window, and the members' baskets. */
struct trading {
    int64_t days[SLOT_COMPARED];
    int64_t member_baskets; /* of the reported window */
};

/* The stores of the book, the unknown one behind all. */
struct places {
    struct slices slices;    /* not ranked */
    struct trading *trading; /* of each */
};

/* They live in the arena of the view. */
struct places places_make(const struct view *view);

/* Why a store cannot be compared with last year; NULL: it can. */
const char *place_why_not(const struct view *view, const struct slice *slice,
                          const struct trading *trading);

/*
 * The table `stores`, by rank; stores without a line now come last.  INTERNAL
 * where they do not add up.
 */
enum status place_make(const struct view *view, struct diag *diag,
                       struct table **table);

#endif
