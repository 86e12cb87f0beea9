#include "measure/season.h"

#include "base/decimal.h"
#include "base/wide.h"

#include <stdlib.h>

static const struct column columns[] = {
    {"category", "Category", CELL_TEXT, SUM_NONE, NULL},
    {"period", "Period", CELL_TEXT, SUM_NONE, NULL},
    {"start", "Start", CELL_DATE, SUM_NONE, NULL},
    {"end", "End", CELL_DATE, SUM_NONE, NULL},
    {"net_sales", "Net sales", CELL_MONEY, SUM_NONE, "of the period"},
    {"per_day", "Per day", CELL_PRICE, SUM_NONE, "net sales over days"},
    {"year_per_day", "Year, per day", CELL_PRICE, SUM_NONE,
     "of the 52 weeks to the reported window’s end, as far as there is data"},
    {"index", "Index", CELL_INDEX, SUM_NONE,
     "100 x per day over the year’s; undefined where that is not positive"},
};

enum { YEAR_DAYS = 364, TRAILING = 13 };

/* Net sales of a category, money. */
struct record {
    bool has_lines; /* in any of these windows */
    int64_t windows[TRAILING];
    int64_t year;
};

struct season {
    struct str category;
    const struct window *window;
    int64_t net;  /* money */
    int64_t year; /* of the category; there is an index where it is positive */
};

static struct window year_of(const struct view *view)
{
    struct window year = {.end = view->windows[SLOT_NOW].end};

    year.start = year.end - YEAR_DAYS + 1;
    if (year.start < view->book->first_date)
        year.start = view->book->first_date;
    return year;
}

static void add_class(const struct view *view, const struct window *year,
                      int32_t date, const struct sums *sums,
                      struct record *record)
{
    if (sums->sale_lines == 0 && sums->return_lines == 0)
        return;
    for (size_t i = 0; i < TRAILING; i++)
        if (view_holds(view, SLOT_TRAIL + i, date)) {
            record->has_lines = true;
            record->windows[i] += sums_net(sums);
        }
    if (date >= year->start && date <= year->end) {
        record->has_lines = true;
        record->year += sums_net(sums);
    }
}

static struct record *make_records(const struct view *view,
                                   const struct grouping *grouping,
                                   const struct window *year)
{
    const struct book *book = view->book;
    struct record *records =
        arena_array(view->arena, struct record, grouping->count);

    for (size_t i = 0; i < book->day_count; i++)
        for (size_t j = 0; j < book->catalogue->class_count; j++)
            add_class(view, year, book->days[i].date, book->days[i].classes + j,
                      records + grouping->groups[j]);
    return records;
}

static double per_day(int64_t net, const struct window *window)
{
    return (double)net / MONEY_ONE / window_days(window);
}

/* By their indices: exactly, as quotients of the same value may differ in their
 * last bit.  The year's days are the same for all. */
static int compare_indices(const struct season *x, const struct season *y)
{
    int128 left = (int128)x->net * window_days(y->window) * y->year;
    int128 right = (int128)y->net * window_days(x->window) * x->year;

    return (left > right) - (left < right);
}

static int compare_seasons(const void *a, const void *b)
{
    const struct season *x = a;
    const struct season *y = b;
    int order = 0;

    if ((x->year > 0) != (y->year > 0))
        return x->year > 0 ? -1 : 1;
    if (x->year > 0)
        order = compare_indices(x, y);
    if (order)
        return order;
    if (!str_equal(x->category, y->category))
        return str_compare(x->category, y->category);
    return x->window->start < y->window->start ? -1 : 1;
}

static void add_season(struct table *table, const struct season *season,
                       const struct window *year)
{
    struct cell *cells = table_add(table);
    double now = per_day(season->net, season->window);
    double mean = per_day(season->year, year);

    cells[0] = cell_text(season->category);
    cells[1] = cell_text(season->window->name);
    cells[2] = cell_date(season->window->start);
    cells[3] = cell_date(season->window->end);
    cells[4] = cell_integer(CELL_MONEY, season->net);
    cells[5] = cell_real(CELL_PRICE, now);
    cells[6] = cell_real(CELL_PRICE, mean);
    if (season->year > 0)
        cells[7] = cell_ratio(CELL_INDEX, 100 * now, mean);
}

/* A category's windows; how many they are. */
static size_t list_windows(const struct view *view, struct str category,
                           const struct record *record, struct season *seasons)
{
    size_t count = 0;

    for (size_t i = 0; i < TRAILING && record->has_lines; i++)
        if (view_has(view, SLOT_TRAIL + i))
            seasons[count++] =
                (struct season){.category = category,
                                .window = &view->windows[SLOT_TRAIL + i],
                                .net = record->windows[i],
                                .year = record->year};
    return count;
}

struct table *season_make(const struct view *view)
{
    struct grouping grouping =
        grouping_make(view->arena, view->study->catalogue, BY_CATEGORY);
    struct window year = year_of(view);
    struct record *records;
    struct season *seasons;
    struct table *table;
    size_t count = 0;

    if (!grouping_is_known(&grouping))
        return NULL;
    records = make_records(view, &grouping, &year);
    seasons =
        arena_array(view->arena, struct season, grouping.count * TRAILING);
    for (size_t i = 0; i < grouping.count; i++)
        count +=
            list_windows(view, grouping.names[i], records + i, seasons + count);
    qsort(seasons, count, sizeof *seasons, compare_seasons);
    table =
        table_new(view->arena, "seasons", "Seasons", columns, COUNT(columns));
    for (size_t i = 0; i < count; i++)
        add_season(table, seasons + i, &year);
    return table;
}
