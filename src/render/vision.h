/*
 * vision.h - how far apart colours are to different eyes.
 *
 * Colours are sRGB, 0x0B4F6C.  Eyes without one of their three kinds of cones
 * are those of Machado, Oliveira and Fernandes, "A Physiologically-based Model
 * for Simulation of Color Vision Deficiency" (2009), at full severity.
 */
#ifndef REPORT_RENDER_VISION_H
#define REPORT_RENDER_VISION_H

enum vision {
    VISION_FULL,
    VISION_NO_RED,   /* protanopia */
    VISION_NO_GREEN, /* deuteranopia */
    VISION_NO_BLUE,  /* tritanopia */
    VISION_COUNT,
};

/* "protanopia"; "full vision". */
const char *vision_name(enum vision vision);

/* The contrast of two colours, 1 … 21 (WCAG 2). */
double vision_contrast(unsigned a, unsigned b);

/* How far apart they look: delta E of 1976, in CIELAB under D65. */
double vision_distance(enum vision vision, unsigned a, unsigned b);

#endif
