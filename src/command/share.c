#include "command/share.h"

#include "base/file.h"

#include <unistd.h>

/* The folder that the program's own file is in. */
static const char *program_folder(struct arena *arena)
{
    enum { PATH_MOST = 4096 };
    char *path = arena_array(arena, char, PATH_MOST);
    ssize_t len = readlink("/proc/self/exe", path, PATH_MOST - 1);

    return len > 0 ? file_folder(arena, path) : ".";
}

static struct share share_in(struct arena *arena, const char *folder)
{
    return (struct share){
        .templates = file_join(arena, folder, "templates"),
        .fonts = file_join(arena, folder, "fonts"),
    };
}

struct share share_find(struct arena *arena)
{
    /* build/release/report lies two folders below the top of the sources. */
    const char *folder = program_folder(arena);
    const char *top = file_folder(arena, file_folder(arena, folder));
    struct share sources = share_in(arena, top);

    if (file_exists(file_join(arena, sources.templates, "executive.yaml")))
        return sources;
    return share_in(arena, REPORT_SHARE);
}
