#include "measure/trailing.h"

bool trailing_next(struct trailing *trailing, struct stretch *next)
{
    const int32_t *days = trailing->days;
    size_t i = 1;

    if (trailing->count == 0)
        return false;
    while (i < trailing->count && days[i] - days[i - 1] <= trailing->span)
        i++;
    next->first = days[0];
    next->last = days[i - 1] + trailing->span - 1;
    trailing->days += i;
    trailing->count -= i;
    return true;
}

/* The side whose stretch ends first goes on. */
static bool go_on(struct trailing_both *both)
{
    size_t side = both->stretches[0].last <= both->stretches[1].last ? 0 : 1;

    if (both->has_begun)
        return trailing_next(&both->sides[side], &both->stretches[side]);
    both->has_begun = true;
    return trailing_next(&both->sides[0], &both->stretches[0]) &&
           trailing_next(&both->sides[1], &both->stretches[1]);
}

bool trailing_both_next(struct trailing_both *both, struct stretch *next)
{
    const struct stretch *a = &both->stretches[0];
    const struct stretch *b = &both->stretches[1];

    while (go_on(both)) {
        next->first = a->first > b->first ? a->first : b->first;
        next->last = a->last < b->last ? a->last : b->last;
        if (next->first <= next->last)
            return true;
    }
    return false;
}
