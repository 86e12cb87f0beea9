#include "measure/comparison.h"

enum { YEAR_OF_WEEKS = 364 };

static const struct window unknown = {.start = DATE_NONE, .end = DATE_NONE};

/* What windows are judged by. */
struct judge {
    struct arena *arena;
    const struct calendar *calendar;
    const struct comparison_input *input;
    bool weekly; /* last year is 364 days before */
};

/* "28 Nov 2022" */
static const char *print_day(struct arena *arena, int32_t date)
{
    struct civil civil = date_civil(date);

    return str_format(arena, "%d %.3s %04d", civil.day,
                      date_month_name(civil.month), civil.year)
        .at;
}

/* The first `days` days of a window; all of it if it is shorter. */
static struct window cut(struct window window, int32_t days)
{
    if (window_is_known(&window) && window_days(&window) > days)
        window.end = window.start + days - 1;
    return window;
}

/* Whether the data reaches back to a window's first day, or nearly so. */
static bool is_covered(const struct judge *judge, const struct window *window)
{
    int32_t first = judge->input->data_first;

    return window->start >= first - judge->input->closed_days &&
           window->end >= first;
}

static struct base judge_base(const struct judge *judge, struct window window)
{
    struct base base = {.window = window};
    char first[DATE_TEXT];

    if (!window_is_known(&window)) {
        base.reason = "not in the calendar";
        return base;
    }
    base.covered = is_covered(judge, &window);
    if (!base.covered)
        base.reason = str_format(judge->arena, "the data begins on %s",
                                 date_print(first, judge->input->data_first))
                          .at;
    return base;
}

/*
 * The days a year before a window: those of the same name, or those 364 days
 * before where the named ones began on another day.
 */
static struct window last_year_of(const struct judge *judge,
                                  const struct window *window,
                                  const struct window *same)
{
    if (!judge->weekly || window->start - YEAR_OF_WEEKS == same->start)
        return *same;
    return window_of_days(judge->arena, window->start - YEAR_OF_WEEKS,
                          window->end - YEAR_OF_WEEKS);
}

/* The last day that counts: of the window, of as-of, of the data. */
static int32_t find_limit(const struct window *asked,
                          const struct comparison_input *input)
{
    int32_t limit = asked->end;

    if (input->as_of != DATE_NONE && input->as_of < limit)
        limit = input->as_of;
    if (input->data_last < limit - input->closed_days)
        limit = input->data_last;
    return limit;
}

/*
 * Where the report is cut, so is what it is compared with; where it is whole,
 * windows are compared whole, whatever their length.
 */
static struct window fit(const struct comparison *comparison,
                         struct window window)
{
    if (!comparison->incomplete)
        return window;
    return cut(window, window_days(&comparison->now));
}

static void set_bases(const struct judge *judge, struct comparison *comparison)
{
    struct arena *arena = judge->arena;
    const struct window *asked = &comparison->asked;
    struct window same = calendar_last_year(arena, judge->calendar, asked);
    struct window year = last_year_of(judge, asked, &same);

    comparison->shifted = year.start != same.start;
    comparison->prev = judge_base(
        judge,
        fit(comparison, calendar_previous(arena, judge->calendar, asked)));
    comparison->ly = judge_base(judge, fit(comparison, year));
    comparison->ly_fiscal = judge_base(
        judge, comparison->shifted ? fit(comparison, same) : unknown);
}

/* A trailing window, or none where the data does not reach back to it. */
static struct window reached(const struct judge *judge, struct window window)
{
    return window_is_known(&window) && is_covered(judge, &window) ? window
                                                                  : unknown;
}

static void set_trail(const struct judge *judge, struct comparison *comparison)
{
    struct window window = comparison->asked;
    size_t i = COUNT(comparison->trail) - 1;

    comparison->trail[i] = comparison->now;
    comparison->trail_ly[i] = comparison->ly;
    while (i-- > 0) {
        struct window same = unknown;

        if (window_is_known(&window))
            window = calendar_previous(judge->arena, judge->calendar, &window);
        if (window_is_known(&window)) {
            same = calendar_last_year(judge->arena, judge->calendar, &window);
            same = last_year_of(judge, &window, &same);
        }
        comparison->trail[i] = reached(judge, window);
        comparison->trail_ly[i] = judge_base(judge, same);
    }
}

