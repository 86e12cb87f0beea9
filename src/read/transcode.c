#include "read/transcode.h"

#include <string.h>

/* Windows-1252 where it is not latin-1: 0x80 .. 0x9F; 0 is undefined. */
static const unsigned short windows_1252[32] = {
    0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
    0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0,      0x017D, 0,
    0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
    0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178,
};

/* Copy eight bytes if they are ASCII; `to` has room for them anyway. */
static bool copy_ascii(char *to, const char *bytes)
{
    uint64_t eight;

    memcpy(&eight, bytes, sizeof eight);
    memcpy(to, &eight, sizeof eight);
    return (eight & UINT64_C(0x8080808080808080)) == 0;
}

size_t transcode(enum encoding encoding, struct str bytes, char *to)
{
    size_t used = 0;

    for (size_t i = 0; i < bytes.len; i++) {
        unsigned code_point;

        while (bytes.len - i >= 8 && copy_ascii(to + used, bytes.at + i)) {
            used += 8;
            i += 8;
        }
        if (i == bytes.len)
            break;
        code_point = (unsigned char)bytes.at[i];
        if (code_point < 0x80 || !encoding_is_single_byte(encoding)) {
            to[used++] = bytes.at[i];
            continue;
        }
        if (encoding == ENCODING_WINDOWS_1252 && code_point < 0xA0)
            code_point = windows_1252[code_point - 0x80];
        if (code_point == 0)
            to[used++] = (char)0xFF;
        else
            used += str_put_code_point(to + used, code_point);
    }
    return used;
}
