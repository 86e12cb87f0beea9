/*
 * canvas_picture.h - a logo: a PNG or an SVG as pixels.
 */
#ifndef REPORT_RENDER_CANVAS_PICTURE_H
#define REPORT_RENDER_CANVAS_PICTURE_H

#include "base/diag.h"
#include "base/str.h"

struct picture {
    struct str name; /* what it shows: its alternative text */
    int width; /* in pixels; PICTURE_PIXELS at the most, height likewise */
    int height;
    int stride;          /* bytes from row to row */
    unsigned char *argb; /* as cairo has it: native words, multiplied */
    const char *path;    /* of its file: two are the same where this is */
};

/* Enough for a logo of 8 cm in print. */
enum { PICTURE_PIXELS = 1024 };

/*
 * Read a file; a large one is made smaller, an SVG drawn as large as it may be.
 * Pixels live in the arena.  NO_INPUT where there is none, BAD_DATA, told at
 * `place`, where it is neither a PNG nor an SVG that can be drawn.
 */
enum status picture_load(struct arena *arena, struct diag *diag,
                         struct place place, const char *path,
                         struct picture *picture);

#endif
