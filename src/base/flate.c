/* For pointers to bytes that zlib only reads. */
#define ZLIB_CONST

#include "base/flate.h"

#include "base/memory.h"

#include <zlib.h>

/* Bits of the window; negative: there is neither head nor checksum around. */
enum { WINDOW = -15, GZIP_WINDOW = 15 + 16, EFFORT = 8 };
/* A mark between pieces, and what is unpacked at a time. */
enum { MARK = 64, STEP = 262144 };

struct deflater {
    z_stream stream;
    struct text room; /* for any piece at its longest */
};

struct inflater {
    z_stream stream;
};

static void *flate_alloc(void *arena, unsigned count, unsigned size)
{
    return arena_alloc(arena, count, size);
}

static void flate_free(void *arena, void *at)
{
    (void)arena;
    (void)at;
}

static z_stream new_stream(struct arena *arena)
{
    return (z_stream){
        .zalloc = flate_alloc, .zfree = flate_free, .opaque = arena};
}

struct flate_sum flate_join(const struct flate_sum *first,
                            const struct flate_sum *second)
{
    return (struct flate_sum){
        .plain = first->plain + second->plain,
        .packed = first->packed + second->packed,
        .crc = (uint32_t)crc32_combine(first->crc, second->crc,
                                       (z_off_t)second->plain),
    };
}

struct flate_sum flate_sum(struct str plain, size_t packed)
{
    return (struct flate_sum){
        .plain = plain.len,
        .packed = packed,
        .crc = (uint32_t)crc32_z(0, (const Bytef *)plain.at, plain.len),
    };
}

static void make_room(struct text *text, size_t len)
{
    text->at =
        arena_grow(text->arena, text->at, &text->capacity, text->len + len, 1);
}

struct deflater *deflater_open(struct arena *arena, int level)
{
    struct deflater *deflater = arena_new(arena, struct deflater);

    deflater->stream = new_stream(arena);
    deflater->room.arena = arena;
    if (deflateInit2(&deflater->stream, level, Z_DEFLATED, WINDOW, EFFORT,
                     Z_DEFAULT_STRATEGY) != Z_OK)
        memory_exhausted();
    return deflater;
}

/* In one go: where it were done in steps, bytes would depend on the room.  What
 * is not the last piece ends in an empty block, which fills up its last byte.
 */
struct flate_sum deflater_pack(struct deflater *deflater, struct str plain,
                               bool is_last, struct text *packed)
{
    z_stream *stream = &deflater->stream;
    struct text *room = &deflater->room;
    struct str done;

    deflateReset(stream);
    make_room(room, deflateBound(stream, plain.len) + MARK);
    stream->next_in = (z_const Bytef *)plain.at;
    stream->avail_in = (uInt)plain.len;
    stream->next_out = (Bytef *)room->at;
    stream->avail_out = (uInt)room->capacity;
    deflate(stream, is_last ? Z_FINISH : Z_FULL_FLUSH);
    done = (struct str){room->at, stream->total_out};
    text_add(packed, done);
    return flate_sum(plain, done.len);
}

struct inflater *inflater_open(struct arena *arena, enum flate_form form)
{
    struct inflater *inflater = arena_new(arena, struct inflater);

    inflater->stream = new_stream(arena);
    if (inflateInit2(&inflater->stream,
                     form == FLATE_GZIP ? GZIP_WINDOW : WINDOW) != Z_OK)
        memory_exhausted();
    return inflater;
}

/* Behind a block that is not the last, on a whole byte: another may follow. */
static bool is_between(const z_stream *stream)
{
    enum { UNUSED_BITS = 63, IN_LAST = 64, BEHIND_BLOCK = 128 };

    return (stream->data_type & (UNUSED_BITS | IN_LAST | BEHIND_BLOCK)) ==
           BEHIND_BLOCK;
}

bool inflater_unpack(struct inflater *inflater, struct str packed, bool is_last,
                     size_t most, struct text *plain)
{
    z_stream *stream = &inflater->stream;
    int found;

    inflateReset(stream);
    plain->len = 0;
    stream->next_in = (z_const Bytef *)packed.at;
    stream->avail_in = (uInt)packed.len;
    do {
        make_room(plain, STEP);
        stream->next_out = (Bytef *)plain->at + plain->len;
        stream->avail_out = (uInt)(plain->capacity - plain->len);
        found = inflate(stream, Z_SYNC_FLUSH);
        plain->len = plain->capacity - stream->avail_out;
    } while (found == Z_OK && stream->avail_out == 0 && plain->len <= most);
    if (stream->avail_in || plain->len > most)
        return false;
    if (is_last)
        return found == Z_STREAM_END;
    return (found == Z_OK || found == Z_BUF_ERROR) && is_between(stream);
}

void inflater_begin(struct inflater *inflater)
{
    inflateReset(&inflater->stream);
}

bool inflater_step(struct inflater *inflater, struct flate_step *step)
{
    z_stream *stream = &inflater->stream;
    int found;

    stream->next_in = (z_const Bytef *)step->packed.at;
    stream->avail_in = (uInt)step->packed.len;
    stream->next_out = (Bytef *)step->plain;
    stream->avail_out = (uInt)step->room;
    found = inflate(stream, Z_NO_FLUSH);
    step->packed =
        (struct str){(const char *)stream->next_in, stream->avail_in};
    step->len = step->room - stream->avail_out;
    step->ended = found == Z_STREAM_END;
    return found == Z_OK || found == Z_STREAM_END || found == Z_BUF_ERROR;
}
