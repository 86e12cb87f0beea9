#include "fold/book.h"

#include "base/decimal.h"
#include "fold/index.h"
#include "fold/sums.h"

#include <assert.h>

enum { SECOND_BITS = 0x1FFFF };

struct book *book_new(struct arena *arena, const struct catalogue *catalogue)
{
    struct book *book = arena_new(arena, struct book);
    struct book_index *index = arena_new(arena, struct book_index);

    index->dates.arena = arena;
    index->run.customer_id.arena = arena;
    index->day = MAP_NONE;
    index->wares.arena = arena;
    book->arena = arena;
    book->catalogue = catalogue;
    roster_init(&book->order_ids, arena, false);
    roster_init(&book->customers, arena, true);
    book->stores.arena = arena;
    book->channels.arena = arena;
    book->products.arena = arena;
    pages_init(&book->orders, arena, sizeof(struct order));
    pages_init(&book->items, arena, sizeof(uint32_t));
    book->site_bins.arena = arena;
    book->product_bins.arena = arena;
    book->first_date = DATE_NONE;
    book->last_date = DATE_NONE;
    book->index = index;
    return book;
}

static void add_other(struct book *book, const struct sale *sale)
{
    book->other_lines++;
    if (!decimal_add(&book->other_net, sale->net))
        book_overflow(book);
}

/* What a line tells of its order. */
static struct order order_of_sale(const struct sale *sale,
                                  const struct sums *sums)
{
    int64_t second = sale->time.seconds - (int64_t)sale->date * DAY_SECONDS;

    assert(second >= 0 && second < DAY_SECONDS);
    return (struct order){
        .date = sale->date,
        .second = (unsigned)second & SECOND_BITS,
        .has_time = sale->time.has_time,
        .scanned = sale->scanned,
        .is_sold = sums->sale_lines > 0,
        .positive = sums->gross - sums->discount > 0,
        .day = sale->date,
        .customer = MAP_NONE,
        .gross = sums->gross,
        .discount = sums->discount,
        .returns = sums->returns,
        .units = sums->units,
    };
}

/* The line begins a run; what it will look at is fetched meanwhile. */
static void begin_run(struct book *book, const struct sale *sale,
                      const struct key *id, const struct key *customer,
                      const struct order *seen)
{
    struct run *run = &book->index->run;

    book_end_run(book);
    run->is_open = true;
    run->order_id = *id;
    run->customer = *customer;
    run->has_customer = sale->customer.len > 0;
    run->customer_id.len = 0;
    text_add(&run->customer_id, sale->customer);
    run->order = *seen;
    roster_prefetch(&book->order_ids, id);
    if (run->has_customer)
        roster_prefetch(&book->customers, customer);
}

static void add_to_run(struct book *book, const struct sale *sale,
                       const struct order *seen)
{
    struct run *run = &book->index->run;
    struct key id = key_of(sale->order);
    struct key customer = key_of(sale->customer);

    if (run->is_open && key_equal(&run->order_id, &id) &&
        key_equal(&run->customer, &customer) && run->order.day == seen->day &&
        run->order.item_count < RUN_ITEMS)
        book_see_lines(book, &run->order, seen);
    else
        begin_run(book, sale, &id, &customer, seen);
}

static void add_item(struct run *run, uint32_t product)
{
    for (uint32_t i = 0; i < run->order.item_count; i++)
        if (run->items[i] == product)
            return;
    run->items[run->order.item_count++] = product;
}

/* Money and units to the bins of the day. */
static void add_to_bins(struct book *book, uint32_t day, uint32_t site,
                        const struct ware *ware, const struct sums *sums)
{
    bool returned = sums->return_lines > 0;

    book_post(
        book,
        &(struct posting){
            .day = day,
            .site = bin_key(site, returned),
            .product = bin_key(ware->number, returned),
            .tally = {.amount = returned ? sums->returns : sums->gross,
                      .discount = sums->discount,
                      .units = returned ? sums->returned_units : sums->units,
                      .lines = 1}});
}

/* Fold in a line that counts as a sale or a return. */
static void add_sale(struct book *book, const struct sale *sale,
                     const struct ware *ware)
{
    struct book_index *index = book->index;
    uint32_t class = ware->class;
    uint32_t day;
    struct sums sums;
    struct order seen;
    int64_t gap;

    if (!sums_of_sale(&sums, sale, book->catalogue->classes + class, ware) ||
        !sums_gap(&sums, sale->net, &gap) ||
        !decimal_add(&book->net_gap, gap)) {
        book_overflow(book);
        return;
    }
    seen = order_of_sale(sale, &sums);
    seen.store = book_number(&book->stores, &index->store, sale->store);
    seen.channel = book_number(&book->channels, &index->channel, sale->channel);
    add_to_run(book, sale, &seen);
    if (sale->kind == LINE_SALE)
        add_item(&index->run, ware->number - 1);
    day = book_day(book, sale->date);
    if (!sums_add(book->days[day].classes + class, &sums))
        book_overflow(book);
    add_to_bins(book, day, book_site(book, seen.store, class), ware, &sums);
}

void book_add(struct book *book, const struct sale *sale)
{
    const struct ware *ware = book_ware(book, sale->product);

    book_cover(book, sale->date, sale->date);
    if (sale->kind == LINE_OTHER ||
        !book->catalogue->classes[ware->class].is_sales)
        add_other(book, sale);
    else
        add_sale(book, sale, ware);
}
