/* headless_file.h: files of call: --download FILE of a link, --file PATH in place of an uploaded file's handle. */
#ifndef HEADLESS_FILE_H
#define HEADLESS_FILE_H

#include "headless_write.h"

/* Sends a read whose result is a link, and fetches the file into path, which must not exist. The exit status. */
int file_download(const struct sending *sending, const char *path);

/* Of a function that takes a handle: the parameter that gets it; NULL for others. */
const char *file_handle_param(const struct ashby_function *function);
/*
 * Asks for a place, puts the file there, and puts its handle into the body of the write that is to follow. Two writes go
 * through the outbox, each with a receipt. EXIT_DONE, or it has told why not.
 */
int file_upload(const struct sending *sending, const char *path, struct ashby_body *body,
	const struct write_wish *wish);
/* NAME=VALUE that stands for the handle until there is one: what is only shown has it, and nothing is sent for that. */
void file_stand_in(struct ashby_buf *word, const struct ashby_function *function, const char *path);

#endif
