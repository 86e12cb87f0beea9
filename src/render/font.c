#include "render/font.h"

#include "base/file.h"
#include "render/font_own.h"

#include <assert.h>
#include <hb.h>
#include <string.h>

/* Texts whose glyphs are kept: most are measured first and drawn later. */
enum { CACHE_TEXTS = 20000, CACHE_LENGTH = 200 };

/* Loading ---------------------------------------------------------------- */

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

    const char *wrong = font_inspect(arena, bytes, &face->facts);
    if (wrong)
        return diag_error(diag, BAD_DATA, place, "%s", wrong);
    open_shaper(face, bytes);
    return OK;
}

/* It is asked for while other glyphs are in use. */
static void find_space(struct font *font)
{
    const struct loaded_face *face = &font->faces[0];
    hb_codepoint_t id;

    if (!hb_font_get_nominal_glyph(face->shaper, ' ', &id))
        return;
    font->space = (struct glyph){.id = id, .length = 1};
    font->space.advance = font_advance(font, 0, id);
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
    find_space(loaded);
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
    font_find_runs(font, text);
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
    *glyphs = NULL;
    if (text.len == 0)
        return 0;
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

const struct glyph *font_space(const struct font *font)
{
    return font->space.length > 0 ? &font->space : NULL;
}

unsigned font_lacks(const struct font *font)
{
    return font->lacks;
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
