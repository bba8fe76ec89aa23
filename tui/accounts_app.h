/* accounts_app.h: accounts and keys while the terminal app runs: which one is in use, and what happens when Ashby refuses it. */
#ifndef ACCOUNTS_APP_H
#define ACCOUNTS_APP_H

#include <stdbool.h>

struct app;

/* The session's key has come, or cannot be had. */
void accounts_key(struct app *app);
/* The traffic has changed: a key that was refused is said once, with the offer to fetch it again. */
void accounts_traffic(struct app *app);
/* Who it is has been found out, or not. */
void accounts_person(struct app *app);
/* Whether the account is of a sandbox: made-up people on this machine. */
bool accounts_sandbox(const struct app *app);
/* Asks for the key, in the terminal where its source wants that. */
void accounts_fetch_key(struct app *app);

#endif
