/*
 * demo.h: the sandbox of --demo: a server over made-up people on a Unix socket, in a private folder that also takes
 * what the program would keep. Both are gone when the program ends.
 */
#ifndef DEMO_H
#define DEMO_H

#include <ashby/error.h>

struct demo;

/*
 * Makes the folder, points XDG_STATE_HOME and XDG_CACHE_HOME into it, starts ashby-sandbox (the one beside our own
 * binary, else that in PATH) and waits until it listens. ASHBY_ELOCAL says what was missing. now: the time (ISO) at which
 * the sandbox's clock stands, or NULL for one that goes.
 */
enum ashby_error demo_start(struct demo **out, const char *now, struct ashby_err *err);
/* Ends the sandbox and removes the folder. Accepts NULL. */
void demo_free(struct demo *demo);

const char *demo_base_url(const struct demo *demo); /* "unix:PATH" */
const char *demo_key(const struct demo *demo);
const char *demo_config(const struct demo *demo); /* an empty configuration file */

#endif
