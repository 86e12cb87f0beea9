#include "range.h"

#include <stdio.h>

const struct category categories[CATEGORIES] = {
#define CATEGORY(of, called, one, two, three, usual, share, costs, back,       \
                 elastic, when, more)                                          \
    {.department = (of),                                                       \
     .name = (called),                                                         \
     .things = {(one), (two), (three)},                                        \
     .price = (usual),                                                         \
     .weight = (share),                                                        \
     .cost = (costs),                                                          \
     .returned = (back),                                                       \
     .elasticity = (elastic),                                                  \
     .season = (when),                                                         \
     .many = (more)},
#include "category.def"
#undef CATEGORY
};

const char *const departments[DEPARTMENTS] = {"Home & Living", "Toys & Leisure",
                                              "Kids & Baby", "Beauty & Care",
                                              "Clothing"};

const struct promotion_type promotion_types[PROMOTION_TYPES] = {
    {"Half price", 50, 4.0},
    {"30% off", 30, 2.4},
    {"20% off", 20, 1.7},
    {"Category event", 20, 1.5},
};
enum { CATEGORY_EVENT = PROMOTION_TYPES - 1 };

const struct gift_card gift_cards[GIFT_CARDS] = {
    {"G0020", 2000}, {"G0050", 5000}, {"G0100", 10000}};
const char *const delivery_id = "F0001";

/* Price points, dollars with GST. */
static const int ladder[] = {1,  2,  3,  4,  5,  6,  7,  8,   9,   10,  12,
                             14, 16, 18, 20, 22, 25, 28, 32,  36,  40,  45,
                             50, 55, 62, 69, 79, 89, 99, 119, 139, 159, 189};

static const char *const looks[] = {
    "Coastal",      "Harvest",     "Meadow",   "Classic", "Everyday", "Cloud",
    "Pebble",       "Sunrise",     "Midnight", "Garden",  "Marine",   "Sandy",
    "Bright",       "Little",      "Grand",    "Soft",    "Bold",     "Fern",
    "Cr\xC3\xA8me", "Ros\xC3\xA9", "Olive",    "Indigo",  "Rust",     "Slate",
    "Honey",        "Berry",       "Mint",     "Coral",   "Ivory",    "Amber",
    "Sage",         "Plum",        "Denim",    "Pearl",   "Copper",   "Moss",
    "Dune",         "Wave",
};

enum { BRANDS = 6, LOOKS = 38, KINDS = 3 };
static const char *const brands[BRANDS] = {
    "Valehome", "Tidewell", "Larkling", "Northpeak", "Petal & Co", "Everly"};

static int32_t price_of(int step, bool by_weight)
{
    int32_t cents = (ladder[step] * 1000 + 5) / 11;

    return by_weight ? (cents + 10) / 20 * 20 : cents;
}

static int nearest_step(double dollars)
{
    int step = 0;

    while (step < (int)COUNT(ladder) - 1 &&
           fabs(log(ladder[step + 1] / dollars)) <
               fabs(log(ladder[step] / dollars)))
        step++;
    return step;
}

static bool is_by_weight(size_t product)
{
    return categories[product % CATEGORIES].many <= 0;
}

static uint8_t department_of(const struct category *category)
{
    uint8_t i = 0;

    while (!str_equal(str_of(departments[i]), str_of(category->department)))
        i++;
    return i;
}

static void set_name(struct product_sheet *sheet, size_t i)
{
    const struct category *category = &categories[i % CATEGORIES];
    size_t nth = i / CATEGORIES;
    const char *look = looks[nth / KINDS % LOOKS];
    const char *thing = category->things[nth % KINDS];

    if (category->season == SEASON_SCHOOL) /* a name with a comma in it */
        snprintf(sheet->name, sizeof sheet->name, "%c%s, %s",
                 thing[0] - 'a' + 'A', thing + 1, look);
    else
        snprintf(sheet->name, sizeof sheet->name, "%s %s", look, thing);
}

static void set_product(struct product *product, size_t i, int32_t usual)
{
    const struct category *category = &categories[i % CATEGORIES];

    snprintf(product->id, sizeof product->id, "P%04zu", (i + 1) % 10000);
    product->category = (uint8_t)(i % CATEGORIES);
    product->department = department_of(category);
    product->by_weight = is_by_weight(i);
    product->usual = usual;
    product->returned = (uint32_t)(fmin(category->returned * 0.4, 1) * 0x1p32);
    product->many = (uint32_t)(category->many * 0x1p32);
}

static void set_sheet(struct product_sheet *sheet, size_t i,
                      struct stream *stream)
{
    const struct category *category = &categories[i % CATEGORIES];

    set_name(sheet, i);
    sheet->step = (uint8_t)nearest_step(category->price *
                                        exp(0.42 * random_normal(stream)));
    sheet->cost = (int32_t)(price_of(sheet->step, is_by_weight(i)) *
                            (category->cost + 0.04 * random_normal(stream)));
    sheet->rating = round(10 * (4.1 + 0.45 * random_normal(stream))) / 10;
    sheet->rating = fmin(fmax(sheet->rating, 1), 5);
    sheet->weight = exp(0.7 * random_normal(stream) +
                        law.rating_slope * (sheet->rating - 4.1));
    sheet->ratings = 3 + (int)(60 * sheet->weight * random_real(stream));
    if (random_is(stream, 0.12))
        sheet->rating = sheet->ratings = 0;
}

