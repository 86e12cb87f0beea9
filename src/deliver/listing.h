/*
 * listing.h - a table's CSV file, rendered in parts by several threads.
 *
 * A part is a range of rows.  Whoever has rendered one writes all that are next
 * in the file, so that little is kept; parts are cut by the table alone, so
 * that the bytes do not depend on the threads.
 */
#ifndef REPORT_DELIVER_LISTING_H
#define REPORT_DELIVER_LISTING_H

#include "deliver/parcel.h"
#include "measure/table.h"

#include <pthread.h>

struct listing {
    const struct table *table;
    struct parcel *parcel;
    const struct diag *diag; /* of the pack */
    size_t rows;             /* of a part */
    size_t part_count;       /* at least 1: of the header alone */
    struct arena *arenas;    /* one for each part */
    struct str *parts;
    pthread_mutex_t lock; /* of what follows */
    bool *rendered;       /* each part */
    size_t next;          /* part to be written */
    bool is_writing;      /* somebody is */
    enum status status;   /* of writing so far; of who writes */
};

/* A listing of nothing yet, in the arena. */
struct listing *listing_new(struct arena *arena, const struct diag *diag,
                            const struct table *table, struct parcel *parcel);

/* Render a part; parts may be rendered in any order, and at once. */
void listing_render(struct listing *listing, size_t part);

#endif
