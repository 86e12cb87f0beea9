#include "render/font.h"

#include "base/file.h"
#include "base/map.h"
#include "render/bidi.h"

#include <assert.h>
#include <ctype.h>
#include <ft2build.h>
#include FT_FREETYPE_H
#include FT_FONT_FORMATS_H
#include FT_TRUETYPE_TABLES_H
#include <hb-ot.h>
#include <hb-subset.h>
#include <hb.h>
#include <math.h>
#include <string.h>

/* Texts whose glyphs are kept: most are measured first and drawn later. */
enum { CACHE_TEXTS = 20000, CACHE_LENGTH = 200 };

enum { REPLACEMENT = 0xFFFD };

struct loaded_face {
    struct face facts;
    hb_face_t *tables;
    hb_font_t *shaper;
    double em; /* its units in an em */
};

/* A code point of the text in hand. */
struct letter {
    unsigned code;
    uint32_t at; /* its first byte */
    uint32_t face;
    hb_script_t script;
    uint8_t level; /* odd runs from right to left */
};

/* Neighbouring letters that are shaped together. */
struct run {
    size_t first;
    size_t end;
};

struct shaped {
    const struct glyph *glyphs;
    size_t count;
};

struct font {
    struct arena *arena;
    struct loaded_face *faces;
    size_t face_count;
    hb_buffer_t *buffer;

    /* Of the text in hand. */
    struct letter *letters;
    unsigned *codes;
    uint8_t *levels;
    struct run *runs;
    size_t letter_count, letter_capacity, code_capacity, level_capacity;
    size_t run_count, run_capacity;
    struct glyph *glyphs;
    size_t glyph_count, glyph_capacity;

    struct map texts; /* shaped before; shaped[] by their number */
    struct shaped *shaped;
    size_t shaped_capacity;
};

/* Loading ---------------------------------------------------------------- */

/* A PostScript name that is safe as a PDF name, whatever the file says. */
static const char *face_name(struct arena *arena, FT_Face file)
{
    const char *name = FT_Get_Postscript_Name(file);
    size_t len = name ? strlen(name) : 0;
    char *safe = arena_array(arena, char, 64);
    size_t kept = 0;

    for (size_t i = 0; i < len && kept < 63; i++)
        if (isalnum((unsigned char)name[i]) || name[i] == '-')
            safe[kept++] = name[i];
    return kept > 0 ? safe : "Font";
}

static void read_facts(struct arena *arena, FT_Face file, struct face *face)
{
    double em = file->units_per_EM;
    const TT_OS2 *os2 = FT_Get_Sfnt_Table(file, FT_SFNT_OS2);
    const TT_Postscript *post = FT_Get_Sfnt_Table(file, FT_SFNT_POST);
    double box[] = {(double)file->bbox.xMin, (double)file->bbox.yMin,
                    (double)file->bbox.xMax, (double)file->bbox.yMax};

    face->name = face_name(arena, file);
    face->ascent = file->ascender / em;
    face->descent = file->descender / em;
    face->cap_height = os2 && os2->version >= 2 && os2->sCapHeight > 0
                           ? os2->sCapHeight / em
                           : 0.7;
    face->slant = post ? (double)post->italicAngle / 65536 : 0;
    for (size_t i = 0; i < COUNT(box); i++)
        face->box[i] = box[i] / em;
    face->glyphs = (size_t)file->num_glyphs;
    face->bold = file->style_flags & FT_STYLE_FLAG_BOLD;
    face->is_cff = strcmp(FT_Get_Font_Format(file), "CFF") == 0;
}

/* Why a file that is a font cannot be used, or NULL. */
static const char *objection(FT_Face file)
{
    if (!FT_IS_SFNT(file) || !FT_IS_SCALABLE(file) || file->num_glyphs <= 0 ||
        file->num_glyphs > UINT16_MAX)
        return "this font has no TrueType or OpenType outlines";
    if (FT_Select_Charmap(file, FT_ENCODING_UNICODE))
        return "this font has no Unicode character map";
    if (FT_IS_CID_KEYED(file))
        return "this font is CID-keyed, which cannot be embedded; use its "
               "TrueType version";
    if (FT_Get_FSType_Flags(file) &
        (FT_FSTYPE_RESTRICTED_LICENSE_EMBEDDING | FT_FSTYPE_NO_SUBSETTING |
         FT_FSTYPE_BITMAP_EMBEDDING_ONLY))
        return "this font's licence flags forbid embedding a subset of it";
    return NULL;
}

