/*
 * range.h - the products, what they cost week by week, and promotions.
 *
 * Everything here is the same at any size.  Prices are cents without GST.
 */
#ifndef DEMO_RANGE_H
#define DEMO_RANGE_H

#include "clock.h"
#include "out.h"
#include "random.h"

enum { CATEGORIES = 36, PRODUCTS = 4000, DEPARTMENTS = 5, MANY_MOST = 6 };

enum season {
    SEASON_NONE,
    SEASON_WINTER,
    SEASON_SUMMER,
    SEASON_GIFT,
    SEASON_TOYS,
    SEASON_SCHOOL
};

struct category {
    const char *department;
    const char *name;
    const char *things[3];
    double price; /* dollars with GST, of a usual product */
    double weight;
    double cost;
    double returned;
    double elasticity;
    enum season season;
    double many; /* 0: sold by weight */
};

extern const struct category categories[CATEGORIES];
extern const char *const departments[DEPARTMENTS];

/* What the till must know; kept small, as every line looks one up. */
struct product {
    int32_t usual;     /* price, at first */
    uint32_t many;     /* of 2^32: chance of one more unit */
    uint32_t returned; /* of 2^32: that a returned basket gives it back */
    uint8_t category;
    uint8_t department;
    bool by_weight; /* quantity in steps of 50 g, price of a kilogram */
    char id[6];
};

/* What else there is to say of it. */
struct product_sheet {
    uint8_t step; /* of the price ladder, at first */
    int32_t cost;
    double rating; /* 0: none */
    int ratings;
    double weight; /* of all products, at first prices */
    char name[48];
};

/* What a promotion is; the uplift is in units, on the products in it. */
struct promotion_type {
    const char *name;
    int depth; /* per cent off */
    double uplift;
};
enum { PROMOTION_TYPES = 4 };
extern const struct promotion_type promotion_types[PROMOTION_TYPES];

struct promotion {
    uint8_t type;
    bool whole_category;
    uint16_t subject; /* product or category */
    uint16_t week;
    uint8_t weeks;
};

/* A product in a week. */
struct shelf {
    int32_t price;
    uint16_t promotion;  /* number + 1; 0 for none */
    uint8_t promoted;    /* per cent off */
    uint8_t marked;      /* per cent off: clearance */
    uint8_t for_members; /* per cent off, with the card */
};

struct range {
    struct product products[PRODUCTS];
    struct product_sheet sheets[PRODUCTS];
    struct promotion *promotions;
    size_t promotion_count;
    size_t promotion_room;
    struct shelf shelves[WEEKS][PRODUCTS];
    struct choice demand[WEEKS]; /* which product a line is of */
};

struct range *range_new(struct arena *arena, uint64_t seed,
                        const struct clock *clock);

/* "N000123" of a promotion's number. */
static inline char *range_put_promotion(char *at, unsigned number)
{
    return put_digits(put_byte(at, 'N'), number, 6);
}

/* products.csv and promotions.csv */
void range_write_products(const struct range *range, struct out *out);
void range_write_promotions(const struct range *range,
                            const struct clock *clock, struct out *out);

/* Gift cards and the delivery fee, which are in no sales figure. */
enum { GIFT_CARDS = 3 };
extern const struct gift_card {
    const char *id;
    int32_t value;
} gift_cards[GIFT_CARDS];
extern const char *const delivery_id;

#endif
