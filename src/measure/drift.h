/*
 * drift.h - how demand moves from day to day where nothing is promoted.
 *
 * The index of a day is what products without a promotion on it sold, over what
 * they sell on their mean day without one: of a category where such products
 * sell ten units on a mean day, else of all.  Season, weekday and growth show
 * in it, promotions do not.
 */
#ifndef REPORT_MEASURE_DRIFT_H
#define REPORT_MEASURE_DRIFT_H

#include "measure/diary.h"

struct drift {
    size_t day_count;
    size_t category_count;
    double *indices; /* of each category, and of all, on each day */
};

/* The indices live in the arena. */
struct drift drift_make(struct arena *arena, const struct placement *placement,
                        const struct diary *diary);

/* The category MAP_NONE stands for all products; 0 where nothing was sold. */
static inline double drift_index(const struct drift *drift, uint32_t category,
                                 size_t day)
{
    size_t row = category == MAP_NONE ? drift->category_count : category;

    return drift->indices[row * drift->day_count + day];
}

#endif
