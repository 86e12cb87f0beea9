#include "measure/mart.h"

#include "measure/churn.h"
#include "measure/cluster.h"
#include "measure/clv.h"

#include <assert.h>

/* How many rows ahead. */
enum { MARKS_AHEAD = 16, WORDS_AHEAD = 4 };

/* The columns, in their order. */
enum {
    CUSTOMER_ID,
    AGE,
    AGE_BAND,
    GENDER,
    COUNTRY,
    STATE,
    POSTCODE,
    MARKET,
    NEAREST_CENTRE,
    CENTRE_KM,
    FIRST_DATE,
    LAST_DATE,
    OCCASIONS,
    BASKETS,
    UNITS,
    NET_SALES,
    NET_SALES_52W,
    NET_SALES_YEAR,
    UNITS_YEAR,
    RETURNED_YEAR,
    RETURN_RATE_YEAR,
    MARGIN_YEAR,
    PROFIT_LEVEL,
    SPEND_LEVEL,
    CATEGORY,
    CHANNEL,
    CONTACT,
    AVERAGE_GAP,
    SPEND_CHANGE,
    DAYS_SINCE,
    AT_RISK,
    OVERDUE,
    SCORES_RFM, /* three of them */
    SEGMENT = SCORES_RFM + RFM_MEASURES,
    OVERLAY,
    CLV,
    BAND,
    OUTLOOK, /* three of them */
    MEMBER_TYPE = OUTLOOK + 3,
    DISCOUNT_SHARE,
    CLUSTER,
    COLUMNS
};

