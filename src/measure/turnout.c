#include "measure/turnout.h"

#include "measure/placement.h"
#include "measure/visit.h"

enum { DAYS_MOST = 28 };

/* Counting, order by order. */
struct count {
    struct placement placement; /* of what is counted */
    struct turnout **turnouts;  /* of each promotion */
    uint64_t *last;             /* the order that each was last counted for */
};

static int32_t whole_weeks(int32_t days)
{
    return (days + WEEK_DAYS - 1) / WEEK_DAYS * WEEK_DAYS;
}

static struct turnout begin(const struct view *view,
                            const struct promotion *promotion)
{
    int32_t length = promotion->end - promotion->start + 1;
    int32_t days = length < DAYS_MOST ? length : DAYS_MOST;
    struct turnout turnout = {
        .days = days,
        .first = {[BEFORE] = promotion->start - whole_weeks(days),
                  [DURING] = promotion->start,
                  [AFTER] = promotion->start + whole_weeks(length)}};

    for (size_t i = 0; i < TURNOUTS; i++)
        turnout.is_known[i] =
            turnout.first[i] >= view->book->first_date &&
            turnout.first[i] + days - 1 <= view->comparison->as_of;
    return turnout;
}

static void count_in(const struct count *count, struct placed placed,
                     int32_t date, uint64_t number)
{
    for (size_t i = 0; i < placed.count; i++) {
        uint32_t promotion = placed.numbers[i];
        struct turnout *turnout = count->turnouts[promotion];

        for (size_t when = 0; when < TURNOUTS; when++) {
            if (date < turnout->first[when] ||
                date >= turnout->first[when] + turnout->days)
                continue;
            turnout->orders[when] += count->last[promotion] != number;
            count->last[promotion] = number;
        }
    }
}

static void count_order(const struct count *count, const struct book *book,
                        const struct order *order, uint64_t number)
{
    const uint32_t *items = order_items(book, order);

    for (uint32_t i = 0; i < order->item_count; i++) {
        if (items[i] == MAP_NONE)
            continue;
        count_in(count, placement_own(&count->placement, items[i]), order->date,
                 number);
        count_in(count, placement_category(&count->placement, items[i]),
                 order->date, number);
    }
}

/* All days that something is counted on. */
static struct visit visit_all(const struct view *view,
                              const struct turnout *turnouts, size_t count)
{
    int32_t first = view->comparison->as_of;
    int32_t last = view->book->first_date;

    for (size_t i = 0; i < count; i++)
        for (size_t when = 0; when < TURNOUTS; when++) {
            int32_t end = turnouts[i].first[when] + turnouts[i].days - 1;

            if (!turnouts[i].is_known[when])
                continue;
            first = turnouts[i].first[when] < first ? turnouts[i].first[when]
                                                    : first;
            last = end > last ? end : last;
        }
    return visit_days(view->book, first, last);
}

struct turnout *turnouts_make(struct arena *arena, const struct view *view,
                              const struct uplifts *uplifts)
{
    const struct promotions *promotions = &view->study->catalogue->promotions;
    struct turnout *turnouts =
        arena_array(arena, struct turnout, uplifts->count + 1);
    bool *chosen = arena_array(arena, bool, promotions->count + 1);
    struct count count = {
        .turnouts = arena_array(arena, struct turnout *, promotions->count + 1),
        .last = arena_array(arena, uint64_t, promotions->count + 1)};
    const struct order *order;
    struct visit visit;

    for (size_t i = 0; i < uplifts->count; i++) {
        const struct promotion *promotion = uplifts->items[i].promotion;

        turnouts[i] = begin(view, promotion);
        chosen[promotion - promotions->items] = true;
        count.turnouts[promotion - promotions->items] = turnouts + i;
    }
    count.placement = placement_make(arena, view->book, chosen);
    visit = visit_all(view, turnouts, uplifts->count);
    for (uint64_t number = 1; (order = visit_order(&visit)); number++)
        count_order(&count, view->book, order, number);
    return turnouts;
}

struct cell turnout_cell(const struct turnout *turnout, enum turnout_when when)
{
    if (!turnout->is_known[when])
        return (struct cell){.kind = CELL_UNDEFINED};
    return cell_ratio(CELL_RATIO, (double)turnout->orders[when],
                      (double)turnout->days);
}
