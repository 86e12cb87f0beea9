#include "measure/promotion_table.h"

#include "measure/turnout.h"
#include "measure/uplift.h"

#include <math.h>
#include <stdlib.h>

#define UPLIFT_NOTE "units over their baseline, less 1"
#define LOW_NOTE                                                               \
    "95 % interval: as units scatter from week to week, against the baseline " \
    "and against one that moves as products without promotion do and leaves "  \
    "weeks of clearance out"

static const struct column columns[] = {
    {"promotion_id", "Promotion", CELL_TEXT, SUM_NONE, NULL},
    {"name", "Name", CELL_TEXT, SUM_NONE, NULL},
    {"type", "Type", CELL_TEXT, SUM_NONE, NULL},
    {"product_id", "Product", CELL_TEXT, SUM_NONE,
     "none where the promotion is of a category"},
    {"category", "Category", CELL_TEXT, SUM_NONE, NULL},
    {"start", "Start", CELL_DATE, SUM_NONE, NULL},
    {"end", "End", CELL_DATE, SUM_NONE, NULL},
    {"complete", "Complete", CELL_FLAG, SUM_NONE,
     "it ended on or before the as-of day"},
    {"days", "Days", CELL_COUNT, SUM_NONE, "up to the as-of day"},
    {"units", "Units", CELL_QUANTITY, SUM_NONE,
     "sold of its products on these days, with or without the promotion; days "
     "of a product without a baseline are left out"},
    {"baseline_units", "Baseline units", CELL_QUANTITY, SUM_NONE,
     "mean of the same weekdays of the 8 weeks before, without promotion"},
    {"uplift", "Uplift", CELL_CHANGE, SUM_NONE, UPLIFT_NOTE},
    {"low", "Low", CELL_CHANGE, SUM_NONE, LOW_NOTE},
    {"high", "High", CELL_CHANGE, SUM_NONE, LOW_NOTE},
    {"net_sales", "Net sales", CELL_MONEY, SUM_NONE,
     "gross sales - discount of the same lines"},
    {"baseline_sales", "Baseline sales", CELL_MONEY, SUM_NONE,
     "mean of the same weekdays of the 8 weeks before, without promotion"},
    {"sales_uplift", "Sales uplift", CELL_CHANGE, SUM_NONE,
     "net sales over their baseline, less 1"},
    {"incremental_sales", "Incremental sales", CELL_MONEY, SUM_NONE,
     "net sales less their baseline"},
    {"incremental_margin", "Incremental margin", CELL_MONEY, SUM_NONE,
     "net sales - unit cost x units, less the same of the baseline, of "
     "products with a unit cost whose units count"},
    {"dip", "Dip after", CELL_CHANGE, SUM_NONE,
     "units of as many days after the end (7 to 14) over the baseline, less 1"},
    {"orders_before", "Orders before", CELL_RATIO, SUM_NONE,
     "a day with its products, on whatever day they were sold, in as many days "
     "before, of the same weekdays"},
    {"orders_during", "Orders during", CELL_RATIO, SUM_NONE,
     "a day with its products, in its first 28 days at the most"},
    {"orders_after", "Orders after", CELL_RATIO, SUM_NONE,
     "a day with its products, in as many days after, of the same weekdays"},
    {"verdict", "Verdict", CELL_TEXT, SUM_NONE,
     "n < 30: fewer sale lines than that, in the promotion or in its baseline"},
};

static const struct column type_columns[] = {
    {"type", "Type", CELL_TEXT, SUM_NONE, NULL},
    {"promotions", "Promotions", CELL_COUNT, SUM_TOTAL, NULL},
    {"units", "Units", CELL_QUANTITY, SUM_NONE,
     "of all its promotions; what is in two counts twice"},
    {"baseline_units", "Baseline units", CELL_QUANTITY, SUM_NONE,
     "mean of the same weekdays of the 8 weeks before, without promotion"},
    {"uplift", "Uplift", CELL_CHANGE, SUM_NONE, UPLIFT_NOTE},
    {"low", "Low", CELL_CHANGE, SUM_NONE,
     LOW_NOTE "; as promotions differ, where that says less"},
    {"high", "High", CELL_CHANGE, SUM_NONE,
     LOW_NOTE "; as promotions differ, where that says less"},
    {"net_sales", "Net sales", CELL_MONEY, SUM_NONE,
     "gross sales - discount of the same lines"},
    {"baseline_sales", "Baseline sales", CELL_MONEY, SUM_NONE, NULL},
    {"incremental_sales", "Incremental sales", CELL_MONEY, SUM_NONE,
     "net sales less their baseline"},
    {"incremental_margin", "Incremental margin", CELL_MONEY, SUM_NONE,
     "of products with a unit cost"},
    {"dip", "Dip after", CELL_CHANGE, SUM_NONE,
     "of promotions whose days after the end have passed"},
    {"verdict", "Verdict", CELL_TEXT, SUM_NONE,
     "n < 30: fewer sale lines than that, in promotions or in their baseline"},
};

