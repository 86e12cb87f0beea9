#include "command/periods.h"

/* How far the data covers a period: "complete", "day 9 of 31" … */
static void print_cover(const struct intake *intake,
                        const struct period *period, FILE *out)
{
    int32_t days = period->end - period->start + 1;
    int32_t first = intake->book->first_date;
    int32_t last = intake->book->last_date;
    int32_t closed = (int32_t)intake->config.rules.closed_days;

    if (last < period->end - closed)
        fprintf(out, "day %d of %d\n", (int)(last - period->start + 1),
                (int)days);
    else if (first > period->start + closed)
        fprintf(out, "begins on day %d of %d\n",
                (int)(first - period->start + 1), (int)days);
    else
        fprintf(out, "complete\n");
}

void periods_print(const struct intake *intake, FILE *out)
{
    const struct calendar *calendar = intake->calendar;

    fprintf(out, "%-10s  %-10s  %-10s  %4s  %s\n", "period", "start", "end",
            "days", "data");
    for (size_t i = 0; i < calendar->period_count; i++) {
        const struct period *period = &calendar->periods[i];
        char start[DATE_TEXT];
        char end[DATE_TEXT];

        if (period->end < intake->book->first_date ||
            period->start > intake->book->last_date)
            continue;
        fprintf(out, "%-10.*s  %-10s  %-10s  %4d  ", STR_ARGS(period->name),
                date_print(start, period->start), date_print(end, period->end),
                (int)(period->end - period->start + 1));
        print_cover(intake, period, out);
    }
}
