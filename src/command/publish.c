#include "command/publish.h"

#include "base/stage.h"

#include <stdlib.h>
#include <string.h>

/* Whether the data reaches into the window at all. */
static enum status check_cover(const struct intake *intake,
                               const struct window *asked)
{
    char data[DATE_TEXT];
    char window[DATE_TEXT];

    if (asked->start > intake->book->last_date)
        return diag_error(intake->diag, INCOMPLETE, (struct place){0},
                          "%.*s begins on %s, after the data ends on %s",
                          STR_ARGS(asked->name),
                          date_print(window, asked->start),
                          date_print(data, intake->book->last_date));
    if (asked->end < intake->book->first_date)
        return diag_error(intake->diag, INCOMPLETE, (struct place){0},
                          "%.*s ends on %s, before the data begins on %s",
                          STR_ARGS(asked->name), date_print(window, asked->end),
                          date_print(data, intake->book->first_date));
    return OK;
}

static enum status check_complete(const struct intake *intake,
                                  const struct comparison *comparison,
                                  bool allow_partial)
{
    char last[DATE_TEXT];

    if (!comparison->incomplete || allow_partial)
        return OK;
    return diag_error(
        intake->diag, INCOMPLETE, (struct place){0},
        "%.*s is not complete: the data is used to %s, day %d of %d; "
        "--allow-partial reports it as it is",
        STR_ARGS(comparison->asked.name), date_print(last, comparison->now.end),
        (int)window_days(&comparison->now),
        (int)window_days(&comparison->asked));
}

static enum status compare(const struct intake *intake,
                           const struct publish_options *options,
                           struct comparison *comparison)
{
    struct comparison_input input = {
        .data_first = intake->book->first_date,
        .data_last = intake->book->last_date,
        .as_of = options->as_of,
        .closed_days = (int)intake->config.rules.closed_days,
    };
    struct window asked;
    enum status status =
        calendar_window(intake->arena, intake->diag, intake->calendar,
                        options->period, intake->book->last_date, &asked);

    if (status == OK)
        status = check_cover(intake, &asked);
    if (status == OK && options->as_of != DATE_NONE &&
        options->as_of < asked.start)
        status =
            diag_error(intake->diag, BAD_USAGE, (struct place){0},
                       "--as-of lies before %.*s begins", STR_ARGS(asked.name));
    if (status != OK)
        return status;
    comparison_make(intake->arena, intake->calendar, &asked, &input,
                    comparison);
    return check_complete(intake, comparison, options->allow_partial);
}

/* The date inside the documents: SOURCE_DATE_EPOCH, else the as-of day. */
static enum status choose_created(const struct intake *intake, int32_t as_of,
                                  int64_t *created)
{
    const char *epoch = getenv("SOURCE_DATE_EPOCH");
    char *end;

    *created = (int64_t)as_of * DAY_SECONDS;
    if (!epoch || !*epoch)
        return OK;
    *created = strtoll(epoch, &end, 10);
    if (*end != '\0' || *created < 0)
        return diag_error(intake->diag, BAD_USAGE, (struct place){0},
                          "invalid SOURCE_DATE_EPOCH '%s'; expected seconds "
                          "since 1970-01-01",
                          epoch);
    return OK;
}

enum status publish(const struct intake *intake,
                    const struct publish_options *options)
{
    struct pack_options pack = options->pack;
    struct study study = {
        .config = &intake->config,
        .catalogue = &intake->catalogue,
        .ledger = &intake->ledger,
        .calendar = intake->calendar,
        .book = intake->book,
        .threads = options->threads,
    };
    enum status status = intake_check_rejects(intake);
    struct stage stage = stage_begin("measure");

    if (status == OK)
        status = compare(intake, options, &study.comparison);
    if (status == OK)
        status = choose_created(intake, study.comparison.as_of, &pack.created);
    if (status != OK)
        return status;
    memcpy(study.fingerprint, intake->fingerprint, sizeof study.fingerprint);
    status = study_make(intake->arena, intake->diag, &study);
    stage_end(&stage, intake->diag);
    stage = stage_begin("render");
    if (status == OK)
        status = pack_write(intake->arena, intake->diag, &study, &pack);
    stage_end(&stage, intake->diag);
    return status;
}
