#include "render/operators.h"
#include "render/press.h"

#include <math.h>

enum { REPLACEMENT = 0xFFFD };

/* A line of text while it is set. */
struct setting {
    struct press *press;
    const struct press_line *line;
    const struct subset *subset; /* whose font is set */
    double rise;                 /* above the baseline, in em */
    bool is_open;                /* inside of [<...>] */
};

/* Tell nothing of what is not seen: soft hyphens, joiners, directions. */
static bool is_ignorable(unsigned code)
{
    return code == 0xAD || (code >= 0x200B && code <= 0x200F) ||
           (code >= 0x202A && code <= 0x202E) ||
           (code >= 0x2060 && code <= 0x206F) ||
           (code >= 0xFE00 && code <= 0xFE0F) || code == 0xFEFF;
}

/*
 * The text that a glyph stands for, as a reader should get it: invalid bytes
 * as U+FFFD, and nothing that is not seen.
 */
static struct str said(struct arena *arena, struct str text,
                       const struct glyph *glyph)
{
    struct str rest = {text.at + glyph->cluster, glyph->length};
    struct text said = {.arena = arena};

    if (rest.len == 1 && *rest.at >= ' ' && *rest.at <= '~')
        return rest;
    while (rest.len > 0) {
        unsigned code;
        size_t size = str_code_point(rest, &code);

        if (code == REPLACEMENT)
            text_add(&said, STR("\xEF\xBF\xBD"));
        else if (code < ' ')
            text_add(&said, STR(" "));
        else if (!is_ignorable(code))
            text_add(&said, (struct str){rest.at, size});
        rest = (struct str){rest.at + size, rest.len - size};
    }
    return text_str(&said);
}

static void open_string(struct setting *line)
{
    if (!line->is_open)
        text_add(line->press->out, STR("[<"));
    line->is_open = true;
}

static void close_string(struct setting *line)
{
    if (line->is_open)
        text_add(line->press->out, STR(">] TJ\n"));
    line->is_open = false;
}

/* Move the pen back by thousandths of an em. */
static void write_kern(struct setting *line, double back)
{
    if (fabs(back) < 0.05)
        return;
    open_string(line);
    text_add(line->press->out, STR(">"));
    operators_number(line->press->out, back, 1);
    text_add(line->press->out, STR("<"));
}

static void write_glyph(struct setting *line, const struct glyph *glyph)
{
    double size = line->line->size;
    double own = font_advance(line->line->font, glyph->face, glyph->id);

    if (glyph->y != line->rise) {
        close_string(line);
        operators_number(line->press->out, glyph->y * size, 3);
        press_operator(line->press, "Ts");
        line->rise = glyph->y;
    }
    write_kern(line, -1000 * glyph->x);
    open_string(line);
    operators_hex16(line->press->out, glyph->id);
    write_kern(line, 1000 * (own + glyph->x - glyph->advance));
}

static void set_face(struct setting *line, const struct subset *subset)
{
    if (line->subset == subset)
        return;
    close_string(line);
    text_addf(line->press->out, "/F%zu ", subset->number);
    operators_number(line->press->out, line->line->size, 3);
    press_operator(line->press, "Tf");
    line->subset = subset;
}

static void begin_actual_text(struct setting *line, struct str text)
{
    close_string(line);
    text_add(line->press->out, STR("/Span <</ActualText <FEFF"));
    operators_utf16(line->press->out, text);
    press_operator(line->press, ">>> BDC");
}

static void end_actual_text(struct setting *line)
{
    close_string(line);
    press_operator(line->press, "EMC");
}

/*
 * The glyphs of one cluster.  A glyph has one text in the document; where that
 * is not what it says here, the right one is told beside it.
 */
static void write_cluster(struct setting *line, const struct glyph *glyphs,
                          size_t count, struct str text)
{
    struct ink *ink = line->press->ink;
    struct subset *subset = subset_find(ink->arena, &ink->subsets,
                                        line->line->font, glyphs[0].face);
    bool is_told =
        subset_use(ink->arena, subset, glyphs[0].id, text) && count == 1;

    for (size_t i = 1; i < count; i++)
        subset_use(ink->arena, subset, glyphs[i].id, (struct str){0});
    set_face(line, subset);
    if (!is_told)
        begin_actual_text(line, text);
    for (size_t i = 0; i < count; i++)
        write_glyph(line, &glyphs[i]);
    if (!is_told)
        end_actual_text(line);
}

/*
 * Texts of one piece are words apart for who reads them: a space that takes no
 * room stands between them.
 */
static void write_space(struct setting *line)
{
    const struct glyph *space = font_space(line->line->font);
    struct press *press = line->press;

    if (press->has_text && press->owner && space) {
        write_cluster(line, space, 1, STR(" "));
        write_kern(line, 1000 * space->advance);
    }
    press->has_text = true;
}

/* A figure reaches as far as its text does. */
static void reach_text(struct press *press, const struct press_line *line,
                       double x, double y)
{
    const struct face *face = font_face(line->font, 0);
    double width = 0;

    for (size_t i = 0; i < line->count; i++)
        width += line->glyphs[i].advance * line->size;
    press_reach(press, x, y - face->ascent * line->size, 0);
    press_reach(press, x + width, y - face->descent * line->size, 0);
}

void press_text(struct press *press, const struct press_line *line, double x,
                double y, struct colour colour)
{
    struct setting setting = {.press = press, .line = line};

    press_begin_text(press, colour);
    press_operator(press, "BT");
    press_point(press, x, y);
    press_operator(press, "Td");
    write_space(&setting);
    for (size_t i = 0, end; i < line->count; i = end) {
        for (end = i + 1; end < line->count; end++)
            if (line->glyphs[end].length > 0)
                break;
        write_cluster(&setting, &line->glyphs[i], end - i,
                      said(press->ink->arena, line->text, &line->glyphs[i]));
    }
    close_string(&setting);
    if (setting.rise != 0)
        press_operator(press, "0 Ts");
    press_operator(press, "ET");
    press_end(press, colour);
    reach_text(press, line, x, y);
}
