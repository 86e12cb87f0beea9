/*
 * cluster.h - customers in clusters of those who buy alike, found by k-means
 * (metrics.md 6, Clusters): for analysts, beside the segments that rules make.
 *
 * What is compared are logarithms, standardised, of days since the last
 * occasion, occasions, basket value, units a basket and share of discount.
 * Centres are those of a sample, evenly spread over the customers in the order
 * of their ids; each customer is then in the cluster of the nearest one.
 */
#ifndef REPORT_MEASURE_CLUSTER_H
#define REPORT_MEASURE_CLUSTER_H

#include "measure/clientele.h"
#include "measure/kmeans.h"

enum { CLUSTER_NONE = UINT8_MAX };

/* What clusters are made of; all but the discount are at least 0. */
enum cluster_feature {
    FEATURE_RECENCY,
    FEATURE_FREQUENCY,
    FEATURE_VALUE,
    FEATURE_UNITS,
    FEATURE_DISCOUNT,
    CLUSTER_FEATURES
};

struct customer_clusters {
    struct str names[KMEANS_MOST]; /* of each number */
    uint8_t *of; /* the number of each customer of the book, or CLUSTER_NONE */
};

/*
 * The clusters of the buyers, and the table of them; both NULL of fewer than 25
 * buyers, or where too few differ.  They live in the arena.
 */
const struct customer_clusters *cluster_make(struct arena *arena,
                                             const struct clientele *clientele,
                                             size_t threads,
                                             struct table **table);

/* The cluster of a customer; empty without one. */
struct str cluster_name(const struct customer_clusters *clusters,
                        uint32_t customer);

#endif
