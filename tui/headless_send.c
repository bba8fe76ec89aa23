/*
 * headless_send.c: pages from the session to standard output. Rows of --ndjson and --table are printed as
 * they come and not kept; one JSON envelope of all pages is printed only if it is whole.
 */
#include "headless_send.h"

#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ask.h"
#include "headless_jobs.h"
#include "table.h"
#include "welcome.h"

struct run {
	const struct sending *sending;
	struct ashby_body *body; /* of a write, to be completed */
	struct ashby_scope *scope;
	struct ashby_pager *pager; /* NULL: a single call */
	struct table *table;
	struct jobs *jobs;     /* what a table of jobs shows beside them, or NULL */
	struct ashby_buf rows; /* JSON of many pages: what has come */
	size_t count;          /* rows printed or kept */
	bool more;             /* cut at the limit, and there was more */
	bool done;
	int signo; /* that ended it, or 0 */
	struct ashby_err err;
};

static bool is_envelope(const struct run *run)
{
	return run->pager && run->sending->h->format == FORMAT_JSON;
}

static void finish(struct run *run, const struct ashby_err *err)
{
	if (run->done)
		return;
	run->done = true;
	run->err = *err;
	ashby_loop_stop(run->sending->session->loop);
}

static void finish_well(struct run *run)
{
	const struct ashby_err none = { .error = ASHBY_OK };

	finish(run, &none);
}

static bool is_full(const struct run *run)
{
	return run->sending->limit && run->count >= run->sending->limit;
}

/* ---- one page ---- */

static enum ashby_error take_row(void *arg, struct ashby_value element, struct ashby_text json)
{
	struct run *run = arg;
	struct ashby_buf line;

	if (is_full(run)) {
		run->more = true;
		return ASHBY_OK;
	}
	run->count++;
	if (is_envelope(run)) {
		if (run->rows.len)
			ashby_buf_addc(&run->rows, ',');
		return ashby_buf_add(&run->rows, json.raw, json.len);
	}
	/* A server may send its JSON in many lines; a row of ours is one. */
	if (!memchr(json.raw, '\n', json.len)) {
		out_json(run->sending->h, json);
		return ASHBY_OK;
	}
	ashby_buf_init(&line, ASHBY_BUF_MAX);
	ashby_value_print(&line, element, 0);
	out_json(run->sending->h, ashby_text_of(line.data, line.len));
	ashby_buf_release(&line);
	return ASHBY_OK;
}

static void print_table(struct run *run, struct ashby_value results)
{
	size_t most = run->sending->limit ? run->sending->limit - run->count : SIZE_MAX;
	size_t n = ashby_type(results) == ASHBY_ARRAY ? ashby_value_count(results) : 1;
	struct ashby_record *shown = run->jobs ? jobs_show(run->jobs, results) : NULL;
	struct ashby_buf text;

	ashby_buf_init(&text, ASHBY_BUF_MAX);
	table_add(run->table, shown ? ashby_record_root(shown) : results, most, &text);
	out_bytes(text.data, text.len);
	ashby_buf_release(&text);
	ashby_record_unref(shown);
	if (!n && !run->count && run->sending->h->to_terminal)
		headless_warn("no results");
	run->count += n < most ? n : most;
	run->more = run->more || n > most;
}

static void print_reply(struct run *run, const struct ashby_reply *reply)
{
	const struct headless *h = run->sending->h;

	if (h->format == FORMAT_TABLE) {
		print_table(run, reply->results);
	} else if (h->format == FORMAT_JSON && !run->pager) {
		out_json(h, ashby_record_json(reply->record));
	} else if (ashby_type(reply->results) == ASHBY_ARRAY) {
		ashby_record_each(reply->record, "results", take_row, run);
	} else {
		struct ashby_buf line;

		run->count++;
		ashby_buf_init(&line, ASHBY_BUF_MAX);
		ashby_value_print(&line, reply->results, 0);
		out_json(h, ashby_text_of(line.data, line.len));
		ashby_buf_release(&line);
	}
}

static void print_warnings(const struct ashby_reply *reply)
{
	struct ashby_buf word;

	for (struct ashby_value w = ashby_value_first(reply->warnings); ashby_type(w) != ASHBY_ABSENT;
		w = ashby_value_next(w)) {
		ashby_buf_init(&word, 65536);
		ashby_value_print(&word, w, 0);
		headless_warn("warning: %s", ashby_buf_str(&word));
		ashby_buf_release(&word);
	}
}

void send_print(const struct sending *sending, const struct ashby_reply *reply)
{
	struct run run = { .sending = sending,
		.table = table_new(sending->function ? sending->function->result : NULL) };

	print_warnings(reply);
	if (sending->took)
		sending->took(sending->took_arg, reply);
	else if (run.table)
		print_reply(&run, reply);
	else
		headless_warn("out of memory: the reply cannot be shown");
	table_free(run.table);
}

