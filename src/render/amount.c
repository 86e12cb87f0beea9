#include "render/block.h"

#include <math.h>
#include <stdlib.h>

enum { MOST_SIZES = 1000 };

static int compare_sizes(const void *left, const void *right)
{
    const double *a = left;
    const double *b = right;

    return (*a > *b) - (*a < *b);
}

static double largest_of(const struct rows *rows, int column)
{
    double largest = 0;

    for (size_t i = 0; i < rows->count; i++)
        largest = fmax(largest, fabs(cell_number(&rows->items[i][column])));
    return largest;
}

/* Small amounts are told apart by their cents, or less than these. */
static int small_places(double largest)
{
    if (largest <= 0 || largest >= 100)
        return 0;
    return largest < 0.1 ? 4 : 2;
}

int block_places(const struct rows *rows, int column)
{
    return small_places(largest_of(rows, column));
}

/*
 * A scale on which the largest amount has a digit before its point, and half
 * of them one that is not 0.
 */
static struct number_scale amount_scale(const struct rows *rows, int column)
{
    double sizes[MOST_SIZES];
    double largest = largest_of(rows, column);
    double usual;
    struct number_scale scale;
    size_t count = 0;

    for (size_t i = 0; i < rows->count; i++) {
        double size = fabs(cell_number(&rows->items[i][column]));

        if (size > 0 && count < MOST_SIZES)
            sizes[count++] = size;
    }
    qsort(sizes, count, sizeof *sizes, compare_sizes);
    usual = count ? fmin(largest, 10.001 * sizes[count / 2]) : 0;
    if (usual < 1000 || largest < 10000)
        return (struct number_scale){0, small_places(largest), ""};
    scale = number_scale(usual);
    if (largest >= 100 * pow(10, scale.power))
        scale.places = 1;
    return scale;
}

/* That of the steps, unless it makes the totals too long. */
static struct number_scale waterfall_scale(struct number_scale steps,
                                           const struct block *block,
                                           struct words *words)
{
    double total = fmax(fabs(words_number(words, block->from)),
                        fabs(words_number(words, block->to)));

    if (total >= 1e5 * pow(10, steps.power))
        return number_scale(total);
    if (steps.power == 0 && total >= 1000)
        steps.places = 0;
    return steps;
}

struct number_scale block_scale(const struct rows *rows,
                                const struct block *block, struct words *words)
{
    struct number_scale none = {0, 0, ""};
    struct rows all = {.table = rows->table};
    int column = -1;

    if (!rows->table || !rows->count)
        return none;
    if (block->value.len)
        column = select_column(words, block->node, rows->table, block->value);
    if (column >= 0 && block->kind == BLOCK_WATERFALL)
        return waterfall_scale(chart_unit(rows, column, -1).scale, block,
                               words);
    if (column >= 0 && block->kind != BLOCK_OUTLOOK)
        return chart_unit(rows, column, -1).scale;
    /* As the table beside it, whose amounts begin with last year's. */
    if (column >= 0 && block->base.len)
        column = select_column(words, block->node, rows->table, block->base);
    for (size_t i = 0; column < 0 && i < block->column_count; i++) {
        int at = select_column(words, block->node, rows->table,
                               block->columns[i].column);
        if (at >= 0 && !block->columns[i].full &&
            rows->table->columns[at].kind == CELL_MONEY)
            column = at;
    }
    if (column < 0)
        return none;
    /* Of the whole table, so that its top and its bottom look alike. */
    all.items =
        arena_array(words->arena, const struct cell *, rows->table->row_count);
    for (size_t i = 0; i < rows->table->row_count; i++)
        all.items[all.count++] =
            &rows->table->cells[i * rows->table->column_count];
    return amount_scale(&all, column);
}
