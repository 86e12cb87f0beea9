#include "render/canvas.h"

#include "render/drawing.h"
#include "render/operators.h"

#include <assert.h>
#include <cairo.h>
#include <math.h>

/*
 * cairo keeps a path in 1/256 of its device's units, so a page's path is built
 * on a device that is this much larger.
 */
#define PATH_SCALE 16.0

/* Far outside of any page; cairo cannot hold much more. */
#define FARTHEST 16000.0

#define PI 3.14159265358979323846

enum { SAVES = 24 };

/* What the page's operators have set. */
struct ink_state {
    struct colour fill, stroke;
    struct pen pen;
};

struct canvas {
    cairo_surface_t *surface;
    cairo_t *cairo;
    double width, height;
    double scale;    /* from points to cairo's units */
    bool is_spoiled; /* the path holds a number that is none */

    struct ink *ink; /* NULL: this is an image */
    struct drawing *drawing;
    struct text *out;      /* the drawing's operators */
    struct element *owner; /* of the piece that is marked now */
    bool is_marked;
    struct ink_state state;
    struct ink_state saved[SAVES];
    size_t depth;
};

struct colour colour_hex(unsigned rgb)
{
    return (struct colour){
        .r = (rgb >> 16 & 0xFF) / 255.0,
        .g = (rgb >> 8 & 0xFF) / 255.0,
        .b = (rgb & 0xFF) / 255.0,
        .a = 1,
    };
}

struct colour colour_fade(struct colour colour, double opacity)
{
    colour.a *= opacity;
    return colour;
}

double canvas_width(const struct canvas *canvas)
{
    return canvas->width;
}

double canvas_height(const struct canvas *canvas)
{
    return canvas->height;
}

/* Opening and closing ---------------------------------------------------- */

struct canvas *canvas_open_page(struct ink *ink, struct drawing *drawing)
{
    struct canvas *canvas = arena_new(ink->arena, struct canvas);

    canvas->width = drawing->width;
    canvas->height = drawing->height;
    canvas->surface =
        cairo_recording_surface_create(CAIRO_CONTENT_COLOR_ALPHA, NULL);
    canvas->cairo = cairo_create(canvas->surface);
    canvas->scale = PATH_SCALE;
    cairo_scale(canvas->cairo, canvas->scale, canvas->scale);
    canvas->ink = ink;
    canvas->drawing = drawing;
    canvas->out = &drawing->operators;
    canvas->out->arena = ink->arena;
    canvas->state.fill.a = canvas->state.stroke.a = 1;
    canvas->state.pen.width = 1;
    return canvas;
}

struct canvas *canvas_open_image(struct arena *arena, double width,
                                 double height, double scale)
{
    struct canvas *canvas = arena_new(arena, struct canvas);

    canvas->width = width;
    canvas->height = height;
    canvas->surface =
        cairo_image_surface_create(CAIRO_FORMAT_RGB24, (int)ceil(width * scale),
                                   (int)ceil(height * scale));
    canvas->cairo = cairo_create(canvas->surface);
    canvas->scale = scale;
    cairo_set_source_rgb(canvas->cairo, 1, 1, 1);
    cairo_paint(canvas->cairo);
    cairo_scale(canvas->cairo, scale, scale);
    return canvas;
}

static void unmark(struct canvas *canvas)
{
    if (canvas->is_marked)
        text_add(canvas->out, STR("EMC\n"));
    canvas->is_marked = false;
}

static void close_cairo(struct canvas *canvas)
{
    cairo_destroy(canvas->cairo);
    cairo_surface_destroy(canvas->surface);
    canvas->cairo = NULL;
    canvas->surface = NULL;
}

void canvas_close_page(struct canvas *canvas)
{
    if (!canvas->cairo)
        return;
    assert(canvas->depth == 0);
    unmark(canvas);
    close_cairo(canvas);
}

