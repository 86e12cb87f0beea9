/*
 * listing.h - a table's CSV file, rendered in parts by several threads.
 *
 * A part is a range of rows.  Who renders the last one puts the whole file;
 * parts are cut by the table alone, so that the bytes do not depend on the
 * threads.
 */
#ifndef REPORT_DELIVER_LISTING_H
#define REPORT_DELIVER_LISTING_H

#include "deliver/parcel.h"
#include "measure/table.h"

#include <stdatomic.h>

struct listing {
    const struct table *table;
    struct parcel *parcel;
    const struct diag *diag; /* of the pack */
    size_t rows;             /* of a part */
    size_t part_count;       /* at least 1: of the header alone */
    struct arena *arenas;    /* one for each part */
    struct str *parts;
    atomic_size_t left; /* parts to be rendered */
};

/* A listing of nothing yet, in the arena. */
struct listing *listing_new(struct arena *arena, const struct diag *diag,
                            const struct table *table, struct parcel *parcel);

/* Render a part; parts may be rendered in any order, and at once. */
void listing_render(struct listing *listing, size_t part);

#endif
