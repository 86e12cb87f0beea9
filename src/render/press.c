#include "render/press.h"

#include "render/operators.h"

#include <assert.h>
#include <math.h>

void press_open(struct press *press, struct ink *ink, struct drawing *drawing)
{
    *press = (struct press){
        .ink = ink,
        .drawing = drawing,
        .out = &drawing->operators,
    };
    press->out->arena = ink->arena;
    /* What a page begins with. */
    press->state.fill.a = press->state.stroke.a = 1;
    press->state.pen.width = 1;
    press->state.clip = (struct area){0, 0, drawing->width, drawing->height};
}

void press_close(struct press *press)
{
    assert(press->depth == 0);
    press_unmark(press);
}

void press_operator(struct press *press, const char *name)
{
    text_add(press->out, str_of(name));
    text_add(press->out, STR("\n"));
}

void press_point(struct press *press, double x, double y)
{
    operators_point(press->out, x, press->drawing->height - y);
}

/* Marked pieces ---------------------------------------------------------- */

void press_unmark(struct press *press)
{
    if (press->is_marked)
        press_operator(press, "EMC");
    press->is_marked = false;
}

static void add_mark(struct press *press, struct element *owner)
{
    struct drawing *drawing = press->drawing;
    size_t number = drawing->mark_count++;

    drawing->marks =
        arena_grow(press->ink->arena, drawing->marks, &drawing->mark_capacity,
                   drawing->mark_count, sizeof *drawing->marks);
    drawing->marks[number].owner = owner;
    structure_add_mark(&press->ink->structure, owner, drawing->number, number);
    text_addf(press->out, "/%s <</MCID %zu>> BDC\n", owner->name, number);
}

static void mark(struct press *press, bool is_text)
{
    struct element *owner = structure_owner(&press->ink->structure, is_text);

    if (press->is_marked && press->owner == owner)
        return;
    press_unmark(press);
    press->is_marked = true;
    press->has_text = false;
    press->owner = owner;
    if (owner)
        add_mark(press, owner);
    else
        press_operator(press, "/Artifact BMC");
}

static double within(double value, double least, double most)
{
    return fmax(least, fmin(value, most));
}

static void reach(struct press *press, double x, double y)
{
    const struct area *clip = &press->state.clip;

    extent_add(&press->owner->extent, within(x, clip->left, clip->right),
               press->drawing->height - within(y, clip->top, clip->bottom));
}

void press_reach(struct press *press, double x, double y, double around)
{
    if (!press->is_marked || !press->owner || press->owner->role != ROLE_FIGURE)
        return;
    reach(press, x - around, y - around);
    reach(press, x + around, y + around);
}

void press_clip(struct press *press, const struct area *area)
{
    struct area *clip = &press->state.clip;

    clip->left = fmax(clip->left, area->left);
    clip->top = fmax(clip->top, area->top);
    clip->right = fmin(clip->right, area->right);
    clip->bottom = fmin(clip->bottom, area->bottom);
}

void press_link(struct press *press, const struct area *area, size_t target)
{
    struct drawing *drawing = press->drawing;
    size_t number = drawing->link_count++;
    struct drawing_link link = {
        .target = target,
        .element = structure_link(&press->ink->structure),
    };

    extent_add(&link.extent, area->left, drawing->height - area->top);
    extent_add(&link.extent, area->right, drawing->height - area->bottom);
    drawing->links =
        arena_grow(press->ink->arena, drawing->links, &drawing->link_capacity,
                   drawing->link_count, sizeof *drawing->links);
    drawing->links[number] = link;
    structure_add_link(&press->ink->structure, link.element, drawing->number,
                       number);
}

/* The state of drawing --------------------------------------------------- */

static bool same_colour(struct colour a, struct colour b)
{
    return a.r == b.r && a.g == b.g && a.b == b.b;
}

static void write_colour(struct press *press, struct colour colour,
                         const char *name)
{
    operators_number(press->out, colour.r, 4);
    operators_number(press->out, colour.g, 4);
    operators_number(press->out, colour.b, 4);
    press_operator(press, name);
}

static void set_fill(struct press *press, struct colour colour)
{
    if (same_colour(press->state.fill, colour))
        return;
    press->state.fill = colour;
    write_colour(press, colour, "rg");
}

static void set_stroke(struct press *press, struct colour colour)
{
    if (same_colour(press->state.stroke, colour))
        return;
    press->state.stroke = colour;
    write_colour(press, colour, "RG");
}

static void set_pen(struct press *press, const struct pen *pen)
{
    const struct pen *now = &press->state.pen;

    if (now->width != pen->width) {
        operators_number(press->out, pen->width, 3);
        press_operator(press, "w");
    }
    if (now->round != pen->round)
        press_operator(press, pen->round ? "1 J 1 j" : "0 J 0 j");
    if (now->dash[0] != pen->dash[0] || now->dash[1] != pen->dash[1]) {
        text_add(press->out, STR("["));
        if (pen->dash[0] > 0) {
            operators_number(press->out, pen->dash[0], 2);
            operators_number(press->out, pen->dash[1], 2);
        }
        press_operator(press, "] 0 d");
    }
    press->state.pen = *pen;
}

void press_save(struct press *press)
{
    assert(press->depth < PRESS_SAVES);
    press->saved[press->depth++] = press->state;
    press_operator(press, "q");
}

void press_restore(struct press *press)
{
    assert(press->depth > 0);
    press->state = press->saved[--press->depth];
    press_operator(press, "Q");
}

static void begin_opacity(struct press *press, struct colour colour)
{
    if (colour.a >= 1)
        return;
    long opacity = lround(fmax(0, colour.a) * OPACITIES);

    press_save(press);
    text_addf(press->out, "/A%ld gs\n", opacity);
    press->ink->opacities[opacity] = true;
}

void press_begin_fill(struct press *press, struct colour colour)
{
    mark(press, false);
    begin_opacity(press, colour);
    set_fill(press, colour);
}

void press_begin_stroke(struct press *press, struct colour colour,
                        const struct pen *pen)
{
    mark(press, false);
    begin_opacity(press, colour);
    set_stroke(press, colour);
    set_pen(press, pen);
}

void press_begin_text(struct press *press, struct colour colour)
{
    mark(press, true);
    begin_opacity(press, colour);
    set_fill(press, colour);
}

void press_end(struct press *press, struct colour colour)
{
    if (colour.a < 1)
        press_restore(press);
}

/* Pictures --------------------------------------------------------------- */

static size_t number_of(struct ink *ink, const struct picture *picture)
{
    size_t number = 0;

    while (number < ink->picture_count && ink->pictures[number] != picture)
        number++;
    if (number == ink->picture_count) {
        assert(number < PICTURES);
        ink->pictures[ink->picture_count++] = picture;
    }
    return number;
}

void press_picture(struct press *press, const struct picture *picture,
                   const struct area *area)
{
    size_t number = number_of(press->ink, picture);

    mark(press, false);
    press_operator(press, "q");
    operators_number(press->out, area->right - area->left, 2);
    text_add(press->out, STR("0 0 "));
    operators_number(press->out, area->bottom - area->top, 2);
    press_point(press, area->left, area->bottom);
    press_operator(press, "cm");
    text_addf(press->out, "/I%zu Do\nQ\n", number);
    press_reach(press, area->left, area->top, 0);
    press_reach(press, area->right, area->bottom, 0);
}
