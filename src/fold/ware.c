#include "fold/ware.h"

static const size_t first_room = 64;

static struct ware *find(const struct wares *wares, const struct key *id)
{
    size_t mask = wares->room - 1;
    size_t place = (size_t)(key_mix(id) >> wares->shift);

    while (wares->items[place].number &&
           !key_equal(&wares->items[place].id, id))
        place = (place + 1) & mask;
    return wares->items + place;
}

static void grow(struct wares *wares)
{
    struct wares old = *wares;

    wares->room = old.room ? old.room * 2 : first_room;
    wares->shift = 64 - (unsigned)__builtin_ctzll(wares->room);
    wares->items = arena_array(wares->arena, struct ware, wares->room);
    for (size_t i = 0; i < old.room; i++)
        if (old.items[i].number)
            *find(wares, &old.items[i].id) = old.items[i];
    arena_release(wares->arena, old.items, old.room, sizeof *old.items);
}

struct ware *ware_get(struct wares *wares, const struct key *id)
{
    struct ware *ware;

    if (wares->count >= wares->room / 2)
        grow(wares);
    ware = find(wares, id);
    if (!ware->number) {
        ware->id = *id;
        wares->count++;
    }
    return ware;
}
