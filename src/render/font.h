/*
 * font.h - one font file: shaping, measuring, and its subset for a PDF.
 *
 * Text is shaped once, by HarfBuzz, and the same glyphs are measured and
 * drawn, so that what is right-aligned is exactly so.  Glyphs a face lacks
 * come from its fallback faces.  Text is one line: tabs and line ends are
 * spaces; invalid UTF-8 is shown as U+FFFD.  Figures are tabular and lining.
 */
#ifndef REPORT_RENDER_FONT_H
#define REPORT_RENDER_FONT_H

#include "base/diag.h"

#include <stdint.h>

struct font; /* opaque: a face with its fallbacks */

/* A glyph in place; lengths in em, x to the right and y up. */
struct glyph {
    uint32_t id;
    uint32_t face;    /* which face of the font: 0 = its own */
    uint32_t cluster; /* byte of the text it stands for */
    uint32_t length;  /* bytes from there; 0 = the glyph before says them */
    double advance;
    double x, y; /* offset from the pen */
};

/* What is known of a face; lengths in em, y up. */
struct face {
    const char *name; /* PostScript name, letters and digits and - only */
    double ascent;
    double descent; /* below the baseline: negative */
    double cap_height;
    double slant;  /* degrees from the upright; negative leans to the right */
    double box[4]; /* that holds all glyphs: left, bottom, right, top */
    size_t glyphs;
    bool bold;
    bool is_cff; /* PostScript outlines, not TrueType ones */
};

/*
 * Load a face with its fallbacks in order (TTF or OTF files).  NO_INPUT, told
 * with the path and how to get it, where a file is absent; BAD_DATA where it
 * is no font, or none that may be embedded.  The arena must live as long as
 * the font.
 */
enum status font_load(struct arena *arena, struct diag *diag,
                      const char *const *paths, size_t path_count,
                      struct font **font);
void font_free(struct font *font);

/*
 * The glyphs of a text in drawing order, from left to right; valid until the
 * next call.
 */
size_t font_shape(struct font *font, struct str text,
                  const struct glyph **glyphs);

/* How wide a text is at a size, in points. */
double font_width(struct font *font, double size, struct str text);

/* The glyph of a space, or NULL in a font without one. */
const struct glyph *font_space(const struct font *font);

/* The first letter so far that no face has, and that is a box; 0: none. */
unsigned font_lacks(const struct font *font);

/* The faces: 0 is the font's own, its fallbacks follow. */
const struct face *font_face(const struct font *font, uint32_t face);

/* How far a glyph moves the pen by itself, in em. */
double font_advance(const struct font *font, uint32_t face, uint32_t glyph);

/*
 * A font file with only these glyphs, under their old ids, for embedding: all
 * of it for TrueType, the CFF table alone for PostScript outlines.  Empty if
 * that cannot be made.
 */
struct str font_subset(struct arena *arena, const struct font *font,
                       uint32_t face, const uint32_t *glyphs, size_t count);

/* A step of a glyph's outline: the points it takes, in em, y up. */
enum outline_step { OUTLINE_MOVE, OUTLINE_LINE, OUTLINE_CURVE, OUTLINE_CLOSE };

struct outline {
    enum outline_step step;
    double xy[6]; /* a curve's two handles come before its end */
};

/* A glyph's outline; valid until the next call. */
size_t font_outline(struct font *font, uint32_t face, uint32_t glyph,
                    const struct outline **outline);

#endif
