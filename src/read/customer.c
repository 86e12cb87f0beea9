#include "read/customer.h"

#include "base/date.h"
#include "base/fingerprint.h"
#include "read/extract.h"

#include <assert.h>
#include <math.h>

enum {
    FIRST_SLOTS = 64,
    AHEAD = 16,      /* rows whose slots are fetched */
    AGE_MOST = 1000, /* years that are no age */
};

static_assert(sizeof(struct customer) <= 36, "customers are many");

static const enum column_id word_columns[CUSTOMER_WORDS] = {
    [CUSTOMER_GENDER] = COLUMN_customers_gender,
    [CUSTOMER_COUNTRY] = COLUMN_customers_country,
    [CUSTOMER_STATE] = COLUMN_customers_state,
    [CUSTOMER_POSTCODE] = COLUMN_customers_postcode,
    [CUSTOMER_CONTACT] = COLUMN_customers_contact_preference,
};

struct customer_key customer_key_of(struct str id)
{
    struct customer_key key;

    fingerprint_hash_wide(id, key.words);
    return key;
}

static bool key_equal(const struct customer_key *a,
                      const struct customer_key *b)
{
    return a->words[0] == b->words[0] && a->words[1] == b->words[1];
}

/* The half of a word that a slot keeps; the other half says which slot. */
static uint64_t tag_of(const struct customer_key *key)
{
    return key->words[0] & ~(uint64_t)UINT32_MAX;
}

static size_t first_slot(const struct customers *customers,
                         const struct customer_key *key)
{
    return (size_t)(key->words[0] & UINT32_MAX) * customers->slot_count >> 32;
}

static size_t next_slot(const struct customers *customers, size_t slot)
{
    return slot + 1 == customers->slot_count ? 0 : slot + 1;
}

static uint32_t number_in(uint64_t slot)
{
    return (uint32_t)slot - 1;
}

/* The slot of a key, or the free one that it would have. */
static size_t slot_of(const struct customers *customers,
                      const struct customer_key *key)
{
    const uint64_t *slots = customers->slots;
    size_t slot = first_slot(customers, key);

    while (slots[slot] &&
           (tag_of(key) != (slots[slot] & ~(uint64_t)UINT32_MAX) ||
            !key_equal(&customers->keys[number_in(slots[slot])], key)))
        slot = next_slot(customers, slot);
    return slot;
}

/* Have the slots that a key will look at, before they are looked at. */
void customers_fetch(const struct customers *customers,
                     const struct customer_key *key)
{
    __builtin_prefetch(customers->slots + first_slot(customers, key), 1);
}

static void fill_slots(struct customers *customers)
{
    for (uint32_t i = 0; i < customers->count; i++) {
        const struct customer_key *key = &customers->keys[i];
        size_t slot = first_slot(customers, key);

        if (i + AHEAD < customers->count)
            customers_fetch(customers, key + AHEAD);
        while (customers->slots[slot])
            slot = next_slot(customers, slot);
        customers->slots[slot] = tag_of(key) | (i + 1);
    }
}

/* How many customers may be in as many slots. */
static size_t most_of(size_t slots)
{
    return slots / 4 * 3;
}

/* Half as many slots again and again, but not the old ones beside them. */
static void make_slots(struct customers *customers, size_t count)
{
    size_t slots = customers->slot_count ? customers->slot_count : FIRST_SLOTS;

    while (count > most_of(slots))
        slots += slots / 2;
    if (slots == customers->slot_count)
        return;
    arena_release(customers->arena, customers->slots, customers->slot_count,
                  sizeof *customers->slots);
    customers->slots = arena_array(customers->arena, uint64_t, slots);
    customers->slot_count = slots;
    fill_slots(customers);
}

void customers_reserve_keys(struct customers *customers, size_t count)
{
    make_slots(customers, count);
    customers->keys =
        arena_grow(customers->arena, customers->keys, &customers->key_capacity,
                   count, sizeof *customers->keys);
}

void customers_reserve(struct customers *customers, size_t count)
{
    customers_reserve_keys(customers, count);
    customers->rows =
        arena_grow(customers->arena, customers->rows, &customers->row_capacity,
                   count, sizeof *customers->rows);
}

