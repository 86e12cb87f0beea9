/*
 * shapes.h - tables of ordinary and of awkward data, to draw blocks from.
 *
 * A shape is a row: add one, and every kind of block is drawn from it.
 */
#ifndef REPORT_TESTS_RENDER_SHAPES_H
#define REPORT_TESTS_RENDER_SHAPES_H

#include "render/sample_part.h"

#include "measure/table.h"

#include <math.h>
#include <stdbool.h>

enum { SHAPE_NAMES = 4 };

/* How things are called, in turn. */
static const char *const shape_plain[SHAPE_NAMES] = {"North", "South", "East",
                                                     "West"};
static const char *const shape_long[SHAPE_NAMES] = {
    "Stationery, party supplies and greeting cards for all seasons",
    "Bed linen, towels and everything for the well-kept bathroom",
    "Children\xE2\x80\x99s shoes, boots, slippers and sandals in half sizes",
    "Garden tools, seeds, pots and furniture for small balconies",
};
static const char *const shape_arabic[SHAPE_NAMES] = {
    "\xD9\x85\xD8\xAA\xD8\xAC\xD8\xB1 \xD8\xA7\xD9\x84\xD8\xB1\xD9\x8A\xD8\xA7"
    "\xD8\xB6",
    "\xD8\xAC\xD8\xAF\xD8\xA9",
    "\xD8\xAF\xD8\xA8\xD9\x8A \xD9\x85\xD9\x88\xD9\x84",
    "\xD8\xA7\xD9\x84\xD9\x82\xD8\xA7\xD9\x87\xD8\xB1\xD8\xA9",
};
static const char *const shape_cjk[SHAPE_NAMES] = {
    "\xE4\xB8\x8A\xE6\xB5\xB7\xE6\x97\x97\xE8\x88\xB0\xE5\xBA\x97",
    "\xE6\xB8\x8B\xE8\xB0\xB7\xE3\x82\xB9\xE3\x82\xAF\xE3\x83\xA9\xE3\x83\xB3"
    "\xE3\x83\x96\xE3\x83\xAB",
    "\xEC\x84\x9C\xEC\x9A\xB8\xEA\xB0\x95\xEB\x82\xA8\xEC\xA0\x90",
    "\xE8\xAA\xA0\xE5\x93\x81\xE6\x9B\xB8\xE5\xBA\x97",
};

/* value = first + step x row + swing x a wave, each `gap`th undefined. */
struct shape {
    const char *name;
    size_t count;
    double first, step, swing;
    enum cell_kind kind;      /* of the values */
    size_t gap;               /* 0: none, 1: all */
    const char *const *names; /* NULL: plain ones */
};

static const struct shape shapes[] = {
    {"ordinary", 12, 5e6, 1e5, 6e5, CELL_MONEY, 0, NULL},
    {"one point", 1, 5e6, 0, 0, CELL_MONEY, 0, NULL},
    {"no data", 0, 0, 0, 0, CELL_MONEY, 0, NULL},
    {"all equal", 12, 5e6, 0, 0, CELL_MONEY, 0, NULL},
    {"all zero", 12, 0, 0, 0, CELL_MONEY, 0, NULL},
    {"negative", 12, -9e6, 5e5, 3e5, CELL_MONEY, 0, NULL},
    {"both signs", 12, -3e6, 5e5, 9e5, CELL_MONEY, 0, NULL},
    {"huge", 8, 1e12, 2e11, 1e11, CELL_MONEY, 0, NULL},
    {"tiny", 8, 1e-4, 1e-4, 5e-5, CELL_RATE, 0, NULL},
    {"cents", 8, 0.01, 0.02, 0.01, CELL_MONEY, 0, NULL},
    {"forty rows", 40, 9e6, -2e5, 3e5, CELL_MONEY, 0, NULL},
    {"sixty letters", 8, 9e6, -2e5, 0, CELL_MONEY, 0, shape_long},
    {"arabic", 8, 9e6, -2e5, 3e5, CELL_MONEY, 0, shape_arabic},
    {"cjk", 8, 9e6, -2e5, 3e5, CELL_MONEY, 0, shape_cjk},
    {"missing cells", 12, 5e6, 1e5, 6e5, CELL_MONEY, 3, NULL},
    {"all undefined", 12, 5e6, 0, 0, CELL_MONEY, 1, NULL},
};

