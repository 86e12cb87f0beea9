#include "render/font_own.h"

#include <ctype.h>
#include <ft2build.h>
#include FT_FREETYPE_H
#include FT_FONT_FORMATS_H
#include FT_TRUETYPE_TABLES_H
#include <string.h>

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

static bool is_cff(FT_Face file)
{
    return strcmp(FT_Get_Font_Format(file), "CFF") == 0;
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
    face->is_cff = is_cff(file);
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
    if (FT_HAS_MULTIPLE_MASTERS(file) && is_cff(file))
        return "this font is a variable one with PostScript outlines, which "
               "cannot be embedded; use one of its static versions";
    if (FT_Get_FSType_Flags(file) &
        (FT_FSTYPE_RESTRICTED_LICENSE_EMBEDDING | FT_FSTYPE_NO_SUBSETTING |
         FT_FSTYPE_BITMAP_EMBEDDING_ONLY))
        return "this font's licence flags forbid embedding a subset of it";
    return NULL;
}

static uint32_t read_number(struct str bytes, size_t at, size_t size)
{
    uint32_t number = 0;

    for (size_t i = 0; i < size; i++)
        number =
            number << 8 |
            (at + i < bytes.len ? (unsigned char)bytes.at[at + i] : UINT8_MAX);
    return number;
}

/* Whether all tables lie inside of the file: FreeType is content without. */
static bool is_whole(struct str bytes)
{
    enum { HEADER = 12, RECORD = 16, FIRST_OF_COLLECTION = 12 };
    size_t start = str_starts(bytes, STR("ttcf"))
                       ? read_number(bytes, FIRST_OF_COLLECTION, 4)
                       : 0;
    size_t count = read_number(bytes, start + 4, 2);

    for (size_t i = 0; i < count; i++) {
        size_t record = start + HEADER + i * RECORD;
        size_t offset = read_number(bytes, record + 8, 4);
        size_t length = read_number(bytes, record + 12, 4);

        if (offset > bytes.len || length > bytes.len - offset)
            return false;
    }
    return true;
}

/* What FreeType says of a file; it checks more than HarfBuzz does. */
const char *font_inspect(struct arena *arena, struct str bytes,
                         struct face *face)
{
    FT_Library library;
    FT_Face file;
    const char *wrong = "this is no TrueType or OpenType font";

    if (bytes.len == 0 || bytes.len > INT32_MAX || FT_Init_FreeType(&library))
        return wrong;
    if (!FT_New_Memory_Face(library, (const FT_Byte *)bytes.at,
                            (FT_Long)bytes.len, 0, &file)) {
        wrong = is_whole(bytes) ? objection(file) : "this font is cut short";
        if (!wrong)
            read_facts(arena, file, face);
        FT_Done_Face(file);
    }
    FT_Done_FreeType(library);
    return wrong;
}