/* ---- page after page ---- */

static void on_page(void *arg, const struct ashby_reply *reply);

static void ask_next(struct run *run)
{
	struct ashby_err err;

	if (ashby_pager_next(run->pager, on_page, run, &err))
		finish(run, &err);
}

/* Rows that were printed cannot be taken back; rows that are kept can. */
static bool start_again(struct run *run)
{
	struct ashby_err err;

	if (is_envelope(run)) {
		ashby_buf_clear(&run->rows);
		run->count = 0;
		return true;
	}
	ashby_err_set(&err, ASHBY_ESERVER, "the server let the cursor expire, and the list would start over");
	finish(run, &err);
	return false;
}

/* What is left out here is counted no more than what the server left out. */
static void say_if_partial(const struct run *run, const struct ashby_reply *reply)
{
	const struct ashby_plan *plan = run->sending->plan;

	if (!run->pager && plan && plan->keeps &&
		ashby_value_bool(ashby_get(ashby_record_root(reply->record), "moreDataAvailable"), false))
		headless_warn("these are of one page only, and more may be on the next ones: --all looks "
			      "through all");
}

static void take_page(struct run *run, const struct ashby_reply *reply);

static void on_page(void *arg, const struct ashby_reply *reply)
{
	struct run *run = arg;
	struct ashby_reply trimmed = *reply;
	struct ashby_record *record = NULL;
	struct ashby_err err = reply->err;

	if (!reply->error)
		say_if_partial(run, reply);
	else if (run->sending->plan && run->pager)
		ashby_plan_explain(run->sending->plan, &err);
	/* A single call comes trimmed and explained already. */
	if (!reply->error && run->pager && run->sending->plan &&
		!ashby_plan_trim(run->sending->plan, reply->record, &record, &err)) {
		trimmed.record = record;
		trimmed.results = ashby_get(ashby_record_root(record), "results");
	}
	if (err.error)
		finish(run, &err);
	else
		take_page(run, &trimmed);
	ashby_record_unref(record);
}

static void take_page(struct run *run, const struct ashby_reply *reply)
{
	struct ashby_err err;

	print_warnings(reply);
	if (run->pager && ashby_pager_restarted(run->pager) && run->count && !start_again(run))
		return;
	print_reply(run, reply);
	if (run->rows.error) {
		ashby_err_set(&err, ASHBY_ENOMEM,
			"there is not memory enough for all results; --ndjson needs little");
		finish(run, &err);
	} else if (!out_good()) {
		/* Nobody reads on: there is no point in asking for more. */
		finish_well(run);
	} else if (run->pager && !is_full(run) && ashby_pager_more(run->pager)) {
		ask_next(run);
	} else {
		run->more = run->more || (run->pager && ashby_pager_more(run->pager));
		finish_well(run);
	}
}

static void on_interrupt(void *arg, int signo)
{
	struct run *run = arg;
	struct ashby_err err;

	run->signo = signo;
	ashby_err_set(&err, ASHBY_ECANCELLED, "interrupted");
	finish(run, &err);
}

static enum ashby_error watch_signals(struct run *run, ashby_signal_fn *fn)
{
	static const int signals[] = { SIGINT, SIGTERM, SIGHUP };
	enum ashby_error error = ASHBY_OK;

	for (size_t i = 0; i < sizeof(signals) / sizeof(signals[0]) && !error; i++)
		error = ashby_loop_signal(run->sending->session->loop, signals[i], fn, fn ? run : NULL);
	return error;
}

/* ---- the whole ---- */

static bool wants_pages(const struct sending *sending)
{
	/* Without a row it is the caller who knows that there are pages. */
	bool paged = !sending->function || sending->function->undocumented ||
		sending->function->paging != ASHBY_PAGING_NONE;

	return paged && (sending->all || sending->limit);
}

enum ashby_error send_open(const struct sending *sending, struct ashby_err *err)
{
	enum ashby_error error;

	if (sending->session->client)
		return ASHBY_OK;
	error = session_open(sending->session, sending->h->cli, err);
	/* Nothing names a key: a person at a terminal may type one, for this call. */
	if (!error && !ashby_key_sourced(sending->session->account, &sending->session->env) && ask_possible())
		welcome_key(sending->session);
	return error ? error : session_key(sending->session, err);
}

static enum ashby_error open_run(struct run *run, struct ashby_err *err)
{
	enum ashby_error error = send_open(run->sending, err);

	if (error)
		return error;
	if (ashby_scope_new(&run->scope, run->sending->session->client) || watch_signals(run, on_interrupt))
		return ashby_err_set(err, ASHBY_ENOMEM, "out of memory");
	return ASHBY_OK;
}

