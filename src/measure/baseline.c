#include "measure/baseline.h"

/* A discount of 1 / 5 of the gross sales is clearance. */
enum { CLEARANCE = 5 };

static bool is_free(const struct track *track, int32_t date)
{
    return !diary_is_promoted(track->diary, track->product,
                              (size_t)(date - track->diary->first));
}

/* The first day that there can be data of. */
static int32_t first_of(const struct track *track, int32_t from)
{
    return from > track->diary->first ? from : track->diary->first;
}

/* Whether the product was in clearance, on days without promotion. */
static bool is_clearance(const struct track *track, int32_t from, int32_t to)
{
    int64_t gross = 0;
    int64_t discount = 0;

    for (int32_t date = from; date <= to; date++)
        if (is_free(track, date)) {
            gross += track_day(track, date)->gross;
            discount += track_day(track, date)->discount;
        }
    return gross > 0 && discount >= gross / CLEARANCE;
}

/* A day of a week without clearance. */
static void add_usual(struct baseline *baseline, size_t week, size_t weekday,
                      double units, double index)
{
    baseline->adjusted[weekday] += units;
    baseline->indices[weekday] += index;
    baseline->week_units[week] += units;
    baseline->week_indices[week] += index;
}

static void add_week(const struct track *track, struct baseline *baseline,
                     uint32_t category, size_t week, int32_t start)
{
    int32_t from = first_of(track, start);
    int32_t to = start + WEEK_DAYS - 1;
    bool clear = is_clearance(track, from, to);

    for (int32_t date = from; date <= to; date++) {
        const struct entry *entry = track_day(track, date);
        size_t weekday = baseline_weekday(date);

        if (!is_free(track, date))
            continue;
        baseline->count[weekday]++;
        baseline->units[weekday] += entry->units;
        baseline->sales[weekday] += entry->gross - entry->discount;
        baseline->lines += entry->lines;
        if (!clear)
            add_usual(baseline, week, weekday, (double)entry->units,
                      track_index(track, category, date));
    }
}

/* A whole week in the data, without promotion or clearance. */
static bool is_usual(const struct track *track, int32_t from)
{
    for (int32_t date = from; date < from + WEEK_DAYS; date++)
        if (date < track->diary->first || !is_free(track, date))
            return false;
    return !is_clearance(track, from, from + WEEK_DAYS - 1);
}

static void scatter_week(const struct track *track, double level,
                         uint32_t category, int32_t from,
                         struct scatter *scatter)
{
    double week = 0;
    double means = 0;

    for (int32_t date = from; date < from + WEEK_DAYS; date++) {
        double mean = level * track_index(track, category, date);
        double gap = (double)track_day(track, date)->units - mean;

        scatter->days += gap * gap;
        scatter->day_squares += mean * mean;
        week += gap;
        means += mean;
    }
    scatter->weeks += week * week;
    scatter->means += means;
    scatter->week_squares += means * means;
}

/* What the product sells where the index is 1; 0 where that is not known. */
static double level_of(const struct baseline *baseline)
{
    double units = 0;
    double index = 0;

    for (size_t i = 0; i < BASELINE_WEEKS; i++) {
        units += baseline->week_units[i];
        index += baseline->week_indices[i];
    }
    return index > 0 ? units / index : 0;
}

struct baseline baseline_find(const struct track *track, int32_t start,
                              uint32_t category, struct scatter *scatter)
{
    struct baseline baseline = {0};

    for (size_t i = 0; i < BASELINE_WEEKS; i++)
        add_week(track, &baseline, category, i,
                 start - BASELINE_DAYS + WEEK_DAYS * (int32_t)i);
    baseline.level = level_of(&baseline);
    for (int32_t from = start - BASELINE_DAYS; from < start; from += WEEK_DAYS)
        if (baseline.level > 0 && is_usual(track, from))
            scatter_week(track, baseline.level, category, from, scatter);
    return baseline;
}

/*
 * Squares of weeks and those of their days hold the dispersion alike, and the
 * spread by the squares of their own means.
 */
void scatter_settle(const struct scatter *scatter, double *dispersion,
                    double *spread)
{
    /* One mean was worked out for the weeks. */
    static const double lost = (double)BASELINE_WEEKS / (BASELINE_WEEKS - 1);
    double apart = scatter->week_squares - scatter->day_squares;
    double excess = scatter->weeks * lost - scatter->days;

    *spread = apart > 0 && excess > 0 ? excess / apart : 0;
    *dispersion = 0;
    if (scatter->means > 0)
        *dispersion =
            (scatter->days - *spread * scatter->day_squares) / scatter->means;
}
