#include "fold/joined.h"

/* The smaller number, and of ids in order of numbers the smaller id; an
 * unknown one only where both are. */
static uint32_t smaller(uint32_t a, uint32_t b)
{
    return a < b ? a : b;
}

static struct key smaller_customer(const struct book *book, struct key a,
                                   struct key b)
{
    if (key_equal(&a, &b) || b.words[1] == 0)
        return a;
    if (a.words[1] == 0)
        return b;
    return str_compare(book_id_of(book, &a), book_id_of(book, &b)) <= 0 ? a : b;
}

/* Negative, 0 or positive: a is before, with or after b in time. */
static int compare_times(const struct order *a, const struct order *b)
{
    if (a->date != b->date)
        return a->date < b->date ? -1 : 1;
    return (a->second > b->second) - (a->second < b->second);
}

/* Attributes are those of the first line in time; ties take the smallest. */
static void see_attributes(struct joined *joined, const struct run *run,
                           const struct book *book)
{
    struct order *order = &joined->order;
    const struct order *seen = &run->order;
    int compared = compare_times(seen, order);

    if (compared > 0)
        return;
    if (compared < 0) {
        order->date = seen->date;
        order->second = seen->second;
        order->has_time = seen->has_time;
        order->store = seen->store;
        order->channel = seen->channel;
        joined->customer = run->customer;
        return;
    }
    order->has_time |= seen->has_time;
    order->store = smaller(order->store, seen->store);
    order->channel = smaller(order->channel, seen->channel);
    joined->customer = smaller_customer(book, joined->customer, run->customer);
}

void joined_add(struct joined *joined, const struct run *run,
                const struct book *book)
{
    struct order *order = &joined->order;
    const struct order *seen = &run->order;

    joined->is_torn |= seen->store != order->store && seen->store != MAP_NONE &&
                       order->store != MAP_NONE;
    see_attributes(joined, run, book);
    order->scanned |= seen->scanned;
    order->is_sold |= seen->is_sold;
    order->positive |= seen->positive && seen->day == order->day;
    order->has_gift |= seen->has_gift && seen->day == order->day;
    order->gross += seen->gross;
    order->discount += seen->discount;
    order->returns += seen->returns;
    order->units += seen->units;
    side_sums_gather(&joined->side, &run->side);
}