enum status canvas_close_image(struct canvas *canvas, struct diag *diag,
                               const char *path)
{
    cairo_status_t result = cairo_surface_write_to_png(canvas->surface, path);

    close_cairo(canvas);
    if (result != CAIRO_STATUS_SUCCESS)
        return diag_error(diag, NO_OUTPUT, (struct place){.file = path},
                          "could not write this picture: %s",
                          cairo_status_to_string(result));
    return OK;
}

/* Paths ------------------------------------------------------------------ */

/* Whether all numbers can be drawn; one that cannot spoils the path. */
static bool are_finite(struct canvas *canvas, const double *values,
                       size_t count)
{
    for (size_t i = 0; i < count; i++) {
        assert(isfinite(values[i]));
        if (!isfinite(values[i]))
            canvas->is_spoiled = true;
    }
    return !canvas->is_spoiled;
}

static double near(double value)
{
    return fmax(-FARTHEST, fmin(value, FARTHEST));
}

void canvas_move(struct canvas *canvas, double x, double y)
{
    if (are_finite(canvas, (double[]){x, y}, 2))
        cairo_move_to(canvas->cairo, near(x), near(y));
}

void canvas_line(struct canvas *canvas, double x, double y)
{
    if (are_finite(canvas, (double[]){x, y}, 2))
        cairo_line_to(canvas->cairo, near(x), near(y));
}

void canvas_curve(struct canvas *canvas, const double xy[static 6])
{
    if (are_finite(canvas, xy, 6))
        cairo_curve_to(canvas->cairo, near(xy[0]), near(xy[1]), near(xy[2]),
                       near(xy[3]), near(xy[4]), near(xy[5]));
}

void canvas_arc(struct canvas *canvas, double x, double y, double radius,
                double from, double to)
{
    if (are_finite(canvas, (double[]){x, y, radius, from, to}, 5))
        cairo_arc(canvas->cairo, near(x), near(y), fmax(0, near(radius)),
                  near(from), near(to));
}

void canvas_close(struct canvas *canvas)
{
    cairo_close_path(canvas->cairo);
}

void canvas_rect(struct canvas *canvas, double x, double y, double w, double h)
{
    if (are_finite(canvas, (double[]){x, y, w, h}, 4))
        cairo_rectangle(canvas->cairo, near(x), near(y), near(w), near(h));
}

void canvas_round_rect(struct canvas *canvas, double x, double y, double w,
                       double h, double radius)
{
    double r = fmin(radius, fmin(w, h) / 2);

    if (!(r > 0)) {
        canvas_rect(canvas, x, y, w, h);
        return;
    }
    cairo_new_sub_path(canvas->cairo);
    canvas_arc(canvas, x + w - r, y + r, r, -PI / 2, 0);
    canvas_arc(canvas, x + w - r, y + h - r, r, 0, PI / 2);
    canvas_arc(canvas, x + r, y + h - r, r, PI / 2, PI);
    canvas_arc(canvas, x + r, y + r, r, PI, 3 * PI / 2);
    cairo_close_path(canvas->cairo);
}

void canvas_circle(struct canvas *canvas, double x, double y, double radius)
{
    cairo_new_sub_path(canvas->cairo);
    canvas_arc(canvas, x, y, radius, 0, 2 * PI);
    cairo_close_path(canvas->cairo);
}

/* Marked pieces ---------------------------------------------------------- */

/* What is drawn next belongs to the open element, or is decoration. */
static void mark(struct canvas *canvas, bool is_text)
{
    struct structure *structure = &canvas->ink->structure;
    struct drawing *drawing = canvas->drawing;
    struct element *owner = structure_owner(structure, is_text);

    if (canvas->is_marked && canvas->owner == owner)
        return;
    unmark(canvas);
    canvas->is_marked = true;
    canvas->owner = owner;
    if (!owner) {
        text_add(canvas->out, STR("/Artifact BMC\n"));
        return;
    }
    drawing->marks =
        arena_grow(canvas->ink->arena, drawing->marks, &drawing->mark_capacity,
                   drawing->mark_count + 1, sizeof *drawing->marks);
    text_addf(canvas->out, "/%s <</MCID %zu>> BDC\n", owner->name,
              drawing->mark_count);
    structure_add_mark(structure, owner, drawing->number, drawing->mark_count);
    drawing->marks[drawing->mark_count++] = owner;
}

