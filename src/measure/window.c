#include "measure/window.h"

#include "measure/calendar.h"

#include <string.h>

enum {
    CENTURY = 100,
    MONTHS = 12,
    LEAST_PERIODS = 12,
    QUARTERS = 4,
    HALVES = 2
};

/* 364 days: a year of whole weeks. */
enum { YEAR_OF_WEEKS = 52 * WEEK_DAYS };

static const struct window unknown = {.start = DATE_NONE, .end = DATE_NONE};

/* A window as its name says it; `number` of the period, quarter, week … */
struct part {
    enum window_kind kind;
    int year;
    int number;
    int32_t start; /* of a range */
    int32_t end;
};

static const struct period *find_period(const struct calendar *calendar,
                                        int year, int number)
{
    for (size_t i = 0; i < calendar->period_count; i++)
        if (calendar->periods[i].year == year &&
            calendar->periods[i].number == number)
            return &calendar->periods[i];
    return NULL;
}

static const struct week *find_week(const struct calendar *calendar, int year,
                                    int number)
{
    for (size_t i = 0; i < calendar->week_count; i++)
        if (calendar->weeks[i].year == year &&
            calendar->weeks[i].number == number)
            return &calendar->weeks[i];
    return NULL;
}

/* The number of a fiscal year's last period; 0 if it has none. */
static int last_number(const struct calendar *calendar, int year)
{
    int last = 0;

    for (size_t i = 0; i < calendar->period_count; i++)
        if (calendar->periods[i].year == year)
            last = calendar->periods[i].number;
    return last;
}

static int last_week(const struct calendar *calendar, int year)
{
    int last = 0;

    for (size_t i = 0; i < calendar->week_count; i++)
        if (calendar->weeks[i].year == year)
            last = calendar->weeks[i].number;
    return last;
}

/*
 * The first and last period of a quarter, half or year; false for other kinds.
 * The last quarter of 13 periods has four.
 */
static bool find_bounds(const struct calendar *calendar,
                        const struct part *part, const struct period **first,
                        const struct period **last)
{
    int parts = part->kind == WINDOW_QUARTER ? QUARTERS
                : part->kind == WINDOW_HALF  ? HALVES
                                             : 1;
    int number = part->kind == WINDOW_YEAR ? 1 : part->number;
    int length = LEAST_PERIODS / parts;
    int whole = last_number(calendar, part->year);

    if (number < 1 || number > parts)
        return false;
    *first = find_period(calendar, part->year, length * (number - 1) + 1);
    *last = find_period(
        calendar, part->year,
        number == parts && whole >= LEAST_PERIODS ? whole : length * number);
    return *first && *last;
}

static struct window of_period(struct arena *arena,
                               const struct calendar *calendar,
                               const struct part *part)
{
    const struct period *period =
        find_period(calendar, part->year, part->number);
    struct window window = {.kind = WINDOW_PERIOD};

    if (!period)
        return unknown;
    window.start = period->start;
    window.end = period->end;
    window.name = period->name;
    window.label = calendar->months
                       ? period->name
                       : str_format(arena, "P%02d", period->number);
    return window;
}

static struct window of_week(struct arena *arena,
                             const struct calendar *calendar,
                             const struct part *part)
{
    const struct week *week = find_week(calendar, part->year, part->number);
    struct window window = {.kind = WINDOW_WEEK};

    if (!week)
        return unknown;
    window.start = week->start;
    window.end = week->end;
    window.label = str_format(arena, "W%02d", week->number);
    window.name =
        str_format(arena, "FY%02d%s", week->year % CENTURY, window.label.at);
    return window;
}

static struct window of_periods(struct arena *arena,
                                const struct calendar *calendar,
                                const struct part *part)
{
    const struct period *first;
    const struct period *last;
    struct window window = {.kind = part->kind};

    if (!find_bounds(calendar, part, &first, &last))
        return unknown;
    window.start = first->start;
    window.end = last->end;
    window.name = str_format(arena, "FY%02d", part->year % CENTURY);
    window.label = window.name;
    if (part->kind == WINDOW_YEAR)
        return window;
    window.label = str_format(
        arena, "%c%d", part->kind == WINDOW_HALF ? 'H' : 'Q', part->number);
    window.name = str_format(arena, "%s%s", window.name.at, window.label.at);
    return window;
}

static struct window of_month(struct arena *arena, const struct part *part)
{
    struct window window = {.kind = WINDOW_MONTH};

    if (!date_is_valid(part->year, part->number, 1))
        return unknown;
    window.start = date_of(part->year, part->number, 1);
    window.end = date_of(part->year, part->number,
                         date_month_days(part->year, part->number));
    window.name = str_format(arena, "%04d-%02d", part->year, part->number);
    window.label = window.name;
    return window;
}

