#include "fold/run_head.h"

#include "base/map.h"

#include <stddef.h>

/*
 * Begins any other: of its date, store, channel and count of items, and the
 * lengths of the ids of the order and of its customer, as few bits as mostly
 * do; these ids have no more than SHORT_ID bytes.
 */
struct small_head {
    uint32_t bits;
    uint32_t numbers[2]; /* pack_numbers() */
    int32_t gross;
    int32_t discount;
    int32_t units;
    uint32_t id[3];
};

enum { SHORT_ID = 12, LENGTH_AT = 56 };

/* Bits of a key that are behind a short id, but for its length. */
static const uint64_t long_bits = UINT64_C(0xFFFFFF) << 32;

/* What stands for MAP_NONE in a small head. */
enum { NO_STORE = UINT16_MAX, NO_CHANNEL = UINT8_MAX };

static bool is_short_id(const struct key *key)
{
    return (key->words[1] & long_bits) == 0;
}

bool run_is_large(const struct run *run)
{
    const struct order *order = &run->order;

    return order->date < 0 || order->date > UINT16_MAX ||
           (order->store >= NO_STORE && order->store != MAP_NONE) ||
           (order->channel >= NO_CHANNEL && order->channel != MAP_NONE) ||
           !is_short_id(&run->id) ||
           (run->has_customer && !is_short_id(&run->customer));
}

static char *put_word(char *to, uint32_t word)
{
    memcpy(to, &word, sizeof word);
    return to + sizeof word;
}

static char *put_long(char *to, uint64_t word)
{
    memcpy(to, &word, sizeof word);
    return to + sizeof word;
}

static char *put_key(char *to, const struct key *key, uint32_t bits)
{
    to = put_long(to, key->words[0]);
    return bits & RUN_LARGE ? put_long(to, key->words[1])
                            : put_word(to, (uint32_t)key->words[1]);
}

static uint64_t pack_numbers(const struct run *run)
{
    const struct order *order = &run->order;

    return (uint64_t)(uint16_t)order->date |
           (uint64_t)(uint16_t)order->store << 16 |
           (uint64_t)(uint8_t)order->channel << 32 |
           (uint64_t)(uint8_t)order->item_count << 40 |
           run->id.words[1] >> LENGTH_AT << 48 |
           (run->has_customer ? run->customer.words[1] >> LENGTH_AT << 56 : 0);
}

char *run_head_pack(char *to, const struct run *run, uint32_t bits)
{
    const struct order *order = &run->order;

    to = put_word(to, bits);
    if (bits & RUN_LARGE) {
        to = put_word(to, (uint32_t)order->date);
        to = put_word(to, order->store);
        to = put_word(to, order->channel);
        to = put_word(to, order->item_count);
    } else {
        to = put_long(to, pack_numbers(run));
    }
    to = put_word(to, (uint32_t)order->gross);
    to = put_word(to, (uint32_t)order->discount);
    to = put_word(to, (uint32_t)order->units);
    to = put_key(to, &run->id, bits);
    return run->has_customer ? put_key(to, &run->customer, bits) : to;
}

/* A key that lies at `from`; of a small head, with its length. */
static const char *take_key(const char *from, uint32_t bits, uint64_t length,
                            struct key *key)
{
    uint32_t rest;

    memcpy(&key->words[0], from, sizeof key->words[0]);
    from += sizeof key->words[0];
    if (bits & RUN_LARGE) {
        memcpy(&key->words[1], from, sizeof key->words[1]);
        return from + sizeof key->words[1];
    }
    memcpy(&rest, from, sizeof rest);
    key->words[1] = rest | length << LENGTH_AT;
    return from + sizeof rest;
}

/* Numbers and the order's id of a small head; the length of the customer's id.
 */
static uint64_t take_small(const char *from, struct run_head *head)
{
    struct small_head small;
    uint64_t numbers;

    memcpy(&small, from, sizeof small);
    memcpy(&numbers, small.numbers, sizeof numbers);
    head->bits = small.bits;
    head->date = (uint16_t)numbers;
    head->store = (uint16_t)(numbers >> 16);
    head->channel = (uint8_t)(numbers >> 32);
    head->item_count = (uint8_t)(numbers >> 40);
    head->gross = small.gross;
    head->discount = small.discount;
    head->units = small.units;
    if (head->store == NO_STORE)
        head->store = MAP_NONE;
    if (head->channel == NO_CHANNEL)
        head->channel = MAP_NONE;
    take_key(from + offsetof(struct small_head, id), small.bits,
             numbers >> 48 & UINT8_MAX, &head->id);
    return numbers >> 56;
}

const char *run_head_take(const char *from, struct run_head *head)
{
    uint64_t length = 0;

    memcpy(&head->bits, from, sizeof head->bits);
    if (head->bits & RUN_LARGE) {
        memcpy(head, from, offsetof(struct run_head, customer));
        from += offsetof(struct run_head, customer);
    } else {
        length = take_small(from, head);
        from += sizeof(struct small_head);
    }
    head->customer = (struct key){{0, 0}};
    return head->bits & RUN_HAS_CUSTOMER
               ? take_key(from, head->bits, length, &head->customer)
               : from;
}

size_t run_head_size(const char *from, size_t room)
{
    uint32_t bits;
    size_t size;

    if (room < sizeof bits)
        return 0;
    memcpy(&bits, from, sizeof bits);
    size = bits & RUN_LARGE ? offsetof(struct run_head, customer)
                            : sizeof(struct small_head);
    if (bits & RUN_HAS_CUSTOMER)
        size += bits & RUN_LARGE ? sizeof(struct key) : SHORT_ID;
    return size <= room ? size : 0;
}
