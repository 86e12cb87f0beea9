#include "read/source.h"

#include "base/file.h"
#include "base/memory.h"

#include <errno.h>
#include <glob.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* The files found so far, as found: with the folder in front. */
struct finding {
    struct arena *arena;
    const char *folder;
    const char **files;
    size_t count;
    size_t capacity;
};

/* A path with what glob() would read as a pattern taken literally. */
static struct str escape(struct arena *arena, const char *path)
{
    struct text text = {.arena = arena};

    for (; *path; path++) {
        if (strchr("*?[]\\", *path))
            text_add(&text, STR("\\"));
        text_add(&text, (struct str){path, 1});
    }
    return text_str(&text);
}

/* A found path without the folder in front. */
static const char *relative(const struct finding *finding, const char *path)
{
    size_t len = strlen(finding->folder);

    if (len == 0 || strncmp(path, finding->folder, len) != 0)
        return path;
    path += len;
    return *path == '/' ? path + 1 : path;
}

static void add(struct finding *finding, const char *path)
{
    finding->files =
        arena_grow(finding->arena, finding->files, &finding->capacity,
                   finding->count + 1, sizeof *finding->files);
    finding->files[finding->count++] =
        str_z(finding->arena, str_of(relative(finding, path)));
}

/* All files that a glob finds; folders do not count. */
static size_t find(struct finding *finding, struct str pattern)
{
    const char *name = str_z(finding->arena, pattern);
    const char *folder =
        str_z(finding->arena, escape(finding->arena, finding->folder));
    const char *whole = file_join(finding->arena, folder, name);
    glob_t found = {0};
    size_t files = 0;
    int result = glob(whole, GLOB_MARK | GLOB_NOSORT, NULL, &found);

    if (result == GLOB_NOSPACE)
        memory_exhausted();
    for (size_t i = 0; result == 0 && i < found.gl_pathc; i++) {
        const char *path = found.gl_pathv[i];

        if (path[strlen(path) - 1] == '/')
            continue;
        add(finding, path);
        files++;
    }
    globfree(&found);
    return files;
}

static int by_bytes(const void *a, const void *b)
{
    const char *const *one = a;
    const char *const *other = b;

    return strcmp(*one, *other);
}

static enum status refuse_glob(struct diag *diag,
                               const struct extract_config *form,
                               struct str pattern)
{
    char quoted[DIAG_QUOTE];

    return diag_error(diag, NO_INPUT, form->files_place,
                      "no file matches '%s'; globs start from the folder of "
                      "the input",
                      diag_quote(quoted, pattern));
}

static enum status refuse_none(struct diag *diag, const struct config *config,
                               enum extract_id extract)
{
    const char *name = extract_specs[extract].name;
    struct stat about;

    if (stat(config->folder, &about) != 0)
        return diag_error(
            diag, NO_INPUT, (struct place){.file = config->folder},
            "could not open the input folder: %s", strerror(errno));
    return diag_error(diag, NO_INPUT, (struct place){.file = config->folder},
                      "no %s extract; put %s.csv into the folder, or name its "
                      "files in report.yaml under extracts.%s.files",
                      name, name, name);
}

/* Sorted, and each file once, however many globs found it. */
static void settle(struct finding *finding)
{
    size_t kept = 0;

    if (finding->count > 0)
        qsort(finding->files, finding->count, sizeof *finding->files, by_bytes);
    for (size_t i = 0; i < finding->count; i++)
        if (kept == 0 ||
            strcmp(finding->files[kept - 1], finding->files[i]) != 0)
            finding->files[kept++] = finding->files[i];
    finding->count = kept;
}

/* A file and the same packed would count every row twice. */
static enum status check_packed(struct diag *diag, const char *folder,
                                const struct finding *finding)
{
    for (size_t i = 0; i < finding->count; i++) {
        const char *file = finding->files[i];
        const char *packed = str_format(finding->arena, "%s.gz", file).at;

        if (bsearch(&packed, finding->files, finding->count,
                    sizeof *finding->files, by_bytes))
            return diag_error(diag, BAD_DATA, (struct place){.file = folder},
                              "both '%s' and '%s' are there; remove one of "
                              "them",
                              file, packed);
    }
    return OK;
}

enum status source_files(struct arena *arena, struct diag *diag,
                         const struct config *config, enum extract_id extract,
                         const char ***files, size_t *count)
{
    const struct extract_config *form = &config->extracts[extract];
    struct finding finding = {.arena = arena, .folder = config->folder};

    for (size_t i = 0; i < form->file_count; i++)
        if (find(&finding, form->files[i]) == 0 && form->files_given)
            return refuse_glob(diag, form, form->files[i]);
    if (finding.count == 0 && extract == EXTRACT_transactions)
        return refuse_none(diag, config, extract);
    settle(&finding);
    *files = finding.files;
    *count = finding.count;
    return check_packed(diag, config->folder, &finding);
}

bool source_is_whole(const struct config *config, enum extract_id extract,
                     const char *file)
{
    return str_ends(str_of(file), STR(".gz")) ||
           config->extracts[extract].fills;
}