static int64_t magnitude_round(int128 value, int128 divisor)
{
    int128 half = value < 0 ? -divisor : divisor;

    return (int64_t)((2 * value + half) / (2 * divisor));
}

/* A baseline, rounded half away from zero. */
static int64_t whole(int128 parts)
{
    return magnitude_round(parts, BASELINE_UNIT);
}

static struct cell change(int128 now, int128 baseline)
{
    if (baseline <= 0)
        return (struct cell){.kind = CELL_UNDEFINED};
    return cell_real(CELL_CHANGE,
                     (double)(now * BASELINE_UNIT) / (double)baseline - 1);
}

/* Sales less their baseline, rounded once. */
static struct cell incremental_sales(const struct uplift *uplift)
{
    return cell_integer(
        CELL_MONEY,
        whole((int128)uplift->sales * BASELINE_UNIT - uplift->baseline_sales));
}

static struct cell incremental_margin(const struct uplift *uplift)
{
    static const int128 parts = (int128)1000 * BASELINE_UNIT;

    if (!uplift->has_cost)
        return (struct cell){.kind = CELL_UNDEFINED};
    return cell_integer(CELL_MONEY, magnitude_round(uplift->margin, parts));
}

static void set_bounds(const struct bounds *bounds, struct cell *cells,
                       struct cell *verdict)
{
    cells[0] = cell_real(CELL_CHANGE, bounds->uplift);
    cells[1] = cell_real(CELL_CHANGE, bounds->low);
    cells[2] = cell_real(CELL_CHANGE, bounds->high);
    if (bounds->verdict)
        *verdict = cell_label(bounds->verdict);
}

/* That of the promotion, else that of its product. */
static struct str category_of(const struct view *view,
                              const struct promotion *promotion)
{
    const struct catalogue *catalogue = view->study->catalogue;

    return promotion->category.len > 0
               ? promotion->category
               : catalogue
                     ->classes[catalogue_class(catalogue, promotion->product)]
                     .category;
}

static void describe(const struct view *view, const struct promotion *promotion,
                     struct cell *cells)
{
    int32_t as_of = view->comparison->as_of;
    int32_t last = promotion->end < as_of ? promotion->end : as_of;

    cells[0] = cell_text(promotion->id);
    if (promotion->name.len > 0)
        cells[1] = cell_text(promotion->name);
    cells[2] = cell_text(known_or_unknown(promotion->type));
    if (promotion->product.len > 0)
        cells[3] = cell_text(promotion->product);
    cells[4] = cell_text(known_or_unknown(category_of(view, promotion)));
    cells[5] = cell_date(promotion->start);
    cells[6] = cell_date(promotion->end);
    cells[7] = cell_integer(CELL_FLAG, promotion->end <= as_of);
    cells[8] = cell_count(last - promotion->start + 1);
}

static void set_uplift(const struct uplifts *uplifts,
                       const struct uplift *uplift, struct cell *cells)
{
    struct bounds bounds = uplift_bounds(uplifts, &uplift, 1);

    if (uplift->is_over)
        cells[19] = change(uplift->dip_units, uplift->dip_baseline);
    if (!uplift->has_baseline)
        return;
    cells[9] = cell_integer(CELL_QUANTITY, uplift->units);
    cells[10] = cell_integer(CELL_QUANTITY, whole(uplift->baseline_units));
    set_bounds(&bounds, cells + 11, cells + 23);
    cells[14] = cell_integer(CELL_MONEY, uplift->sales);
    cells[15] = cell_integer(CELL_MONEY, whole(uplift->baseline_sales));
    cells[16] = change(uplift->sales, uplift->baseline_sales);
    cells[17] = incremental_sales(uplift);
    cells[18] = incremental_margin(uplift);
}

