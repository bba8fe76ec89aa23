/*
 * helper.h: a program that prints a secret: started without a shell, in a cleaned environment, watched by the
 * loop, ended when it takes too long or says too much. Knows nothing of keys.
 */
#ifndef ASHBY_HELPER_H
#define ASHBY_HELPER_H

#include <stdbool.h>
#include "ashby/buf.h"
#include "ashby/error.h"
#include "ashby/loop.h"

#define HELPER_OUTPUT_MAX 4096 /* bytes of standard output that a helper may print */

struct ashby__helper;

struct ashby__helper_result {
	bool timed_out;
	bool too_long;            /* more than HELPER_OUTPUT_MAX */
	int status;               /* as of waitpid; meaningless after one of the two above */
	struct ashby_buf *output; /* wiped after the callback */
	struct ashby_buf *errors; /* the beginning of standard error; wiped too */
};
typedef void ashby__helper_fn(void *arg, const struct ashby__helper_result *result);

/*
 * Starts argv[0], looked up in PATH. Its standard input is /dev/null, or the terminal if tty is true (then it
 * also speaks to the terminal on standard error, and errors stays empty). fn runs once, in the loop; it may
 * free the helper. ASHBY_EKEY: it cannot be started.
 */
enum ashby_error ashby__helper_start(struct ashby__helper **out, struct ashby_loop *loop, char *const argv[],
	int limit_ms, bool tty, ashby__helper_fn *fn, void *arg, struct ashby_err *err);
/* Ends the program if it still runs; fn does not run then. Accepts NULL. */
void ashby__helper_free(struct ashby__helper *helper);

#endif
