#include "measure/day.h"

#include "base/decimal.h"

static const struct column day_columns[] = {
    {"date", "Date", CELL_DATE, SUM_NONE, NULL},
    {"weekday", "Weekday", CELL_TEXT, SUM_NONE, NULL},
    {"net_sales", "Net sales", CELL_MONEY, SUM_TOTAL, NULL},
    {"baskets", "Baskets", CELL_COUNT, SUM_TOTAL, NULL},
    {"aov", "AOV", CELL_PRICE, SUM_NONE, "(gross sales - discount) / baskets"},
    {"ly_date", "Last year’s day", CELL_DATE, SUM_NONE, "364 days before"},
    {"ly", "Last year", CELL_MONEY, SUM_TOTAL, "net sales 364 days before"},
    {"ly_baskets", "Baskets last year", CELL_COUNT, SUM_TOTAL, NULL},
};

static const struct column week_columns[] = {
    {"week", "Week", CELL_TEXT, SUM_NONE, NULL},
    {"start", "Start", CELL_DATE, SUM_NONE, NULL},
    {"end", "End", CELL_DATE, SUM_NONE, NULL},
    {"days", "Days", CELL_COUNT, SUM_NONE,
     "up to the as-of day; fewer than 7 in a week that goes on"},
    {"net_sales", "Net sales", CELL_MONEY, SUM_TOTAL, NULL},
    {"ly", "Last year", CELL_MONEY, SUM_TOTAL,
     "net sales of the same days 364 days before"},
    {"in_window", "In window", CELL_FLAG, SUM_NONE,
     "the week has a day of the reported window"},
    {"baskets", "Baskets", CELL_COUNT, SUM_TOTAL, NULL},
    {"label", "Week, in short", CELL_TEXT, SUM_NONE, NULL},
    {"above", "Above last year", CELL_FLAG, SUM_NONE, NULL},
    {"below", "Below last year", CELL_FLAG, SUM_NONE, NULL},
};

enum { ALIGNED = 364, WEEKS = 13 };

/* One day of the data. */
struct trade {
    int64_t net;
    int64_t sales; /* gross - discount */
    int64_t baskets;
};

/* All days of the data, and what they come to. */
struct days {
    int32_t first;
    int32_t last;
    struct trade *items;
};

static struct trade *day_of(const struct days *days, int32_t date)
{
    if (days->first == DATE_NONE || date < days->first || date > days->last)
        return NULL;
    return days->items + (date - days->first);
}

static void add_classes(const struct view *view, const struct day *from,
                        struct trade *day)
{
    for (size_t i = 0; i < view->study->catalogue->class_count; i++) {
        day->net += sums_net(from->classes + i);
        day->sales += from->classes[i].gross - from->classes[i].discount;
    }
}

static struct days make_days(const struct view *view)
{
    const struct book *book = view->book;
    struct days days = {.first = book->first_date, .last = book->last_date};

    if (days.first == DATE_NONE)
        return days;
    days.items = arena_array(view->arena, struct trade,
                             (size_t)(days.last - days.first) + 1);
    for (size_t i = 0; i < book->day_count; i++)
        add_classes(view, book->days + i, day_of(&days, book->days[i].date));
    for (int32_t i = 0; i <= days.last - days.first; i++)
        days.items[i].baskets = view->baskets[i];
    return days;
}

static struct trade sum_days(const struct days *days, int32_t first,
                             int32_t last)
{
    struct trade sum = {0};

    for (int32_t date = first; date <= last; date++) {
        const struct trade *day = day_of(days, date);

        if (!day)
            continue;
        sum.net += day->net;
        sum.sales += day->sales;
        sum.baskets += day->baskets;
    }
    return sum;
}

/* Whether the data reaches back to a day. */
static bool is_covered(const struct view *view, int32_t date)
{
    return date >= view->comparison->data_first;
}

