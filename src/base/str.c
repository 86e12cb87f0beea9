#include "base/str.h"

#include <assert.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

struct str str_of(const char *z)
{
    return (struct str){z, z ? strlen(z) : 0};
}

bool str_equal(struct str a, struct str b)
{
    return a.len == b.len && (a.len == 0 || memcmp(a.at, b.at, a.len) == 0);
}

int str_compare(struct str a, struct str b)
{
    size_t shorter = a.len < b.len ? a.len : b.len;
    int order = shorter ? memcmp(a.at, b.at, shorter) : 0;

    return order ? order : (a.len > b.len) - (a.len < b.len);
}

bool str_starts(struct str text, struct str prefix)
{
    return text.len >= prefix.len &&
           str_equal((struct str){text.at, prefix.len}, prefix);
}

bool str_ends(struct str text, struct str suffix)
{
    return text.len >= suffix.len &&
           (suffix.len == 0 || memcmp(text.at + text.len - suffix.len,
                                      suffix.at, suffix.len) == 0);
}

static bool is_space(char byte)
{
    return byte == ' ' || byte == '\t' || byte == '\r' || byte == '\n';
}

struct str str_trim(struct str text)
{
    while (text.len > 0 && is_space(text.at[0])) {
        text.at++;
        text.len--;
    }
    while (text.len > 0 && is_space(text.at[text.len - 1]))
        text.len--;
    return text;
}

size_t str_find(struct str text, char byte)
{
    const char *found = text.len ? memchr(text.at, byte, text.len) : NULL;

    return found ? (size_t)(found - text.at) : text.len;
}

struct str str_copy(struct arena *arena, struct str text)
{
    return (struct str){str_z(arena, text), text.len};
}

const char *str_z(struct arena *arena, struct str text)
{
    char *copy = arena_array(arena, char, text.len + 1);

    if (text.len > 0)
        memcpy(copy, text.at, text.len);
    return copy;
}

/* The length of the sequence that a lead byte begins; 0 if it begins none. */
static size_t sequence_length(unsigned char lead)
{
    if (lead < 0x80)
        return 1;
    if (lead >= 0xC2 && lead < 0xE0)
        return 2;
    if (lead >= 0xE0 && lead < 0xF0)
        return 3;
    return lead >= 0xF0 && lead < 0xF5 ? 4 : 0;
}

static bool is_code_point(unsigned value, size_t len)
{
    if (len == 3)
        return value >= 0x800 && (value < 0xD800 || value > 0xDFFF);
    if (len == 4)
        return value >= 0x10000 && value <= 0x10FFFF;
    return true;
}

size_t str_code_point(struct str text, unsigned *code_point)
{
    static const unsigned char lead_bits[] = {0, 0x7F, 0x1F, 0x0F, 0x07};
    unsigned char lead = (unsigned char)text.at[0];
    size_t len = sequence_length(lead);
    unsigned value = lead & lead_bits[len];

    *code_point = 0xFFFD;
    if (len == 0 || len > text.len)
        return 1;
    for (size_t i = 1; i < len; i++) {
        unsigned char byte = (unsigned char)text.at[i];

        if ((byte & 0xC0) != 0x80)
            return 1;
        value = value << 6 | (byte & 0x3FU);
    }
    if (!is_code_point(value, len))
        return 1;
    *code_point = value;
    return len;
}

/* Eight bytes at a time: records of files go through here. */
bool str_is_ascii(struct str text)
{
    uint64_t bits = 0;
    size_t i = 0;

    for (; i + sizeof bits <= text.len; i += sizeof bits) {
        uint64_t eight;

        memcpy(&eight, text.at + i, sizeof eight);
        bits |= eight;
    }
    for (; i < text.len; i++)
        bits |= (unsigned char)text.at[i];
    return (bits & UINT64_C(0x8080808080808080)) == 0;
}

bool str_is_utf8(struct str text)
{
    while (text.len > 0) {
        unsigned code_point;
        size_t len = 1;

        if ((unsigned char)text.at[0] >= 0x80) {
            len = str_code_point(text, &code_point);
            if (len == 1)
                return false;
        }
        text.at += len;
        text.len -= len;
    }
    return true;
}

size_t str_put_code_point(char *to, unsigned code_point)
{
    static const unsigned char leads[] = {0, 0, 0xC0, 0xE0, 0xF0};
    size_t len = code_point < 0x80      ? 1
                 : code_point < 0x800   ? 2
                 : code_point < 0x10000 ? 3
                                        : 4;

    for (size_t i = len - 1; i > 0; i--) {
        to[i] = (char)(0x80 | (code_point & 0x3F));
        code_point >>= 6;
    }
    to[0] = (char)(leads[len] | code_point);
    return len;
}

void text_add(struct text *text, struct str more)
{
    if (more.len == 0)
        return;
    text->at = arena_grow(text->arena, text->at, &text->capacity,
                          text->len + more.len + 1, 1);
    memcpy(text->at + text->len, more.at, more.len);
    text->len += more.len;
    text->at[text->len] = '\0';
}

static void text_addv(struct text *text, const char *format, va_list args)
    PRINTF_LIKE(2, 0);

static void text_addv(struct text *text, const char *format, va_list args)
{
    va_list again;
    int len;

    va_copy(again, args);
    len = vsnprintf(NULL, 0, format, again);
    va_end(again);
    assert(len >= 0); /* our formats are valid */
    text->at = arena_grow(text->arena, text->at, &text->capacity,
                          text->len + (size_t)len + 1, 1);
    vsnprintf(text->at + text->len, (size_t)len + 1, format, args);
    text->len += (size_t)len;
}

void text_addf(struct text *text, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    text_addv(text, format, args);
    va_end(args);
}

struct str text_str(const struct text *text)
{
    return (struct str){text->at, text->len};
}

struct str str_format(struct arena *arena, const char *format, ...)
{
    struct text text = {.arena = arena};
    va_list args;

    va_start(args, format);
    text_addv(&text, format, args);
    va_end(args);
    return text_str(&text);
}
