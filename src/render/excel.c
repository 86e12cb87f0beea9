#include "render/excel.h"

#include <ctype.h>
#include <string.h>

static size_t units(unsigned code_point)
{
    return code_point > 0xFFFF ? 2 : 1;
}

static bool is_character(unsigned code_point)
{
    return (code_point & 0xFFFE) != 0xFFFE &&
           !(code_point >= 0xFDD0 && code_point <= 0xFDEF);
}

/* "_x005F_": what Excel takes for an escaped character. */
static bool is_escape(struct str text)
{
    if (text.len < 7 || text.at[0] != '_' || text.at[1] != 'x' ||
        text.at[6] != '_')
        return false;
    for (size_t i = 2; i < 6; i++)
        if (!isxdigit((unsigned char)text.at[i]))
            return false;
    return true;
}

/*
 * How one code point at the start of `rest` is written.  The library writes
 * control characters as seven: they count as such.
 */
struct written {
    struct str text;
    size_t taken; /* bytes of rest */
    size_t units;
};

static struct written excel_next(struct str rest)
{
    unsigned code_point;
    size_t len = str_code_point(rest, &code_point);

    if (code_point == 0xFFFD || !is_character(code_point))
        return (struct written){STR("\xEF\xBF\xBD"), len, 1};
    if (is_escape(rest))
        return (struct written){STR("_x005F_"), 1, 7};
    if (code_point == 0)
        return (struct written){STR("_x0000_"), 1, 7};
    return (struct written){
        {rest.at, len}, len, code_point < 0x20 ? 7 : units(code_point)};
}

static bool is_plain(struct str text, size_t most)
{
    if (text.len > most)
        return false;
    for (size_t i = 0; i < text.len; i++)
        if ((unsigned char)text.at[i] >= 0x80 ||
            (unsigned char)text.at[i] < 0x20 || text.at[i] == '_')
            return false;
    return true;
}

struct str excel_text(struct arena *arena, struct str text, size_t most)
{
    struct text out = {.arena = arena};
    struct str rest = text;
    size_t count = 0, fits = 0;

    if (is_plain(text, most))
        return str_copy(arena, text);
    while (rest.len) {
        struct written next = excel_next(rest);

        if (count + next.units > most) {
            out.len = fits;
            text_add(&out, STR("…"));
            break;
        }
        text_add(&out, next.text);
        count += next.units;
        if (count < most)
            fits = out.len;
        rest = (struct str){rest.at + next.taken, rest.len - next.taken};
    }
    return text_str(&out);
}

bool excel_is_taken(struct str name, const struct str *taken, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        size_t same = 0;

        if (taken[i].len != name.len)
            continue;
        while (same < name.len && tolower((unsigned char)name.at[same]) ==
                                      tolower((unsigned char)taken[i].at[same]))
            same++;
        if (same == name.len)
            return true;
    }
    return false;
}

/* At most `most` characters of a valid text. */
static struct str cut(struct str text, size_t most)
{
    size_t count = 0, at = 0;

    while (at < text.len) {
        unsigned code_point;
        size_t len = str_code_point((struct str){text.at + at, text.len - at},
                                    &code_point);

        count += units(code_point);
        if (count > most)
            break;
        at += len;
    }
    return str_trim((struct str){text.at, at});
}

static bool is_one_of(char byte, struct str bytes)
{
    return str_find(bytes, byte) < bytes.len;
}

static struct str bare_name(struct arena *arena, struct str wanted)
{
    struct text out = {.arena = arena};
    struct str name;

    while (wanted.len) {
        struct written next = excel_next(wanted);
        bool bad = (unsigned char)*wanted.at < 0x20 ||
                   is_one_of(*wanted.at, STR("[]:*?/\\"));

        if (bad)
            text_add(&out, STR("-"));
        else
            text_add(&out, *wanted.at == '_' ? STR("_") : next.text);
        wanted = (struct str){wanted.at + next.taken, wanted.len - next.taken};
    }
    name = str_trim(text_str(&out));
    while (name.len && *name.at == '\'')
        name = (struct str){name.at + 1, name.len - 1};
    name = cut(name, EXCEL_NAME_MOST);
    while (name.len && name.at[name.len - 1] == '\'')
        name.len--;
    return name.len ? name : STR("Sheet");
}

struct str excel_sheet_name(struct arena *arena, struct str wanted,
                            const struct str *taken, size_t count)
{
    struct str bare = bare_name(arena, wanted);
    struct str name = str_copy(arena, bare);

    /* Excel keeps this name for itself. */
    if (excel_is_taken(name, &STR("History"), 1))
        name = STR("History -");
    for (size_t n = 2; excel_is_taken(name, taken, count); n++) {
        struct str number = str_format(arena, " (%zu)", n);
        struct str stem = cut(bare, EXCEL_NAME_MOST - number.len);

        name = str_format(arena, "%.*s%s", STR_ARGS(stem), number.at);
    }
    return name;
}

