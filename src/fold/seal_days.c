#include "fold/seal.h"

#include <stdlib.h>

/* The sheets of all batches by date. */
struct dated {
    int32_t date;
    const struct batch *batch;
    struct sheet *sheet;
};

static int compare_dates(const void *a, const void *b)
{
    const struct dated *x = a;
    const struct dated *y = b;

    return (x->date > y->date) - (x->date < y->date);
}

static size_t list_sheets(struct sealing *sealing, struct dated **list)
{
    const struct batch *batch;
    size_t count = 0;

    for (batch = sealing->book->batches; batch; batch = batch->next)
        count += batch->sheet_count;
    *list = arena_array(&sealing->scratch, struct dated, count + 1);
    count = 0;
    for (batch = sealing->book->batches; batch; batch = batch->next)
        for (size_t i = 0; i < batch->sheet_count; i++)
            (*list)[count++] = (struct dated){.date = batch->sheets[i].date,
                                              .batch = batch,
                                              .sheet = batch->sheets + i};
    if (count > 0)
        qsort(*list, count, sizeof **list, compare_dates);
    return count;
}

/* Let bins stand with the others of the day, if there are any. */
static void chain(const struct bins **first, struct bins *bins,
                  const uint32_t *numbers)
{
    if (bins->count == 0 && bins->cell_count == 0)
        return;
    bins->numbers = numbers;
    bins->more = *first;
    *first = bins;
}

/* Stores get the book's numbers; the unknown one is the last. */
static void add_store_costs(struct cost_sums *into, const struct book *book,
                            const struct sheet *sheet,
                            const struct lexicon *lexicon)
{
    size_t count = sheet_store_count(sheet, lexicon);

    for (size_t i = 0; i < count; i++) {
        size_t store = i == 0 ? book->stores.count : lexicon->to_store[i - 1];

        cost_sums_gather(into + store, sheet->store_costs + i);
    }
}

static void add_sheet(const struct book *book, struct day *day,
                      const struct dated *dated)
{
    const struct lexicon *lexicon = dated->batch->lexicon;

    for (size_t class = 0; class < book->catalogue->class_count; class ++)
        sums_gather(day->classes + class, dated->sheet->classes + class);
    if (day->store_costs)
        add_store_costs(day->store_costs, book, dated->sheet, lexicon);
    chain(&day->sites, &dated->sheet->sites, lexicon->to_site);
    chain(&day->products, &dated->sheet->products, lexicon->to_thing);
}

static void add_wide(struct book *book, struct wide_bins *into,
                     const struct wide_bins *from, const uint32_t *numbers)
{
    for (size_t i = 0; i < from->count; i++) {
        struct wide_bin bin = from->items[i];

        bin.key = bin_renumber(bin.key, numbers);
        wide_bins_add(book->arena, into, &bin);
    }
}

/* Dates between days without lines have no number. */
static const uint32_t *number_dates(struct arena *arena,
                                    const struct book *book)
{
    int32_t first = book->days[0].date;
    int32_t last = book->days[book->day_count - 1].date;
    uint32_t *numbers =
        arena_array(arena, uint32_t, (size_t)(last - first) + 1);

    for (size_t i = 0; i < book->day_count; i++)
        numbers[book->days[i].date - first] = (uint32_t)i;
    return numbers;
}

void seal_days(struct sealing *sealing)
{
    struct book *book = sealing->book;
    struct dated *list;
    size_t count = list_sheets(sealing, &list);
    size_t classes = book->catalogue->class_count;

    book->days = arena_array(book->arena, struct day, count + 1);
    for (size_t i = 0; i < count; i++) {
        struct day *day = book->days + book->day_count - 1;

        if (i == 0 || list[i].date != list[i - 1].date) {
            day = book->days + book->day_count++;
            day->date = list[i].date;
            day->classes = arena_array(book->arena, struct sums, classes);
            if (book->catalogue->has_costs)
                day->store_costs = arena_array(book->arena, struct cost_sums,
                                               book->stores.count + 1);
        }
        add_sheet(book, day, list + i);
    }
    if (book->day_count > 0)
        sealing->day_of = number_dates(&sealing->scratch, book);
    for (size_t i = 0; i < book->day_count; i++)
        for (size_t j = 0; j < classes; j++)
            sums_gather(&book->sums, book->days[i].classes + j);
    for (const struct batch *batch = book->batches; batch;
         batch = batch->next) {
        add_wide(book, &book->wide_sites, &batch->wide_sites,
                 batch->lexicon->to_site);
        add_wide(book, &book->wide_products, &batch->wide_products,
                 batch->lexicon->to_thing);
    }
}