static struct table *list(const struct view *view, struct arena *scratch,
                          const struct uplifts *uplifts)
{
    const struct turnout *turnouts = turnouts_make(scratch, view, uplifts);
    struct table *table = table_new(view->arena, "promotions", "Promotions",
                                    columns, COUNT(columns));

    for (size_t i = 0; i < uplifts->count; i++) {
        struct cell *cells = table_add(table);

        describe(view, uplifts->items[i].promotion, cells);
        set_uplift(uplifts, uplifts->items + i, cells);
        for (enum turnout_when when = 0; when < TURNOUTS; when++)
            cells[20 + when] = turnout_cell(turnouts + i, when);
    }
    return table;
}

static struct str type_of(const struct uplift *uplift)
{
    return known_or_unknown(uplift->promotion->type);
}

/* By type, the unknown last; promotions keep their order. */
static int compare(const void *a, const void *b)
{
    const struct uplift *x = *(const struct uplift *const *)a;
    const struct uplift *y = *(const struct uplift *const *)b;
    bool x_unknown = str_equal(type_of(x), UNKNOWN);
    bool y_unknown = str_equal(type_of(y), UNKNOWN);
    int order = str_compare(type_of(x), type_of(y));

    if (x_unknown != y_unknown)
        return x_unknown ? 1 : -1;
    return order != 0 ? order : (x > y) - (x < y);
}

static struct uplift add_up(const struct uplift *const *some, size_t count)
{
    struct uplift sum = {0};

    for (size_t i = 0; i < count; i++) {
        const struct uplift *uplift = some[i];

        sum.has_baseline |= uplift->has_baseline;
        sum.has_cost |= uplift->has_cost;
        sum.is_over |= uplift->is_over;
        sum.units += uplift->units;
        sum.sales += uplift->sales;
        sum.baseline_units += uplift->baseline_units;
        sum.baseline_sales += uplift->baseline_sales;
        sum.margin += uplift->margin;
        sum.dip_units += uplift->dip_units;
        sum.dip_baseline += uplift->dip_baseline;
    }
    return sum;
}

static void add_type(const struct uplifts *uplifts,
                     const struct uplift *const *some, size_t count,
                     struct table *table)
{
    struct cell *cells = table_add(table);
    struct uplift sum = add_up(some, count);
    struct bounds bounds = uplift_bounds(uplifts, some, count);

    cells[0] = cell_text(type_of(some[0]));
    cells[1] = cell_count((int64_t)count);
    if (sum.is_over)
        cells[11] = change(sum.dip_units, sum.dip_baseline);
    if (!sum.has_baseline)
        return;
    cells[2] = cell_integer(CELL_QUANTITY, sum.units);
    cells[3] = cell_integer(CELL_QUANTITY, whole(sum.baseline_units));
    set_bounds(&bounds, cells + 4, cells + 12);
    cells[7] = cell_integer(CELL_MONEY, sum.sales);
    cells[8] = cell_integer(CELL_MONEY, whole(sum.baseline_sales));
    cells[9] = incremental_sales(&sum);
    cells[10] = incremental_margin(&sum);
}

static struct table *list_types(const struct view *view, struct arena *scratch,
                                const struct uplifts *uplifts)
{
    struct table *table =
        table_new(view->arena, "promotion_types", "Promotion types",
                  type_columns, COUNT(type_columns));
    const struct uplift **sorted =
        arena_array(scratch, const struct uplift *, uplifts->count + 1);

    for (size_t i = 0; i < uplifts->count; i++)
        sorted[i] = uplifts->items + i;
    qsort((void *)sorted, uplifts->count, sizeof(const struct uplift *),
          compare);
    for (size_t i = 0, end; i < uplifts->count; i = end) {
        for (end = i + 1; end < uplifts->count; end++)
            if (!str_equal(type_of(sorted[i]), type_of(sorted[end])))
                break;
        add_type(uplifts, sorted + i, end - i, table);
    }
    return table;
}

enum status promotion_make(const struct view *view, struct diag *diag,
                           struct table **promotions)
{
    struct arena scratch = {0};
    struct uplifts uplifts;

    (void)diag;
    promotions[0] = promotions[1] = NULL;
    if (!view->study->catalogue->promotions.is_given)
        return OK;
    uplifts = uplifts_make(&scratch, view);
    promotions[0] = list(view, &scratch, &uplifts);
    promotions[1] = list_types(view, &scratch, &uplifts);
    arena_free(&scratch);
    return OK;
}
