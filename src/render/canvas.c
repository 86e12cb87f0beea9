#include "render/canvas_own.h"

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

/* Opening and closing ---------------------------------------------------- */

struct canvas *canvas_open_page(struct ink *ink, struct drawing *drawing)
{
    struct canvas *canvas = arena_new(ink->arena, struct canvas);

    canvas->surface =
        cairo_recording_surface_create(CAIRO_CONTENT_COLOR_ALPHA, NULL);
    canvas->cairo = cairo_create(canvas->surface);
    canvas->scale = PATH_SCALE;
    cairo_scale(canvas->cairo, canvas->scale, canvas->scale);
    press_open(&canvas->press, ink, drawing);
    return canvas;
}

struct canvas *canvas_open_image(struct arena *arena, double width,
                                 double height, double scale)
{
    struct canvas *canvas = arena_new(arena, struct canvas);

    canvas->is_image = true;
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
    press_close(&canvas->press);
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

/* Pages ------------------------------------------------------------------ */

void canvas_begin(struct canvas *canvas, enum tag tag, struct str alt)
{
    if (!canvas->is_image)
        structure_begin(&canvas->press.ink->structure, tag, alt);
}

void canvas_end(struct canvas *canvas)
{
    if (!canvas->is_image)
        structure_end(&canvas->press.ink->structure);
}

void canvas_link(struct canvas *canvas, double x, double y, double w, double h,
                 size_t page)
{
    if (!canvas->is_image && are_finite(canvas, (double[]){x, y, w, h}, 4))
        press_link(&canvas->press, &(struct area){x, y, x + w, y + h}, page);
}

/* Points of a path, each drawn as far around as `around`. */
static void write_points(struct canvas *canvas, const cairo_path_data_t *points,
                         int count, double around)
{
    for (int i = 0; i < count; i++) {
        double x = points[i].point.x / canvas->scale;
        double y = points[i].point.y / canvas->scale;

        press_point(&canvas->press, x, y);
        press_reach(&canvas->press, x, y, around);
    }
}

/*
 * cairo's path as operators, arcs being Bézier curves by now.  A move without
 * a line after it (cairo adds one to each closed figure) is left out.
 */
static void write_path(struct canvas *canvas, double around)
{
    static const char *const operators[] = {
        [CAIRO_PATH_LINE_TO] = "l",
        [CAIRO_PATH_CURVE_TO] = "c",
        [CAIRO_PATH_CLOSE_PATH] = "h",
    };
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
            press_operator(&canvas->press, "m");
            start = NULL;
        }
        write_points(canvas, piece + 1, piece->header.length - 1, around);
        press_operator(&canvas->press, operators[piece->header.type]);
    }
    cairo_path_destroy(path);
}

static void fill_page(struct canvas *canvas, struct colour colour)
{
    press_begin_fill(&canvas->press, colour);
    write_path(canvas, 0);
    press_operator(&canvas->press, "f");
    press_end(&canvas->press, colour);
}

static void stroke_page(struct canvas *canvas, struct colour colour,
                        const struct pen *pen)
{
    press_begin_stroke(&canvas->press, colour, pen);
    write_path(canvas, pen->width / 2);
    press_operator(&canvas->press, "S");
    press_end(&canvas->press, colour);
}

static void clip_page(struct canvas *canvas)
{
    struct area area;

    cairo_path_extents(canvas->cairo, &area.left, &area.top, &area.right,
                       &area.bottom);
    write_path(canvas, 0);
    press_operator(&canvas->press, "W n");
    press_clip(&canvas->press, &area);
}

/* Either ----------------------------------------------------------------- */

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

void canvas_fill(struct canvas *canvas, struct colour colour)
{
    if (is_colour(canvas, colour) && has_path(canvas)) {
        if (canvas->is_image)
            canvas_fill_image(canvas, colour);
        else
            fill_page(canvas, colour);
    }
    end_path(canvas);
}

