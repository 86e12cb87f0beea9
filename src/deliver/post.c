#include "deliver/post.h"

#include <errno.h>
#include <signal.h>
#include <spawn.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

static enum status fail(struct diag *diag, char *const *command,
                        const char *what, int reason)
{
    return diag_error(diag, IO_FAILED, (struct place){0},
                      "could not %s '%s': %s", what, command[0],
                      strerror(reason));
}

/* The program reads from `ends[0]`; a pipe that breaks ends it as usual. */
static int start(char *const *command, const int ends[2], pid_t *child)
{
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    sigset_t usual;
    int reason;

    sigemptyset(&usual);
    sigaddset(&usual, SIGPIPE);
    posix_spawnattr_init(&attributes);
    posix_spawnattr_setsigdefault(&attributes, &usual);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF);
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, ends[0], STDIN_FILENO);
    posix_spawn_file_actions_addclose(&actions, ends[0]);
    posix_spawn_file_actions_addclose(&actions, ends[1]);
    reason =
        posix_spawn(child, command[0], &actions, &attributes, command, environ);
    posix_spawn_file_actions_destroy(&actions);
    posix_spawnattr_destroy(&attributes);
    return reason;
}

/* 0, or the reason why not all was written. */
static int write_all(int handle, struct str text)
{
    while (text.len > 0) {
        ssize_t written = write(handle, text.at, text.len);

        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            return errno;
        text.at += written;
        text.len -= (size_t)written;
    }
    return 0;
}

/* What it ended with, by itself; -1 where it was ended. */
static int wait_for(pid_t child)
{
    int how;

    while (waitpid(child, &how, 0) < 0)
        if (errno != EINTR)
            return -1;
    return WIFEXITED(how) ? WEXITSTATUS(how) : -1;
}

enum status post_hand_over(struct diag *diag, char *const *command,
                           struct str head, struct str body)
{
    void (*before)(int);
    int ends[2];
    pid_t child;
    int reason;
    int status;

    if (pipe(ends) != 0)
        return fail(diag, command, "run", errno);
    reason = start(command, ends, &child);
    close(ends[0]);
    if (reason) {
        close(ends[1]);
        return fail(diag, command, "run", reason);
    }
    before = signal(SIGPIPE, SIG_IGN);
    reason = write_all(ends[1], head);
    if (!reason)
        reason = write_all(ends[1], body);
    close(ends[1]);
    signal(SIGPIPE, before);
    status = wait_for(child);
    if (status != 0)
        return diag_error(diag, IO_FAILED, (struct place){0},
                          "'%s' ended with status %d", command[0], status);
    return reason ? fail(diag, command, "hand the message to", reason) : OK;
}
