/*
 * batch.h - what some lines were folded to: partial sums.
 *
 * A book is made of batches, one of each file and thread, and of the shelves
 * that their orders' runs are on.  A batch does not change any more; its
 * numbers are those of its lexicon.
 */
#ifndef REPORT_FOLD_BATCH_H
#define REPORT_FOLD_BATCH_H

#include "fold/bin.h"
#include "fold/key.h"
#include "fold/lexicon.h"
#include "fold/order.h"
#include "fold/sums.h"

/* Sums of one day: by class in full, by site and product in brief. */
struct sheet {
    int32_t date;
    struct sums *classes; /* as many as the catalogue has */
    struct bins sites;    /* of a store and a class: number in sites */
    struct bins products; /* number in products + 1; 0: unknown */
    /* Of the unknown store and then of each, as far as there is room: behind
     * that there is nothing.  None without unit costs in the catalogue. */
    struct cost_sums *store_costs;
    size_t store_room;
};

/* How many of a sheet's store_costs are of stores that the lexicon has. */
static inline size_t sheet_store_count(const struct sheet *sheet,
                                       const struct lexicon *lexicon)
{
    size_t known = lexicon->stores.count + 1;

    return sheet->store_room < known ? sheet->store_room : known;
}

/* What adds up over all lines. */
struct tallies {
    int64_t other_net; /* net of lines that are in no sales figure */
    int64_t other_lines;
    /* Net as given less gross - discount - returns, of all other lines: what
     * returns with a positive net and amounts rounded to the cent leave. */
    int64_t net_gap;
    /* All amounts of all lines without their signs: where this fits, every
     * sum of some of them does.  INT64_MAX: it does not. */
    int64_t magnitude;
    int32_t first_date; /* of all lines; DATE_NONE while there are none */
    int32_t last_date;
};

void tallies_init(struct tallies *tallies);

/* Make the days first .. last known as days of the data. */
void tallies_cover(struct tallies *tallies, int32_t first, int32_t last);

/* Add a number that is not negative to the magnitude. */
static inline void tallies_add_magnitude(struct tallies *tallies, int64_t more)
{
    if (__builtin_add_overflow(tallies->magnitude, more, &tallies->magnitude))
        tallies->magnitude = INT64_MAX;
}

void tallies_add(struct tallies *tallies, const struct tallies *more);

struct run_page;
struct shelf;

/* A place among the runs of a part: in a page, or NULL: before the first. */
struct run_place {
    struct run_page *page;
    uint32_t at;
};

/* The batch's runs of one part. */
struct run_part {
    struct run_place end;
    uint32_t count;
    uint32_t items; /* products in all runs */
};

struct batch {
    struct batch *next;         /* of the book */
    const struct shelf *shelf;  /* that its runs are on */
    const struct batch *before; /* it on the shelf; NULL: it is the first */
    struct batch *next_on_shelf;
    struct lexicon *lexicon;
    struct tallies tallies;
    struct sheet *sheets; /* in order of arrival */
    size_t sheet_count;
    struct wide_bins wide_sites;
    struct wide_bins wide_products;
    struct map long_ids; /* customers' that their keys do not hold */
    struct run_part parts[KEY_PARTS];
};

#endif
