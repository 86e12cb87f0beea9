/*
 * sales.c - the lines of every visit to every store.
 */
#include "retailer.h"

#include <inttypes.h>

enum { CUSTOMERS = 6200 };

/* One visit: what its lines share. */
struct visit {
    long id;
    int day;
    int second;
    int store;
    const char *channel;
    int customer; /* -1: unknown */
};

static bool chance(struct shop *shop, int per_thousand)
{
    return pick(shop, 1000) < per_thousand;
}

static struct tally *tally_of(struct shop *shop, int day)
{
    int week = day / 7;

    for (int year = 0; year < YEARS; year++)
        for (int period = 0; period < PERIODS; period++) {
            if (week < weeks_of(year, period))
                return &shop->tallies[year][period];
            week -= weeks_of(year, period);
        }
    return &shop->tallies[YEARS - 1][PERIODS - 1];
}

/* How much is bought in a week of the fiscal year, in per cent. */
static int week_factor(int day)
{
    /* Late June to late June: sales in July, spring, Christmas, Easter. */
    static const int factors[] = {
        112, 108, 100, 92,  88,  86,  86,  88,  92,  94,  96,  98,  98,
        100, 100, 102, 104, 106, 108, 114, 138, 142, 150, 172, 196, 148,
        118, 104, 92,  88,  86,  88,  90,  92,  92,  94,  96,  98,  106,
        110, 98,  92,  92,  94,  106, 102, 92,  90,  92,  96,  104, 112};

    return factors[day / 7 % 52];
}

/* Monday to Sunday, per cent. */
static int weekday_factor(int day, bool online)
{
    static const int shop[] = {78, 80, 86, 98, 116, 136, 106};
    static const int net[] = {108, 102, 98, 96, 90, 92, 114};

    return online ? net[day % 7] : shop[day % 7];
}

static int pick_weighted(struct shop *shop, const int *weights, int count)
{
    int total = 0;
    int at;

    for (int i = 0; i < count; i++)
        total += weights[i];
    at = pick(shop, total);
    for (int i = 0; i < count; i++) {
        if (at < weights[i])
            return i;
        at -= weights[i];
    }
    return count - 1;
}

static int pick_second(struct shop *shop, int day, bool online)
{
    static const int week[24] = {
        [8] = 2,  [9] = 5,  [10] = 8,  [11] = 10, [12] = 13, [13] = 11,
        [14] = 9, [15] = 9, [16] = 11, [17] = 12, [18] = 6,  [19] = 3};
    static const int end[24] = {
        [9] = 6,   [10] = 12, [11] = 16, [12] = 15, [13] = 13,
        [14] = 12, [15] = 10, [16] = 7,  [17] = 3};
    static const int net[24] = {3, 2, 1, 1, 1, 2, 4, 6,  7,  8,  8,  8,
                                9, 8, 7, 7, 7, 8, 9, 13, 16, 15, 10, 6};
    const int *hours = online ? net : day % 7 >= 5 ? end : week;

    return pick_weighted(shop, hours, 24) * 3600 + pick(shop, 3600);
}

/* A few customers come often, most seldom; new ones join as time goes on. */
static int pick_customer(struct shop *shop, const struct visit *visit)
{
    int joined = CUSTOMERS / 2 + (CUSTOMERS / 2) * visit->day / DAYS;
    int64_t at = pick(shop, 10000);
    bool online = visit->store == ONLINE;

    if (!chance(shop, online ? 985 : 590 + visit->day / 10))
        return -1;
    if (chance(shop, 60)) /* one of the newest */
        return joined - 1 - pick(shop, 120);
    return (int)(at * at / 10000 * joined / 10000);
}

static int pick_product(struct shop *shop, int day)
{
    int weights[CATEGORIES];
    int season = day / 7 % 52; /* from late June: winter first */
    int quarter = season < 10 ? 2 : season < 22 ? 3 : season < 36 ? 0 : 1;
    int category;
    int first = pick(shop, PRODUCTS_EACH);
    int second = pick(shop, PRODUCTS_EACH);

    for (int i = 0; i < CATEGORIES; i++)
        weights[i] = categories[i].weight * categories[i].season[quarter];
    category = pick_weighted(shop, weights, CATEGORIES);
    return category * PRODUCTS_EACH + (first < second ? first : second);
}

/* Discounts of one line, in cents. */
struct discounts {
    int64_t promo;
    int64_t markdown;
    int64_t member;
    int64_t coupon;
};

/* Each category is on promotion every fifth week; seasons end in markdowns. */
static struct discounts pick_discounts(struct shop *shop,
                                       const struct visit *visit, int product,
                                       int amount)
{
    int category = product / PRODUCTS_EACH;
    int week = visit->day / 7;
    bool clearing = week % 52 >= 26 && week % 52 < 29;
    struct discounts off = {0};

    if ((week + category) % 5 == 0 && chance(shop, 820))
        off.promo = amount * (category % 3 == 0 ? 30 : 20) / 100;
    else if (clearing && category % 4 == 2 && chance(shop, 700))
        off.markdown = amount * 40 / 100;
    else if (visit->customer >= 0 && chance(shop, 90))
        off.member = amount * 10 / 100;
    else if (visit->store == ONLINE && amount >= 5000 && chance(shop, 45))
        off.coupon = 1000;
    return off;
}

