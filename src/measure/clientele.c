#include "measure/clientele.h"

#include "base/parallel.h"

/* How many rows ahead. */
enum { PLACE_AHEAD = 24, PROFILE_AHEAD = 16, PERSON_AHEAD = 8 };

/* Bits of a word; customers that a thread marks at a time, in whole words, so
 * that no two threads write the same one. */
enum { WORD = 64, CHUNK = 256 * WORD };

typedef bool is_one_of(const struct profile_store *profiles, uint32_t customer);

/* Who is on a roll: a bit for each customer. */
struct marking {
    const struct clientele *clientele;
    is_one_of *is_one;
    uint64_t *marks;
};

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

static bool is_buyer(const struct profile_store *profiles, uint32_t customer)
{
    struct profile profile = profile_store_get(profiles, customer);

    return clientele_holds(&profile);
}

static void mark_chunk(void *context, size_t number, size_t thread)
{
    const struct marking *marking = context;
    const struct clientele *clientele = marking->clientele;
    struct chunk chunk =
        chunk_of(number, CHUNK, book_customer_count(clientele->book));

    (void)thread;
    for (uint32_t i = (uint32_t)chunk.first; i < chunk.end; i++)
        if (marking->is_one(clientele->profiles, i))
            marking->marks[i / WORD] |= UINT64_C(1) << i % WORD;
}

/* Those whose profile is one, in the order of ids.  Profiles are looked at in
 * their own order, as those of ids lie anywhere. */
static struct roll roll_of(const struct view *view, const uint32_t *by_id,
                           const struct clientele *clientele, is_one_of *is_one)
{
    struct arena scratch = {0};
    uint32_t count = book_customer_count(clientele->book);
    struct marking marking = {
        .clientele = clientele,
        .is_one = is_one,
        .marks = arena_array(&scratch, uint64_t, count / WORD + 1)};
    struct roll roll = {.customers = arena_alloc(view->arena, (size_t)count + 1,
                                                 sizeof(uint32_t))};

    parallel_run(view->threads, chunk_count(count, CHUNK), mark_chunk,
                 &marking);
    for (uint32_t i = 0; i < count; i++)
        if (marking.marks[by_id[i] / WORD] >> by_id[i] % WORD & 1)
            roll.customers[roll.count++] = by_id[i];
    arena_free(&scratch);
    return roll;
}

struct clientele *clientele_make(const struct view *view,
                                 struct profiles *profiles,
                                 const struct rfm *rfm, const uint32_t *by_id)
{
    struct clientele *clientele = arena_new(view->arena, struct clientele);

    clientele->config = view->study->config;
    clientele->book = view->study->book; /* outlasts the view */
    clientele->clv_model = view->clv_model;
    clientele->rfm = rfm;
    clientele->days = *profiles_days(profiles);
    clientele->profiles = profiles_end(profiles);
    clientele->seen = roll_of(view, by_id, clientele, profile_store_has);
    clientele->buyers = roll_of(view, by_id, clientele, is_buyer);
    clientele->markets = markets_of(view);
    clientele->assortments = profiles_assortments(profiles);
    return clientele;
}

struct str clientele_segment(const struct clientele *clientele,
                             uint32_t customer)
{
    const struct rfm *rfm = clientele->rfm;
    uint8_t segment = rfm ? rfm->marks[customer].segment : SEGMENT_NONE;

    return segment == SEGMENT_NONE ? (struct str){0}
                                   : rfm->segments->items[segment].name;
}

void clientele_fetch(const struct clientele *clientele, const struct roll *roll,
                     size_t row)
{
    const struct customers *customers = &clientele->book->catalogue->customers;

    if (row + PLACE_AHEAD < roll->count)
        profile_store_fetch_place(clientele->profiles,
                                  roll->customers[row + PLACE_AHEAD]);
    if (row + PROFILE_AHEAD < roll->count) {
        uint32_t customer = roll->customers[row + PROFILE_AHEAD];

        profile_store_fetch(clientele->profiles, customer);
        __builtin_prefetch(clientele->book->customer_keys + customer);
    }
    if (row + PERSON_AHEAD < roll->count) {
        uint32_t person = profile_store_row(
            clientele->profiles, roll->customers[row + PERSON_AHEAD]);

        if (person != MAP_NONE)
            __builtin_prefetch(customers->rows + person);
    }
}
