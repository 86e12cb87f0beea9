#include "measure/uplift.h"

#include "measure/drift.h"

#include <math.h>
#include <stdlib.h>

enum {
    WEEKDAYS = 7,
    BASELINE_DAYS = WEEKDAYS * BASELINE_WEEKS,
    DIP_MOST = 14, /* days */
    CLEARANCE = 5, /* a discount of 1 / 5 of the gross sales */
};

/* How units of weeks and days scatter about their means. */
struct scatter {
    double weeks;        /* sum of squares */
    double days;         /* the same of the days of these weeks */
    double means;        /* of days, added up; of weeks it is the same */
    double week_squares; /* of means */
    double day_squares;
};

/* Working out all promotions, product by product. */
struct work {
    const struct view *view;
    struct placement placement; /* of all promotions */
    struct placement chosen;    /* of those in the window */
    struct diary diary;
    struct drift drift;
    struct uplift **uplifts; /* of each promotion; NULL: not chosen */
    struct entry *days;      /* of the product that is looked at */
    size_t product;
    int64_t cost;
    bool has_cost;
    struct scatter scatter;
};

/* The 8 weeks before, by weekday. */
struct baseline {
    int64_t count[WEEKDAYS];
    int64_t units[WEEKDAYS];
    int64_t sales[WEEKDAYS];
    int64_t lines;
    /* Of weeks without clearance: units and indices, by weekday and week. */
    double adjusted[WEEKDAYS];
    double indices[WEEKDAYS];
    double week_units[BASELINE_WEEKS];
    double week_indices[BASELINE_WEEKS];
};

static int32_t least(int32_t a, int32_t b)
{
    return a < b ? a : b;
}

static int32_t most(int32_t a, int32_t b)
{
    return a > b ? a : b;
}

static size_t weekday(int32_t date)
{
    int32_t day = date % WEEKDAYS;

    return (size_t)(day < 0 ? day + WEEKDAYS : day);
}

static int64_t sales_of(const struct entry *entry)
{
    return entry->gross - entry->discount;
}

static size_t day_of(const struct work *work, int32_t date)
{
    return (size_t)(date - work->diary.first);
}

static bool is_free(const struct work *work, int32_t date)
{
    return !diary_is_promoted(&work->diary, work->product, day_of(work, date));
}

/* The category whose drift tells what a promotion would have met; that of a
 * whole category has no products left without promotion. */
static uint32_t category_of(const struct work *work,
                            const struct promotion *promotion)
{
    return promotion->product.len > 0
               ? work->placement.category_of[work->product]
               : MAP_NONE;
}

static int32_t data_first(const struct work *work)
{
    return work->view->book->first_date;
}

/* Whether the product was in clearance in the days from .. to without
 * promotion. */
static bool is_clearance(const struct work *work, int32_t from, int32_t to)
{
    int64_t gross = 0;
    int64_t discount = 0;

    for (int32_t date = from; date <= to; date++)
        if (is_free(work, date)) {
            gross += work->days[day_of(work, date)].gross;
            discount += work->days[day_of(work, date)].discount;
        }
    return gross > 0 && discount >= gross / CLEARANCE;
}

