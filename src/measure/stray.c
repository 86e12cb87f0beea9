#include "measure/stray.h"

#include "measure/fate.h"

/* Whether a redemption in the reported window lies outside the offer's. */
static bool is_outside(const struct view *view, const struct offer *offer,
                       int32_t day)
{
    return view_holds(view, SLOT_NOW, day) &&
           (day < offer->start || day > offer->end);
}

static bool is_stray(const struct view *view, const struct offers *offers,
                     const struct offer_rows *rows)
{
    const struct offer *offer = offers->items + rows->events->offer;
    const struct window *now = &view->windows[SLOT_NOW];
    struct fate fate =
        fate_of(rows->events, rows->count, now, view->comparison->as_of);

    if (fate.redemptions > 0 && offers->has_stage[OFFER_ALLOCATED] &&
        !fate.is_treated)
        return true;
    for (size_t i = 0; i < rows->count; i++)
        if (is_outside(view, offer,
                       offer_event_day(rows->events + i, OFFER_REDEEMED)))
            return true;
    return false;
}

bool stray_redemption(const struct view *view, uint32_t customer)
{
    const struct offers *offers = &view->book->catalogue->offers;
    uint32_t number = view->members.offers[customer];
    struct offer_rows rows;

    if (!offers->is_delivered || number == MAP_NONE || offers->event_count == 0)
        return false;
    for (size_t at = offers->first_of[number];
         offer_rows_next(offers, number, &at, &rows);)
        if (is_stray(view, offers, &rows))
            return true;
    return false;
}
