#include "render/operators.h"

#include <assert.h>
#include <math.h>

enum { SURROGATES = 0x10000, REPLACEMENT = 0xFFFD };

/* How many UTF-16 units a code point takes. */
static size_t utf16_units(unsigned code, unsigned units[static 2])
{
    if (code < SURROGATES) {
        units[0] = code;
        return 1;
    }
    code -= SURROGATES;
    units[0] = 0xD800 | code >> 10;
    units[1] = 0xDC00 | (code & 0x3FF);
    return 2;
}

void operators_number(struct text *out, double value, int places)
{
    static const double powers[] = {1, 10, 100, 1000, 10000, 100000};
    char digits[32];
    size_t at = sizeof digits;

    assert(isfinite(value) && places >= 0 && (size_t)places < COUNT(powers));
    long long scaled = llround(value * powers[places]);
    unsigned long long rest = scaled < 0 ? 0 - (unsigned long long)scaled
                                         : (unsigned long long)scaled;
    int left = places;

    digits[--at] = ' ';
    for (; left > 0 && rest % 10 == 0; left--)
        rest /= 10;
    for (; left > 0; left--, rest /= 10) {
        digits[--at] = (char)('0' + rest % 10);
        if (left == 1)
            digits[--at] = '.';
    }
    for (; rest > 0; rest /= 10)
        digits[--at] = (char)('0' + rest % 10);
    if (at == sizeof digits - 1)
        digits[--at] = '0';
    if (scaled < 0)
        digits[--at] = '-';
    text_add(out, (struct str){digits + at, sizeof digits - at});
}

void operators_point(struct text *out, double x, double y)
{
    operators_number(out, x, 2);
    operators_number(out, y, 2);
}

void operators_hex8(struct text *out, unsigned value)
{
    static const char hex[] = "0123456789ABCDEF";
    char digits[2] = {hex[value >> 4 & 15], hex[value & 15]};

    text_add(out, (struct str){digits, sizeof digits});
}

void operators_hex16(struct text *out, unsigned value)
{
    operators_hex8(out, value >> 8);
    operators_hex8(out, value);
}

void operators_utf16(struct text *out, struct str text)
{
    while (text.len > 0) {
        unsigned code, units[2];
        size_t size = str_code_point(text, &code);
        size_t count = utf16_units(code, units);

        for (size_t i = 0; i < count; i++)
            operators_hex16(out, units[i]);
        text = (struct str){text.at + size, text.len - size};
    }
}

struct str operators_text_string(struct arena *arena, struct str text)
{
    struct text out = {.arena = arena};

    text_add(&out, STR("\xFE\xFF"));
    while (text.len > 0) {
        unsigned code, units[2];
        size_t size = str_code_point(text, &code);
        size_t count = utf16_units(code, units);

        for (size_t i = 0; i < count; i++) {
            char bytes[2] = {(char)(units[i] >> 8), (char)(units[i] & 0xFF)};
            text_add(&out, (struct str){bytes, sizeof bytes});
        }
        text = (struct str){text.at + size, text.len - size};
    }
    return text_str(&out);
}

/* What XML 1.0 allows in a document at all. */
static bool is_xml(unsigned code)
{
    return code >= 0x20 && code != 0x7F && code != 0xFFFE && code != 0xFFFF;
}

void operators_xml(struct text *out, struct str text)
{
    while (text.len > 0) {
        unsigned code;
        size_t size = str_code_point(text, &code);
        struct str piece = {text.at, size};

        if (code == '&')
            piece = STR("&amp;");
        else if (code == '<')
            piece = STR("&lt;");
        else if (code == '>')
            piece = STR("&gt;");
        else if (code == '/') /* no byte of it looks like a PDF name */
            piece = STR("&#47;");
        else if (code == REPLACEMENT || !is_xml(code))
            piece = STR("\xEF\xBF\xBD");
        text_add(out, piece);
        text = (struct str){text.at + size, text.len - size};
    }
}