/* Let the figure that is being drawn reach as far as this. */
static void reach(struct canvas *canvas, double x, double y, double around)
{
    if (canvas->owner && canvas->owner->role == ROLE_FIGURE) {
        extent_add(&canvas->owner->extent, x - around, y - around);
        extent_add(&canvas->owner->extent, x + around, y + around);
    }
}

void canvas_begin(struct canvas *canvas, enum tag tag, struct str alt)
{
    if (canvas->ink)
        structure_begin(&canvas->ink->structure, tag, alt);
}

void canvas_end(struct canvas *canvas)
{
    if (canvas->ink)
        structure_end(&canvas->ink->structure);
}

void canvas_link(struct canvas *canvas, double x, double y, double w, double h,
                 size_t page)
{
    struct drawing *drawing = canvas->drawing;

    if (!drawing || !are_finite(canvas, (double[]){x, y, w, h}, 4))
        return;
    struct structure *structure = &canvas->ink->structure;
    struct element *element = structure_link(structure);
    struct drawing_link link = {.target = page, .element = element};

    extent_add(&link.extent, x, canvas->height - y);
    extent_add(&link.extent, x + w, canvas->height - (y + h));
    drawing->links =
        arena_grow(canvas->ink->arena, drawing->links, &drawing->link_capacity,
                   drawing->link_count + 1, sizeof *drawing->links);
    structure_add_link(structure, element, drawing->number,
                       drawing->link_count);
    drawing->links[drawing->link_count++] = link;
}

/* A page's operators ----------------------------------------------------- */

static void write_operator(struct canvas *canvas, const char *name)
{
    text_add(canvas->out, str_of(name));
    text_add(canvas->out, STR("\n"));
}

static bool same_colour(struct colour a, struct colour b)
{
    return a.r == b.r && a.g == b.g && a.b == b.b;
}

static void write_colour(struct canvas *canvas, struct colour colour,
                         const char *name)
{
    operators_number(canvas->out, colour.r, 4);
    operators_number(canvas->out, colour.g, 4);
    operators_number(canvas->out, colour.b, 4);
    write_operator(canvas, name);
}

static void set_fill(struct canvas *canvas, struct colour colour)
{
    if (same_colour(canvas->state.fill, colour))
        return;
    canvas->state.fill = colour;
    write_colour(canvas, colour, "rg");
}

static void set_stroke(struct canvas *canvas, struct colour colour)
{
    if (same_colour(canvas->state.stroke, colour))
        return;
    canvas->state.stroke = colour;
    write_colour(canvas, colour, "RG");
}

static void set_pen(struct canvas *canvas, const struct pen *pen)
{
    const struct pen *now = &canvas->state.pen;

    if (now->width != pen->width) {
        operators_number(canvas->out, pen->width, 3);
        write_operator(canvas, "w");
    }
    if (now->round != pen->round)
        write_operator(canvas, pen->round ? "1 J 1 j" : "0 J 0 j");
    if (now->dash[0] != pen->dash[0] || now->dash[1] != pen->dash[1]) {
        text_add(canvas->out, STR("["));
        if (pen->dash[0] > 0) {
            operators_number(canvas->out, pen->dash[0], 2);
            operators_number(canvas->out, pen->dash[1], 2);
        }
        write_operator(canvas, "] 0 d");
    }
    canvas->state.pen = *pen;
}

static void push_state(struct canvas *canvas)
{
    assert(canvas->depth < SAVES);
    canvas->saved[canvas->depth++] = canvas->state;
    write_operator(canvas, "q");
}

