/* term.h: a program in a pseudo-terminal and what its screen shows, by libvterm. Knows nothing of scripts. */
#ifndef SCREEN_TERM_H
#define SCREEN_TERM_H

#include <stddef.h>
#include <sys/types.h>
#include <termios.h>
#include <vterm.h>

#include "check.h"

struct term {
	int master,
		slave; /* the slave stays open, so that its modes can be read when the program has ended */
	pid_t pid;     /* 0 before the start and after the end */
	int started, status;
	struct termios before;
	VTerm *vt;
	VTermScreen *screen;
	int rows, cols;
	struct check check;
	size_t typed_at; /* check.bytes when the last key was typed */
};

/* Ends the tool with a message: it is a test's tool, and a failed system call is the machine's fault. */
_Noreturn void term_die(const char *what);

void term_open(struct term *t, int rows, int cols);
/* Hangs up, gives the program so long to end, and frees all. -1 if the program had to be killed. */
int term_close(struct term *t, int ms);
/* Starts `sh -c COMMAND` with this environment and the terminal as its controlling one. */
void term_run(struct term *t, const char *command, char *const *env);
/* Reads what comes within so many milliseconds, until it has come; the number of bytes. */
size_t term_pump(struct term *t, int ms);
/* Types bytes, reading meanwhile. */
void term_type(struct term *t, const char *bytes, size_t len);
/* Waits until the program has read all that was typed. */
void term_drain_input(struct term *t);
void term_resize(struct term *t, int rows, int cols);
/* True when the program has ended and all its output was read; the wait status is in `status`. */
int term_ended(struct term *t);
/* What is not as it was before the start, in words; NULL if all is. */
const char *term_changed(struct term *t);

long long term_now_ms(void);

#endif
