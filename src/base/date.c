#include "base/date.h"

#include <ctype.h>
#include <stdio.h>

static const char *const month_names[] = {
    "January", "February", "March",     "April",   "May",      "June",
    "July",    "August",   "September", "October", "November", "December",
};

static const char *const weekday_names[] = {
    "Monday", "Tuesday",  "Wednesday", "Thursday",
    "Friday", "Saturday", "Sunday",
};

/*
 * Days and civil dates by years that begin on 1 March, so that the leap day is
 * a year's last.  Days are counted from one far back, by whole eras of 400
 * years, so that all is positive and divisions are shifts but for one (C. Neri
 * and L. Schneider, Euclidean affine functions); civil dates are had by H.
 * Hinnant's chrono-compatible algorithm.
 */
enum { ERA_YEARS = 400, ERA_DAYS = 146097, ERAS_BACK = 82, EPOCH = 719468 };

int32_t date_of(int year, int month, int day)
{
    bool is_late = month <= 2; /* in a year that began in the last one */
    unsigned y = (unsigned)(year + ERAS_BACK * ERA_YEARS) - is_late;
    unsigned m = (unsigned)(is_late ? month + 12 : month);
    unsigned century = y / 100;
    unsigned days = 1461 * y / 4 - century + century / 4; /* before the year */

    days += (979 * m - 2919) / 32; /* before the month */
    return (int32_t)days + day - 1 - (ERAS_BACK * ERA_DAYS + EPOCH);
}

struct civil date_civil(int32_t date)
{
    int z = date + 719468;
    int era = (z >= 0 ? z : z - 146096) / 146097;
    int day_of_era = z - era * 146097;
    int year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 -
                       day_of_era / 146096) /
                      365;
    int day_of_year =
        day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int m = (5 * day_of_year + 2) / 153;
    struct civil civil = {
        .year = year_of_era + era * 400,
        .month = m < 10 ? m + 3 : m - 9,
        .day = day_of_year - (153 * m + 2) / 5 + 1,
    };

    civil.year += civil.month <= 2;
    return civil;
}

