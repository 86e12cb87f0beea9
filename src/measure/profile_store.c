#include "measure/profile_store.h"

#include <stdatomic.h>
#include <string.h>

/* Profiles lie in pages, none across two, on places of whole words.  Places
 * are numbered as if the pages held a little more, to be found by a shift. */
enum { PAGE = ARENA_PAGE, WORD = 4, PAGE_PLACES = PAGE_BYTES / WORD };

/* A number of 64 bits takes so many bytes at the most. */
enum { MOST = 10, NUMBERS = 11, AMOUNTS = 13 };
enum { PROFILE_MOST = (NUMBERS + AMOUNTS) * MOST + WORD, CACHE_LINE = 64 };

/* How an amount is given, in two bits. */
enum { IS_NOTHING, IS_SAME, IS_WHOLE, IS_GIVEN, CODE_BITS = 2, CODE_MASK = 3 };

/* Money is mostly of whole cents. */
enum { CENT = 100 };

struct desk {
    struct arena arena;
    size_t page; /* in the store; nothing while there is no room */
    size_t used; /* of its words */
    bool has_page;
};

struct profile_store {
    uint32_t *places; /* words, + 1; 0: none */
    char **pages;
    atomic_size_t page_count;
    struct desk *desks;
    size_t threads;
};

struct profile_store *profile_store_new(struct arena *arena, uint32_t customers,
                                        size_t threads)
{
    struct profile_store *store = arena_new(arena, struct profile_store);
    size_t pages = customers / (PAGE / PROFILE_MOST) + threads + 1;

    store->places = arena_alloc(arena, (size_t)customers + 1, sizeof(uint32_t));
    store->pages = arena_array(arena, char *, pages);
    store->desks = arena_array(arena, struct desk, threads);
    store->threads = threads;
    return store;
}

void profile_store_close(struct profile_store *store, struct arena *arena)
{
    for (size_t i = 0; i < store->threads; i++)
        arena_take(arena, &store->desks[i].arena);
}

/* Small numbers of either sign in few bytes, seven bits in each. */
static char *put_number(char *to, int64_t number)
{
    uint64_t bits = (uint64_t)number << 1 ^ (uint64_t)(number >> 63);

    for (; bits > 0x7F; bits >>= 7)
        *to++ = (char)(bits | 0x80);
    *to++ = (char)bits;
    return to;
}

static const char *take_number(const char *from, int64_t *number)
{
    uint64_t bits = 0;
    unsigned shift = 0;
    unsigned char byte;

    do {
        byte = (unsigned char)*from++;
        bits |= (uint64_t)(byte & 0x7F) << shift;
        shift += 7;
    } while (byte & 0x80);
    *number = (int64_t)(bits >> 1 ^ -(bits & 1));
    return from;
}

/* What is mostly 0 instead of what is not; the row is first, see
 * profile_store_row(). */
static void numbers_of(const struct profile *profile,
                       int64_t numbers[static NUMBERS])
{
    numbers[0] = (int64_t)profile->row - MAP_NONE;
    numbers[1] = profile->is_staff | profile->bought_year << 1 |
                 (int64_t)profile->type << 2;
    numbers[2] = profile->first;
    numbers[3] = (int64_t)profile->last_occasion - profile->first;
    numbers[4] = (int64_t)profile->last - profile->last_occasion;
    numbers[5] = profile->occasions;
    numbers[6] = (int64_t)profile->baskets - profile->occasions;
    numbers[7] = profile->baskets_52w;
    numbers[8] = (int64_t)(uint32_t)(profile->channel + 1);
    numbers[9] = (int64_t)(uint32_t)(profile->store + 1);
    numbers[10] = profile->category;
}

static void set_numbers(struct profile *profile,
                        const int64_t numbers[static NUMBERS])
{
    profile->row = (uint32_t)(numbers[0] + MAP_NONE);
    profile->is_seen = true;
    profile->is_staff = numbers[1] & 1;
    profile->bought_year = numbers[1] >> 1 & 1;
    profile->type = (enum member_type)(numbers[1] >> 2);
    profile->first = (int32_t)numbers[2];
    profile->last_occasion = (int32_t)(numbers[2] + numbers[3]);
    profile->last = (int32_t)(numbers[2] + numbers[3] + numbers[4]);
    profile->occasions = (uint32_t)numbers[5];
    profile->baskets = (uint32_t)(numbers[5] + numbers[6]);
    profile->baskets_52w = (uint32_t)numbers[7];
    profile->channel = (uint32_t)numbers[8] - 1;
    profile->store = (uint32_t)numbers[9] - 1;
    profile->category = (int32_t)numbers[10];
}

/* Each one with an amount before it that it often is. */
static void amounts_of(const struct profile *profile,
                       int64_t amounts[static AMOUNTS])
{
    const int64_t these[AMOUNTS] = {
        profile->net,           profile->discount, profile->gross,
        profile->value,         profile->net_52w,  profile->net_year,
        profile->margin_year,   profile->units,    profile->units_year,
        profile->returned_year, profile->recent,   profile->earlier,
        profile->repeat_spend,
    };

    memcpy(amounts, these, sizeof these);
    amounts[2] -= profile->discount + profile->net; /* returns */
    amounts[3] -= profile->net;
}