uint32_t customers_put_key(struct customers *customers,
                           const struct customer_key *key)
{
    size_t slot = slot_of(customers, key);

    if (!customers->slots[slot]) {
        customers->keys[customers->count] = *key;
        customers->slots[slot] = tag_of(key) | ++customers->count;
    }
    return number_in(customers->slots[slot]);
}

/* Room for what the traits of a batch are among those of the customers. */
static void make_numbers(struct customers *customers,
                         struct customer_batch *batch)
{
    customers->texts.arena = customers->arena;
    customers->traits.arena = customers->arena;
    if (batch->traits.count > 0)
        batch->numbers =
            arena_grow(batch->arena, batch->numbers, &batch->number_room,
                       batch->traits.count, sizeof *batch->numbers);
}

static uint32_t put_traits(struct map *map,
                           const struct customer_traits *traits)
{
    return map_put(map, (struct str){(const char *)traits, sizeof *traits});
}

/* Traits of a batch as the customers have them. */
static uint32_t translated(struct customers *customers,
                           const struct customer_batch *batch, uint32_t number)
{
    struct customer_traits traits;

    memcpy(&traits, batch->traits.items[number].at, sizeof traits);
    for (size_t i = 0; i < CUSTOMER_WORDS; i++)
        if (traits.words[i] > 0)
            traits.words[i] = map_put(&customers->texts,
                                      batch->texts.items[traits.words[i] - 1]) +
                              1;
    return put_traits(&customers->traits, &traits);
}

/* Both count from 1. */
static uint32_t translate(struct customers *customers,
                          struct customer_batch *batch, uint32_t traits)
{
    uint32_t *number;

    if (traits == 0)
        return 0;
    number = batch->numbers + traits - 1;
    if (*number == 0)
        *number = translated(customers, batch, traits - 1) + 1;
    return *number;
}

static void put_row(struct customers *customers, struct customer_batch *batch,
                    const struct customer *row, uint32_t number)
{
    customers->rows[number] = *row;
    customers->rows[number].traits = translate(customers, batch, row->traits);
    customers->has_group_first |= row->group_first != DATE_NONE;
    customers->has_member_from |= row->member_from != DATE_NONE;
    customers->has_membership |= row->has_membership;
}

/* Whether a row of the batch says what is known of a customer. */
static bool is_same(struct customers *customers, struct customer_batch *batch,
                    const struct customer *row, const struct customer *known)
{
    return row->member_from == known->member_from &&
           row->member_to == known->member_to &&
           row->group_first == known->group_first &&
           row->banner_first == known->banner_first &&
           row->born == known->born && row->latitude == known->latitude &&
           row->longitude == known->longitude &&
           row->is_member == known->is_member &&
           row->has_membership == known->has_membership &&
           row->is_staff == known->is_staff &&
           row->has_birth == known->has_birth &&
           row->has_age == known->has_age &&
           row->has_place == known->has_place &&
           translate(customers, batch, row->traits) == known->traits;
}

size_t customers_put(struct customers *customers, struct customer_batch *batch)
{
    size_t repeated = 0;

    make_numbers(customers, batch);

    customers_reserve(customers, customers->count + batch->count);
    for (size_t i = 0; i < batch->count; i++) {
        struct noted_customer *noted = &batch->noted[i];
        uint32_t count = customers->count;
        uint32_t number;

        if (i + AHEAD < batch->count)
            customers_fetch(customers, &noted[AHEAD].key);
        number = customers_put_key(customers, &noted->key);
        noted->is_repeated = number < count;
        repeated += noted->is_repeated;
        if (noted->is_repeated)
            noted->is_same = is_same(customers, batch, &noted->row,
                                     customers->rows + number);
        else
            put_row(customers, batch, &noted->row, number);
    }
    return repeated;
}

uint32_t customers_find_key(const struct customers *customers,
                            const struct customer_key *key)
{
    if (customers->count == 0)
        return MAP_NONE;
    return number_in(customers->slots[slot_of(customers, key)]);
}

uint32_t customers_find(const struct customers *customers, struct str id)
{
    struct customer_key key = customer_key_of(id);

    return customers_find_key(customers, &key);
}