static void pop_state(struct canvas *canvas)
{
    assert(canvas->depth > 0);
    canvas->state = canvas->saved[--canvas->depth];
    write_operator(canvas, "Q");
}

/* An opacity holds until end_opacity(), which gets the same colour. */
static void begin_opacity(struct canvas *canvas, struct colour colour)
{
    if (colour.a >= 1)
        return;
    long opacity = lround(fmax(0, colour.a) * OPACITIES);

    push_state(canvas);
    text_addf(canvas->out, "/A%ld gs\n", opacity);
    canvas->ink->opacities[opacity] = true;
}

static void end_opacity(struct canvas *canvas, struct colour colour)
{
    if (colour.a < 1)
        pop_state(canvas);
}

/* Corner points of a piece of a path, each as far from there as `around`. */
static void write_points(struct canvas *canvas, const cairo_path_data_t *points,
                         int count, double around)
{
    for (int i = 0; i < count; i++) {
        double x = points[i].point.x / canvas->scale;
        double y = canvas->height - points[i].point.y / canvas->scale;

        operators_point(canvas->out, x, y);
        reach(canvas, x, y, around);
    }
}

/*
 * cairo's path as operators, arcs being Bézier curves by now.  A move without
 * a line after it (cairo adds one to each closed figure) is left out.
 */
static void write_path(struct canvas *canvas, double around)
{
    const cairo_path_data_t *start = NULL;

    cairo_save(canvas->cairo);
    cairo_identity_matrix(canvas->cairo);
    cairo_path_t *path = cairo_copy_path(canvas->cairo);
    cairo_restore(canvas->cairo);
    for (int i = 0; i < path->num_data; i += path->data[i].header.length) {
        const cairo_path_data_t *piece = &path->data[i];

        if (piece->header.type == CAIRO_PATH_MOVE_TO) {
            start = piece + 1;
            continue;
        }
        if (start && piece->header.type != CAIRO_PATH_CLOSE_PATH) {
            write_points(canvas, start, 1, around);
            write_operator(canvas, "m");
            start = NULL;
        }
        write_points(canvas, piece + 1, piece->header.length - 1, around);
        write_operator(canvas, piece->header.type == CAIRO_PATH_LINE_TO ? "l"
                               : piece->header.type == CAIRO_PATH_CURVE_TO
                                   ? "c"
                                   : "h");
    }
    cairo_path_destroy(path);
}

/* Painting --------------------------------------------------------------- */

static void end_path(struct canvas *canvas)
{
    cairo_new_path(canvas->cairo);
    canvas->is_spoiled = false;
}

static bool has_path(const struct canvas *canvas)
{
    return !canvas->is_spoiled && cairo_has_current_point(canvas->cairo);
}

static bool is_colour(struct canvas *canvas, struct colour colour)
{
    return are_finite(canvas,
                      (double[]){colour.r, colour.g, colour.b, colour.a}, 4);
}

static void set_source(struct canvas *canvas, struct colour colour)
{
    cairo_set_source_rgba(canvas->cairo, colour.r, colour.g, colour.b,
                          colour.a);
}

static void fill_page(struct canvas *canvas, struct colour colour)
{
    mark(canvas, false);
    begin_opacity(canvas, colour);
    set_fill(canvas, colour);
    write_path(canvas, 0);
    write_operator(canvas, "f");
    end_opacity(canvas, colour);
}

void canvas_fill(struct canvas *canvas, struct colour colour)
{
    if (is_colour(canvas, colour) && has_path(canvas)) {
        if (canvas->drawing) {
            fill_page(canvas, colour);
        } else {
            set_source(canvas, colour);
            cairo_fill(canvas->cairo);
        }
    }
    end_path(canvas);
}

