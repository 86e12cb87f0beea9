#include "command/warning.h"

#include "base/decimal.h"
#include "measure/scope.h"

/* Two files of lines with the same bytes are mostly a file and its copy. */
void warnings_of_files(const struct intake *intake)
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
            diag_warning(
                intake->diag,
                (struct place){.file = intake_path(intake, file->file)},
                "the same bytes as %s: their lines are counted twice; "
                "if one is a copy, leave it out of "
                "extracts.transactions.files",
                files[number]->file);
    }
    arena_free(&scratch);
}

static void warn_of_rejects(const struct intake *intake)
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

void warnings_of_study(const struct intake *intake, const struct study *study)
{
    warn_of_rejects(intake);
    warn_of_orders(intake);
    if (!study->comparison.incomplete)
        warn_of_gap(intake, &study->comparison);
    warn_of_discount(intake, study);
}
