/*
 * store.h - the stores of Harbour & Vale, its online shop and warehouses.
 */
#ifndef DEMO_STORE_H
#define DEMO_STORE_H

#include "clock.h"
#include "out.h"
#include "random.h"

enum {
    STORES = 180,
    ONLINE = STORES, /* the last of the places */
    PLACES = STORES + 1,
};

struct store {
    char id[5];
    char name[24];
    const char *market;
    const char *state;
    const char *region;
    int postcode;
    double latitude, longitude;
    int opened; /* day; before the data for most */
    int closed; /* the last day of trade, or INT32_MAX */
    double weight;
    uint8_t other; /* where its customers go while it is not open */
};

struct network {
    struct store stores[PLACES];
    struct choice by_weight; /* over the STORES */
    uint8_t biggest; /* two shops where the staff lend out their cards */
    uint8_t second;
    uint8_t faulty;             /* where the card reader fails … */
    int faulty_from, faulty_to; /* … from day to day … */
    double faulty_share;        /* … for this share of baskets with a card */
    double lent_share; /* of baskets without a card, in the two shops */
};

struct network *network_new(struct arena *arena, uint64_t seed);

static inline bool store_is_open(const struct store *store, int day)
{
    return day >= store->opened && day <= store->closed;
}

/* stores.csv and distribution_centres.csv */
void network_write_stores(const struct network *network,
                          const struct clock *clock, struct out *out);
void network_write_centres(struct out *out);

#endif
