#include "command/rule.h"

static enum status read_year_end(struct diag *diag, const char *text,
                                 struct year_end *year_end)
{
    char quoted[DIAG_QUOTE];

    if (!text)
        return diag_error(diag, BAD_USAGE, (struct place){0},
                          "a year of weeks needs an end, like "
                          "--year-end=\"last Sunday of June\"");
    if (!year_end_parse(str_of(text), year_end))
        return diag_error(diag, BAD_USAGE, (struct place){0},
                          "invalid year end '%s'; expected \"last Sunday of "
                          "June\" or \"Saturday nearest end of January\", say",
                          diag_quote(quoted, str_of(text)));
    return OK;
}

enum status rule_print(struct arena *arena, struct diag *diag,
                       const struct rule_request *request, FILE *out)
{
    enum calendar_pattern pattern;
    struct year_end year_end = {0};
    enum status status = OK;
    char quoted[DIAG_QUOTE];
    struct str text;

    if (!calendar_pattern_parse(str_of(request->pattern), &pattern))
        return diag_error(diag, BAD_USAGE, (struct place){0},
                          "invalid calendar '%s'; expected months, 4-4-5, "
                          "4-5-4 or 5-4-4",
                          diag_quote(quoted, str_of(request->pattern)));
    if (pattern != CALENDAR_MONTHS)
        status = read_year_end(diag, request->year_end, &year_end);
    if (status != OK)
        return status;
    text = calendar_print(arena,
                          calendar_generate(arena, pattern, year_end,
                                            request->first, request->last),
                          request->first, request->last);
    fwrite(text.at, 1, text.len, out);
    return OK;
}
