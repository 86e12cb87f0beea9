/*
 * random.h - random numbers that depend on nothing but a key.
 *
 * A stream is one 64-bit word (splitmix64), so that every shopper, basket and
 * product has a stream of its own, made from the seed and its number: what one
 * draws never moves what another one gets.
 */
#ifndef DEMO_RANDOM_H
#define DEMO_RANDOM_H

#include "base/arena.h"

#include <math.h>
#include <stdbool.h>
#include <stdint.h>

struct stream {
    uint64_t state;
};

static inline uint64_t random_mix(uint64_t x)
{
    x = (x ^ x >> 30) * 0xBF58476D1CE4E5B9U;
    x = (x ^ x >> 27) * 0x94D049BB133111EBU;
    return x ^ x >> 31;
}

/* A key for the numbered member of a family, which itself has a key. */
static inline uint64_t random_key(uint64_t family, uint64_t number)
{
    return random_mix(random_mix(family + 0x9E3779B97F4A7C15U) ^
                      (number + 1) * 0xD1342543DE82EF95U);
}

static inline struct stream random_stream(uint64_t family, uint64_t number)
{
    return (struct stream){random_key(family, number)};
}

static inline uint64_t random_bits(struct stream *stream)
{
    stream->state += 0x9E3779B97F4A7C15U;
    return random_mix(stream->state);
}

/* 0 <= x < 1. */
static inline double random_real(struct stream *stream)
{
    return (double)(random_bits(stream) >> 11) * 0x1p-53;
}

/* 0 .. count - 1. */
static inline uint32_t random_below(struct stream *stream, uint32_t count)
{
    return (uint32_t)((random_bits(stream) >> 32) * count >> 32);
}

/* least .. most, both included. */
static inline int random_between(struct stream *stream, int least, int most)
{
    return least + (int)random_below(stream, (uint32_t)(most - least + 1));
}

static inline bool random_is(struct stream *stream, double chance)
{
    return random_real(stream) < chance;
}

/* Exponential with mean 1. */
static inline double random_exponential(struct stream *stream)
{
    return -log1p(-random_real(stream));
}

double random_normal(struct stream *stream);

/* Gamma with this shape and rate 1. */
double random_gamma(struct stream *stream, double shape);

double random_beta(struct stream *stream, double a, double b);

/* For means up to some hundreds. */
unsigned random_poisson(struct stream *stream, double mean);

/* A choice by weight in constant time (Walker and Vose's aliases). */
struct choice {
    uint32_t count;
    struct choice_cell {
        uint32_t keep; /* of 2^32: stay with this one */
        uint32_t other;
    } * cells;
};

/* The weights need not add up to 1; one at least is positive. */
void choice_make(struct arena *arena, struct choice *choice,
                 const double *weights, uint32_t count);

static inline uint32_t choice_pick(const struct choice *choice,
                                   struct stream *stream)
{
    uint64_t bits = random_bits(stream);
    uint32_t i = (uint32_t)((bits >> 32) * choice->count >> 32);

    return (uint32_t)bits < choice->cells[i].keep ? i : choice->cells[i].other;
}

#endif
