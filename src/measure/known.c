#include "measure/known.h"

#include "fold/radix.h"
#include "measure/visit.h"

#include <string.h>

static size_t page_count(const struct book *book)
{
    return (book_order_count(book) + ORDERS_PAGE - 1) / ORDERS_PAGE;
}

/* Put an order as it is known.  That is wide: its place in the whole book is
 * not its own any more. */
static void edit(struct known *cut, uint32_t number, const struct order *known)
{
    size_t page = number / ORDERS_PAGE;
    struct order_slot **slots = cut->book.orders + page;
    size_t at = cut->next_word;

    if (*slots == cut->whole->orders[page]) {
        *slots = page_take();
        memcpy(*slots, cut->whole->orders[page], PAGE_BYTES);
    }
    cut->next_word += SLOT_WORDS;
    slot_put_wide(*slots + number % ORDERS_PAGE, known,
                  cut->book.items[at / ITEMS_PAGE] + at % ITEMS_PAGE,
                  (uint32_t)at);
}

/* Count what has moved once more, or once less, in its order. */
static void add(struct order *order, struct side_sums *side,
                const struct moved *moved, int64_t times)
{
    order->gross += times * moved->gross;
    order->discount += times * moved->discount;
    order->returns += times * moved->returns;
    order->units += times * moved->units;
    side->costs.costed_net += times * moved->side.costs.costed_net;
    side->costs.cost += times * moved->side.costs.cost;
    side->returned_units += times * moved->side.returned_units;
}

static void keep(struct known *cut, const struct moved *moved, int32_t from)
{
    struct moved *kept = cut->book.moved + cut->book.moved_count++;

    *kept = *moved;
    kept->from = from;
}

/* Most lines come later: what is known begins on the order's date. */
static void begin_anew(struct order *order, struct side_sums *side)
{
    order->day = order->date;
    order->positive = order->has_gift = false;
    order->gross = order->discount = order->returns = order->units = 0;
    *side = (struct side_sums){.returned_units = 0};
}

/* What has moved to or from a day that is not known. */
static void take(struct known *cut, struct order *order, struct side_sums *side,
                 const struct moved *moved)
{
    if (moved->date > cut->end) {
        if (moved->from <= cut->end)
            add(order, side, moved, -1);
        return;
    }
    add(order, side, moved, 1);
    if (moved->date != order->day) {
        keep(cut, moved, order->day);
        return;
    }
    order->positive |= moved->positive;
    order->has_gift |= moved->has_gift;
}

/* Products are of sales: there are none where all of these come later. */
static void drop_items(struct order *order)
{
    if (order->gross != 0 || order->units != 0)
        return;
    order->is_sold = false;
    order->item_count = 0;
}

/* Put an order, which the sums of its date hold whole, as it is known. */
static void exchange(struct known *cut, const struct order *order,
                     const struct side_sums *whole, const struct order *known,
                     const struct side_sums *side)
{
    size_t day = visit_days(cut->whole, order->date, order->date).day;
    struct depth_sums *depths = cut->book.depths + day * DEPTH_BANDS;
    struct depth_sums less[DEPTH_BANDS] = {0};

    if (order_is_basket(order))
        depth_sums_put(less, order, whole);
    if (order_is_basket(known))
        depth_sums_put(depths, known, side);
    for (size_t i = 0; i < DEPTH_BANDS; i++)
        depth_sums_take(depths + i, less + i);
}

/* Orders and numbers of what has moved over the end, all of one order. */
static void cut_order(struct known *cut, const uint64_t *pairs, size_t count)
{
    uint32_t number = (uint32_t)(*pairs >> 32);
    const struct moved *moved = cut->whole->moved;
    struct order order = book_order(cut->whole, number);
    const struct side_sums *whole = &moved[(uint32_t)*pairs].whole;
    struct order known = order;
    struct side_sums side = *whole;

    if (order.date > cut->end)
        return;
    if (order.day > cut->end)
        begin_anew(&known, &side);
    for (size_t i = 0; i < count; i++)
        take(cut, &known, &side, moved + (uint32_t)pairs[i]);
    refunds_set(&cut->book.refunds, number, side.returned_units);
    drop_items(&known);
    edit(cut, number, &known);
    exchange(cut, &order, whole, &known, &side);
}

/* Whether the end is between or before the days of what has moved. */
static bool is_cut(const struct known *cut, const struct moved *moved)
{
    return moved->from > cut->end || moved->date > cut->end;
}

/* What the end cuts, by its order; and how much of it there is. */
static uint64_t *list_cut(struct arena *arena, const struct known *cut,
                          size_t *count)
{
    const struct book *whole = cut->whole;
    uint64_t *pairs = arena_array(arena, uint64_t, whole->moved_count + 1);

    *count = 0;
    for (size_t i = 0; i < whole->moved_count; i++)
        if (is_cut(cut, whole->moved + i))
            pairs[(*count)++] = map_pair(whole->moved[i].order, (uint32_t)i);
    radix_sort(pairs, *count);
    return pairs;
}

/* Pages of words behind those of the whole book, for so many wide orders. */
static void add_words(struct arena *arena, struct known *cut, size_t orders)
{
    const struct book *whole = cut->whole;
    struct book *book = &cut->book;
    size_t pages = (orders * SLOT_WORDS + ITEMS_PAGE - 1) / ITEMS_PAGE;
    uint32_t *words = arena_alloc(arena, pages, PAGE_BYTES);

    book->items = arena_array(arena, uint32_t *, whole->item_pages + pages);
    book->item_pages += pages;
    for (size_t i = 0; i < whole->item_pages; i++)
        book->items[i] = whole->items[i];
    for (size_t i = 0; i < pages; i++)
        book->items[whole->item_pages + i] = words + i * ITEMS_PAGE;
    cut->next_word = whole->item_pages * ITEMS_PAGE;
}

/* Let the book have its own of all that may change, with orders that do. */
static void part(struct arena *arena, struct known *cut, size_t orders)
{
    const struct book *whole = cut->whole;
    size_t pages = page_count(whole);
    size_t depths = whole->day_count * DEPTH_BANDS;
    struct book *book = &cut->book;

    add_words(arena, cut, orders);
    book->orders = arena_array(arena, struct order_slot *, pages);
    book->depths = arena_array(arena, struct depth_sums, depths);
    book->moved = arena_array(arena, struct moved, whole->moved_count);
    book->moved_count = 0;
    book->refunds = refunds_copy(arena, &whole->refunds);
    for (size_t i = 0; i < pages; i++)
        book->orders[i] = whole->orders[i];
    for (size_t i = 0; i < depths; i++)
        book->depths[i] = whole->depths[i];
    for (size_t i = 0; i < whole->moved_count; i++)
        if (!is_cut(cut, whole->moved + i))
            keep(cut, whole->moved + i, whole->moved[i].from);
}

void known_make(struct arena *arena, const struct book *whole, int32_t end,
                struct known *cut)
{
    size_t count;
    size_t next;
    uint64_t *pairs;

    *cut = (struct known){.book = *whole, .whole = whole, .end = end};
    pairs = list_cut(arena, cut, &count);
    if (count == 0)
        return;
    part(arena, cut, count);
    for (size_t i = 0; i < count; i = next) {
        for (next = i + 1; next < count && pairs[next] >> 32 == pairs[i] >> 32;)
            next++;
        cut_order(cut, pairs + i, next - i);
    }
}

void known_free(struct known *cut)
{
    for (size_t i = 0; i < page_count(cut->whole); i++)
        if (cut->book.orders[i] != cut->whole->orders[i])
            page_give(cut->book.orders[i]);
}
