#include "measure/calendar.h"

#include <assert.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { CENTURY = 100 };

struct str period_name(struct arena *arena, int year, int number)
{
    return str_format(arena, "FY%02dP%02d", year % CENTURY, number);
}

bool calendar_is_weekly(const struct calendar *calendar)
{
    for (size_t i = 0; i < calendar->period_count; i++) {
        const struct period *period = &calendar->periods[i];

        if ((period->end - period->start + 1) % WEEK_DAYS != 0)
            return false;
    }
    return calendar->period_count > 0;
}

/* Growing arrays of a calendar. */
struct builder {
    struct arena *arena;
    struct diag *diag;
    struct calendar *calendar;
    size_t period_capacity;
    size_t week_capacity;
    bool weekly; /* weeks run on from a year's first day */
};

static void add_period(struct builder *builder, struct period period)
{
    struct calendar *calendar = builder->calendar;

    calendar->periods =
        arena_grow(builder->arena, calendar->periods, &builder->period_capacity,
                   calendar->period_count + 1, sizeof *calendar->periods);
    calendar->periods[calendar->period_count++] = period;
}

static void add_week(struct builder *builder, struct week week)
{
    struct calendar *calendar = builder->calendar;

    calendar->weeks =
        arena_grow(builder->arena, calendar->weeks, &builder->week_capacity,
                   calendar->week_count + 1, sizeof *calendar->weeks);
    calendar->weeks[calendar->week_count++] = week;
}

/* The weeks of one fiscal year, the days start..end. */
static void add_year_weeks(struct builder *builder, int year, int32_t start,
                           int32_t end)
{
    struct week week = {.year = year, .number = 1, .start = start};

    while (week.start <= end) {
        week.end = week.start + WEEK_DAYS - 1;
        if (!builder->weekly)
            week.end -= date_weekday(week.start);
        if (week.end > end)
            week.end = end;
        add_week(builder, week);
        week.start = week.end + 1;
        week.number++;
    }
}

void calendar_add_weeks(struct arena *arena, struct calendar *calendar)
{
    struct builder builder = {.arena = arena, .calendar = calendar};

    builder.weekly = calendar_is_weekly(calendar);
    for (size_t i = 0; i < calendar->period_count;) {
        const struct period *first = &calendar->periods[i];
        const struct period *last = first;

        while (i < calendar->period_count &&
               calendar->periods[i].year == first->year)
            last = &calendar->periods[i++];
        if (first->number == 1)
            add_year_weeks(&builder, first->year, first->start, last->end);
    }
}

static int compare_rows(const void *a, const void *b)
{
    const struct fiscal_row *left = a;
    const struct fiscal_row *right = b;

    if (left->start != right->start)
        return left->start < right->start ? -1 : 1;
    if (left->end != right->end)
        return left->end < right->end ? -1 : 1;
    if (strcmp(left->place.file, right->place.file) != 0)
        return strcmp(left->place.file, right->place.file);
    return (left->place.line > right->place.line) -
           (left->place.line < right->place.line);
}

/* "FY24P06 of 2023-11-27..2023-12-31", or the week or day of it. */
static const char *print_row(struct arena *arena, const struct fiscal_row *row)
{
    char start[DATE_TEXT];
    char end[DATE_TEXT];
    struct str name = period_name(arena, row->year, row->period);

    return str_format(arena, "%.*s of %s..%s", STR_ARGS(name),
                      date_print(start, row->start), date_print(end, row->end))
        .at;
}

/* Where the other row of a problem stands: "calendar.csv:12". */
static const char *print_place(struct arena *arena,
                               const struct fiscal_row *row)
{
    return str_format(arena, "%s:%zu", row->place.file, row->place.line).at;
}

static enum status check_gap(const struct builder *builder,
                             const struct fiscal_row *before,
                             const struct fiscal_row *row)
{
    struct arena *arena = builder->arena;
    char from[DATE_TEXT];
    char to[DATE_TEXT];

    if (row->start <= before->end)
        return diag_error(builder->diag, BAD_DATA, row->place,
                          "period %s overlaps %s (%s)", print_row(arena, row),
                          print_row(arena, before), print_place(arena, before));
    if (row->start > before->end + 1)
        return diag_error(builder->diag, BAD_DATA, row->place,
                          "no period holds %s..%s, between %s (%s) and %s",
                          date_print(from, before->end + 1),
                          date_print(to, row->start - 1),
                          print_row(arena, before), print_place(arena, before),
                          print_row(arena, row));
    return OK;
}

/* Whether a row belongs to the same period as the row before it. */
static bool is_same_period(const struct fiscal_row *before,
                           const struct fiscal_row *row)
{
    return row->year == before->year && row->period == before->period;
}

static enum status check_order(const struct builder *builder,
                               const struct fiscal_row *before,
                               const struct fiscal_row *row)
{
    struct arena *arena = builder->arena;
    bool next = row->year == before->year && row->period == before->period + 1;
    bool new_year = row->year == before->year + 1 && row->period == 1;

    if (next || new_year || is_same_period(before, row))
        return OK;
    return diag_error(builder->diag, BAD_DATA, row->place,
                      "period %s follows %s (%s); expected the next number, or "
                      "P01 of the next year",
                      print_row(arena, row), print_row(arena, before),
                      print_place(arena, before));
}

