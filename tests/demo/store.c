#include "store.h"

#include <stdio.h>

/* Invented places in real states: a middle, and a share of the stores. */
static const struct state {
    const char *name;
    int stores;
    int postcode;
    double latitude, longitude;
} states[] = {
    {"NSW", 58, 2000, -33.4, 150.4}, {"VIC", 49, 3000, -37.4, 144.8},
    {"QLD", 35, 4000, -26.8, 152.0}, {"WA", 18, 6000, -32.2, 116.4},
    {"SA", 12, 5000, -34.5, 138.9},  {"TAS", 6, 7000, -42.3, 147.0},
    {"ACT", 2, 2600, -35.4, 149.1},
};

static const char *const first_names[] = {
    "Harbour Quay", "Eastgate",  "Northmere",    "Port Aldous", "Marlow Bay",
    "Stonebridge",  "Fernhill",  "Kingsholm",    "Ashcombe",    "Vale Central",
    "Silverton",    "Westerlea", "Bramley Park", "Oakmere",     "Larkfield",
    "Dunmore",      "Tarrow",    "Brackwell",    "Holt Street",
};

static const char *const name_heads[] = {
    "Alder",   "Birch",   "Clover", "Drift",  "Ember",   "Fox",
    "Gull",    "Heron",   "Iris",   "Jasper", "Kestrel", "Linden",
    "Myrtle",  "Nettle",  "Osprey", "Pebble", "Quill",   "Rowan",
    "Saffron", "Thistle", "Umber",  "Velvet", "Willow",  "Yarrow",
};

static const char *const name_tails[] = {
    "cove", "dale", "flats", "haven", "mere", "ridge", "wick",
};

/* Stores that open or close on the way: number and day. */
static const struct {
    int store;
    int day;
} openings[] = {{22, 98},   {37, 161},  {48, 238},  {61, 301},  {75, 378},
                {83, 441},  {94, 511},  {108, 588}, {121, 644}, {136, 707},
                {147, 756}, {155, 812}, {163, 847}, {171, 868}},
  closings[] = {{29, 265},  {56, 433},  {88, 615},
                {119, 727}, {142, 832}, {166, 945}};

static void set_name(struct store *store, size_t i)
{
    size_t k = i - COUNT(first_names);

    if (i < COUNT(first_names))
        snprintf(store->name, sizeof store->name, "%s", first_names[i]);
    else
        snprintf(store->name, sizeof store->name, "%s%s",
                 name_heads[k % COUNT(name_heads)],
                 name_tails[(k / COUNT(name_heads) + k) % COUNT(name_tails)]);
}

/* The state of store i: spread so that each has its share of any run. */
static const struct state *state_of(size_t i)
{
    int at = (int)(i * 97 % STORES);

    for (size_t k = 0; k < COUNT(states); k++) {
        if (at < states[k].stores)
            return &states[k];
        at -= states[k].stores;
    }
    return &states[0];
}

static void set_place(struct store *store, size_t i, struct stream *stream)
{
    const struct state *state = state_of(i);
    bool metro = random_is(stream, 0.64);
    double spread = metro ? 0.35 : 2.4;

    store->market = metro ? "Metro" : "Regional";
    store->state = state->name;
    store->latitude = state->latitude + spread * (2 * random_real(stream) - 1);
    store->longitude =
        state->longitude + spread * (2 * random_real(stream) - 1);
    store->region = store->latitude > state->latitude ? "North" : "South";
    store->postcode =
        state->postcode + (metro ? 1 : 300) + (int)((i * 37 + 11) % 299);
    store->weight = exp(0.38 * random_normal(stream)) * (metro ? 1.25 : 0.85);
}

static void set_store(struct store *store, size_t i, struct stream *stream)
{
    snprintf(store->id, sizeof store->id, "S%03zu", i + 1);
    set_name(store, i);
    set_place(store, i, stream);
    store->opened = -random_between(stream, 500, 9000);
    store->closed = INT32_MAX;
}

