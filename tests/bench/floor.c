/*
 * floor THREADS FILE...: read all bytes and count line ends, as fast as this
 * machine does: what no reader can be faster than.  Prints bytes and line ends.
 */
#include <fcntl.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { BLOCK = 1 << 18, THREADS_MOST = 64 };

/* What the threads share. */
struct work {
    char **files; /* up to a NULL */
    size_t count;
    atomic_size_t next;
    atomic_uint_fast64_t bytes;
    atomic_uint_fast64_t lines;
};

static uint64_t count_lines(const char *at, size_t len)
{
    const char *end = at + len;
    uint64_t lines = 0;

    while ((at = memchr(at, '\n', (size_t)(end - at)))) {
        at++;
        lines++;
    }
    return lines;
}

static void read_file(struct work *work, const char *path, char *buffer)
{
    int file = open(path, O_RDONLY);
    ssize_t len;

    if (file < 0) {
        perror(path);
        exit(1);
    }
    while ((len = read(file, buffer, BLOCK)) > 0) {
        atomic_fetch_add(&work->bytes, (uint64_t)len);
        atomic_fetch_add(&work->lines, count_lines(buffer, (size_t)len));
    }
    if (len < 0) {
        perror(path);
        exit(1);
    }
    close(file);
}

static void *run(void *argument)
{
    struct work *work = argument;
    char *buffer = malloc(BLOCK);
    size_t number;

    if (!buffer)
        exit(1);
    while ((number = atomic_fetch_add(&work->next, 1)) < work->count)
        read_file(work, work->files[number], buffer);
    free(buffer);
    return NULL;
}

int main(int argc, char **argv)
{
    static struct work work;
    pthread_t threads[THREADS_MOST];
    long count = argc > 2 ? strtol(argv[1], NULL, 10) : 0;

    if (count < 1 || count > THREADS_MOST) {
        fputs("usage: floor THREADS FILE...\n", stderr);
        return 64;
    }
    work.files = argv + 2;
    work.count = (size_t)argc - 2;
    for (long i = 1; i < count; i++)
        if (pthread_create(&threads[i], NULL, run, &work) != 0)
            return 1;
    run(&work);
    for (long i = 1; i < count; i++)
        pthread_join(threads[i], NULL);
    printf("%ju %ju\n", (uintmax_t)work.bytes, (uintmax_t)work.lines);
    return 0;
}