bool comparison_is_aligned(const struct comparison *comparison)
{
    return comparison->ly.window.start ==
           comparison->asked.start - YEAR_OF_WEEKS;
}

static const char *kind_word(const struct judge *judge, enum window_kind kind)
{
    switch (kind) {
    case WINDOW_PERIOD:
        return judge->calendar->months ? "same month a year"
                                       : "same period a year";
    case WINDOW_MONTH:
        return "same month a year";
    case WINDOW_QUARTER:
        return "same quarter a year";
    case WINDOW_HALF:
        return "same half a year";
    case WINDOW_WEEK:
        return "same week a year";
    case WINDOW_YEAR:
        return "year";
    case WINDOW_RANGE:
        return "same dates a year";
    }
    return "";
}

static void say_shifted(const struct judge *judge,
                        const struct comparison *comparison, struct text *text)
{
    const struct window *ly = &comparison->ly.window;
    const struct window *same = &comparison->ly_fiscal.window;

    text_addf(text, "Last year = the %d days from %s, 364 days earlier",
              (int)window_days(ly), print_day(judge->arena, ly->start));
    if (window_is_known(same))
        text_addf(text,
                  ", as a 53-week year lies between; fiscal %.*s is shown "
                  "beside it.",
                  STR_ARGS(same->name));
    else
        text_addf(text, "; the calendar has no %.*s of the year before.",
                  STR_ARGS(comparison->asked.label));
}

static void say_same(const struct judge *judge,
                     const struct comparison *comparison, struct text *text)
{
    const struct window *ly = &comparison->ly.window;

    text_addf(text, "Last year = %.*s, ", STR_ARGS(ly->name));
    if (comparison_is_aligned(comparison))
        text_addf(text, "which began exactly 364 days earlier");
    else
        text_addf(text, "the %s before",
                  kind_word(judge, comparison->asked.kind));
    text_addf(text, "; flows compared per day.");
}

/* The sentence under the tables: what last year is, and what was cut. */
static struct str say_rule(const struct judge *judge,
                           const struct comparison *comparison)
{
    struct text text = {.arena = judge->arena};
    const struct base *ly = &comparison->ly;

    if (!ly->covered)
        text_addf(&text, "No last year: %s.", ly->reason);
    else if (comparison->shifted)
        say_shifted(judge, comparison, &text);
    else
        say_same(judge, comparison, &text);
    if (comparison->incomplete && window_is_known(&comparison->now))
        text_addf(&text, " Day %d of %d: every window is cut to as many days.",
                  (int)window_days(&comparison->now),
                  (int)window_days(&comparison->asked));
    return text_str(&text);
}

void comparison_make(struct arena *arena, const struct calendar *calendar,
                     const struct window *asked,
                     const struct comparison_input *input,
                     struct comparison *comparison)
{
    struct judge judge = {.arena = arena, .calendar = calendar, .input = input};
    int32_t limit = find_limit(asked, input);

    judge.weekly = calendar_is_weekly(calendar) &&
                   asked->kind != WINDOW_MONTH && asked->kind != WINDOW_RANGE;
    *comparison = (struct comparison){.asked = *asked, .now = *asked};
    comparison->data_first = input->data_first;
    comparison->data_last = input->data_last;
    comparison->incomplete = limit < asked->end;
    comparison->as_of = limit;
    if (!comparison->incomplete && input->as_of != DATE_NONE)
        comparison->as_of = input->as_of;
    comparison->now.end = limit;
    if (limit < asked->start)
        comparison->now = unknown;
    set_bases(&judge, comparison);
    set_trail(&judge, comparison);
    comparison->rule = say_rule(&judge, comparison);
}
