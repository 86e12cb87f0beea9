/*
 * theme.h - how a brand looks: colours, fonts, the page, the company's words.
 *
 * A brand file may set any of it; what it leaves out is the house style.  A
 * palette on which text cannot be read (contrast below 4.5), marks are hard to
 * see (below 3), or colours look alike to the colour blind is refused when it
 * is loaded.
 */
#ifndef REPORT_RENDER_THEME_H
#define REPORT_RENDER_THEME_H

#include "base/diag.h"
#include "render/canvas.h"
#include "render/fontset.h"
#include "render/number.h"

enum theme_colour {
#define COLOUR(id, key, rgb, use) COLOUR_##id,
#include "render/palette.def"
#undef COLOUR
    COLOUR_COUNT
};

/* The roles that text has on a page. */
enum theme_type {
#define TYPE(id, font, size, leading, colour) TYPE_##id,
#include "render/type.def"
#undef TYPE
    TYPE_COUNT
};

struct type {
    enum font_weight font;
    enum theme_colour colour;
    double size;
    double leading;
};

extern const struct type types[TYPE_COUNT];

struct theme {
    struct str name;    /* of the company */
    struct str tagline; /* may be empty */
    struct str confidentiality;
    const struct picture *logo;          /* NULL: the mark of the house */
    const struct picture *logo_on_brand; /* on dark grounds; NULL: the same */
    unsigned rgb[COLOUR_COUNT];
    struct number_style numbers; /* but for the currency, which data name */
    struct fontset set;
};

/*
 * The theme of a brand file (NULL: the house style) with the fonts of a
 * folder.  BAD_DATA for a wrong brand file, NO_INPUT for a missing font.
 */
enum status theme_load(struct arena *arena, struct diag *diag,
                       const char *brand, const char *fonts,
                       struct theme *theme);
void theme_close(struct theme *theme);

/* The font of a role. */
struct font *theme_font(const struct theme *theme, enum theme_type type);

struct colour theme_colour(const struct theme *theme, enum theme_colour id);

/* The colour of text on a fill: white where that is readable, else ink. */
enum theme_colour theme_on(const struct theme *theme, enum theme_colour fill);

#endif
