/*
 * customer.h - very many customers by their ids, of which only hashes are
 * kept.
 *
 * An id is its 128-bit hash: among 10^9 ids two would share one with a chance
 * of about 2^-69, far less than that memory fails unseen.  So a customer takes
 * 70 bytes at the most, however long its id, and texts are not compared.
 *
 * A batch holds customers in the order of their rows until it is their turn to
 * be put in: batches are filled by several threads, and put in by one at a
 * time, in the order of files.  At most 2^32 - 2 customers.
 */
#ifndef REPORT_READ_CUSTOMER_H
#define REPORT_READ_CUSTOMER_H

#include "base/map.h"

#include <stdbool.h>

struct extract;

/* What decides whether a customer is a member of the programme, and whether the
 * group brought him here.  Days are DATE_NONE where they are not given. */
struct customer {
    int32_t member_from; /* first and last day */
    int32_t member_to;
    int32_t group_first;  /* first scan at any banner of the group */
    int32_t banner_first; /* first basket at this one */
    bool is_member;       /* loyalty_member is set: where no day is given */
    bool is_staff;
};

/* Stands for an id. */
struct customer_key {
    uint64_t words[2];
};

struct customers {
    struct arena *arena; /* set before the first customers_put */
    uint32_t count;
    struct customer *rows; /* in order of arrival; NULL: ids are all */
    size_t row_capacity;
    struct customer_key *keys; /* of the rows */
    size_t key_capacity;
    uint64_t *slots; /* half of a key's word, and number + 1; 0: free */
    size_t slot_count;
    bool has_group_first; /* a row gives it */
};

/* A sound row that has been read. */
struct noted_customer {
    struct customer_key key;
    struct customer row;
    bool is_repeated; /* an earlier row has its id; meaningful once put */
};

struct customer_batch {
    struct arena *arena; /* set before the first customers_note */
    struct noted_customer *noted;
    size_t count; /* 0 empties the batch */
    size_t capacity;
};

/* Add the row that an extract of customers is at. */
void customers_note(struct customer_batch *batch,
                    const struct extract *extract);

/* Make ready for `count` customers, so that putting them in moves nothing. */
void customers_reserve(struct customers *customers, size_t count);

/*
 * Put in what a batch holds: of rows with the same id the first one stays.
 * Returns how many are repeated; they are marked in the batch.
 */
size_t customers_put(struct customers *customers, struct customer_batch *batch);

/* The number of the row that has an id, or MAP_NONE. */
uint32_t customers_find(const struct customers *customers, struct str id);

/* The same; an id that is new is added, without a row. */
uint32_t customers_number(struct customers *customers, struct str id);

/* The same of the key of an id. */
uint32_t customers_find_key(const struct customers *customers,
                            const struct customer_key *key);

/*
 * Ids alone, numbered in order of arrival.  Room for them is made
 * before, and a key is fetched some time before it is put in.
 */
struct customer_key customer_key_of(struct str id);
void customers_reserve_keys(struct customers *customers, size_t count);
void customers_fetch(const struct customers *customers,
                     const struct customer_key *key);
uint32_t customers_put_key(struct customers *customers,
                           const struct customer_key *key);

#endif
