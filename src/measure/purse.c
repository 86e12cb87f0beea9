#include "measure/purse.h"

#include "fold/radix.h"

void purses_begin(struct arena *arena, const struct book *book,
                  struct purses *purses)
{
    *purses = (struct purses){
        .book = book,
        .moved = arena_array(arena, uint64_t, book->moved_count + 1)};
    for (size_t i = 0; i < book->moved_count; i++) {
        uint32_t customer = book_order(book, book->moved[i].order)->customer;

        if (customer != MAP_NONE)
            purses->moved[purses->moved_count++] =
                map_pair(customer, (uint32_t)i);
    }
    radix_sort(purses->moved, purses->moved_count);
}

void purses_fetch(const struct purses *purses, uint32_t customer)
{
    struct order_list orders;

    if (customer == MAP_NONE)
        return;
    orders = book_orders_of(purses->book, customer);
    for (size_t i = 0; i < orders.count; i++)
        __builtin_prefetch(book_order(purses->book, orders.numbers[i]));
}

/* The first of the moved lines of a customer, or of one behind. */
static size_t first_moved(const struct purses *purses, uint32_t customer)
{
    size_t low = 0;
    size_t high = purses->moved_count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (purses->moved[middle] < map_pair(customer, 0))
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static void add(struct arena *arena, struct purse *purse,
                struct spending spending)
{
    purse->items = arena_grow(arena, purse->items, &purse->capacity,
                              purse->count + 1, sizeof *purse->items);
    purse->items[purse->count++] = spending;
}

static void add_order(struct arena *arena, const struct order *order,
                      struct purse *purse)
{
    int32_t basket = order_is_basket(order) ? order->date : DATE_NONE;

    if (basket != DATE_NONE &&
        (purse->first_basket == DATE_NONE || basket < purse->first_basket))
        purse->first_basket = basket;
    add(arena, purse,
        (struct spending){.day = order->day,
                          .basket = basket,
                          .net =
                              order->gross - order->discount - order->returns});
}

static void add_moved(struct arena *arena, const struct moved *moved,
                      struct purse *purse)
{
    int64_t net = moved->gross - moved->discount - moved->returns;

    add(arena, purse, (struct spending){moved->from, DATE_NONE, -net});
    add(arena, purse, (struct spending){moved->date, DATE_NONE, net});
}

void purse_fill(struct arena *arena, const struct purses *purses,
                uint32_t customer, struct purse *purse)
{
    const struct book *book = purses->book;
    struct order_list orders;

    purse->count = 0;
    purse->first_basket = DATE_NONE;
    if (customer == MAP_NONE)
        return;
    orders = book_orders_of(book, customer);
    for (size_t i = 0; i < orders.count; i++)
        add_order(arena, book_order(book, orders.numbers[i]), purse);
    for (size_t i = first_moved(purses, customer);
         i < purses->moved_count && purses->moved[i] >> 32 == customer; i++)
        add_moved(arena, book->moved + (uint32_t)purses->moved[i], purse);
}

int64_t purse_net(const struct purse *purse, int32_t from, int32_t to)
{
    int64_t net = 0;

    for (size_t i = 0; i < purse->count; i++)
        if (purse->items[i].day >= from && purse->items[i].day <= to)
            net += purse->items[i].net;
    return net;
}

int64_t purse_net_before(const struct purse *purse, const struct window *window)
{
    return purse_net(purse, window->start - window_days(window),
                     window->start - 1);
}

bool purse_has_basket(const struct purse *purse, int32_t from, int32_t to)
{
    for (size_t i = 0; i < purse->count; i++)
        if (purse->items[i].basket >= from && purse->items[i].basket <= to &&
            purse->items[i].basket != DATE_NONE)
            return true;
    return false;
}