enum {
    SHAPE_NAME,
    SHAPE_ACROSS,
    SHAPE_VALUE,
    SHAPE_BASE,
    SHAPE_CHANGE,
    SHAPE_LOW,
    SHAPE_HIGH,
    SHAPE_SHARE,
    SHAPE_FROM,
    SHAPE_UPTO,
    SHAPE_SO_FAR
};

/* The shape of that name. */
static inline const struct shape *shape_find(const char *name)
{
    for (size_t i = 0; i < COUNT(shapes); i++)
        if (str_equal(str_of(shapes[i].name), str_of(name)))
            return &shapes[i];
    return NULL;
}

static inline double shape_value(const struct shape *shape, size_t i)
{
    return shape->first + shape->step * (double)i +
           shape->swing * sin(1.7 * (double)i);
}

static inline struct cell shape_cell(const struct shape *shape, size_t i,
                                     double factor)
{
    double value = factor * shape_value(shape, i);

    if (shape->gap && i % shape->gap == shape->gap - 1)
        return (struct cell){0};
    return shape->kind == CELL_MONEY ? sample_money(value)
                                     : cell_real(shape->kind, value);
}

static inline struct cell shape_label(struct arena *arena,
                                      const struct shape *shape, size_t i)
{
    const char *const *names = shape->names ? shape->names : shape_plain;

    return cell_text(str_format(arena, "%s %zu", names[i % SHAPE_NAMES],
                                i / SHAPE_NAMES + 1));
}

/* The table `channels`: `across` rows of each name, one if it is 0. */
static inline struct table *
shape_table(struct arena *arena, const struct shape *shape, size_t across)
{
    static const struct column columns[] = {
        {.name = "name", .label = "Name", .kind = CELL_TEXT},
        {.name = "across", .label = "Across", .kind = CELL_COUNT},
        {.name = "value",
         .label = "Value",
         .kind = CELL_MONEY,
         .sum = SUM_TOTAL},
        {.name = "base", .label = "Base", .kind = CELL_MONEY},
        {.name = "change", .label = "Change", .kind = CELL_CHANGE},
        {.name = "low", .label = "Low", .kind = CELL_MONEY},
        {.name = "high", .label = "High", .kind = CELL_MONEY},
        {.name = "share", .label = "Share", .kind = CELL_RATE},
        {.name = "from", .label = "From", .kind = CELL_MONEY},
        {.name = "upto", .label = "Up to", .kind = CELL_MONEY},
        {.name = "so_far", .label = "So far", .kind = CELL_MONEY},
    };
    struct table *table =
        table_new(arena, "channels", "Channels", columns, COUNT(columns));
    struct shape whole = *shape;
    size_t each = across ? across : 1;

    whole.gap = 0;
    for (size_t i = 0; i < shape->count * each; i++) {
        struct cell *row = table_add(table);

        row[SHAPE_NAME] = shape_label(arena, shape, i / each);
        row[SHAPE_ACROSS] = cell_count((int64_t)(i % (across ? across : 7)));
        row[SHAPE_VALUE] = shape_cell(shape, i, 1);
        if (!cell_is_defined(&row[SHAPE_VALUE]))
            row[SHAPE_SO_FAR] = shape_cell(&whole, i, 0.5);
        row[SHAPE_BASE] = shape_cell(shape, i, i % 2 ? 0.9 : 1.05);
        row[SHAPE_LOW] = shape_cell(shape, i, shape->first < 0 ? 1.2 : 0.8);
        row[SHAPE_HIGH] = shape_cell(shape, i, shape->first < 0 ? 0.8 : 1.2);
        row[SHAPE_FROM] = sample_money(10 * (double)i);
        row[SHAPE_UPTO] = sample_money(10 * (double)(i + 1));
        row[SHAPE_SHARE] = cell_real(CELL_RATE, 1 / (1 + 0.2 * (double)i));
        if (shape->gap != 1)
            row[SHAPE_CHANGE] =
                cell_real(CELL_CHANGE, i % 2 ? 1 / 0.9 - 1 : 1 / 1.05 - 1);
    }
    return table;
}

#endif
