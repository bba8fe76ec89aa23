/*
 * envelope.c: the one place that reads Ashby's envelope: success, results, warnings, and a failure in any of the
 * forms that were seen. Knows no sockets and no retries.
 *
 * A success is a whole JSON object with success exactly true under a 2xx status; anything else is a failure of some
 * kind, and errors look the same for those above whatever form they came in.
 */
#include "envelope.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#define EXCERPT_COLUMNS 80
#define EXCERPT_BYTES 400
#define ERRORS_MAX 5   /* of a list of errors as many are shown */
#define REASON_MAX 600 /* bytes of one text of a reason: what a message holds */

/* Codes that mean the same whatever the status they come with. */
static const struct {
	const char *code;
	enum ashby_error error;
} codes[] = {
	{ "missing_endpoint_permission", ASHBY_EPERM },
	{ "rate_limit_exceeded", ASHBY_ERATE },
	{ "concurrent_limit_exceeded", ASHBY_ERATE },
};

/* Ranges of statuses, the first that fits; 2xx is decided by the envelope. */
static const struct {
	int from, to;
	enum ashby_error error;
	const char *what;
} statuses[] = {
	{ 401, 401, ASHBY_EAUTH, "the API key is missing or was not accepted" },
	{ 403, 403, ASHBY_EAUTH, "the API key is wrong or switched off" },
	{ 408, 408, ASHBY_ESERVER, "the server gave up waiting" },
	{ 429, 429, ASHBY_ERATE, "too many requests" },
	{ 300, 399, ASHBY_ESERVER, "the server redirects elsewhere, which is not followed" },
	{ 404, 404, ASHBY_EAPI, "the server does not know this endpoint" },
	{ 400, 499, ASHBY_EAPI, "the request was refused" },
	{ 500, 599, ASHBY_ESERVER, "the server failed" },
};

/* ---- texts ---- */

/* At most so many bytes of a text, cut between characters. */
static struct ashby_text some_of(struct ashby_text text, size_t max)
{
	size_t len = text.len < max ? text.len : max;

	if (len < text.len)
		while (len && ((unsigned char)text.raw[len] & 0xC0) == 0x80)
			len--;
	return ashby_text_of(text.raw, len);
}

/* Copies a text into an array, cut; a NUL inside would hide the rest. */
static void copy(char *to, size_t size, struct ashby_text from)
{
	size_t len = some_of(from, size - 1).len, i;

	for (i = 0; i < len; i++)
		to[i] = from.raw[i] ? from.raw[i] : ' ';
	to[len] = '\0';
}

/* Codes are single words: "application_not_found". */
static bool looks_like_code(struct ashby_text text)
{
	size_t i;

	for (i = 0; i < text.len; i++)
		if (!(text.raw[i] == '_' || text.raw[i] == '.' ||
			    (text.raw[i] >= '0' && text.raw[i] <= '9') ||
			    (text.raw[i] >= 'a' && text.raw[i] <= 'z')))
			return false;
	return text.len > 0;
}

/* The beginning of a body that is not JSON, fit for a terminal. */
static void excerpt(char *to, size_t size, struct ashby_text body)
{
	struct ashby_text head = { body.raw, body.len < EXCERPT_BYTES ? body.len : EXCERPT_BYTES };
	struct ashby_buf clean;
	int columns;
	size_t len;

	while (head.len && strchr("\r\n\t ", head.raw[head.len - 1]))
		head.len--;
	ashby_buf_init(&clean, 8 * EXCERPT_BYTES);
	ashby_text_clean(&clean, head, ASHBY_TEXT_LINE, NULL);
	len = ashby_text_cut(ashby_buf_str(&clean), clean.len, EXCERPT_COLUMNS, &columns);
	copy(to, size, ashby_text_of(ashby_buf_str(&clean), len));
	ashby_buf_release(&clean);
}

/* ---- the forms of a failure ---- */

static void add(struct ashby_buf *out, struct ashby_text text)
{
	text = some_of(text, REASON_MAX);
	ashby_buf_add(out, text.raw, text.len);
}

/* One of errors[]: a string, or an object with message, parameter, code. */
static void error_add(struct ashby_buf *out, struct ashby_value error)
{
	struct ashby_text text = ashby_value_text(error), parameter = { NULL, 0 };

	if (!text.len) {
		text = ashby_get_text(error, "message");
		parameter = ashby_get_text(error, "parameter");
	}
	if (!text.len)
		text = ashby_get_text(error, "code");
	if (!text.len)
		return;
	if (out->len)
		ashby_buf_adds(out, "; ");
	add(out, text);
	if (!parameter.len)
		return;
	ashby_buf_adds(out, " (");
	add(out, parameter);
	ashby_buf_adds(out, ")");
}

