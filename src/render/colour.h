/*
 * colour.h - a colour with its opacity.
 */
#ifndef REPORT_RENDER_COLOUR_H
#define REPORT_RENDER_COLOUR_H

struct colour {
    double r, g, b; /* 0 … 1 */
    double a;       /* opacity */
};

struct colour colour_hex(unsigned rgb); /* 0x0B4F6C */
struct colour colour_fade(struct colour colour, double opacity);

#endif
