#include "read/fiscal.h"

#include "base/file.h"
#include "read/extract.h"
#include "read/remark.h"

#include <string.h>

enum { YEAR_MOST = 9999, PERIOD_MOST = 999 };

struct reading {
    struct arena *arena;
    struct fiscal_row *rows;
    size_t count;
    size_t capacity;
};

static const char *lacks(const struct extract *extract)
{
    bool span = extract_has(extract, COLUMN_fiscal_calendar_start_date) &&
                extract_has(extract, COLUMN_fiscal_calendar_end_date);

    if (span || extract_has(extract, COLUMN_fiscal_calendar_date))
        return NULL;
    return "no dates: 'start_date' and 'end_date', or 'date', are required";
}

/* A number, with or without the letters that may stand before it. */
static bool parse_number(struct str text, const char *prefix, int most,
                         int *number)
{
    size_t at = strlen(prefix);

    text = str_trim(text);
    if (text.len <= at || !value_is_word((struct str){text.at, at}, prefix))
        at = 0;
    *number = 0;
    if (at == text.len)
        return false;
    for (; at < text.len; at++) {
        if (text.at[at] < '0' || text.at[at] > '9')
            return false;
        *number = *number * 10 + (text.at[at] - '0');
        if (*number > most)
            return false;
    }
    return true;
}

static bool parse_ordinal(struct str text, const char *prefix, int *number)
{
    return parse_number(text, prefix, PERIOD_MOST, number) && *number > 0;
}

static bool parse_year(struct str text, int *year)
{
    if (!parse_number(text, "fy", YEAR_MOST, year))
        return false;
    if (*year < 100)
        *year += 2000;
    return *year >= 1000;
}

/* The names of a row: its year, period and week. */
static const char *read_numbers(const struct extract *extract,
                                struct fiscal_row *row, enum column_id *column)
{
    struct str week = extract_get(extract, COLUMN_fiscal_calendar_week)->text;

    *column = COLUMN_fiscal_calendar_fiscal_year;
    if (!parse_year(extract_get(extract, *column)->text, &row->year))
        return "fiscal_year is not a year";
    *column = COLUMN_fiscal_calendar_period;
    if (!parse_ordinal(extract_get(extract, *column)->text, "p", &row->period))
        return "period is not a number from 1";
    *column = COLUMN_fiscal_calendar_week;
    if (str_trim(week).len > 0 && !parse_ordinal(week, "w", &row->week))
        return "week is not a number from 1";
    return NULL;
}

/* The days of a row: first and last one, or a single one. */
static const char *read_days(const struct extract *extract,
                             struct fiscal_row *row, enum column_id *column)
{
    const struct value *start =
        extract_get(extract, COLUMN_fiscal_calendar_start_date);
    const struct value *end =
        extract_get(extract, COLUMN_fiscal_calendar_end_date);
    const struct value *date =
        extract_get(extract, COLUMN_fiscal_calendar_date);

    *column = COLUMN_fiscal_calendar_end_date;
    if (start->state == VALUE_EMPTY && end->state == VALUE_EMPTY)
        start = end = date;
    if (start->state == VALUE_EMPTY || end->state == VALUE_EMPTY)
        return "start_date, end_date or date is empty";
    row->start = (int32_t)start->number;
    row->end = (int32_t)end->number;
    return row->end < row->start ? "end_date is before start_date" : NULL;
}

static void take(void *context, struct extract *extract)
{
    struct reading *reading = context;
    struct place place = extract_place(extract);
    struct fiscal_row row = {.place = place};
    enum column_id column;
    const char *problem = read_numbers(extract, &row, &column);

    if (problem) {
        extract_reject(extract, column, problem);
        return;
    }
    problem = read_days(extract, &row, &column);
    if (problem) {
        extract_reject_row(extract, column, problem);
        return;
    }
    extract_accept(extract);
    row.place.file = str_z(reading->arena, str_of(place.file));
    row.label =
        str_copy(reading->arena,
                 extract_get(extract, COLUMN_fiscal_calendar_label)->text);
    reading->rows =
        arena_grow(reading->arena, reading->rows, &reading->capacity,
                   reading->count + 1, sizeof *reading->rows);
    reading->rows[reading->count++] = row;
}

/* Tell every reject behind the first `from`: a calendar has no use for gaps. */
static enum status refuse_rejects(struct arena *arena, struct diag *diag,
                                  const struct config *config,
                                  const struct ledger *ledger, size_t from)
{
    enum status status = OK;

    for (size_t i = from; i < ledger->reject_count; i++) {
        const struct reject *reject = &ledger->rejects[i];
        struct place place = {
            .file = file_join(arena, config->folder, reject->file),
            .line = reject->line,
            .column = reject->column};

        if (!reject->by_rule)
            status = diag_error(diag, BAD_DATA, place, "%.*s",
                                STR_ARGS(remark_print(arena, config, reject)));
    }
    return status;
}

enum status fiscal_read(struct arena *arena, struct diag *diag,
                        const struct config *config, struct ledger *ledger,
                        struct fiscal_row **rows, size_t *count)
{
    struct extract_run run = {
        .arena = arena, .diag = diag, .config = config, .ledger = ledger};
    struct reading reading = {.arena = arena};
    struct extract_taker taker = {
        .lacks = lacks, .take = take, .context = &reading};
    size_t before = ledger->reject_count;
    enum status status = extract_read(&run, EXTRACT_fiscal_calendar, &taker);

    if (status == OK)
        status = refuse_rejects(arena, diag, config, ledger, before);
    *rows = reading.rows;
    *count = reading.count;
    return status;
}