void canvas_stroke(struct canvas *canvas, struct colour colour,
                   const struct pen *pen)
{
    double numbers[] = {pen->width, pen->dash[0], pen->dash[1]};

    if (is_colour(canvas, colour) &&
        are_finite(canvas, numbers, COUNT(numbers)) && has_path(canvas)) {
        if (canvas->is_image)
            canvas_stroke_image(canvas, colour, pen);
        else
            stroke_page(canvas, colour, pen);
    }
    end_path(canvas);
}

void canvas_save(struct canvas *canvas)
{
    if (canvas->is_image) {
        cairo_save(canvas->cairo);
    } else {
        press_unmark(&canvas->press);
        press_save(&canvas->press);
    }
}

void canvas_restore(struct canvas *canvas)
{
    if (canvas->is_image) {
        cairo_restore(canvas->cairo);
    } else {
        press_unmark(&canvas->press);
        press_restore(&canvas->press);
    }
}

/* Nothing is drawn outside of the path from here on. */
static void clip_path(struct canvas *canvas)
{
    if (has_path(canvas) && canvas->is_image)
        cairo_clip_preserve(canvas->cairo);
    else if (has_path(canvas))
        clip_page(canvas);
    end_path(canvas);
}

void canvas_clip(struct canvas *canvas, double x, double y, double w, double h)
{
    canvas_rect(canvas, x, y, w, h);
    clip_path(canvas);
}

/* Rising lines across an area, on one raster for the whole page. */
static void draw_hatch(struct canvas *canvas, const struct area *area,
                       double every)
{
    double step = every * sqrt(2);
    double tall = area->bottom - area->top;
    long first = lround(ceil((area->left + area->top) / step));
    long last = lround(floor((area->right + area->bottom) / step));

    for (long i = first; i <= last; i++) {
        double left = (double)i * step - area->bottom;

        canvas_move(canvas, left, area->bottom);
        canvas_line(canvas, left + tall, area->top);
    }
}

void canvas_hatch(struct canvas *canvas, struct colour colour, double width,
                  double every)
{
    struct area area;

    assert(every >= 0.5);
    if (!is_colour(canvas, colour) || !has_path(canvas) || !(every >= 0.5)) {
        end_path(canvas);
        return;
    }
    cairo_path_extents(canvas->cairo, &area.left, &area.top, &area.right,
                       &area.bottom);
    canvas_save(canvas);
    clip_path(canvas);
    draw_hatch(canvas, &area, every);
    canvas_stroke(canvas, colour, &(struct pen){.width = width});
    canvas_restore(canvas);
}

/* All of it is needed: NOLINTNEXTLINE(readability-function-size) */
double canvas_text(struct canvas *canvas, struct font *font, double size,
                   double x, double y, enum align align, struct colour colour,
                   struct str text)
{
    struct press_line line = {.font = font, .size = size, .text = text};
    double width = font_width(font, size, text);

    line.count = font_shape(font, text, &line.glyphs);
    if (is_colour(canvas, colour) &&
        are_finite(canvas, (double[]){x, y, size}, 3) && line.count > 0) {
        if (align != ALIGN_LEFT)
            x -= align == ALIGN_CENTRE ? width / 2 : width;
        if (canvas->is_image)
            canvas_text_image(canvas, &line, x, y, colour);
        else
            press_text(&canvas->press, &line, near(x), near(y), colour);
    }
    end_path(canvas);
    return width;
}

void canvas_picture(struct canvas *canvas, const struct picture *picture,
                    double x, double y, double w, double h)
{
    const struct area area = {x, y, x + w, y + h};

    if (!are_finite(canvas, (double[]){x, y, w, h}, 4)) {
        end_path(canvas);
        return;
    }
    if (canvas->is_image)
        canvas_paint_image(canvas, picture, &area);
    else
        press_picture(&canvas->press, picture, &area);
}
