#include "measure/clientele.h"

/* How many rows ahead. */
enum { PROFILE_AHEAD = 16, PERSON_AHEAD = 8, CACHE_LINE = 64 };

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

/* A bit for each customer that is a buyer: profiles are looked at in their own
 * order, as those of a roll lie anywhere. */
static uint64_t *mark_buyers(struct arena *scratch,
                             const struct profile *profiles, uint32_t count)
{
    uint64_t *marks = arena_array(scratch, uint64_t, count / 64 + 1);

    for (uint32_t i = 0; i < count; i++)
        if (clientele_holds(profiles + i))
            marks[i / 64] |= UINT64_C(1) << i % 64;
    return marks;
}

/* The buyers of a roll, in its order. */
static struct roll buyers_of(struct arena *arena, const struct roll *seen,
                             const uint64_t *marks)
{
    struct roll buyers = {
        .customers = arena_huge(arena, seen->count + 1, sizeof(uint32_t))};

    for (size_t i = 0; i < seen->count; i++) {
        uint32_t customer = seen->customers[i];

        if (marks[customer / 64] >> customer % 64 & 1)
            buyers.customers[buyers.count++] = customer;
    }
    return buyers;
}

struct clientele *clientele_make(const struct view *view,
                                 struct profiles *profiles)
{
    struct clientele *clientele = arena_new(view->arena, struct clientele);
    uint32_t count = book_customer_count(view->book);
    struct arena scratch = {0};

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
        buyers_of(view->arena, &clientele->seen,
                  mark_buyers(&scratch, clientele->profiles, count));
    arena_free(&scratch);
    clientele->markets = markets_of(view);
    return clientele;
}

void clientele_fetch(const struct clientele *clientele, const struct roll *roll,
                     size_t row)
{
    const struct customers *customers = &clientele->book->catalogue->customers;

    if (row + PROFILE_AHEAD < roll->count) {
        uint32_t customer = roll->customers[row + PROFILE_AHEAD];
        const char *profile = (const char *)(clientele->profiles + customer);

        for (size_t i = 0; i < sizeof *clientele->profiles; i += CACHE_LINE)
            __builtin_prefetch(profile + i);
        __builtin_prefetch(clientele->book->customer_keys + customer);
    }
    if (row + PERSON_AHEAD < roll->count) {
        uint32_t person =
            clientele->profiles[roll->customers[row + PERSON_AHEAD]].row;

        if (person != MAP_NONE)
            __builtin_prefetch(customers->rows + person);
    }
}