struct window window_of_days(struct arena *arena, int32_t start, int32_t end)
{
    struct window window = {.kind = WINDOW_RANGE, .start = start, .end = end};
    char from[DATE_TEXT];
    char to[DATE_TEXT];

    window.name = str_format(arena, "%s..%s", date_print(from, start),
                             date_print(to, end));
    window.label = window.name;
    return window;
}

static struct window resolve(struct arena *arena,
                             const struct calendar *calendar,
                             const struct part *part)
{
    switch (part->kind) {
    case WINDOW_PERIOD:
        return of_period(arena, calendar, part);
    case WINDOW_QUARTER:
    case WINDOW_HALF:
    case WINDOW_YEAR:
        return of_periods(arena, calendar, part);
    case WINDOW_WEEK:
        return of_week(arena, calendar, part);
    case WINDOW_MONTH:
        return of_month(arena, part);
    case WINDOW_RANGE:
        return window_of_days(arena, part->start, part->end);
    }
    return unknown;
}

/* Take 1 to `most` digits from the front; how many there were. */
static size_t take_number(struct str *rest, size_t most, int *number)
{
    size_t len = 0;

    *number = 0;
    while (len < most && len < rest->len && rest->at[len] >= '0' &&
           rest->at[len] <= '9')
        *number = *number * 10 + (rest->at[len++] - '0');
    rest->at += len;
    rest->len -= len;
    return len;
}

/* What stands after FY24: nothing, or P06, Q2, H1, W23. */
static bool parse_part_of_year(struct str rest, struct part *part)
{
    static const struct {
        const char *letters;
        enum window_kind kind;
    } kinds[] = {{"Pp", WINDOW_PERIOD},
                 {"Qq", WINDOW_QUARTER},
                 {"Hh", WINDOW_HALF},
                 {"Ww", WINDOW_WEEK}};

    part->kind = WINDOW_YEAR;
    if (rest.len == 0)
        return true;
    for (size_t i = 0; i < COUNT(kinds); i++)
        if (rest.at[0] == kinds[i].letters[0] ||
            rest.at[0] == kinds[i].letters[1]) {
            part->kind = kinds[i].kind;
            rest.at++;
            rest.len--;
            return take_number(&rest, 2, &part->number) > 0 && rest.len == 0;
        }
    return false;
}

/* FY24…, FY2024…; two digits from 69 on are of the last century. */
static bool parse_fiscal(struct str name, struct part *part)
{
    struct str rest = {name.at + 2, name.len - 2};
    size_t digits;

    if (name.len < 4 || (name.at[0] != 'F' && name.at[0] != 'f') ||
        (name.at[1] != 'Y' && name.at[1] != 'y'))
        return false;
    digits = take_number(&rest, 4, &part->year);
    if (digits == 2)
        part->year += part->year >= 69 ? 1900 : 2000;
    return (digits == 2 || digits == 4) && parse_part_of_year(rest, part);
}

/* 2023-12: a period where periods are months. */
static bool parse_month(struct str name, bool months, struct part *part)
{
    struct str rest = name;

    part->kind = months ? WINDOW_PERIOD : WINDOW_MONTH;
    if (take_number(&rest, 4, &part->year) != 4 || rest.len != 3 ||
        rest.at[0] != '-')
        return false;
    rest.at++;
    rest.len--;
    return take_number(&rest, 2, &part->number) == 2 && part->number >= 1 &&
           part->number <= MONTHS;
}

static bool parse_range(struct str name, struct part *part)
{
    const size_t len = sizeof "2023-12-01" - 1;
    const struct str dots = STR("..");

    part->kind = WINDOW_RANGE;
    return name.len == 2 * len + dots.len &&
           date_parse((struct str){name.at, len}, &part->start) &&
           str_equal((struct str){name.at + len, dots.len}, dots) &&
           date_parse((struct str){name.at + len + dots.len, len}, &part->end);
}

static enum status find_latest(struct arena *arena, struct diag *diag,
                               const struct calendar *calendar, int32_t last,
                               struct window *window)
{
    const struct period *latest = NULL;
    char date[DATE_TEXT];

    for (size_t i = 0; i < calendar->period_count; i++)
        if (calendar->periods[i].end <= last)
            latest = &calendar->periods[i];
    if (!latest)
        return diag_error(diag, BAD_USAGE, (struct place){0},
                          "no period of the calendar has ended by %s, the "
                          "last day of the data; expected a period by name",
                          date_print(date, last));
    *window = of_period(arena, calendar,
                        &(struct part){.kind = WINDOW_PERIOD,
                                       .year = latest->year,
                                       .number = latest->number});
    return OK;
}

