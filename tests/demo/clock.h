/*
 * clock.h - the fiscal calendar, and the trading clock that runs on it.
 *
 * Days count from 2021-06-28, the first of FY22, seconds from its midnight.
 * The trading clock is the busyness of the shops added up, in mean weeks; it
 * stands still when they are closed.
 */
#ifndef DEMO_CLOCK_H
#define DEMO_CLOCK_H

#include "law.h"

#include "base/arena.h"
#include "base/date.h"

enum {
    YEARS = 3,
    YEAR_PERIODS = 12,
    PERIODS = YEARS * YEAR_PERIODS,
    WEEKS = 157,
    DAYS = 7 * WEEKS,
    CLOCK_GUIDE = 8192,
};

struct period {
    int year;     /* 2024 */
    int number;   /* 1 … 12 */
    int first;    /* day */
    int last;     /* day, included */
    char name[8]; /* FY24P06 */
};

struct clock {
    int32_t start; /* the date of day 0 */
    struct period periods[PERIODS];
    uint8_t period_of[DAYS];
    char dates[DAYS][11]; /* as text */
    double busy[DAYS];    /* 1 on a mean day */
    double at[DAYS + 1];  /* the trading clock at a day's start, weeks */
    uint16_t guide[CLOCK_GUIDE + 1];
    double hours[WEEKDAYS][HOURS + 1]; /* share of a day before each hour */
};

struct clock *clock_new(struct arena *arena);

/* The second at which the trading clock shows `weeks` (0 … WEEKS). */
uint32_t clock_second(const struct clock *clock, double weeks);

/* A period by fiscal year and number, from 1. */
const struct period *clock_period(const struct clock *clock, int year,
                                  int number);

static inline int clock_day_of(uint32_t second)
{
    return (int)(second / DAY_SECONDS);
}

static inline int32_t clock_date(const struct clock *clock, int day)
{
    return clock->start + day;
}

#endif
