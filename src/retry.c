/* retry.c: which failed read is tried again, how often and after how long. Knows errors, no sockets and no clock. */
#include "retry.h"

#define RETRY_AFTER_MAX_S 300
/* Full jitter between a floor and a ceiling that doubles: many clients do not come back at the same moment. */
#define WAIT_MIN_MS 500
#define WAIT_MAX_MS 8000

static const struct {
	int tries;    /* in all, the first included; 0: never again */
	int first_ms; /* ceiling of the first wait */
} policies[ASHBY_ERROR_COUNT] = {
	[ASHBY_ENET] = { 4, 1000 },
	[ASHBY_ETIMEOUT] = { 4, 1000 },
	[ASHBY_ESERVER] = { 4, 1000 },
	[ASHBY_ERATE] = { 5, 2000 },
};

int ashby__retry_after(int64_t seconds)
{
	if (seconds <= 0)
		return 0;
	return seconds > RETRY_AFTER_MAX_S ? RETRY_AFTER_MAX_S : (int)seconds;
}

/* Of the statuses that are the server's fault only these pass by themselves; a redirect does not. */
static int passes_by_itself(int http)
{
	return http == 408 || (http >= 500 && http <= 599);
}

int64_t ashby__retry_wait(const struct ashby_err *err, int tries, uint32_t random)
{
	int64_t ceiling;
	int shift = tries > 0 ? tries - 1 : 0;

	if ((unsigned)err->error >= ASHBY_ERROR_COUNT || tries >= policies[err->error].tries)
		return -1;
	if (err->error == ASHBY_ESERVER && !passes_by_itself(err->http))
		return -1;
	if (err->retry_after_s > 0)
		return (int64_t)err->retry_after_s * 1000;
	ceiling = shift > 4 ? WAIT_MAX_MS : (int64_t)policies[err->error].first_ms << shift;
	if (ceiling > WAIT_MAX_MS)
		ceiling = WAIT_MAX_MS;
	return WAIT_MIN_MS + random % (uint32_t)(ceiling - WAIT_MIN_MS + 1);
}
