/* headless_write.h: one write, shown or sent through the outbox, and what is said of how it ended. */
#ifndef HEADLESS_WRITE_H
#define HEADLESS_WRITE_H

#include <stdbool.h>
#include <stddef.h>
#include "headless_send.h"

/* What the command line says about a write. */
struct write_wish {
	bool force, dry_run;
	const char *wait; /* --wait SECONDS, or NULL */
	const char *once; /* --once KEY, or NULL */
};

/* Their rows in a verb's table of options; the verb's struct of type has a struct write_wish member. */
#define WRITE_OPTIONS(type, member)                                                                    \
	{ "--force", false, offsetof(type, member) + offsetof(struct write_wish, force) },             \
		{ "--dry-run", false, offsetof(type, member) + offsetof(struct write_wish, dry_run) }, \
		{ "--wait", true, offsetof(type, member) + offsetof(struct write_wish, wait) },        \
	{                                                                                              \
		"--once", true, offsetof(type, member) + offsetof(struct write_wish, once)             \
	}

/*
 * A write that is not forced, and anything with --dry-run, is printed as {"endpoint","body","class"}; else it is sent and
 * its receipt printed on standard error, its reply on standard output. A read (danger is ASHBY_CLASS_NONE) is sent as one.
 * The exit status.
 */
int write_or_read(const struct sending *sending, enum ashby_class danger, const struct write_wish *wish);
/* The same for an intent of the outbox, by its whole id, that is to be sent once more; sending describes it. */
int write_again(const struct sending *sending, enum ashby_class danger, const struct write_wish *wish,
	const char *id);
/* Opens the outbox of the session's account, and says what was found damaged. */
enum ashby_error write_open(struct ashby_outbox **out, const struct session *session, struct ashby_err *err);

#endif
