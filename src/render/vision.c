#include "render/vision.h"

#include <math.h>

/* Of red, green and blue light, each as much as the eye makes of the three. */
static const double seen_as[VISION_COUNT][3][3] = {
    [VISION_FULL] = {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}},
    [VISION_NO_RED] = {{0.152286, 1.052583, -0.204868},
                       {0.114503, 0.786281, 0.099216},
                       {-0.003882, -0.048116, 1.051998}},
    [VISION_NO_GREEN] = {{0.367322, 0.860646, -0.227968},
                         {0.280085, 0.672501, 0.047413},
                         {-0.011820, 0.042940, 0.968881}},
    [VISION_NO_BLUE] = {{1.255528, -0.076749, -0.178779},
                        {-0.078411, 0.930809, 0.147602},
                        {0.004733, 0.691367, 0.303900}},
};

/* X, Y and Z of that light, in parts of white (D65). */
static const double tristimulus[3][3] = {
    {0.4124564 / 0.95047, 0.3575761 / 0.95047, 0.1804375 / 0.95047},
    {0.2126729, 0.7151522, 0.0721750},
    {0.0193339 / 1.08883, 0.1191920 / 1.08883, 0.9503041 / 1.08883},
};

const char *vision_name(enum vision vision)
{
    static const char *const names[VISION_COUNT] = {
        [VISION_FULL] = "full vision",
        [VISION_NO_RED] = "protanopia",
        [VISION_NO_GREEN] = "deuteranopia",
        [VISION_NO_BLUE] = "tritanopia",
    };

    return names[vision];
}

/* A channel as light (sRGB). */
static double light(unsigned channel)
{
    double share = channel / 255.0;

    return share <= 0.04045 ? share / 12.92 : pow((share + 0.055) / 1.055, 2.4);
}

static double luminance(unsigned rgb)
{
    return 0.2126 * light(rgb >> 16 & 0xFF) + 0.7152 * light(rgb >> 8 & 0xFF) +
           0.0722 * light(rgb & 0xFF);
}

double vision_contrast(unsigned a, unsigned b)
{
    double first = luminance(a) + 0.05;
    double second = luminance(b) + 0.05;

    return fmax(first, second) / fmin(first, second);
}

static void multiply(const double matrix[3][3], const double in[3],
                     double out[3])
{
    for (int i = 0; i < 3; i++)
        out[i] =
            matrix[i][0] * in[0] + matrix[i][1] * in[1] + matrix[i][2] * in[2];
}

/* The cube root of CIELAB, which is straight near 0. */
static double root(double share)
{
    return share > 216.0 / 24389 ? cbrt(share)
                                 : (24389.0 / 27 * share + 16) / 116;
}

static void see(enum vision vision, unsigned rgb, double lab[3])
{
    const double lit[3] = {light(rgb >> 16 & 0xFF), light(rgb >> 8 & 0xFF),
                           light(rgb & 0xFF)};
    double seen[3];
    double xyz[3];

    multiply(seen_as[vision], lit, seen);
    for (int i = 0; i < 3; i++)
        seen[i] = fmax(0, fmin(seen[i], 1));
    multiply(tristimulus, seen, xyz);
    lab[0] = 116 * root(xyz[1]) - 16;
    lab[1] = 500 * (root(xyz[0]) - root(xyz[1]));
    lab[2] = 200 * (root(xyz[1]) - root(xyz[2]));
}

double vision_distance(enum vision vision, unsigned a, unsigned b)
{
    double first[3];
    double second[3];

    see(vision, a, first);
    see(vision, b, second);
    return sqrt(pow(first[0] - second[0], 2) + pow(first[1] - second[1], 2) +
                pow(first[2] - second[2], 2));
}
