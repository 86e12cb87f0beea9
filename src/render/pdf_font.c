#include "render/pdf_own.h"

/* Operators name glyphs by their ids: Identity, and no character map. */

static struct object *box_array(struct pdf_objects *objects,
                                const struct face *face)
{
    struct object *array = object_array(objects);

    for (size_t i = 0; i < COUNT(face->box); i++)
        object_add_real(array, face->box[i] * 1000);
    return array;
}

static struct object *font_file(struct pdf_writing *writing,
                                const struct subset *subset)
{
    const struct face *face = font_face(subset->font, subset->face);
    uint32_t *glyphs;
    size_t count = subset_glyphs(writing->arena, subset, &glyphs);
    struct str file =
        font_subset(writing->arena, subset->font, subset->face, glyphs, count);
    struct object *stream = object_stream(writing->objects, file, true);

    if (file.len == 0)
        pdf_objects_fail(writing->objects, "HarfBuzz made no subset of a font");
    if (face->is_cff)
        object_put_name(stream, "Subtype", "CIDFontType0C");
    else
        object_put_number(stream, "Length1", file.len);
    return stream;
}

static struct object *descriptor(struct pdf_writing *writing,
                                 const struct subset *subset, const char *name)
{
    enum { SYMBOLIC = 1 << 2, ITALIC = 1 << 6 };
    const struct face *face = font_face(subset->font, subset->face);
    struct object *dict = object_own_dict(writing->objects);

    object_put_name(dict, "Type", "FontDescriptor");
    object_put_name(dict, "FontName", name);
    object_put_number(dict, "Flags", SYMBOLIC | (face->slant < 0 ? ITALIC : 0));
    object_put(dict, "FontBBox", box_array(writing->objects, face));
    object_put_real(dict, "ItalicAngle", face->slant);
    object_put_real(dict, "Ascent", face->ascent * 1000);
    object_put_real(dict, "Descent", face->descent * 1000);
    object_put_real(dict, "CapHeight", face->cap_height * 1000);
    object_put_number(dict, "StemV", face->bold ? 140 : 80);
    object_put(dict, face->is_cff ? "FontFile3" : "FontFile2",
               font_file(writing, subset));
    return dict;
}

/* Widths by glyph id, neighbours together: [3 [193 312] 40 [580]]. */
static struct object *widths(struct pdf_writing *writing,
                             const struct subset *subset)
{
    struct object *all = object_array(writing->objects), *run = NULL;
    uint32_t *glyphs;
    size_t count = subset_glyphs(writing->arena, subset, &glyphs);

    for (size_t i = 0; i < count; i++) {
        if (i == 0 || glyphs[i] != glyphs[i - 1] + 1) {
            run = object_array(writing->objects);
            object_add_number(all, glyphs[i]);
            object_add(all, run);
        }
        object_add_real(
            run, 1000 * font_advance(subset->font, subset->face, glyphs[i]));
    }
    return all;
}

static struct object *cid_font(struct pdf_writing *writing,
                               const struct subset *subset, const char *name)
{
    bool is_cff = font_face(subset->font, subset->face)->is_cff;
    struct object *font = object_own_dict(writing->objects);
    struct object *system = object_dict(writing->objects);

    object_put_name(font, "Type", "Font");
    object_put_name(font, "Subtype", is_cff ? "CIDFontType0" : "CIDFontType2");
    object_put_name(font, "BaseFont", name);
    if (!is_cff)
        object_put_name(font, "CIDToGIDMap", "Identity");
    object_put(font, "CIDSystemInfo", system);
    object_put_bytes(system, "Registry", STR("Adobe"));
    object_put_bytes(system, "Ordering", STR("Identity"));
    object_put_number(system, "Supplement", 0);
    object_put(font, "FontDescriptor", descriptor(writing, subset, name));
    object_put(font, "W", widths(writing, subset));
    return font;
}

struct object *pdf_write_font(struct pdf_writing *writing,
                              const struct subset *subset)
{
    const char *name = subset_name(writing->arena, subset);
    struct object *font = object_own_dict(writing->objects);
    struct object *descendants = object_array(writing->objects);

    object_put_name(font, "Type", "Font");
    object_put_name(font, "Subtype", "Type0");
    object_put_name(font, "BaseFont", name);
    object_put_name(font, "Encoding", "Identity-H");
    object_put(font, "DescendantFonts", descendants);
    object_add(descendants, cid_font(writing, subset, name));
    object_put(font, "ToUnicode",
               object_stream(writing->objects,
                             subset_unicode_map(writing->arena, subset), true));
    return font;
}
