#include "command/examine.h"

#include "base/file.h"
#include "base/fingerprint.h"
#include "command/rejects.h"
#include "command/warning.h"

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
                           const struct examine_options *options,
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

/* Of all that figures rest on: what was read, and the map of segments. */
static enum status take_fingerprint(const struct intake *intake,
                                    const char *segments, struct study *study)
{
    struct fingerprint *all = fingerprint_new(intake->arena);
    struct str text = {0};
    enum status status =
        file_read(intake->arena, intake->diag, segments, &text);

    fingerprint_add(all, str_of(intake->fingerprint));
    fingerprint_add(all, text);
    fingerprint_print(all, study->fingerprint);
    return status;
}

enum status examine(const struct intake *intake,
                    const struct examine_options *options, struct study *study)
{
    struct segments *segments = arena_new(intake->arena, struct segments);
    const char *map =
        file_join(intake->arena, options->templates, "segments.yaml");
    enum status status = rejects_check(intake);

    *study = (struct study){
        .config = &intake->config,
        .catalogue = &intake->catalogue,
        .ledger = &intake->ledger,
        .segments = segments,
        .calendar = intake->calendar,
        .book = intake->book,
        .threads = options->threads,
    };
    if (status == OK)
        status = compare(intake, options, &study->comparison);
    if (status == OK)
        status = segments_load(intake->arena, intake->diag, map, segments);
    if (status == OK)
        status = take_fingerprint(intake, map, study);
    if (status == OK)
        status = study_make(intake->arena, intake->diag, study);
    if (status == OK)
        warnings_of_study(intake, study);
    return status;
}
