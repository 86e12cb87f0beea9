#include "measure/wallet.h"

struct wallets wallets_make(struct arena *arena, const struct book *book)
{
    return (struct wallets){.book = book, .shifts = shifts_make(arena, book)};
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
        (struct spending){
            .day = order->day, .basket = basket, .net = order_net(order)});
}

static void add_moved(struct arena *arena, const struct moved *moved,
                      struct wallet *wallet)
{
    int64_t net = moved_net(moved);

    add(arena, wallet, (struct spending){moved->from, DATE_NONE, -net});
    add(arena, wallet, (struct spending){moved->date, DATE_NONE, net});
}

void wallet_empty(struct wallet *wallet)
{
    wallet->count = 0;
    wallet->first_basket = DATE_NONE;
}

void wallet_fill(struct arena *arena, const struct wallets *wallets,
                 uint32_t customer, struct wallet *wallet)
{
    const struct book *book = wallets->book;
    struct order_list orders = book_orders_of(book, customer);
    struct shift_list moved = shifts_of(&wallets->shifts, customer);

    wallet_empty(wallet);
    for (size_t i = 0; i < orders.count; i++) {
        struct order order = book_order(book, orders.numbers[i]);

        add_order(arena, &order, wallet);
    }
    for (size_t i = 0; i < moved.count; i++)
        add_moved(arena, moved.items[i], wallet);
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
