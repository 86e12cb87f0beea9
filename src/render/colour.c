#include "render/colour.h"

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
