/* auth.h: HTTP Basic with the API key as the user's name and no password. */
#ifndef SANDBOX_AUTH_H
#define SANDBOX_AUTH_H

#include "ashby/error.h"

enum auth { AUTH_OK, AUTH_MISSING, AUTH_WRONG };

/* What an Authorization header (NULL: none) is worth for this key. */
enum auth auth_check(const char *header, const char *key);
/* "Basic ..." for a key; the caller frees. NULL if there is no memory. */
char *auth_header(const char *key);

#endif