/* What FreeType says of a file; it checks more than HarfBuzz does. */
static const char *inspect(struct arena *arena, struct str bytes,
                           struct face *face)
{
    FT_Library library;
    FT_Face file;
    const char *wrong = "this is no TrueType or OpenType font";

    if (bytes.len == 0 || bytes.len > INT32_MAX || FT_Init_FreeType(&library))
        return wrong;
    if (!FT_New_Memory_Face(library, (const FT_Byte *)bytes.at,
                            (FT_Long)bytes.len, 0, &file)) {
        wrong = objection(file);
        if (!wrong)
            read_facts(arena, file, face);
        FT_Done_Face(file);
    }
    FT_Done_FreeType(library);
    return wrong;
}

static void open_shaper(struct loaded_face *face, struct str bytes)
{
    hb_blob_t *blob = hb_blob_create(bytes.at, (unsigned)bytes.len,
                                     HB_MEMORY_MODE_READONLY, NULL, NULL);
    face->tables = hb_face_create(blob, 0);
    hb_blob_destroy(blob);
    face->shaper = hb_font_create(face->tables);

    unsigned em = hb_face_get_upem(face->tables);
    hb_font_set_scale(face->shaper, (int)em, (int)em);
    face->em = em;
}

static enum status load_face(struct arena *arena, struct diag *diag,
                             const char *path, struct loaded_face *face)
{
    struct place place = {.file = path};
    struct str bytes;
    enum status status;

    if (!file_exists(path))
        return diag_error(diag, NO_INPUT, place,
                          "there is no such font; install its package, which "
                          "fonts/fonts.yaml names, or name another font");
    status = file_read(arena, diag, path, &bytes);
    if (status != OK)
        return status;

    const char *wrong = inspect(arena, bytes, &face->facts);
    if (wrong)
        return diag_error(diag, BAD_DATA, place, "%s", wrong);
    open_shaper(face, bytes);
    return OK;
}

enum status font_load(struct arena *arena, struct diag *diag,
                      const char *const *paths, size_t path_count,
                      struct font **font)
{
    struct font *loaded = arena_new(arena, struct font);

    assert(path_count > 0);
    *font = NULL;
    loaded->arena = arena;
    loaded->texts.arena = arena;
    loaded->faces = arena_array(arena, struct loaded_face, path_count);
    loaded->buffer = hb_buffer_create();
    for (size_t i = 0; i < path_count; i++) {
        enum status status =
            load_face(arena, diag, paths[i], &loaded->faces[i]);
        if (status != OK) {
            font_free(loaded);
            return status;
        }
        loaded->face_count++;
    }
    *font = loaded;
    return OK;
}

void font_free(struct font *font)
{
    if (!font)
        return;
    for (size_t i = 0; i < font->face_count; i++) {
        hb_font_destroy(font->faces[i].shaper);
        hb_face_destroy(font->faces[i].tables);
    }
    hb_buffer_destroy(font->buffer);
    *font = (struct font){0};
}

/* From text to runs ------------------------------------------------------ */

static unsigned clean(unsigned code)
{
    if (code == '\t' || code == '\n' || code == '\r')
        return ' ';
    return code < 0x20 || (code >= 0x7F && code < 0xA0) ? REPLACEMENT : code;
}

static void read_letters(struct font *font, struct str text)
{
    font->letter_count = 0;
    font->letters =
        arena_grow(font->arena, font->letters, &font->letter_capacity, text.len,
                   sizeof *font->letters);
    for (size_t at = 0; at < text.len;) {
        unsigned code;
        size_t size =
            str_code_point((struct str){text.at + at, text.len - at}, &code);

        font->letters[font->letter_count++] = (struct letter){
            .code = clean(code),
            .at = (uint32_t)at,
        };
        at += size;
    }
}

static bool covers(const struct font *font, uint32_t face, unsigned code)
{
    hb_codepoint_t glyph;

    return hb_font_get_nominal_glyph(font->faces[face].shaper, code, &glyph);
}

