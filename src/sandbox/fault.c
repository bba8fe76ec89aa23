/* fault.c: rules of faults: reading them, counting, choosing. See fault.h. */
#include "fault.h"

#include <stdlib.h>
#include <string.h>

#include "rng.h"

/* Whether the request is carried out although its reply is spoiled. */
enum acting {
	ACTS,
	ACTS_NOT,
	BY_STATUS, /* what refuses (4xx) has done nothing; who knows of a server's own fault */
	BY_CODE,   /* the same, said in an envelope */
};

struct kind_row {
	const char *name;
	enum fault_kind kind;
	int64_t usual;
	const char *help;
	enum acting acting;
};

static const struct kind_row kinds[] = {
	{ "refuse", FAULT_REFUSE, 0, "closes the connection when it is made (pattern *)", ACTS_NOT },
	{ "cut-before", FAULT_CUT_BEFORE, 0, "closes after reading the request, before acting", ACTS_NOT },
	{ "cut-after", FAULT_CUT_AFTER, 0, "closes after acting, before a byte of the reply", ACTS },
	{ "cut-status", FAULT_CUT_STATUS, 0, "closes in the status line", ACTS },
	{ "cut-headers", FAULT_CUT_HEADERS, 0, "closes in the headers", ACTS },
	{ "cut-body", FAULT_CUT_BODY, 0, "closes in the middle of the body", ACTS },
	{ "reset", FAULT_RESET, 0, "resets the connection after acting (TCP only)", ACTS },
	{ "stall", FAULT_STALL, 0, "never answers, does nothing", ACTS_NOT },
	{ "stall-after", FAULT_STALL, 0, "never answers, after acting", ACTS },
	{ "close", FAULT_CLOSE, 0, "closes the connection after a whole reply", ACTS },
	{ "drip", FAULT_DRIP, 20, "@BYTES a second (20)", ACTS },
	{ "status", FAULT_STATUS, 500, "@CODE with an HTML page (500); acts before 408 and 5xx", BY_STATUS },
	{ "status-before", FAULT_STATUS, 500, "the same, and nothing is done", ACTS_NOT },
	{ "envelope", FAULT_ENVELOPE, 500, "@CODE with an envelope (500); acts before 408 and 5xx",
		BY_STATUS },
	{ "envelope-before", FAULT_ENVELOPE, 500, "the same, and nothing is done", ACTS_NOT },
	{ "rate", FAULT_RATE, 2, "429, Retry-After: @SECONDS or any text (2)", ACTS_NOT },
	{ "redirect", FAULT_REDIRECT, 0, "302 to @URL (one that ends in a path)", ACTS_NOT },
	{ "empty", FAULT_EMPTY, 0, "200 without a body", ACTS },
	{ "portal", FAULT_PORTAL, 0, "200 with a log-in page", ACTS_NOT },
	{ "garbage", FAULT_GARBAGE, 0, "bytes that are not HTTP", ACTS },
	{ "headers", FAULT_HEADERS, 1024, "@KIB of headers (1024)", ACTS },
	{ "fail", FAULT_FAIL, 0, "200, success false with @CODE (internal_error, which acts)", BY_CODE },
	{ "fail-null", FAULT_FAIL_NULL, 0, "200, success false without a reason", ACTS_NOT },
	{ "fail-objects", FAULT_FAIL_OBJECTS, 0, "200, success false, errors are objects", ACTS_NOT },
	{ "array-root", FAULT_ROOT, 0, "an array instead of the envelope", ACTS },
	{ "no-success", FAULT_NO_SUCCESS, 0, "an envelope without success", ACTS },
	{ "string-success", FAULT_STRING_SUCCESS, 0, "success is the string \"true\"", ACTS },
	{ "warn", FAULT_WARN, 0, "adds warnings: [@CODE] (partially_applied)", ACTS },
	{ "cut-json", FAULT_CUT_JSON, 0, "half of the JSON in a whole reply", ACTS },
	{ "trailing", FAULT_TRAILING, 0, "bytes after the JSON", ACTS },
	{ "bom", FAULT_BOM, 0, "a byte order mark in front", ACTS },
	{ "bad-utf8", FAULT_BAD_UTF8, 0, "bytes that are not UTF-8 in a name", ACTS },
	{ "surrogate", FAULT_SURROGATE, 0, "a lone surrogate escape in a name", ACTS },
	{ "nul", FAULT_NUL, 0, "a NUL escape in a name", ACTS },
	{ "escapes", FAULT_ESCAPES, 0, "terminal sequences in a name", ACTS },
	{ "huge", FAULT_HUGE, 64, "@MIB of JSON (64)", ACTS },
	{ "deep", FAULT_DEEP, 1000000, "@BRACKETS inside each other (1000000)", ACTS },
	{ "bomb", FAULT_BOMB, 64, "@MIB of spaces as gzip, without an end (64)", ACTS },
	{ "same-cursor", FAULT_SAME_CURSOR, 0, "nextCursor is the cursor that was sent", ACTS },
	{ "twice", FAULT_TWICE, 0, "the first element of the page comes twice", ACTS },
};
#define KINDS (sizeof(kinds) / sizeof(kinds[0]))

