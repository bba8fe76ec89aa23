/*
 * upload.h: files on their way in: a handle and a URL are given out, the bytes come by a multipart form, and then the
 * handle can be hung on a candidate. Knows nothing of endpoints.
 */
#ifndef SANDBOX_UPLOAD_H
#define SANDBOX_UPLOAD_H

#include "ashby/buf.h"
#include "ashby/text.h"
#include "world.h"

#define UPLOAD_MAX (25u << 20) /* bytes of one file */
#define UPLOAD_TIME_MS (10 * MINUTE_MS)

struct upload {
	char name[256], type[128], context[32];
	int64_t length; /* announced */
	int64_t until;  /* when the URL ends, by the clock of the caller */
	struct ashby_buf bytes;
	bool complete;
	uint64_t policy; /* what the form has to bring along */
};

void uploads_free(struct uploads *uploads); /* accepts NULL */
uint32_t uploads_count(const struct world *world);
/* NULL if there is no such number. */
struct upload *upload_at(const struct world *world, uint32_t number);
/* A new one, with its number; NULL if there is no memory. */
struct upload *upload_new(struct world *world, uint32_t *number);

/*
 * Takes a form of this Content-Type: its fields have to be the ones given out, the file as long as announced. Returns
 * NULL, or why not.
 */
const char *upload_receive(
	struct world *world, uint32_t number, const char *content_type, struct ashby_text form, int64_t now);
/* The fields that a form has to bring along, as members of an object that is being written. */
void upload_fields(const struct world *world, uint32_t number, struct ashby_buf *out);

#endif
