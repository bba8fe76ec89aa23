/*
 * rng.h: numbers that depend on nothing but a seed and a place, so that a record is the same however often and in
 * whatever order it is made. Knows nothing of the world they are for.
 */
#ifndef SANDBOX_RNG_H
#define SANDBOX_RNG_H

#include <stdint.h>

/* 64 evenly spread bits for a place named by three numbers. */
uint64_t rng_at(uint64_t seed, uint64_t a, uint64_t b, uint64_t c);
uint64_t rng_mix(uint64_t x);
/* 0 .. n-1 out of such bits; n must not be 0. */
uint32_t rng_below(uint64_t bits, uint32_t n);
/* 0.0 <= x < 1.0 out of such bits. */
double rng_unit(uint64_t bits);

#endif