/* One line; a quantity below 0 gives back what was paid. */
static void write_line(struct shop *shop, const struct visit *visit,
                       int product, int quantity, const struct discounts *off)
{
    int64_t sign = quantity < 0 ? -1 : 1;
    int64_t discount = off->promo + off->markdown + off->member + off->coupon;
    int64_t net =
        (int64_t)quantity * shop->products[product].price - sign * discount;
    char day[DAY_TEXT];
    char customer[16] = "";
    char money[6][MONEY_TEXT];

    if (visit->customer >= 0)
        snprintf(customer, sizeof(customer), "C%05d", visit->customer + 1);
    fprintf(shop->sales,
            "B%07ld,%s %02d:%02d:%02d,S%02d,%s,%s,P%03d,%d,%s,%s,%s,%s,%s,%s,"
            "%s\n",
            visit->id, print_day(day, visit->day), visit->second / 3600,
            visit->second / 60 % 60, visit->second % 60, visit->store + 1,
            visit->channel, customer, product + 1, quantity,
            print_money(money[0], shop->products[product].price),
            print_money(money[1], sign * off->promo),
            print_money(money[2], sign * off->markdown),
            print_money(money[3], sign * off->member),
            print_money(money[4], sign * off->coupon),
            print_money(money[5], net), visit->customer >= 0 ? "Y" : "N");
    tally_of(shop, visit->day)->net += net;
}

/* Some lines come back within three weeks, to the same store. */
static void maybe_return(struct shop *shop, const struct visit *visit,
                         int product, const struct discounts *off, int quantity)
{
    struct visit later = *visit;
    struct discounts each = {off->promo / quantity, off->markdown / quantity,
                             off->member / quantity, off->coupon / quantity};

    if (!chance(shop, categories[product / PRODUCTS_EACH].returned))
        return;
    later.day += 1 + pick(shop, 20);
    if (later.day >= DAYS || later.day >= stores[visit->store].closed)
        return;
    later.id = shop->next_basket++;
    later.second = pick_second(shop, later.day, visit->store == ONLINE);
    write_line(shop, &later, product, -1, &each);
}

static void write_visit(struct shop *shop, int day, int store)
{
    bool online = store == ONLINE;
    struct visit visit = {
        .id = shop->next_basket++,
        .day = day,
        .second = pick_second(shop, day, online),
        .store = store,
        .channel = !online             ? "store"
                   : chance(shop, 370) ? "app"
                                       : "online",
    };
    int lines = 1;

    visit.customer = pick_customer(shop, &visit);
    while (lines < 14 && chance(shop, visit.customer >= 0 ? 600 : 500))
        lines++;
    for (int i = 0; i < lines; i++) {
        int product = pick_product(shop, day);
        int quantity = chance(shop, 180) ? 2 + pick(shop, 3) : 1;
        int amount = quantity * shop->products[product].price;
        struct discounts off = pick_discounts(shop, &visit, product, amount);

        write_line(shop, &visit, product, quantity, &off);
        maybe_return(shop, &visit, product, &off, quantity);
    }
    tally_of(shop, day)->baskets++;
}

/* Visits of a day: the store's size, grown, by season and weekday. */
static int pick_visits(struct shop *shop, int day, int store)
{
    const struct store *here = &stores[store];
    int64_t mean = (int64_t)here->size * week_factor(day) *
                   weekday_factor(day, store == ONLINE) *
                   (100000 + (int64_t)here->growth * day * 100 / 364) / 1000000;
    int noise = 75 + pick(shop, 51);
    int64_t thousandths = mean * noise / 100 / 10;

    return (int)(thousandths / 1000) +
           (chance(shop, (int)(thousandths % 1000)) ? 1 : 0);
}

void write_sales(struct shop *shop, const char *folder)
{
    shop->sales = create(folder, "transactions.csv");
    fputs("basket_id,timestamp,store_id,channel,customer_id,product_id,"
          "quantity,unit_price,promo_amount,markdown_amount,member_amount,"
          "coupon_amount,net_amount,scanned\n",
          shop->sales);
    for (int day = 0; day < DAYS; day++)
        for (int store = 0; store < STORES; store++) {
            bool open =
                day >= stores[store].opened && day < stores[store].closed;
            int visits = open ? pick_visits(shop, day, store) : 0;

            for (int i = 0; i < visits; i++)
                write_visit(shop, day, store);
        }
    /* What no extract is free of: rows to be set aside and reported. */
    fputs("B9999991,2023-12-32 10:00:00,S01,store,,P001,1,32.00,0.00,0.00,"
          "0.00,0.00,32.00,N\n"
          "B9999992,2023-12-12 10:00:00,S02,store,,P002,one,32.00,0.00,0.00,"
          "0.00,0.00,32.00,N\n"
          "B9999993,2023-12-12 10:00:00,S03,store,,P003,1\n",
          shop->sales);
    finish(shop->sales);
}
