/*
 * outcome.c: the table of outcomes. Whatever is not in it is unknown: a write is called confirmed or failed only where
 * the server has said so, whole and in its own words.
 */
#include "outcome.h"

#include <stddef.h>
#include <string.h>
#include <strings.h>

#define UNSENT_FIRST_MS 1000
#define UNSENT_MAX_MS 60000
#define UNSENT_FOR_MS 600000 /* who still waits after ten minutes has been told often enough */
#define LIMITED_TRIES 5

#define SAYS(success) (1u << (success))

/* A row holds for a whole reply of this status whose envelope says one of these. */
static const struct {
	int http;
	unsigned says;
	enum ashby__verdict verdict;
	bool doubt; /* the server may also mean a fault of its own: its words are looked at */
} outcomes[] = {
	{ 200, SAYS(SUCCESS_TRUE), VERDICT_CONFIRMED, false },
	{ 200, SAYS(SUCCESS_FALSE), VERDICT_FAILED, true },
	{ 400, SAYS(SUCCESS_FALSE), VERDICT_FAILED, false },
	/* The two refusals of a key come without an envelope, before anything is looked at. */
	{ 401, SAYS(SUCCESS_FALSE) | SAYS(SUCCESS_NONE), VERDICT_FAILED, false },
	{ 403, SAYS(SUCCESS_FALSE) | SAYS(SUCCESS_NONE), VERDICT_FAILED, false },
	{ 404, SAYS(SUCCESS_FALSE), VERDICT_FAILED, false },
	{ 405, SAYS(SUCCESS_FALSE), VERDICT_FAILED, false },
	{ 409, SAYS(SUCCESS_FALSE), VERDICT_FAILED, false },
	{ 413, SAYS(SUCCESS_FALSE), VERDICT_FAILED, false },
	{ 415, SAYS(SUCCESS_FALSE), VERDICT_FAILED, false },
	{ 422, SAYS(SUCCESS_FALSE), VERDICT_FAILED, false },
	{ 429, SAYS(SUCCESS_FALSE), VERDICT_LIMITED, false },
};

/* Parts of codes by which a server speaks of itself. A false alarm costs a look, a miss could cost a second write. */
static const char *const fault_codes[] = { "internal", "server_error", "servererror", "timeout", "timed_out",
	"timedout", "unknown", "unavailable", "unexpected", "exception", "aborted", "deadline", "gateway" };
/* The same in words, for failures that carry no code. */
static const char *const fault_words[] = { "internal", "server error", "timeout", "timed out", "unavailable",
	"unexpected error", "unknown error", "went wrong" };

static bool contains(const char *text, const char *part)
{
	size_t len = strlen(part);

	for (; *text; text++)
		if (!strncasecmp(text, part, len))
			return true;
	return false;
}

static bool any(const char *text, const char *const *parts, size_t count)
{
	size_t i;

	for (i = 0; i < count; i++)
		if (contains(text, parts[i]))
			return true;
	return false;
}

static bool blames_itself(const struct ashby__attempt *attempt)
{
	if (*attempt->code)
		return any(attempt->code, fault_codes, sizeof(fault_codes) / sizeof(*fault_codes));
	return any(attempt->message, fault_words, sizeof(fault_words) / sizeof(*fault_words));
}

enum ashby__verdict ashby__outcome(const struct ashby__attempt *attempt)
{
	size_t i;

	if (!attempt->sent)
		return VERDICT_UNSENT;
	if (!attempt->whole)
		return VERDICT_UNKNOWN;
	for (i = 0; i < sizeof(outcomes) / sizeof(*outcomes); i++) {
		if (outcomes[i].http != attempt->http || !(outcomes[i].says & SAYS(attempt->success)))
			continue;
		if (outcomes[i].doubt && blames_itself(attempt))
			return VERDICT_UNKNOWN;
		return outcomes[i].verdict;
	}
	return VERDICT_UNKNOWN;
}

/* Only what may be better in a moment: a certificate or a key that is not accepted is not. */
static int64_t unsent_wait(const struct ashby__patience *patience)
{
	int64_t wait = UNSENT_MAX_MS;

	if (patience->why != ASHBY_ENET && patience->why != ASHBY_ETIMEOUT)
		return -1;
	if (patience->unsent <= 6)
		wait = (int64_t)UNSENT_FIRST_MS << (patience->unsent > 0 ? patience->unsent - 1 : 0);
	return patience->since_ms + wait > UNSENT_FOR_MS ? -1 : wait;
}

int64_t ashby__outcome_wait(enum ashby__verdict verdict, const struct ashby__patience *patience)
{
	if (verdict == VERDICT_UNSENT)
		return unsent_wait(patience);
	if (verdict == VERDICT_LIMITED && patience->limited < LIMITED_TRIES)
		return patience->asked_wait_ms;
	return -1;
}
