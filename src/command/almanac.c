#include "command/almanac.h"

#include "measure/calendar.h"

enum status almanac_make(struct arena *arena, struct diag *diag,
                         const struct almanac *almanac, struct str *text)
{
    enum calendar_pattern pattern;
    struct year_end end = {0};

    if (!calendar_pattern_parse(str_of(almanac->rule), &pattern))
        return diag_error(diag, BAD_USAGE, (struct place){0},
                          "invalid calendar rule '%s'; expected months, "
                          "4-4-5, 4-5-4 or 5-4-4",
                          almanac->rule);
    if (pattern != CALENDAR_MONTHS &&
        (!almanac->year_end ||
         !year_end_parse(str_of(almanac->year_end), &end)))
        return diag_error(diag, BAD_USAGE, (struct place){0},
                          "invalid --year-end '%s'; expected, say, 'last "
                          "Sunday of June' or 'Saturday nearest end of "
                          "January'",
                          almanac->year_end ? almanac->year_end : "");
    *text = calendar_print(
        arena,
        calendar_generate(arena, pattern, end, almanac->from, almanac->to),
        almanac->from, almanac->to);
    return OK;
}
