/* scope.c: calls that live and die together. Knows the list of calls and how to cancel one. */
#include "session.h"

#include <stdlib.h>

enum ashby_error ashby_scope_new(struct ashby_scope **out, struct ashby_client *client)
{
	struct ashby_scope *scope = calloc(1, sizeof(*scope));

	if (!scope)
		return ASHBY_ENOMEM;
	scope->client = client;
	*out = scope;
	return ASHBY_OK;
}

/*
 * The oldest call of the scope that was made before `limit`. Callbacks change the list, so it is searched anew each
 * time, and they may free the scope, which is compared and not looked into.
 */
static struct ashby_call *oldest_of(
	const struct ashby_client *client, const struct ashby_scope *scope, uint64_t limit)
{
	struct ashby_call *call;

	for (call = client->oldest; call && call->serial <= limit; call = call->next)
		if (call->scope == scope)
			return call;
	return NULL;
}

void ashby_scope_cancel(struct ashby_scope *scope)
{
	struct ashby_client *client = scope->client;
	uint64_t limit = client->serial;
	struct ashby_call *call;

	ashby__client_enter(client);
	while ((call = oldest_of(client, scope, limit)))
		ashby_call_cancel(call);
	ashby__client_leave(client);
}

void ashby_scope_free(struct ashby_scope *scope)
{
	if (!scope)
		return;
	/* Callbacks of this very free cannot make new calls in it. */
	scope->dying = true;
	ashby_scope_cancel(scope);
	free(scope);
}

size_t ashby_scope_pending(const struct ashby_scope *scope)
{
	return scope->pending;
}
