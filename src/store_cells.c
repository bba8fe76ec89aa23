/* store_cells.c: an array of whole numbers, as many bytes each as the largest needs. Knows nothing of rows. */
#include "store_parts.h"

#include <stdlib.h>
#include <string.h>

/* Rows that go together: small enough that a few scattered ones cost little, large enough to be few. */
#define CHUNK_BITS 10
#define CHUNK (1u << CHUNK_BITS)

static uint64_t load(const unsigned char *at, unsigned width)
{
	uint64_t value = 0;

	while (width-- > 0)
		value = value << 8 | at[width];
	return value;
}

static void save(unsigned char *at, unsigned width, uint64_t value)
{
	for (unsigned i = 0; i < width; i++, value >>= 8)
		at[i] = (unsigned char)value;
}

static unsigned width_of(uint64_t value)
{
	unsigned width = 0;

	for (; value; value >>= 8)
		width++;
	return width;
}

uint64_t ashby__cells_get(const struct ashby__cells *cells, uint32_t i)
{
	uint32_t chunk = i >> CHUNK_BITS;

	if (chunk >= cells->chunks || !cells->chunk[chunk])
		return 0;
	return load(cells->chunk[chunk] + (size_t)(i & (CHUNK - 1)) * cells->width, cells->width);
}

static void free_chunks(unsigned char **chunk, uint32_t chunks)
{
	for (uint32_t i = 0; i < chunks; i++)
		free(chunk[i]);
	free(chunk);
}

/* All chunks anew, since a value has come that is wider than any before. */
static bool widen(struct ashby__cells *cells, unsigned width)
{
	unsigned char **chunk = calloc(cells->chunks ? cells->chunks : 1, sizeof(*chunk));

	if (!chunk)
		return false;
	for (uint32_t i = 0; i < cells->chunks; i++) {
		if (!cells->chunk[i])
			continue;
		chunk[i] = malloc((size_t)CHUNK * width);
		if (!chunk[i]) {
			free_chunks(chunk, cells->chunks);
			return false;
		}
		for (size_t k = 0; k < CHUNK; k++)
			save(chunk[i] + k * width, width,
				load(cells->chunk[i] + k * cells->width, cells->width));
	}
	free_chunks(cells->chunk, cells->chunks);
	cells->chunk = chunk;
	cells->width = width;
	return true;
}

static bool lengthen(struct ashby__cells *cells, uint32_t chunks)
{
	unsigned char **chunk = realloc(cells->chunk, chunks * sizeof(*chunk));

	if (!chunk)
		return false;
	memset(chunk + cells->chunks, 0, (chunks - cells->chunks) * sizeof(*chunk));
	cells->chunk = chunk;
	cells->chunks = chunks;
	return true;
}

bool ashby__cells_room(struct ashby__cells *cells, uint32_t i, uint64_t value)
{
	unsigned width = width_of(value);
	uint32_t chunk = i >> CHUNK_BITS;

	if (value == 0)
		return true;
	if (width > cells->width && !widen(cells, width))
		return false;
	if (chunk >= cells->chunks && !lengthen(cells, chunk + 1))
		return false;
	if (!cells->chunk[chunk])
		cells->chunk[chunk] = calloc(CHUNK, cells->width);
	return cells->chunk[chunk] != NULL;
}

void ashby__cells_set(struct ashby__cells *cells, uint32_t i, uint64_t value)
{
	uint32_t chunk = i >> CHUNK_BITS;

	if (chunk < cells->chunks && cells->chunk[chunk])
		save(cells->chunk[chunk] + (size_t)(i & (CHUNK - 1)) * cells->width, cells->width, value);
}

void ashby__cells_release(struct ashby__cells *cells)
{
	free_chunks(cells->chunk, cells->chunks);
	*cells = (struct ashby__cells){ 0 };
}

size_t ashby__cells_memory(const struct ashby__cells *cells)
{
	size_t bytes = cells->chunks * sizeof(*cells->chunk);

	for (uint32_t i = 0; i < cells->chunks; i++)
		bytes += cells->chunk[i] ? (size_t)CHUNK * cells->width : 0;
	return bytes;
}