static bool is_leap(int year)
{
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

int date_month_days(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

    return month == 2 && is_leap(year) ? 29 : days[month - 1];
}

bool date_is_valid(int year, int month, int day)
{
    return year >= 1 && year <= 9999 && month >= 1 && month <= 12 && day >= 1 &&
           (day <= 28 || day <= date_month_days(year, month));
}

int date_weekday(int32_t date)
{
    int weekday = (date + 3) % WEEK_DAYS; /* 1970-01-01 was a Thursday */

    return weekday < 0 ? weekday + WEEK_DAYS : weekday;
}

int32_t date_add_years(int32_t date, int years)
{
    struct civil civil = date_civil(date);
    int year = civil.year + years;
    int days = date_month_days(year, civil.month);

    return date_of(year, civil.month, civil.day < days ? civil.day : days);
}

const char *date_print(char out[static DATE_TEXT], int32_t date)
{
    struct civil civil;

    out[0] = '\0';
    if (date == DATE_NONE)
        return out;
    civil = date_civil(date);
    snprintf(out, DATE_TEXT, "%04d-%02d-%02d", civil.year % 10000,
             civil.month % 100, civil.day % 100);
    return out;
}

const char *date_month_name(int month)
{
    return month_names[month - 1];
}

const char *date_weekday_name(int weekday)
{
    return weekday_names[weekday];
}

/* What a format's fields have given so far. */
struct fields {
    struct str rest; /* of the text */
    int year, month, day, hour, minute, second;
    bool has_hour, has_afternoon, is_afternoon;
    bool is_apart; /* the field at hand touches no other number */
};

/* Exactly `digits` digits off the front of the text. */
static bool take_number(struct str *rest, size_t digits, int *value)
{
    *value = 0;
    if (rest->len < digits)
        return false;
    for (size_t i = 0; i < digits; i++) {
        if (rest->at[i] < '0' || rest->at[i] > '9')
            return false;
        *value = *value * 10 + (rest->at[i] - '0');
    }
    rest->at += digits;
    rest->len -= digits;
    return true;
}

/* A month, day or hour: a zero before it may be left out where that makes no
 * doubt which digits are whose. */
static bool take_short_number(struct fields *f, int *value)
{
    const struct str *rest = &f->rest;

    if (f->is_apart && rest->len > 0 &&
        (rest->len == 1 || rest->at[1] < '0' || rest->at[1] > '9'))
        return take_number(&f->rest, 1, value);
    return take_number(&f->rest, 2, value);
}

static char lower(char byte)
{
    if (byte < 'A' || byte > 'Z')
        return byte;
    return (char)(byte - 'A' + 'a');
}

/* The rest of a month's name, if it is there. */
static void skip_name(struct str *rest, const char *name)
{
    size_t i = 0;

    while (i < rest->len && name[i] && lower(rest->at[i]) == name[i])
        i++;
    if (name[i])
        return;
    rest->at += i;
    rest->len -= i;
}

/* "Nov", or "November", in any case off the front of the text. */
static bool take_month(struct str *rest, int *month)
{
    if (rest->len < 3)
        return false;
    for (int i = 0; i < 12; i++) {
        const char *name = month_names[i];

        if (lower(rest->at[0]) == lower(name[0]) &&
            lower(rest->at[1]) == name[1] && lower(rest->at[2]) == name[2]) {
            rest->at += 3;
            rest->len -= 3;
            skip_name(rest, name + 3);
            *month = i + 1;
            return true;
        }
    }
    return false;
}

static bool take_half_day(struct fields *f)
{
    char which = '\0';

    if (f->rest.len >= 2)
        which = lower(f->rest.at[0]);
    if ((which != 'a' && which != 'p') || lower(f->rest.at[1]) != 'm')
        return false;
    f->rest.at += 2;
    f->rest.len -= 2;
    f->has_afternoon = true;
    f->is_afternoon = which == 'p';
    return true;
}

static bool take_literal(struct str *rest, char byte)
{
    if (rest->len == 0 || rest->at[0] != byte)
        return false;
    rest->at++;
    rest->len--;
    return true;
}

/* The letters of a zone: Z, UTC, PDT. */
static size_t zone_letters(struct str rest)
{
    size_t letters = 0;

    while (letters < rest.len && rest.at[letters] >= 'A' &&
           rest.at[letters] <= 'Z')
        letters++;
    return letters;
}

/* A zone, or "+11", "+1100" or "+11:00": times are local ones, in any. */
static bool skip_zone(struct str *rest)
{
    size_t letters = zone_letters(*rest);
    int number;

    if (letters > 0) {
        rest->at += letters;
        rest->len -= letters;
        return true;
    }
    if ((!take_literal(rest, '+') && !take_literal(rest, '-')) ||
        !take_number(rest, 2, &number))
        return false;
    if (rest->len == 0)
        return true;
    take_literal(rest, ':'); /* which may be there */
    return take_number(rest, 2, &number);
}

/* Digits of a fraction of a second. */
static bool skip_digits(struct str *rest)
{
    size_t digits = 0;

    while (digits < rest->len && isdigit((unsigned char)rest->at[digits]))
        digits++;
    rest->at += digits;
    rest->len -= digits;
    return digits > 0;
}

/* ".123" behind the seconds is read over. */
static void skip_fraction(struct str *rest)
{
    struct str digits;

    if (rest->len < 2 || rest->at[0] != '.')
        return;
    digits = (struct str){rest->at + 1, rest->len - 1};
    if (skip_digits(&digits))
        *rest = digits;
}

static bool take_short_year(struct fields *f)
{
    if (!take_number(&f->rest, 2, &f->year))
        return false;
    f->year += f->year >= 69 ? 1900 : 2000;
    return true;
}

static bool take_field(struct fields *f, char field)
{
    switch (field) {
    case 'Y':
        return take_number(&f->rest, 4, &f->year);
    case 'y':
        return take_short_year(f);
    case 'm':
        return take_short_number(f, &f->month);
    case 'b':
    case 'B':
        return take_month(&f->rest, &f->month);
    case 'd':
        return take_short_number(f, &f->day);
    case 'H':
    case 'I':
        f->has_hour = true;
        return take_short_number(f, &f->hour);
    case 'M':
        return take_number(&f->rest, 2, &f->minute);
    case 'S':
        return take_number(&f->rest, 2, &f->second);
    case 'p':
        return take_half_day(f);
    case 'z':
        return skip_zone(&f->rest);
    case 'f':
        return skip_digits(&f->rest);
    default:
        return false;
    }
}

static bool is_number(struct str format, size_t at)
{
    return at + 1 < format.len && format.at[at] == '%' &&
           str_find(STR("bBpz"), format.at[at + 1]) == sizeof "bBpz" - 1;
}

/* Behind %S, unless the format says what follows the point. */
static bool is_last_of_seconds(struct str format, size_t at)
{
    return at > 0 && format.at[at - 1] == '%' && format.at[at] == 'S' &&
           (at + 1 == format.len || format.at[at + 1] != '.');
}

static bool take_format(struct fields *f, struct str format)
{
    for (size_t i = 0; i < format.len; i++) {
        bool taken;

        f->is_apart =
            (i < 2 || !is_number(format, i - 2)) && !is_number(format, i + 2);
        if (format.at[i] == '%' && i + 1 < format.len)
            taken = take_field(f, format.at[++i]);
        else
            taken = take_literal(&f->rest, format.at[i]);
        if (!taken)
            return false;
        if (is_last_of_seconds(format, i))
            skip_fraction(&f->rest);
    }
    return f->rest.len == 0;
}

/* Twelve-hour clock to twenty-four; false for hours that it has not. */
static bool settle_hour(struct fields *f)
{
    if (!f->has_afternoon)
        return true;
    if (f->hour < 1 || f->hour > 12)
        return false;
    f->hour = f->hour % 12 + (f->is_afternoon ? 12 : 0);
    return true;
}

static bool settle(struct fields *f, struct stamp *stamp)
{
    int64_t seconds;

    if (!settle_hour(f) || !date_is_valid(f->year, f->month, f->day) ||
        f->hour > 23 || f->minute > 59 || f->second > 59)
        return false;
    seconds = date_of(f->year, f->month, f->day);
    seconds = seconds * 24 + f->hour;
    seconds = seconds * 60 + f->minute;
    stamp->seconds = seconds * 60 + f->second;
    stamp->has_time = f->has_hour;
    return true;
}

static bool take_iso(struct fields *f)
{
    if (!take_number(&f->rest, 4, &f->year) || !take_literal(&f->rest, '-') ||
        !take_number(&f->rest, 2, &f->month) || !take_literal(&f->rest, '-') ||
        !take_number(&f->rest, 2, &f->day))
        return false;
    if (f->rest.len == 0)
        return true;
    f->has_hour = true;
    if ((!take_literal(&f->rest, ' ') && !take_literal(&f->rest, 'T')) ||
        !take_number(&f->rest, 2, &f->hour) || !take_literal(&f->rest, ':') ||
        !take_number(&f->rest, 2, &f->minute))
        return false;
    if (take_literal(&f->rest, ':')) {
        if (!take_number(&f->rest, 2, &f->second))
            return false;
        skip_fraction(&f->rest);
    }
    return f->rest.len == 0;
}

bool stamp_parse(struct str text, struct str format, struct stamp *stamp)
{
    struct fields f = {.rest = text};

    if (format.len == 0)
        return take_iso(&f) && settle(&f, stamp);
    return take_format(&f, format) && settle(&f, stamp);
}

/* The number that digits are; -1 if some byte is none. */
static int number_of(const char *at, size_t digits)
{
    unsigned number = 0;
    bool sound = true;

    for (size_t i = 0; i < digits; i++) {
        unsigned digit = (unsigned char)at[i] - (unsigned)'0';

        sound &= digit <= 9;
        number = number * 10 + digit;
    }
    return sound ? (int)number : -1;
}

/* Without a stamp: a file may have several dates a row, and many rows. */
bool date_parse(struct str text, int32_t *date)
{
    int year, month, day;

    if (text.len != sizeof "2023-12-31" - 1 || text.at[4] != '-' ||
        text.at[7] != '-')
        return false;
    year = number_of(text.at, 4);
    month = number_of(text.at + 5, 2);
    day = number_of(text.at + 8, 2);
    if (!date_is_valid(year, month, day))
        return false;
    *date = date_of(year, month, day);
    return true;
}

bool stamp_format_is_valid(struct str format)
{
    bool year = false, month = false, day = false;

    for (size_t i = 0; i < format.len; i++) {
        char field;

        if (format.at[i] != '%')
            continue;
        if (++i == format.len)
            return false;
        field = format.at[i];
        year = year || field == 'Y' || field == 'y';
        month = month || field == 'm' || field == 'b' || field == 'B';
        day = day || field == 'd';
        if (str_find(STR("YymbBdHIMSpzf"), field) == sizeof "YymbBdHIMSpzf" - 1)
            return false;
    }
    return year && month && day;
}
