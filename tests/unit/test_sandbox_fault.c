/* Rules of faults: reading, counting, and what they make of a reply. */
#include "sandbox.h"

#include "auth.h"
#include "fault.h"

static struct faults *rules(const char *spec)
{
	struct faults *faults = NULL;
	struct ashby_err err;

	assert_int_equal(faults_new(&faults, 5), ASHBY_OK);
	if (faults_add(faults, spec, &err))
		fail_msg("%s: %s", spec, err.message);
	return faults;
}

/* The kinds that the next n requests get, as letters: '.' none, 'x' any. */
static const char *pattern(struct faults *faults, const char *endpoint, unsigned n)
{
	static char out[64];

	for (unsigned i = 0; i < n; i++)
		out[i] = faults_next(faults, endpoint).kind == FAULT_NONE ? '.' : 'x';
	out[n] = '\0';
	return out;
}

static void when_is_counted(void **state)
{
	static const struct {
		const char *spec, *pattern;
	} cases[] = {
		{ "job.list:empty", "xxxxxx" },
		{ "job.list:empty:2", ".x...." },
		{ "job.list:empty:3+", "..xxxx" },
		{ "job.list:empty:2-4", ".xxx.." },
		{ "job.*:empty:1", "x....." },
		{ "*:empty:1,job.list:portal:3", "x.x..." },
		{ "candidate.list:empty", "......" },
		{ "job:empty", "......" },
		{ "job.list:refuse", "......" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct faults *faults = rules(cases[i].spec);

		assert_string_equal(pattern(faults, "job.list", 6), cases[i].pattern);
		faults_free(faults);
	}
}

static void percents_come_from_the_seed(void **state)
{
	struct faults *one = rules("*:empty:30%"), *two = rules("*:empty:30%");
	unsigned hits = 0;

	(void)state;
	for (unsigned i = 0; i < 1000; i++) {
		bool hit = faults_next(one, "a.b").kind == FAULT_EMPTY;

		hits += hit;
		assert_int_equal(hit, faults_next(two, "a.b").kind == FAULT_EMPTY);
	}
	assert_in_range(hits, 230, 370);
	faults_seed(two, 6);
	hits = 0;
	for (unsigned i = 0; i < 1000; i++)
		hits += faults_next(one, "a.b").kind != faults_next(two, "a.b").kind;
	assert_in_range(hits, 300, 540);
	faults_free(one);
	faults_free(two);
}

/* What says that nothing was done must not have been done; what says nothing of the kind may. */
static void a_refusal_does_nothing(void **state)
{
	static const struct {
		const char *rule;
		bool refuses;
	} rows[] = {
		{ "a.b:rate", true },
		{ "a.b:fail@invalid_input", true },
		{ "a.b:fail-null", true },
		{ "a.b:fail-objects", true },
		{ "a.b:status@404", true },
		{ "a.b:envelope@422", true },
		{ "a.b:fail", false },
		{ "a.b:fail@internal_error", false },
		{ "a.b:status@408", false },
		{ "a.b:status", false },
		{ "a.b:envelope", false },
		{ "a.b:cut-after", false },
		{ "a.b:warn", false },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct faults *faults = rules(rows[i].rule);
		struct fault fault = faults_next(faults, "a.b");

		if (fault.acts == rows[i].refuses)
			fail_msg("%s", rows[i].rule);
		faults_free(faults);
	}
}

static void arguments_are_read(void **state)
{
	struct faults *faults = rules("a.a:status@503:1,a.a:redirect@http://127.0.0.1:8080/"
				      "x:2,a.a:redirect@http://h:1/y,b.b:rate@soon");
	struct fault fault = faults_next(faults, "a.a");

	(void)state;
	assert_int_equal(fault.kind, FAULT_STATUS);
	assert_int_equal(fault.number, 503);
	assert_string_equal(fault.rule, "a.a:status@503:1");
	fault = faults_next(faults, "a.a");
	assert_string_equal(fault.argument, "http://127.0.0.1:8080/x");
	fault = faults_next(faults, "a.a");
	assert_string_equal(fault.argument, "http://h:1/y");
	fault = faults_next(faults, "b.b");
	assert_string_equal(fault.argument, "soon");
	assert_int_equal(fault.number, 2);
	faults_free(faults);
}

static void bad_rules_are_refused(void **state)
{
	static const char *const bad[] = { "x", "job.list:nothing", "job.list:empty:0", "job.list:empty:x",
		"job.list:empty:3-2", "job.list:empty:101%", "job.list:empty:2x", "a:empty,b" };

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		struct faults *faults = NULL;
		struct ashby_err err;

		assert_int_equal(faults_new(&faults, 1), ASHBY_OK);
		assert_int_equal(faults_add(faults, bad[i], &err), ASHBY_EUSAGE);
		assert_true(strlen(err.message) > 5);
		faults_free(faults);
	}
}

