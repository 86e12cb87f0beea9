#include "fold/batch.h"

#include "base/date.h"

void tallies_init(struct tallies *tallies)
{
    *tallies =
        (struct tallies){.first_date = DATE_NONE, .last_date = DATE_NONE};
}

void tallies_cover(struct tallies *tallies, int32_t first, int32_t last)
{
    if (first == DATE_NONE)
        return;
    if (tallies->first_date == DATE_NONE || first < tallies->first_date)
        tallies->first_date = first;
    if (tallies->last_date == DATE_NONE || last > tallies->last_date)
        tallies->last_date = last;
}

/* Sums cannot overflow where the magnitude does not: else they mean nothing. */
static void add(int64_t *sum, int64_t more)
{
    *sum = (int64_t)((uint64_t)*sum + (uint64_t)more);
}

void tallies_add(struct tallies *tallies, const struct tallies *more)
{
    add(&tallies->other_net, more->other_net);
    add(&tallies->other_lines, more->other_lines);
    add(&tallies->net_gap, more->net_gap);
    tallies_add_magnitude(tallies, more->magnitude);
    tallies_cover(tallies, more->first_date, more->last_date);
}