#define RULES_MAX 64
#define RULE_CHARS 200

struct rule {
	char text[RULE_CHARS]; /* as written */
	char pattern[RULE_CHARS];
	char argument[RULE_CHARS];
	const struct kind_row *kind;
	uint32_t first, last; /* which of the matching requests, from 1 */
	unsigned percent;     /* or this share of them; 0: by number */
	uint32_t seen;
};

struct faults {
	struct rule rules[RULES_MAX];
	unsigned count;
	uint64_t seed;
};

enum ashby_error faults_new(struct faults **out, uint64_t seed)
{
	struct faults *faults = calloc(1, sizeof(*faults));

	if (!faults)
		return ASHBY_ENOMEM;
	faults->seed = seed;
	*out = faults;
	return ASHBY_OK;
}

void faults_free(struct faults *faults)
{
	free(faults);
}

void faults_seed(struct faults *faults, uint64_t seed)
{
	faults->seed = seed;
}

/* ---- reading ---- */

/* 3, 3+, 2-4, 25%. */
static bool read_when(struct rule *rule, const char *text)
{
	char *end;
	unsigned long n = strtoul(text, &end, 10);

	if (end == text || n == 0 || n > 1000000000)
		return false;
	rule->first = rule->last = (uint32_t)n;
	if (strcmp(end, "+") == 0) {
		rule->last = UINT32_MAX;
		return true;
	}
	if (strcmp(end, "%") == 0) {
		rule->percent = (unsigned)n;
		return n <= 100;
	}
	if (*end == '-') {
		text = end + 1;
		rule->last = (uint32_t)strtoul(text, &end, 10);
		return end != text && !*end && rule->last >= rule->first;
	}
	return !*end;
}

static const struct kind_row *find_kind(const char *name, size_t len)
{
	for (size_t i = 0; i < KINDS; i++)
		if (strlen(kinds[i].name) == len && memcmp(kinds[i].name, name, len) == 0)
			return &kinds[i];
	return NULL;
}

static void copy(char out[RULE_CHARS], const char *from, size_t len)
{
	memmove(out, from, len);
	out[len] = '\0';
}

static enum ashby_error read_rule(struct rule *rule, struct ashby_err *err)
{
	const char *kind = strchr(rule->text, ':'), *at, *when;
	size_t len;

