#include "command/rule.h"

enum status rule_print(struct arena *arena, struct diag *diag,
                       const struct rule_request *request, FILE *out)
{
    enum calendar_pattern pattern;
    struct year_end year_end = {0};
    struct str text;

    if (!calendar_pattern_parse(str_of(request->pattern), &pattern) ||
        (pattern != CALENDAR_MONTHS &&
         (!request->year_end ||
          !year_end_parse(str_of(request->year_end), &year_end))))
        return diag_error(diag, BAD_USAGE, (struct place){0},
                          "cannot make a calendar of '%s'; expected months, "
                          "or 4-4-5, 4-5-4 or 5-4-4 with a year end",
                          request->pattern);
    text = calendar_print(arena,
                          calendar_generate(arena, pattern, year_end,
                                            request->first, request->last),
                          request->first, request->last);
    fwrite(text.at, 1, text.len, out);
    return OK;
}