/* Within a category the weights add up to the category's. */
static void level_weights(struct range *range)
{
    double sums[CATEGORIES] = {0};

    for (size_t i = 0; i < PRODUCTS; i++)
        sums[i % CATEGORIES] += range->sheets[i].weight;
    for (size_t i = 0; i < PRODUCTS; i++)
        range->sheets[i].weight *=
            categories[i % CATEGORIES].weight / sums[i % CATEGORIES];
}

/* Prices move by a step of the ladder about twice a year. */
static void set_prices(struct range *range, size_t i, struct stream *stream)
{
    int step = range->sheets[i].step;

    for (int week = 0; week < WEEKS; week++) {
        struct shelf *shelf = &range->shelves[week][i];

        if (week > 0 && random_is(stream, 1.0 / 26)) {
            step += random_is(stream, law.price_up) ? 1 : -1;
            step = step < 0                        ? 0
                   : step > (int)COUNT(ladder) - 1 ? (int)COUNT(ladder) - 1
                                                   : step;
        }
        shelf->price = price_of(step, is_by_weight(i));
        if (week % 4 == 0)
            shelf->for_members = random_is(stream, 0.04) ? 10 : 0;
        else
            shelf->for_members = range->shelves[week - 1][i].for_members;
    }
}

/* Clearance of three weeks, about once a year. */
static void set_markdowns(struct range *range, size_t i, struct stream *stream)
{
    static const uint8_t depths[] = {25, 30, 40, 50, 60};

    for (int week = 0; week + 3 <= WEEKS; week++) {
        uint8_t depth;

        if (!random_is(stream, 1.0 / 52))
            continue;
        depth = depths[random_below(stream, COUNT(depths))];
        for (int last = week + 3; week < last; week++)
            range->shelves[week][i].marked = depth;
    }
}

static bool is_free(const struct range *range, size_t product, int week,
                    int weeks)
{
    for (int i = week; i < week + weeks && i < WEEKS; i++)
        if (range->shelves[i][product].promotion)
            return false;
    return true;
}

static void promote(struct range *range, size_t product, int week, int weeks)
{
    const struct promotion *promotion =
        &range->promotions[range->promotion_count - 1];

    for (int i = week; i < week + weeks && i < WEEKS; i++) {
        struct shelf *shelf = &range->shelves[i][product];

        shelf->promotion = (uint16_t)range->promotion_count;
        shelf->promoted = (uint8_t)promotion_types[promotion->type].depth;
        shelf->marked = 0;
    }
}

static void add_promotion(struct arena *arena, struct range *range,
                          struct promotion promotion)
{
    range->promotions =
        arena_grow(arena, range->promotions, &range->promotion_room,
                   range->promotion_count + 1, sizeof promotion);
    range->promotions[range->promotion_count++] = promotion;
    if (!promotion.whole_category) {
        promote(range, promotion.subject, promotion.week, promotion.weeks);
        return;
    }
    for (size_t i = promotion.subject; i < PRODUCTS; i += CATEGORIES)
        if (is_free(range, i, promotion.week, promotion.weeks))
            promote(range, i, promotion.week, promotion.weeks);
}

/* Each Monday forty products and two categories begin one. */
static void set_promotions(struct arena *arena, struct range *range,
                           uint64_t seed)
{
    struct choice popular;
    double weights[PRODUCTS];
    struct stream stream = random_stream(seed, PRODUCTS);

    for (size_t i = 0; i < PRODUCTS; i++)
        weights[i] = range->sheets[i].weight;
    choice_make(arena, &popular, weights, PRODUCTS);
    for (int week = 0; week < WEEKS; week++)
        for (int i = 0; i < 42; i++) {
            struct promotion promotion = {.week = (uint16_t)week,
                                          .whole_category = i >= 40};

            promotion.weeks = random_is(&stream, 0.5) ? 2 : 1;
            promotion.type = (uint8_t)random_below(&stream, CATEGORY_EVENT);
            promotion.subject = (uint16_t)choice_pick(&popular, &stream);
            if (promotion.whole_category) {
                promotion.weeks = 1;
                promotion.type = CATEGORY_EVENT;
                promotion.subject = (uint16_t)random_below(&stream, CATEGORIES);
            } else if (!is_free(range, promotion.subject, week,
                                promotion.weeks)) {
                continue;
            }
            add_promotion(arena, range, promotion);
        }
}

static double bump(int day, int at, double days)
{
    double off = (day - at) / days;

    return exp(-off * off);
}

