#include "fold/book.h"

#include "base/decimal.h"
#include "fold/index.h"
#include "fold/sums.h"

struct book *book_new(struct arena *arena, const struct catalogue *catalogue)
{
    struct book *book = arena_new(arena, struct book);
    struct book_index *index = arena_new(arena, struct book_index);

    index->places.arena = arena;
    index->day_keys.arena = arena;
    index->product_keys.arena = arena;
    index->order = MAP_NONE;
    index->store = MAP_NONE;
    index->channel = MAP_NONE;
    index->customer = MAP_NONE;
    index->day_cell = MAP_NONE;
    book->arena = arena;
    book->catalogue = catalogue;
    book->order_ids.arena = arena;
    book->customers.arena = arena;
    book->stores.arena = arena;
    book->channels.arena = arena;
    book->products.arena = arena;
    book->first_date = DATE_NONE;
    book->last_date = DATE_NONE;
    book->index = index;
    return book;
}

/* What the line of an order tells of it. */
static struct order order_of_sale(struct book *book, const struct sale *sale,
                                  const struct sums *sums)
{
    struct book_index *index = book->index;

    return (struct order){
        .time = sale->time.seconds,
        .has_time = sale->time.has_time,
        .customer =
            book_number(&book->customers, &index->customer, sale->customer),
        .store = book_number(&book->stores, &index->store, sale->store),
        .channel = book_number(&book->channels, &index->channel, sale->channel),
        .scanned = sale->scanned,
        .sale_lines = (uint32_t)sums->sale_lines,
        .gross = sums->gross,
        .discount = sums->discount,
        .units = sums->units,
    };
}

static void add_other(struct book *book, const struct sale *sale)
{
    book->other_lines++;
    if (!decimal_add(&book->other_net, sale->net))
        book_overflow(book);
}

/* Fold in a line that counts as a sale or a return of `product`. */
static void add_sale(struct book *book, const struct sale *sale,
                     uint32_t product, uint32_t class)
{
    const struct catalogue *catalogue = book->catalogue;
    const struct product *known = book_known_product(book, product);
    struct sums sums;
    struct order seen;
    uint32_t order;
    int64_t gap;

    if (!sums_of_sale(&sums, sale, catalogue->classes + class, known) ||
        !sums_gap(&sums, sale->net, &gap) ||
        !decimal_add(&book->net_gap, gap)) {
        book_overflow(book);
        return;
    }
    seen = order_of_sale(book, sale, &sums);
    order = book_order(book, sale->order);
    book_see_order(book, order, &seen);
    book_add_order_day(
        book,
        &(struct order_day){.order = order,
                            .date = sale->date,
                            .has_positive_sale = sums.gross - sums.discount > 0,
                            .sums = sums});
    book_add_day_cell(book, &(struct day_cell){.date = sale->date,
                                               .store = seen.store,
                                               .class = class,
                                               .sums = sums});
    book_add_product_cell(book, &(struct product_cell){.date = sale->date,
                                                       .product = product,
                                                       .sums = sums});
    if (sale->kind == LINE_SALE)
        book_add_item(book, map_pair(order, product));
}

void book_add(struct book *book, const struct sale *sale)
{
    uint32_t product = book_product(book, sale->product);
    uint32_t class = product == MAP_NONE ? 0 : book->product_class[product];

    book_cover(book, sale->date, sale->date);
    if (sale->kind == LINE_OTHER || !book->catalogue->classes[class].is_sales)
        add_other(book, sale);
    else
        add_sale(book, sale, product, class);
}
