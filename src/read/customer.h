/*
 * customer.h - very many customers by their ids, of which only hashes are
 * kept.
 *
 * An id is its 128-bit hash: among 10^9 ids two would share one with a chance
 * of about 2^-69, far less than that memory fails unseen.  So a customer takes
 * some 65 bytes, however long its id, and texts are not compared.
 *
 * What is said of customers in words (state, postcode …) is few texts for many,
 * and so is all that is said of one: each text is kept once, and each set of
 * words, whose number a customer has.
 *
 * A batch holds customers in the order of their rows until it is their turn to
 * be put in: batches are filled by several threads, and put in by one at a
 * time, in the order of files.  At most 2^32 - 2 customers.
 */
#ifndef REPORT_READ_CUSTOMER_H
#define REPORT_READ_CUSTOMER_H

#include "base/map.h"

#include <stdbool.h>
#include <string.h>

struct extract;

/* What is said of a customer in words. */
enum customer_word {
    CUSTOMER_GENDER,
    CUSTOMER_COUNTRY,
    CUSTOMER_STATE,
    CUSTOMER_POSTCODE,
    CUSTOMER_CONTACT,
    CUSTOMER_WORDS
};

/* Coordinates are whole ten-millionths of a degree: a centimetre. */
enum { DEGREE_PARTS = 10000000 };

/* What decides whether a customer is a member of the programme, whether the
 * group brought him here, and who he is.  Days are DATE_NONE where they are not
 * given. */
struct customer {
    int32_t member_from; /* first and last day */
    int32_t member_to;
    int32_t group_first;  /* first scan at any banner of the group */
    int32_t banner_first; /* first basket at this one */
    int32_t born;         /* the day, or with `has_age` whole years */
    int32_t latitude;     /* DEGREE_PARTS, north and east; where `has_place` */
    int32_t longitude;
    uint32_t traits;         /* customers_word() */
    bool is_member : 1;      /* loyalty_member is set: where no day is given */
    bool has_membership : 1; /* the row says something of it */
    bool is_staff : 1;
    bool has_birth : 1;
    bool has_age : 1;
    bool has_place : 1;
};

/* The words of a customer: numbers of texts, + 1; 0: nothing. */
struct customer_traits {
    uint32_t words[CUSTOMER_WORDS];
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
    struct map texts;     /* of words */
    struct map traits;    /* as bytes */
    bool has_group_first; /* a row gives it */
    bool has_member_from;
    bool has_membership; /* whether, since when or until when one is a member */
};

/* A sound row that has been read. */
struct noted_customer {
    struct customer_key key;
    struct customer row;
    /* Meaningful once put: an earlier row has its id, and says the same. */
    bool is_repeated;
    bool is_same;
};

/* Traits are those of the batch, until customers are put in. */
struct customer_batch {
    struct arena *arena; /* set before the first customers_note */
    struct noted_customer *noted;
    size_t count; /* 0 empties the batch */
    size_t capacity;
    struct map texts;
    struct map traits;
    uint32_t *numbers; /* of traits among the customers', + 1; 0: new */
    size_t number_room;
    struct customer_traits last; /* words of the row before */
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

/* What is said of a customer in words; empty: nothing. */
static inline struct str customers_word(const struct customers *customers,
                                        const struct customer *customer,
                                        enum customer_word word)
{
    struct customer_traits traits = {{0}};

    if (customer->traits > 0)
        memcpy(&traits, customers->traits.items[customer->traits - 1].at,
               sizeof traits);
    return traits.words[word] > 0
               ? customers->texts.items[traits.words[word] - 1]
               : (struct str){0};
}

/* Fetch what is to be said in words of a customer who comes soon. */
static inline __attribute__((always_inline)) void
customers_fetch_words(const struct customers *customers,
                      const struct customer *customer)
{
    if (customer->traits > 0)
        __builtin_prefetch(customers->traits.items[customer->traits - 1].at);
}

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
