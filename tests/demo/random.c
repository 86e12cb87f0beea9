#include "random.h"

/* Marsaglia's polar method; the second number is let go. */
double random_normal(struct stream *stream)
{
    for (;;) {
        double x = 2 * random_real(stream) - 1;
        double y = 2 * random_real(stream) - 1;
        double square = x * x + y * y;

        if (square > 0 && square < 1)
            return x * sqrt(-2 * log(square) / square);
    }
}

/* Marsaglia and Tsang; a shape below 1 is drawn one higher and scaled down. */
double random_gamma(struct stream *stream, double shape)
{
    double d = (shape < 1 ? shape + 1 : shape) - 1.0 / 3;
    double c = 1 / sqrt(9 * d);
    double drawn;

    for (;;) {
        double x = random_normal(stream);
        double v = 1 + c * x;
        double u = random_real(stream);

        v = v * v * v;
        if (v <= 0)
            continue;
        drawn = d * v;
        if (u < 1 - 0.0331 * x * x * x * x ||
            log(u) < 0.5 * x * x + d * (1 - v + log(v)))
            break;
    }
    if (shape < 1)
        drawn *= pow(1 - random_real(stream), 1 / shape);
    return drawn;
}

double random_beta(struct stream *stream, double a, double b)
{
    double x = random_gamma(stream, a);
    double y = random_gamma(stream, b);

    return x + y > 0 ? x / (x + y) : 0.5;
}

unsigned random_poisson(struct stream *stream, double mean)
{
    double at = random_exponential(stream);
    unsigned count = 0;

    while (at < mean) {
        at += random_exponential(stream);
        count++;
    }
    return count;
}

/* Sort the cells by whether they hold less than an even share. */
static uint32_t split(const double *shares, uint32_t count, uint32_t *cells)
{
    uint32_t small = 0;
    uint32_t large = count;

    for (uint32_t i = 0; i < count; i++) {
        if (shares[i] < 1)
            cells[small++] = i;
        else
            cells[--large] = i;
    }
    return small;
}

void choice_make(struct arena *arena, struct choice *choice,
                 const double *weights, uint32_t count)
{
    struct arena scratch = {0};
    double *shares = arena_array(&scratch, double, count);
    uint32_t *cells = arena_array(&scratch, uint32_t, count);
    double sum = 0;
    uint32_t small, large;

    choice->count = count;
    choice->cells = arena_array(arena, struct choice_cell, count);
    for (uint32_t i = 0; i < count; i++)
        sum += weights[i];
    for (uint32_t i = 0; i < count; i++) {
        shares[i] = weights[i] / sum * count;
        choice->cells[i] = (struct choice_cell){UINT32_MAX, i};
    }
    small = split(shares, count, cells);
    large = small;
    for (uint32_t i = 0; i < small && large < count; i++) {
        uint32_t poor = cells[i];
        uint32_t rich = cells[large];

        choice->cells[poor].keep = (uint32_t)(shares[poor] * 0x1p32);
        choice->cells[poor].other = rich;
        shares[rich] -= 1 - shares[poor];
        if (shares[rich] < 1) {
            cells[small++] = rich;
            large++;
        }
    }
    arena_free(&scratch);
}
