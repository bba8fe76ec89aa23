/* main.c: ashby-sandbox, a local server that behaves like the Ashby API over a made-up organisation. Options only. */
#include <getopt.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "ashby/date.h"
#include "ashby/loop.h"
#include "drift.h"
#include "rng.h"
#include "http.h"

#define CANDIDATES_MAX 1000000
#define JOBS_MAX 5000

enum {
	OPTION_PORT = 1,
	OPTION_UNIX,
	OPTION_SEED,
	OPTION_NOW,
	OPTION_CANDIDATES,
	OPTION_JOBS,
	OPTION_LATENCY,
	OPTION_FAULT,
	OPTION_RATE,
	OPTION_DRIFT,
	OPTION_SCOPES,
	OPTION_KEY,
	OPTION_LEDGER,
	OPTION_TLS,
	OPTION_STDIN,
	OPTION_HELP,
	OPTION_VERSION
};

struct option_row {
	const char *name;
	int code;
	const char *takes; /* NULL: nothing */
	const char *help;
	long long min, max; /* of a number; both 0: not one */
};

static const struct option_row rows[] = {
	{ "port", OPTION_PORT, "N", "listen on 127.0.0.1:N (0: any port, the default)", 0, 65535 },
	{ "unix", OPTION_UNIX, "PATH", "listen on a Unix socket, mode 0600", 0, 0 },
	{ "seed", OPTION_SEED, "N", "another organisation (1)", 0, INT64_MAX },
	{ "now", OPTION_NOW, "TIME", "tell it from this moment, and stop the clock", 0, 0 },
	{ "candidates", OPTION_CANDIDATES, "N", "how many (2400)", 0, CANDIDATES_MAX },
	{ "jobs", OPTION_JOBS, "N", "how many (16)", 1, JOBS_MAX },
	{ "latency", OPTION_LATENCY, "MS", "wait before each reply", 0, 3600000 },
	{ "fault", OPTION_FAULT, "SPEC", "go wrong on purpose, see below; may be repeated", 0, 0 },
	{ "rate", OPTION_RATE, "N", "429 above N requests a second", 0, 1000000 },
	{ "drift", OPTION_DRIFT, "N", "change N records a minute", 0, 60000 },
	{ "scopes", OPTION_SCOPES, "LIST",
		"rights of the key, joined by commas (all): jobsRead,candidatesRead,...", 0, 0 },
	{ "key", OPTION_KEY, "KEY", "the API key (sandbox-...)", 0, 0 },
	{ "ledger", OPTION_LEDGER, "FILE", "append a JSON line for each request", 0, 0 },
	{ "tls", OPTION_TLS, "FILE", "HTTPS with this PEM file of a certificate and its key", 0, 0 },
	{ "with-stdin", OPTION_STDIN, NULL, "end when standard input closes", 0, 0 },
	{ "help", OPTION_HELP, NULL, "this text", 0, 0 },
	{ "version", OPTION_VERSION, NULL, "the version", 0, 0 },
};
#define ROWS (sizeof(rows) / sizeof(rows[0]))

struct options {
	struct server_options server;
	struct world_options world;
	struct faults *faults;
	const char *ledger, *tls;
	long long drift;
	bool fixed_clock, with_stdin;
	char key[40];
};

static void help(void)
{
	struct ashby_buf kinds;

	printf("usage: ashby-sandbox [OPTIONS]\n"
	       "A local server that behaves like the Ashby API over a made-up organisation.\n"
	       "\"me\" is Mei Chen, " ME_EMAIL ". Writes are applied, in memory.\n\n");
	for (size_t i = 0; i < ROWS; i++)
		printf("  --%-11s %-5s %s\n", rows[i].name, rows[i].takes ? rows[i].takes : "", rows[i].help);
	printf("\nSPEC is PATTERN:KIND[@ARGUMENT][:WHEN], several joined by commas. PATTERN is an endpoint, "
	       "or a beginning and\n"
	       "a star: candidate.*. WHEN is N (the N-th such request), N+ (from then on), N-M, or N%% of "
	       "them by the seed.\n"
	       "Examples: application.list:cut-body:2   *:status@503:10%%   "
	       "candidate.list:fail@sync_token_expired:1\n"
	       "With --tls, what is cut inside a reply is not TLS any more.\n\n");
	ashby_buf_init(&kinds, 1 << 16);
	fault_help(&kinds);
	fputs(ashby_buf_str(&kinds), stdout);
	ashby_buf_release(&kinds);
}

static int complain(const char *message)
{
	fprintf(stderr, "ashby-sandbox: %s\n", message);
	return 2;
}

static bool read_number(const struct option_row *row, const char *text, long long *out)
{
	char *end;

	*out = strtoll(text, &end, 10);
	if (end != text && !*end && *out >= row->min && *out <= row->max)
		return true;
	fprintf(stderr, "ashby-sandbox: --%s takes a number from %lld to %lld, not '%s'\n", row->name,
		row->min, row->max, text);
	return false;
}

static bool set_now(struct options *options, const char *text)
{
	int64_t now;

	if (!ashby_date_parse_human(text, ashby_clock_now(), &now)) {
		fprintf(stderr, "ashby-sandbox: --now takes a time as 2026-11-24T13:02:00Z, not '%s'\n",
			text);
		return false;
	}
	ashby_clock_fix(now);
	options->fixed_clock = true;
	return true;
}