static void stroke_page(struct canvas *canvas, struct colour colour,
                        const struct pen *pen)
{
    mark(canvas, false);
    begin_opacity(canvas, colour);
    set_stroke(canvas, colour);
    set_pen(canvas, pen);
    write_path(canvas, pen->width / 2);
    write_operator(canvas, "S");
    end_opacity(canvas, colour);
}

static void stroke_image(struct canvas *canvas, struct colour colour,
                         const struct pen *pen)
{
    set_source(canvas, colour);
    cairo_set_line_width(canvas->cairo, pen->width);
    cairo_set_dash(canvas->cairo, pen->dash, pen->dash[0] > 0 ? 2 : 0, 0);
    cairo_set_line_cap(canvas->cairo,
                       pen->round ? CAIRO_LINE_CAP_ROUND : CAIRO_LINE_CAP_BUTT);
    cairo_set_line_join(canvas->cairo, pen->round ? CAIRO_LINE_JOIN_ROUND
                                                  : CAIRO_LINE_JOIN_MITER);
    cairo_stroke(canvas->cairo);
}

void canvas_stroke(struct canvas *canvas, struct colour colour,
                   const struct pen *pen)
{
    double numbers[] = {pen->width, pen->dash[0], pen->dash[1]};

    if (is_colour(canvas, colour) &&
        are_finite(canvas, numbers, COUNT(numbers)) && has_path(canvas)) {
        if (canvas->drawing)
            stroke_page(canvas, colour, pen);
        else
            stroke_image(canvas, colour, pen);
    }
    end_path(canvas);
}

/* Nothing is drawn outside of the path from here on. */
static void clip_path(struct canvas *canvas)
{
    if (canvas->drawing) {
        write_path(canvas, 0);
        write_operator(canvas, "W n");
    } else {
        cairo_clip_preserve(canvas->cairo);
    }
    end_path(canvas);
}

/* Rising lines across a box, on one raster for the whole page. */
static void draw_hatch(struct canvas *canvas, const double box[static 4],
                       double every)
{
    double step = every * sqrt(2);
    double tall = box[3] - box[1];
    double first = ceil((box[0] + box[1]) / step);
    double last = floor((box[2] + box[3]) / step);

    for (double i = first; i <= last; i++) {
        double left = i * step - box[3];

        canvas_move(canvas, left, box[3]);
        canvas_line(canvas, left + tall, box[1]);
    }
}

void canvas_hatch(struct canvas *canvas, struct colour colour, double width,
                  double every)
{
    double box[4];

    assert(every > 0.1);
    if (!is_colour(canvas, colour) || !has_path(canvas) || !(every > 0.1)) {
        end_path(canvas);
        return;
    }
    cairo_path_extents(canvas->cairo, &box[0], &box[1], &box[2], &box[3]);
    canvas_save(canvas);
    if (canvas->drawing)
        mark(canvas, false);
    clip_path(canvas);
    draw_hatch(canvas, box, every);
    canvas_stroke(canvas, colour, &(struct pen){.width = width});
    canvas_restore(canvas);
}

void canvas_save(struct canvas *canvas)
{
    if (canvas->drawing) {
        unmark(canvas);
        push_state(canvas);
    } else {
        cairo_save(canvas->cairo);
    }
}

void canvas_clip(struct canvas *canvas, double x, double y, double w, double h)
{
    canvas_rect(canvas, x, y, w, h);
    if (has_path(canvas))
        clip_path(canvas);
    else
        end_path(canvas);
}

void canvas_restore(struct canvas *canvas)
{
    if (canvas->drawing) {
        unmark(canvas);
        pop_state(canvas);
    } else {
        cairo_restore(canvas->cairo);
    }
}

/* Text ------------------------------------------------------------------- */

/* A text being drawn. */
struct line {
    struct font *font;
    double size;
    struct str text;
    const struct glyph *glyphs;
    size_t count;
    /* On a page: */
    const struct subset *subset; /* whose font is set */
    double rise;                 /* above the baseline, in em */
    bool is_open;                /* inside of [<...>] */
};

