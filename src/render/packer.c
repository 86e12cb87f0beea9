#include "render/packer.h"

/* What marks a size, a place or a count as being in a Zip64 record. */
#define MARK_32 0xFFFFFFFFU
#define MARK_16 0xFFFFU

enum { VERSION = 20, VERSION_64 = 45, DEFLATED = 8, RECORD_64 = 1 };
/* Bytes of records of one length. */
enum { END_64 = 44 };

struct packer {
    struct arena *arena;
    packer_put *put;
    void *context;
    uint64_t large;
    uint64_t position;
    uint64_t count;
    struct text directory;
    struct text record; /* the one in hand */
};

struct packer *packer_open(struct arena *arena, packer_put *put, void *context,
                           uint64_t large)
{
    struct packer *packer = arena_new(arena, struct packer);

    *packer = (struct packer){.arena = arena,
                              .put = put,
                              .context = context,
                              .large = large ? large : MARK_32,
                              .directory.arena = arena,
                              .record.arena = arena};
    return packer;
}

/* Numbers have their low bytes first, whatever the machine. */
static void add_number(struct text *text, uint64_t value, size_t len)
{
    char bytes[sizeof value];

    for (size_t i = 0; i < len; i++)
        bytes[i] = (char)(value >> (8 * i) & 0xFF);
    text_add(text, (struct str){bytes, len});
}

static void add_16(struct text *text, uint64_t value)
{
    add_number(text, value, 2);
}

static void add_32(struct text *text, uint64_t value)
{
    add_number(text, value, 4);
}

static void add_64(struct text *text, uint64_t value)
{
    add_number(text, value, 8);
}

static bool is_large(const struct packer *packer, uint64_t value)
{
    return value >= packer->large;
}

/* Either both of a member's sizes are in its Zip64 record or none. */
static bool has_large_size(const struct packer *packer,
                           const struct flate_sum *sum)
{
    return is_large(packer, sum->plain) || is_large(packer, sum->packed);
}

static void add_sizes(struct text *text, const struct flate_sum *sum,
                      bool large)
{
    add_32(text, sum->crc);
    add_32(text, large ? MARK_32 : sum->packed);
    add_32(text, large ? MARK_32 : sum->plain);
}

/* A Zip64 record: what is large of a member's sizes and its place. */
static void add_record_64(struct text *text, const struct flate_sum *sum,
                          const uint64_t *place)
{
    add_16(text, RECORD_64);
    add_16(text, (sum ? 16U : 0U) + (place ? 8U : 0U));
    if (sum) {
        add_64(text, sum->plain);
        add_64(text, sum->packed);
    }
    if (place)
        add_64(text, *place);
}

/* How the head of a member begins, before its bytes and in the directory. */
static void add_head(struct text *text, const struct packer_member *member,
                     bool large_size, bool large)
{
    add_16(text, large ? VERSION_64 : VERSION);
    add_16(text, 0); /* flags */
    add_16(text, DEFLATED);
    add_32(text, member->time);
    add_sizes(text, &member->sum, large_size);
    add_16(text, member->name.len);
}

/* The member's entry in the directory: it begins where the archive is now. */
static void list_member(struct packer *packer,
                        const struct packer_member *member)
{
    struct text *text = &packer->directory;
    bool large_size = has_large_size(packer, &member->sum);
    bool large_place = is_large(packer, packer->position);
    bool large = large_size || large_place;

    text_add(text, STR("PK\1\2"));
    add_16(text, 0); /* made by */
    add_head(text, member, large_size, large);
    add_16(text, (large ? 4U : 0U) + (large_size ? 16U : 0U) +
                     (large_place ? 8U : 0U));
    add_16(text, 0); /* a comment */
    add_16(text, 0); /* the disk */
    add_16(text, member->is_text);
    add_32(text, 0); /* attributes */
    add_32(text, large_place ? MARK_32 : packer->position);
    text_add(text, member->name);
    if (large)
        add_record_64(text, large_size ? &member->sum : NULL,
                      large_place ? &packer->position : NULL);
    packer->count++;
}

void packer_add(struct packer *packer, struct str packed)
{
    packer->put(packer->context, packed);
    packer->position += packed.len;
}

static void put_record(struct packer *packer)
{
    packer_add(packer, text_str(&packer->record));
    packer->record.len = 0;
}

void packer_begin(struct packer *packer, const struct packer_member *member)
{
    struct text *text = &packer->record;
    bool large = has_large_size(packer, &member->sum);

    list_member(packer, member);
    text_add(text, STR("PK\3\4"));
    add_head(text, member, large, large);
    add_16(text, large ? 20 : 0);
    text_add(text, member->name);
    if (large)
        add_record_64(text, &member->sum, NULL);
    put_record(packer);
}

/* The end of a large archive, and where that end is. */
static void add_end_64(struct packer *packer, uint64_t start)
{
    struct text *text = &packer->record;
    uint64_t end = packer->position;

    text_add(text, STR("PK\6\6"));
    add_64(text, END_64);
    add_16(text, VERSION_64);
    add_16(text, VERSION_64);
    add_32(text, 0); /* the disk, and that of the directory */
    add_32(text, 0);
    add_64(text, packer->count);
    add_64(text, packer->count);
    add_64(text, end - start);
    add_64(text, start);
    text_add(text, STR("PK\6\7"));
    add_32(text, 0);
    add_64(text, end);
    add_32(text, 1); /* disks */
}

void packer_close(struct packer *packer)
{
    struct text *text = &packer->record;
    uint64_t start = packer->position;
    uint64_t len, count = packer->count;
    bool large_start = is_large(packer, start);

    packer_add(packer, text_str(&packer->directory));
    len = packer->position - start;
    if (large_start || is_large(packer, len) || count >= MARK_16)
        add_end_64(packer, start);
    count = count < MARK_16 ? count : MARK_16;
    text_add(text, STR("PK\5\6"));
    add_32(text, 0); /* the disk, and that of the directory */
    add_16(text, count);
    add_16(text, count);
    add_32(text, is_large(packer, len) ? MARK_32 : len);
    add_32(text, large_start ? MARK_32 : start);
    add_16(text, 0); /* a comment */
    put_record(packer);
}
