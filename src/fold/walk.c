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

static void show_sums(struct walk *walk, uint32_t key,
                      const struct cell_sums *sums)
{
    show(walk, walk->date, bin_renumber(key, walk->bins->numbers),
         &(struct tally){.amount = sums->amount,
                         .discount = sums->discount,
                         .units = sums->units,
                         .lines = sums->lines});
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

/* Show the next bin of the day; false if it has no more. */
static bool next_bin(struct walk *walk)
{
    for (; walk->bins; walk->bins = walk->bins->more, walk->bin = 0) {
        const struct bins *bins = walk->bins;

        while (walk->bin < (size_t)bins->cell_count + bins->room) {
            size_t at = walk->bin++;
            const struct bin *bin = bins->items + (at - bins->cell_count);
            bool is_cell = at < bins->cell_count;
            const struct cell_sums *sums =
                is_cell ? bins->cells + at : &bin->sums;

            if (sums->lines == 0)
                continue;
            show_sums(walk,
                      is_cell ? bin_key((uint32_t)at, false) : bin->key - 1,
                      sums);
            return true;
        }
    }
    return false;
}

bool walk_next(struct walk *walk)
{
    while (!next_bin(walk))
        if (!next_day(walk))
            return next_wide(walk);
    return true;
}