static const struct column columns[] = {
    {"customer_id", "Customer", CELL_TEXT, SUM_NONE, "its id, as delivered"},
    {"age", "Age", CELL_COUNT, SUM_NONE, "whole years on the as-of day"},
    {"age_band", "Age band", CELL_TEXT, SUM_NONE, "that the age is in"},
    {"gender", "Gender", CELL_TEXT, SUM_NONE, "as delivered"},
    {"country", "Country", CELL_TEXT, SUM_NONE, "as delivered"},
    {"state", "State", CELL_TEXT, SUM_NONE, "as delivered"},
    {"postcode", "Postcode", CELL_TEXT, SUM_NONE, "as delivered"},
    {"market", "Market", CELL_TEXT, SUM_NONE,
     "of the store of the last basket"},
    {"nearest_centre", "Nearest centre", CELL_TEXT, SUM_NONE,
     "distribution centre, as the crow flies; ties: the lowest id"},
    {"centre_km", "Kilometres", CELL_RATIO, SUM_NONE,
     "to that centre: haversine, R = 6371 km"},
    {"first_date", "First date", CELL_DATE, SUM_NONE,
     "day of the first occasion"},
    {"last_date", "Last date", CELL_DATE, SUM_NONE, "day of the last basket"},
    {"occasions", "Occasions", CELL_COUNT, SUM_TOTAL,
     "days with positive sale lines"},
    {"baskets", "Baskets", CELL_COUNT, SUM_TOTAL,
     "of all days up to the as-of day"},
    {"units", "Units", CELL_QUANTITY, SUM_TOTAL, "of sale lines"},
    {"net_sales", "Net sales", CELL_MONEY, SUM_TOTAL,
     "of all days up to the as-of day"},
    {"net_sales_52w", "Net sales, 52 weeks", CELL_MONEY, SUM_TOTAL,
     "of the 364 days to the as-of day"},
    {"net_sales_year", "Net sales, last year", CELL_MONEY, SUM_TOTAL,
     "of the calendar year to the as-of day"},
    {"units_year", "Units, last year", CELL_QUANTITY, SUM_TOTAL,
     "of sale lines"},
    {"returned_units_year", "Returned units, last year", CELL_QUANTITY,
     SUM_TOTAL, "of return lines"},
    {"return_rate_year", "Return rate, last year", CELL_RATE, SUM_NONE,
     "returned units / units of the last year"},
    {"margin_year", "Margin, last year", CELL_MONEY, SUM_TOTAL,
     "net sales less costs, of products with a unit cost"},
    {"profit_level", "Profit level", CELL_COUNT, SUM_NONE,
     "by margin of the last year: 0 no basket, 1 up to 50, 2 below 150, 3 from "
     "150 on"},
    {"spend_level", "Spend level", CELL_COUNT, SUM_NONE,
     "by net sales of the last year: 0 no basket, 1 up to 50, 2 below 150, 3 "
     "from 150 on"},
    {"preferred_category", "Preferred category", CELL_TEXT, SUM_NONE,
     "largest share of net sales of 52 weeks, from 2 baskets on; ties: more "
     "baskets, later, smaller name; Mixed: below 30 %"},
    {"preferred_channel", "Preferred channel", CELL_TEXT, SUM_NONE,
     "largest net sales of 52 weeks among those with a basket; ties: more "
     "baskets, later, smaller id"},
    {"contact_preference", "Contact", CELL_TEXT, SUM_NONE,
     "how the customer wants to be addressed, as delivered"},
    {"average_gap", "Average gap", CELL_RATIO, SUM_NONE,
     "days between occasions: (last - first) / (occasions - 1)"},
    {"spend_change_pct", "Change of spend", CELL_CHANGE, SUM_NONE,
     "net sales per day of the last 3 fiscal periods that have ended against "
     "the 3 before"},
    {"days_since", "Days since", CELL_COUNT, SUM_NONE,
     "as-of day less the day of the last basket"},
    {"at_risk", "At risk", CELL_FLAG, SUM_NONE,
     "more days since than the rule at_risk_days says; staff left out"},
    {"overdue", "Overdue", CELL_FLAG, SUM_NONE,
     "more than 2 average gaps since, and 3 occasions or more; staff left out"},
    {"r", "R", CELL_COUNT, SUM_NONE, "score of recency"},
    {"f", "F", CELL_COUNT, SUM_NONE, "score of frequency"},
    {"m", "M", CELL_COUNT, SUM_NONE, "score of money"},
    {"segment", "Segment", CELL_TEXT, SUM_NONE, "by R and F"},
    {"overlay", "Overlay", CELL_TEXT, SUM_NONE,
     "VIP: R, F and M 4 or more; New Customer: R 4 or more, F 2 or less; Churn "
     "Risk: R and F 2 or less; else Core"},
    {"clv", "CLV", CELL_MONEY, SUM_TOTAL,
     "net sales from the first purchase to the as-of day; staff left out"},
    {"clv_band", "CLV band", CELL_TEXT, SUM_NONE,
     "High: the first fifth by CLV; Low: the last fifth"},
    {"p_alive", "P(alive)", CELL_RATE, SUM_NONE,
     "the model’s chance that the customer still buys here"},
    {"expected_purchases_12m", "Expected purchases", CELL_RATIO, SUM_NONE,
     "by the model, in the 12 months after the as-of day"},
    {"clv_12m", "12-month CLV", CELL_PRICE, SUM_NONE,
     "the model’s value of these purchases, discounted"},
    {"member_type", "Member type", CELL_TEXT, SUM_NONE,
     "on the as-of day, the first that fits: Staff, Subscriber, Engaged, "
     "Standard; none of who is no member"},
    {"discount_share", "Discount share", CELL_RATE, SUM_NONE,
     "discount / gross sales of all days"},
    {"cluster", "Cluster", CELL_TEXT, SUM_NONE,
     "by k-means, beside the segments; staff left out"},
};

static_assert(COUNT(columns) == COLUMNS, "every column has a place");

/* The ages at which a band ends. */
static const struct age_band {
    int64_t below;
    const char *name;
} age_bands[] = {
    {18, "under 18"},
    {25, "18-24"},
    {35, "25-34"},
    {45, "35-44"},
    {55, "45-54"},
    {65, "55-64"},
    {INT64_MAX, "65 and over"},
};

/* A text, nothing where it is empty. */
static void set_text(struct cell *cell, struct str text)
{
    if (text.len > 0)
        *cell = cell_text(text);
}

static void set_label(struct cell *cell, const char *label)
{
    if (label)
        *cell = cell_label(label);
}

/* Whole years between two days; a leap day's birthday is 1 March where there is
 * no 29 February. */
