#include "render/body.h"

#include "base/parallel.h"
#include "render/excel.h"
#include "render/row_pen.h"
#include "render/spool.h"

#include <math.h>

enum { LEVEL_FAST = 1 };
/* Blocks a thread has before all are waited for: so few wait for the last. */
enum { BLOCKS_EACH = 4 };

/* A block of rows, packed, and what was found in it. */
struct block {
    struct arena arena;
    struct text packed;
    struct flate_sum sum;
    size_t values;
    struct body_column *columns;
};

/* What a thread writes and packs with. */
struct hand {
    struct arena arena;
    struct arena scratch;
    struct text xml;
    struct deflater *deflater;
    struct cell *room;
};

struct job {
    struct body *body;
    const struct row_column *columns;
    struct hand *hands;
    struct block *blocks; /* of this turn */
    size_t done;          /* blocks of the turns before */
};

static void measure(struct body_column *column, const struct cell *cell)
{
    /* More digits than this no byte is wide. */
    static const double most_of_byte = 2;
    double size;

    if (cell->kind == CELL_TEXT) {
        if ((double)cell->text.len * most_of_byte <= column->widest)
            return;
        size = excel_width(cell->text);
        if (size > column->widest)
            column->widest = size;
        return;
    }
    if (cell->kind == CELL_MONEY)
        column->money += cell->integer;
    size = fabs(figure_value(column->figure, cell));
    if (size > column->largest)
        column->largest = size;
}

static void write_row(const struct job *job, size_t row, struct row_pen *pen,
                      struct block *block, struct cell *room)
{
    const struct body *body = job->body;
    const struct cell *cells = table_row(body->table, body->first + row, room);

    row_begin(pen, body->first_row + (uint32_t)row);
    for (size_t i = 0; i < body->column_count; i++) {
        const struct cell *cell = cells + body->columns[i].index;

        measure(&block->columns[i], cell);
        row_cell(pen, &job->columns[i], cell);
    }
    row_end(pen);
}

/* One thread's work: a block of this turn. */
static void write_block(void *context, size_t number, size_t thread)
{
    const struct job *job = context;
    const struct body *body = job->body;
    struct block *block = &job->blocks[number];
    struct hand *hand = &job->hands[thread];
    struct row_pen pen = {.out = &hand->xml, .scratch = &hand->scratch};
    size_t first = (job->done + number) * BODY_ROWS;
    size_t end = first + BODY_ROWS;

    if (end > body->count)
        end = body->count;
    for (size_t i = 0; i < body->column_count; i++)
        block->columns[i] =
            (struct body_column){.figure = body->columns[i].figure};
    hand->xml.len = 0;
    block->packed.len = 0;
    for (size_t row = first; row < end; row++)
        write_row(job, row, &pen, block, hand->room);
    block->values = pen.values;
    block->sum = deflater_pack(hand->deflater, text_str(&hand->xml), false,
                               &block->packed);
}

/* In the order of the blocks. */
static void keep_block(struct body *body, const struct block *block)
{
    body->sum = flate_join(&body->sum, &block->sum);
    body->values += block->values;
    body->blocks[body->block_count++] = block->sum.packed;
    spool_add(body->spool, text_str(&block->packed));
    for (size_t i = 0; i < body->column_count; i++) {
        struct body_column *column = &body->columns[i];
        const struct body_column *found = &block->columns[i];

        column->largest = fmax(column->largest, found->largest);
        column->widest = fmax(column->widest, found->widest);
        column->money += found->money;
    }
}

static struct hand *make_hands(struct arena *arena, const struct body *body,
                               size_t threads)
{
    struct hand *hands = arena_array(arena, struct hand, threads);

    for (size_t i = 0; i < threads; i++) {
        struct hand *hand = &hands[i];

        hand->xml.arena = &hand->arena;
        hand->deflater = deflater_open(&hand->arena, LEVEL_FAST);
        hand->room =
            arena_array(&hand->arena, struct cell, body->table->column_count);
    }
    return hands;
}

static struct block *make_blocks(struct arena *arena, const struct body *body,
                                 size_t count)
{
    struct block *blocks = arena_array(arena, struct block, count);

    for (size_t i = 0; i < count; i++) {
        blocks[i].packed.arena = &blocks[i].arena;
        blocks[i].columns = arena_array(&blocks[i].arena, struct body_column,
                                        body->column_count);
    }
    return blocks;
}

static struct row_column *make_columns(struct arena *arena,
                                       const struct body *body)
{
    struct row_column *columns =
        arena_array(arena, struct row_column, body->column_count);

    for (size_t i = 0; i < body->column_count; i++) {
        const struct body_column *column = &body->columns[i];

        columns[i] =
            row_column(arena, column->column, column->figure, column->style);
    }
    return columns;
}

/* So many threads as there is work for. */
static size_t useful_threads(const struct body *body, size_t blocks)
{
    size_t threads = body->threads ? body->threads : 1;

    if (threads > PARALLEL_MOST)
        threads = PARALLEL_MOST;
    return threads < blocks ? threads : blocks;
}

void body_write(struct arena *arena, struct body *body)
{
    size_t count = (body->count + BODY_ROWS - 1) / BODY_ROWS;
    size_t threads = useful_threads(body, count);
    size_t turn = threads * BLOCKS_EACH;
    struct arena own = {0};
    struct job job = {.body = body,
                      .columns = make_columns(&own, body),
                      .hands = make_hands(&own, body, threads),
                      .blocks = make_blocks(&own, body, turn)};

    body->blocks = arena_array(arena, uint64_t, count + 1);
    for (; job.done < count; job.done += turn) {
        size_t now = count - job.done < turn ? count - job.done : turn;

        parallel_run(threads, now, write_block, &job);
        for (size_t i = 0; i < now; i++)
            keep_block(body, &job.blocks[i]);
    }
    for (size_t i = 0; i < threads; i++) {
        arena_free(&job.hands[i].arena);
        arena_free(&job.hands[i].scratch);
    }
    for (size_t i = 0; i < turn; i++)
        arena_free(&job.blocks[i].arena);
    arena_free(&own);
}
