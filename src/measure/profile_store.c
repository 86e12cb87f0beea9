#include "measure/profile_store.h"

#include <stdatomic.h>
#include <string.h>

/* Profiles lie in pages, none across two, on places of whole words.  Places
 * are numbered as if the pages held a little more, to be found by a shift. */
enum { PAGE = ARENA_PAGE, WORD = 4, PAGE_PLACES = PAGE_BYTES / WORD };

/*
 * A profile is its row, a head, and of each number and amount as many bytes as
 * the head says.  To take them there is no branch to be guessed: as many bytes
 * are loaded as there may be, and those behind are cut off.  There is room for
 * that behind the last profile of a page as well.
 */
enum { NUMBERS = 9, MONEY = 9, OTHERS = 4, AMOUNTS = MONEY + OTHERS };
enum { HEAD_PLACE = sizeof(uint32_t), BODY_PLACE = HEAD_PLACE + 8 };
enum { BODY_MOST = NUMBERS * 4 + AMOUNTS * 8, LOAD = 8 };
enum { PROFILE_MOST = BODY_PLACE + BODY_MOST + LOAD, CACHE_LINE = 64 };

/* Bits of the head: flags, then the codes of numbers, then those of amounts. */
enum {
    IS_STAFF = 1 << 0,
    BOUGHT_YEAR = 1 << 1,
    MONEY_IS_WHOLE = 1 << 2,
    OTHERS_ARE_WHOLE = 1 << 3,
    TYPE_SHIFT = 4,
    TYPE_BITS = 3,
    FLAG_BITS = TYPE_SHIFT + TYPE_BITS,
    NUMBER_BITS = 2,
    AMOUNT_BITS = 3,
};

static_assert(FLAG_BITS + NUMBERS * NUMBER_BITS + AMOUNTS * AMOUNT_BITS == 64,
              "a head is a word");
static_assert((int)MEMBER_STAFF < 1 << TYPE_BITS, "types have bits enough");

/* By code how many bytes there are, and which bits of what is loaded; and the
 * code by how many are needed. */
static const unsigned char number_bytes[] = {0, 1, 2, 4};
static const uint32_t number_masks[] = {0, 0xFF, 0xFFFF, UINT32_MAX};
static const unsigned char number_codes[] = {0, 1, 2, 3, 3};

static const unsigned char amount_bytes[] = {0, 1, 2, 3, 4, 5, 8, 0};
static const uint64_t amount_masks[] = {
    0, 0xFF, 0xFFFF, 0xFFFFFF, UINT32_MAX, 0xFFFFFFFFFF, UINT64_MAX, 0};
static const unsigned char amount_codes[] = {0, 1, 2, 3, 4, 5, 6, 6, 6};

enum { IS_SAME = 7 }; /* as another amount: the last code of amounts */

/* Amounts are mostly of whole cents. */
enum { CENT = 100 };

struct writer {
    char *at;
    uint64_t head;
    unsigned shift; /* of the next code */
};

struct reader {
    const char *at;
    uint64_t codes; /* the next one first */
};

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

static unsigned bytes_of(uint64_t bits)
{
    return bits ? (64 - (unsigned)__builtin_clzll(bits) + 7) / 8 : 0;
}

static inline void put_number(struct writer *writer, uint32_t number)
{
    unsigned code = number_codes[bytes_of(number)];

    memcpy(writer->at, &number, sizeof number);
    writer->at += number_bytes[code];
    writer->head |= (uint64_t)code << writer->shift;
    writer->shift += NUMBER_BITS;
}

static inline uint32_t take_number(struct reader *reader)
{
    size_t code = reader->codes & ((1 << NUMBER_BITS) - 1);
    uint32_t number;

    memcpy(&number, reader->at, sizeof number);
    reader->at += number_bytes[code];
    reader->codes >>= NUMBER_BITS;
    return number & number_masks[code];
}

/* Small amounts of either sign in few bytes; none if it is another one that is
 * known by then. */
