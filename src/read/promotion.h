/*
 * promotion.h - promotions: of a product, or of all products of a category.
 */
#ifndef REPORT_READ_PROMOTION_H
#define REPORT_READ_PROMOTION_H

#include "base/map.h"
#include "base/status.h"

#include <stdbool.h>
#include <stdint.h>

struct extract_run;

struct promotion {
    struct str id;
    struct str name;
    struct str type;
    struct str product; /* its id, which the products extract may lack */
    struct str category;
    int32_t start;
    int32_t end; /* not before the start */
};

struct promotions {
    struct map ids; /* id -> items[] */
    struct promotion *items;
    size_t count;
    bool is_given; /* the extract was delivered */
};

/*
 * Read promotions into an empty struct.  Rejected are a second row with the
 * same promotion_id, and an end before the start.
 */
enum status promotions_read(const struct extract_run *run,
                            struct promotions *promotions);

#endif
