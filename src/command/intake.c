#include "command/intake.h"

#include "base/file.h"
#include "base/fingerprint.h"
#include "base/stage.h"
#include "command/rejects.h"
#include "fold/pass.h"
#include "read/fiscal.h"
#include "read/survey.h"

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

static enum status check_days(const struct intake *intake)
{
    const struct control *control =
        &intake->ledger.controls[EXTRACT_transactions];

    if (intake->book->first_date != DATE_NONE)
        return OK;
    rejects_show(intake, EXTRACT_transactions);
    return diag_error(
        intake->diag, BAD_DATA,
        (struct place){.file = intake_path(intake, control->files[0].file)},
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
        status = make_calendar(intake, rows, row_count);
    return status == OK ? take_fingerprint(intake) : status;
}
