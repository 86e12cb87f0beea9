#include "base/date.h"
#include "render/number.h"

#define EN_DASH   "\xE2\x80\x93"
#define UNDEFINED EN_DASH

const char *const date_form_names[DATE_FORM_COUNT] = {
    [DATE_D_MON_YYYY] = "d Mon yyyy", [DATE_MON_D_YYYY] = "Mon d, yyyy",
    [DATE_DD_MM_YYYY] = "dd.mm.yyyy", [DATE_SLASHES] = "dd/mm/yyyy",
    [DATE_ISO] = "yyyy-mm-dd",
};

static struct str date_day_month(struct arena *arena, int32_t date)
{
    struct civil civil = date_civil(date);

    return str_format(arena, "%d %.3s", civil.day,
                      date_month_name(civil.month));
}

struct str number_date(struct arena *arena, const struct number_style *style,
                       int32_t date)
{
    struct civil civil;

    if (date == DATE_NONE)
        return STR(UNDEFINED);
    civil = date_civil(date);
    switch (style->dates) {
    case DATE_MON_D_YYYY:
        return str_format(arena, "%.3s %d, %d", date_month_name(civil.month),
                          civil.day, civil.year);
    case DATE_DD_MM_YYYY:
        return str_format(arena, "%02d.%02d.%04d", civil.day, civil.month,
                          civil.year);
    case DATE_SLASHES:
        return str_format(arena, "%02d/%02d/%04d", civil.day, civil.month,
                          civil.year);
    case DATE_ISO:
        return str_format(arena, "%04d-%02d-%02d", civil.year, civil.month,
                          civil.day);
    case DATE_D_MON_YYYY:
    case DATE_FORM_COUNT:
        break;
    }
    return str_format(arena, "%.*s %d", STR_ARGS(date_day_month(arena, date)),
                      civil.year);
}

/* The first day of a stretch, without what its last day says as well. */
static struct str first_day(struct arena *arena,
                            const struct number_style *style, int32_t start,
                            int32_t end)
{
    struct civil from = date_civil(start);
    struct civil to = date_civil(end);

    if (style->dates != DATE_D_MON_YYYY || from.year != to.year)
        return number_date(arena, style, start);
    if (from.month != to.month)
        return date_day_month(arena, start);
    return str_format(arena, "%d", from.day);
}

struct str number_dates(struct arena *arena, const struct number_style *style,
                        int32_t start, int32_t end)
{
    struct str first, last;
    bool is_tight;

    if (start == DATE_NONE || end == DATE_NONE)
        return STR(UNDEFINED);
    last = number_date(arena, style, end);
    if (start == end)
        return last;
    first = first_day(arena, style, start, end);
    is_tight = first.len <= 2; /* 1–30 Nov 2023 */
    return str_format(
        arena, is_tight ? "%.*s" EN_DASH "%.*s" : "%.*s " EN_DASH " %.*s",
        STR_ARGS(first), STR_ARGS(last));
}

/* Take a date that a text begins with. */
static bool take_date(struct str *rest, int32_t *date)
{
    struct str found = {rest->at, sizeof "yyyy-mm-dd" - 1};

    if (found.len > rest->len || !date_parse(found, date))
        return false;
    rest->at += found.len;
    rest->len -= found.len;
    return true;
}

/* Two dots and a date behind one. */
static bool take_end(struct str *rest, int32_t *date)
{
    struct str behind = {rest->at + 2, rest->len < 2 ? 0 : rest->len - 2};

    if (!str_starts(*rest, STR("..")) || !take_date(&behind, date))
        return false;
    *rest = behind;
    return true;
}

struct str number_dated(struct arena *arena, const struct number_style *style,
                        struct str text)
{
    struct text out = {.arena = arena};
    struct str rest = text;
    int32_t start, end;

    while (rest.len > 0) {
        if (!take_date(&rest, &start)) {
            text_add(&out, (struct str){rest.at++, 1});
            rest.len--;
        } else if (take_end(&rest, &end)) {
            text_add(&out, number_dates(arena, style, start, end));
        } else {
            text_add(&out, number_date(arena, style, start));
        }
    }
    return text_str(&out);
}