static void set_amounts(struct profile *profile,
                        const int64_t amounts[static AMOUNTS])
{
    profile->net = amounts[0];
    profile->discount = amounts[1];
    profile->gross = amounts[2] + amounts[1] + amounts[0];
    profile->value = amounts[3] + amounts[0];
    profile->net_52w = amounts[4];
    profile->net_year = amounts[5];
    profile->margin_year = amounts[6];
    profile->units = amounts[7];
    profile->units_year = amounts[8];
    profile->returned_year = amounts[9];
    profile->recent = amounts[10];
    profile->earlier = amounts[11];
    profile->repeat_spend = amounts[12];
}

/* Which one that is; mostly net sales of all days. */
static const unsigned char like[AMOUNTS] = {[5] = 4, [8] = 7};

static unsigned code_of(const int64_t *amounts, size_t i)
{
    if (amounts[i] == 0)
        return IS_NOTHING;
    if (like[i] < i && amounts[i] == amounts[like[i]])
        return IS_SAME;
    return amounts[i] % CENT == 0 ? IS_WHOLE : IS_GIVEN;
}

static char *put_amounts(char *to, const int64_t *amounts)
{
    uint32_t codes = 0;
    char *at = to + sizeof codes;

    for (size_t i = 0; i < AMOUNTS; i++) {
        unsigned code = code_of(amounts, i);

        codes |= (uint32_t)code << i * CODE_BITS;
        if (code == IS_WHOLE)
            at = put_number(at, amounts[i] / CENT);
        if (code == IS_GIVEN)
            at = put_number(at, amounts[i]);
    }
    memcpy(to, &codes, sizeof codes);
    return at;
}

static void take_amounts(const char *from, int64_t *amounts)
{
    uint32_t codes;

    memcpy(&codes, from, sizeof codes);
    from += sizeof codes;
    for (size_t i = 0; i < AMOUNTS; i++) {
        unsigned code = codes >> i * CODE_BITS & CODE_MASK;

        amounts[i] = 0;
        if (code == IS_SAME)
            amounts[i] = amounts[like[i]];
        if (code >= IS_WHOLE)
            from = take_number(from, amounts + i);
        if (code == IS_WHOLE)
            amounts[i] *= CENT;
    }
}

static char *put_profile(char *to, const struct profile *profile)
{
    int64_t numbers[NUMBERS];
    int64_t amounts[AMOUNTS];

    numbers_of(profile, numbers);
    amounts_of(profile, amounts);
    for (size_t i = 0; i < NUMBERS; i++)
        to = put_number(to, numbers[i]);
    return put_amounts(to, amounts);
}

void profile_store_put(struct profile_store *store, uint32_t customer,
                       const struct profile *profile, size_t thread)
{
    struct desk *desk = store->desks + thread;
    char *page;
    char *at;

    if (!desk->has_page || PAGE / WORD - desk->used < PROFILE_MOST / WORD + 1) {
        desk->page = atomic_fetch_add(&store->page_count, 1);
        store->pages[desk->page] = arena_page(&desk->arena);
        desk->used = 0;
        desk->has_page = true;
    }
    page = store->pages[desk->page];
    at = page + desk->used * WORD;
    store->places[customer] =
        (uint32_t)(desk->page * PAGE_PLACES + desk->used) + 1;
    at = put_profile(at, profile);
    desk->used = ((size_t)(at - page) + WORD - 1) / WORD;
}

static const char *place_of(const struct profile_store *store,
                            uint32_t customer)
{
    uint32_t place = store->places[customer] - 1;

    return store->pages[place / PAGE_PLACES] +
           (size_t)(place % PAGE_PLACES) * WORD;
}

bool profile_store_has(const struct profile_store *store, uint32_t customer)
{
    return store->places[customer] > 0;
}

struct profile profile_store_get(const struct profile_store *store,
                                 uint32_t customer)
{
    struct profile profile = {.is_seen = false};
    int64_t numbers[NUMBERS];
    int64_t amounts[AMOUNTS];
    const char *from;

    if (!profile_store_has(store, customer))
        return profile;
    from = place_of(store, customer);
    for (size_t i = 0; i < NUMBERS; i++)
        from = take_number(from, numbers + i);
    take_amounts(from, amounts);
    set_numbers(&profile, numbers);
    set_amounts(&profile, amounts);
    return profile;
}

uint32_t profile_store_row(const struct profile_store *store, uint32_t customer)
{
    int64_t row = 0;

    if (profile_store_has(store, customer))
        take_number(place_of(store, customer), &row);
    return (uint32_t)(row + MAP_NONE);
}

void profile_store_fetch_place(const struct profile_store *store,
                               uint32_t customer)
{
    __builtin_prefetch(store->places + customer);
}

void profile_store_fetch(const struct profile_store *store, uint32_t customer)
{
    if (!profile_store_has(store, customer))
        return;
    __builtin_prefetch(place_of(store, customer));
    __builtin_prefetch(place_of(store, customer) + CACHE_LINE);
}
