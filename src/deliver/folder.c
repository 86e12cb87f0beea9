/* renameat2() */
#define _GNU_SOURCE /* NOLINT(bugprone-reserved-identifier) */
#include "deliver/folder.h"

#include "base/file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static enum status refuse(const struct folder *folder, enum status status,
                          const char *what, const char *path)
{
    return diag_error(folder->diag, status, (struct place){0},
                      "could not %s '%s': %s", what, path, strerror(errno));
}

/* The process that an entry ".FY24P06.1234" belongs to, or 0. */
static pid_t builder_of(const char *entry, struct str prefix)
{
    struct str name = str_of(entry);
    char *end;
    long pid;

    if (!str_starts(name, prefix) || name.len == prefix.len)
        return 0;
    pid = strtol(entry + prefix.len, &end, 10);
    return *end == '\0' && pid > 0 ? (pid_t)pid : 0;
}

/* Remove what builds of this folder by processes now gone have left. */
static enum status sweep(const struct folder *folder, struct str prefix)
{
    DIR *parent = opendir(folder->parent);
    const struct dirent *entry;
    enum status status = OK;

    if (!parent)
        return refuse(folder, NO_OUTPUT, "read", folder->parent);
    while (status == OK && (entry = readdir(parent)) != NULL) {
        pid_t pid = builder_of(entry->d_name, prefix);

        if (pid > 0 && pid != getpid() && kill(pid, 0) != 0 && errno == ESRCH)
            status = file_remove_tree(
                folder->diag,
                file_join(folder->arena, folder->parent, entry->d_name));
    }
    closedir(parent);
    return status;
}

/* Whether the target may be replaced. */
static enum status check_target(const struct folder *folder, const char *marker,
                                bool force)
{
    struct stat about;

    if (lstat(folder->target, &about) != 0)
        return errno == ENOENT
                   ? OK
                   : refuse(folder, NO_OUTPUT, "look at", folder->target);
    if (!S_ISDIR(about.st_mode))
        return diag_error(folder->diag, NO_OUTPUT, (struct place){0},
                          "'%s' is there and is no folder", folder->target);
    if (!force &&
        !file_exists(file_join(folder->arena, folder->target, marker)))
        return diag_error(folder->diag, NO_OUTPUT, (struct place){0},
                          "folder '%s' is there and is no pack (it has no %s); "
                          "--force replaces it",
                          folder->target, marker);
    return OK;
}

enum status folder_begin(struct folder *folder, const char *name,
                         const char *marker, bool force)
{
    struct str prefix = str_format(folder->arena, ".%s.", name);
    enum status status;

    folder->target = file_join(folder->arena, folder->parent, name);
    status = file_make_folders(folder->arena, folder->diag, folder->parent);
    if (status == OK)
        status = check_target(folder, marker, force);
    if (status == OK)
        status = sweep(folder, prefix);
    if (status != OK)
        return status;
    folder->build = file_join(
        folder->arena, folder->parent,
        str_format(folder->arena, "%s%ld", prefix.at, (long)getpid()).at);
    if (mkdir(folder->build, 0755) != 0)
        return refuse(folder, NO_OUTPUT, "create", folder->build);
    return OK;
}

/* The old folder under the build's name, where both cannot be exchanged. */
static enum status replace(struct folder *folder)
{
    const char *old = str_format(folder->arena, "%s.old", folder->build).at;

    if (rename(folder->target, old) != 0)
        return refuse(folder, NO_OUTPUT, "rename", folder->target);
    if (rename(folder->build, folder->target) != 0) {
        enum status status = refuse(folder, NO_OUTPUT, "rename", folder->build);

        if (rename(old, folder->target) != 0)
            return refuse(folder, NO_OUTPUT, "put back", folder->target);
        return status;
    }
    folder->build = old;
    return OK;
}

/* The complete folder in its place, and the old one, if any, in `build`. */
static enum status put_in_place(struct folder *folder)
{
    if (rename(folder->build, folder->target) == 0) {
        folder->build = NULL;
        return OK;
    }
    if (errno != ENOTEMPTY && errno != EEXIST)
        return refuse(folder, NO_OUTPUT, "rename", folder->build);
    if (renameat2(AT_FDCWD, folder->build, AT_FDCWD, folder->target,
                  RENAME_EXCHANGE) == 0)
        return OK;
    return replace(folder);
}

enum status folder_commit(struct folder *folder)
{
    enum status status = file_sync_folder(folder->diag, folder->build);

    if (status == OK)
        status = put_in_place(folder);
    if (status == OK)
        status = file_sync_folder(folder->diag, folder->parent);
    return status;
}

void folder_end(struct folder *folder)
{
    if (folder->build)
        file_remove_tree(folder->diag, folder->build);
    folder->build = NULL;
}
