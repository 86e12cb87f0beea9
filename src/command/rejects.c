#include "command/rejects.h"

#include "read/remark.h"

/* How many are shown one by one where there are too many. */
enum { SHOWN = 20 };

static void show_rows(const struct intake *intake, enum extract_id extract)
{
    struct arena scratch = {0};
    size_t shown = 0;

    for (size_t i = 0; i < intake->ledger.reject_count && shown < SHOWN; i++) {
        const struct reject *reject = &intake->ledger.rejects[i];

        if (reject->extract != extract || reject->by_rule)
            continue;
        diag_warning(intake->diag,
                     (struct place){intake_path(intake, reject->file),
                                    reject->line, reject->column},
                     "%.*s",
                     STR_ARGS(remark_print(&scratch, &intake->config, reject)));
        shown++;
    }
    arena_free(&scratch);
}

static bool is_rejected_for(const struct intake *intake,
                            enum extract_id extract, struct str problem)
{
    for (size_t i = 0; i < intake->ledger.reject_count; i++) {
        const struct reject *reject = &intake->ledger.rejects[i];

        if (reject->extract == extract && !reject->by_rule &&
            str_ends(reject->reason, problem))
            return true;
    }
    return false;
}

/* Where rows are rejected for dates and numbers, it is mostly report.yaml that
 * is to be changed, not the files. */
static void show_keys(const struct intake *intake, enum extract_id extract)
{
    const char *name = extract_specs[extract].name;

    if (is_rejected_for(intake, extract, STR("is not a date")))
        diag_warning(intake->diag, (struct place){0},
                     "extracts.%s.dates in report.yaml says how dates of %s "
                     "are written",
                     name, name);
    if (is_rejected_for(intake, extract, STR("is not a number")))
        diag_warning(intake->diag, (struct place){0},
                     "extracts.%s.decimal, thousands, minus and currency in "
                     "report.yaml say how numbers of %s are written",
                     name, name);
}

void rejects_show(const struct intake *intake, enum extract_id extract)
{
    show_rows(intake, extract);
    show_keys(intake, extract);
}

enum status rejects_check(const struct intake *intake)
{
    enum status status = OK;

    for (enum extract_id i = 0; i < EXTRACT_COUNT; i++) {
        const struct control *control = &intake->ledger.controls[i];
        unsigned long long rows = control->rows - control->ignored;
        unsigned long long rejected = control->rejected;
        double own = intake->config.extracts[i].reject_limit;
        double limit = own < 0 ? intake->config.rules.reject_limit : own;

        if ((double)rejected <= limit * (double)rows)
            continue;
        rejects_show(intake, i);
        status = diag_error(
            intake->diag, BAD_DATA, (struct place){0},
            "%llu of %llu rows of %s are rejected, more than "
            "%sreject_limit (%g%%) allows; 'report check' lists them",
            rejected, rows, extract_specs[i].name,
            own < 0 ? "rules."
                    : str_format(intake->arena, "extracts.%s.",
                                 extract_specs[i].name)
                          .at,
            limit * 100);
    }
    return status;
}
