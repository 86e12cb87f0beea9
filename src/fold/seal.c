#include "fold/seal.h"

/* False if what all batches add up to does not fit. */
static bool add_tallies(struct book *book)
{
    struct tallies sum;

    tallies_init(&sum);
    for (const struct batch *batch = book->batches; batch; batch = batch->next)
        tallies_add(&sum, &batch->tallies);
    book->other_net = sum.other_net;
    book->other_lines = sum.other_lines;
    book->net_gap = sum.net_gap;
    book->first_date = sum.first_date;
    book->slot_date = sum.first_date;
    book->last_date = sum.last_date;
    return sum.magnitude < INT64_MAX;
}

enum status book_seal(struct book *book, size_t threads, struct diag *diag)
{
    struct sealing sealing = {.book = book, .threads = threads ? threads : 1};
    struct clients *clients;

    book_cut(book);
    if (!add_tallies(book))
        return diag_error(diag, BAD_DATA, (struct place){0},
                          "a sum of the transactions does not fit 64 bits; "
                          "amounts may add up to 922 trillion at the most");
    seal_numbers(&sealing);
    seal_days(&sealing);
    clients = seal_orders(&sealing);
    seal_customers(&sealing, clients);
    seal_lists(&sealing);
    arena_free(&sealing.scratch);
    return OK;
}
