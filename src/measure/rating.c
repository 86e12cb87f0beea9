#include "measure/rating.h"

#include "base/decimal.h"
#include "fold/walk.h"
#include "measure/interval.h"

#include <math.h>
#include <stdlib.h>

static const struct column columns[] = {
    {"products", "Products", CELL_COUNT, SUM_NONE,
     "with a rating, a sale line and positive net sales"},
    {"pearson", "Pearson’s r", CELL_RATIO, SUM_NONE,
     "of the rating and the logarithm of net sales to base 10"},
    {"low", "From", CELL_RATIO, SUM_NONE,
     "95 % interval of r by Fisher’s z, of more than 3 products"},
    {"high", "To", CELL_RATIO, SUM_NONE, NULL},
    {"spearman", "Spearman’s rho", CELL_RATIO, SUM_NONE,
     "of the ranks; equal values have their mean rank"},
    {"slope", "Slope", CELL_RATIO, SUM_NONE,
     "of the line of least squares: log10 of net sales a point of rating"},
    {"intercept", "Intercept", CELL_RATIO, SUM_NONE, "of that line"},
    {"note", "Note", CELL_TEXT, SUM_NONE, NULL},
    {"verdict", "Verdict", CELL_TEXT, SUM_NONE,
     "higher: products rated better sell more"},
};

/* A product, or its ranks. */
struct dot {
    double x;
    double y;
};

/* Means, and sums of squares and products of what is off them. */
struct moments {
    double x;
    double y;
    double xx;
    double xy;
    double yy;
};

static struct moments moments_of(const struct dot *dots, size_t count)
{
    struct moments moments = {0};

    for (size_t i = 0; i < count; i++) {
        moments.x += dots[i].x;
        moments.y += dots[i].y;
    }
    moments.x /= (double)count;
    moments.y /= (double)count;
    for (size_t i = 0; i < count; i++) {
        double x = dots[i].x - moments.x;
        double y = dots[i].y - moments.y;

        moments.xx += x * x;
        moments.xy += x * y;
        moments.yy += y * y;
    }
    return moments;
}

/* NaN where either does not vary. */
static double correlation_of(const struct moments *moments)
{
    double scale = sqrt(moments->xx) * sqrt(moments->yy);

    if (scale <= 0)
        return (double)NAN;
    return fmax(-1, fmin(1, moments->xy / scale));
}

/* Fisher's: the inverse hyperbolic tangent of r is normal, with a variance of
 * 1 / (n - 3).  R. A. Fisher, Metron 1 (1921) 3. */
static struct interval fisher_interval(double r, size_t count)
{
    double half;

    if (count <= 3)
        return (struct interval){(double)NAN, (double)NAN};
    half = normal_quantile() / sqrt((double)count - 3);
    return (struct interval){tanh(atanh(r) - half), tanh(atanh(r) + half)};
}

/* One coordinate on its way to its rank. */
struct place_of_dot {
    double value;
    size_t number;
};

static int compare_values(const void *a, const void *b)
{
    const struct place_of_dot *x = a;
    const struct place_of_dot *y = b;

    return (x->value > y->value) - (x->value < y->value);
}

/* Sort, and put the mean of their ranks in the place of equal values. */
static void rank(struct place_of_dot *places, size_t count)
{
    qsort(places, count, sizeof *places, compare_values);
    for (size_t first = 0, end; first < count; first = end) {
        double value = places[first].value;

        for (end = first; end < count && places[end].value == value; end++)
            ;
        for (size_t i = first; i < end; i++)
            places[i].value = ((double)first + 1 + (double)end) / 2;
    }
}

static double spearman_of(struct arena *arena, const struct dot *dots,
                          size_t count)
{
    struct dot *ranks = arena_array(arena, struct dot, count + 1);
    struct place_of_dot *x = arena_array(arena, struct place_of_dot, count + 1);
    struct place_of_dot *y = arena_array(arena, struct place_of_dot, count + 1);
    struct moments moments;

    for (size_t i = 0; i < count; i++) {
        x[i] = (struct place_of_dot){dots[i].x, i};
        y[i] = (struct place_of_dot){dots[i].y, i};
    }
    rank(x, count);
    rank(y, count);
    for (size_t i = 0; i < count; i++) {
        ranks[x[i].number].x = x[i].value;
        ranks[y[i].number].y = y[i].value;
    }
    moments = moments_of(ranks, count);
    return correlation_of(&moments);
}

/* What each product of the book comes to in the reported window. */
static struct sums *sum_products(const struct view *view)
{
    const struct book *book = view->book;
    const struct window *window = &view->windows[SLOT_NOW];
    struct walk walk = walk_products(book, window->start, window->end);
    struct sums *sums =
        arena_array(view->arena, struct sums, book->products.count + 1);

    while (walk_next(&walk))
        if (walk.thing != MAP_NONE)
            sums_gather(sums + walk.thing, &walk.sums);
    return sums;
}

static bool is_rated(const struct product *product)
{
    return !isnan(product->rating);
}

/* In order of ids, so that sums are always the same. */
static size_t find_dots(const struct view *view, struct dot *dots)
{
    const struct catalogue *catalogue = view->study->catalogue;
    const struct map *ids = &view->book->products;
    const struct sums *sums = sum_products(view);
    size_t count = 0;

    for (size_t i = 0; i < ids->count; i++) {
        uint32_t row = map_find(&catalogue->product_ids, ids->items[i]);
        int64_t net = sums_net(sums + i);

        if (row == MAP_NONE || !is_rated(catalogue->products + row) ||
            sums[i].sale_lines == 0 || net <= 0)
            continue;
        dots[count++] = (struct dot){catalogue->products[row].rating,
                                     log10((double)net / MONEY_ONE)};
    }
    return count;
}

static const char *verdict_of(const struct interval *interval, size_t count)
{
    if (count < ARM_LEAST)
        return verdict_name(VERDICT_FEW);
    if (interval->low > 0)
        return verdict_name(VERDICT_HIGHER);
    return verdict_name(interval->high < 0 ? VERDICT_LOWER : VERDICT_UNPROVEN);
}

static void add_row(struct table *table, const struct dot *dots, size_t count)
{
    struct moments moments = moments_of(dots, count);
    double r = correlation_of(&moments);
    struct interval interval = fisher_interval(r, count);
    double slope = moments.xx > 0 ? moments.xy / moments.xx : (double)NAN;
    struct cell *cells = table_add(table);

    cells[0] = cell_count((int64_t)count);
    cells[1] = cell_real(CELL_RATIO, r);
    cells[2] = cell_real(CELL_RATIO, interval.low);
    cells[3] = cell_real(CELL_RATIO, interval.high);
    cells[4] = cell_real(CELL_RATIO, spearman_of(table->arena, dots, count));
    cells[5] = cell_real(CELL_RATIO, slope);
    cells[6] = cell_real(CELL_RATIO, moments.y - slope * moments.x);
    cells[7] = cell_label("correlation, not effect");
    cells[8] = cell_label(verdict_of(&interval, count));
}

struct table *rating_make(const struct view *view)
{
    const struct catalogue *catalogue = view->study->catalogue;
    size_t room = view->book->products.count + 1;
    struct table *table;
    struct dot *dots;
    size_t rated = 0;

    for (size_t i = 0; i < catalogue->product_ids.count; i++)
        rated += is_rated(catalogue->products + i);
    if (rated == 0)
        return NULL;
    table = table_new(view->arena, "product_impact", "Product impact", columns,
                      COUNT(columns));
    dots = arena_array(view->arena, struct dot, room);
    add_row(table, dots, find_dots(view, dots));
    return table;
}
