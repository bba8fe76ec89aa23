/* fuzz_url.c: any bytes as a base URL: what is taken is normal, stays itself, and is plain on loopback only. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "ashby/client.h"
#include "url.h"

#define REAL_KEY "0123456789abcdef"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);

static void check(const char *given)
{
	struct ashby__base base, again;
	struct ashby_err err;
	char *url = NULL;

	if (ashby__base_init(&base, given, &err)) {
		if (!err.message[0])
			abort();
		return;
	}
	if (base.plain && !ashby_url_check(given, REAL_KEY, NULL))
		abort();
	if (strpbrk(base.root, "@?#\\ \r\n\t%") ||
		(!base.socket && ashby__base_init(&again, base.root, NULL)))
		abort();
	if (!base.socket) {
		if (strcmp(base.root, again.root) != 0 || base.loopback != again.loopback)
			abort();
		ashby__base_release(&again);
	}
	if (!ashby__base_join(&url, &base, "job.list") && strncmp(url, base.root, 8) != 0)
		abort();
	free(url);
	ashby__base_release(&base);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
	char *given = malloc(len + 1);

	if (!given)
		return 0;
	if (len)
		memcpy(given, data, len);
	given[len] = '\0';
	check(given);
	ashby_key_valid(given);
	ashby__proxy_valid(given);
	free(given);
	return 0;
}
