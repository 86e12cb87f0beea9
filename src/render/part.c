/* For memmem() and fopencookie(). */
#define _GNU_SOURCE /* NOLINT(bugprone-reserved-identifier) */

#include "render/part.h"

#include <stdint.h>
#include <stdio.h>
#include <stdio_ext.h>
#include <string.h>

/*
 * The library passes its temporary folder on unchanged, and nothing else: so
 * the folder's name says which parts a new part belongs to.
 */
#define FOLDER_FORMAT "memory:%p"

enum { SHEETS_MOST = 256 };

/* What follows the foot of pages in a sheet, and itself: breaks, drawings and
 * tables, data bars. */
enum { FOOT_MOST = 1 << 16 };

struct parts {
    struct arena *arena;
    char *folder;
    bool themed;
    unsigned accents[PARTS_ACCENTS];
    struct str extensions[SHEETS_MOST];
    struct str areas[SHEETS_MOST];
    size_t sheets; /* seen so far */
    size_t count;
};

/* One part: written from front to end, then read once. */
struct part {
    struct arena arena; /* of its bytes */
    struct parts *owner;
    char *at;
    size_t len;
    size_t capacity;
    size_t position;
    bool complete; /* what the library cannot write was added */
};

static struct str part_find(const struct part *part, size_t from, size_t limit,
                            const char *key)
{
    size_t end = limit < part->len ? limit : part->len;
    const char *found =
        from < end ? memmem(part->at + from, end - from, key, strlen(key))
                   : NULL;

    return (struct str){found, found ? strlen(key) : 0};
}

static void part_insert(struct part *part, size_t at, struct str text)
{
    part->at = arena_grow(&part->arena, part->at, &part->capacity,
                          part->len + text.len, 1);
    memmove(part->at + at + text.len, part->at + at, part->len - at);
    memcpy(part->at + at, text.at, text.len);
    part->len += text.len;
}

/* Elements go into the sheet's <extLst>, its last element, or a new one. */
static void part_extend(struct part *part, struct str elements)
{
    static const char list_end[] = "</extLst></worksheet>";
    static const char end[] = "</worksheet>";
    struct str found;
    size_t tail = part->len > 64 ? part->len - 64 : 0;

    found = part_find(part, tail, part->len, list_end);
    if (!found.at) {
        found = part_find(part, tail, part->len, end);
        if (!found.at)
            return;
        elements = str_format(&part->arena, "<extLst>%.*s</extLst>",
                              STR_ARGS(elements));
    }
    part_insert(part, (size_t)(found.at - part->at), elements);
}

/* The foot of a page keeps its size whatever the sheet is scaled to. */
static void part_foot(struct part *part)
{
    static const char foot[] = "<headerFooter>";
    size_t tail = part->len > FOOT_MOST ? part->len - FOOT_MOST : 0;
    struct str found = part_find(part, tail, part->len, foot);

    if (found.at)
        part_insert(part, (size_t)(found.at - part->at) + sizeof foot - 2,
                    STR(" scaleWithDoc=\"0\""));
}

/* What a sheet's <dimension ref="…"/> says. */
static void part_reach(struct part *part, struct str area)
{
    static const char key[] = "<dimension ref=\"";
    struct str found = part_find(part, 0, 1024, key);
    size_t at = found.at ? (size_t)(found.at - part->at) + found.len : 0;
    size_t old = str_find((struct str){part->at + at, part->len - at}, '"');

    if (!found.at || at + old == part->len)
        return;
    memmove(part->at + at, part->at + at + old, part->len - at - old);
    part->len -= old;
    part_insert(part, at, area);
}

/* Colours are of one length, so they are replaced where they stand. */
static void part_recolour(struct part *part, const char *from, unsigned to)
{
    struct str key = str_format(&part->arena, "<a:srgbClr val=\"%s\"/>", from);
    struct str new =
        str_format(&part->arena, "<a:srgbClr val=\"%06X\"/>", to & 0xFFFFFFU);
    struct str found;

    while ((found = part_find(part, 0, part->len, key.at)).at)
        memcpy(part->at + (found.at - part->at), new.at, new.len);
}