static inline void put_amount(struct writer *writer, int64_t amount,
                              uint64_t is_whole, int64_t known)
{
    int64_t units = is_whole ? amount / CENT : amount;
    uint64_t bits = (uint64_t)units << 1 ^ (uint64_t)(units >> 63);
    unsigned code = amount == known ? IS_SAME : amount_codes[bytes_of(bits)];

    memcpy(writer->at, &bits, sizeof bits);
    writer->at += amount_bytes[code];
    writer->head |= (uint64_t)code << writer->shift;
    writer->shift += AMOUNT_BITS;
}

static inline int64_t take_amount(struct reader *reader, int64_t unit,
                                  int64_t known)
{
    size_t code = reader->codes & ((1 << AMOUNT_BITS) - 1);
    uint64_t bits;
    int64_t amount;

    memcpy(&bits, reader->at, sizeof bits);
    bits &= amount_masks[code];
    amount = (int64_t)(bits >> 1 ^ -(bits & 1)) * unit;
    reader->at += amount_bytes[code];
    reader->codes >>= AMOUNT_BITS;
    return code == IS_SAME ? known : amount;
}

/* What is mostly 0, or little, instead of what is not. */
static void put_numbers(struct writer *writer, const struct profile *profile)
{
    put_number(writer, (uint32_t)profile->first);
    put_number(writer,
               (uint32_t)profile->last_occasion - (uint32_t)profile->first);
    put_number(writer,
               (uint32_t)profile->last - (uint32_t)profile->last_occasion);
    put_number(writer, profile->occasions);
    put_number(writer, profile->baskets - profile->occasions);
    put_number(writer, profile->baskets_52w);
    put_number(writer, profile->channel + 1);
    put_number(writer, profile->store + 1);
    put_number(writer, (uint32_t)profile->category - (uint32_t)CATEGORY_MIXED);
}

static void take_numbers(struct reader *reader, struct profile *profile)
{
    profile->first = (int32_t)take_number(reader);
    profile->last_occasion =
        (int32_t)((uint32_t)profile->first + take_number(reader));
    profile->last =
        (int32_t)((uint32_t)profile->last_occasion + take_number(reader));
    profile->occasions = take_number(reader);
    profile->baskets = profile->occasions + take_number(reader);
    profile->baskets_52w = take_number(reader);
    profile->channel = take_number(reader) - 1;
    profile->store = take_number(reader) - 1;
    profile->category =
        (int32_t)(take_number(reader) + (uint32_t)CATEGORY_MIXED);
}

/* Sums may go round, as long as they come back. */
static int64_t plus(int64_t one, int64_t two)
{
    return (int64_t)((uint64_t)one + (uint64_t)two);
}

static int64_t minus(int64_t one, int64_t two)
{
    return (int64_t)((uint64_t)one - (uint64_t)two);
}

static int64_t returned_of(const struct profile *profile)
{
    return minus(minus(profile->gross, profile->discount), profile->net);
}

static uint64_t flags_of(const struct profile *profile)
{
    uint64_t flags = (uint64_t)profile->type << TYPE_SHIFT;
    int64_t money = profile->net % CENT | profile->discount % CENT |
                    returned_of(profile) % CENT |
                    minus(profile->value, profile->net) % CENT |
                    profile->net_52w % CENT | profile->net_year % CENT |
                    profile->recent % CENT | profile->earlier % CENT |
                    profile->repeat_spend % CENT;
    int64_t others = profile->margin_year % CENT | profile->units % CENT |
                     profile->units_year % CENT | profile->returned_year % CENT;

    flags |= profile->is_staff ? IS_STAFF : 0;
    flags |= profile->bought_year ? BOUGHT_YEAR : 0;
    flags |= money == 0 ? MONEY_IS_WHOLE : 0;
    flags |= others == 0 ? OTHERS_ARE_WHOLE : 0;
    return flags;
}