static void add_day(const struct view *view, struct table *table,
                    const struct days *days, int32_t date)
{
    struct trade day = sum_days(days, date, date);
    struct trade ly = sum_days(days, date - ALIGNED, date - ALIGNED);
    struct cell *cells = table_add(table);

    cells[0] = cell_date(date);
    cells[1] = cell_label(date_weekday_name(date_weekday(date)));
    cells[2] = cell_integer(CELL_MONEY, day.net);
    cells[3] = cell_count(day.baskets);
    cells[4] = cell_ratio(CELL_PRICE, (double)day.sales / MONEY_ONE,
                          (double)day.baskets);
    cells[5] = cell_date(date - ALIGNED);
    if (is_covered(view, date - ALIGNED)) {
        cells[6] = cell_integer(CELL_MONEY, ly.net);
        cells[7] = cell_count(ly.baskets);
    }
}

struct table *day_make(const struct view *view)
{
    struct days days = make_days(view);
    const struct window *now = &view->windows[SLOT_NOW];
    struct table *table =
        table_new(view->arena, "days", "Days", day_columns, COUNT(day_columns));

    for (int32_t date = now->start; date <= now->end; date++)
        add_day(view, table, &days, date);
    table->note = STR("Last year: the same weekday 364 days before");
    return table;
}

/* NULL: weeks are from Monday on, or the calendar does not have the day. */
static const struct week *fiscal_week(const struct calendar *calendar,
                                      int32_t date)
{
    return calendar->months ? NULL : calendar_week(calendar, date);
}

/* The week that holds a day, beside fiscal weeks what they leave of it; its
 * names go into the arena. */
static struct window week_of(const struct view *view, int32_t date)
{
    const struct calendar *calendar = view->study->calendar;
    const struct week *week = fiscal_week(calendar, date);
    char text[DATE_TEXT];
    struct window window;

    if (week)
        return (struct window){
            .start = week->start,
            .end = week->end,
            .name = str_format(view->arena, "FY%02dW%02d", week->year % 100,
                               week->number),
            .label = str_format(view->arena, "W%02d", week->number)};
    window.start = window.end = date;
    while (date_weekday(window.start) > 0 &&
           !fiscal_week(calendar, window.start - 1))
        window.start--;
    while (date_weekday(window.end) < WEEK_DAYS - 1 &&
           !fiscal_week(calendar, window.end + 1))
        window.end++;
    window.kind = WINDOW_WEEK;
    window.name = str_format(view->arena, "%s", date_print(text, window.start));
    window.label =
        str_format(view->arena, "%d %.3s", date_civil(window.start).day,
                   date_month_name(date_civil(window.start).month));
    return window;
}

static void add_week(const struct view *view, struct table *table,
                     const struct days *days, const struct window *week)
{
    const struct window *now = &view->windows[SLOT_NOW];
    int32_t as_of = view->comparison->as_of;
    int32_t last = week->end < as_of ? week->end : as_of;
    struct trade sum = sum_days(days, week->start, last);
    struct trade ly = sum_days(days, week->start - ALIGNED, last - ALIGNED);
    struct cell *cells = table_add(table);

    cells[0] = cell_text(week->name);
    cells[1] = cell_date(week->start);
    cells[2] = cell_date(week->end);
    cells[3] = cell_count(last - week->start + 1);
    cells[4] = cell_integer(CELL_MONEY, sum.net);
    if (is_covered(view, week->start - ALIGNED)) {
        cells[5] = cell_integer(CELL_MONEY, ly.net);
        cells[9] = cell_integer(CELL_FLAG, sum.net > ly.net ? 1 : 0);
        cells[10] = cell_integer(CELL_FLAG, sum.net < ly.net ? 1 : 0);
    }
    cells[6] =
        cell_integer(CELL_FLAG, week->start <= now->end && last >= now->start);
    cells[7] = cell_count(sum.baskets);
    cells[8] = cell_text(week->label);
}

struct table *day_make_weeks(const struct view *view)
{
    struct days days = make_days(view);
    struct window weeks[WEEKS];
    int32_t date = view->comparison->as_of;
    struct table *table = table_new(view->arena, "weeks", "Weeks", week_columns,
                                    COUNT(week_columns));

    for (size_t i = WEEKS; i-- > 0;) {
        weeks[i] = week_of(view, date);
        date = weeks[i].start - 1;
    }
    for (size_t i = 0; i < WEEKS; i++)
        if (weeks[i].end >= view->comparison->data_first)
            add_week(view, table, &days, weeks + i);
    table->note = STR("Last year: the same days 364 days before");
    return table;
}
