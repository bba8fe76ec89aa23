/* accounts_add.h: the walk that sets up an account: questions in plain text, a look at the key, a section written. */
#ifndef ACCOUNTS_ADD_H
#define ACCOUNTS_ADD_H

#include "session.h"

/*
 * Asks, checks and writes; an exit status, everything said already. session is configured; its configuration is read
 * again by whoever wants the new account.
 */
int accounts_walk(const struct session *session, const char *name);

#endif