static void set_flags(struct profile *profile, uint64_t head)
{
    profile->is_seen = true;
    profile->is_staff = head & IS_STAFF;
    profile->bought_year = head & BOUGHT_YEAR;
    profile->type =
        (enum member_type)(head >> TYPE_SHIFT & ((1 << TYPE_BITS) - 1));
}

static void put_amounts(struct writer *writer, const struct profile *profile)
{
    uint64_t money = writer->head & MONEY_IS_WHOLE;
    uint64_t others = writer->head & OTHERS_ARE_WHOLE;

    put_amount(writer, profile->net, money, 0);
    put_amount(writer, profile->discount, money, 0);
    put_amount(writer, returned_of(profile), money, 0);
    put_amount(writer, minus(profile->value, profile->net), money, 0);
    put_amount(writer, profile->net_52w, money, profile->net);
    put_amount(writer, profile->net_year, money, profile->net_52w);
    put_amount(writer, profile->recent, money, profile->net);
    put_amount(writer, profile->earlier, money, profile->net);
    put_amount(writer, profile->repeat_spend, money, profile->net);
    put_amount(writer, profile->margin_year, others, 0);
    put_amount(writer, profile->units, others, 0);
    put_amount(writer, profile->units_year, others, profile->units);
    put_amount(writer, profile->returned_year, others, 0);
}

static void take_amounts(struct reader *reader, struct profile *profile,
                         uint64_t head)
{
    int64_t money = head & MONEY_IS_WHOLE ? CENT : 1;
    int64_t others = head & OTHERS_ARE_WHOLE ? CENT : 1;
    int64_t returned;

    profile->net = take_amount(reader, money, 0);
    profile->discount = take_amount(reader, money, 0);
    returned = take_amount(reader, money, 0);
    profile->gross = plus(plus(returned, profile->discount), profile->net);
    profile->value = plus(take_amount(reader, money, 0), profile->net);
    profile->net_52w = take_amount(reader, money, profile->net);
    profile->net_year = take_amount(reader, money, profile->net_52w);
    profile->recent = take_amount(reader, money, profile->net);
    profile->earlier = take_amount(reader, money, profile->net);
    profile->repeat_spend = take_amount(reader, money, profile->net);
    profile->margin_year = take_amount(reader, others, 0);
    profile->units = take_amount(reader, others, 0);
    profile->units_year = take_amount(reader, others, profile->units);
    profile->returned_year = take_amount(reader, others, 0);
}

static char *put_profile(char *to, const struct profile *profile)
{
    struct writer writer = {
        .at = to + BODY_PLACE, .head = flags_of(profile), .shift = FLAG_BITS};

    put_numbers(&writer, profile);
    put_amounts(&writer, profile);
    memcpy(to, &profile->row, sizeof profile->row);
    memcpy(to + HEAD_PLACE, &writer.head, sizeof writer.head);
    return writer.at;
}

void profile_store_put(struct profile_store *store, uint32_t customer,
                       const struct profile *profile, size_t thread)
{
    struct desk *desk = store->desks + thread;
    char *page;
    char *at;

    if (!desk->has_page || PAGE - desk->used * WORD < PROFILE_MOST) {
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
    struct reader reader;
    const char *from;
    uint64_t head;

    if (!profile_store_has(store, customer))
        return profile;
    from = place_of(store, customer);
    memcpy(&profile.row, from, sizeof profile.row);
    memcpy(&head, from + HEAD_PLACE, sizeof head);
    reader = (struct reader){from + BODY_PLACE, head >> FLAG_BITS};
    set_flags(&profile, head);
    take_numbers(&reader, &profile);
    take_amounts(&reader, &profile, head);
    return profile;
}

uint32_t profile_store_row(const struct profile_store *store, uint32_t customer)
{
    uint32_t row = MAP_NONE;

    if (profile_store_has(store, customer))
        memcpy(&row, place_of(store, customer), sizeof row);
    return row;
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
