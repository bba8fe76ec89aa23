/* upload.c: the files themselves. See upload.h. */
#include "upload.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "multipart.h"
#include "out.h"
#include "rng.h"

struct uploads {
	struct upload **items;
	uint32_t count, cap;
};

void uploads_free(struct uploads *uploads)
{
	if (!uploads)
		return;
	for (uint32_t i = 0; i < uploads->count; i++) {
		ashby_buf_release(&uploads->items[i]->bytes);
		free(uploads->items[i]);
	}
	free(uploads->items);
	free(uploads);
}

uint32_t uploads_count(const struct world *world)
{
	return world->uploads ? world->uploads->count : 0;
}

struct upload *upload_at(const struct world *world, uint32_t number)
{
	return number < uploads_count(world) ? world->uploads->items[number] : NULL;
}

struct upload *upload_new(struct world *world, uint32_t *number)
{
	struct uploads *uploads = world->uploads;
	struct upload *upload;

	if (!uploads)
		uploads = world->uploads = calloc(1, sizeof(*uploads));
	if (!uploads)
		return NULL;
	if (uploads->count == uploads->cap) {
		uint32_t cap = uploads->cap ? uploads->cap * 2 : 8;
		struct upload **items = realloc(uploads->items, cap * sizeof(*items));

		if (!items)
			return NULL;
		uploads->items = items;
		uploads->cap = cap;
	}
	upload = calloc(1, sizeof(*upload));
	if (!upload)
		return NULL;
	ashby_buf_init(&upload->bytes, UPLOAD_MAX);
	*number = uploads->count;
	upload->policy = rng_at(world->seed, 0xf11e, *number, 0);
	uploads->items[uploads->count++] = upload;
	return upload;
}

/* ---- the form ---- */

static const char *const field_names[] = { "key", "Content-Type", "policy", "x-amz-signature" };
#define FIELDS (sizeof(field_names) / sizeof(field_names[0]))

static void field_value(
	const struct world *world, uint32_t number, const struct upload *upload, size_t n, char text[320])
{
	char uuid[ID_TEXT + 1];

	id_print(world->seed, (struct id){ KIND_UPLOAD, number, 0 }, uuid);
	if (n == 0)
		snprintf(text, 320, "uploads/%s/%s", uuid, upload->name);
	else if (n == 1)
		snprintf(text, 320, "%s", upload->type);
	else
		snprintf(text, 320, "%016llx", (unsigned long long)rng_mix(upload->policy + n));
}

void upload_fields(const struct world *world, uint32_t number, struct ashby_buf *out)
{
	char text[320];

	for (size_t i = 0; i < FIELDS; i++) {
		field_value(world, number, upload_at(world, number), i, text);
		out_text(out, field_names[i], text);
	}
}

/* Which of the fields a part is, FIELDS if none. */
static size_t field_of(struct ashby_text name)
{
	size_t i = 0;

	while (i < FIELDS && !ashby_text_equal(name, ashby_text_str(field_names[i])))
		i++;
	return i;
}

static const char *take_file(struct upload *upload, const struct part *part)
{
	if ((int64_t)part->bytes.len != upload->length)
		return "the file is not as long as was announced";
	ashby_buf_clear(&upload->bytes);
	if (ashby_buf_add(&upload->bytes, part->bytes.raw, part->bytes.len))
		return "the file is too long";
	return NULL;
}

const char *upload_receive(
	struct world *world, uint32_t number, const char *content_type, struct ashby_text form, int64_t now)
{
	struct upload *upload = upload_at(world, number);
	struct multipart parts;
	unsigned given = 0;
	struct part part;
	char text[320];
	bool broken;

	if (!upload)
		return "there is no such upload";
	if (now > upload->until)
		return "the URL has expired";
	if (!multipart_init(&parts, content_type, form))
		return "a multipart/form-data body is needed";
	while (multipart_next(&parts, &part, &broken)) {
		size_t field = field_of(part.name);

		if (ashby_text_equal(part.name, ashby_text_str("file"))) {
			/* What comes after the file is not read: so says the one who signs the form. */
			if (given != (1u << FIELDS) - 1)
				return "all fields come before the file";
			const char *why = take_file(upload, &part);

			upload->complete = !why;
			return why;
		}
		if (field == FIELDS)
			return "the form has a field that was not signed";
		field_value(world, number, upload, field, text);
		if (!ashby_text_equal(part.bytes, ashby_text_str(text)))
			return "a field is not what was signed";
		given |= 1u << field;
	}
	return broken ? "the form is broken off" : "the form has no part named file";
}
