/*
 * catalogue.h - the dimensions: products with their classes, stores, customers
 * and their subscriptions; and what was planned: targets, offers,
 * campaigns, promotions; distribution centres.
 *
 * A class is one pair of department and category; sales are folded by class.
 * Class 0 is the unknown one, of products that the extract lacks.
 */
#ifndef REPORT_READ_CATALOGUE_H
#define REPORT_READ_CATALOGUE_H

#include "base/date.h"
#include "read/campaign.h"
#include "read/centre.h"
#include "read/config.h"
#include "read/control.h"
#include "read/customer.h"
#include "read/offer.h"
#include "read/promotion.h"
#include "read/subscription.h"

#include <stdbool.h>
#include <stdint.h>

/* What is printed where a store, product, category … is missing. */
#define UNKNOWN STR("Unknown")

static inline struct str known_or_unknown(struct str text)
{
    return text.len > 0 ? text : UNKNOWN;
}

struct product_class {
    struct str department; /* empty: unknown */
    struct str category;
    bool counts_units; /* not in units_exclude_departments */
    bool is_sales;     /* not in exclude_categories */
};

struct product {
    struct str id;
    struct str name;
    struct str brand;
    uint32_t class;
    double rating; /* NaN: unknown */
    double rating_count;
    int64_t unit_cost; /* money */
    bool has_cost;
};

struct store {
    struct str id;
    struct str name;
    struct str market;
    struct str region;
    struct str state;
    struct str postcode;
    int32_t opened; /* DATE_NONE: unknown */
    int32_t closed;
};

struct target {
    struct str period;
    struct str kpi;
    struct str scope; /* empty: all */
    double value;
};

struct catalogue {
    bool has_products; /* the extract was delivered */
    bool has_stores;
    bool has_targets;
    bool has_customers;
    bool has_costs;         /* at least one product has a unit_cost */
    struct map product_ids; /* id -> products[] */
    struct product *products;
    struct product_class *classes; /* [0] is the unknown class */
    size_t class_count;
    struct map store_ids; /* id -> stores[] */
    struct store *stores;
    struct customers customers;
    struct subscriptions subscriptions;
    struct target *targets;
    size_t target_count;
    struct offers offers;
    struct campaigns campaigns;
    struct promotions promotions;
    struct centres centres;
};

/*
 * Read products, stores, targets, subscriptions, offers, promotions, centres
 * and campaigns with their results; extracts that are not delivered leave their
 * part empty.  Of rows with the same key the first one stays: products and
 * stores that are told again are ignored, others are rejected.  Customers and
 * events of offers, which may be many, are left to survey_read().
 */
enum status catalogue_read(struct arena *arena, struct diag *diag,
                           const struct config *config, struct ledger *ledger,
                           struct catalogue *catalogue);

/* The number of a customer id; MAP_NONE where the extract lacks it. */
uint32_t catalogue_find_customer(const struct catalogue *catalogue,
                                 struct str id);

/*
 * Whether a row of customers (MAP_NONE: an id that it lacks) was a member on a
 * day: no staff, and the membership covers the day (metrics.md 0).  Without a
 * customers extract every identified customer is one.
 */
bool catalogue_is_member(const struct catalogue *catalogue, uint32_t customer,
                         int32_t date);

/* Whether it is known who is a member: a customers extract may say nothing of
 * it. */
bool catalogue_tells_members(const struct catalogue *catalogue);

/* The class of a product id; 0 where the extract lacks it. */
uint32_t catalogue_class(const struct catalogue *catalogue, struct str product);

#endif
