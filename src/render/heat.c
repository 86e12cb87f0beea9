#include "render/heat.h"

bool heat_same(const struct cell *a, const struct cell *b)
{
    if (a->kind != b->kind)
        return false;
    return a->kind == CELL_TEXT ? str_equal(a->text, b->text)
                                : cell_number(a) == cell_number(b);
}

size_t side_find(const struct side *side, const struct cell *cell)
{
    size_t i = 0;

    while (i < side->count && !heat_same(&side->items[i], cell))
        i++;
    return i;
}

bool heat_is_neutral(const struct heat *heat, const struct cell *label)
{
    return heat->block->has_neutral && label->kind != CELL_TEXT &&
           cell_number(label) == heat->block->neutral;
}

bool heat_shows_peak(const struct heat *heat)
{
    return heat->peak && !heat->means;
}
