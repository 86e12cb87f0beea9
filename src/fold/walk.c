#include "fold/walk.h"

static struct walk begin(const struct book *book, int32_t first, int32_t last)
{
    return (struct walk){.book = book, .first = first, .last = last};
}

struct walk walk_products(const struct book *book, int32_t first, int32_t last)
{
    return begin(book, first, last);
}

struct walk walk_sites(const struct book *book, int32_t first, int32_t last)
{
    struct walk walk = begin(book, first, last);

    walk.sites = true;
    return walk;
}

static void show(struct walk *walk, int32_t date, uint32_t key,
                 const struct tally *tally)
{
    walk->date = date;
    walk->thing = walk->sites ? key >> 1 : (key >> 1) - 1;
    if (key & 1)
        walk->sums = (struct sums){.returns = tally->amount,
                                   .returned_units = tally->units,
                                   .return_lines = tally->lines};
    else
        walk->sums = (struct sums){.gross = tally->amount,
                                   .discount = tally->discount,
                                   .units = tally->units,
                                   .sale_lines = tally->lines};
}

static bool holds(const struct walk *walk, int32_t date)
{
    return date >= walk->first && date <= walk->last;
}

/* Go to the bins of the next day that is wanted; false if there is none. */
static bool next_day(struct walk *walk)
{
    const struct book *book = walk->book;

    for (; walk->day < book->day_count; walk->day++) {
        const struct day *day = book->days + walk->day;

        if (!holds(walk, day->date))
            continue;
        walk->day++;
        walk->date = day->date;
        walk->bin = 0;
        walk->bins = walk->sites ? day->sites : day->products;
        return true;
    }
    return false;
}

static bool next_wide(struct walk *walk)
{
    const struct wide_bins *bins =
        walk->sites ? &walk->book->wide_sites : &walk->book->wide_products;

    while (walk->wide < bins->count) {
        const struct wide_bin *bin = bins->items + walk->wide++;

        if (!holds(walk, bin->date))
            continue;
        show(walk, bin->date, bin->key, &bin->tally);
        return true;
    }
    return false;
}

/* The next bin of the day; NULL if it has no more. */
static const struct bin *next_bin(struct walk *walk)
{
    for (; walk->bins; walk->bins = walk->bins->more, walk->bin = 0)
        while (walk->bin < walk->bins->room) {
            const struct bin *bin = walk->bins->items + walk->bin++;

            if (bin->lines > 0)
                return bin;
        }
    return NULL;
}

bool walk_next(struct walk *walk)
{
    const struct bin *bin;

    while (!(bin = next_bin(walk)))
        if (!next_day(walk))
            return next_wide(walk);
    show(walk, walk->date, bin_renumber(bin->key - 1, walk->bins->numbers),
         &(struct tally){.amount = bin->amount,
                         .discount = bin->discount,
                         .units = bin->units,
                         .lines = bin->lines});
    return true;
}