/* Tell nothing of what is not seen: soft hyphens, joiners, directions. */
static bool is_ignorable(unsigned code)
{
    return code == 0xAD || (code >= 0x200B && code <= 0x200F) ||
           (code >= 0x202A && code <= 0x202E) ||
           (code >= 0x2060 && code <= 0x206F) ||
           (code >= 0xFE00 && code <= 0xFE0F) || code == 0xFEFF;
}

/* The text that a glyph stands for, as a reader should get it. */
static struct str said(struct str text, const struct glyph *glyph)
{
    struct str said = {text.at + glyph->cluster, 0};
    struct str rest = {said.at, glyph->length};

    while (rest.len > 0) {
        unsigned code;
        size_t size = str_code_point(rest, &code);

        rest = (struct str){rest.at + size, rest.len - size};
        if (code == '\t' || code == '\n' || code == '\r')
            return STR(" ");
        if (!is_ignorable(code))
            said.len = (size_t)(rest.at - said.at);
        else if (said.len == 0)
            said.at = rest.at;
    }
    return said;
}

static void open_string(struct canvas *canvas, struct line *line)
{
    if (!line->is_open)
        text_add(canvas->out, STR("[<"));
    line->is_open = true;
}

static void close_string(struct canvas *canvas, struct line *line)
{
    if (line->is_open)
        text_add(canvas->out, STR(">] TJ\n"));
    line->is_open = false;
}

/* Move the pen back by thousandths of an em. */
static void write_kern(struct canvas *canvas, struct line *line, double back)
{
    if (fabs(back) < 0.05)
        return;
    open_string(canvas, line);
    text_add(canvas->out, STR(">"));
    operators_number(canvas->out, back, 1);
    text_add(canvas->out, STR("<"));
}

static void write_glyph(struct canvas *canvas, struct line *line,
                        const struct glyph *glyph)
{
    double own = font_advance(line->font, glyph->face, glyph->id);

    if (glyph->y != line->rise) {
        close_string(canvas, line);
        operators_number(canvas->out, glyph->y * line->size, 3);
        write_operator(canvas, "Ts");
        line->rise = glyph->y;
    }
    write_kern(canvas, line, -1000 * glyph->x);
    open_string(canvas, line);
    operators_hex16(canvas->out, glyph->id);
    write_kern(canvas, line, 1000 * (own + glyph->x - glyph->advance));
}

static void set_face(struct canvas *canvas, struct line *line,
                     struct subset *subset)
{
    if (line->subset == subset)
        return;
    close_string(canvas, line);
    text_addf(canvas->out, "/F%zu ", subset->number);
    operators_number(canvas->out, line->size, 3);
    write_operator(canvas, "Tf");
    line->subset = subset;
}

/*
 * The glyphs of one cluster.  A glyph has one text in the document; where that
 * is not what it says here, the right one is told beside it.
 */
static void write_cluster(struct canvas *canvas, struct line *line,
                          const struct glyph *glyphs, size_t count)
{
    struct arena *arena = canvas->ink->arena;
    struct subset *subset =
        subset_find(arena, &canvas->ink->subsets, line->font, glyphs[0].face);
    struct str text = said(line->text, &glyphs[0]);
    bool is_told = subset_use(arena, subset, glyphs[0].id, text) && count == 1;

    for (size_t i = 1; i < count; i++)
        subset_use(arena, subset, glyphs[i].id, (struct str){0});
    set_face(canvas, line, subset);
    if (!is_told) {
        close_string(canvas, line);
        text_add(canvas->out, STR("/Span <</ActualText <FEFF"));
        operators_utf16(canvas->out, text);
        text_add(canvas->out, STR(">>> BDC\n"));
    }
    for (size_t i = 0; i < count; i++)
        write_glyph(canvas, line, &glyphs[i]);
    if (!is_told) {
        close_string(canvas, line);
        text_add(canvas->out, STR("EMC\n"));
    }
}

