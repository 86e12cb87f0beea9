#include "measure/view.h"

static const struct window none = {.start = DATE_NONE, .end = DATE_NONE};

static struct window usable(const struct base *base)
{
    return base->covered ? base->window : none;
}

void view_make(struct arena *arena, const struct study *study,
               struct view *view)
{
    const struct comparison *comparison = &study->comparison;
    struct arena scratch = {0};

    *view = (struct view){.arena = arena,
                          .study = study,
                          .book = study->book,
                          .comparison = comparison};
    view->windows[SLOT_NOW] = comparison->now;
    view->windows[SLOT_PREV] = usable(&comparison->prev);
    view->windows[SLOT_LY] = usable(&comparison->ly);
    view->windows[SLOT_LY_FISCAL] =
        comparison->shifted ? usable(&comparison->ly_fiscal) : none;
    view->windows[SLOT_WHOLE] = (struct window){.start = comparison->data_first,
                                                .end = comparison->as_of};
    for (size_t i = 0; i < COUNT(comparison->trail); i++) {
        view->windows[SLOT_TRAIL + i] = comparison->trail[i];
        view->windows[SLOT_TRAIL_LY + i] = usable(&comparison->trail_ly[i]);
    }
    totals_make(&scratch, view->book, view->windows, SLOT_COUNT, view->totals);
    arena_free(&scratch);
}
