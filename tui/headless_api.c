/* headless_api.c: the verb api (the reference's api_post): a body to any endpoint, exactly as it is given. */
#include <stddef.h>
#include <string.h>

#include "headless.h"
#include "headless_body.h"
#include "headless_send.h"
#include "headless_write.h"

struct api {
	struct write_wish write;
};

static const struct word_option options[] = {
	WRITE_OPTIONS(struct api, write),
	{ .name = NULL },
};

/* The class of what would be done; an endpoint that nobody knows may do anything. */
static enum ashby_class class_of(const struct ashby_function *function, const struct ashby_body *body)
{
	return function ? ashby_function_class(function, body) : ASHBY_CLASS_C;
}

static int run(struct sending *sending, const struct write_wish *wish, const char *given)
{
	struct ashby_buf text;
	struct ashby_body *body = NULL;
	struct ashby_err err;
	int status;

	ashby_buf_init(&text, ASHBY_BUF_MAX);
	/* It is read only to see that it is one object; what is sent is the text. */
	if (body_read(&text, given, &err) ||
		ashby_body_parse(&body, ashby_text_of(text.data, text.len), &err)) {
		status = headless_fail(sending->h, &err);
	} else {
		sending->body = ashby_buf_str(&text);
		status = write_or_read(sending, class_of(sending->function, body), wish);
	}
	ashby_body_free(body);
	ashby_buf_release(&text);
	return status;
}

int api_send(const struct headless *h, const char *given, const char *body, const struct write_wish *wish)
{
	struct session session = { .log = { .fd = -1 } };
	struct sending sending = { .h = h, .session = &session };
	char endpoint[128];
	int status;

	sending.endpoint = ashby_endpoint_name(given, endpoint);
	if (!sending.endpoint)
		return headless_usage(h, "'%.80s' is no endpoint; candidate.list is one", given);
	sending.function = ashby_catalog_find(sending.endpoint);
	status = run(&sending, wish, body);
	session_close(&session);
	return status;
}

int verb_api(const struct cli *cli)
{
	struct headless h;
	struct api api = { 0 };
	int count;

	headless_init(&h, cli);
	count = headless_words(&h, options, &api);
	if (count < 0)
		return EXIT_USAGE;
	if (count < 1 || count > 2)
		return headless_usage(
			&h, "api wants an endpoint and at most one body: api candidate.list '{\"limit\":3}'");
	return api_send(&h, cli->argv[0], count == 2 ? cli->argv[1] : "{}", &api.write);
}
