#include "command/examine.h"

#include "base/decimal.h"
#include "base/file.h"
#include "base/fingerprint.h"
#include "measure/scope.h"

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

/* The last day up to one that has a line; DATE_NONE: none has. */
static int32_t last_day(const struct book *book, int32_t date)
{
    int32_t last = DATE_NONE;

    for (size_t i = 0; i < book->day_count && book->days[i].date <= date; i++)
        last = book->days[i].date;
    return last;
}

/* A line far off lets the data end late: days without any are told, then. */
static void warn_of_gap(const struct intake *intake,
                        const struct comparison *comparison)
{
    enum { WEEK = 7 };
    const struct window *now = &comparison->now;
    int32_t last = last_day(intake->book, now->end);
    char from[DATE_TEXT];
    char to[DATE_TEXT];
    char data[DATE_TEXT];

    if (last < now->start - 1)
        last = now->start - 1;
    if (now->end - last <= WEEK ||
        now->end - last <= (int32_t)intake->config.rules.closed_days)
        return;
    diag_warning(intake->diag, (struct place){0},
                 "%.*s has no line from %s to %s, though the data goes on to "
                 "%s; rules.closed_days says how many days may be without one",
                 STR_ARGS(now->name), date_print(from, last + 1),
                 date_print(to, now->end),
                 date_print(data, intake->book->last_date));
}

/* Orders that are sold on several days, as customers would be. */
static size_t long_orders(const struct book *book)
{
    struct arena scratch = {0};
    bool *is_long = arena_array(&scratch, bool, book->order_count + 1);
    size_t count = 0;

    for (size_t i = 0; i < book->moved_count; i++)
        is_long[book->moved[i].order] |= book->moved[i].gross > 0;
    for (size_t i = 0; i < book->order_count; i++)
        count += is_long[i];
    arena_free(&scratch);
    return count;
}

/* A receipt is of one day, but for a few that wait for a shipment. */
static void warn_of_orders(const struct intake *intake)
{
    enum { FEW = 10 }; /* of a hundred */
    size_t all = intake->book->order_count;
    size_t most = all / 100 * FEW;
    size_t count;

    if (intake->book->moved_count <= most)
        return;
    count = long_orders(intake->book);
    if (count > most)
        diag_warning(intake->diag, (struct place){0},
                     "%zu of %zu orders are sold on more than one day; baskets "
                     "are what basket_id, or order_id, tells apart: is it the "
                     "id of a receipt?",
                     count, all);
}

/* Above the list price nothing is sold as a rule. */
static void warn_of_discount(const struct intake *intake,
                             const struct study *study)
{
    int64_t discount = study->scopes->items->totals[SLOT_NOW]->sums.discount;
    char text[DECIMAL_TEXT];

    if (discount < 0)
        diag_warning(intake->diag, (struct place){0},
                     "discounts of %.*s add up to %s: either net amounts hold "
                     "a tax that list prices do not, or discounts have a minus "
                     "in the files (extracts.transactions.negate)",
                     STR_ARGS(study->comparison.now.name),
                     decimal_print(text, discount, MONEY_PLACES, 2));
}

static enum status check_complete(const struct intake *intake,
                                  const struct comparison *comparison,
                                  bool allow_partial)
{
    char last[DATE_TEXT];

    if (!comparison->incomplete)
        warn_of_gap(intake, comparison);
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
    enum status status = intake_check_rejects(intake);

    *study = (struct study){
        .config = &intake->config,
        .catalogue = &intake->catalogue,
        .ledger = &intake->ledger,
        .segments = segments,
        .calendar = intake->calendar,
        .book = intake->book,
        .threads = options->threads,
    };
    if (status == OK) {
        intake_warn_of_rejects(intake);
        status = compare(intake, options, &study->comparison);
    }
    if (status == OK)
        status = segments_load(intake->arena, intake->diag, map, segments);
    if (status == OK)
        status = take_fingerprint(intake, map, study);
    if (status == OK)
        status = study_make(intake->arena, intake->diag, study);
    if (status == OK) {
        warn_of_orders(intake);
        warn_of_discount(intake, study);
    }
    return status;
}
