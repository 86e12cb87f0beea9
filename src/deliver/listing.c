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
    atomic_init(&listing->left, listing->part_count);
    return listing;
}

static void finish(const struct listing *listing)
{
    struct parcel *parcel = listing->parcel;

    parcel_begin(parcel, listing->diag);
    parcel_end(parcel, parcel_put(parcel, listing->parts, listing->part_count));
    for (size_t i = 0; i < listing->part_count; i++)
        arena_free(&listing->arenas[i]);
}

void listing_render(struct listing *listing, size_t part)
{
    size_t first = part * listing->rows;
    size_t count = listing->table->row_count - first;

    if (count > listing->rows)
        count = listing->rows;
    listing->parts[part] =
        csv_rows(&listing->arenas[part], listing->table, first, count);
    /* All that others rendered is seen by who comes last. */
    if (atomic_fetch_sub(&listing->left, 1) == 1)
        finish(listing);
}
