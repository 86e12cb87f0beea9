/* nftw() */
#define _XOPEN_SOURCE 700 /* NOLINT(bugprone-reserved-identifier) */
#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

const char *file_join(struct arena *arena, const char *dir, const char *name)
{
    size_t len = strlen(dir);

    if (len == 0 || name[0] == '/')
        return name;
    return str_format(arena, "%s%s%s", dir, dir[len - 1] == '/' ? "" : "/",
                      name)
        .at;
}

const char *file_name(const char *path)
{
    const char *slash = strrchr(path, '/');

    return slash ? slash + 1 : path;
}

const char *file_folder(struct arena *arena, const char *path)
{
    const char *slash = strrchr(path, '/');

    if (!slash)
        return ".";
    if (slash == path)
        return "/";
    return str_z(arena, (struct str){path, (size_t)(slash - path)});
}

static int64_t nanoseconds(const struct timespec *time)
{
    return (int64_t)time->tv_sec * 1000000000 + time->tv_nsec;
}

bool file_look(const char *path, struct file_mark *mark)
{
    struct stat about;

    if (stat(path, &about) != 0)
        return false;
    *mark = (struct file_mark){.bytes = (int64_t)about.st_size,
                               .modified = nanoseconds(&about.st_mtim),
                               .changed = nanoseconds(&about.st_ctim)};
    return true;
}

bool file_mark_equal(const struct file_mark *a, const struct file_mark *b)
{
    return a->bytes == b->bytes && a->modified == b->modified &&
           a->changed == b->changed;
}

bool file_exists(const char *path)
{
    struct stat about;

    return stat(path, &about) == 0;
}

bool file_is_folder(const char *path)
{
    struct stat about;

    return stat(path, &about) == 0 && S_ISDIR(about.st_mode);
}

bool file_is_personal(const char *path)
{
    struct stat about;

    return stat(path, &about) == 0 && !(about.st_mode & (S_IRGRP | S_IROTH));
}

/* Tell that the system refused something about a path. */
static enum status refuse(struct diag *diag, enum status status,
                          const char *what, const char *path)
{
    return diag_error(diag, status, (struct place){0}, "could not %s '%s': %s",
                      what, path, strerror(errno));
}

static enum status read_all(struct arena *arena, struct diag *diag,
                            const char *path, int fd, struct str *content)
{
    struct text text = {.arena = arena};
    char block[65536];
    ssize_t got;

    while ((got = read(fd, block, sizeof block)) > 0)
        text_add(&text, (struct str){block, (size_t)got});
    if (got < 0)
        return refuse(diag, errno == EISDIR ? NO_INPUT : IO_FAILED, "read",
                      path);
    *content = text_str(&text);
    return OK;
}

enum status file_read(struct arena *arena, struct diag *diag, const char *path,
                      struct str *content)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    enum status status;

    if (fd < 0)
        return refuse(diag, NO_INPUT, "open", path);
    status = read_all(arena, diag, path, fd, content);
    close(fd);
    return status;
}

static bool write_all(int fd, struct str content)
{
    while (content.len > 0) {
        ssize_t done = write(fd, content.at, content.len);

        if (done < 0 && errno == EINTR)
            continue;
        if (done <= 0)
            return false;
        content.at += done;
        content.len -= (size_t)done;
    }
    return true;
}

enum status file_begin(struct diag *diag, const char *path,
                       struct file_out *out)
{
    *out = (struct file_out){
        .path = path,
        .handle = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600)};
    return out->handle < 0 ? refuse(diag, NO_OUTPUT, "create", path) : OK;
}

enum status file_append(struct diag *diag, const struct file_out *out,
                        struct str piece)
{
    return write_all(out->handle, piece)
               ? OK
               : refuse(diag, IO_FAILED, "write", out->path);
}

enum status file_end(struct diag *diag, struct file_out *out, unsigned mode,
                     enum status status)
{
    if (out->handle < 0)
        return status;
    if (status == OK &&
        (fchmod(out->handle, (mode_t)mode) != 0 || fsync(out->handle) != 0))
        status = refuse(diag, IO_FAILED, "write", out->path);
    if (close(out->handle) != 0 && status == OK)
        status = refuse(diag, IO_FAILED, "write", out->path);
    out->handle = -1;
    return status;
}

enum status file_write(struct diag *diag, const char *path, struct str content,
                       unsigned mode)
{
    struct file_out out;
    enum status status = file_begin(diag, path, &out);

    if (status == OK)
        status = file_append(diag, &out, content);
    return file_end(diag, &out, mode, status);
}

enum status file_scan(struct diag *diag, const char *path, file_taker *take,
                      void *context)
{
    char block[65536];
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    enum status status = OK;
    ssize_t got;

    if (fd < 0)
        return refuse(diag, NO_INPUT, "open", path);
    while ((got = read(fd, block, sizeof block)) > 0)
        take(context, (struct str){block, (size_t)got});
    if (got < 0)
        status = refuse(diag, IO_FAILED, "read", path);
    close(fd);
    return status;
}

static enum status make_folder(struct diag *diag, const char *path)
{
    if (mkdir(path, 0755) == 0 || file_is_folder(path))
        return OK;
    if (errno == EEXIST)
        errno = ENOTDIR; /* what is there is no folder */
    return refuse(diag, NO_OUTPUT, "create", path);
}

enum status file_make_folders(struct arena *arena, struct diag *diag,
                              const char *path)
{
    struct str whole = str_of(path);
    enum status status = OK;

    /* Each path that ends before a slash, from the shortest on. */
    for (size_t i = 1; i < whole.len && status == OK; i++)
        if (path[i] == '/' && path[i - 1] != '/')
            status = make_folder(diag, str_z(arena, (struct str){path, i}));
    return status == OK ? make_folder(diag, path) : status;
}

static int remove_entry(const char *path, const struct stat *about, int kind,
                        struct FTW *where)
{
    (void)about;
    (void)kind;
    (void)where;
    return remove(path);
}

enum status file_remove_tree(struct diag *diag, const char *path)
{
    enum { FOLDERS_OPEN = 16 };
    struct stat about;

    if (lstat(path, &about) != 0 && errno == ENOENT)
        return OK;
    /* What is in a folder before the folder; links are not followed. */
    if (nftw(path, remove_entry, FOLDERS_OPEN, FTW_DEPTH | FTW_PHYS) != 0)
        return refuse(diag, IO_FAILED, "remove", path);
    return OK;
}

enum status file_sync_folder(struct diag *diag, const char *path)
{
    int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    enum status status = OK;

    if (fd < 0)
        return refuse(diag, IO_FAILED, "open", path);
    if (fsync(fd) != 0)
        status = refuse(diag, IO_FAILED, "sync", path);
    close(fd);
    return status;
}
