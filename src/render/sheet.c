#include "render/sheet.h"

double sheet_width(const struct sheet *sheet, enum theme_type type,
                   struct str text)
{
    return font_width(theme_font(sheet->theme, type), types[type].size, text);
}

double sheet_text_in(const struct sheet *sheet, enum theme_type type,
                     enum theme_colour colour, struct spot spot,
                     struct str text)
{
    if (!text.len)
        return 0;
    return canvas_text(sheet->canvas, theme_font(sheet->theme, type),
                       types[type].size, spot.x, spot.y, spot.align,
                       theme_colour(sheet->theme, colour), text);
}

double sheet_text(const struct sheet *sheet, enum theme_type type,
                  struct spot spot, struct str text)
{
    return sheet_text_in(sheet, type, types[type].colour, spot, text);
}

double sheet_line(const struct sheet *sheet, enum theme_type type,
                  struct spot spot, double width, struct str text)
{
    return sheet_text(sheet, type, spot,
                      layout_fit(sheet->arena, theme_font(sheet->theme, type),
                                 types[type].size, width, text));
}

struct lines sheet_wrap(const struct sheet *sheet, enum theme_type type,
                        double width, size_t most, struct str text)
{
    return layout_wrap(sheet->arena, theme_font(sheet->theme, type),
                       types[type].size, width, most, text);
}

double sheet_lines(const struct sheet *sheet, enum theme_type type, double x,
                   double y, const struct lines *lines)
{
    for (size_t i = 0; i < lines->count; i++)
        sheet_text(
            sheet, type,
            (struct spot){x, y + (double)i * types[type].leading, ALIGN_LEFT},
            lines->items[i]);
    return lines->count ? y + (double)(lines->count - 1) * types[type].leading
                        : y;
}

double sheet_paragraph(const struct sheet *sheet, enum theme_type type,
                       struct box box, size_t most, struct str text)
{
    struct lines lines = sheet_wrap(sheet, type, box.w, most, text);
    double last;

    sheet_begin(sheet, TAG_P);
    last = sheet_lines(sheet, type, box.x, box.y, &lines);
    sheet_end(sheet);
    return last;
}

void sheet_rule(const struct sheet *sheet, double x, double y, double width,
                double thickness, enum theme_colour colour)
{
    struct pen pen = {.width = thickness};

    canvas_begin(sheet->canvas, TAG_ARTIFACT, (struct str){0});
    canvas_move(sheet->canvas, x, y);
    canvas_line(sheet->canvas, x + width, y);
    canvas_stroke(sheet->canvas, theme_colour(sheet->theme, colour), &pen);
    canvas_end(sheet->canvas);
}

void sheet_stem(const struct sheet *sheet, double x, double y, double height,
                double thickness, enum theme_colour colour)
{
    struct pen pen = {.width = thickness};

    canvas_begin(sheet->canvas, TAG_ARTIFACT, (struct str){0});
    canvas_move(sheet->canvas, x, y);
    canvas_line(sheet->canvas, x, y + height);
    canvas_stroke(sheet->canvas, theme_colour(sheet->theme, colour), &pen);
    canvas_end(sheet->canvas);
}

void sheet_fill(const struct sheet *sheet, struct box box, double radius,
                enum theme_colour colour)
{
    canvas_begin(sheet->canvas, TAG_ARTIFACT, (struct str){0});
    if (radius > 0)
        canvas_round_rect(sheet->canvas, box.x, box.y, box.w, box.h, radius);
    else
        canvas_rect(sheet->canvas, box.x, box.y, box.w, box.h);
    canvas_fill(sheet->canvas, theme_colour(sheet->theme, colour));
    canvas_end(sheet->canvas);
}

void sheet_dot(const struct sheet *sheet, double x, double y, double radius,
               enum theme_colour colour)
{
    canvas_begin(sheet->canvas, TAG_ARTIFACT, (struct str){0});
    canvas_circle(sheet->canvas, x, y, radius);
    canvas_fill(sheet->canvas, theme_colour(sheet->theme, colour));
    canvas_end(sheet->canvas);
}

void sheet_triangle(const struct sheet *sheet, double x, double y, int sign,
                    enum theme_colour colour)
{
    double base = sign > 0 ? y : y - 5.4;
    double tip = sign > 0 ? y - 5.4 : y;

    if (!sign)
        return;
    canvas_begin(sheet->canvas, TAG_ARTIFACT, (struct str){0});
    canvas_move(sheet->canvas, x, base);
    canvas_line(sheet->canvas, x + 6, base);
    canvas_line(sheet->canvas, x + 3, tip);
    canvas_close(sheet->canvas);
    canvas_fill(sheet->canvas, theme_colour(sheet->theme, colour));
    canvas_end(sheet->canvas);
}

int sheet_effect(const struct cell *change, struct str direction)
{
    if (!cell_is_defined(change) || str_equal(direction, STR("neutral")))
        return 0;
    return str_equal(direction, STR("up is bad")) ? -number_sign(change)
                                                  : number_sign(change);
}

enum theme_colour sheet_effect_colour(int effect)
{
    if (effect > 0)
        return COLOUR_POS_TEXT;
    return effect < 0 ? COLOUR_NEG : COLOUR_MUTED;
}

void sheet_begin(const struct sheet *sheet, enum tag tag)
{
    canvas_begin(sheet->canvas, tag, (struct str){0});
}

void sheet_begin_figure(const struct sheet *sheet, struct str alt)
{
    canvas_begin(sheet->canvas, TAG_FIGURE, alt);
}

void sheet_end(const struct sheet *sheet)
{
    canvas_end(sheet->canvas);
}

struct str sheet_cell(const struct sheet *sheet, const struct table *table,
                      const struct cell *row, size_t column,
                      const struct number_scale *scale)
{
    if (words_is_small(sheet->words, table, row, column))
        return STR("<10");
    return number_table(sheet->arena, &sheet->words->style, &row[column],
                        scale);
}
