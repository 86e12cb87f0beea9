#include "render/period_name.h"

#include "base/date.h"

/* The month of 2011-10; 0 of another name. */
static int month_of(struct str name)
{
    int month;

    if (name.at[4] != '-' || name.at[5] < '0' || name.at[5] > '1' ||
        name.at[6] < '0' || name.at[6] > '9')
        return 0;
    month = (name.at[5] - '0') * 10 + name.at[6] - '0';
    return month <= 12 ? month : 0;
}

bool period_is_days(struct str name)
{
    int32_t day;

    return name.len == 22 && name.at[10] == '.' &&
           date_parse((struct str){name.at, 10}, &day);
}

/* The first day of days. */
static struct civil first_of(struct str name)
{
    int32_t day = 0;

    date_parse((struct str){name.at, 10}, &day);
    return date_civil(day);
}

struct str period_short(struct arena *arena, struct str name)
{
    if (period_is_days(name))
        return str_format(arena, "%d %.3s", first_of(name).day,
                          date_month_name(first_of(name).month));
    if (name.len != 7)
        return name;
    if (str_starts(name, STR("FY")))
        return (struct str){name.at + 4, 3};
    if (month_of(name))
        return (struct str){date_month_name(month_of(name)), 3};
    return name;
}

struct str period_year(struct str name)
{
    if (str_starts(name, STR("FY")) && name.len > 4)
        return (struct str){name.at, 4};
    if ((name.len == 7 && name.at[4] == '-') || period_is_days(name))
        return (struct str){name.at, 4};
    return (struct str){0};
}

struct str period_head(struct arena *arena, struct str name)
{
    if (!period_is_days(name))
        return name;
    return str_format(arena, "%.*s %02d", STR_ARGS(period_short(arena, name)),
                      first_of(name).year % 100);
}
