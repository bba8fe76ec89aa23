/*
 * file.h: reading small files that decide something, after a look at who else could have written or read
 * them.
 */
#ifndef ASHBY_FILE_H
#define ASHBY_FILE_H

#include <stdbool.h>
#include "ashby/buf.h"
#include "ashby/error.h"

enum ashby__file_kind {
	/* Ours or root's, regular, writable by nobody else. A symbolic link is followed: people keep their
	 * configuration elsewhere. */
	FILE_CONFIG,
	/* Ours, regular, one link, no symbolic link, for nobody else to read, in a folder that not everybody can
	 * write. */
	FILE_SECRET,
};

/*
 * Appends the file's bytes to out (whose max bounds them). ASHBY_ECONFIG: it is refused, and err says why and
 * what to do; ASHBY_ELOCAL: it cannot be read; *missing (or NULL) tells that it is not there. Never changes a
 * mode.
 */
enum ashby_error ashby__file_read(struct ashby_buf *out, const char *path, enum ashby__file_kind kind,
	bool *missing, struct ashby_err *err);

#endif
