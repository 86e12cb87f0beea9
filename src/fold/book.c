#include "fold/book.h"

#include "fold/till.h"

struct book *book_new(struct arena *arena, const struct catalogue *catalogue)
{
    struct book *book = arena_new(arena, struct book);

    book->arena = arena;
    book->catalogue = catalogue;
    book->till = till_new(arena, catalogue);
    book->shelves = &book->till->shelf;
    book->first_date = book->last_date = DATE_NONE;
    return book;
}

void book_add(struct book *book, const struct sale *sale)
{
    till_add(book->till, sale);
}

void book_put(struct book *book, struct batch *batch)
{
    batch->next = book->batches;
    book->batches = batch;
}

void book_put_shelf(struct book *book, struct shelf *shelf)
{
    shelf->next = book->shelves;
    book->shelves = shelf;
}

struct batch *book_cut(struct book *book)
{
    struct batch *batch = till_cut(book->till);

    if (batch)
        book_put(book, batch);
    return batch;
}

void book_merge(struct book *into, struct book *from)
{
    struct batch *batch;
    struct shelf *shelf;

    book_cut(from);
    while ((batch = from->batches) != NULL) {
        from->batches = batch->next;
        book_put(into, batch);
    }
    while ((shelf = from->shelves) != NULL) {
        from->shelves = shelf->next;
        shelf->next = into->shelves;
        into->shelves = shelf;
    }
    arena_take(into->arena, from->arena);
}

struct str book_id_of(const struct book *book, const struct key *customer)
{
    if (!key_is_hash(customer))
        return key_text(customer);
    return book->long_ids[roster_find(&book->long_keys, customer)];
}

struct str book_customer_id(const struct book *book, uint32_t customer)
{
    return book_id_of(book, book->customer_keys + customer);
}
