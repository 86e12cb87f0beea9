/* realpath() */
#define _XOPEN_SOURCE 700 /* NOLINT(bugprone-reserved-identifier) */
#include "fold/cache.h"

#include "base/fingerprint.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <time.h>
#include <unistd.h>

/* What is looked at of a file: both ends and places between them. */
enum { EDGE = 64 * 1024, SAMPLE = 4 * 1024, SAMPLES = 14 };

enum {
    SETTLED = 2,              /* seconds after which a change shows */
    STALE = 24 * 60 * 60,     /* seconds after which nobody is still writing */
    SPARE = 64 * 1024 * 1024, /* bytes that are left to others on the disk */
};

/* States hold ids of customers. */
enum { FOLDER_MODE = 0700, PARENT_MODE = 0755 };

struct cache {
    const struct catalogue *catalogue;
    const char *input; /* the folder of the files, whatever it was called */
    const char *folder;
    struct str prefix;    /* of the paths of its states */
    struct str basis;     /* what states depend on beside their files */
    atomic_flag has_told; /* that something could not be kept */
};

/*
 * What report.yaml was when it was read, and which program this is: one that
 * was built anew may fold otherwise.  False if report.yaml has changed since.
 */
static bool find_basis(struct arena *arena, struct diag *diag,
                       const struct config *config, struct str *text)
{
    struct str yaml = {0};
    struct file_mark mark;
    struct file_mark program = {0};
    uint64_t hash[2];

    if (config->path && file_read(arena, diag, config->path, &yaml) != OK)
        return false;
    if (config->path && (!file_look(config->path, &mark) ||
                         !file_mark_equal(&mark, &config->mark)))
        return false;
    fingerprint_hash_wide(yaml, hash);
    (void)file_look("/proc/self/exe", &program);
    *text = str_format(arena, "%016llx%016llx %lld %lld",
                       (unsigned long long)hash[0], (unsigned long long)hash[1],
                       (long long)program.bytes, (long long)program.modified);
    return true;
}

struct cache *cache_open(struct arena *arena, struct diag *diag,
                         const struct config *config,
                         const struct catalogue *catalogue, const char *folder)
{
    struct cache *cache = arena_new(arena, struct cache);
    char *input = realpath(config->folder, NULL);

    if (!input)
        return NULL;
    cache->input = str_z(arena, str_of(input));
    free(input);
    if (!find_basis(arena, diag, config, &cache->basis))
        return NULL;
    cache->catalogue = catalogue;
    cache->folder = folder;
    cache->prefix =
        str_format(arena, "%s/%016llx-", folder,
                   (unsigned long long)fingerprint_hash(str_of(cache->input)));
    return cache;
}

/* What may be opened without anybody noticing. */
static bool is_plain(const char *path)
{
    struct stat about;

    return stat(path, &about) == 0 && S_ISREG(about.st_mode);
}

static void add_sample(struct fingerprint *fingerprint, int file, int64_t from,
                       size_t len)
{
    char bytes[EDGE];
    ssize_t got = pread(file, bytes, len, (off_t)from);

    if (got > 0)
        fingerprint_add(fingerprint, (struct str){bytes, (size_t)got});
}

/*
 * Of a file that was changed and has the size and times that it had, as much
 * as can be noticed without reading it all.
 */
static bool take_samples(struct arena *arena, const char *path, int64_t bytes,
                         char text[static FINGERPRINT_TEXT])
{
    struct fingerprint *fingerprint = fingerprint_new(arena);
    int file = open(path, O_RDONLY | O_CLOEXEC);

    if (file < 0)
        return false;
    add_sample(fingerprint, file, 0, EDGE);
    if (bytes > (int64_t)2 * EDGE)
        for (int64_t i = 1; i <= SAMPLES; i++)
            add_sample(fingerprint, file, bytes / (SAMPLES + 1) * i, SAMPLE);
    if (bytes > EDGE)
        add_sample(fingerprint, file, bytes - EDGE, EDGE);
    close(file);
    fingerprint_print(fingerprint, text);
    return true;
}

void cache_look(const struct cache *cache, struct arena *arena,
                const char *name, struct cache_entry *entry)
{
    const char *path = file_join(arena, cache->input, name);
    int64_t now = (int64_t)time(NULL) * 1000000000;
    char samples[FINGERPRINT_TEXT];

    *entry = (struct cache_entry){
        .name = name,
        .path = path,
        .state = str_format(arena, "%.*s%016llx%s", STR_ARGS(cache->prefix),
                            (unsigned long long)fingerprint_hash(str_of(name)),
                            ".state")
                     .at};
    if (!is_plain(path) || !file_look(path, &entry->mark) ||
        !take_samples(arena, path, entry->mark.bytes, samples))
        return;
    entry->is_new = entry->mark.modified > now - (int64_t)SETTLED * 1000000000;
    entry->key = str_format(
        arena, "%s\n%lld %lld %lld %s %.*s", path, (long long)entry->mark.bytes,
        (long long)entry->mark.modified, (long long)entry->mark.changed,
        samples, STR_ARGS(cache->basis));
}

