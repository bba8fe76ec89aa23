/* welcome.h: what is asked in plain text before the terminal app takes the screen, when there is no key to be had. */
#ifndef WELCOME_H
#define WELCOME_H

#include "cli.h"
#include "session.h"

enum welcome { WELCOME_GO, WELCOME_LEAVE, WELCOME_FAILED };

/*
 * Sees to a source of the key: nothing is asked if there is one. On the first start it offers the demo, an account, or
 * a key for this session; cli (the session's own) and session follow what was chosen. FAILED: err says why, and the
 * session is closed but for its environment.
 */
enum welcome welcome(struct session *session, struct cli *cli, struct ashby_err *err);
/* Asks for a key, for this session only; false when the person would rather not. */
bool welcome_key(struct session *session);

#endif
