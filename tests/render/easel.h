/*
 * easel.h - blocks drawn on a page from a table of a test's own.
 */
#ifndef REPORT_TESTS_RENDER_EASEL_H
#define REPORT_TESTS_RENDER_EASEL_H

#include "test.h"

#include "render/block.h"
#include "render/drawing.h"
#include "render/sample_part.h"

#include <string.h>

enum { EASEL_WIDTH = 400, EASEL_HEIGHT = 300 };

struct easel {
    struct arena arena;
    struct diag diag;
    struct theme theme;
    struct words words;
    struct tables tables;
    struct sheet sheet;
    struct findings findings;
    struct ink ink;
    struct drawing drawing;
};

/* What the words of a template are read from: none has a place here. */
static const struct yaml_node easel_node;

static inline int easel_open(void **state)
{
    static struct easel easel;

    easel = (struct easel){.diag.out = stderr};
    *state = &easel;
    if (theme_load(&easel.arena, &easel.diag, "templates/brand.yaml", "fonts",
                   &easel.theme) != OK)
        return 1;
    easel.words = (struct words){
        .arena = &easel.arena,
        .diag = &easel.diag,
        .tables = &easel.tables,
        .small_cell = 10,
        .style = number_style(&easel.arena, &number_house, STR("AUD")),
    };
    easel.sheet = (struct sheet){
        .arena = &easel.arena,
        .width = EASEL_WIDTH,
        .height = EASEL_HEIGHT,
        .theme = &easel.theme,
        .words = &easel.words,
        .findings = &easel.findings,
    };
    return 0;
}

static inline int easel_close(void **state)
{
    struct easel *easel = *state;

    theme_close(&easel->theme);
    arena_free(&easel->arena);
    return 0;
}

static inline struct table *
easel_table(struct easel *easel, const struct column *columns, size_t count)
{
    struct table *table =
        table_new(&easel->arena, "rows", "Rows", columns, count);

    easel->tables = (struct tables){0};
    tables_add(&easel->tables, table);
    return table;
}

/* The alternative text of the last figure that was drawn; "" for none. */
static inline const char *easel_alt(struct easel *easel)
{
    struct str alt = {0};

    for (const struct element *i = easel->ink.structure.first; i; i = i->next)
        if (strcmp(i->name, "Figure") == 0)
            alt = i->alt;
    return str_z(&easel->arena, alt);
}

/* How many elements of a type, such as TR, the last page has. */
static inline size_t easel_count(const struct easel *easel, const char *type)
{
    size_t count = 0;

    for (const struct element *i = easel->ink.structure.first; i; i = i->next)
        count += strcmp(i->name, type) == 0;
    return count;
}

/* Draw a block into a box of a new page; what its figure says. */
static inline const char *easel_draw(struct easel *easel,
                                     const struct block *block, struct box box)
{
    easel->ink = (struct ink){.arena = &easel->arena};
    easel->drawing =
        (struct drawing){.width = EASEL_WIDTH, .height = EASEL_HEIGHT};
    structure_init(&easel->ink.structure, &easel->arena);
    easel->sheet.canvas = canvas_open_page(&easel->ink, &easel->drawing);
    sheet_begin(&easel->sheet, TAG_SECTION);
    block_draw(&easel->sheet, block, box);
    sheet_end(&easel->sheet);
    canvas_close_page(easel->sheet.canvas);
    assert_int_equal(easel->words.status, OK);
    return easel_alt(easel);
}

static inline unsigned easel_rgb(const double *parts)
{
    unsigned rgb = 0;

    for (size_t i = 0; i < 3; i++)
        rgb = rgb << 8 | (unsigned)lround(parts[i] * 255);
    return rgb;
}

/* The boxes around fills in a colour, in their order; returns how many. */
static inline size_t easel_fills(struct easel *easel, enum theme_colour colour,
                                 struct box *fills, size_t most)
{
    struct str rest = text_str(&easel->drawing.operators);
    struct extent extent = {0};
    unsigned rgb = 0;
    size_t count = 0;

    while (rest.len) {
        size_t end = str_find(rest, '\n');
        const char *line = str_z(&easel->arena, (struct str){rest.at, end});
        double n[3] = {0};
        char operator[4] = "";

        rest = end < rest.len
                   ? (struct str){rest.at + end + 1, rest.len - end - 1}
                   : (struct str){0};
        if (sscanf(line, "%lf %lf %lf %3s", &n[0], &n[1], &n[2], operator) ==
                4 &&
            strcmp(operator, "rg") == 0)
            rgb = easel_rgb(n);
        else if (sscanf(line, "%lf %lf %3s", &n[0], &n[1], operator) == 3 &&
                 (operator[0] == 'm' || operator[0] == 'l'))
            extent_add(&extent, n[0], n[1]);
        if (strcmp(line, "S") == 0)
            extent = (struct extent){0};
        if (strcmp(line, "f"))
            continue;
        if (rgb == easel->theme.rgb[colour] && count < most)
            fills[count++] = (struct box){
                extent.left, EASEL_HEIGHT - extent.top,
                extent.right - extent.left, extent.top - extent.bottom};
        extent = (struct extent){0};
    }
    return count;
}

#endif
