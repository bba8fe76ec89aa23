/* rng.c: a mixing function used as a random table. See rng.h. */
#include "rng.h"

uint64_t rng_mix(uint64_t x)
{
	x += UINT64_C(0x9e3779b97f4a7c15);
	x = (x ^ (x >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
	x = (x ^ (x >> 27)) * UINT64_C(0x94d049bb133111eb);
	return x ^ (x >> 31);
}

uint64_t rng_at(uint64_t seed, uint64_t a, uint64_t b, uint64_t c)
{
	return rng_mix(rng_mix(rng_mix(seed ^ (a * UINT64_C(0xd6e8feb86659fd93))) + b) + c);
}

uint32_t rng_below(uint64_t bits, uint32_t n)
{
	return (uint32_t)(((bits >> 32) * n) >> 32);
}

double rng_unit(uint64_t bits)
{
	return (double)(bits >> 11) / (double)(UINT64_C(1) << 53);
}
