#include "measure/uplift.h"

#include <stdlib.h>

enum { DIP_MOST = 14 /* days */ };

/* Working out all promotions, product by product. */
struct work {
    const struct view *view;
    struct placement placement; /* of all promotions */
    struct placement chosen;    /* of those in the window */
    struct diary diary;
    struct drift drift;
    struct uplift **uplifts; /* of each promotion; NULL: not chosen */
    struct track track;      /* of the product that is looked at */
    int64_t cost;
    bool has_cost;
    struct scatter scatter;
};

static int32_t least(int32_t a, int32_t b)
{
    return a < b ? a : b;
}

static int32_t most(int32_t a, int32_t b)
{
    return a > b ? a : b;
}

/* The category whose drift tells what a promotion would have met; that of a
 * whole category has no products left without promotion. */
static uint32_t category_of(const struct work *work,
                            const struct promotion *promotion)
{
    return promotion->product.len > 0
               ? work->placement.category_of[work->track.product]
               : MAP_NONE;
}

static int32_t data_first(const struct work *work)
{
    return work->view->book->first_date;
}

/* The variance of the baseline of so many days of each weekday, over the
 * dispersion: each of n days has its own. */
static void add_contrast(struct contrast *contrast,
                         const double units[static WEEK_DAYS],
                         const double weights[static WEEK_DAYS])
{
    double baseline = 0;

    for (size_t i = 0; i < WEEK_DAYS; i++) {
        baseline += weights[i] * units[i];
        contrast->scatter += weights[i] * weights[i] * units[i];
    }
    contrast->baseline += baseline;
    contrast->squares += baseline * baseline;
}

/* What a promoted day is compared with, and the weights of past days in it. */
struct weighing {
    double plain[WEEK_DAYS];
    double adjusted[WEEK_DAYS];
};

static void add_day(const struct work *work, struct uplift *uplift,
                    const struct baseline *baseline, int32_t date,
                    struct weighing *weighing)
{
    const struct entry *entry = track_day(&work->track, date);
    size_t i = baseline_weekday(date);
    int64_t parts;
    double index;

    if (baseline->count[i] == 0)
        return;
    parts = BASELINE_UNIT / baseline->count[i];
    uplift->has_baseline = true;
    uplift->units += entry->units;
    uplift->sales += entry->gross - entry->discount;
    uplift->lines += entry->lines;
    uplift->baseline_units += (int128)baseline->units[i] * parts;
    uplift->baseline_sales += (int128)baseline->sales[i] * parts;
    uplift->plain.units += (double)entry->units;
    weighing->plain[i] += 1 / (double)baseline->count[i];
    if (!(baseline->indices[i] > 0))
        return;
    index =
        track_index(&work->track, category_of(work, uplift->promotion), date);
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
        least(most(promotion->end - promotion->start + 1, WEEK_DAYS), DIP_MOST);

    uplift->is_over = promotion->end + days <= work->view->comparison->as_of;
    for (int32_t date = most(promotion->end + 1, data_first(work));
         uplift->is_over && date <= promotion->end + days; date++) {
        size_t i = baseline_weekday(date);

        if (baseline->count[i] == 0)
            continue;
        uplift->dip_units += track_day(&work->track, date)->units;
        uplift->dip_baseline +=
            (int128)baseline->units[i] * (BASELINE_UNIT / baseline->count[i]);
    }
}

/* What the weeks of the baseline would have been without their own chance. */
static void add_weeks(struct uplift *uplift, const struct baseline *baseline)
{
    for (size_t i = 0; i < BASELINE_WEEKS; i++) {
        uplift->weeks[i].units += baseline->week_units[i];
        uplift->weeks[i].expected +=
            baseline->level * baseline->week_indices[i];
    }
}

static void measure(struct work *work, struct uplift *uplift)
{
    const struct promotion *promotion = uplift->promotion;
    struct baseline baseline =
        baseline_find(&work->track, promotion->start,
                      category_of(work, promotion), &work->scatter);
    struct weighing weighing = {0};
    double units[WEEK_DAYS];
    const struct uplift before = *uplift;
    int32_t last = least(promotion->end, work->view->comparison->as_of);

    for (int32_t date = most(promotion->start, data_first(work)); date <= last;
         date++)
        add_day(work, uplift, &baseline, date, &weighing);
    for (size_t i = 0; i < WEEK_DAYS; i++)
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

static const struct product_class *class_of(const struct work *work)
{
    const struct book *book = work->view->book;

    return book->catalogue->classes + book->product_class[work->track.product];
}

/* What units that are not counted have cost is not known. */
static void find_cost(struct work *work)
{
    const struct catalogue *catalogue = work->view->book->catalogue;
    uint32_t number =
        map_find(&catalogue->product_ids,
                 work->view->book->products.items[work->track.product]);

    work->has_cost = number != MAP_NONE &&
                     catalogue->products[number].has_cost &&
                     class_of(work)->counts_units;
    work->cost = work->has_cost ? catalogue->products[number].unit_cost : 0;
}

/* Lay out the days of a product, and clear them again. */
static void measure_product(struct work *work)
{
    const struct diary *diary = &work->diary;
    size_t first = diary->entry_first[work->track.product];
    size_t end = diary->entry_first[work->track.product + 1];

    if (!class_of(work)->is_sales)
        return;
    for (size_t i = first; i < end; i++) {
        const struct entry *entry = diary->entries + i;
        struct entry *day = work->track.days + entry->day;

        day->lines += entry->lines;
        day->units += entry->units;
        day->gross += entry->gross;
        day->discount += entry->discount;
    }
    find_cost(work);
    measure_all(work, placement_own(&work->chosen, work->track.product));
    measure_all(work, placement_category(&work->chosen, work->track.product));
    for (size_t i = first; i < end; i++)
        work->track.days[diary->entries[i].day] = (struct entry){0};
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
    work.track = (struct track){
        .diary = &work.diary,
        .drift = &work.drift,
        .days = arena_array(arena, struct entry, work.diary.day_count + 1)};
    for (work.track.product = 0; work.track.product < book->products.count;
         work.track.product++)
        if (wanted[work.track.product])
            measure_product(&work);
    scatter_settle(&work.scatter, &uplifts.dispersion, &uplifts.spread);
    return uplifts;
}
