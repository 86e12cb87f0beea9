/*
 * tenure.h - who comes to the loyalty programme, who goes, who returns.
 *
 * Told of one member after another, for all windows at once; only days around
 * long gaps are looked at.
 */
#ifndef REPORT_MEASURE_TENURE_H
#define REPORT_MEASURE_TENURE_H

#include "measure/member.h"
#include "measure/programme.h"
#include "measure/timeline.h"

/* A member, and the windows to be counted in. */
struct tenure {
    const struct timeline *timeline; /* which holds all days of the windows */
    const struct window *windows;
    const struct membership *membership;
    int32_t active_days; /* that a basket makes active for */
    const int32_t *days; /* of member's baskets, ascending, each once */
    size_t day_count;
};

/* The windows that hold a day, on whose last day the membership holds. */
uint64_t tenure_windows(const struct tenure *tenure, int32_t date);

/* Count in each window that the member is new, reactivated or lapsed in. */
void tenure_count(const struct tenure *tenure, struct programme *counts);

/* Count as from the group whoever was here first on a day; the group's own
 * first day is an earlier one. */
void tenure_arrive(const struct tenure *tenure, int32_t first,
                   struct programme *counts);

#endif
