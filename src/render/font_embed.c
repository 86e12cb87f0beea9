#include "render/font_own.h"

#include <hb-subset.h>
#include <hb.h>

/* A PDF has its own character map, metrics and names. */
static void drop_tables(hb_subset_input_t *input)
{
    static const hb_tag_t dropped[] = {
        HB_TAG('G', 'S', 'U', 'B'), HB_TAG('G', 'P', 'O', 'S'),
        HB_TAG('G', 'D', 'E', 'F'), HB_TAG('B', 'A', 'S', 'E'),
        HB_TAG('J', 'S', 'T', 'F'), HB_TAG('M', 'A', 'T', 'H'),
        HB_TAG('n', 'a', 'm', 'e'), HB_TAG('p', 'o', 's', 't'),
        HB_TAG('O', 'S', '/', '2'), HB_TAG('c', 'm', 'a', 'p'),
        HB_TAG('k', 'e', 'r', 'n'), HB_TAG('D', 'S', 'I', 'G'),
        HB_TAG('g', 'a', 's', 'p'), HB_TAG('m', 'e', 't', 'a'),
        HB_TAG('f', 'v', 'a', 'r'), HB_TAG('g', 'v', 'a', 'r'),
        HB_TAG('a', 'v', 'a', 'r'), HB_TAG('c', 'v', 'a', 'r'),
        HB_TAG('H', 'V', 'A', 'R'), HB_TAG('M', 'V', 'A', 'R'),
        HB_TAG('S', 'T', 'A', 'T'), HB_TAG('F', 'F', 'T', 'M'),
        HB_TAG('S', 'V', 'G', ' '), HB_TAG('C', 'O', 'L', 'R'),
        HB_TAG('C', 'P', 'A', 'L'), HB_TAG('V', 'O', 'R', 'G'),
    };
    hb_set_t *set = hb_subset_input_set(input, HB_SUBSET_SETS_DROP_TABLE_TAG);

    for (size_t i = 0; i < COUNT(dropped); i++)
        hb_set_add(set, dropped[i]);
}

static struct str copy_blob(struct arena *arena, hb_blob_t *blob)
{
    unsigned length;
    const char *bytes = hb_blob_get_data(blob, &length);

    return str_copy(arena, (struct str){bytes, length});
}

struct str font_subset(struct arena *arena, const struct font *font,
                       uint32_t face, const uint32_t *glyphs, size_t count)
{
    const struct loaded_face *loaded = &font->faces[face];
    hb_subset_input_t *input = hb_subset_input_create_or_fail();
    struct str bytes = {0};

    if (!input)
        return bytes;
    for (size_t i = 0; i < count; i++)
        hb_set_add(hb_subset_input_glyph_set(input), glyphs[i]);
    hb_set_add(hb_subset_input_glyph_set(input), 0);
    hb_subset_input_set_flags(input, HB_SUBSET_FLAGS_RETAIN_GIDS |
                                         HB_SUBSET_FLAGS_NO_HINTING |
                                         HB_SUBSET_FLAGS_NOTDEF_OUTLINE);
    drop_tables(input);

    hb_face_t *subset = hb_subset_or_fail(loaded->tables, input);
    hb_subset_input_destroy(input);
    if (!subset)
        return bytes;
    hb_blob_t *file = hb_face_reference_blob(subset);
    hb_face_t *made = hb_face_create(file, 0);
    hb_blob_t *wanted =
        loaded->facts.is_cff
            ? hb_face_reference_table(made, HB_TAG('C', 'F', 'F', ' '))
            : hb_blob_reference(file);
    bytes = copy_blob(arena, wanted);
    hb_blob_destroy(wanted);
    hb_face_destroy(made);
    hb_blob_destroy(file);
    hb_face_destroy(subset);
    return bytes;
}

/* Outlines --------------------------------------------------------------- */

static void add_step(struct font *font, enum outline_step step,
                     const double xy[static 6])
{
    double em = font->faces[font->outline_face].em;
    struct outline outline = {.step = step};

    for (size_t i = 0; i < COUNT(outline.xy); i++)
        outline.xy[i] = xy[i] / em;
    font->outline =
        arena_grow(font->arena, font->outline, &font->outline_capacity,
                   font->outline_count + 1, sizeof *font->outline);
    font->outline[font->outline_count++] = outline;
}

static void add_move(hb_draw_funcs_t *funcs, void *font, hb_draw_state_t *state,
                     float x, float y, void *unused)
{
    (void)funcs, (void)state, (void)unused;
    add_step(font, OUTLINE_MOVE, (double[6]){(double)x, (double)y});
}

static void add_line(hb_draw_funcs_t *funcs, void *font, hb_draw_state_t *state,
                     float x, float y, void *unused)
{
    (void)funcs, (void)state, (void)unused;
    add_step(font, OUTLINE_LINE, (double[6]){(double)x, (double)y});
}

/* HarfBuzz says which parameters: NOLINTNEXTLINE(readability-function-size) */
static void add_curve(hb_draw_funcs_t *funcs, void *font,
                      hb_draw_state_t *state, float x1, float y1, float x2,
                      float y2, float x3, float y3, void *unused)
{
    double xy[6] = {(double)x1, (double)y1, (double)x2,
                    (double)y2, (double)x3, (double)y3};

    (void)funcs, (void)state, (void)unused;
    add_step(font, OUTLINE_CURVE, xy);
}

static void add_close(hb_draw_funcs_t *funcs, void *font,
                      hb_draw_state_t *state, void *unused)
{
    (void)funcs, (void)state, (void)unused;
    add_step(font, OUTLINE_CLOSE, (double[6]){0});
}

size_t font_outline(struct font *font, uint32_t face, uint32_t glyph,
                    const struct outline **outline)
{
    hb_draw_funcs_t *funcs = hb_draw_funcs_create();

    font->outline_count = 0;
    font->outline_face = face;
    hb_draw_funcs_set_move_to_func(funcs, add_move, NULL, NULL);
    hb_draw_funcs_set_line_to_func(funcs, add_line, NULL, NULL);
    hb_draw_funcs_set_cubic_to_func(funcs, add_curve, NULL, NULL);
    hb_draw_funcs_set_close_path_func(funcs, add_close, NULL, NULL);
    hb_font_get_glyph_shape(font->faces[face].shaper, glyph, funcs, font);
    hb_draw_funcs_destroy(funcs);
    *outline = font->outline;
    return font->outline_count;
}
