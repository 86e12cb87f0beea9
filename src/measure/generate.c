#include "measure/generate.h"

#include "measure/calendar.h"

#include <string.h>

enum { PERIODS = 12, YEAR_WEEKS = 52 };

static const char *const patterns[] = {
    [CALENDAR_MONTHS] = "months",
    [CALENDAR_445] = "4-4-5",
    [CALENDAR_454] = "4-5-4",
    [CALENDAR_544] = "5-4-4",
};

bool calendar_pattern_parse(struct str text, enum calendar_pattern *pattern)
{
    for (size_t i = 0; i < COUNT(patterns); i++)
        if (str_equal(text, str_of(patterns[i]))) {
            *pattern = (enum calendar_pattern)i;
            return true;
        }
    return false;
}

static char lower(char byte)
{
    if (byte < 'A' || byte > 'Z')
        return byte;
    return (char)(byte - 'A' + 'a');
}

/* Take a word from the front of a text, whatever its case. */
static bool take_word(struct str *rest, const char *word)
{
    struct str text = str_trim(*rest);
    size_t len = strlen(word);

    if (text.len < len || (text.len > len && text.at[len] != ' '))
        return false;
    for (size_t i = 0; i < len; i++)
        if (lower(text.at[i]) != lower(word[i]))
            return false;
    *rest = (struct str){text.at + len, text.len - len};
    return true;
}

static bool take_weekday(struct str *rest, int *weekday)
{
    for (*weekday = 0; *weekday < WEEK_DAYS; (*weekday)++)
        if (take_word(rest, date_weekday_name(*weekday)))
            return true;
    return false;
}

static bool take_month(struct str *rest, int *month)
{
    for (*month = 1; *month <= 12; (*month)++)
        if (take_word(rest, date_month_name(*month)))
            return true;
    return false;
}

bool year_end_parse(struct str text, struct year_end *year_end)
{
    struct str rest = text;
    bool fine;

    year_end->nearest = !take_word(&rest, "last");
    fine = take_weekday(&rest, &year_end->weekday);
    if (year_end->nearest) {
        fine = fine && take_word(&rest, "nearest");
        take_word(&rest, "to");
        take_word(&rest, "the");
        fine = fine && take_word(&rest, "end");
    }
    return fine && take_word(&rest, "of") &&
           take_month(&rest, &year_end->month) && str_trim(rest).len == 0;
}

/* The last day of the fiscal year that is named by `year`. */
static int32_t last_day(const struct year_end *rule, int year)
{
    int32_t month_end =
        date_of(year, rule->month, date_month_days(year, rule->month));
    int back =
        (date_weekday(month_end) - rule->weekday + WEEK_DAYS) % WEEK_DAYS;

    if (rule->nearest && back > WEEK_DAYS / 2)
        back -= WEEK_DAYS;
    return month_end - back;
}

/* How many weeks a period has, but for a 53rd week in the last one. */
static int period_weeks(enum calendar_pattern pattern, int number)
{
    static const int weeks[][3] = {
        [CALENDAR_445] = {4, 4, 5},
        [CALENDAR_454] = {4, 5, 4},
        [CALENDAR_544] = {5, 4, 4},
    };

    return weeks[pattern][(number - 1) % 3];
}

static void add_year(struct calendar *calendar, struct arena *arena,
                     enum calendar_pattern pattern, struct year_end rule,
                     int year)
{
    int32_t start = last_day(&rule, year - 1) + 1;
    int32_t end = last_day(&rule, year);

    for (int number = 1; number <= PERIODS; number++) {
        struct period *period = &calendar->periods[calendar->period_count++];

        *period = (struct period){.year = year, .number = number};
        period->name = period_name(arena, year, number);
        period->start = start;
        period->end =
            number == PERIODS
                ? end
                : start + WEEK_DAYS * period_weeks(pattern, number) - 1;
        start = period->end + 1;
    }
}

static void add_months(struct calendar *calendar, struct arena *arena, int year)
{
    for (int month = 1; month <= PERIODS; month++) {
        struct period *period = &calendar->periods[calendar->period_count++];

        *period = (struct period){.year = year, .number = month};
        period->name = str_format(arena, "%04d-%02d", year, month);
        period->start = date_of(year, month, 1);
        period->end = date_of(year, month, date_month_days(year, month));
    }
}

/* The fiscal year that a day lies in. */
static int year_of(enum calendar_pattern pattern, const struct year_end *rule,
                   int32_t date)
{
    int year = date_civil(date).year - 1;

    if (pattern == CALENDAR_MONTHS)
        return year + 1;
    while (last_day(rule, year) < date)
        year++;
    return year;
}

struct calendar *calendar_generate(struct arena *arena,
                                   enum calendar_pattern pattern,
                                   struct year_end year_end, int32_t first,
                                   int32_t last)
{
    struct calendar *calendar = arena_new(arena, struct calendar);
    int from = year_of(pattern, &year_end, first) - 1;
    int to = year_of(pattern, &year_end, last) + 1;

    calendar->months = pattern == CALENDAR_MONTHS;
    calendar->periods =
        arena_array(arena, struct period, (size_t)(to - from + 1) * PERIODS);
    for (int year = from; year <= to; year++)
        if (calendar->months)
            add_months(calendar, arena, year);
        else
            add_year(calendar, arena, pattern, year_end, year);
    calendar_add_weeks(arena, calendar);
    return calendar;
}
