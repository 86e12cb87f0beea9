#include "command/intake.h"

#include "base/file.h"
#include "base/fingerprint.h"
#include "base/stage.h"
#include "fold/pass.h"
#include "read/fiscal.h"
#include "read/survey.h"

/* How many rejects are shown one by one where there are too many. */
enum { SHOWN = 20 };

/* By the rule of the configuration; calendar months without one. */
static enum status generate(struct intake *intake)
{
    const struct config *config = &intake->config;
    enum calendar_pattern pattern = CALENDAR_MONTHS;
    struct year_end year_end = {0};
    char quoted[DIAG_QUOTE];

    if (config->calendar_source == CALENDAR_FROM_RULE)
        calendar_pattern_parse(config->calendar_pattern, &pattern);
    if (pattern != CALENDAR_MONTHS &&
        !year_end_parse(config->calendar_year_end, &year_end))
        return diag_error(intake->diag, BAD_DATA, config->calendar_place,
                          "invalid year end '%s'; expected, say, 'last Sunday "
                          "of June' or 'Saturday nearest end of January'",
                          diag_quote(quoted, config->calendar_year_end));
    intake->calendar =
        calendar_generate(intake->arena, pattern, year_end,
                          intake->book->first_date, intake->book->last_date);
    return OK;
}

/* The calendar of the extract; generated where there is none. */
static enum status make_calendar(struct intake *intake,
                                 const struct fiscal_row *rows, size_t count)
{
    if (intake->config.calendar_source == CALENDAR_FROM_RULE || count == 0)
        return generate(intake);
    return calendar_of_rows(intake->arena, intake->diag, rows, count,
                            &intake->calendar);
}

/* Every file by name and content, so that moved bytes are noticed too. */
static enum status take_fingerprint(struct intake *intake)
{
    struct fingerprint *all = fingerprint_new(intake->arena);
    struct str yaml = {0};
    enum status status = OK;

    if (intake->config.path)
        status =
            file_read(intake->arena, intake->diag, intake->config.path, &yaml);
    fingerprint_add(all, yaml);
    for (size_t i = 0; i < EXTRACT_COUNT; i++) {
        const struct control *control = &intake->ledger.controls[i];

        for (size_t j = 0; j < control->file_count; j++)
            fingerprint_add(all, str_format(intake->arena, "\n%s:%s:%s",
                                            extract_specs[i].name,
                                            control->files[j].file,
                                            control->files[j].fingerprint));
    }
    fingerprint_print(all, intake->fingerprint);
    return status;
}

/* A file of the input as messages name it: "input/transactions.csv". */
static const char *path_of(const struct intake *intake, const char *file)
{
    return file_join(intake->arena, intake->config.folder, file);
}

static void show_rejects(const struct intake *intake, enum extract_id extract)
{
    size_t shown = 0;

    for (size_t i = 0; i < intake->ledger.reject_count && shown < SHOWN; i++) {
        const struct reject *reject = &intake->ledger.rejects[i];

        if (reject->extract != extract || reject->by_rule)
            continue;
        diag_warning(intake->diag,
                     (struct place){path_of(intake, reject->file), reject->line,
                                    reject->column},
                     "%.*s: '%.*s'", STR_ARGS(reject->reason),
                     STR_ARGS(reject->excerpt));
        shown++;
    }
}