static bool is_mark(unsigned code)
{
    hb_unicode_general_category_t category = hb_unicode_general_category(
        hb_unicode_funcs_get_default(), (hb_codepoint_t)code);

    return category == HB_UNICODE_GENERAL_CATEGORY_NON_SPACING_MARK ||
           category == HB_UNICODE_GENERAL_CATEGORY_ENCLOSING_MARK ||
           category == HB_UNICODE_GENERAL_CATEGORY_SPACING_MARK ||
           category == HB_UNICODE_GENERAL_CATEGORY_FORMAT;
}

/* A mark stays with its base where the base's face can show both. */
static bool joins(const struct font *font, const struct letter *base,
                  unsigned mark)
{
    hb_codepoint_t both;

    return covers(font, base->face, mark) ||
           (hb_unicode_compose(hb_unicode_funcs_get_default(), base->code, mark,
                               &both) &&
            covers(font, base->face, both));
}

static void choose_faces(struct font *font)
{
    for (size_t i = 0; i < font->letter_count; i++) {
        struct letter *letter = &font->letters[i];
        uint32_t face = 0;

        if (i > 0 && letter->code >= 0x80 && is_mark(letter->code) &&
            joins(font, letter - 1, letter->code)) {
            letter->face = letter[-1].face;
            continue;
        }
        while (face < font->face_count && !covers(font, face, letter->code))
            face++;
        letter->face = face < font->face_count ? face : 0;
    }
}

/* Common letters (digits, spaces) go with those before them. */
static void choose_scripts(struct font *font)
{
    hb_script_t script = HB_SCRIPT_LATIN;

    for (size_t i = 0; i < font->letter_count; i++) {
        struct letter *letter = &font->letters[i];
        hb_script_t own = hb_unicode_script(hb_unicode_funcs_get_default(),
                                            (hb_codepoint_t)letter->code);

        if (own != HB_SCRIPT_COMMON && own != HB_SCRIPT_INHERITED &&
            own != HB_SCRIPT_UNKNOWN)
            script = own;
        letter->script = script;
    }
}

static void choose_levels(struct font *font)
{
    font->codes = arena_grow(font->arena, font->codes, &font->code_capacity,
                             font->letter_count, sizeof *font->codes);
    font->levels = arena_grow(font->arena, font->levels, &font->level_capacity,
                              font->letter_count, sizeof *font->levels);
    for (size_t i = 0; i < font->letter_count; i++)
        font->codes[i] = font->letters[i].code;
    bidi_levels(font->arena, font->codes, font->letter_count, font->levels);
    for (size_t i = 0; i < font->letter_count; i++)
        font->letters[i].level = font->levels[i];
}

static bool same_run(const struct letter *a, const struct letter *b)
{
    return a->face == b->face && a->script == b->script && a->level == b->level;
}

static void find_runs(struct font *font)
{
    font->run_count = 0;
    font->runs = arena_grow(font->arena, font->runs, &font->run_capacity,
                            font->letter_count, sizeof *font->runs);
    for (size_t i = 0; i < font->letter_count; i++) {
        if (i == 0 || !same_run(&font->letters[i - 1], &font->letters[i]))
            font->runs[font->run_count++] = (struct run){.first = i};
        font->runs[font->run_count - 1].end = i + 1;
    }
}

static uint8_t run_level(const struct font *font, size_t run)
{
    return font->letters[font->runs[run].first].level;
}

static void reverse_runs(struct font *font, size_t first, size_t end)
{
    for (; first + 1 < end; first++, end--) {
        struct run swapped = font->runs[first];

        font->runs[first] = font->runs[end - 1];
        font->runs[end - 1] = swapped;
    }
}

/* From reading order to left to right: rule L2 of the bidi algorithm. */
static void order_runs(struct font *font)
{
    uint8_t highest = 0;

    for (size_t i = 0; i < font->run_count; i++)
        if (run_level(font, i) > highest)
            highest = run_level(font, i);
    for (uint8_t level = highest; level > 0; level--)
        for (size_t i = 0, first = 0; i <= font->run_count; i++)
            if (i == font->run_count || run_level(font, i) < level) {
                reverse_runs(font, first, i);
                first = i + 1;
            }
}

