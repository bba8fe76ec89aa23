/*
 * headless_outbox.c: the verb outbox: what was written and what came of it, from the record on disk; one of these once
 * more, or its record gone. Only retry needs a key and the network.
 */
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "headless.h"
#include "headless_write.h"

#define TEXT_MAX ((size_t)64 << 20)
#define SHORT_ID 12 /* digits: enough to tell the writes of years apart */

struct outbox {
	struct headless *h;
	const char *id;
	struct write_wish write;
	struct session session;
	struct ashby_outbox *box;
	struct ashby_buf out;
	/* Of the intent that is to be sent again. */
	char whole[ASHBY_INTENT_ID];
	char *endpoint, *body;
	enum ashby_class danger;
};

static const struct word_option options[] = {
	WRITE_OPTIONS(struct outbox, write),
	{ .name = NULL },
};

/* ---- what is shown ---- */

static const char *state_of(const struct ashby_intent *intent)
{
	if (intent->state == ASHBY_INTENT_FAILED && intent->sent_ms == ASHBY_NO_TIME)
		return "failed (not sent)";
	return ashby_intent_state_name(intent->state);
}

static void add_text(struct ashby_buf *out, const char *name, const char *text)
{
	if (text && *text)
		json_member(out, name, ashby_text_str(text));
	else
		json_raw(out, name, NULL);
}

static void add_time(struct ashby_buf *out, const char *name, int64_t ms)
{
	char when[25] = "";

	if (ms != ASHBY_NO_TIME)
		ashby_date_iso(ms, when);
	add_text(out, name, when);
}

static void add_int(struct ashby_buf *out, const char *name, int64_t number)
{
	char digits[24];

	snprintf(digits, sizeof(digits), "%lld", (long long)number);
	json_raw(out, name, digits);
}

/* JSON that was recorded; what the file has become since is not trusted to be any. */
static void add_json(struct ashby_buf *out, const char *name, const char *json)
{
	struct ashby_record *record = NULL;

	if (json && *json && ashby_record_parse(&record, ashby_text_str(json), NULL, NULL) == ASHBY_OK)
		json_raw(out, name, json);
	else
		json_raw(out, name, NULL);
	ashby_record_unref(record);
}

static void add_members(struct ashby_buf *out, const struct ashby_intent *intent)
{
	static const char *const classes[] = { "", "A", "B", "C" };

	add_text(out, "id", intent->id);
	add_int(out, "sequence", intent->sequence);
	add_text(out, "state", state_of(intent));
	add_time(out, "made", intent->made_ms);
	add_time(out, "sent", intent->sent_ms);
	add_time(out, "time", intent->changed_ms);
	add_text(out, "endpoint", intent->endpoint);
	add_text(out, "summary", intent->summary);
	add_text(out, "class", classes[intent->danger]);
	add_json(out, "targets", intent->targets);
	add_text(out, "once", intent->once);
	add_int(out, "attempts", intent->attempts);
	if (intent->http)
		add_int(out, "http", intent->http);
	else
		json_raw(out, "http", NULL);
	add_text(out, "error", intent->error);
	add_text(out, "code", intent->code);
	add_text(out, "requestId", intent->request_id);
	add_text(out, "message", intent->message);
	add_json(out, "warnings", intent->warnings);
	add_text(out, "resultId", intent->result_id);
}

static void list_json(void *arg, const struct ashby_intent *intent)
{
	struct outbox *o = arg;

	ashby_buf_adds(&o->out, o->out.len > 1 ? ",{" : "{");
	add_members(&o->out, intent);
	ashby_buf_addc(&o->out, '}');
}

static void list_row(void *arg, const struct ashby_intent *intent)
{
	struct outbox *o = arg;
	char when[25];

	ashby_date_iso(intent->changed_ms, when);
	ashby_buf_addf(&o->out, "%-*.*s  %-17s  %.16sZ  %-32s  %s\n", SHORT_ID, SHORT_ID, intent->id,
		state_of(intent), when, intent->endpoint,
		*intent->message ? intent->message : intent->summary);
}

static void show_json(void *arg, const struct ashby_intent *intent)
{
	struct outbox *o = arg;

	ashby_buf_addc(&o->out, '{');
	add_members(&o->out, intent);
	add_text(&o->out, "key", intent->fingerprint);
	add_json(&o->out, "body", intent->body);
	json_raw(&o->out, "damaged", intent->damaged ? "true" : "false");
	ashby_buf_addc(&o->out, '}');
}

