#include "render/pdf_own.h"

#include <string.h>

enum { RED, GREEN, BLUE, CHANNELS };

/* A channel as it was before it was multiplied with its opacity. */
static unsigned char undone(unsigned value, unsigned alpha)
{
    unsigned whole = alpha ? (value * 255 + alpha / 2) / alpha : 0;

    return (unsigned char)(whole & 0xFF);
}

/* Bytes of a picture: three a pixel, and one of its opacity. */
static void split(const struct picture *picture, unsigned char *rgb,
                  unsigned char *opacity)
{
    for (int y = 0; y < picture->height; y++)
        for (int x = 0; x < picture->width; x++) {
            uint32_t word;
            unsigned alpha;

            memcpy(&word,
                   picture->argb + (ptrdiff_t)y * picture->stride +
                       x * (ptrdiff_t)sizeof word,
                   sizeof word);
            alpha = word >> 24;
            *opacity++ = (unsigned char)alpha;
            rgb[RED] = undone(word >> 16 & 0xFF, alpha);
            rgb[GREEN] = undone(word >> 8 & 0xFF, alpha);
            rgb[BLUE] = undone(word & 0xFF, alpha);
            rgb += CHANNELS;
        }
}

static struct object *image_of(struct pdf_writing *writing,
                               const struct picture *picture,
                               const unsigned char *bytes, size_t channels)
{
    size_t count = (size_t)picture->width * (size_t)picture->height * channels;
    struct object *image = object_stream(
        writing->objects, (struct str){(const char *)bytes, count}, true);

    object_put_name(image, "Type", "XObject");
    object_put_name(image, "Subtype", "Image");
    object_put_number(image, "Width", (size_t)picture->width);
    object_put_number(image, "Height", (size_t)picture->height);
    object_put_number(image, "BitsPerComponent", 8);
    object_put_name(image, "ColorSpace",
                    channels == CHANNELS ? "DeviceRGB" : "DeviceGray");
    return image;
}

struct object *pdf_write_picture(struct pdf_writing *writing,
                                 const struct picture *picture)
{
    size_t pixels = (size_t)picture->width * (size_t)picture->height;
    unsigned char *rgb =
        arena_array(writing->arena, unsigned char, pixels *CHANNELS);
    unsigned char *opacity = arena_array(writing->arena, unsigned char, pixels);
    struct object *image;

    split(picture, rgb, opacity);
    image = image_of(writing, picture, rgb, CHANNELS);
    object_put(image, "SMask", image_of(writing, picture, opacity, 1));
    return image;
}
