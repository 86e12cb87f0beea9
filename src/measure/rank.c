#include "measure/rank.h"

#include <stdlib.h>

static int compare(const void *a, const void *b)
{
    const struct ranked *x = a;
    const struct ranked *y = b;

    if (x->value != y->value)
        return x->value > y->value ? -1 : 1;
    if (x->net != y->net)
        return x->net > y->net ? -1 : 1;
    return str_compare(x->id, y->id);
}

void rank_sort(struct ranked *items, size_t count)
{
    if (count > 0)
        qsort(items, count, sizeof *items, compare);
    for (size_t i = 0; i < count; i++)
        items[i].rank = i > 0 && items[i].value == items[i - 1].value
                            ? items[i - 1].rank
                            : (int64_t)i + 1;
}