static enum ashby_error start_call(struct run *run, struct ashby_err *err)
{
	const struct sending *sending = run->sending;
	unsigned flags = sending->function ? 0 : ASHBY_CALL_RAW;
	enum ashby_error error;

	if (wants_pages(sending)) {
		error = ashby_pager_new(
			&run->pager, run->scope, sending->endpoint, sending->body, flags, err);
		return error ? error : ashby_pager_next(run->pager, on_page, run, err);
	}
	if (sending->plan)
		return ashby_ask(run->scope, sending->plan, sending->body, flags, on_page, run, err);
	return ashby_call(NULL, run->scope, sending->endpoint, sending->body, flags, on_page, run, err);
}

static void on_jobs(void *arg, const struct ashby_err *why)
{
	struct run *run = arg;
	struct ashby_err err = *why;

	if (err.error || start_call(run, &err))
		finish(run, &err);
}

static enum ashby_error begin(struct run *run, struct ashby_err *err)
{
	const struct sending *sending = run->sending;
	enum ashby_error error = open_run(run, err);

	if (error)
		return error;
	if (sending->plan)
		ashby_plan_set_me(sending->plan, sending->session->account->me);
	for (size_t i = 0; sending->plan && i < sending->plan->remarks; i++)
		headless_warn("%s", sending->plan->remark[i]);
	if (sending->h->format != FORMAT_TABLE || !sending->plan || !jobs_wanted(sending->function))
		return start_call(run, err);
	run->jobs = jobs_new(run->scope, on_jobs, run, err);
	return run->jobs ? ASHBY_OK : err->error;
}

/* One envelope, as if there had been one page. */
static void print_envelope(struct run *run)
{
	struct ashby_buf out;
	const char *token = ashby_pager_token(run->pager);

	ashby_buf_init(&out, ASHBY_BUF_MAX);
	ashby_buf_adds(&out, "{\"success\":true,\"results\":[");
	ashby_buf_add(&out, run->rows.data, run->rows.len);
	ashby_buf_addf(&out, "],\"moreDataAvailable\":%s", run->more ? "true" : "false");
	if (!run->more && *token)
		json_member(&out, "syncToken", ashby_text_str(token));
	ashby_buf_addc(&out, '}');
	out_json(run->sending->h, ashby_text_of(out.data, out.len));
	ashby_buf_release(&out);
}

static void say_how_many(struct run *run)
{
	char message[sizeof(run->err.message)];

	if (!run->pager)
		return;
	memcpy(message, run->err.message, sizeof(message));
	snprintf(run->err.message, sizeof(run->err.message), "%.500s; %zu results came before%s", message,
		run->count, is_envelope(run) ? ", and none is printed" : "");
}

static void release(struct run *run)
{
	jobs_free(run->jobs);
	ashby_pager_free(run->pager);
	ashby_scope_free(run->scope);
	if (run->sending->session->loop)
		watch_signals(run, NULL);
	table_free(run->table);
	ashby_buf_release(&run->rows);
}

int send_read(const struct sending *sending)
{
	struct run run = { .sending = sending };
	int status = EXIT_DONE;

	ashby_buf_init(&run.rows, ASHBY_BUF_MAX);
	run.table = table_new(sending->function ? sending->function->result : NULL);
	if (!run.table)
		ashby_err_set(&run.err, ASHBY_ENOMEM, "out of memory");
	else if (begin(&run, &run.err) == ASHBY_OK && !run.done)
		ashby_loop_run(sending->session->loop);
	if (run.err.error) {
		say_how_many(&run);
		status = headless_fail(sending->h, &run.err);
		if (run.signo)
			status = 128 + run.signo;
	} else if (is_envelope(&run)) {
		print_envelope(&run);
	}
	release(&run);
	return out_end(status);
}

/* ---- before a write ---- */

static void on_found(void *arg, const struct ashby_reply *reply)
{
	struct run *run = arg;
	struct ashby_err err = reply->err;

	if (!reply->error && !ashby_plan_found(run->sending->plan, reply, run->body, &err))
		finish_well(run);
	else
		finish(run, &err);
}

int send_first(const struct sending *sending, struct ashby_body *body)
{
	struct run run = { .sending = sending, .body = body };
	struct ashby_buf request;
	const char *endpoint;
	int status = EXIT_DONE;

	ashby_buf_init(&request, ASHBY_BUF_MAX);
	endpoint = ashby_plan_first(sending->plan, &request);
	if (endpoint && open_run(&run, &run.err) == ASHBY_OK &&
		ashby_call(NULL, run.scope, endpoint, ashby_buf_str(&request), 0, on_found, &run, &run.err) ==
			ASHBY_OK &&
		!run.done)
		ashby_loop_run(sending->session->loop);
	if (run.err.error)
		status = headless_fail(sending->h, &run.err);
	if (run.signo)
		status = 128 + run.signo;
	release(&run);
	ashby_buf_release(&request);
	return status;
}