/* Two files of lines with the same bytes are mostly a file and its copy. */
static void warn_of_copies(const struct intake *intake)
{
    const struct control *control =
        &intake->ledger.controls[EXTRACT_transactions];
    struct arena scratch = {0};
    struct map seen = {.arena = &scratch};
    const struct file_total **files =
        arena_array(&scratch, const struct file_total *, control->file_count);

    for (size_t i = 0; i < control->file_count; i++) {
        const struct file_total *file = control->files + i;
        size_t count = seen.count;
        uint32_t number;

        if (file->first_date == DATE_NONE)
            continue;
        number = map_put(&seen, str_of(file->fingerprint));
        if (number == count)
            files[number] = file;
        else
            diag_warning(intake->diag,
                         (struct place){.file = path_of(intake, file->file)},
                         "the same bytes as %s: their lines are counted twice; "
                         "if one is a copy, leave it out of "
                         "extracts.transactions.files",
                         files[number]->file);
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

/* How dates and numbers are to be written, where rows are rejected for theirs:
 * mostly it is report.yaml that is to be changed, not the files. */
static void show_forms(const struct intake *intake, enum extract_id extract)
{
    const struct extract_config *form = &intake->config.extracts[extract];
    const char *name = extract_specs[extract].name;
    char dates[DIAG_QUOTE];

    if (is_rejected_for(intake, extract, STR("is not a date")))
        diag_warning(intake->diag, (struct place){0},
                     "dates of %s are expected as %s; extracts.%s.dates in "
                     "report.yaml says how they are written",
                     name,
                     form->dates.len > 0 ? diag_quote(dates, form->dates)
                                         : "2023-12-31 or 2023-12-31 18:05:00",
                     name);
    if (is_rejected_for(intake, extract, STR("is not a number")))
        diag_warning(intake->diag, (struct place){0},
                     "numbers of %s are expected as 1%s234%c5%.*s%.*s; "
                     "extracts.%s.decimal, thousands and currency in "
                     "report.yaml say how they are written",
                     name, (char[]){form->thousands, '\0'}, form->decimal,
                     form->currency.len > 0, " ", STR_ARGS(form->currency),
                     name);
}

static enum status check_days(const struct intake *intake)
{
    const struct control *control =
        &intake->ledger.controls[EXTRACT_transactions];

    if (intake->book->first_date != DATE_NONE)
        return OK;
    show_rejects(intake, EXTRACT_transactions);
    show_forms(intake, EXTRACT_transactions);
    return diag_error(
        intake->diag, BAD_DATA,
        (struct place){.file = path_of(intake, control->files[0].file)},
        "no row of transactions can be used: %llu rejected, "
        "%llu set aside",
        (unsigned long long)control->rejected,
        (unsigned long long)control->set_aside);
}

static enum status check_folder(const struct intake *intake, const char *input)
{
    if (!file_exists(input) || file_is_folder(input))
        return OK; /* what is missing is told by who opens it */
    return diag_error(intake->diag, NO_INPUT, (struct place){.file = input},
                      "the input is a file; expected the folder it is in");
}

enum status intake_read(struct intake *intake, const char *input,
                        size_t threads)
{
    struct fiscal_row *rows = NULL;
    size_t row_count = 0;
    struct pass pass = {
        .config = &intake->config,
        .catalogue = &intake->catalogue,
        .ledger = &intake->ledger,
        .threads = threads,
        .cache = intake->cache,
    };
    struct extract_run run = {
        .arena = intake->arena,
        .diag = intake->diag,
        .config = &intake->config,
        .ledger = &intake->ledger,
    };
    const struct survey survey = {.catalogue = &intake->catalogue,
                                  .threads = threads};
    struct stage stage = stage_begin("dimensions");
    enum status status = check_folder(intake, input);

    if (status == OK)
        status =
            config_load(intake->arena, intake->diag, input, &intake->config);
    ledger_init(&intake->ledger, intake->arena);
    if (status == OK)
        status = catalogue_read(intake->arena, intake->diag, &intake->config,
                                &intake->ledger, &intake->catalogue);
    if (status == OK)
        status = fiscal_read(intake->arena, intake->diag, &intake->config,
                             &intake->ledger, &rows, &row_count);
    if (status == OK)
        status = survey_read(&run, &survey);
    stage_end(&stage, intake->diag);
    if (status == OK)
        status = pass_run(intake->arena, intake->diag, &pass, &intake->book);
    ledger_seal(&intake->ledger);
    if (status == OK)
        status = check_days(intake);
    if (status == OK)
        warn_of_copies(intake);
    if (status == OK)
        status = make_calendar(intake, rows, row_count);
    return status == OK ? take_fingerprint(intake) : status;
}

enum status intake_check_rejects(const struct intake *intake)
{
    double limit = intake->config.rules.reject_limit;
    enum status status = OK;

    for (enum extract_id i = 0; i < EXTRACT_COUNT; i++) {
        const struct control *control = &intake->ledger.controls[i];
        unsigned long long rows = control->rows - control->ignored;
        unsigned long long rejected = control->rejected;

        if ((double)rejected <= limit * (double)rows)
            continue;
        show_rejects(intake, i);
        show_forms(intake, i);
        status = diag_error(
            intake->diag, BAD_DATA, (struct place){0},
            "%llu of %llu rows of %s are rejected, more than "
            "rules.reject_limit (%g%%) allows; 'report check' lists them",
            rejected, rows, extract_specs[i].name, limit * 100);
    }
    return status;
}

void intake_warn_of_rejects(const struct intake *intake)
{
    for (enum extract_id i = 0; i < EXTRACT_COUNT; i++) {
        const struct control *control = &intake->ledger.controls[i];
        unsigned long long rows = control->rows - control->ignored;
        unsigned long long rejected = control->rejected;

        if (rejected > 0)
            diag_warning(intake->diag, (struct place){0},
                         "%llu of %llu rows of %s %s rejected; 'report check' "
                         "and the pack's table of rejects list them",
                         rejected, rows, extract_specs[i].name,
                         rejected == 1 ? "is" : "are");
    }
}