static void every_kind_has_help(void **state)
{
	struct ashby_buf help;

	(void)state;
	ashby_buf_init(&help, 1 << 16);
	fault_help(&help);
	assert_non_null(strstr(ashby_buf_str(&help), "cut-body"));
	/* Each kind that help names can be used. */
	for (char *line = help.data; *line; line = strchr(line, '\n') + 1) {
		struct faults *faults;
		char spec[80];

		snprintf(spec, sizeof(spec), "*:%.*s", (int)strcspn(line + 2, " "), line + 2);
		faults = rules(spec);
		faults_free(faults);
	}
	ashby_buf_release(&help);
}

static void replies_are_spoiled(void **state)
{
	static const char whole[] = "{\"success\":true,\"results\":[{\"id\":\"1\",\"name\":\"Ann\"},{\"id\":"
				    "\"2\"}],\"nextCursor\":\"zz\"}";
	static const struct {
		const char *kind, *part;
		bool there;
	} cases[] = {
		{ "surrogate", "\"name\":\"\\ud83d Ann\"", true },
		{ "nul", "\"name\":\"N\\u0000ul Ann\"", true },
		{ "bad-utf8", "\"name\":\"\xff", true },
		{ "escapes", "\\u001b]0;", true },
		{ "bom", "\xef\xbb\xbf{", true },
		{ "no-success", "{\"results\"", true },
		{ "no-success", "success", false },
		{ "string-success", "{\"success\":\"true\",\"results\"", true },
		{ "warn@odd", ",\"warnings\":[\"odd\"]}", true },
		{ "same-cursor", "\"nextCursor\":\"mine\"}", true },
		{ "twice", "[{\"id\":\"1\",\"name\":\"Ann\"},{\"id\":\"1\",\"name\":\"Ann\"},{\"id\":\"2\"}]",
			true },
		{ "cut-json", "nextCursor", false },
		{ "trailing", "}\n{", true },
	};
	struct ashby_buf reply, request;

	(void)state;
	ashby_buf_init(&reply, 1 << 16);
	ashby_buf_init(&request, 1 << 16);
	ashby_buf_adds(&request, "{\"cursor\":\"mine\"}");
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct faults *faults;
		struct fault fault;
		char spec[80];

		snprintf(spec, sizeof(spec), "*:%s", cases[i].kind);
		faults = rules(spec);
		fault = faults_next(faults, "a.b");
		ashby_buf_clear(&reply);
		ashby_buf_adds(&reply, whole);
		assert_false(fault_replace(&fault, &reply, "id"));
		assert_true(fault_spoil(&fault, &reply, &request));
		if ((strstr(ashby_buf_str(&reply), cases[i].part) != NULL) != cases[i].there)
			fail_msg("%s: %s", cases[i].kind, ashby_buf_str(&reply));
		faults_free(faults);
	}
	ashby_buf_release(&reply);
	ashby_buf_release(&request);
}

static void a_fault_leaves_other_replies_alone(void **state)
{
	struct fault none = { .kind = FAULT_NONE, .argument = "", .acts = true };
	struct ashby_buf reply, request;

	(void)state;
	ashby_buf_init(&reply, 100);
	ashby_buf_init(&request, 100);
	ashby_buf_adds(&reply, "{}");
	assert_false(fault_replace(&none, &reply, "id"));
	assert_false(fault_spoil(&none, &reply, &request));
	assert_string_equal(ashby_buf_str(&reply), "{}");
	ashby_buf_release(&reply);
	ashby_buf_release(&request);
}

static void basic_auth(void **state)
{
	char *header = auth_header("key");

	(void)state;
	/* printf 'key:' | base64 */
	assert_string_equal(header, "Basic a2V5Og==");
	free(header);
	assert_int_equal(auth_check("Basic a2V5Og==", "key"), AUTH_OK);
	assert_int_equal(auth_check("basic a2V5Og==", "key"), AUTH_OK);
	assert_int_equal(auth_check("Basic a2V5Og=", "key"), AUTH_WRONG);
	assert_int_equal(auth_check("Basic a2V5", "key"), AUTH_WRONG);
	assert_int_equal(auth_check("Bearer key", "key"), AUTH_MISSING);
	assert_int_equal(auth_check(NULL, "key"), AUTH_MISSING);
	header = auth_header("ab");
	assert_string_equal(header, "Basic YWI6");
	free(header);
	header = auth_header("abcd");
	assert_string_equal(header, "Basic YWJjZDo=");
	free(header);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(when_is_counted),
		cmocka_unit_test(percents_come_from_the_seed),
		cmocka_unit_test(a_refusal_does_nothing),
		cmocka_unit_test(arguments_are_read),
		cmocka_unit_test(bad_rules_are_refused),
		cmocka_unit_test(every_kind_has_help),
		cmocka_unit_test(replies_are_spoiled),
		cmocka_unit_test(a_fault_leaves_other_replies_alone),
		cmocka_unit_test(basic_auth),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
