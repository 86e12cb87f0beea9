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

struct easel {
    struct arena arena;
    struct diag diag;
    struct theme theme;
    struct words words;
    struct tables tables;
    struct sheet sheet;
    struct ink ink;
    struct drawing drawing;
};

/* What the words of a template are read from: none has a place here. */
static const struct yaml_node easel_node;

static inline int easel_open(void **state)
{
    static struct easel easel;

    easel = (struct easel){.diag.out = stderr,
                           .drawing = {.width = 400, .height = 300}};
    *state = &easel;
    if (theme_load(&easel.arena, &easel.diag, "templates/brand.yaml", "fonts",
                   &easel.theme) != OK)
        return 1;
    easel.words = (struct words){
        .arena = &easel.arena,
        .diag = &easel.diag,
        .tables = &easel.tables,
        .style = number_style(&easel.arena, STR("AUD")),
    };
    easel.ink.arena = &easel.arena;
    structure_init(&easel.ink.structure, &easel.arena);
    easel.sheet = (struct sheet){
        .arena = &easel.arena,
        .canvas = canvas_open_page(&easel.ink, &easel.drawing),
        .width = 400,
        .height = 300,
        .theme = &easel.theme,
        .words = &easel.words,
    };
    return 0;
}

static inline int easel_close(void **state)
{
    struct easel *easel = *state;

    canvas_close_page(easel->sheet.canvas);
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

/* Draw a block into a box; what its figure says. */
static inline const char *easel_draw(struct easel *easel,
                                     const struct block *block, struct box box)
{
    structure_init(&easel->ink.structure, &easel->arena);
    sheet_begin(&easel->sheet, TAG_SECTION);
    block_draw(&easel->sheet, block, box);
    sheet_end(&easel->sheet);
    assert_int_equal(easel->words.status, OK);
    return easel_alt(easel);
}

#endif
