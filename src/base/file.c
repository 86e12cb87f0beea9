#include "base/file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
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

bool file_exists(const char *path)
{
    struct stat about;

    return stat(path, &about) == 0;
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

enum status file_write(struct diag *diag, const char *path, struct str content,
                       unsigned mode)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    enum status status = OK;

    if (fd < 0)
        return refuse(diag, NO_OUTPUT, "create", path);
    if (!write_all(fd, content) || fchmod(fd, (mode_t)mode) != 0 ||
        fsync(fd) != 0)
        status = refuse(diag, IO_FAILED, "write", path);
    if (close(fd) != 0 && status == OK)
        status = refuse(diag, IO_FAILED, "write", path);
    return status;
}

static bool is_folder(const char *path)
{
    struct stat about;

    return stat(path, &about) == 0 && S_ISDIR(about.st_mode);
}

enum status file_make_folders(struct arena *arena, struct diag *diag,
                              const char *path)
{
    enum status status;

    if (is_folder(path))
        return OK;
    status = file_make_folders(arena, diag, file_folder(arena, path));
    if (status != OK)
        return status;
    if (mkdir(path, 0755) != 0 && !(errno == EEXIST && is_folder(path)))
        return refuse(diag, NO_OUTPUT, "create", path);
    return OK;
}

static enum status remove_entries(struct arena *arena, struct diag *diag,
                                  const char *path)
{
    DIR *folder = opendir(path);
    const struct dirent *entry;
    enum status status = OK;

    if (!folder)
        return refuse(diag, IO_FAILED, "read", path);
    while (status == OK && (entry = readdir(folder)) != NULL)
        if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0)
            status = file_remove_tree(arena, diag,
                                      file_join(arena, path, entry->d_name));
    closedir(folder);
    return status;
}

enum status file_remove_tree(struct arena *arena, struct diag *diag,
                             const char *path)
{
    struct stat about;
    enum status status;

    if (lstat(path, &about) != 0)
        return errno == ENOENT ? OK : refuse(diag, IO_FAILED, "remove", path);
    if (!S_ISDIR(about.st_mode)) {
        if (unlink(path) != 0)
            return refuse(diag, IO_FAILED, "remove", path);
        return OK;
    }
    status = remove_entries(arena, diag, path);
    if (status == OK && rmdir(path) != 0)
        status = refuse(diag, IO_FAILED, "remove", path);
    return status;
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
