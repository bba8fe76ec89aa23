/*
 * list_jobs.c: a small program on libashby: prints the open jobs of an organisation, a line each.
 *
 *   ASHBY_API_KEY=... ./list_jobs            of your organisation
 *   ASHBY_BASE_URL=http://127.0.0.1:8080 ... of a sandbox, with its key
 */
#include <ashby/ashby.h>

#include <locale.h>
#include <stdio.h>
#include <stdlib.h>

struct listing {
	struct ashby_loop *loop;
	struct ashby_pager *pager;
	unsigned jobs;
	int status;
};

static void fail(struct listing *listing, const struct ashby_err *err)
{
	struct ashby_buf clean;

	/* The message may hold words of the server: they are cleaned before a terminal sees them. */
	ashby_buf_init(&clean, 8192);
	ashby_text_clean(&clean, ashby_text_str(err->message), ASHBY_TEXT_LINE, NULL);
	fprintf(stderr, "list_jobs: %s\n", ashby_buf_str(&clean));
	ashby_buf_release(&clean);
	listing->status = 1;
	ashby_loop_stop(listing->loop);
}

static void print_job(struct ashby_value job)
{
	struct ashby_buf line;

	ashby_buf_init(&line, 8192);
	ashby_text_clean(&line, ashby_get_text(job, "id"), ASHBY_TEXT_LINE, NULL);
	ashby_buf_addc(&line, ' ');
	ashby_text_clean(&line, ashby_get_text(job, "title"), ASHBY_TEXT_LINE, NULL);
	printf("%s\n", ashby_buf_str(&line));
	ashby_buf_release(&line);
}

/* One page is here: print it, ask for the next. */
static void on_page(void *arg, const struct ashby_reply *reply)
{
	struct listing *listing = arg;
	struct ashby_value job;
	struct ashby_err err;

	if (reply->error) {
		fail(listing, &reply->err);
		return;
	}
	for (job = ashby_value_first(reply->results); job.node; job = ashby_value_next(job), listing->jobs++)
		print_job(job);
	if (!ashby_pager_more(listing->pager))
		ashby_loop_stop(listing->loop);
	else if (ashby_pager_next(listing->pager, on_page, listing, &err))
		fail(listing, &err);
}

static enum ashby_error run(
	struct listing *listing, struct ashby_client *client, const char *key, struct ashby_err *err)
{
	struct ashby_scope *scope;
	enum ashby_error error = ashby_client_set_key(client, key, err);

	if (error)
		return error;
	error = ashby_scope_new(&scope, client);
	if (error)
		return ashby_err_set(err, error, "out of memory");
	error = ashby_pager_new(&listing->pager, scope, "job.list", "{\"status\":[\"Open\"]}", 0, err);
	if (!error)
		error = ashby_pager_next(listing->pager, on_page, listing, err);
	if (!error)
		error = ashby_loop_run(listing->loop);
	ashby_pager_free(listing->pager);
	ashby_scope_free(scope);
	return error;
}

int main(void)
{
	struct ashby_client_options options = { .agent = "list_jobs/1" };
	struct listing listing = { .loop = NULL };
	struct ashby_client *client = NULL;
	struct ashby_err err = { .message = "cannot start" };
	struct ashby_env env = { .key = NULL };

	setlocale(LC_ALL, "");
	if (ashby_process_init(&err) || ashby_env_take(&env) || ashby_loop_new(&listing.loop)) {
		fprintf(stderr, "list_jobs: %s\n", err.message);
		return 1;
	}
	options.base_url = env.base_url;
	if (!env.key)
		ashby_err_set(&err, ASHBY_EKEY, "set ASHBY_API_KEY to the key of your organisation");
	if (!env.key || ashby_client_new(&client, listing.loop, &options, &err) ||
		run(&listing, client, env.key, &err))
		fail(&listing, &err);
	if (!listing.status)
		fprintf(stderr, "%u open jobs\n", listing.jobs);
	ashby_client_free(client);
	ashby_loop_free(listing.loop);
	ashby_env_release(&env);
	return listing.status;
}