uint32_t customers_number(struct customers *customers, struct str id)
{
    struct customer_key key = customer_key_of(id);

    customers_reserve_keys(customers, customers->count + 1);
    return customers_put_key(customers, &key);
}

static int32_t date_in(const struct extract *extract, enum column_id column)
{
    const struct value *value = extract_get(extract, column);

    return value->state == VALUE_KNOWN ? (int32_t)value->number : DATE_NONE;
}

static bool flag_in(const struct extract *extract, enum column_id column)
{
    const struct value *value = extract_get(extract, column);

    return value->state == VALUE_KNOWN && value->number != 0;
}

/* A text of a column as the batch has it; often it is that of the row before.
 */
static uint32_t word_in(struct customer_batch *batch,
                        const struct extract *extract, enum customer_word word)
{
    struct str text = extract_words(extract, word_columns[word]);
    uint32_t *last = batch->last.words + word;

    if (text.len == 0)
        return 0;
    if (*last == 0 || !str_equal(batch->texts.items[*last - 1], text))
        *last = map_put(&batch->texts, text) + 1;
    return *last;
}

/* All that is said of the row in words. */
static uint32_t traits_in(struct customer_batch *batch,
                          const struct extract *extract)
{
    struct customer_traits traits;

    for (enum customer_word i = 0; i < CUSTOMER_WORDS; i++)
        traits.words[i] = word_in(batch, extract, i);
    return put_traits(&batch->traits, &traits) + 1;
}

/* Without either there is no age; a birth date says more than an age. */
static void note_age(struct customer *row, const struct extract *extract)
{
    const struct value *age = extract_get(extract, COLUMN_customers_age);
    int32_t born = date_in(extract, COLUMN_customers_birth_date);

    row->has_birth = born != DATE_NONE;
    row->has_age = !row->has_birth && age->state == VALUE_KNOWN &&
                   age->real >= 0 && age->real < AGE_MOST;
    if (row->has_birth)
        row->born = born;
    else if (row->has_age)
        row->born = (int32_t)age->real;
}

static void note_membership(struct customer *row, const struct extract *extract)
{
    const struct value *flag =
        extract_get(extract, COLUMN_customers_loyalty_member);

    row->member_from = date_in(extract, COLUMN_customers_membership_start);
    row->member_to = date_in(extract, COLUMN_customers_membership_end);
    row->is_member = flag->state == VALUE_KNOWN && flag->number != 0;
    row->has_membership = flag->state == VALUE_KNOWN ||
                          row->member_from != DATE_NONE ||
                          row->member_to != DATE_NONE;
}

/* What lies on no globe is not known. */
static void note_place(struct customer *row, const struct extract *extract)
{
    const struct value *north = extract_get(extract, COLUMN_customers_latitude);
    const struct value *east = extract_get(extract, COLUMN_customers_longitude);

    row->has_place = north->state == VALUE_KNOWN &&
                     east->state == VALUE_KNOWN && fabs(north->real) <= 90 &&
                     fabs(east->real) <= 180;
    if (!row->has_place)
        return;
    row->latitude = (int32_t)lround(north->real * DEGREE_PARTS);
    row->longitude = (int32_t)lround(east->real * DEGREE_PARTS);
}

void customers_note(struct customer_batch *batch, const struct extract *extract)
{
    struct noted_customer *noted;

    batch->texts.arena = batch->arena;
    batch->traits.arena = batch->arena;
    batch->noted = arena_grow(batch->arena, batch->noted, &batch->capacity,
                              batch->count + 1, sizeof *batch->noted);
    noted = batch->noted + batch->count++;
    *noted = (struct noted_customer){
        .key = customer_key_of(
            extract_get(extract, COLUMN_customers_customer_id)->text),
        .row = {.group_first =
                    date_in(extract, COLUMN_customers_group_first_scan_date),
                .banner_first =
                    date_in(extract, COLUMN_customers_first_banner_date),
                .is_staff = flag_in(extract, COLUMN_customers_is_staff)}};
    note_membership(&noted->row, extract);
    noted->row.traits = traits_in(batch, extract);
    note_age(&noted->row, extract);
    note_place(&noted->row, extract);
}
