#include "clock.h"

#include <math.h>
#include <stdio.h>

static const int period_weeks[YEAR_PERIODS] = {5, 5, 4, 4, 4, 5,
                                               4, 5, 4, 4, 4, 4};
static const int long_year = 2024; /* its last period has a fifth week */

static void set_periods(struct clock *clock)
{
    int day = 0;

    for (int i = 0; i < PERIODS; i++) {
        struct period *period = &clock->periods[i];
        int weeks = period_weeks[i % YEAR_PERIODS];

        period->year = 2022 + i / YEAR_PERIODS;
        period->number = i % YEAR_PERIODS + 1;
        weeks += period->year == long_year && period->number == YEAR_PERIODS;
        period->first = day;
        period->last = day + 7 * weeks - 1;
        snprintf(period->name, sizeof period->name, "FY%02dP%02d",
                 period->year % 100, period->number);
        for (; day <= period->last; day++)
            clock->period_of[day] = (uint8_t)i;
    }
}

/* Days until Christmas Day of the same calendar year. */
static int days_to_christmas(int32_t date)
{
    return date_of(date_civil(date).year, 12, 25) - date;
}

static double season(int32_t date)
{
    int left = days_to_christmas(date);
    double year = 2 * acos(-1) * (359 - left) / 365.25;
    double wave = 1 + law.season_wave * cos(year - 2 * acos(-1) * 330 / 365.25);

    if (left == 0)
        return 0;
    if (left > 0)
        return wave +
               law.christmas_peak * exp(-(left - 1) / law.christmas_days);
    return wave + law.clearance;
}

static double weekday_weight(int weekday)
{
    double sum = 0;

    for (int i = 0; i < HOURS; i++)
        sum += law_hours[weekday][i];
    return sum;
}

static void set_busy(struct clock *clock)
{
    double sum = 0;
    double total = 0;

    for (int day = 0; day < DAYS; day++) {
        int32_t date = clock_date(clock, day);

        clock->busy[day] = season(date) * weekday_weight(date_weekday(date)) *
                           pow(1 + law.growth_year, day / 364.0);
        sum += clock->busy[day];
    }
    for (int day = 0; day < DAYS; day++) {
        clock->busy[day] *= DAYS / sum;
        clock->at[day] = total;
        total += clock->busy[day] / 7;
    }
    clock->at[DAYS] = WEEKS;
}

static void set_guide(struct clock *clock)
{
    int day = 0;

    for (int i = 0; i <= CLOCK_GUIDE; i++) {
        double at = (double)i * WEEKS / CLOCK_GUIDE;

        while (day < DAYS - 1 && clock->at[day + 1] <= at)
            day++;
        clock->guide[i] = (uint16_t)day;
    }
}

static void set_hours(struct clock *clock)
{
    for (int weekday = 0; weekday < WEEKDAYS; weekday++) {
        double *hours = clock->hours[weekday];

        for (int i = 0; i < HOURS; i++)
            hours[i + 1] =
                hours[i] + law_hours[weekday][i] / weekday_weight(weekday);
        hours[HOURS] = 1;
    }
}

struct clock *clock_new(struct arena *arena)
{
    struct clock *clock = arena_new(arena, struct clock);

    clock->start = date_of(2021, 6, 28);
    set_periods(clock);
    for (int day = 0; day < DAYS; day++) {
        char text[DATE_TEXT];

        date_print(text, clock_date(clock, day));
        snprintf(clock->dates[day], sizeof clock->dates[day], "%.10s", text);
    }
    set_busy(clock);
    set_guide(clock);
    set_hours(clock);
    return clock;
}

uint32_t clock_second(const struct clock *clock, double weeks)
{
    int day = clock->guide[(int)(weeks * CLOCK_GUIDE / WEEKS)];
    const double *hours;
    double part;
    int hour = 0;

    while (day < DAYS - 1 && clock->at[day + 1] <= weeks)
        day++;
    hours = clock->hours[day % 7]; /* day 0 is a Monday */
    part = (weeks - clock->at[day]) / (clock->at[day + 1] - clock->at[day]);
    while (hour < HOURS - 1 && hours[hour + 1] <= part)
        hour++;
    part = (part - hours[hour]) / (hours[hour + 1] - hours[hour]);
    if (part > 0.99999)
        part = 0.99999;
    return (uint32_t)day * DAY_SECONDS +
           (uint32_t)((HOUR_FIRST + hour + part) * 3600);
}

const struct period *clock_period(const struct clock *clock, int year,
                                  int number)
{
    return &clock->periods[(year - 2022) * YEAR_PERIODS + number - 1];
}