static void errors_read(struct ashby_buf *out, struct ashby_value errors)
{
	struct ashby_value error;
	size_t i, count = ashby_value_count(errors);

	if (ashby_type(errors) != ASHBY_ARRAY) {
		error_add(out, errors);
		return;
	}
	error = ashby_value_first(errors);
	for (i = 0; i < count && i < ERRORS_MAX; i++, error = ashby_value_next(error))
		error_add(out, error);
	if (count > ERRORS_MAX)
		ashby_buf_addf(out, "; and %zu more", count - ERRORS_MAX);
}

static struct ashby_text code_of(struct ashby_value root)
{
	static const char *const paths[] = { "errorInfo.code", "errors[0].code", "errors[0]", "errors" };
	struct ashby_text text = { NULL, 0 };
	size_t i;

	for (i = 0; i < sizeof(paths) / sizeof(*paths); i++) {
		text = ashby_get_text(root, paths[i]);
		if (text.len && (i < 2 || looks_like_code(text)))
			return text;
	}
	return ashby_text_of(NULL, 0);
}

/* errorInfo.message, else errors, else nothing: then the code speaks. */
static void reason_of(struct ashby_buf *out, struct ashby_value root)
{
	struct ashby_text message = ashby_get_text(root, "errorInfo.message");

	if (message.len)
		add(out, message);
	else
		errors_read(out, ashby_get(root, "errors"));
}

static enum ashby_error error_of_code(const char *code, enum ashby_error otherwise)
{
	size_t i;

	for (i = 0; i < sizeof(codes) / sizeof(*codes); i++)
		if (!strcmp(codes[i].code, code))
			return codes[i].error;
	return otherwise;
}

/* Code and request id of the envelope; what the header says of the id is kept. */
static void details_fill(struct ashby_err *err, const struct ashby__evidence *in, struct ashby_value root)
{
	err->http = in->http;
	err->retry_after_s = in->retry_after_s;
	copy(err->code, sizeof(err->code), code_of(root));
	copy(err->request_id, sizeof(err->request_id),
		*in->request_id ? ashby_text_str(in->request_id)
				: ashby_get_text(root, "errorInfo.requestId"));
}

/* A failure that the envelope explains, under whatever status; `what` stands when it gives no reason. */
static void refusal(
	struct ashby_err *err, const struct ashby__evidence *in, enum ashby_error error, const char *what)
{
	struct ashby_value root = ashby_record_root(in->record);
	struct ashby_buf reason;

	ashby_buf_init(&reason, 3 * ERRORS_MAX * REASON_MAX);
	reason_of(&reason, root);
	ashby_err_set(err, error, "%s", what);
	details_fill(err, in, root);
	err->error = error_of_code(err->code, error);
	if (err->error == ASHBY_EPERM)
		snprintf(err->message, sizeof(err->message),
			"the API key may not use '%s': it lacks the permission %s", in->endpoint,
			in->permission ? in->permission : "for this endpoint");
	else if (reason.len)
		copy(err->message, sizeof(err->message), ashby_text_of(ashby_buf_str(&reason), reason.len));
	else if (err->code[0] && error == ASHBY_EAPI)
		snprintf(err->message, sizeof(err->message), "%s", err->code);
	ashby_buf_release(&reason);
}

/* A failure whose body is no envelope: what the status means, and how the body begins. */
static void plain_failure(
	struct ashby_err *err, const struct ashby__evidence *in, enum ashby_error error, const char *what)
{
	char head[EXCERPT_BYTES] = "";

	if (in->body.len)
		excerpt(head, sizeof(head), in->body);
	ashby_err_set(err, error, "%s: HTTP %d%s%s", what, in->http, *head ? ": " : "", head);
	details_fill(err, in, (struct ashby_value){ NULL });
}

/* ---- a 2xx ---- */

static bool is_json_type(const char *content_type)
{
	size_t len = strcspn(content_type, "; ");

	if (!*content_type)
		return true;
	if (len == strlen("application/json") && !strncasecmp(content_type, "application/json", len))
		return true;
	return len > 5 && !strncasecmp(content_type + len - 5, "+json", 5);
}

