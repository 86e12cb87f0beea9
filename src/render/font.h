/*
 * font.h - one font file: shaping, measuring, and its subset for a PDF.
 *
 * Text is shaped once, by HarfBuzz, and the same glyphs are measured and
 * drawn, so that what is right-aligned is exactly so.  Glyphs a face lacks
 * come from its fallback faces.
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
    double advance;
    double x, y; /* offset from the pen */
};

/*
 * Load a face with its fallbacks in order (TTF or OTF files).  NO_INPUT, told
 * with the path and how to get it, where a file is absent; BAD_DATA where it
 * is no font.
 */
enum status font_load(struct arena *arena, struct diag *diag,
                      const char *const *paths, size_t path_count,
                      struct font **font);
void font_free(struct font *font);

/* The glyphs of a text in drawing order; valid until the next call. */
size_t font_shape(struct font *font, struct str text,
                  const struct glyph **glyphs);

/* How wide a text is at a size, in points. */
double font_width(struct font *font, double size, struct str text);

#endif
