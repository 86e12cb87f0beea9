#include "measure/wallet.h"

#include "fold/radix.h"

void wallets_begin(struct arena *arena, const struct book *book,
                   struct wallets *wallets)
{
    *wallets = (struct wallets){
        .book = book,
        .moved = arena_array(arena, uint64_t, book->moved_count + 1)};
    for (size_t i = 0; i < book->moved_count; i++) {
        uint32_t customer = book_order(book, book->moved[i].order)->customer;

        if (customer != MAP_NONE)
            wallets->moved[wallets->moved_count++] =
                map_pair(customer, (uint32_t)i);
    }
    radix_sort(wallets->moved, wallets->moved_count);
}

void wallets_fetch(const struct wallets *wallets, uint32_t customer)
{
    struct order_list orders;

    if (customer == MAP_NONE)
        return;
    orders = book_orders_of(wallets->book, customer);
    for (size_t i = 0; i < orders.count; i++)
        __builtin_prefetch(book_order(wallets->book, orders.numbers[i]));
}

/* The first of the moved lines of a customer, or of one behind. */
static size_t first_moved(const struct wallets *wallets, uint32_t customer)
{
    size_t low = 0;
    size_t high = wallets->moved_count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (wallets->moved[middle] < map_pair(customer, 0))
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static void add(struct arena *arena, struct wallet *wallet,
                struct spending spending)
{
    wallet->items = arena_grow(arena, wallet->items, &wallet->capacity,
                               wallet->count + 1, sizeof *wallet->items);
    wallet->items[wallet->count++] = spending;
}

static void add_order(struct arena *arena, const struct order *order,
                      struct wallet *wallet)
{
    int32_t basket = order_is_basket(order) ? order->date : DATE_NONE;

    if (basket != DATE_NONE &&
        (wallet->first_basket == DATE_NONE || basket < wallet->first_basket))
        wallet->first_basket = basket;
    add(arena, wallet,
        (struct spending){.day = order->day,
                          .basket = basket,
                          .net =
                              order->gross - order->discount - order->returns});
}

static void add_moved(struct arena *arena, const struct moved *moved,
                      struct wallet *wallet)
{
    int64_t net = moved->gross - moved->discount - moved->returns;

    add(arena, wallet, (struct spending){moved->from, DATE_NONE, -net});
    add(arena, wallet, (struct spending){moved->date, DATE_NONE, net});
}

void wallet_fill(struct arena *arena, const struct wallets *wallets,
                 uint32_t customer, struct wallet *wallet)
{
    const struct book *book = wallets->book;
    struct order_list orders;

    wallet->count = 0;
    wallet->first_basket = DATE_NONE;
    if (customer == MAP_NONE)
        return;
    orders = book_orders_of(book, customer);
    for (size_t i = 0; i < orders.count; i++)
        add_order(arena, book_order(book, orders.numbers[i]), wallet);
    for (size_t i = first_moved(wallets, customer);
         i < wallets->moved_count && wallets->moved[i] >> 32 == customer; i++)
        add_moved(arena, book->moved + (uint32_t)wallets->moved[i], wallet);
}

int64_t wallet_net(const struct wallet *wallet, int32_t from, int32_t to)
{
    int64_t net = 0;

    for (size_t i = 0; i < wallet->count; i++)
        if (wallet->items[i].day >= from && wallet->items[i].day <= to)
            net += wallet->items[i].net;
    return net;
}

int64_t wallet_net_before(const struct wallet *wallet,
                          const struct window *window)
{
    return wallet_net(wallet, window->start - window_days(window),
                      window->start - 1);
}

bool wallet_has_basket(const struct wallet *wallet, int32_t from, int32_t to)
{
    for (size_t i = 0; i < wallet->count; i++)
        if (wallet->items[i].basket >= from && wallet->items[i].basket <= to &&
            wallet->items[i].basket != DATE_NONE)
            return true;
    return false;
}
