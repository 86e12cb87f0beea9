#include "render/bidi.h"

#include <fribidi.h>
#include <stdbool.h>
#include <string.h>

/* Nothing before Hebrew runs from right to left: almost all of our text. */
static bool is_plain(const unsigned *codes, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (codes[i] >= 0x590)
            return false;
    return true;
}

static bool has_direction(const FriBidiCharType *types, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (FRIBIDI_IS_RTL(types[i]) || FRIBIDI_IS_EXPLICIT(types[i]))
            return true;
    return false;
}

void bidi_levels(struct arena *arena, const unsigned *codes, size_t count,
                 uint8_t *levels)
{
    memset(levels, 0, count);
    if (is_plain(codes, count))
        return;

    FriBidiChar *line = arena_array(arena, FriBidiChar, count);
    FriBidiCharType *types = arena_array(arena, FriBidiCharType, count);
    FriBidiBracketType *brackets =
        arena_array(arena, FriBidiBracketType, count);
    FriBidiLevel *found = arena_array(arena, FriBidiLevel, count);
    FriBidiParType direction = FRIBIDI_PAR_ON;

    for (size_t i = 0; i < count; i++)
        line[i] = codes[i];
    fribidi_get_bidi_types(line, (FriBidiStrIndex)count, types);
    if (!has_direction(types, count))
        return;
    fribidi_get_bracket_types(line, (FriBidiStrIndex)count, types, brackets);
    if (!fribidi_get_par_embedding_levels_ex(
            types, brackets, (FriBidiStrIndex)count, &direction, found))
        return;
    for (size_t i = 0; i < count; i++)
        levels[i] = (uint8_t)found[i];
}
