/*
 * retailer.h - Harbour & Vale, an invented retailer: what the two halves of the
 * demo generator share.
 */
#ifndef REPORT_TESTS_DEMO_RETAILER_H
#define REPORT_TESTS_DEMO_RETAILER_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

enum {
    WEEKS = 131,
    DAYS = 7 * WEEKS,
    YEARS = 4,
    PERIODS = 12,
    LONG_YEAR = 2, /* the fiscal year with 53 weeks */
    CATEGORIES = 25,
    PRODUCTS_EACH = 12, /* of a category */
    PRODUCTS = CATEGORIES * PRODUCTS_EACH,
    STORES = 25,
    ONLINE = STORES - 1, /* the last store */
};

struct category {
    const char *department;
    const char *name;
    const char *things[3];
    int price;     /* of a usual product, cents */
    int weight;    /* how often it is bought */
    int season[4]; /* per cent: summer (from December), autumn, winter, spring
                    */
    int returned;  /* per thousand */
};

struct store {
    const char *name;
    const char *market;
    const char *state;
    const char *postcode;
    int size;   /* baskets on a usual day, tenths */
    int growth; /* per thousand a year */
    int opened; /* day of the data; before it if negative */
    int closed; /* DAYS: still open */
};

extern const struct category categories[CATEGORIES];
extern const struct store stores[STORES];

struct product {
    int price; /* cents */
    int cost;
};

/* Sums of a fiscal period, from which targets are set. */
struct tally {
    int64_t net;
    int baskets;
};

struct shop {
    uint64_t random; /* state of the generator */
    FILE *sales;
    struct product products[PRODUCTS];
    long next_basket;
    struct tally tallies[YEARS][PERIODS];
};

/* 0 .. below - 1, the same on every machine. */
int pick(struct shop *shop, int below);

/* A new file of the folder; says why and ends the program if it cannot be. */
FILE *create(const char *folder, const char *name);
void finish(FILE *file);

/* Weeks of a period; the long year's last one has one more. */
int weeks_of(int year, int period);

/* "2023-11-27", from days since the data's first. */
enum { DAY_TEXT = 40, MONEY_TEXT = 24 };
const char *print_day(char out[static DAY_TEXT], int day);
const char *print_money(char out[static MONEY_TEXT], int64_t cents);

/* transactions.csv; fills in the tallies. */
void write_sales(struct shop *shop, const char *folder);

#endif
