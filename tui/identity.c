/* identity.c: one look at the key and one at the person; replies into names. Prints nothing. */
#include "identity.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

static void tell(struct identity *who)
{
	if (who->changed)
		who->changed(who->arg);
}

/* ---- the key ---- */

static bool ends_with(struct ashby_text text, const char *end)
{
	size_t len = strlen(end);

	return text.len >= len && !strncasecmp(text.raw + text.len - len, end, len);
}

static enum rights rights_of(struct ashby_value scopes)
{
	if (ashby_type(scopes) != ASHBY_ARRAY)
		return RIGHTS_HIDDEN;
	for (struct ashby_value s = ashby_value_first(scopes); ashby_type(s) != ASHBY_ABSENT;
		s = ashby_value_next(s))
		if (ends_with(ashby_value_text(s), "write"))
			return RIGHTS_WRITE;
	return RIGHTS_READ;
}

static void copy(char *to, size_t size, struct ashby_text text)
{
	snprintf(to, size, "%.*s", (int)(text.len < size ? text.len : size - 1), text.len ? text.raw : "");
}

static void on_key_info(void *arg, const struct ashby_reply *reply)
{
	struct identity *who = arg;

	if (reply->error == ASHBY_ECANCELLED)
		return;
	/* A key that may not look at itself is no bad key. */
	who->rights = reply->error ? RIGHTS_HIDDEN : rights_of(ashby_get(reply->results, "scopes"));
	if (!reply->error)
		copy(who->title, sizeof(who->title), ashby_get_text(reply->results, "title"));
	tell(who);
}

/* ---- the person ---- */

/* On behalf of nobody nothing goes: a call as the key itself would be somebody else's. */
static void person_failed(struct identity *who, const struct ashby_err *err, enum ashby_error error)
{
	if (who->account->on_behalf) {
		ashby_err_set(
			&who->err, error, "cannot act on behalf of '%s': %s", who->account->me, err->message);
		ashby_client_fail(who->client, &who->err);
	} else {
		ashby_err_set(&who->err, error, "cannot find '%s': %s", who->account->me, err->message);
	}
}

static void person_take(struct identity *who, struct ashby_value user)
{
	struct ashby_err err;

	copy(who->id, sizeof(who->id), ashby_get_text(user, "id"));
	copy(who->first, sizeof(who->first), ashby_get_text(user, "firstName"));
	copy(who->last, sizeof(who->last), ashby_get_text(user, "lastName"));
	snprintf(who->name, sizeof(who->name), "%s%s%s", who->first, *who->first && *who->last ? " " : "",
		who->last);
	if (who->account->on_behalf && ashby_client_act_for(who->client, who->id, &err) != ASHBY_OK)
		person_failed(who, &err, err.error);
}

static void on_users(void *arg, const struct ashby_reply *reply)
{
	struct identity *who = arg;
	struct ashby_text me = ashby_text_str(who->account->me);
	struct ashby_err err;

	if (reply->error == ASHBY_ECANCELLED)
		return;
	who->err = (struct ashby_err){ .error = ASHBY_OK };
	if (reply->error)
		person_failed(who, &reply->err, reply->error);
	for (struct ashby_value user = ashby_value_first(reply->results);
		!reply->error && !*who->id && ashby_type(user) != ASHBY_ABSENT;
		user = ashby_value_next(user)) {
		struct ashby_text email = ashby_get_text(user, "email");

		if (email.len == me.len && !strncasecmp(email.raw, me.raw, me.len))
			person_take(who, user);
	}
	if (!reply->error && !*who->id && !who->err.error) {
		ashby_err_set(&err, ASHBY_ECONFIG,
			"no user of this organisation has that e-mail; correct me in [account %s]",
			who->account->name);
		person_failed(who, &err, ASHBY_ECONFIG);
	}
	tell(who);
}

static enum ashby_error ask_person(struct identity *who, struct ashby_err *err)
{
	struct ashby_body *body;
	struct ashby_buf json;
	enum ashby_error error = ashby_body_new(&body);

	if (error)
		return ashby_err_set(err, error, "out of memory");
	ashby_buf_init(&json, 4096);
	error = ashby_body_set_text(body, "email", ashby_text_str(who->account->me));
	if (!error)
		error = ashby_body_print(body, &json);
	if (error)
		ashby_err_set(err, error, "out of memory");
	else
		error = ashby_call(NULL, who->scope, "user.search", ashby_buf_str(&json), ASHBY_CALL_AS_KEY,
			on_users, who, err);
	ashby_buf_release(&json);
	ashby_body_free(body);
	return error;
}

/* ---- public ---- */

void identity_ask(
	struct identity *who, struct ashby_client *client, const struct ashby_account *account, unsigned ask)
{
	struct ashby_err err;

	who->client = client;
	who->account = account;
	if (!who->scope && ashby_scope_new(&who->scope, client) != ASHBY_OK) {
		who->scope = NULL;
		ashby_err_set(&err, ASHBY_ENOMEM, "out of memory");
		person_failed(who, &err, ASHBY_ENOMEM);
		return;
	}
	ashby_scope_cancel(who->scope);
	if ((ask & IDENTITY_PERSON) && account->me && !*who->id && ask_person(who, &err) != ASHBY_OK)
		person_failed(who, &err, err.error);
	/* What cannot be asked stays unknown: it is for the eye only. */
	if ((ask & IDENTITY_RIGHTS) && who->rights <= RIGHTS_HIDDEN)
		(void)ashby_call(
			NULL, who->scope, "apiKey.info", NULL, ASHBY_CALL_AS_KEY, on_key_info, who, &err);
}

void identity_release(struct identity *who)
{
	ashby_scope_free(who->scope);
	who->scope = NULL;
}
