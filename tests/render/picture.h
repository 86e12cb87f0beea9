/*
 * picture.h - PNG pictures for tests: two of them compared, with a picture of
 * where they differ.
 */
#ifndef REPORT_TESTS_RENDER_PICTURE_H
#define REPORT_TESTS_RENDER_PICTURE_H

#include "test.h"

#include <cairo.h>
#include <stdbool.h>
#include <string.h>

/*
 * Other builds of cairo round the edges of shapes another way: a channel may be
 * off by so many levels, and a few pixels by more.
 */
enum { LEVELS = 24, STRAY_PIXELS = 12 };

static inline uint32_t picture_pixel(cairo_surface_t *picture, int x, int y)
{
    const unsigned char *rows = cairo_image_surface_get_data(picture);
    ptrdiff_t stride = cairo_image_surface_get_stride(picture);
    uint32_t value;

    memcpy(&value, rows + y * stride + (ptrdiff_t)x * 4, sizeof value);
    return value & 0xFFFFFF;
}

static inline bool picture_same_pixel(uint32_t one, uint32_t two)
{
    for (int shift = 0; shift < 24; shift += 8)
        if (abs((int)(one >> shift & 0xFF) - (int)(two >> shift & 0xFF)) >
            LEVELS)
            return false;
    return true;
}

static inline bool picture_same_size(cairo_surface_t *one, cairo_surface_t *two)
{
    return cairo_image_surface_get_width(one) ==
               cairo_image_surface_get_width(two) &&
           cairo_image_surface_get_height(one) ==
               cairo_image_surface_get_height(two);
}

/*
 * How many pixels of two pictures of one size differ; they are red in
 * `difference`, on what is in `two`.
 */
static inline size_t picture_compare(cairo_surface_t *one, cairo_surface_t *two,
                                     cairo_surface_t *difference)
{
    cairo_t *cairo = cairo_create(difference);
    int width = cairo_image_surface_get_width(one);
    int height = cairo_image_surface_get_height(one);
    size_t count = 0;

    cairo_set_source_rgb(cairo, 1, 1, 1);
    cairo_paint(cairo);
    cairo_set_source_surface(cairo, two, 0, 0);
    cairo_paint_with_alpha(cairo, 0.3);
    cairo_set_source_rgb(cairo, 1, 0, 0);
    for (int y = 0; y < height; y++)
        for (int x = 0; x < width; x++) {
            if (picture_same_pixel(picture_pixel(one, x, y),
                                   picture_pixel(two, x, y)))
                continue;
            cairo_rectangle(cairo, x - 1, y - 1, 3, 3);
            cairo_fill(cairo);
            count++;
        }
    cairo_destroy(cairo);
    return count;
}

/*
 * Whether the picture at `got` is the one at `want`; if it is not, where they
 * differ is told and written to `difference`.
 */
static inline bool picture_is(const char *got, const char *want,
                              const char *difference)
{
    cairo_surface_t *one = cairo_image_surface_create_from_png(got);
    cairo_surface_t *two = cairo_image_surface_create_from_png(want);
    bool same = false;

    if (cairo_surface_status(two) != CAIRO_STATUS_SUCCESS) {
        print_error("there is no picture %s; ACCEPT=1 takes %s\n", want, got);
    } else if (!picture_same_size(one, two)) {
        print_error("%s is not of the size of %s\n", got, want);
    } else {
        cairo_surface_t *where = cairo_image_surface_create(
            CAIRO_FORMAT_RGB24, cairo_image_surface_get_width(one),
            cairo_image_surface_get_height(one));
        size_t count = picture_compare(one, two, where);

        same = count <= STRAY_PIXELS;
        if (!same) {
            cairo_surface_write_to_png(where, difference);
            print_error("%s and %s differ in %zu pixels, see %s; ACCEPT=1 "
                        "takes the first\n",
                        got, want, count, difference);
        }
        cairo_surface_destroy(where);
    }
    cairo_surface_destroy(one);
    cairo_surface_destroy(two);
    return same;
}

#endif
