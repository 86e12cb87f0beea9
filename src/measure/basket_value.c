#include "measure/basket_value.h"

#include "base/wide.h"
#include "fold/radix.h"
#include "measure/band.h"
#include "measure/visit.h"

#include <assert.h>

static const struct column columns[] = {
    {"band", "Basket value", CELL_TEXT, SUM_NONE,
     "gross sales - discount of a basket; on the edge of two bands it is in "
     "the upper one"},
    {"low", "From", CELL_MONEY, SUM_NONE, NULL},
    {"high", "Below", CELL_MONEY, SUM_NONE, "the last band has no end"},
    {"baskets", "Baskets", CELL_COUNT, SUM_TOTAL, NULL},
    {"share", "Share", CELL_RATE, SUM_NONE, "of baskets"},
    {"net_sales", "Net sales", CELL_MONEY, SUM_TOTAL,
     "of these baskets, less what was returned of them up to the as-of day"},
    {"share_sales", "Share of sales", CELL_RATE, SUM_NONE,
     "of the net sales of all baskets"},
    {"ly_baskets", "Baskets last year", CELL_COUNT, SUM_TOTAL, NULL},
    {"ly_share", "Share last year", CELL_RATE, SUM_NONE, "of baskets"},
    {"share_above", "Share from here up", CELL_RATE, SUM_NONE,
     "baskets of this band and all above it, of baskets"},
    {"sales_above", "Share of sales from here up", CELL_RATE, SUM_NONE,
     "net sales of this band and all above it, of those of all baskets"},
    {"is_top", "Top tenth", CELL_FLAG, SUM_NONE,
     "this band and all above it hold a tenth of baskets at the most"},
};

/* Bands below which P99 lies, and the widths' least one: a hundredth. */
enum { MOST_CLOSED = 24, LEAST_WIDTH = MONEY_ONE / 100 };

/* P99 is kept in hundredths, in which it is a whole number. */
enum { P99 = 99, HUNDREDTHS = 100 };

struct band {
    int64_t baskets;
    int64_t net;
    int64_t ly_baskets;
};

struct bands {
    int64_t width;
    size_t closed;
    struct band items[MOST_CLOSED + 1]; /* the last one is open */
    struct band whole;
};

static int64_t value_of(const struct order *basket)
{
    return basket->gross - basket->discount;
}

/* The values of a window's baskets. */
static uint64_t *gather(struct arena *scratch, const struct view *view,
                        size_t *count)
{
    struct visit visit = visit_window(view, SLOT_NOW);
    const struct order *basket;
    uint64_t *values = NULL;
    size_t capacity = 0;

    for (*count = 0; (basket = visit_basket(&visit)); ++*count) {
        if (*count == capacity)
            values = arena_grow(scratch, values, &capacity, *count + 1,
                                sizeof *values);
        values[*count] = (uint64_t)value_of(basket);
    }
    return values;
}

/* P99 of sorted values, in hundredths. */
static int128 find_p99(const uint64_t *values, size_t count)
{
    size_t at = (count - 1) * P99;
    const uint64_t *low = values + at / HUNDREDTHS;
    const uint64_t *high = at % HUNDREDTHS ? low + 1 : low;

    return (int128)*low * HUNDREDTHS +
           (int128)(*high - *low) * (int128)(at % HUNDREDTHS);
}

/* The first of 1, 2, 5, 10 … hundredths with which few bands reach so far. */
static int64_t choose_width(int128 hundredths)
{
    static const int64_t digits[] = {1, 2, 5};

    for (int64_t ten = LEAST_WIDTH;; ten *= 10)
        for (size_t i = 0; i < COUNT(digits); i++)
            if ((int128)(ten * digits[i]) * MOST_CLOSED * HUNDREDTHS >
                hundredths)
                return ten * digits[i];
}

static void choose_bands(const uint64_t *values, size_t count,
                         struct bands *bands)
{
    int128 p99 = find_p99(values, count);

    bands->width = choose_width(p99);
    bands->closed = (size_t)(p99 / HUNDREDTHS / bands->width) + 1;
    assert(bands->closed <= MOST_CLOSED);
}

static struct band *find_band(struct bands *bands, const struct order *basket)
{
    size_t number = (size_t)(value_of(basket) / bands->width);

    return bands->items + (number < bands->closed ? number : bands->closed);
}

static void count_baskets(const struct view *view, struct bands *bands)
{
    struct visit now = visit_window(view, SLOT_NOW);
    struct visit ly = visit_window(view, SLOT_LY);
    const struct order *basket;

    while ((basket = visit_basket(&now))) {
        struct band *band = find_band(bands, basket);

        band->baskets++;
        band->net += order_net(basket);
    }
    while ((basket = visit_basket(&ly)))
        find_band(bands, basket)->ly_baskets++;
    for (size_t i = 0; i <= bands->closed; i++) {
        bands->whole.baskets += bands->items[i].baskets;
        bands->whole.net += bands->items[i].net;
        bands->whole.ly_baskets += bands->items[i].ly_baskets;
    }
}

static struct cell share_of(int64_t part, int64_t whole)
{
    return cell_ratio(CELL_RATE, (double)part, (double)whole);
}

static struct cell edge_of(const struct bands *bands, size_t number)
{
    return cell_integer(CELL_MONEY, bands->width * (int64_t)number);
}

/* `above` are the bands above this one. */
static void add_row(const struct view *view, struct table *table,
                    const struct bands *bands, size_t number,
                    const struct band *above)
{
    const struct band *band = bands->items + number;
    const struct band *whole = &bands->whole;
    struct cell *cells = table_add(table);
    int64_t top = band->baskets + above->baskets;

    cells[1] = edge_of(bands, number);
    if (number < bands->closed)
        cells[2] = edge_of(bands, number + 1);
    cells[3] = cell_count(band->baskets);
    cells[4] = share_of(band->baskets, whole->baskets);
    cells[5] = cell_integer(CELL_MONEY, band->net);
    cells[6] = share_of(band->net, whole->net);
    if (view_has(view, SLOT_LY)) {
        cells[7] = cell_count(band->ly_baskets);
        cells[8] = share_of(band->ly_baskets, whole->ly_baskets);
    }
    cells[9] = share_of(top, whole->baskets);
    cells[10] = share_of(band->net + above->net, whole->net);
    cells[11] = cell_integer(CELL_FLAG, top <= whole->baskets / 10);
}

struct table *basket_value_make(const struct view *view)
{
    struct arena scratch = {0};
    struct bands bands = {0};
    struct band above;
    struct table *table = table_new(view->arena, "basket_values",
                                    "Basket values", columns, COUNT(columns));
    size_t count;
    uint64_t *values = gather(&scratch, view, &count);

    if (count > 0) {
        radix_sort(values, count);
        choose_bands(values, count, &bands);
        count_baskets(view, &bands);
        above = bands.whole;
        for (size_t i = 0; i <= bands.closed; i++) {
            above.baskets -= bands.items[i].baskets;
            above.net -= bands.items[i].net;
            add_row(view, table, &bands, i, &above);
        }
        band_name(table);
    }
    arena_free(&scratch);
    return table;
}
