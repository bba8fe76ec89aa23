/* sandbox.h: asks a world of the sandbox's without HTTP, and reads what it answers. For test_sandbox_*.c. */
#ifndef TESTS_SANDBOX_H
#define TESTS_SANDBOX_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ashby/date.h"
#include "ashby/record.h"
#include "call.h"
#include "world.h"

/* Tuesday 2026-11-24T13:02:00Z. */
#define NOW INT64_C(1795525320000)

struct reply {
	struct ashby_buf text;
	struct ashby_record *record;
	struct ashby_value root;
	int status;
};

static inline struct world *world_of(uint64_t seed, uint32_t candidates, uint32_t jobs)
{
	struct world *world = NULL;

	assert_int_equal(world_new(&world, &(struct world_options){ seed, NOW, candidates, jobs }), ASHBY_OK);
	return world;
}

static inline void ask_with(
	struct reply *reply, struct world *world, const char *scopes, const char *endpoint, const char *body)
{
	struct key key = { "sandbox-test", scopes };
	struct call c = { .world = world,
		.key = &key,
		.base_url = "http://127.0.0.1:1",
		.endpoint = endpoint_find(endpoint),
		.out = &reply->text,
		.request_id = "01TEST" };
	struct ashby_err err;

	assert_non_null(c.endpoint);
	memset(reply, 0, sizeof(*reply));
	ashby_buf_init(&reply->text, ASHBY_BUF_MAX);
	call_answer(&c, ashby_text_str(body));
	assert_int_equal(reply->text.error, ASHBY_OK);
	if (ashby_record_parse(&reply->record, ashby_text_of(reply->text.data, reply->text.len), NULL, &err))
		fail_msg("%s %s: %s", endpoint, body, err.message);
	reply->root = ashby_record_root(reply->record);
	reply->status = c.status;
}

static inline void ask(struct reply *reply, struct world *world, const char *endpoint, const char *body)
{
	ask_with(reply, world, NULL, endpoint, body);
}

static inline void reply_release(struct reply *reply)
{
	ashby_record_unref(reply->record);
	ashby_buf_release(&reply->text);
}

static inline bool is_success(const struct reply *reply)
{
	return ashby_value_bool(ashby_get(reply->root, "success"), false);
}

/* A text of the reply as a C string in one of four buffers that take turns; "" if it is not there. */
static inline const char *text_at(struct ashby_value value, const char *path)
{
	static char buffers[4][512];
	static unsigned turn;
	struct ashby_text text = ashby_get_text(value, path);
	char *out = buffers[turn++ % 4];

	snprintf(out, sizeof(buffers[0]), "%.*s", (int)text.len, text.len ? text.raw : "");
	return out;
}

#endif
