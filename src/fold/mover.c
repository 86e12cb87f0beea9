#include "fold/mover.h"

#include "fold/clients.h"

struct moved *mover_add(struct mover *mover, uint32_t order, int32_t from,
                        const struct run *run)
{
    const struct order *seen = &run->order;

    mover->items = arena_grow(mover->arena, mover->items, &mover->room,
                              mover->count + 1, sizeof *mover->items);
    mover->items[mover->count++] = (struct moved){
        .order = order,
        .from = from,
        .date = seen->day,
        .positive = seen->positive,
        .has_gift = seen->has_gift,
        .gross = seen->gross,
        .discount = seen->discount,
        .returns = seen->returns,
        .units = seen->units,
        .side = run->side,
    };
    return mover->items + mover->count - 1;
}

struct moved *mover_settle(struct mover *mover)
{
    return mover->settled < mover->count ? mover->items + mover->settled++
                                         : NULL;
}

void mover_hand_over(struct mover *mover, const struct clients *clients,
                     struct book *book, size_t *room)
{
    book->moved =
        arena_grow(book->arena, book->moved, room,
                   book->moved_count + mover->count + 1, sizeof *book->moved);
    for (size_t i = 0; i < mover->count; i++) {
        struct moved *moved = book->moved + book->moved_count++;

        *moved = mover->items[i];
        moved->order = clients_order(clients, moved->order);
    }
    arena_release(mover->arena, mover->items, mover->room,
                  sizeof *mover->items);
}
