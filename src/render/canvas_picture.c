#include "render/canvas_picture.h"

#include "base/file.h"

#include <cairo.h>
#include <librsvg/rsvg.h>
#include <math.h>
#include <string.h>

/* A surface on the picture's pixels, which are nothing yet. */
static cairo_surface_t *surface_of(struct arena *arena, struct picture *picture,
                                   double width, double height, double scale)
{
    picture->width = (int)fmax(1, round(width * scale));
    picture->height = (int)fmax(1, round(height * scale));
    picture->stride =
        cairo_format_stride_for_width(CAIRO_FORMAT_ARGB32, picture->width);
    picture->argb = arena_array(
        arena, unsigned char, (size_t)picture->stride *(size_t)picture->height);
    return cairo_image_surface_create_for_data(
        picture->argb, CAIRO_FORMAT_ARGB32, picture->width, picture->height,
        picture->stride);
}

static cairo_status_t give_bytes(void *context, unsigned char *to,
                                 unsigned int count)
{
    struct str *left = context;

    if (left->len < count)
        return CAIRO_STATUS_READ_ERROR;
    memcpy(to, left->at, count);
    *left = (struct str){left->at + count, left->len - count};
    return CAIRO_STATUS_SUCCESS;
}

/* NULL, or why it is none. */
static const char *read_png(struct arena *arena, struct str bytes,
                            struct picture *picture)
{
    cairo_surface_t *png =
        cairo_image_surface_create_from_png_stream(give_bytes, &bytes);
    cairo_status_t result = cairo_surface_status(png);

    if (result == CAIRO_STATUS_SUCCESS) {
        double width = cairo_image_surface_get_width(png);
        double height = cairo_image_surface_get_height(png);
        double scale = fmin(1, PICTURE_PIXELS / fmax(width, height));
        cairo_surface_t *surface =
            surface_of(arena, picture, width, height, scale);
        cairo_t *cairo = cairo_create(surface);

        cairo_scale(cairo, picture->width / width, picture->height / height);
        cairo_set_source_surface(cairo, png, 0, 0);
        cairo_pattern_set_filter(cairo_get_source(cairo), CAIRO_FILTER_BEST);
        cairo_paint(cairo);
        cairo_destroy(cairo);
        cairo_surface_destroy(surface);
    }
    cairo_surface_destroy(png);
    return result == CAIRO_STATUS_SUCCESS ? NULL
                                          : cairo_status_to_string(result);
}

/* What the library says of a file, on one line. */
static const char *told(struct arena *arena, const GError *error)
{
    struct str message = str_of(error->message);
    char *copy;

    while (message.len > 0 && message.at[message.len - 1] <= ' ')
        message.len--;
    copy = arena_array(arena, char, message.len + 1);
    for (size_t i = 0; i < message.len; i++)
        copy[i] = (char)(message.at[i] == '\n' ? ' ' : message.at[i]);
    return copy;
}

/* The width and height that an SVG says, or those of its view box. */
static void size_of(RsvgHandle *svg, double *width, double *height)
{
    gboolean has_width, has_height, has_box;
    RsvgLength ignored;
    RsvgRectangle box;

    *width = *height = 1;
    if (rsvg_handle_get_intrinsic_size_in_pixels(svg, width, height))
        return;
    rsvg_handle_get_intrinsic_dimensions(svg, &has_width, &ignored, &has_height,
                                         &ignored, &has_box, &box);
    if (has_box && box.width > 0 && box.height > 0) {
        *width = box.width;
        *height = box.height;
    }
}

static const char *draw_svg(struct arena *arena, RsvgHandle *svg,
                            struct picture *picture)
{
    GError *error = NULL;
    const char *why = NULL;
    double width, height;
    cairo_surface_t *surface;
    cairo_t *cairo;

    size_of(svg, &width, &height);
    if (!(width > 0 && height > 0))
        return "it has no size";
    surface = surface_of(arena, picture, width, height,
                         PICTURE_PIXELS / fmax(width, height));
    cairo = cairo_create(surface);
    if (!rsvg_handle_render_document(
            svg, cairo, &(RsvgRectangle){0, 0, picture->width, picture->height},
            &error))
        why = told(arena, error);
    g_clear_error(&error);
    cairo_destroy(cairo);
    cairo_surface_destroy(surface);
    return why;
}

/* From its bytes alone: nothing that it refers to is opened. */
static const char *read_svg(struct arena *arena, struct str bytes,
                            struct picture *picture)
{
    GError *error = NULL;
    RsvgHandle *svg =
        rsvg_handle_new_from_data((const guint8 *)bytes.at, bytes.len, &error);
    const char *why = svg ? draw_svg(arena, svg, picture) : told(arena, error);

    g_clear_error(&error);
    if (svg)
        g_object_unref(svg);
    return why;
}

enum status picture_load(struct arena *arena, struct diag *diag,
                         struct place place, const char *path,
                         struct picture *picture)
{
    static const char png[] = "\x89PNG\r\n\x1A\n";
    const char *why;
    struct str bytes;
    enum status status = file_read(arena, diag, path, &bytes);

    if (status != OK)
        return status;
    *picture = (struct picture){.path = path};
    why = str_starts(bytes, STR(png)) ? read_png(arena, bytes, picture)
                                      : read_svg(arena, bytes, picture);
    if (why)
        return diag_error(diag, BAD_DATA, place,
                          "'%s' cannot be drawn as a PNG or an SVG: %s", path,
                          why);
    return OK;
}
