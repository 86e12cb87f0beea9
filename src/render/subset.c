#include "render/subset.h"

#include "render/operators.h"

#include <assert.h>

struct subset_use {
    bool is_used;
    struct str text;
};

struct subset *subset_find(struct arena *arena, struct subset **list,
                           const struct font *font, uint32_t face)
{
    size_t number = 0;

    for (; *list; list = &(*list)->next, number++)
        if ((*list)->font == font && (*list)->face == face)
            return *list;
    *list = arena_new(arena, struct subset);
    **list = (struct subset){
        .font = font,
        .face = face,
        .number = number,
        .uses = arena_array(arena, struct subset_use,
                            font_face(font, face)->glyphs),
    };
    return *list;
}

bool subset_use(struct arena *arena, struct subset *subset, uint32_t glyph,
                struct str text)
{
    assert(glyph < font_face(subset->font, subset->face)->glyphs);
    struct subset_use *use = &subset->uses[glyph];

    use->is_used = true;
    if (use->text.len == 0)
        use->text = str_copy(arena, text);
    return str_equal(use->text, text);
}

size_t subset_glyphs(struct arena *arena, const struct subset *subset,
                     uint32_t **glyphs)
{
    size_t all = font_face(subset->font, subset->face)->glyphs;
    size_t count = 0;

    *glyphs = arena_array(arena, uint32_t, all);
    for (size_t i = 0; i < all; i++)
        if (subset->uses[i].is_used)
            (*glyphs)[count++] = (uint32_t)i;
    return count;
}

const char *subset_name(struct arena *arena, const struct subset *subset)
{
    uint32_t *glyphs;
    size_t count = subset_glyphs(arena, subset, &glyphs);
    uint64_t hash = 14695981039346656037U; /* FNV-1a */
    char tag[6];

    for (size_t i = 0; i < count; i++)
        hash = (hash ^ glyphs[i]) * 1099511628211U;
    for (size_t i = 0; i < sizeof tag; i++, hash /= 26)
        tag[i] = (char)('A' + hash % 26);
    return str_format(arena, "%.*s+%s", (int)sizeof tag, tag,
                      font_face(subset->font, subset->face)->name)
        .at;
}

/* A CMap takes its entries in blocks of at most 100. */
enum { BLOCK = 100 };

static void add_entries(struct text *map, const struct subset *subset,
                        const uint32_t *glyphs, size_t count)
{
    text_addf(map, "%zu beginbfchar\n", count);
    for (size_t i = 0; i < count; i++) {
        text_add(map, STR("<"));
        operators_hex16(map, glyphs[i]);
        text_add(map, STR("> <"));
        operators_utf16(map, subset->uses[glyphs[i]].text);
        text_add(map, STR(">\n"));
    }
    text_add(map, STR("endbfchar\n"));
}

struct str subset_unicode_map(struct arena *arena, const struct subset *subset)
{
    struct text map = {.arena = arena};
    uint32_t *glyphs;
    size_t count = subset_glyphs(arena, subset, &glyphs), told = 0;

    for (size_t i = 0; i < count; i++)
        if (subset->uses[glyphs[i]].text.len > 0)
            glyphs[told++] = glyphs[i];

    text_add(&map, STR("/CIDInit /ProcSet findresource begin\n"
                       "12 dict begin\nbegincmap\n"
                       "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) "
                       "/Supplement 0 >> def\n"
                       "/CMapName /Adobe-Identity-UCS def\n"
                       "/CMapType 2 def\n"
                       "1 begincodespacerange\n<0000> <FFFF>\n"
                       "endcodespacerange\n"));
    for (size_t i = 0; i < told; i += BLOCK)
        add_entries(&map, subset, glyphs + i,
                    told - i < BLOCK ? told - i : BLOCK);
    text_add(&map, STR("endcmap\n"
                       "CMapName currentdict /CMap defineresource pop\n"
                       "end\nend\n"));
    return text_str(&map);
}
