/*
 * font_own.h - what the files of font share, and nobody else sees.
 */
#ifndef REPORT_RENDER_FONT_OWN_H
#define REPORT_RENDER_FONT_OWN_H

#include "base/map.h"
#include "render/font.h"

struct loaded_face {
    struct face facts;
    struct hb_face_t *tables;
    struct hb_font_t *shaper;
    double em; /* its units in an em */
};

/* A code point of the text in hand. */
struct letter {
    unsigned code;
    uint32_t at; /* its first byte */
    uint32_t face;
    uint32_t script; /* as HarfBuzz names it */
    uint8_t level;   /* odd runs from right to left */
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
    struct hb_buffer_t *buffer;

    /* Of the text in hand. */
    struct letter *letters;
    unsigned *codes;
    uint8_t *levels;
    struct run *runs;
    size_t letter_count, letter_capacity, code_capacity, level_capacity;
    size_t run_count, run_capacity;
    struct glyph *glyphs;
    size_t glyph_count, glyph_capacity;

    struct glyph space;
    unsigned lacks; /* the first letter that no face has; 0: none yet */

    struct outline *outline; /* of the glyph in hand */
    uint32_t outline_face;
    size_t outline_count, outline_capacity;

    struct map texts; /* shaped before; shaped[] by their number */
    struct shaped *shaped;
    size_t shaped_capacity;
};

/* What a font file says; NULL, or what is wrong with it. */
const char *font_inspect(struct arena *arena, struct str bytes,
                         struct face *face);

/*
 * Take a text apart into runs of one face, script and direction, from left to
 * right.
 */
void font_find_runs(struct font *font, struct str text);

#endif