/* From runs to glyphs ---------------------------------------------------- */

static void fill_buffer(const struct font *font, const struct run *run)
{
    hb_buffer_t *buffer = font->buffer;
    const struct letter *first = &font->letters[run->first];

    hb_buffer_clear_contents(buffer);
    hb_buffer_set_content_type(buffer, HB_BUFFER_CONTENT_TYPE_UNICODE);
    /* Keeps a base and its mark apart, so that each has its own text. */
    hb_buffer_set_cluster_level(buffer,
                                HB_BUFFER_CLUSTER_LEVEL_MONOTONE_CHARACTERS);
    hb_buffer_set_flags(buffer, HB_BUFFER_FLAG_REMOVE_DEFAULT_IGNORABLES);
    hb_buffer_set_script(buffer, first->script);
    hb_buffer_set_direction(buffer, first->level % 2 ? HB_DIRECTION_RTL
                                                     : HB_DIRECTION_LTR);
    for (size_t i = run->first; i < run->end; i++)
        hb_buffer_add(buffer, font->letters[i].code, font->letters[i].at);
}

/*
 * Give each cluster's text to its first glyph.  Clusters rise along a run, or
 * fall along one that is read from right to left.
 */
static void share_text(struct glyph *glyphs, size_t count, uint32_t end,
                       bool backward)
{
    for (size_t i = 0; i < count; i++) {
        size_t at = backward ? i : count - 1 - i;

        if (at > 0 && glyphs[at - 1].cluster == glyphs[at].cluster)
            continue;
        glyphs[at].length = end - glyphs[at].cluster;
        end = glyphs[at].cluster;
    }
}

static void shape_run(struct font *font, const struct run *run, uint32_t end)
{
    static const hb_feature_t features[] = {
        {HB_TAG('t', 'n', 'u', 'm'), 1, HB_FEATURE_GLOBAL_START,
         HB_FEATURE_GLOBAL_END},
        {HB_TAG('l', 'n', 'u', 'm'), 1, HB_FEATURE_GLOBAL_START,
         HB_FEATURE_GLOBAL_END},
    };
    const struct letter *first = &font->letters[run->first];
    const struct loaded_face *face = &font->faces[first->face];
    unsigned count;

    fill_buffer(font, run);
    hb_shape(face->shaper, font->buffer, features, COUNT(features));

    const hb_glyph_info_t *info =
        hb_buffer_get_glyph_infos(font->buffer, &count);
    const hb_glyph_position_t *position =
        hb_buffer_get_glyph_positions(font->buffer, &count);
    font->glyphs = arena_grow(font->arena, font->glyphs, &font->glyph_capacity,
                              font->glyph_count + count, sizeof *font->glyphs);
    struct glyph *glyphs = font->glyphs + font->glyph_count;
    for (unsigned i = 0; i < count; i++)
        glyphs[i] = (struct glyph){
            .id = info[i].codepoint,
            .face = first->face,
            .cluster = info[i].cluster,
            .advance = position[i].x_advance / face->em,
            .x = position[i].x_offset / face->em,
            .y = position[i].y_offset / face->em,
        };
    share_text(glyphs, count, end, first->level % 2);
    font->glyph_count += count;
}

static void shape(struct font *font, struct str text)
{
    font->glyph_count = 0;
    read_letters(font, text);
    choose_faces(font);
    choose_scripts(font);
    choose_levels(font);
    find_runs(font);
    order_runs(font);
    for (size_t i = 0; i < font->run_count; i++) {
        const struct run *run = &font->runs[i];
        bool last = run->end == font->letter_count;

        shape_run(font, run,
                  last ? (uint32_t)text.len : font->letters[run->end].at);
    }
}

/* Keep the glyphs of a text that has just been shaped. */
static struct shaped keep(struct font *font, uint32_t number)
{
    struct shaped kept = {font->glyphs, font->glyph_count};