static bool set_number(struct options *options, int code, long long n)
{
	switch (code) {
	case OPTION_PORT: options->server.port = (int)n; return true;
	case OPTION_SEED: options->world.seed = (uint64_t)n; return true;
	case OPTION_CANDIDATES: options->world.candidates = (uint32_t)n; return true;
	case OPTION_JOBS: options->world.jobs = (uint32_t)n; return true;
	case OPTION_LATENCY: options->server.latency_ms = (int)n; return true;
	case OPTION_RATE: options->server.rate = (int)n; return true;
	case OPTION_DRIFT: options->drift = n; return true;
	default: return false;
	}
}

static bool set_text(struct options *options, int code, const char *text)
{
	struct ashby_err err;

	switch (code) {
	case OPTION_UNIX: options->server.unix_path = text; return true;
	case OPTION_NOW: return set_now(options, text);
	case OPTION_SCOPES: options->server.key.scopes = text; return true;
	case OPTION_KEY: options->server.key.text = text; return true;
	case OPTION_LEDGER: options->ledger = text; return true;
	case OPTION_TLS: options->tls = text; return true;
	case OPTION_STDIN: options->with_stdin = true; return true;
	case OPTION_FAULT:
		if (!faults_add(options->faults, text, &err))
			return true;
		complain(err.message);
		return false;
	default: return false;
	}
}

/* -1: go on; else the exit status. */
static int read_options(int argc, char **argv, struct options *options)
{
	struct option table[ROWS + 1] = { { 0 } };
	int at;

	for (size_t i = 0; i < ROWS; i++)
		table[i] = (struct option){ rows[i].name, rows[i].takes ? required_argument : no_argument,
			NULL, (int)i + 1000 };
	while ((at = getopt_long(argc, argv, "h", table, NULL)) != -1) {
		const struct option_row *row;
		long long n;

		if (at == '?')
			return 2;
		row = at == 'h' ? &rows[ROWS - 2] : &rows[at - 1000];
		if (row->code == OPTION_HELP)
			return help(), 0;
		if (row->code == OPTION_VERSION)
			return puts("ashby-sandbox " ASHBY_VERSION), 0;
		if (row->max ? !read_number(row, optarg, &n) || !set_number(options, row->code, n)
			     : !set_text(options, row->code, optarg))
			return 2;
	}
	if (optind < argc)
		return complain("takes options only, see --help");
	return -1;
}

/* ---- running ---- */

struct program {
	struct options options;
	struct ashby_loop *loop;
	struct world *world;
	struct ledger_file *ledger;
	struct server *server;
	struct drift *drift;
	struct ashby_watch *input;
	char pem[32768];
};

static void stop(void *arg, int signo)
{
	(void)signo;
	ashby_loop_stop(arg);
}

static void input(void *arg, int fd, unsigned events)
{
	struct program *program = arg;
	char bytes[256];

	(void)events;
	if (read(fd, bytes, sizeof(bytes)) <= 0)
		ashby_loop_stop(program->loop);
}

static enum ashby_error read_pem(struct program *program, struct ashby_err *err)
{
	const char *path = program->options.tls;
	FILE *file = fopen(path, "r");
	size_t len;

	if (!file)
		return ashby_err_set(err, ASHBY_ELOCAL, "cannot read '%s'", path);
	len = fread(program->pem, 1, sizeof(program->pem) - 1, file);
	program->pem[len] = '\0';
	fclose(file);
	program->options.server.tls = program->pem;
	return ASHBY_OK;
}

static enum ashby_error start(struct program *program, struct ashby_err *err)
{
	struct options *options = &program->options;
	enum ashby_error error;

	ashby_err_set(err, ASHBY_ENOMEM, "no memory");
	options->world.now = ashby_clock_now();
	error = world_new(&program->world, &options->world);
	if (!error && options->tls)
		error = read_pem(program, err);
	if (!error && options->ledger)
		error = ledger_open(&program->ledger, options->ledger, err);
	if (!error)
		error = ashby_loop_new(&program->loop);
	if (!error)
		error = server_new(&program->server, program->loop, program->world, options->faults,
			program->ledger, &options->server, err);
	if (!error && options->drift)
		error = drift_new(&program->drift, program->loop, program->world, (int)options->drift,
			options->fixed_clock);
	if (!error && options->with_stdin)
		error = ashby_watch_new(
			&program->input, program->loop, STDIN_FILENO, ASHBY_READABLE, input, program);
	if (!error)
		error = ashby_loop_signal(program->loop, SIGINT, stop, program->loop);
	if (!error)
		error = ashby_loop_signal(program->loop, SIGTERM, stop, program->loop);
	return error;
}

static int run(struct program *program)
{
	struct ashby_err err;
	int status = 0;

	if (start(program, &err)) {
		complain(err.message);
		status = 1;
	} else {
		printf("listening on %s key %s\n", server_address(program->server),
			program->options.server.key.text);
		fflush(stdout);
		if (ashby_loop_run(program->loop))
			status = 1;
	}
	drift_free(program->drift);
	server_free(program->server);
	ashby_watch_free(program->input);
	ashby_loop_free(program->loop);
	ledger_close(program->ledger);
	world_free(program->world);
	return status;
}

int main(int argc, char **argv)
{
	static struct program program = { .options = {
						  .world = { .seed = 1, .candidates = 2400, .jobs = 16 } } };
	struct options *options = &program.options;
	int status;

	signal(SIGPIPE, SIG_IGN);
	if (faults_new(&options->faults, 1))
		return complain("no memory");
	status = read_options(argc, argv, options);
	if (status < 0) {
		faults_seed(options->faults, options->world.seed);
		snprintf(options->key, sizeof(options->key), "sandbox-%016llx",
			(unsigned long long)rng_at(options->world.seed, 0x6b, 0x65, 0x79));
		if (!options->server.key.text)
			options->server.key.text = options->key;
		status = run(&program);
	}
	faults_free(options->faults);
	return status;
}
