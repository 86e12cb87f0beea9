#include "render/bidi.h"
#include "render/font_own.h"

#include <hb.h>

enum { REPLACEMENT = 0xFFFD };

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
        if (face == font->face_count && !font->lacks && !is_mark(letter->code))
            font->lacks = letter->code;
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

void font_find_runs(struct font *font, struct str text)
{
    read_letters(font, text);
    choose_faces(font);
    choose_scripts(font);
    choose_levels(font);
    find_runs(font);
    order_runs(font);
}
