/*
 * demo FOLDER: the extracts of an invented retailer, Harbour & Vale.
 *
 * 131 weeks to 2023-12-31: 24 stores and an online shop, 300 products, about
 * 150,000 lines with a weekday and hour shape, seasons, a Christmas peak,
 * growth, discounts by type, returns, and customers known and unknown.  Whole
 * numbers and a generator of its own make the same bytes on every machine.
 */
#include "retailer.h"

#include <inttypes.h>
#include <stdlib.h>

/* 2021-06-28, a Monday and the first day of FY22, as days since 1970. */
static const int first_day = 18806;

static const int period_weeks[PERIODS] = {5, 5, 4, 4, 4, 5, 4, 5, 4, 4, 4, 4};

static const char *const qualities[PRODUCTS_EACH / 3] = {"Quayside", "Vale",
                                                         "Driftwood", "Lark"};

#define THINGS(a, b, c)                                                        \
    {                                                                          \
        a, b, c                                                                \
    }
const struct category categories[CATEGORIES] = {
#define CATEGORY(department, name, things, price, weight, summer, autumn,      \
                 winter, spring, returned)                                     \
    {department, name,   THINGS things,                                        \
     price,      weight, {summer, autumn, winter, spring},                     \
     returned},
#include "goods.def"
#undef CATEGORY
};

const struct store stores[STORES] = {
#define STORE(name, market, state, postcode, size, growth, opened, closed)     \
    {name, market, state, postcode, size, growth, opened, closed},
#include "store.def"
#undef STORE
};

/* Splitmix64. */
static uint64_t random_bits(struct shop *shop)
{
    uint64_t z = shop->random += 0x9E3779B97F4A7C15;

    z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9;
    z = (z ^ z >> 27) * 0x94D049BB133111EB;
    return z ^ z >> 31;
}

/* 0 .. below - 1. */
int pick(struct shop *shop, int below)
{
    return (int)((random_bits(shop) >> 32) * (uint64_t)below >> 32);
}

FILE *create(const char *folder, const char *name)
{
    char path[1024];
    FILE *file;

    snprintf(path, sizeof(path), "%s/%s", folder, name);
    file = fopen(path, "w");
    if (!file) {
        perror(path);
        exit(1);
    }
    return file;
}

void finish(FILE *file)
{
    if (ferror(file) | fclose(file)) {
        perror("demo");
        exit(1);
    }
}

/* "2023-11-27", from days since the data's first; civil calendar by era. */
const char *print_day(char out[static DAY_TEXT], int day)
{
    int z = first_day + day + 719468;
    int era = z / 146097;
    int of_era = z - era * 146097;
    int year =
        (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
    int of_year = of_era - (365 * year + year / 4 - year / 100);
    int shifted = (5 * of_year + 2) / 153;
    int month = shifted < 10 ? shifted + 3 : shifted - 9;

    snprintf(out, DAY_TEXT, "%04d-%02d-%02d", year + era * 400 + (month <= 2),
             month, of_year - (153 * shifted + 2) / 5 + 1);
    return out;
}

const char *print_money(char out[static MONEY_TEXT], int64_t cents)
{
    int64_t size = cents < 0 ? -cents : cents;

    snprintf(out, MONEY_TEXT, "%s%" PRId64 ".%02" PRId64, cents < 0 ? "-" : "",
             size / 100, size % 100);
    return out;
}

/* Weeks of a period; the long year's last one has one more. */
int weeks_of(int year, int period)
{
    return period_weeks[period] +
           (year == LONG_YEAR && period == PERIODS - 1 ? 1 : 0);
}

static void write_products(struct shop *shop, const char *folder)
{
    FILE *file = create(folder, "products.csv");
    char price[MONEY_TEXT];

    fputs("product_id,name,category,department,unit_cost\n", file);
    for (int i = 0; i < PRODUCTS; i++) {
        const struct category *category = &categories[i / PRODUCTS_EACH];
        struct product *product = &shop->products[i];

        product->price =
            (category->price * (60 + pick(shop, 90)) / 10000) * 100 + 95;
        product->cost = product->price * (38 + pick(shop, 22)) / 100;
        fprintf(file, "P%03d,%s %s,%s,%s,%s\n", i + 1,
                qualities[i % PRODUCTS_EACH / 3], category->things[i % 3],
                category->name, category->department,
                print_money(price, product->cost));
    }
    finish(file);
}

static void write_stores(const char *folder)
{
    FILE *file = create(folder, "stores.csv");
    char day[DAY_TEXT];

    fputs("store_id,name,market,state,postcode,opened,closed\n", file);
    for (int i = 0; i < STORES; i++) {
        const struct store *store = &stores[i];

        fprintf(file, "S%02d,%s,%s,%s,%s,%s,", i + 1, store->name,
                store->market, store->state, store->postcode,
                print_day(day, store->opened));
        fprintf(file, "%s\n",
                store->closed < DAYS ? print_day(day, store->closed - 1) : "");
    }
    finish(file);
}

static void write_calendar(const char *folder)
{
    FILE *file = create(folder, "fiscal_calendar.csv");
    char from[DAY_TEXT];
    char to[DAY_TEXT];
    int day = 0;

    fputs("fiscal_year,period,week,start_date,end_date\n", file);
    for (int year = 0; year < YEARS; year++) {
        int week = 1;

        for (int period = 0; period < PERIODS; period++)
            for (int i = 0; i < weeks_of(year, period); i++, day += 7)
                fprintf(file, "FY%d,P%02d,%d,%s,%s\n", 22 + year, period + 1,
                        week++, print_day(from, day), print_day(to, day + 6));
    }
    finish(file);
}

/* Targets of the last fiscal year, a little off what came of them. */
static void write_targets(struct shop *shop, const char *folder)
{
    static const int percent[] = {101, 99, 98, 102, 97, 98};
    FILE *file = create(folder, "targets.csv");

    fputs("period,kpi,target,scope\n", file);
    for (size_t i = 0; i < sizeof(percent) / sizeof(*percent); i++) {
        const struct tally *tally = &shop->tallies[LONG_YEAR][i];

        fprintf(file, "FY24P%02zu,net_sales,%" PRId64 "000,all\n", i + 1,
                tally->net * percent[i] / 10000000);
        fprintf(file, "FY24P%02zu,baskets,%d00,all\n", i + 1,
                tally->baskets * percent[i] / 10000);
        fprintf(file, "FY24P%02zu,discount_rate,0.055,all\n", i + 1);
    }
    finish(file);
}

static void write_configuration(const char *folder)
{
    FILE *file = create(folder, "report.yaml");

    fputs("company:\n"
          "  name: Harbour & Vale\n"
          "  programme: Vale Rewards\n"
          "  currency: AUD\n"
          "  locale: en-AU\n"
          "  amount_basis: ex GST\n"
          "calendar:\n"
          "  file: fiscal_calendar.csv\n",
          file);
    finish(file);
}

int main(int argc, char **argv)
{
    static struct shop shop = {.random = 2024, .next_basket = 1};

    if (argc != 2) {
        fputs("usage: demo FOLDER\n", stderr);
        return 64;
    }
    write_products(&shop, argv[1]);
    write_sales(&shop, argv[1]);
    write_stores(argv[1]);
    write_calendar(argv[1]);
    write_targets(&shop, argv[1]);
    write_configuration(argv[1]);
    return 0;
}
