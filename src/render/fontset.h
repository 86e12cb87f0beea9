/*
 * fontset.h - the fonts of a brand: the weights of one family, by its name.
 *
 * fonts.yaml in a folder says which families there are, which files they are
 * made of and where those lie; a brand's own files lie beside it.
 */
#ifndef REPORT_RENDER_FONTSET_H
#define REPORT_RENDER_FONTSET_H

#include "render/font.h"

enum font_weight { WEIGHT_REGULAR, WEIGHT_BOLD, WEIGHT_LIGHT, WEIGHT_COUNT };

struct fontset {
    struct font *fonts[WEIGHT_COUNT];
    struct str absent; /* the package of an optional fallback; empty: none */
};

/*
 * Load a family, by the name it has in `folder`/fonts.yaml; the empty name
 * stands for the default there.  NO_INPUT where a file is absent (told with
 * the package that brings it) unless it is an optional fallback, BAD_DATA where
 * fonts.yaml or a font is wrong.
 */
enum status fontset_load(struct arena *arena, struct diag *diag,
                         const char *folder, struct str family,
                         struct fontset *set);

/* Warn once of letters that were to be shown and that no font has. */
void fontset_tell(const struct fontset *set, struct diag *diag);

void fontset_free(struct fontset *set);

#endif