static int64_t years_between(int32_t from, int32_t to)
{
    struct civil born = date_civil(from);
    struct civil now = date_civil(to);
    bool had_birthday =
        now.month != born.month ? now.month > born.month : now.day >= born.day;

    return now.year - born.year - !had_birthday;
}

static void set_age(const struct customer *customer, int32_t as_of,
                    struct cell *cells)
{
    const struct age_band *band = age_bands;
    int64_t age = customer->has_birth ? years_between(customer->born, as_of)
                                      : customer->born;

    if ((!customer->has_birth && !customer->has_age) || age < 0)
        return;
    while (age >= band->below)
        band++;
    cells[AGE] = cell_count(age);
    cells[AGE_BAND] = cell_label(band->name);
}

static void set_centre(const struct centres *centres,
                       const struct customer *customer, struct cell *cells)
{
    struct location home = {(double)customer->latitude / DEGREE_PARTS,
                            (double)customer->longitude / DEGREE_PARTS};
    const struct centre *nearest =
        customer->has_place ? centres_nearest(centres, home) : NULL;

    if (!nearest)
        return;
    cells[NEAREST_CENTRE] = cell_text(nearest->id);
    cells[CENTRE_KM] =
        cell_real(CELL_RATIO, location_distance(home, nearest->location));
}

/* Who the customer is, by the customers extract. */
static void set_person(const struct clientele *clientele,
                       const struct profile *profile, struct cell *cells)
{
    static const struct {
        enum customer_word word;
        int column;
    } words[] = {{CUSTOMER_GENDER, GENDER},
                 {CUSTOMER_COUNTRY, COUNTRY},
                 {CUSTOMER_STATE, STATE},
                 {CUSTOMER_POSTCODE, POSTCODE},
                 {CUSTOMER_CONTACT, CONTACT}};
    const struct catalogue *catalogue = clientele->book->catalogue;
    const struct customers *customers = &catalogue->customers;
    const struct customer *customer;

    if (profile->row == MAP_NONE)
        return;
    customer = customers->rows + profile->row;
    set_age(customer, clientele->days.end, cells);
    for (size_t i = 0; i < COUNT(words); i++)
        set_text(cells + words[i].column,
                 customers_word(customers, customer, words[i].word));
    set_centre(&catalogue->centres, customer, cells);
}

/* By what the last year came to. */
static int64_t level_of(const struct profile *profile, int64_t amount)
{
    static const int64_t low = INT64_C(50) * MONEY_ONE;
    static const int64_t high = INT64_C(150) * MONEY_ONE;

    if (!profile->bought_year)
        return 0;
    if (amount <= low)
        return 1;
    return amount < high ? 2 : 3;
}

/* What he has bought. */
static void set_purchases(const struct profile *profile, struct cell *cells)
{
    cells[FIRST_DATE] = cell_date(profile->first);
    cells[LAST_DATE] = cell_date(profile->last);
    cells[OCCASIONS] = cell_count(profile->occasions);
    cells[BASKETS] = cell_count(profile->baskets);
    cells[UNITS] = cell_integer(CELL_QUANTITY, profile->units);
    cells[NET_SALES] = cell_integer(CELL_MONEY, profile->net);
    cells[NET_SALES_52W] = cell_integer(CELL_MONEY, profile->net_52w);
    cells[NET_SALES_YEAR] = cell_integer(CELL_MONEY, profile->net_year);
    cells[UNITS_YEAR] = cell_integer(CELL_QUANTITY, profile->units_year);
    cells[RETURNED_YEAR] = cell_integer(CELL_QUANTITY, profile->returned_year);
    cells[RETURN_RATE_YEAR] = cell_ratio(
        CELL_RATE, (double)profile->returned_year, (double)profile->units_year);
    cells[SPEND_LEVEL] = cell_count(level_of(profile, profile->net_year));
    cells[DISCOUNT_SHARE] = cell_ratio(CELL_RATE, (double)profile->discount,
                                       (double)profile->gross);
}

