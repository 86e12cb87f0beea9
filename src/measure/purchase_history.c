#include "measure/purchase_history.h"

#include "measure/cutoff.h"

/* Room for one more of each. */
static void make_room(struct purchase_history *history)
{
    history->occasions = arena_grow(
        &history->arena, history->occasions, &history->occasion_capacity,
        history->occasion_count + 1, sizeof *history->occasions);
    history->entries =
        arena_grow(&history->arena, history->entries, &history->entry_capacity,
                   history->entry_count + 1, sizeof *history->entries);
}

static void add_occasion(struct purchase_history *history, int32_t day)
{
    make_room(history);
    history->occasions[history->occasion_count++] = day;
}

static void add_entry(struct purchase_history *history,
                      const struct entry *entry)
{
    make_room(history);
    history->entries[history->entry_count++] = *entry;
}

/* So many times what was moved, on a day. */
static struct entry entry_of(const struct moved *moved, const struct order *of,
                             int32_t day, int64_t times)
{
    return (struct entry){.day = day,
                          .channel = of->channel,
                          .gross = times * moved->gross,
                          .discount = times * moved->discount,
                          .returns = times * moved->returns,
                          .units = times * moved->units,
                          .returned_units = times * moved->side.returned_units};
}

/* Lines of another day than most of their order. */
static void add_moved(struct purchase_history *history,
                      const struct patron *patron,
                      const struct purchase *purchase, int32_t end)
{
    const struct moved *moved;

    for (size_t i = cutoff_first(patron->cutoff, purchase->number);
         (moved = cutoff_moved(patron->cutoff, purchase->number, i)); i++) {
        struct entry less = entry_of(moved, &purchase->order, moved->from, -1);
        struct entry more = entry_of(moved, &purchase->order, moved->date, 1);

        if (moved->from <= end)
            add_entry(history, &less);
        if (moved->date > end)
            continue;
        add_entry(history, &more);
        if (moved->positive)
            add_occasion(history, moved->date);
    }
}

static void add_order(struct purchase_history *history, const struct book *book,
                      const struct patron *patron,
                      const struct purchase *purchase, int32_t end)
{
    struct order order = book_order(book, purchase->number);

    if (order.day <= end) {
        add_entry(history,
                  &(struct entry){.day = order.day,
                                  .channel = order.channel,
                                  .gross = order.gross,
                                  .discount = order.discount,
                                  .returns = order.returns,
                                  .units = order.units,
                                  .returned_units = book_returned_units(
                                      book, purchase->number)});
        if (order.positive)
            add_occasion(history, order.day);
    }
    if (cutoff_splits(patron->cutoff, purchase->number))
        add_moved(history, patron, purchase, end);
}

/* Few days, nearly in order: sort them, and keep each once. */
static void settle(struct purchase_history *history)
{
    int32_t *days = history->occasions;
    size_t kept = 0;

    for (size_t i = 1; i < history->occasion_count; i++) {
        int32_t day = days[i];
        size_t at = i;

        for (; at > 0 && days[at - 1] > day; at--)
            days[at] = days[at - 1];
        days[at] = day;
    }
    for (size_t i = 0; i < history->occasion_count; i++)
        if (kept == 0 || days[kept - 1] != days[i])
            days[kept++] = days[i];
    history->occasion_count = kept;
}

void purchase_history_take(struct purchase_history *history,
                           const struct book *book, const struct patron *patron,
                           int32_t end)
{
    history->occasion_count = history->entry_count = 0;
    for (size_t i = 0; i < patron->order_count; i++)
        add_order(history, book, patron, patron->orders + i, end);
    settle(history);
}
