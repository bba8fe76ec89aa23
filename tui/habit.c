/* habit.c: the statistics behind "usual 6d" and its flags, and the limits used where they say nothing. Pure. */
#include "habit.h"

#include <stdlib.h>
#include <string.h>

#include <ashby/date.h>

enum { DAYS_MAX = 365 };

static const int64_t day_ms = INT64_C(24) * 60 * 60 * 1000;

const struct late_days late_days_default = { { [STAGE_REVIEW] = 4, [STAGE_ACTIVE] = 10, [STAGE_OFFER] = 5 } };

/* ---- statistics ---- */

static int ascending(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return (x > y) - (x < y);
}

/* quarter: 2 is the median, 3 the upper quartile. */
static int64_t quartile(const int64_t *ms, unsigned n, unsigned quarter)
{
	unsigned at = (n - 1) * quarter, low = at / 4, part = at % 4;
	int64_t step = low + 1 < n ? ms[low + 1] - ms[low] : 0;

	return ms[low] + step / 4 * part + step % 4 * part / 4;
}

void habit_of(int64_t *ms, unsigned n, struct habit *out)
{
	*out = (struct habit){ .n = n };
	if (n == 0)
		return;
	qsort(ms, n, sizeof(*ms), ascending);
	out->median = quartile(ms, n, 2);
	out->upper = quartile(ms, n, 3);
}

bool habit_speaks(const struct habit *habit)
{
	return habit->n >= HABIT_CASES;
}

enum lateness habit_judge(const struct habit *habit, int64_t age_ms, int64_t limit_ms)
{
	int64_t late = habit_speaks(habit) ? habit->upper : limit_ms;
	int64_t very = 2 * (habit_speaks(habit) ? habit->median : limit_ms);

	if (age_ms <= late)
		return LATE_NOT;
	return age_ms > very ? LATE_VERY : LATE;
}

const char *habit_flag(enum lateness late)
{
	static const char *const flags[] = { [LATE_NOT] = NULL, [LATE] = "!", [LATE_VERY] = "!!" };

	return flags[late];
}

void habit_span(int64_t ms, char buf[static 16])
{
	ashby_date_age(0, ms, buf);
}

void habit_tell(const struct habit *habit, int64_t limit_ms, struct ashby_buf *out)
{
	char span[16];

	habit_span(habit_speaks(habit) ? habit->median : limit_ms, span);
	if (habit_speaks(habit))
		ashby_buf_addf(out, "usual %s (n=%u)", span, habit->n);
	else
		ashby_buf_addf(out, "limit %s", span);
}

/* ---- limits ---- */

static const char *const stage_words[] = {
	[STAGE_REVIEW] = "review",
	[STAGE_ACTIVE] = "active",
	[STAGE_OFFER] = "offer",
};

/* data: Ashby's types of stages; every other one counts as active */
static const struct {
	const char *type;
	enum habit_stage stage;
} stage_types[] = {
	{ "Lead", STAGE_REVIEW },
	{ "PreInterviewScreen", STAGE_REVIEW },
	{ "Offer", STAGE_OFFER },
};

static bool read_days(const char *word, size_t len, int *days)
{
	int n = 0;

	for (size_t i = 0; i < len; i++) {
		if (word[i] < '0' || word[i] > '9' || n > DAYS_MAX)
			return false;
		n = n * 10 + (word[i] - '0');
	}
	if (len == 0 || n < 1 || n > DAYS_MAX)
		return false;
	*days = n;
	return true;
}

/* One word: a number for all, or NAME=NUMBER. */
static bool read_word(struct late_days *days, const char *word, size_t len)
{
	int n;

	for (int i = 0; i < STAGE_TYPES; i++) {
		size_t name = strlen(stage_words[i]);

		if (len > name && strncmp(word, stage_words[i], name) == 0 && word[name] == '=')
			return read_days(word + name + 1, len - name - 1, &days->days[i]);
	}
	if (!read_days(word, len, &n))
		return false;
	for (int i = 0; i < STAGE_TYPES; i++)
		days->days[i] = n;
	return true;
}

bool late_days_parse(struct late_days *days, const char *words)
{
	struct late_days read = *days;

	words += strspn(words, ", ");
	if (!*words)
		return false;
	while (*words) {
		size_t len = strcspn(words, ", ");

		if (!read_word(&read, words, len))
			return false;
		words += len + strspn(words + len, ", ");
	}
	*days = read;
	return true;
}

void late_days_tell(const struct late_days *days, struct ashby_buf *out)
{
	for (int i = 0; i < STAGE_TYPES; i++)
		ashby_buf_addf(out, "%s%s=%d", i ? "," : "", stage_words[i], days->days[i]);
}

int64_t late_days_limit(const struct late_days *days, const char *stage_type, unsigned len)
{
	enum habit_stage stage = STAGE_ACTIVE;

	for (size_t i = 0; i < sizeof(stage_types) / sizeof(stage_types[0]); i++) {
		if (strlen(stage_types[i].type) == len && memcmp(stage_types[i].type, stage_type, len) == 0)
			stage = stage_types[i].stage;
	}
	return days->days[stage] * day_ms;
}
