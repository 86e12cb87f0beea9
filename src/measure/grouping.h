/*
 * grouping.h - things grouped by what an extract says of them: classes by
 * department, stores by market …
 */
#ifndef REPORT_MEASURE_GROUPING_H
#define REPORT_MEASURE_GROUPING_H

#include "fold/book.h"

/* Things (classes, stores …) grouped by a text of theirs, in order of names by
 * bytes, "Unknown" last. */
struct grouping {
    struct str *names;
    size_t count;
    uint32_t *groups; /* of each thing */
};

/* Things by their texts; an empty one is "Unknown". */
struct grouping grouping_of(struct arena *arena, const struct str *texts,
                            size_t count);

enum group_by { BY_CATEGORY, BY_DEPARTMENT };

/* Classes by their category or department. */
struct grouping grouping_make(struct arena *arena,
                              const struct catalogue *catalogue,
                              enum group_by by);

/* Whether any thing is in another group than "Unknown". */
bool grouping_is_known(const struct grouping *grouping);

/* The group of a product of the book; MAP_NONE stands for an unknown one. */
uint32_t grouping_of_product(const struct grouping *grouping,
                             const struct book *book, uint32_t product);

enum place_by { BY_MARKET, BY_STATE, BY_POSTCODE };

/* The stores of a book, the unknown one behind all; a store that the extract
 * lacks is "Unknown". */
struct grouping grouping_of_stores(struct arena *arena, const struct book *book,
                                   enum place_by by);

/* Whether the stores extract says it of any store. */
bool grouping_is_given(const struct catalogue *catalogue, enum place_by by);

#endif
