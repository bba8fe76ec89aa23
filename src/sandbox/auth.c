/* auth.c: comparing an Authorization header. Knows nothing of HTTP besides. */
#include "auth.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

char *auth_header(const char *key)
{
	static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	size_t len = strlen(key) + 1;
	char *out = malloc(8 + (len + 2) / 3 * 4), *p = out;

	if (!out)
		return NULL;
	memcpy(p, "Basic ", 6);
	p += 6;
	for (size_t i = 0; i < len; i += 3) {
		unsigned long bits = 0;

		for (size_t k = i; k < i + 3; k++)
			bits = bits << 8 | (k + 1 < len ? (unsigned char)key[k] : k + 1 == len ? ':' : 0);
		for (size_t k = 0; k < 4; k++)
			*p++ = i + k > len ? '=' : letters[bits >> (18 - 6 * k) & 63];
	}
	*p = '\0';
	return out;
}

enum auth auth_check(const char *header, const char *key)
{
	enum auth verdict = AUTH_WRONG;
	char *right;

	if (!header || strncasecmp(header, "Basic ", 6) != 0)
		return AUTH_MISSING;
	right = auth_header(key);
	if (right && strcmp(header + 6, right + 6) == 0)
		verdict = AUTH_OK;
	free(right);
	return verdict;
}