static void write_clusters(struct canvas *canvas, struct line *line)
{
    for (size_t i = 0, end; i < line->count; i = end) {
        for (end = i + 1; end < line->count; end++)
            if (line->glyphs[end].length > 0)
                break;
        write_cluster(canvas, line, &line->glyphs[i], end - i);
    }
    close_string(canvas, line);
    if (line->rise != 0)
        write_operator(canvas, "0 Ts");
}

static void text_page(struct canvas *canvas, struct line *line, double x,
                      double y, struct colour colour)
{
    mark(canvas, true);
    begin_opacity(canvas, colour);
    set_fill(canvas, colour);
    write_operator(canvas, "BT");
    operators_point(canvas->out, x, canvas->height - y);
    write_operator(canvas, "Td");
    write_clusters(canvas, line);
    write_operator(canvas, "ET");
    end_opacity(canvas, colour);
}

/* Where a glyph's outline goes. */
struct trace {
    cairo_t *cairo;
    double x, y, size;
};

static void trace_move(void *pen, double x, double y)
{
    const struct trace *trace = pen;

    cairo_move_to(trace->cairo, trace->x + x * trace->size,
                  trace->y - y * trace->size);
}

static void trace_line(void *pen, double x, double y)
{
    const struct trace *trace = pen;

    cairo_line_to(trace->cairo, trace->x + x * trace->size,
                  trace->y - y * trace->size);
}

static void trace_curve(void *pen, const double xy[static 6])
{
    const struct trace *trace = pen;
    double at[6];

    for (size_t i = 0; i < 6; i += 2) {
        at[i] = trace->x + xy[i] * trace->size;
        at[i + 1] = trace->y - xy[i + 1] * trace->size;
    }
    cairo_curve_to(trace->cairo, at[0], at[1], at[2], at[3], at[4], at[5]);
}

static void trace_close(void *pen)
{
    const struct trace *trace = pen;

    cairo_close_path(trace->cairo);
}

/*
 * On an image glyphs are filled outlines: cairo's own text would keep the
 * face in a cache that outlives the font.
 */
static void text_image(struct canvas *canvas, const struct line *line, double x,
                       double y, struct colour colour)
{
    static const struct outline outline = {trace_move, trace_line, trace_curve,
                                           trace_close};

    for (size_t i = 0; i < line->count; i++) {
        const struct glyph *glyph = &line->glyphs[i];
        struct trace trace = {canvas->cairo, x + glyph->x * line->size,
                              y - glyph->y * line->size, line->size};

        font_outline(line->font, glyph->face, glyph->id, &outline, &trace);
        x += glyph->advance * line->size;
    }
    set_source(canvas, colour);
    cairo_fill(canvas->cairo);
}

/* A figure reaches as far as its text does. */
static void reach_text(struct canvas *canvas, const struct line *line, double x,
                       double y, double width)
{
    const struct face *face = font_face(line->font, 0);

    reach(canvas, x, canvas->height - y + face->descent * line->size, 0);
    reach(canvas, x + width, canvas->height - y + face->ascent * line->size, 0);
}

double canvas_text(struct canvas *canvas, struct font *font, double size,
                   double x, double y, enum align align, struct colour colour,
                   struct str text)
{
    struct line line = {.font = font, .size = size, .text = text};
    double width = font_width(font, size, text);

    line.count = font_shape(font, text, &line.glyphs);
    if (is_colour(canvas, colour) &&
        are_finite(canvas, (double[]){x, y, size}, 3) && line.count > 0) {
        if (align != ALIGN_LEFT)
            x -= align == ALIGN_CENTRE ? width / 2 : width;
        if (canvas->drawing) {
            text_page(canvas, &line, near(x), near(y), colour);
            reach_text(canvas, &line, x, y, width);
        } else {
            text_image(canvas, &line, x, y, colour);
        }
    }
    end_path(canvas);
    return width;
}
