#include "render/capital.h"

#include <glib.h>

struct str capitals(struct arena *arena, struct str text)
{
    char *raised;
    struct str copy;

    if (text.len == 0)
        return text;
    raised = g_utf8_strup(text.at, (gssize)text.len);
    copy = str_copy(arena, str_of(raised));
    g_free(raised);
    return copy;
}