static enum status check_row(const struct builder *builder,
                             const struct fiscal_row *before,
                             const struct fiscal_row *row)
{
    enum status status;

    if (row->end < row->start)
        return diag_error(builder->diag, BAD_DATA, row->place,
                          "period %s ends before it begins",
                          print_row(builder->arena, row));
    if (!before)
        return OK;
    status = check_gap(builder, before, row);
    return status == OK ? check_order(builder, before, row) : status;
}

static void take_period(struct builder *builder,
                        const struct fiscal_row *before,
                        const struct fiscal_row *row)
{
    struct calendar *calendar = builder->calendar;
    struct period period = {.year = row->year, .number = row->period};

    if (before && is_same_period(before, row)) {
        calendar->periods[calendar->period_count - 1].end = row->end;
        return;
    }
    period.start = row->start;
    period.end = row->end;
    period.name = period_name(builder->arena, row->year, row->period);
    add_period(builder, period);
}

/*
 * Weeks may be numbered by the year, and lie across the end of a period; or
 * anew in each period: a number that falls goes on from the week before.
 */
static void take_week(struct builder *builder, const struct fiscal_row *before,
                      const struct fiscal_row *row)
{
    struct calendar *calendar = builder->calendar;
    struct week *last = calendar->week_count > 0
                            ? &calendar->weeks[calendar->week_count - 1]
                            : NULL;
    struct week week = {row->year, row->week, row->start, row->end};
    bool same_year = last && last->year == week.year;

    if (same_year && before && before->week == row->week) {
        last->end = row->end;
        return;
    }
    if (same_year && week.number <= last->number)
        week.number = last->number + 1;
    add_week(builder, week);
}

enum status calendar_of_rows(struct arena *arena, struct diag *diag,
                             const struct fiscal_row *rows, size_t count,
                             struct calendar **calendar)
{
    struct builder builder = {.arena = arena, .diag = diag};
    struct fiscal_row *sorted = arena_array(arena, struct fiscal_row, count);
    bool has_weeks = true;

    assert(count > 0);
    builder.calendar = arena_new(arena, struct calendar);
    memcpy(sorted, rows, count * sizeof *rows);
    qsort(sorted, count, sizeof *sorted, compare_rows);
    for (size_t i = 0; i < count; i++) {
        const struct fiscal_row *before = i > 0 ? &sorted[i - 1] : NULL;
        enum status status = check_row(&builder, before, &sorted[i]);

        if (status != OK)
            return status;
        take_period(&builder, before, &sorted[i]);
        has_weeks = has_weeks && sorted[i].week > 0;
    }
    for (size_t i = 0; has_weeks && i < count; i++)
        take_week(&builder, i > 0 ? &sorted[i - 1] : NULL, &sorted[i]);
    if (!has_weeks)
        calendar_add_weeks(arena, builder.calendar);
    *calendar = builder.calendar;
    return OK;
}

const struct period *calendar_period(const struct calendar *calendar,
                                     int32_t date)
{
    size_t low = 0;
    size_t high = calendar->period_count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (calendar->periods[middle].end < date)
            low = middle + 1;
        else
            high = middle;
    }
    return low < calendar->period_count && calendar->periods[low].start <= date
               ? &calendar->periods[low]
               : NULL;
}

const struct week *calendar_week(const struct calendar *calendar, int32_t date)
{
    size_t low = 0;
    size_t high = calendar->week_count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (calendar->weeks[middle].end < date)
            low = middle + 1;
        else
            high = middle;
    }
    return low < calendar->week_count && calendar->weeks[low].start <= date
               ? &calendar->weeks[low]
               : NULL;
}

/* Whether no week lies across the end of a period. */
static bool weeks_lie_inside(const struct calendar *calendar)
{
    for (size_t i = 0; i < calendar->period_count; i++) {
        const struct period *period = &calendar->periods[i];
        const struct week *first = calendar_week(calendar, period->start);
        const struct week *last = calendar_week(calendar, period->end);

        if (!first || !last || first->start != period->start ||
            last->end != period->end)
            return false;
    }
    return true;
}

static void print_line(struct text *text, const struct period *period,
                       const struct week *week)
{
    char start[DATE_TEXT];
    char end[DATE_TEXT];
    char number[16] = "";

    if (week)
        snprintf(number, sizeof number, "%d", week->number);
    text_addf(text, "%d,%d,%s,%s,%s,%.*s\n", period->year, period->number,
              number, date_print(start, week ? week->start : period->start),
              date_print(end, week ? week->end : period->end),
              STR_ARGS(period->name));
}

/* The fiscal year of a day; `without` for one outside the calendar. */
static int year_of(const struct calendar *calendar, int32_t date, int without)
{
    const struct period *period = calendar_period(calendar, date);

    return period ? period->year : without;
}

struct str calendar_print(struct arena *arena, const struct calendar *calendar,
                          int32_t first, int32_t last)
{
    struct text text = {.arena = arena};
    bool by_week = weeks_lie_inside(calendar);
    int from = year_of(calendar, first, INT_MIN);
    int to = year_of(calendar, last, INT_MAX);

    text_addf(&text, "fiscal_year,period,week,start_date,end_date,label\n");
    for (size_t i = 0; !by_week && i < calendar->period_count; i++)
        if (calendar->periods[i].year >= from &&
            calendar->periods[i].year <= to)
            print_line(&text, &calendar->periods[i], NULL);
    for (size_t i = 0; by_week && i < calendar->week_count; i++)
        if (calendar->weeks[i].year >= from && calendar->weeks[i].year <= to)
            print_line(&text,
                       calendar_period(calendar, calendar->weeks[i].start),
                       &calendar->weeks[i]);
    return text_str(&text);
}