struct str excel_head(struct arena *arena, struct str label, bool referred)
{
    struct text out = {.arena = arena};
    bool space = false;

    for (size_t i = 0; i < label.len; i++) {
        unsigned char byte = (unsigned char)label.at[i];
        bool kept = isalnum(byte) || byte >= 0x80 ||
                    (!referred && (byte == '-' || byte == '%'));

        if (kept && space && out.len)
            text_add(&out, STR(" "));
        if (kept)
            text_add(&out, (struct str){label.at + i, 1});
        space = !kept;
    }
    if (!out.len || !str_is_utf8(text_str(&out)))
        return STR("Column");
    return excel_text(arena, text_str(&out), 255);
}

static void add_column(struct text *out, uint32_t column)
{
    char letters[8];
    size_t count = 0;

    for (uint32_t rest = column + 1; rest; rest = (rest - 1) / 26)
        letters[count++] = (char)('A' + (rest - 1) % 26);
    while (count)
        text_add(out, (struct str){&letters[--count], 1});
}

struct str excel_address(struct arena *arena, uint32_t row, uint32_t column)
{
    struct text out = {.arena = arena};

    add_column(&out, column);
    text_addf(&out, "%u", row + 1);
    return text_str(&out);
}

static bool is_one(const struct cells *cells)
{
    return cells->first_row == cells->last_row &&
           cells->first_column == cells->last_column;
}

struct str excel_area(struct arena *arena, const struct cells *cells)
{
    struct text out = {.arena = arena};

    text_add(&out, excel_address(arena, cells->first_row, cells->first_column));
    if (is_one(cells))
        return text_str(&out);
    text_add(&out, STR(":"));
    text_add(&out, excel_address(arena, cells->last_row, cells->last_column));
    return text_str(&out);
}

struct str excel_range(struct arena *arena, const struct cells *cells)
{
    struct text out = {.arena = arena};

    text_add(&out, STR("$"));
    add_column(&out, cells->first_column);
    text_addf(&out, "$%u", cells->first_row + 1);
    if (!is_one(cells)) {
        text_add(&out, STR(":$"));
        add_column(&out, cells->last_column);
        text_addf(&out, "$%u", cells->last_row + 1);
    }
    return text_str(&out);
}

struct str excel_reference(struct arena *arena, struct str sheet,
                           const struct cells *cells)
{
    struct text out = {.arena = arena};

    text_add(&out, STR("'"));
    for (size_t i = 0; i < sheet.len; i++) {
        if (sheet.at[i] == '\'')
            text_add(&out, STR("'"));
        text_add(&out, (struct str){sheet.at + i, 1});
    }
    text_add(&out, STR("'!"));
    text_add(&out, excel_range(arena, cells));
    return text_str(&out);
}

struct str excel_footer(struct arena *arena, struct str text)
{
    struct text out = {.arena = arena};

    for (size_t i = 0; i < text.len; i++) {
        if (text.at[i] == '&')
            text_add(&out, STR("&"));
        text_add(&out, (struct str){text.at + i, 1});
    }
    return text_str(&out);
}

struct str excel_xml(struct arena *arena, struct str text)
{
    struct text out = {.arena = arena};

    for (size_t i = 0; i < text.len; i++) {
        char byte = text.at[i];

        if (byte == '&')
            text_add(&out, STR("&amp;"));
        else if (byte == '<')
            text_add(&out, STR("&lt;"));
        else if (byte == '>')
            text_add(&out, STR("&gt;"));
        else if (byte == '"')
            text_add(&out, STR("&quot;"));
        else
            text_add(&out, (struct str){&byte, 1});
    }
    return text_str(&out);
}

double excel_width(struct str text)
{
    /* Advances of Calibri in 2048ths of an em, U+0020 to U+007E. */
    static const short advances[] = {
        463,  667,  821,  1020, 1038, 1464, 1397, 452,  621,  621,  1020, 1020,
        511,  627,  517,  791,  1038, 1038, 1038, 1038, 1038, 1038, 1038, 1038,
        1038, 1038, 548,  548,  1020, 1020, 1020, 949,  1831, 1185, 1114, 1092,
        1260, 1000, 941,  1292, 1276, 516,  653,  1064, 861,  1751, 1322, 1356,
        1058, 1378, 1112, 941,  998,  1314, 1162, 1822, 1063, 998,  959,  628,
        791,  628,  1020, 1020, 596,  981,  1076, 866,  1076, 1019, 625,  964,
        1076, 470,  490,  931,  470,  1636, 1076, 1080, 1076, 1076, 714,  801,
        686,  1076, 925,  1464, 887,  927,  809,  644,  943,  644,  1020,
    };
    double sum = 0;

    while (text.len) {
        unsigned code_point;
        size_t len = str_code_point(text, &code_point);

        if (code_point >= ' ' && code_point - ' ' < COUNT(advances))
            sum += advances[code_point - ' '];
        else
            sum += code_point < 0x1100 ? 1076 : 2048;
        text = (struct str){text.at + len, text.len - len};
    }
    return sum / 1038;
}