struct portion *cache_load(const struct cache *cache,
                           const struct cache_entry *entry,
                           struct state_reader *reader)
{
    const struct state_form form = {entry->key, cache->catalogue};
    struct portion *portions = NULL;
    struct stat about;
    int file;

    if (entry->key.len == 0)
        return NULL;
    file = open(entry->state, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    if (file < 0)
        return NULL;
    if (fstat(file, &about) == 0 && about.st_uid == geteuid())
        portions = state_read(reader, file, &form, entry->name);
    close(file);
    return portions;
}

/* Make a folder and those above it; whether it is there. */
static bool make_folder(struct arena *arena, const char *path)
{
    size_t len = strlen(path);

    for (size_t i = 1; i < len; i++)
        if (path[i] == '/' && path[i - 1] != '/')
            (void)mkdir(str_z(arena, (struct str){path, i}), PARENT_MODE);
    (void)mkdir(path, FOLDER_MODE);
    return file_is_folder(path);
}

/* Whether the disk has room for as much as the file again. */
static bool has_room(const char *folder, int64_t bytes)
{
    struct statvfs disk;

    if (statvfs(folder, &disk) != 0)
        return false;
    if ((uint64_t)disk.f_bavail * disk.f_frsize >= (uint64_t)bytes + SPARE)
        return true;
    errno = ENOSPC;
    return false;
}

/* Whether what was folded is the file that was looked at, to its end. */
static bool is_of(const struct portion *portions,
                  const struct cache_entry *entry)
{
    struct file_mark mark;

    for (; portions; portions = portions->next) {
        const struct control *control =
            portions->ledger.controls + EXTRACT_transactions;

        if (control->file_count > 0)
            return control->files[0].bytes == (uint64_t)entry->mark.bytes &&
                   file_look(entry->path, &mark) &&
                   file_mark_equal(&mark, &entry->mark);
    }
    return false;
}

/* Written aside, and put in place when it is whole. */
static bool write_state(const struct cache *cache, struct arena *arena,
                        const struct cache_entry *entry,
                        const struct portion *portions)
{
    const struct state_form form = {entry->key, cache->catalogue};
    struct str name = str_format(arena, "%s.XXXXXX", entry->state);
    char *aside = arena_array(arena, char, name.len + 1);
    bool is_written;
    int file, reason;

    memcpy(aside, name.at, name.len);
    file = mkstemp(aside); /* for its owner only */
    if (file < 0)
        return false;
    is_written = state_write(file, arena, &form, portions);
    is_written = close(file) == 0 && is_written;
    is_written = is_written && rename(aside, entry->state) == 0;
    reason = errno;
    if (!is_written)
        (void)unlink(aside);
    errno = reason;
    return is_written;
}

void cache_save(struct cache *cache, struct arena *arena, struct diag *diag,
                const struct cache_entry *entry, const struct portion *portions)
{
    if (entry->key.len == 0 || entry->is_new || !is_of(portions, entry))
        return;
    errno = 0;
    if (make_folder(arena, cache->folder) &&
        has_room(cache->folder, entry->mark.bytes) &&
        write_state(cache, arena, entry, portions))
        return;
    if (diag->verbose && !atomic_flag_test_and_set(&cache->has_told))
        diag_note(diag, "could not keep what was read in '%s': %s",
                  cache->folder, strerror(errno));
}

/* Whether a file that is no state of any file is still being written. */
static bool is_aside(const char *path)
{
    struct stat about;

    return !str_ends(str_of(path), STR(".state")) &&
           (stat(path, &about) != 0 || about.st_mtime > time(NULL) - STALE);
}

void cache_sweep(const struct cache *cache, struct arena *arena,
                 const struct map *states)
{
    DIR *folder = opendir(cache->folder);
    const struct dirent *found;

    if (!folder)
        return;
    while ((found = readdir(folder)) != NULL) {
        struct str path =
            str_format(arena, "%s/%s", cache->folder, found->d_name);

        if (str_starts(path, cache->prefix) &&
            map_find(states, path) == MAP_NONE && !is_aside(path.at))
            (void)unlink(path.at);
    }
    closedir(folder);
}
