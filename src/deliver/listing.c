#include "deliver/listing.h"

#include "render/csvfile.h"

enum { CELLS = 32768 }; /* of a part, at most: a fraction of a megabyte */

struct listing *listing_new(struct arena *arena, const struct diag *diag,
                            const struct table *table, struct parcel *parcel)
{
    struct listing *listing = arena_new(arena, struct listing);
    size_t rows = CELLS / (table->column_count + 1) + 1;

    listing->table = table;
    listing->parcel = parcel;
    listing->diag = diag;
    listing->rows = rows;
    listing->part_count = (table->row_count + rows - 1) / rows;
    if (listing->part_count == 0)
        listing->part_count = 1;
    listing->arenas = arena_array(arena, struct arena, listing->part_count);
    listing->parts = arena_array(arena, struct str, listing->part_count);
    listing->rendered = arena_array(arena, bool, listing->part_count);
    pthread_mutex_init(&listing->lock, NULL);
    return listing;
}

/* Write the next part, which is rendered, and forget it. */
static void write_part(struct listing *listing, size_t part)
{
    struct parcel *parcel = listing->parcel;

    if (part == 0) {
        parcel_begin(parcel, listing->diag);
        listing->status = parcel_open(parcel);
    }
    if (listing->status == OK)
        listing->status = parcel_append(parcel, listing->parts[part]);
    arena_free(&listing->arenas[part]);
    if (part + 1 == listing->part_count)
        parcel_end(parcel, parcel_finish(parcel, listing->status));
}

/* One writes at a time: what the others render meanwhile he finds when he looks
 * for the next part. */
static void write_parts(struct listing *listing)
{
    pthread_mutex_lock(&listing->lock);
    while (!listing->is_writing && listing->next < listing->part_count &&
           listing->rendered[listing->next]) {
        size_t part = listing->next++;

        listing->is_writing = true;
        pthread_mutex_unlock(&listing->lock);
        write_part(listing, part);
        pthread_mutex_lock(&listing->lock);
        listing->is_writing = false;
    }
    pthread_mutex_unlock(&listing->lock);
}

void listing_render(struct listing *listing, size_t part)
{
    size_t first = part * listing->rows;
    size_t count = listing->table->row_count - first;

    if (count > listing->rows)
        count = listing->rows;
    listing->parts[part] =
        csv_rows(&listing->arenas[part], listing->table, first, count);
    pthread_mutex_lock(&listing->lock);
    listing->rendered[part] = true;
    pthread_mutex_unlock(&listing->lock);
    write_parts(listing);
}
