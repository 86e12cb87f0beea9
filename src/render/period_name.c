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

struct str period_short(struct str name)
{
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
    if (name.len == 7 && name.at[4] == '-')
        return (struct str){name.at, 4};
    return (struct str){0};
}
