#include "render/layout.h"

#define ELLIPSIS "\xE2\x80\xA6"

struct box box_below(struct box box, double top)
{
    return (struct box){box.x, box.y + top, box.w, box.h - top};
}

struct box grid_span(double page_width, int first, int span)
{
    double column =
        (page_width - 2 * GRID_MARGIN - (GRID_COLUMNS - 1) * GRID_GUTTER) /
        GRID_COLUMNS;

    return (struct box){
        .x = GRID_MARGIN + first * (column + GRID_GUTTER),
        .w = span * column + (span - 1) * GRID_GUTTER,
    };
}

/* The longest start of a text, at a character's end, that is this wide. */
static size_t prefix_that_fits(struct font *font, double size, double width,
                               struct str text)
{
    size_t fits = 0;

    for (size_t at = 0; at < text.len;) {
        unsigned code_point;
        at += str_code_point((struct str){text.at + at, text.len - at},
                             &code_point);
        if (font_width(font, size, (struct str){text.at, at}) > width)
            break;
        fits = at;
    }
    return fits;
}

struct str layout_fit(struct arena *arena, struct font *font, double size,
                      double width, struct str text)
{
    double room;
    struct str start = text;

    if (font_width(font, size, text) <= width)
        return text;
    room = width - font_width(font, size, STR(ELLIPSIS));
    start.len = room > 0 ? prefix_that_fits(font, size, room, text) : 0;
    start = str_trim(start);
    return str_format(arena, "%.*s" ELLIPSIS, STR_ARGS(start));
}

/* How much of a text the next line takes: up to a space, if it can be. */
static size_t line_length(struct font *font, double size, double width,
                          struct str text)
{
    size_t fits = 0;

    for (size_t at = 0; at < text.len;) {
        size_t word = str_find((struct str){text.at + at, text.len - at}, ' ');
        at += word;
        if (font_width(font, size, (struct str){text.at, at}) > width)
            break;
        fits = at;
        while (at < text.len && text.at[at] == ' ')
            at++;
    }
    if (!fits)
        fits = prefix_that_fits(font, size, width, text);
    return fits ? fits : text.len;
}

struct lines layout_wrap(struct arena *arena, struct font *font, double size,
                         double width, size_t most, struct str text)
{
    struct lines lines = {.items = arena_array(arena, struct str, most)};

    text = str_trim(text);
    while (text.len && lines.count < most) {
        size_t len = line_length(font, size, width, text);
        if (lines.count + 1 == most && len < text.len) {
            lines.items[lines.count++] =
                layout_fit(arena, font, size, width, text);
            break;
        }
        lines.items[lines.count++] = (struct str){text.at, len};
        text = str_trim((struct str){text.at + len, text.len - len});
    }
    return lines;
}
