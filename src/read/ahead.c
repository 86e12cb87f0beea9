#include "read/ahead.h"

#include <pthread.h>
#include <stdbool.h>
#include <string.h>

enum { BLOCKS = 4, BLOCK = 256 * 1024 };

/* Bytes that were read; blocks are filled and taken in turn. */
struct block {
    char *bytes;
    size_t len;
};

struct ahead {
    struct ahead_reader reader;
    pthread_t thread;
    bool has_thread;
    size_t taken; /* of the block that is being taken */
    struct block blocks[BLOCKS];
    pthread_mutex_t lock; /* of what follows */
    pthread_cond_t moved; /* either count has changed, or it is stopped */
    size_t filled_count;  /* blocks filled so far; the last one may be empty */
    size_t taken_count;
    bool stopped;
};

/* As many bytes as a block holds, or fewer at the end. */
static void fill(struct ahead *ahead, struct block *block)
{
    size_t got;

    block->len = 0;
    do {
        got = ahead->reader.read(ahead->reader.context,
                                 block->bytes + block->len, BLOCK - block->len);
        block->len += got;
    } while (got > 0 && block->len < BLOCK);
}

/* Wait for a block to fill; NULL when stopped. */
static struct block *wait_empty(struct ahead *ahead)
{
    struct block *block = NULL;

    pthread_mutex_lock(&ahead->lock);
    while (!ahead->stopped &&
           ahead->filled_count - ahead->taken_count == BLOCKS)
        pthread_cond_wait(&ahead->moved, &ahead->lock);
    if (!ahead->stopped)
        block = &ahead->blocks[ahead->filled_count % BLOCKS];
    pthread_mutex_unlock(&ahead->lock);
    return block;
}

/* One more block is filled, or taken. */
static void count(struct ahead *ahead, size_t *blocks)
{
    pthread_mutex_lock(&ahead->lock);
    ++*blocks;
    pthread_cond_signal(&ahead->moved);
    pthread_mutex_unlock(&ahead->lock);
}

/* Fill blocks until one is not full: that is the last. */
static void *run(void *argument)
{
    struct ahead *ahead = argument;
    struct block *block;
    bool more = true;

    while (more && (block = wait_empty(ahead)) != NULL) {
        fill(ahead, block);
        more = block->len == BLOCK;
        count(ahead, &ahead->filled_count);
    }
    return NULL;
}

struct ahead *ahead_start(struct arena *arena,
                          const struct ahead_reader *reader)
{
    struct ahead *ahead = arena_new(arena, struct ahead);

    ahead->reader = *reader;
    for (size_t i = 0; i < BLOCKS; i++)
        ahead->blocks[i].bytes = arena_array(arena, char, BLOCK);
    pthread_mutex_init(&ahead->lock, NULL);
    pthread_cond_init(&ahead->moved, NULL);
    ahead->has_thread = pthread_create(&ahead->thread, NULL, run, ahead) == 0;
    return ahead;
}

/* The block that is to be taken, once it is filled. */
static struct block *wait_filled(struct ahead *ahead)
{
    pthread_mutex_lock(&ahead->lock);
    while (ahead->filled_count == ahead->taken_count)
        pthread_cond_wait(&ahead->moved, &ahead->lock);
    pthread_mutex_unlock(&ahead->lock);
    return &ahead->blocks[ahead->taken_count % BLOCKS];
}

static void join(struct ahead *ahead)
{
    if (ahead->has_thread)
        pthread_join(ahead->thread, NULL);
    ahead->has_thread = false;
}

size_t ahead_read(struct ahead *ahead, char *to, size_t room)
{
    struct block *block;
    size_t len;

    if (!ahead->has_thread)
        return ahead->stopped
                   ? 0
                   : ahead->reader.read(ahead->reader.context, to, room);
    block = wait_filled(ahead);
    len = block->len - ahead->taken;
    if (len == 0) { /* the last block is not full */
        ahead_stop(ahead);
        return 0;
    }
    if (len > room)
        len = room;
    memcpy(to, block->bytes + ahead->taken, len);
    ahead->taken += len;
    if (ahead->taken == BLOCK) {
        ahead->taken = 0;
        count(ahead, &ahead->taken_count);
    }
    return len;
}

void ahead_stop(struct ahead *ahead)
{
    pthread_mutex_lock(&ahead->lock);
    ahead->stopped = true;
    pthread_cond_signal(&ahead->moved);
    pthread_mutex_unlock(&ahead->lock);
    join(ahead);
}
