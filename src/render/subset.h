/*
 * subset.h - the glyphs of each face that a document has used, and what text
 * each of them stands for.
 *
 * One face is one font in the PDF.  Everything lives in the arena that the
 * first call got.
 */
#ifndef REPORT_RENDER_SUBSET_H
#define REPORT_RENDER_SUBSET_H

#include "render/font.h"

struct subset {
    const struct font *font;
    uint32_t face;
    size_t number;           /* in order of first use, from 0: /F0, /F1 … */
    struct subset_use *uses; /* by glyph id */
    struct subset *next;
};

/* The subset of a face in a list, which is added if it is new. */
struct subset *subset_find(struct arena *arena, struct subset **list,
                           const struct font *font, uint32_t face);

/*
 * Note that a glyph is drawn, standing for `text`.  False if it already stands
 * for another text, so that this one must be told beside it; so must that of a
 * glyph used without a text, which takes the first text that comes along.
 */
bool subset_use(struct arena *arena, struct subset *subset, uint32_t glyph,
                struct str text);

/* The ids used, rising. */
size_t subset_glyphs(struct arena *arena, const struct subset *subset,
                     uint32_t **glyphs);

/* "ABCDEF+Lato-Regular", whose first part depends on the glyphs used. */
const char *subset_name(struct arena *arena, const struct subset *subset);

/* The map from glyph ids to Unicode, as the CMap of a PDF. */
struct str subset_unicode_map(struct arena *arena, const struct subset *subset);

#endif