	if (!kind)
		return ashby_err_set(err, ASHBY_EUSAGE, "fault '%s': give ENDPOINT:KIND", rule->text);
	copy(rule->pattern, rule->text, (size_t)(kind - rule->text));
	len = strcspn(++kind, "@:");
	rule->kind = find_kind(kind, len);
	if (!rule->kind)
		return ashby_err_set(err, ASHBY_EUSAGE, "fault '%s': unknown kind '%.*s', see --help",
			rule->text, (int)len, kind);
	at = kind + len;
	/* An argument may have colons (a URL): a WHEN is what follows the last one, if it looks like one. */
	when = strrchr(at, ':');
	if (when && (when[1] < '0' || when[1] > '9' || when[1 + strspn(when + 1, "0123456789+-%")]))
		when = NULL;
	if (*at == '@')
		copy(rule->argument, at + 1, when ? (size_t)(when - at - 1) : strlen(at + 1));
	rule->first = 1;
	rule->last = UINT32_MAX;
	if (when && !read_when(rule, when + 1))
		return ashby_err_set(
			err, ASHBY_EUSAGE, "fault '%s': '%s' is no N, N+, N-M or N%%", rule->text, when + 1);
	if (*at == ':' && !when)
		return ashby_err_set(
			err, ASHBY_EUSAGE, "fault '%s': '%s' is no N, N+, N-M or N%%", rule->text, at + 1);
	return ASHBY_OK;
}

enum ashby_error faults_add(struct faults *faults, const char *spec, struct ashby_err *err)
{
	while (*spec) {
		size_t len = strcspn(spec, ",");
		struct rule *rule = &faults->rules[faults->count];
		enum ashby_error error;

		if (faults->count == RULES_MAX || len >= RULE_CHARS)
			return ashby_err_set(err, ASHBY_EUSAGE, "fault: at most %d rules of %d characters",
				RULES_MAX, RULE_CHARS - 1);
		*rule = (struct rule){ .first = 1 };
		copy(rule->text, spec, len);
		error = read_rule(rule, err);
		if (error)
			return error;
		faults->count++;
		spec += len + (spec[len] == ',');
	}
	return ASHBY_OK;
}

/* ---- choosing ---- */

static bool matches(const char *pattern, const char *endpoint)
{
	size_t len = strlen(pattern);

	if (len && pattern[len - 1] == '*')
		return strncmp(pattern, endpoint, len - 1) == 0;
	return strcmp(pattern, endpoint) == 0;
}

static bool due(const struct faults *faults, struct rule *rule)
{
	rule->seen++;
	if (rule->percent)
		return rng_below(rng_at(faults->seed, 0xfa, (uint64_t)(rule - faults->rules), rule->seen),
			       100) < rule->percent;
	return rule->seen >= rule->first && rule->seen <= rule->last;
}

static bool acts(const struct fault *fault, enum acting acting)
{
	static const char *const unclear[] = { "internal", "timeout", "unknown", "server" };
	bool refusal = fault->number >= 400 && fault->number < 500 && fault->number != 408;

	if (acting == BY_STATUS)
		return !refusal;
	if (acting != BY_CODE)
		return acting == ACTS;
	for (size_t i = 0; i < sizeof(unclear) / sizeof(unclear[0]); i++)
		if (strstr(fault->argument, unclear[i]))
			return true;
	return !*fault->argument;
}

struct fault faults_next(struct faults *faults, const char *endpoint)
{
	struct fault fault = { FAULT_NONE, "", 0, NULL, true };

	for (unsigned i = 0; i < faults->count; i++) {
		struct rule *rule = &faults->rules[i];

		if (rule->kind->kind == FAULT_REFUSE || !matches(rule->pattern, endpoint) ||
			!due(faults, rule))
			continue;
		if (fault.rule)
			continue;
		fault = (struct fault){ rule->kind->kind, rule->argument, rule->kind->usual, rule->text,
			true };
		if (rule->argument[0] >= '0' && rule->argument[0] <= '9')
			fault.number = strtoll(rule->argument, NULL, 10);
		fault.acts = acts(&fault, rule->kind->acting);
	}
	return fault;
}

bool faults_refuse(struct faults *faults)
{
	bool refuse = false;

	for (unsigned i = 0; i < faults->count; i++)
		if (faults->rules[i].kind->kind == FAULT_REFUSE && due(faults, &faults->rules[i]))
			refuse = true;
	return refuse;
}

void fault_help(struct ashby_buf *out)
{
	for (size_t i = 0; i < KINDS; i++)
		ashby_buf_addf(out, "  %-15s %s\n", kinds[i].name, kinds[i].help);
}
