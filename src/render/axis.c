#include "render/axis.h"

#include <math.h>
#include <stddef.h>

double axis_round_up(double value)
{
    static const double steps[] = {1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10};
    double unit = value > 0 ? pow(10, floor(log10(value))) : 1;

    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++)
        if (steps[i] * unit >= value * (1 - 1e-12))
            return steps[i] * unit;
    return 10 * unit;
}

struct axis axis_of(double least, double most, bool is_rate)
{
    /* Air above the highest value, for its label. */
    static const double air = 1.08;
    struct axis axis = {.least = least < 0 ? -axis_round_up(-least * air) : 0,
                        .most = axis_round_up(most * air)};
    double step = axis_round_up((most - least) / 2);

    if (is_rate && most <= 1)
        axis.most = fmin(axis.most, 1);
    if (!is_rate || least < 0.6 * most || most <= least)
        return axis;
    axis.least = floor(least / step) * step;
    axis.most = ceil(most / step) * step;
    if (axis.most - most < step / 4)
        axis.most += step;
    axis.cut = axis.least > 0;
    return axis;
}

struct axis axis_of_bars(double least, double most)
{
    double from = fmin(least, 0), to = fmax(most, 0);
    double room = (to - from) * 0.18;

    return (struct axis){.least = from < 0 ? from - room : 0,
                         .most = to > 0 ? to + room : 0};
}