/* What he left, as far as products have costs. */
static void set_margin(const struct clientele *clientele,
                       const struct profile *profile, struct cell *cells)
{
    if (!clientele->book->catalogue->has_costs)
        return;
    cells[MARGIN_YEAR] = cell_integer(CELL_MONEY, profile->margin_year);
    cells[PROFIT_LEVEL] = cell_count(level_of(profile, profile->margin_year));
}

static void set_places(const struct clientele *clientele,
                       const struct profile *profile, struct cell *cells)
{
    if (profile->store != MAP_NONE)
        set_text(cells + MARKET, clientele->markets[profile->store]);
    if (profile->channel != MAP_NONE)
        set_text(cells + CHANNEL,
                 clientele->book->channels.items[profile->channel]);
    set_text(cells + CATEGORY,
             assortments_category(clientele->assortments, profile->category));
}

/* Staff are no customers who leave, nor in a band. */
static void set_outlook(const struct clientele *clientele,
                        const struct profile *profile, struct cell *cells)
{
    struct churn churn = churn_of(clientele, profile);

    cells[AVERAGE_GAP] = cell_real(CELL_RATIO, churn.gap);
    cells[SPEND_CHANGE] = cell_real(CELL_CHANGE, churn.change);
    if (churn.known)
        cells[DAYS_SINCE] = cell_count(churn.days_since);
    if (profile->is_staff)
        return;
    if (churn.known) {
        cells[AT_RISK] = cell_integer(CELL_FLAG, churn.at_risk);
        cells[OVERDUE] = cell_integer(CELL_FLAG, churn.overdue);
    }
    if (profile->occasions == 0)
        return;
    cells[CLV] = cell_integer(CELL_MONEY, profile->value);
    set_label(cells + BAND, clv_band(&clientele->cuts, profile->value));
    clv_set_outlook(clientele, profile, cells + OUTLOOK);
}

static void set_scores(const struct clientele *clientele, uint32_t customer,
                       struct cell *cells)
{
    struct str segment = clientele_segment(clientele, customer);
    const struct rfm_mark *mark;

    if (segment.len == 0)
        return;
    mark = clientele->rfm->marks + customer;
    for (size_t i = 0; i < RFM_MEASURES; i++)
        cells[SCORES_RFM + i] = cell_count(mark->scores[i]);
    cells[SEGMENT] = cell_text(segment);
    cells[OVERLAY] = cell_label(overlay_name(overlay_of(mark)));
}

/* What else a row has that comes soon. */
FETCHING void fetch(const struct clientele *clientele, size_t row)
{
    const struct customers *customers = &clientele->book->catalogue->customers;
    const struct roll *seen = &clientele->seen;
    uint32_t person = MAP_NONE;

    if (clientele->rfm && row + MARKS_AHEAD < seen->count)
        __builtin_prefetch(clientele->rfm->marks +
                           seen->customers[row + MARKS_AHEAD]);
    if (row + WORDS_AHEAD < seen->count)
        person = profile_store_row(clientele->profiles,
                                   seen->customers[row + WORDS_AHEAD]);
    if (person != MAP_NONE)
        customers_fetch_words(customers, customers->rows + person);
}

static void give_row(const void *source, size_t row, struct cell *cells)
{
    const struct clientele *clientele = source;
    uint32_t customer = clientele->seen.customers[row];
    struct profile profile = profile_store_get(clientele->profiles, customer);

    clientele_fetch(clientele, &clientele->seen, row);
    fetch(clientele, row);
    cells[CUSTOMER_ID] = cell_text(book_customer_id(clientele->book, customer));
    set_person(clientele, &profile, cells);
    set_purchases(&profile, cells);
    set_margin(clientele, &profile, cells);
    set_places(clientele, &profile, cells);
    set_outlook(clientele, &profile, cells);
    set_scores(clientele, customer, cells);
    set_label(cells + MEMBER_TYPE, member_type_name(profile.type));
    set_text(cells + CLUSTER, cluster_name(clientele->clusters, customer));
}

struct table *mart_make(struct arena *arena, const struct clientele *clientele)
{
    struct table *table;

    if (clientele->seen.count == 0)
        return NULL;
    table = table_new(arena, "customers", "Customers", columns, COUNT(columns));
    table_give(table, clientele->seen.count, give_row, clientele);
    table->is_personal = true;
    return table;
}
