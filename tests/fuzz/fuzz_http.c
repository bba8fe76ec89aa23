/*
 * fuzz_http.c: any bytes as what a server says: the call ends once, within the limits, and a success has an envelope
 * that says so.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "ashby/client.h"
#include "session.h"
#include "unit/server.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);

struct end {
	int count;
};

static void on_reply(void *arg, const struct ashby_reply *reply)
{
	struct end *end = arg;

	end->count++;
	if (!reply->error && !ashby_value_bool(ashby_get(ashby_record_root(reply->record), "success"), false))
		abort();
	if (reply->error && (!reply->err.message[0] || ashby_type(reply->results) != ASHBY_ABSENT))
		abort();
	if (reply->bytes > (size_t)16 << 20 || reply->tries > 5)
		abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
	static struct server server;
	struct ashby_client_options options = { .timeout_ms = 200 };
	struct script script = { .flags = SERVER_CLOSE | SERVER_STAY };
	struct ashby_client *client;
	struct ashby_scope *scope;
	struct ashby_loop *loop;
	struct end end = { 0 };

	if (!len || ashby_loop_new(&loop))
		return 0;
	if (!server_init(&server, loop, true))
		abort();
	script.bytes = (const char *)data;
	script.len = len;
	server_script(&server, &script, 1);
	options.base_url = server.url;
	if (ashby_client_new(&client, loop, &options, NULL) ||
		ashby_client_set_key(client, "sandbox-0123456789ab", NULL) ||
		ashby_scope_new(&scope, client) ||
		ashby_call(NULL, scope, "job.list", NULL, 0, on_reply, &end, NULL))
		abort();
	ashby__client_retry_scale(client, 0);
	while (!end.count)
		ashby_loop_turn(loop, 1000);
	ashby_scope_free(scope);
	ashby_client_free(client);
	server_release(&server);
	ashby_loop_free(loop);
	if (end.count != 1)
		abort();
	return 0;
}
