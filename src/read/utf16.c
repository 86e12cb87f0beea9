#include "read/utf16.h"

#include <string.h>

enum { UNITS = 8, NO_HALF = 0xFF };

/* Eight units of which all are ASCII; `to` has room for them anyway. */
static bool copy_ascii(const struct utf16 *utf16, const char *bytes, char *to)
{
    size_t low = utf16->is_big_endian;
    unsigned others = 0;

    for (size_t i = 0; i < UNITS; i++) {
        unsigned char byte = (unsigned char)bytes[2 * i + low];

        to[i] = (char)byte;
        others |= (byte & 0x80U) | (unsigned char)bytes[2 * i + 1 - low];
    }
    return others == 0;
}

/* A unit behind all before it. */
static size_t add(struct utf16 *utf16, unsigned unit, char *to)
{
    bool is_high = (unit & 0xFC00) == 0xD800;
    bool is_low = (unit & 0xFC00) == 0xDC00;
    unsigned high = utf16->high;
    size_t used = 0;

    utf16->high = is_high ? unit : 0;
    if (high && is_low)
        return str_put_code_point(
            to, 0x10000 + ((high & 0x3FF) << 10 | (unit & 0x3FF)));
    if (high)
        to[used++] = (char)NO_HALF;
    if (is_low)
        to[used++] = (char)NO_HALF;
    else if (!is_high)
        used += str_put_code_point(to + used, unit);
    return used;
}

static unsigned unit_of(const struct utf16 *utf16, unsigned char first,
                        unsigned char second)
{
    return utf16->is_big_endian ? (unsigned)first << 8 | second
                                : (unsigned)second << 8 | first;
}

static size_t count_lines(struct str bytes)
{
    const char *end = bytes.at + bytes.len;
    size_t lines = 0;

    for (const char *at = bytes.at;
         at < end && (at = memchr(at, '\n', (size_t)(end - at))) != NULL; at++)
        lines++;
    return lines;
}

size_t utf16_decode(struct utf16 *utf16, struct str bytes, char *to)
{
    const unsigned char *from = (const unsigned char *)bytes.at;
    size_t used = 0, at = 0;

    if (utf16->has_byte && bytes.len > 0) {
        used = add(utf16, unit_of(utf16, utf16->byte, from[at++]), to);
        utf16->has_byte = false;
    }
    while (bytes.len - at >= 2) {
        while (!utf16->high && bytes.len - at >= 2 * (size_t)UNITS &&
               copy_ascii(utf16, bytes.at + at, to + used)) {
            at += 2 * (size_t)UNITS;
            used += UNITS;
        }
        if (bytes.len - at < 2)
            break;
        used += add(utf16, unit_of(utf16, from[at], from[at + 1]), to + used);
        at += 2;
    }
    if (at < bytes.len) {
        utf16->byte = from[at];
        utf16->has_byte = true;
    }
    utf16->lines += count_lines((struct str){to, used});
    return used;
}

size_t utf16_end(struct utf16 *utf16, char *to)
{
    bool is_half = utf16->high != 0;

    utf16->high = 0;
    if (is_half)
        to[0] = (char)NO_HALF;
    return is_half;
}