static double season_of(enum season season, int32_t date)
{
    int day = date - date_of(date_civil(date).year, 1, 1);
    double christmas = day <= 358 ? exp((day - 358) / 18.0) : 0;

    switch (season) {
    case SEASON_NONE:
        break;
    case SEASON_WINTER:
        return 1 + 0.4 * cos((day - 185) / 58.13);
    case SEASON_SUMMER:
        return 1 + 0.4 * cos((day - 5) / 58.13);
    case SEASON_GIFT:
        return 1 + 0.6 * christmas;
    case SEASON_TOYS:
        return 1 + 1.3 * christmas + 0.5 * bump(day, 190, 12);
    case SEASON_SCHOOL:
        return 1 + 1.3 * bump(day, 24, 11);
    }
    return 1;
}

/* How much a product is wanted in a week, against its usual weight. */
static double wanted(const struct range *range, size_t i, int week)
{
    const struct product *product = &range->products[i];
    const struct category *category = &categories[product->category];
    const struct shelf *shelf = &range->shelves[week][i];
    double ratio = (double)shelf->price / product->usual;
    double factor = 1;

    ratio *= 1 - shelf->marked / 100.0;
    if (shelf->promotion) {
        const struct promotion *promotion =
            &range->promotions[shelf->promotion - 1];

        factor = promotion_types[promotion->type].uplift;
    } else if ((week > 0 && range->shelves[week - 1][i].promotion) ||
               (week > 1 && range->shelves[week - 2][i].promotion)) {
        factor = law.dip;
    }
    return factor * pow(ratio, -category->elasticity);
}

static void set_demand(struct arena *arena, struct range *range,
                       const struct clock *clock)
{
    double weights[PRODUCTS];

    for (int week = 0; week < WEEKS; week++) {
        double seasons[CATEGORIES];

        for (size_t i = 0; i < CATEGORIES; i++)
            seasons[i] = season_of(categories[i].season,
                                   clock_date(clock, 7 * week + 3));
        for (size_t i = 0; i < PRODUCTS; i++)
            weights[i] = range->sheets[i].weight *
                         seasons[range->products[i].category] *
                         wanted(range, i, week);
        choice_make(arena, &range->demand[week], weights, PRODUCTS);
    }
}

struct range *range_new(struct arena *arena, uint64_t seed,
                        const struct clock *clock)
{
    struct range *range = arena_new(arena, struct range);

    for (size_t i = 0; i < PRODUCTS; i++) {
        struct stream stream = random_stream(seed, i);

        struct product_sheet *sheet = &range->sheets[i];

        set_sheet(sheet, i, &stream);
        set_product(&range->products[i], i,
                    price_of(sheet->step, is_by_weight(i)));
        set_prices(range, i, &stream);
        set_markdowns(range, i, &stream);
    }
    level_weights(range);
    set_promotions(arena, range, seed);
    set_demand(arena, range, clock);
    return range;
}

static void write_product(const struct range *range, size_t i, struct out *out)
{
    const struct category *category = &categories[i % CATEGORIES];
    const struct product_sheet *sheet = &range->sheets[i];
    const char *quote = category->season == SEASON_SCHOOL ? "\"" : "";

    out_printf(out, "%s,%s%s%s,%s,%s,%s,", range->products[i].id, quote,
               sheet->name, quote, category->name, category->department,
               brands[i * 7 / 3 % BRANDS]);
    if (sheet->ratings > 0)
        out_printf(out, "%.1f,%d,", sheet->rating, sheet->ratings);
    else
        out_printf(out, ",,");
    out_printf(out, "%d.%02d,%s\n", sheet->cost / 100, sheet->cost % 100,
               is_by_weight(i) ? "weight" : "unit");
}

void range_write_products(const struct range *range, struct out *out)
{
    out_printf(out, "product_id,name,category,department,brand,rating,"
                    "rating_count,unit_cost,sold_by\n");
    for (size_t i = 0; i < PRODUCTS; i++)
        write_product(range, i, out);
    for (size_t i = 0; i < GIFT_CARDS; i++)
        out_printf(out, "%s,Gift card $%d,Gift Cards,Services,,,,,unit\n",
                   gift_cards[i].id, gift_cards[i].value / 100);
    out_printf(out, "%s,Delivery,Delivery,Services,,,,,unit\n", delivery_id);
}

void range_write_promotions(const struct range *range,
                            const struct clock *clock, struct out *out)
{
    out_printf(out, "promotion_id,name,type,start_date,end_date,product_id,"
                    "category\n");
    for (size_t i = 0; i < range->promotion_count; i++) {
        const struct promotion *promotion = &range->promotions[i];
        const struct promotion_type *type = &promotion_types[promotion->type];
        size_t first = 7 * (size_t)promotion->week;
        size_t last = first + 7 * (size_t)promotion->weeks - 1;

        out_printf(out, "N%06zu,%s %s,%s,%s,%s,", i + 1, type->name,
                   promotion->whole_category
                       ? categories[promotion->subject].name
                       : range->products[promotion->subject].id,
                   type->name, clock->dates[first],
                   clock->dates[last < DAYS ? last : DAYS - 1]);
        if (promotion->whole_category)
            out_printf(out, ",%s\n", categories[promotion->subject].name);
        else
            out_printf(out, "%s,\n", range->products[promotion->subject].id);
    }
}
