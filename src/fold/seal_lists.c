#include "base/date.h"
#include "base/parallel.h"
#include "fold/seal.h"

/* Orders are shared out in as many stretches as there are threads. */
struct listing {
    const struct sealing *sealing;
    struct book *book;
    size_t stretches;
    uint32_t **places; /* of each stretch: where each day's come next */
};

static size_t day_of(const struct listing *listing, size_t order)
{
    return seal_day_of(listing->sealing, book_order(listing->book, order).date);
}

static size_t stretch_start(const struct listing *listing, size_t stretch)
{
    return listing->book->order_count * stretch / listing->stretches;
}

static void count_stretch(void *context, size_t stretch, size_t thread)
{
    const struct listing *listing = context;
    uint32_t *counts = listing->places[stretch];

    (void)thread;
    for (size_t i = stretch_start(listing, stretch);
         i < stretch_start(listing, stretch + 1); i++)
        counts[day_of(listing, i)]++;
}

static void list_stretch(void *context, size_t stretch, size_t thread)
{
    const struct listing *listing = context;
    uint32_t *places = listing->places[stretch];

    (void)thread;
    for (size_t i = stretch_start(listing, stretch);
         i < stretch_start(listing, stretch + 1); i++)
        listing->book->by_day[places[day_of(listing, i)]++] = (uint32_t)i;
}

/* From how many to where the first one goes. */
static void find_places(const struct listing *listing)
{
    struct book *book = listing->book;
    size_t place = 0;

    for (size_t day = 0; day < book->day_count; day++) {
        book->days[day].first_order = place;
        for (size_t i = 0; i < listing->stretches; i++) {
            uint32_t count = listing->places[i][day];

            listing->places[i][day] = (uint32_t)place;
            place += count;
        }
    }
}

void seal_lists(struct sealing *sealing)
{
    struct book *book = sealing->book;
    struct arena *scratch = &sealing->scratch;
    struct listing listing = {
        .sealing = sealing, .book = book, .stretches = sealing->threads};

    book->by_day = arena_array(book->arena, uint32_t, book->order_count + 1);
    if (book->day_count == 0)
        return;
    listing.places = arena_array(scratch, uint32_t *, listing.stretches);
    for (size_t i = 0; i < listing.stretches; i++)
        listing.places[i] = arena_array(scratch, uint32_t, book->day_count);
    parallel_run(sealing->threads, listing.stretches, count_stretch, &listing);
    find_places(&listing);
    parallel_run(sealing->threads, listing.stretches, list_stretch, &listing);
}
