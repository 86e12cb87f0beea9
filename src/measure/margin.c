#include "measure/margin.h"

#include "base/decimal.h"

#include <math.h>

static const double cost_one = 1e7; /* COST_PLACES */

struct margins margins_make(struct arena *arena, const struct book *book)
{
    size_t days = (size_t)(book->last_date - book->first_date) + 1;
    struct margins margins = {.first = book->first_date,
                              .days = days,
                              .net = arena_array(arena, int64_t, days + 1),
                              .cost = arena_array(arena, int64_t, days + 1)};

    for (size_t i = 0; i < book->day_count; i++) {
        const struct day *day = book->days + i;
        size_t at = (size_t)(day->date - book->first_date) + 1;

        for (size_t j = 0; j < book->catalogue->class_count; j++) {
            margins.net[at] += day->classes[j].costed_net;
            margins.cost[at] += day->classes[j].cost;
        }
    }
    for (size_t i = 1; i <= days; i++) {
        margins.net[i] += margins.net[i - 1];
        margins.cost[i] += margins.cost[i - 1];
    }
    return margins;
}

/* How many days of the data are before a date. */
static size_t days_before(const struct margins *margins, int64_t date)
{
    int64_t days = date - margins->first;

    if (days < 0)
        return 0;
    return (size_t)days > margins->days ? margins->days : (size_t)days;
}

double margins_rate(const struct margins *margins, const struct window *window)
{
    size_t from = days_before(margins, window->start);
    size_t to = days_before(margins, (int64_t)window->end + 1);
    double net = (double)(margins->net[to] - margins->net[from]) / MONEY_ONE;
    double cost = (double)(margins->cost[to] - margins->cost[from]) / cost_one;

    return net == 0 ? (double)NAN : (net - cost) / net;
}