static void set_online(struct store *store)
{
    *store = (struct store){.id = "W001",
                            .name = "Online",
                            .market = "Online",
                            .state = "",
                            .region = "",
                            .opened = -2900,
                            .closed = INT32_MAX,
                            .other = ONLINE};
}

static double distance(const struct store *a, const struct store *b)
{
    return hypot(a->latitude - b->latitude,
                 0.8 * (a->longitude - b->longitude));
}

/* The nearest store that is open all the time. */
static uint8_t nearest(const struct network *network, size_t i)
{
    size_t best = i;

    for (size_t k = 0; k < STORES; k++) {
        const struct store *store = &network->stores[k];

        if (k == i || store->opened > 0 || store->closed < DAYS)
            continue;
        if (best == i ||
            distance(store, &network->stores[i]) <
                distance(&network->stores[best], &network->stores[i]))
            best = k;
    }
    return (uint8_t)best;
}

/* The two biggest of the stores, and the shop with the faulty card reader. */
static void set_oddities(struct network *network)
{
    for (int k = 0; k < STORES; k++) {
        uint8_t i = (uint8_t)k;
        double weight = network->stores[i].weight;

        if (weight > network->stores[network->biggest].weight) {
            network->second = network->biggest;
            network->biggest = i;
        } else if (i != network->biggest &&
                   (network->second == network->biggest ||
                    weight > network->stores[network->second].weight)) {
            network->second = i;
        }
    }
    network->lent_share = 0.35;
    network->faulty = 14;       /* Larkfield */
    network->faulty_from = 812; /* 2023-09-18 */
    network->faulty_to = 925;   /* 2024-01-09 */
    network->faulty_share = 0.70;
}

struct network *network_new(struct arena *arena, uint64_t seed)
{
    struct network *network = arena_new(arena, struct network);
    double weights[STORES];

    for (size_t i = 0; i < STORES; i++) {
        struct stream stream = random_stream(seed, i);

        set_store(&network->stores[i], i, &stream);
        weights[i] = network->stores[i].weight;
    }
    for (size_t i = 0; i < COUNT(openings); i++)
        network->stores[openings[i].store].opened = openings[i].day;
    for (size_t i = 0; i < COUNT(closings); i++)
        network->stores[closings[i].store].closed = closings[i].day;
    for (size_t i = 0; i < STORES; i++)
        network->stores[i].other = nearest(network, i);
    set_online(&network->stores[ONLINE]);
    choice_make(arena, &network->by_weight, weights, STORES);
    set_oddities(network);
    return network;
}

void network_write_stores(const struct network *network,
                          const struct clock *clock, struct out *out)
{
    out_printf(out, "store_id,name,market,region,state,postcode,latitude,"
                    "longitude,opened,closed\n");
    for (size_t i = 0; i < PLACES; i++) {
        const struct store *store = &network->stores[i];
        char opened[DATE_TEXT], closed[DATE_TEXT] = "";

        date_print(opened, clock_date(clock, store->opened));
        if (store->closed < DAYS)
            date_print(closed, clock_date(clock, store->closed));
        if (i == ONLINE)
            out_printf(out, "%s,%s,%s,,,,,,%s,\n", store->id, store->name,
                       store->market, opened);
        else
            out_printf(out, "%s,%s,%s,%s %s,%s,%d,%.4f,%.4f,%s,%s\n", store->id,
                       store->name, store->market, store->state, store->region,
                       store->state, store->postcode, store->latitude,
                       store->longitude, opened, closed);
    }
}

void network_write_centres(struct out *out)
{
    out_printf(out, "centre_id,name,latitude,longitude\n"
                    "D1,Silver Yard,-33.9000,150.8000\n"
                    "D2,Western Wharf,-37.8000,144.6000\n"
                    "D3,Northline Depot,-27.6000,152.8000\n"
                    "D4,Saltbush Depot,-32.0000,116.0000\n");
}