/* The same as lines, from the JSON, so that both always say the same. */
static void print_lines(const struct ashby_buf *json)
{
	struct ashby_record *record = NULL;
	struct ashby_value member;
	struct ashby_buf out;

	if (ashby_record_parse(&record, ashby_text_of(json->data, json->len), NULL, NULL))
		return;
	ashby_buf_init(&out, TEXT_MAX);
	for (member = ashby_value_first(ashby_record_root(record)); ashby_type(member) != ASHBY_ABSENT;
		member = ashby_value_next(member)) {
		struct ashby_text key = ashby_value_key(member), text = ashby_value_text(member);

		if (ashby_type(member) == ASHBY_NULL)
			continue;
		ashby_buf_addf(&out, "%-10.*s  ", (int)key.len, key.raw);
		if (ashby_type(member) == ASHBY_STRING)
			ashby_buf_add(&out, text.raw, text.len);
		else
			ashby_value_print(&out, member, 0);
		ashby_buf_addc(&out, '\n');
	}
	out_text(ashby_text_of(out.data, out.len), ASHBY_TEXT_BLOCK);
	ashby_buf_release(&out);
	ashby_record_unref(record);
}

/* ---- what can be done ---- */

static int list(struct outbox *o)
{
	bool table = o->h->format == FORMAT_TABLE;
	struct ashby_err err;

	ashby_buf_adds(&o->out, table ? "" : "[");
	if (ashby_outbox_each(o->box, table ? list_row : list_json, o, &err))
		return headless_fail(o->h, &err);
	ashby_buf_adds(&o->out, table ? "" : "]");
	if (table)
		out_text(ashby_text_of(o->out.data, o->out.len), ASHBY_TEXT_BLOCK);
	else
		out_json(o->h, ashby_text_of(o->out.data, o->out.len));
	return EXIT_DONE;
}

static int show(struct outbox *o)
{
	struct ashby_err err;

	if (ashby_outbox_find(o->box, o->id, show_json, o, &err))
		return headless_fail(o->h, &err);
	if (o->h->format == FORMAT_TABLE)
		print_lines(&o->out);
	else
		out_json(o->h, ashby_text_of(o->out.data, o->out.len));
	return EXIT_DONE;
}

static int discard(struct outbox *o)
{
	struct ashby_err err;

	return ashby_outbox_discard(o->box, o->id, &err) ? headless_fail(o->h, &err) : EXIT_DONE;
}

static void take_intent(void *arg, const struct ashby_intent *intent)
{
	struct outbox *o = arg;

	snprintf(o->whole, sizeof(o->whole), "%s", intent->id);
	o->endpoint = strdup(intent->endpoint);
	o->body = strdup(intent->body ? intent->body : "{}");
	o->danger = intent->danger ? intent->danger : ASHBY_CLASS_C;
}

static int retry(struct outbox *o)
{
	struct sending sending = { .h = o->h, .session = &o->session };
	struct ashby_err err;

	if (ashby_outbox_find(o->box, o->id, take_intent, o, &err))
		return headless_fail(o->h, &err);
	if (!o->endpoint || !o->body) {
		ashby_err_set(&err, ASHBY_ENOMEM, "out of memory");
		return headless_fail(o->h, &err);
	}
	/* Sending opens it for itself. */
	ashby_outbox_free(o->box);
	o->box = NULL;
	sending.endpoint = o->endpoint;
	sending.body = o->body;
	sending.function = ashby_catalog_find(o->endpoint);
	return write_again(&sending, o->danger, &o->write, o->whole);
}

static const struct {
	const char *name;
	int (*run)(struct outbox *o);
	int words; /* after the name */
} commands[] = {
	{ "list", list, 0 },
	{ "show", show, 1 },
	{ "retry", retry, 1 },
	{ "discard", discard, 1 },
};

/* A session with a client and a key only for what will be sent. */
static enum ashby_error open_session(struct outbox *o, bool sends, struct ashby_err *err)
{
	const struct sending sending = { .h = o->h, .session = &o->session };

	return sends ? send_open(&sending, err) : session_configure(&o->session, o->h->cli, err);
}

static int run(struct outbox *o, int (*command)(struct outbox *o))
{
	struct ashby_err err;

	if (open_session(o, command == retry && o->write.force && !o->write.dry_run, &err) ||
		write_open(&o->box, &o->session, &err))
		return headless_fail(o->h, &err);
	return command(o);
}

int verb_outbox(const struct cli *cli)
{
	struct headless h;
	struct outbox o = { .h = &h, .session = { .log = { .fd = -1 } } };
	int count, status;

	headless_init(&h, cli);
	count = headless_words(&h, options, &o);
	if (count < 0)
		return EXIT_USAGE;
	for (size_t i = 0; i < sizeof(commands) / sizeof(commands[0]); i++) {
		if (strcmp(count ? cli->argv[0] : "list", commands[i].name) != 0)
			continue;
		if (count > 1 + commands[i].words || count < (commands[i].words ? 2 : 0))
			return headless_usage(&h, "outbox %s takes %s", commands[i].name,
				commands[i].words ? "the id of one write" : "no words");
		o.id = count > 1 ? cli->argv[1] : NULL;
		ashby_buf_init(&o.out, TEXT_MAX);
		status = run(&o, commands[i].run);
		ashby_outbox_free(o.box);
		session_close(&o.session);
		ashby_buf_release(&o.out);
		free(o.endpoint);
		free(o.body);
		return out_end(status);
	}
	return headless_usage(
		&h, "there is no 'outbox %.40s'; there are: list, show, retry, discard", cli->argv[0]);
}
