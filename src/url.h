/* url.h: base URLs: which are allowed, and the URL of an endpoint under one. Private to src/. */
#ifndef ASHBY_URL_H
#define ASHBY_URL_H

#include <stdbool.h>
#include "ashby/error.h"

#define ASHBY__HOME_URL "https://api.ashbyhq.com" /* Ashby's own */

struct ashby__base {
	char *root;    /* "https://host[:port]", normalised, no slash at the end */
	char *socket;  /* path of a Unix socket, or NULL */
	bool loopback; /* a loopback host or a Unix socket */
	bool plain;    /* not TLS */
};

/* NULL or "" is Ashby's own. ASHBY_ECONFIG says what is wrong with it; release also after a failure is harmless. */
enum ashby_error ashby__base_init(struct ashby__base *base, const char *base_url, struct ashby_err *err);
void ashby__base_release(struct ashby__base *base);
/* Whether this key may travel to that base: a real key never goes in the clear. */
enum ashby_error ashby__base_admits(const struct ashby__base *base, const char *key, struct ashby_err *err);
/* The URL of "category.method"; the caller frees it. */
enum ashby_error ashby__base_join(char **out, const struct ashby__base *base, const char *endpoint);
/*
 * The link to follow, the caller frees it: `to`, taken relative to `from` unless that is NULL. Only https to a public
 * host; of a sandbox on this machine also its own plain http. ASHBY_EREPLY says why not, without the link's secrets.
 */
enum ashby_error ashby__link_follow(
	char **out, const struct ashby__base *base, const char *from, const char *to, struct ashby_err *err);
/* Whether a URL is one of a proxy that can be used: a scheme of our list, no control characters. */
bool ashby__proxy_valid(const char *url);

#endif
