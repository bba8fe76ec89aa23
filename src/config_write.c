/*
 * config_write.c: puts a section at the end of the configuration file, and makes key files. What stood in the
 * configuration stays, byte for byte; a file that is half written never takes its place.
 */
#include "ashby/account.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "file.h"

#define CONFIG_MAX ((size_t)1 << 20)

static enum ashby_error out_of_memory(struct ashby_err *err)
{
	return ashby_err_set(err, ASHBY_ENOMEM, "out of memory");
}

static enum ashby_error cannot(const char *what, const char *path, struct ashby_err *err)
{
	return ashby_err_set(err, ASHBY_ELOCAL, "cannot %s '%s': %s", what, path, strerror(errno));
}

static bool write_all(int fd, const char *text, size_t len)
{
	size_t at = 0;

	while (at < len) {
		ssize_t n = write(fd, text + at, len - at);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return false;
		at += (size_t)n;
	}
	return !fsync(fd);
}

/* A new file beside it, for the user only, then one rename. */
static enum ashby_error replace(const char *path, const struct ashby_buf *text, struct ashby_err *err)
{
	enum ashby_error error = ASHBY_OK;
	struct ashby_buf name;
	char *made;
	int fd;

	ashby_buf_init(&name, 65536);
	ashby_buf_addf(&name, "%s.XXXXXX", path);
	made = ashby_buf_take(&name);
	if (!made)
		return out_of_memory(err);
	fd = mkstemp(made);
	if (fd < 0) {
		error = cannot("make a file beside", path, err);
		goto out;
	}
	if (!write_all(fd, text->data, text->len))
		error = cannot("write", made, err);
	if (close(fd) && !error)
		error = cannot("write", made, err);
	if (!error && rename(made, path))
		error = cannot("replace", path, err);
	if (error)
		unlink(made);
out:
	free(made);
	return error;
}

static enum ashby_error compose(
	struct ashby_buf *text, const char *path, const char *section, struct ashby_err *err)
{
	bool missing = false;
	enum ashby_error error = ashby__file_read(text, path, FILE_CONFIG, &missing, err);

	if (error && !missing)
		return error;
	if (text->len && text->data[text->len - 1] != '\n')
		ashby_buf_addc(text, '\n');
	if (text->len)
		ashby_buf_addc(text, '\n');
	ashby_buf_adds(text, section);
	return text->error ? out_of_memory(err) : ASHBY_OK;
}

enum ashby_error ashby_config_append(const char *path, const char *section, struct ashby_err *err)
{
	/* People keep their configuration elsewhere and link to it: the link stays. */
	char *real = realpath(path, NULL);
	const char *target = real ? real : path;
	struct ashby_buf text;
	enum ashby_error error;

	ashby_buf_init(&text, CONFIG_MAX);
	error = compose(&text, target, section, err);
	if (!error)
		error = replace(target, &text, err);
	ashby_buf_release(&text);
	free(real);
	return error;
}

enum ashby_error ashby_key_file_write(const char *path, const char *key, struct ashby_err *err)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
	enum ashby_error error = ASHBY_OK;

	if (fd < 0)
		return cannot("make", path, err);
	if (!write_all(fd, key, strlen(key)) || !write_all(fd, "\n", 1))
		error = cannot("write", path, err);
	if (close(fd) && !error)
		error = cannot("write", path, err);
	if (error)
		unlink(path);
	return error;
}