    if (number >= CACHE_TEXTS)
        return kept;
    struct glyph *copy = arena_array(font->arena, struct glyph, kept.count + 1);
    if (kept.count > 0)
        memcpy(copy, kept.glyphs, kept.count * sizeof *copy);
    kept.glyphs = copy;
    font->shaped = arena_grow(font->arena, font->shaped, &font->shaped_capacity,
                              number + (size_t)1, sizeof *font->shaped);
    font->shaped[number] = kept;
    return kept;
}

size_t font_shape(struct font *font, struct str text,
                  const struct glyph **glyphs)
{
    struct shaped shaped;
    uint32_t number = MAP_NONE;

    assert(text.len < UINT32_MAX);
    if (text.len <= CACHE_LENGTH) {
        number = map_find(&font->texts, text);
        if (number == MAP_NONE && font->texts.count < CACHE_TEXTS)
            number = map_put(&font->texts, text);
    }
    if (number < font->shaped_capacity && font->shaped[number].glyphs) {
        shaped = font->shaped[number];
    } else {
        shape(font, text);
        shaped = keep(font, number);
    }
    *glyphs = shaped.glyphs;
    return shaped.count;
}

double font_width(struct font *font, double size, struct str text)
{
    const struct glyph *glyphs;
    size_t count = font_shape(font, text, &glyphs);
    double width = 0;

    for (size_t i = 0; i < count; i++)
        width += glyphs[i].advance;
    return width * size;
}

/* What a document embeds ------------------------------------------------- */

const struct face *font_face(const struct font *font, uint32_t face)
{
    assert(face < font->face_count);
    return &font->faces[face].facts;
}

double font_advance(const struct font *font, uint32_t face, uint32_t glyph)
{
    const struct loaded_face *loaded = &font->faces[face];

    return hb_font_get_glyph_h_advance(loaded->shaper, glyph) / loaded->em;
}

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

struct tracing {
    const struct outline *outline;
    void *pen;
    double em;
};

static void trace_move(hb_draw_funcs_t *funcs, void *data,
                       hb_draw_state_t *state, float x, float y, void *unused)
{
    const struct tracing *tracing = data;

    (void)funcs, (void)state, (void)unused;
    tracing->outline->move(tracing->pen, (double)x / tracing->em,
                           (double)y / tracing->em);
}

static void trace_line(hb_draw_funcs_t *funcs, void *data,
                       hb_draw_state_t *state, float x, float y, void *unused)
{
    const struct tracing *tracing = data;

    (void)funcs, (void)state, (void)unused;
    tracing->outline->line(tracing->pen, (double)x / tracing->em,
                           (double)y / tracing->em);
}

/* The parameters are HarfBuzz's: NOLINTNEXTLINE(readability-function-size) */
static void trace_curve(hb_draw_funcs_t *funcs, void *data,
                        hb_draw_state_t *state, float x1, float y1, float x2,
                        float y2, float x3, float y3, void *unused)
{
    const struct tracing *tracing = data;
    double em = tracing->em;
    double xy[] = {(double)x1 / em, (double)y1 / em, (double)x2 / em,
                   (double)y2 / em, (double)x3 / em, (double)y3 / em};

    (void)funcs, (void)state, (void)unused;
    tracing->outline->curve(tracing->pen, xy);
}

static void trace_close(hb_draw_funcs_t *funcs, void *data,
                        hb_draw_state_t *state, void *unused)
{
    const struct tracing *tracing = data;

    (void)funcs, (void)state, (void)unused;
    tracing->outline->close(tracing->pen);
}

void font_outline(const struct font *font, uint32_t face, uint32_t glyph,
                  const struct outline *outline, void *pen)
{
    const struct loaded_face *loaded = &font->faces[face];
    struct tracing tracing = {outline, pen, loaded->em};
    hb_draw_funcs_t *funcs = hb_draw_funcs_create();

    hb_draw_funcs_set_move_to_func(funcs, trace_move, NULL, NULL);
    hb_draw_funcs_set_line_to_func(funcs, trace_line, NULL, NULL);
    hb_draw_funcs_set_cubic_to_func(funcs, trace_curve, NULL, NULL);
    hb_draw_funcs_set_close_path_func(funcs, trace_close, NULL, NULL);
    hb_font_get_glyph_shape(loaded->shaper, glyph, funcs, &tracing);
    hb_draw_funcs_destroy(funcs);
}
