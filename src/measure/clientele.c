#include "measure/clientele.h"

static const struct str *markets_of(const struct view *view)
{
    const struct book *book = view->book;
    struct str *markets =
        arena_array(view->arena, struct str, book->stores.count + 1);

    for (size_t i = 0; i < book->stores.count; i++) {
        uint32_t store =
            map_find(&book->catalogue->store_ids, book->stores.items[i]);

        if (store != MAP_NONE)
            markets[i] = book->catalogue->stores[store].market;
    }
    return markets;
}

/* Those of a roll, in its order, who are no staff and have an occasion. */
static struct roll buyers_of(struct arena *arena, const struct roll *seen,
                             const struct profile *profiles)
{
    struct roll buyers = {
        .customers = arena_huge(arena, seen->count + 1, sizeof(uint32_t))};

    for (size_t i = 0; i < seen->count; i++) {
        const struct profile *profile = profiles + seen->customers[i];

        if (!profile->is_staff && profile->occasions > 0)
            buyers.customers[buyers.count++] = seen->customers[i];
    }
    return buyers;
}

struct clientele *clientele_make(const struct view *view,
                                 struct profiles *profiles)
{
    struct clientele *clientele = arena_new(view->arena, struct clientele);
    uint32_t count = book_customer_count(view->book);

    clientele->study = view->study;
    clientele->book = view->book;
    clientele->days = *profiles_days(profiles);
    clientele->profiles = profiles_end(profiles);
    clientele->seen.customers =
        arena_huge(view->arena, (size_t)count + 1, sizeof(uint32_t));
    for (uint32_t i = 0; i < count; i++)
        if (clientele->profiles[i].is_seen)
            clientele->seen.customers[clientele->seen.count++] = i;
    roll_sort(&clientele->seen, view->book, view->threads);
    clientele->buyers =
        buyers_of(view->arena, &clientele->seen, clientele->profiles);
    clientele->markets = markets_of(view);
    return clientele;
}