static void part_theme(struct part *part)
{
    static const char *const office[PARTS_ACCENTS] = {
        "4F81BD", "C0504D", "9BBB59", "8064A2", "4BACC6", "F79646",
    };

    for (size_t i = 0; i < PARTS_ACCENTS; i++)
        part_recolour(part, office[i], part->owner->accents[i]);
}

static void part_complete(struct part *part)
{
    struct parts *owner = part->owner;

    part->complete = true;
    if (part_find(part, 0, 300, "<a:theme ").at) {
        if (owner->themed)
            part_theme(part);
    } else if (part_find(part, 0, 200, "<worksheet ").at) {
        size_t sheet = owner->sheets++;

        part_foot(part);
        if (sheet >= SHEETS_MOST)
            return;
        if (owner->extensions[sheet].len)
            part_extend(part, owner->extensions[sheet]);
        if (owner->areas[sheet].len)
            part_reach(part, owner->areas[sheet]);
    }
}

static ssize_t part_write(void *cookie, const char *bytes, size_t len)
{
    struct part *part = cookie;
    size_t end = part->position + len;

    if (end > part->capacity)
        part->at = arena_grow(&part->arena, part->at, &part->capacity,
                              end > 4096 ? end : 4096, 1);
    memcpy(part->at + part->position, bytes, len);
    part->position = end;
    if (end > part->len)
        part->len = end;
    return (ssize_t)len;
}

static ssize_t part_read(void *cookie, char *bytes, size_t len)
{
    struct part *part = cookie;

    if (!part->complete)
        part_complete(part);
    if (part->position >= part->len)
        return 0;
    if (len > part->len - part->position)
        len = part->len - part->position;
    memcpy(bytes, part->at + part->position, len);
    part->position += len;
    return (ssize_t)len;
}

static int part_seek(void *cookie, off64_t *offset, int whence)
{
    struct part *part = cookie;
    off64_t from = 0;

    if (whence == SEEK_CUR)
        from = (off64_t)part->position;
    else if (whence == SEEK_END)
        from = (off64_t)part->len;
    if (from + *offset < 0 || from + *offset > (off64_t)part->len)
        return -1;
    *offset += from;
    part->position = (size_t)*offset;
    return 0;
}

static int part_close(void *cookie)
{
    struct part *part = cookie;

    arena_free(&part->arena);
    return 0;
}

static FILE *part_open(struct parts *owner)
{
    struct part *part = arena_new(owner->arena, struct part);
    FILE *file;

    part->owner = owner;
    file = fopencookie(part, "w+",
                       (cookie_io_functions_t){.read = part_read,
                                               .write = part_write,
                                               .seek = part_seek,
                                               .close = part_close});
    /* One thread writes it, in very small bits. */
    if (file)
        __fsetlocking(file, FSETLOCKING_BYCALLER);
    return file;
}

/* What the library calls for a temporary file: ours is found first. */
FILE *lxw_tmpfile(char *folder);

FILE *lxw_tmpfile(char *folder)
{
    void *pointer = NULL;
    struct parts *owner;

    if (!folder || sscanf(folder, FOLDER_FORMAT, &pointer) != 1)
        return tmpfile();
    owner = pointer;
    owner->count++;
    return part_open(owner);
}

struct parts *parts_open(struct arena *arena, const char *folder, bool seen)
{
    struct parts *parts = arena_new(arena, struct parts);
    struct str name = str_of(folder ? folder : ".");

    parts->arena = arena;
    if (seen)
        name = str_format(arena, FOLDER_FORMAT, (void *)parts);
    parts->folder = arena_array(arena, char, name.len + 1);
    memcpy(parts->folder, name.at, name.len);
    return parts;
}

char *parts_folder(struct parts *parts)
{
    return parts->folder;
}

void parts_extend(struct parts *parts, size_t sheet, struct str elements)
{
    if (sheet < SHEETS_MOST)
        parts->extensions[sheet] = elements;
}

void parts_reach(struct parts *parts, size_t sheet, struct str area)
{
    if (sheet < SHEETS_MOST)
        parts->areas[sheet] = area;
}

void parts_accents(struct parts *parts,
                   const unsigned accents[static PARTS_ACCENTS])
{
    memcpy(parts->accents, accents, sizeof parts->accents);
    parts->themed = true;
}

size_t parts_count(const struct parts *parts)
{
    return parts->count;
}