/* How a week without promotion scatters about its mean. */
static void scatter_week(struct work *work, const struct baseline *baseline,
                         uint32_t category, int32_t from)
{
    struct scatter *scatter = &work->scatter;
    double units = 0;
    double index = 0;
    double week = 0;
    double means = 0;

    for (size_t i = 0; i < WEEKDAYS; i++) {
        units += baseline->adjusted[i];
        index += baseline->indices[i];
    }
    for (int32_t date = from; index > 0 && date < from + WEEKDAYS; date++) {
        size_t day = day_of(work, date);
        double mean = units / index * drift_index(&work->drift, category, day);
        double gap = (double)work->days[day].units - mean;

        scatter->days += gap * gap;
        scatter->day_squares += mean * mean;
        week += gap;
        means += mean;
    }
    scatter->weeks += week * week;
    scatter->means += means;
    scatter->week_squares += means * means;
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

static void add_week(const struct work *work, struct baseline *baseline,
                     uint32_t category, size_t week, int32_t start)
{
    int32_t from = most(start, data_first(work));
    int32_t to = start + WEEKDAYS - 1;
    bool clear = is_clearance(work, from, to);

    for (int32_t date = from; date <= to; date++) {
        const struct entry *entry = work->days + day_of(work, date);
        size_t i = weekday(date);

        if (!is_free(work, date))
            continue;
        baseline->count[i]++;
        baseline->units[i] += entry->units;
        baseline->sales[i] += sales_of(entry);
        baseline->lines += entry->lines;
        if (!clear)
            add_usual(baseline, week, i, (double)entry->units,
                      drift_index(&work->drift, category, day_of(work, date)));
    }
}

static bool is_usual_week(const struct work *work, int32_t from)
{
    for (int32_t date = from; date < from + WEEKDAYS; date++)
        if (date < data_first(work) || !is_free(work, date))
            return false;
    return !is_clearance(work, from, from + WEEKDAYS - 1);
}

static struct baseline find_baseline(struct work *work,
                                     const struct promotion *promotion)
{
    struct baseline baseline = {0};
    uint32_t category = category_of(work, promotion);
    int32_t before = promotion->start - BASELINE_DAYS;

    for (size_t i = 0; i < BASELINE_WEEKS; i++)
        add_week(work, &baseline, category, i, before + WEEKDAYS * (int32_t)i);
    for (int32_t from = before; from < promotion->start; from += WEEKDAYS)
        if (is_usual_week(work, from))
            scatter_week(work, &baseline, category, from);
    return baseline;
}

/* The variance of the baseline of so many days of each weekday, over the
 * dispersion: each of n days has its own. */
static void add_contrast(struct contrast *contrast,
                         const double units[static WEEKDAYS],
                         const double weights[static WEEKDAYS])
{
    double baseline = 0;

    for (size_t i = 0; i < WEEKDAYS; i++) {
        baseline += weights[i] * units[i];
        contrast->scatter += weights[i] * weights[i] * units[i];
    }
    contrast->baseline += baseline;
    contrast->squares += baseline * baseline;
}

/* What a promoted day is compared with, and the weights of past days in it. */
struct weighing {
    double plain[WEEKDAYS];
    double adjusted[WEEKDAYS];
};

static void add_day(const struct work *work, struct uplift *uplift,
                    const struct baseline *baseline, int32_t date,
                    struct weighing *weighing)
{
    const struct entry *entry = work->days + day_of(work, date);
    size_t i = weekday(date);
    int64_t parts;
    double index;

    if (baseline->count[i] == 0)
        return;
    parts = BASELINE_UNIT / baseline->count[i];
    uplift->has_baseline = true;
    uplift->units += entry->units;
    uplift->sales += sales_of(entry);
    uplift->lines += entry->lines;
    uplift->baseline_units += (int128)baseline->units[i] * parts;
    uplift->baseline_sales += (int128)baseline->sales[i] * parts;
    uplift->plain.units += (double)entry->units;
    weighing->plain[i] += 1 / (double)baseline->count[i];
    if (!(baseline->indices[i] > 0))
        return;
    index = drift_index(&work->drift, category_of(work, uplift->promotion),
                        day_of(work, date));
    uplift->adjusted.units += (double)entry->units;
    weighing->adjusted[i] += index / baseline->indices[i];
}

/* sales - cost x units, of the promotion less that of the baseline. */
static void add_margin(const struct work *work, struct uplift *uplift,
                       const struct uplift *before)
{
    static const int64_t money_to_cost = 1000; /* COST_PLACES - MONEY_PLACES */
    int128 units = (int128)(uplift->units - before->units) * BASELINE_UNIT -
                   (uplift->baseline_units - before->baseline_units);
    int128 sales = (int128)(uplift->sales - before->sales) * BASELINE_UNIT -
                   (uplift->baseline_sales - before->baseline_sales);

    if (!work->has_cost)
        return;
    uplift->has_cost = true;
    uplift->margin += sales * money_to_cost - units * work->cost;
}

static void add_dip(const struct work *work, struct uplift *uplift,
                    const struct baseline *baseline)
{
    const struct promotion *promotion = uplift->promotion;
    int32_t days =
        least(most(promotion->end - promotion->start + 1, WEEKDAYS), DIP_MOST);

    uplift->is_over = promotion->end + days <= work->view->comparison->as_of;
    for (int32_t date = most(promotion->end + 1, data_first(work));
         uplift->is_over && date <= promotion->end + days; date++) {
        size_t i = weekday(date);

        if (baseline->count[i] == 0)
            continue;
        uplift->dip_units += work->days[day_of(work, date)].units;
        uplift->dip_baseline +=
            (int128)baseline->units[i] * (BASELINE_UNIT / baseline->count[i]);
    }
}

/* What the weeks of the baseline would have been without their own chance. */
static void add_weeks(struct uplift *uplift, const struct baseline *baseline)
{
    double units = 0;
    double index = 0;

    for (size_t i = 0; i < BASELINE_WEEKS; i++) {
        units += baseline->week_units[i];
        index += baseline->week_indices[i];
    }
    for (size_t i = 0; index > 0 && i < BASELINE_WEEKS; i++) {
        uplift->weeks[i].units += baseline->week_units[i];
        uplift->weeks[i].expected += units / index * baseline->week_indices[i];
    }
}

static void measure(struct work *work, struct uplift *uplift)
{
    const struct promotion *promotion = uplift->promotion;
    struct baseline baseline = find_baseline(work, promotion);
    struct weighing weighing = {0};
    double units[WEEKDAYS];
    const struct uplift before = *uplift;
    int32_t last = least(promotion->end, work->view->comparison->as_of);

    for (int32_t date = most(promotion->start, data_first(work)); date <= last;
         date++)
        add_day(work, uplift, &baseline, date, &weighing);
    for (size_t i = 0; i < WEEKDAYS; i++)
        units[i] = (double)baseline.units[i];
    add_contrast(&uplift->plain, units, weighing.plain);
    add_contrast(&uplift->adjusted, baseline.adjusted, weighing.adjusted);
    if (uplift->has_baseline)
        uplift->baseline_lines += baseline.lines;
    add_weeks(uplift, &baseline);
    add_margin(work, uplift, &before);
    add_dip(work, uplift, &baseline);
}

static void measure_all(struct work *work, struct placed placed)
{
    for (size_t i = 0; i < placed.count; i++)
        measure(work, work->uplifts[placed.numbers[i]]);
}

static void find_cost(struct work *work)
{
    const struct catalogue *catalogue = work->view->book->catalogue;
    uint32_t number = map_find(&catalogue->product_ids,
                               work->view->book->products.items[work->product]);

    work->has_cost = number != MAP_NONE && catalogue->products[number].has_cost;
    work->cost = work->has_cost ? catalogue->products[number].unit_cost : 0;
}

/* Lay out the days of a product, and clear them again. */
static void measure_product(struct work *work)
{
    const struct diary *diary = &work->diary;
    size_t first = diary->entry_first[work->product];
    size_t end = diary->entry_first[work->product + 1];

    for (size_t i = first; i < end; i++) {
        const struct entry *entry = diary->entries + i;
        struct entry *day = work->days + entry->day;

        day->lines += entry->lines;
        day->units += entry->units;
        day->gross += entry->gross;
        day->discount += entry->discount;
    }
    find_cost(work);
    measure_all(work, placement_own(&work->chosen, work->product));
    measure_all(work, placement_category(&work->chosen, work->product));
    for (size_t i = first; i < end; i++)
        work->days[diary->entries[i].day] = (struct entry){0};
}

/* The days that all promotions of the window are measured on. */
static void find_days(const struct view *view, const struct uplifts *uplifts,
                      int32_t *first, int32_t *last)
{
    int32_t as_of = view->comparison->as_of;

    *first = *last = view->windows[SLOT_NOW].start;
    for (size_t i = 0; i < uplifts->count; i++) {
        const struct promotion *promotion = uplifts->items[i].promotion;

        *first = least(*first, promotion->start - BASELINE_DAYS);
        *last = most(*last, least(promotion->end, as_of - DIP_MOST) + DIP_MOST);
    }
    *first = most(*first, view->book->first_date);
    *last = most(*last, *first);
}

static int compare(const void *a, const void *b)
{
    const struct promotion *x = ((const struct uplift *)a)->promotion;
    const struct promotion *y = ((const struct uplift *)b)->promotion;

    if (x->start != y->start)
        return x->start < y->start ? -1 : 1;
    return str_compare(x->id, y->id);
}

static void choose(struct arena *arena, const struct view *view,
                   struct uplifts *uplifts, bool *chosen)
{
    const struct promotions *promotions = &view->study->catalogue->promotions;
    const struct window *now = &view->windows[SLOT_NOW];

    uplifts->items = arena_array(arena, struct uplift, promotions->count + 1);
    for (size_t i = 0; i < promotions->count; i++) {
        const struct promotion *promotion = promotions->items + i;

        chosen[i] =
            promotion->start <= now->end && promotion->end >= now->start;
        if (chosen[i])
            uplifts->items[uplifts->count++].promotion = promotion;
    }
    qsort(uplifts->items, uplifts->count, sizeof *uplifts->items, compare);
}

/*
 * From squares of weeks and of their days: both hold the dispersion once, the
 * spread by their own squared means.
 */
static void settle(const struct scatter *scatter, struct uplifts *uplifts)
{
    double weeks = (double)BASELINE_WEEKS / (BASELINE_WEEKS - 1);
    double apart = scatter->week_squares - scatter->day_squares;
    double spread =
        apart > 0 ? (scatter->weeks * weeks - scatter->days) / apart : 0;

    uplifts->spread = spread > 0 ? spread : 0;
    uplifts->dispersion =
        scatter->means > 0
            ? (scatter->days - uplifts->spread * scatter->day_squares) /
                  scatter->means
            : 0;
}

struct uplifts uplifts_make(struct arena *arena, const struct view *view)
{
    const struct book *book = view->book;
    const struct promotions *promotions = &view->study->catalogue->promotions;
    bool *chosen = arena_array(arena, bool, promotions->count + 1);
    bool *wanted = arena_array(arena, bool, book->products.count + 1);
    struct uplifts uplifts = {0};
    struct work work = {
        .view = view,
        .uplifts = arena_array(arena, struct uplift *, promotions->count + 1)};
    int32_t first;
    int32_t last;

    choose(arena, view, &uplifts, chosen);
    for (size_t i = 0; i < uplifts.count; i++)
        work.uplifts[uplifts.items[i].promotion - promotions->items] =
            uplifts.items + i;
    work.placement = placement_make(arena, book, NULL);
    work.chosen = placement_make(arena, book, chosen);
    for (size_t i = 0; i < book->products.count; i++)
        wanted[i] = placement_own(&work.chosen, i).count > 0 ||
                    placement_category(&work.chosen, i).count > 0;
    find_days(view, &uplifts, &first, &last);
    work.diary = diary_make(arena, &work.placement, book, first, last, wanted);
    work.drift = drift_make(arena, &work.placement, &work.diary);
    work.days = arena_array(arena, struct entry, work.diary.day_count + 1);
    for (work.product = 0; work.product < book->products.count; work.product++)
        if (wanted[work.product])
            measure_product(&work);
    settle(&work.scatter, &uplifts);
    return uplifts;
}