/* JSON that ends before its end: a connection closed too early, where HTTP could not tell. */
static bool is_cut(const struct ashby__evidence *in)
{
	const char *raw = in->body.raw;
	size_t from = 0, to = in->body.len;

	if (to >= 3 && !memcmp(raw, "\xEF\xBB\xBF", 3))
		from = 3;
	while (from < to && strchr(" \t\r\n", raw[from]))
		from++;
	while (to > from && strchr(" \t\r\n", raw[to - 1]))
		to--;
	return from == to || (raw[from] == '{' && raw[to - 1] != '}');
}

static void not_json(struct ashby_err *err, const struct ashby__evidence *in)
{
	char head[EXCERPT_BYTES] = "";

	excerpt(head, sizeof(head), in->body);
	if (in->parse && (in->parse->error == ASHBY_ELIMIT || in->parse->error == ASHBY_ENOMEM))
		*err = *in->parse;
	else if (is_json_type(in->content_type) && is_cut(in))
		ashby_err_set(
			err, ASHBY_ENET, in->body.len ? "the reply was cut short" : "the reply was empty");
	else if (!is_json_type(in->content_type))
		ashby_err_set(err, ASHBY_EREPLY, "the reply is not from Ashby: it is %s: %s",
			in->content_type, head);
	else if (in->parse)
		*err = *in->parse;
	else
		ashby_err_set(err, ASHBY_EREPLY, "the reply is not JSON: %s", head);
	details_fill(err, in, (struct ashby_value){ NULL });
}

static void success(struct ashby__envelope *out, struct ashby_value root)
{
	struct ashby_value warnings = ashby_get(root, "warnings");

	out->results = ashby_get(root, "results");
	if (ashby_value_count(warnings) || ashby_value_text(warnings).len)
		out->warnings = warnings;
}

static void envelope_read(struct ashby__envelope *out, const struct ashby__evidence *in)
{
	struct ashby_value root, verdict;

	if (!in->record || !is_json_type(in->content_type)) {
		not_json(&out->err, in);
		return;
	}
	root = ashby_record_root(in->record);
	verdict = ashby_get(root, "success");
	if (ashby_type(root) != ASHBY_OBJECT)
		ashby_err_set(&out->err, ASHBY_EREPLY, "the reply is not an object with 'success' in it");
	else if (ashby_type(verdict) != ASHBY_BOOL)
		ashby_err_set(&out->err, ASHBY_EREPLY, "the reply does not say whether it is a success");
	else if (!ashby_value_bool(verdict, false))
		refusal(&out->err, in, ASHBY_EAPI, "the API said no and gave no reason");
	else
		success(out, root);
	if (out->err.error == ASHBY_EREPLY)
		details_fill(&out->err, in, root);
}

/* What had to be guessed at or repaired around is no word to rest a write on. */
enum ashby__success ashby__envelope_success(const struct ashby__evidence *in)
{
	struct ashby_value member, found = { NULL };
	size_t count = 0;

	if (!in->record || !is_json_type(in->content_type) ||
		(in->body.len >= 3 && !memcmp(in->body.raw, "\xEF\xBB\xBF", 3)) ||
		ashby_type(ashby_record_root(in->record)) != ASHBY_OBJECT)
		return SUCCESS_NONE;
	for (member = ashby_value_first(ashby_record_root(in->record)); ashby_type(member) != ASHBY_ABSENT;
		member = ashby_value_next(member)) {
		if (!ashby_text_equal(ashby_value_key(member), ashby_text_str("success")))
			continue;
		found = member;
		count++;
	}
	if (count != 1 || ashby_type(found) != ASHBY_BOOL)
		return SUCCESS_NONE;
	return ashby_value_bool(found, false) ? SUCCESS_TRUE : SUCCESS_FALSE;
}

void ashby__envelope_read(struct ashby__envelope *out, const struct ashby__evidence *in)
{
	struct ashby_value root = { NULL };
	size_t i;

	*out = (struct ashby__envelope){ .err = { .error = ASHBY_OK } };
	if (in->http >= 200 && in->http <= 299) {
		envelope_read(out, in);
		return;
	}
	if (in->record)
		root = ashby_record_root(in->record);
	for (i = 0; i < sizeof(statuses) / sizeof(*statuses); i++) {
		if (in->http < statuses[i].from || in->http > statuses[i].to)
			continue;
		if (ashby_type(root) == ASHBY_OBJECT)
			refusal(&out->err, in, statuses[i].error, statuses[i].what);
		else
			plain_failure(&out->err, in, statuses[i].error, statuses[i].what);
		return;
	}
	plain_failure(&out->err, in, ASHBY_ESERVER, "the server answered with an odd status");
}
