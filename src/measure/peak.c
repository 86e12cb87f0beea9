#include "measure/peak.h"

#include "fold/radix.h"
#include "measure/visit.h"

static const struct column columns[] = {
    {"weekday", "Weekday", CELL_TEXT, SUM_NONE, NULL},
    {"hour", "Hour", CELL_COUNT, SUM_NONE, "0 to 23, or Unknown"},
    {"baskets", "Baskets", CELL_COUNT, SUM_TOTAL, NULL},
    {"net_sales", "Net sales", CELL_MONEY, SUM_TOTAL, NULL},
    {"trading_days", "Trading days", CELL_COUNT, SUM_NONE,
     "days of this weekday with a basket"},
    {"baskets_per_day", "Baskets a day", CELL_RATIO, SUM_NONE,
     "mean over trading days"},
};

enum { HOURS = 24, UNKNOWN_HOUR = HOURS, HOUR_SECONDS = 3600 };

struct hours {
    int64_t baskets[WEEK_DAYS][HOURS + 1];
    int64_t net[WEEK_DAYS][HOURS + 1];
    bool used[HOURS + 1];
    int64_t days[WEEK_DAYS]; /* with a basket */
};

static int hour_of(const struct order *order)
{
    return order->has_time ? (int)(order->second / HOUR_SECONDS) : UNKNOWN_HOUR;
}

static void count_baskets(const struct view *view, struct hours *hours)
{
    struct visit visit = visit_window(view, SLOT_NOW);
    size_t last = SIZE_MAX; /* day with a basket */
    const struct order *order;

    while ((order = visit_basket(&visit))) {
        int weekday = date_weekday(order->date);

        hours->baskets[weekday][hour_of(order)]++;
        hours->used[hour_of(order)] = true;
        hours->days[weekday] += visit.day != last;
        last = visit.day;
    }
}

/* Money counts on its own day. */
static void add_money_of(const struct view *view, struct hours *hours,
                         int32_t date, int hour, int64_t net)
{
    if (!view_holds(view, SLOT_NOW, date))
        return;
    hours->net[date_weekday(date)][hour] += net;
    hours->used[hour] = true;
}

static void add_order(const struct view *view, struct hours *hours,
                      const struct order *order)
{
    add_money_of(view, hours, order->day, hour_of(order), order_net(order));
}

/* Orders that begin outside of the window, and most of whose lines are of a day
 * within: so others were moved from there. */
static void add_others(const struct view *view, struct hours *hours)
{
    const struct book *book = view->book;
    struct arena scratch = {0};
    uint64_t *numbers = arena_array(&scratch, uint64_t, book->moved_count + 1);
    size_t count = 0;

    for (size_t i = 0; i < book->moved_count; i++)
        if (view_holds(view, SLOT_NOW, book->moved[i].from))
            numbers[count++] = book->moved[i].order;
    count = radix_unique(numbers, count);
    for (size_t i = 0; i < count; i++) {
        struct order order = book_order(book, numbers[i]);

        if (!view_holds(view, SLOT_NOW, order.date))
            add_order(view, hours, &order);
    }
    arena_free(&scratch);
}

static void add_moved(const struct view *view, struct hours *hours)
{
    const struct book *book = view->book;

    for (size_t i = 0; i < book->moved_count; i++) {
        const struct moved *moved = book->moved + i;
        int64_t net = moved_net(moved);
        struct order order;
        int hour;

        if (!view_holds(view, SLOT_NOW, moved->from) &&
            !view_holds(view, SLOT_NOW, moved->date))
            continue;
        order = book_order(book, moved->order);
        hour = hour_of(&order);
        add_money_of(view, hours, moved->from, hour, -net);
        add_money_of(view, hours, moved->date, hour, net);
    }
}

static void add_money(const struct view *view, struct hours *hours)
{
    struct visit visit = visit_window(view, SLOT_NOW);
    const struct order *order;

    while ((order = visit_order(&visit)))
        add_order(view, hours, order);
    add_others(view, hours);
    add_moved(view, hours);
}

static void add_row(struct table *table, const struct hours *hours, int weekday,
                    int hour)
{
    struct cell *cells = table_add(table);
    int64_t baskets = hours->baskets[weekday][hour];
    int64_t days = hours->days[weekday];

    cells[0] = cell_label(date_weekday_name(weekday));
    cells[1] = hour == UNKNOWN_HOUR ? cell_text(UNKNOWN) : cell_count(hour);
    cells[2] = cell_count(baskets);
    cells[3] = cell_integer(CELL_MONEY, hours->net[weekday][hour]);
    cells[4] = cell_count(days);
    cells[5] = cell_ratio(CELL_RATIO, (double)baskets, (double)days);
}

struct table *peak_make(const struct view *view)
{
    struct hours *hours = arena_new(view->arena, struct hours);
    struct table *table =
        table_new(view->arena, "hourly", "Peaks", columns, COUNT(columns));
    int first = 0;
    int last = HOURS - 1;

    count_baskets(view, hours);
    add_money(view, hours);
    while (first < HOURS && !hours->used[first])
        first++;
    while (last > first && !hours->used[last])
        last--;
    for (int weekday = 0; weekday < WEEK_DAYS; weekday++) {
        for (int hour = first; hour <= last; hour++)
            add_row(table, hours, weekday, hour);
        if (hours->used[UNKNOWN_HOUR])
            add_row(table, hours, weekday, UNKNOWN_HOUR);
    }
    return table;
}