/* Tell that the calendar lacks what a name says, and what it holds. */
static enum status tell_outside(struct diag *diag,
                                const struct calendar *calendar,
                                struct str name, const struct part *part)
{
    const struct period *first = &calendar->periods[0];
    const struct period *last = &calendar->periods[calendar->period_count - 1];
    char quoted[DIAG_QUOTE];
    char from[DATE_TEXT];
    char to[DATE_TEXT];
    int most = last_number(calendar, part->year);

    if (part->kind == WINDOW_PERIOD && most > 0 && part->number > most)
        return diag_error(diag, BAD_USAGE, (struct place){0},
                          "no period '%s' in the calendar; the last one of "
                          "that year is P%02d",
                          diag_quote(quoted, name), most);
    return diag_error(diag, BAD_USAGE, (struct place){0},
                      "no period '%s' in the calendar, which holds %.*s to "
                      "%.*s (%s..%s)",
                      diag_quote(quoted, name), STR_ARGS(first->name),
                      STR_ARGS(last->name), date_print(from, first->start),
                      date_print(to, last->end));
}

enum status calendar_window(struct arena *arena, struct diag *diag,
                            const struct calendar *calendar, struct str name,
                            int32_t last, struct window *window)
{
    struct part part = {0};
    char quoted[DIAG_QUOTE];

    if (str_equal(name, STR("latest")))
        return find_latest(arena, diag, calendar, last, window);
    if (!parse_fiscal(name, &part) &&
        !parse_month(name, calendar->months, &part) &&
        !parse_range(name, &part))
        return diag_error(diag, BAD_USAGE, (struct place){0},
                          "invalid period '%s'; expected FY24P06, FY24Q2, "
                          "FY24H1, FY24, FY24W23, 2023-12, "
                          "2023-12-01..2023-12-24 or latest",
                          diag_quote(quoted, name));
    if (part.kind == WINDOW_RANGE && part.start > part.end)
        return diag_error(diag, BAD_USAGE, (struct place){0},
                          "period '%s' ends before it begins",
                          diag_quote(quoted, name));
    *window = resolve(arena, calendar, &part);
    if (window_is_known(window))
        return OK;
    return tell_outside(diag, calendar, name, &part);
}

/* The part of the calendar that a known window is. */
static struct part part_of(const struct calendar *calendar,
                           const struct window *window)
{
    const struct period *period = calendar_period(calendar, window->start);
    const struct week *week = calendar_week(calendar, window->start);
    struct civil civil = date_civil(window->start);
    struct part part = {
        .kind = window->kind, .start = window->start, .end = window->end};

    if (period) {
        part.year = period->year;
        part.number = period->number;
    }
    if (window->kind == WINDOW_QUARTER)
        part.number = (part.number - 1) / 3 + 1;
    if (window->kind == WINDOW_HALF)
        part.number = (part.number - 1) / 6 + 1;
    if (window->kind == WINDOW_WEEK && week) {
        part.year = week->year;
        part.number = week->number;
    }
    if (window->kind == WINDOW_MONTH) {
        part.year = civil.year;
        part.number = civil.month;
    }
    return part;
}

/* The highest number that a kind of window has in a fiscal year. */
static int highest(const struct calendar *calendar, enum window_kind kind,
                   int year)
{
    switch (kind) {
    case WINDOW_PERIOD:
        return last_number(calendar, year);
    case WINDOW_WEEK:
        return last_week(calendar, year);
    case WINDOW_QUARTER:
        return QUARTERS;
    case WINDOW_HALF:
        return HALVES;
    case WINDOW_MONTH:
        return MONTHS;
    case WINDOW_YEAR:
    case WINDOW_RANGE:
        break;
    }
    return 0;
}

struct window calendar_previous(struct arena *arena,
                                const struct calendar *calendar,
                                const struct window *window)
{
    struct part part = part_of(calendar, window);
    int32_t days = window_days(window);

    if (window->kind == WINDOW_RANGE)
        return window_of_days(arena, window->start - days, window->end - days);
    part.number--;
    if (window->kind == WINDOW_YEAR || part.number == 0) {
        part.year--;
        part.number = highest(calendar, part.kind, part.year);
    }
    return resolve(arena, calendar, &part);
}

struct window calendar_last_year(struct arena *arena,
                                 const struct calendar *calendar,
                                 const struct window *window)
{
    struct part part = part_of(calendar, window);

    if (window->kind == WINDOW_RANGE && window_days(window) % WEEK_DAYS == 0)
        return window_of_days(arena, window->start - YEAR_OF_WEEKS,
                              window->end - YEAR_OF_WEEKS);
    if (window->kind == WINDOW_RANGE)
        return window_of_days(arena, date_add_years(window->start, -1),
                              date_add_years(window->end, -1));
    part.year--;
    return resolve(arena, calendar, &part);
}
