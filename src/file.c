/* file.c: who owns a file and who may touch it, then its bytes. Knows nothing of what is in it. */
#include "file.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define CHUNK 4096

static enum ashby_error out_of_memory(struct ashby_err *err)
{
	return ashby_err_set(err, ASHBY_ENOMEM, "out of memory");
}

static enum ashby_error refuse(const char *path, const char *why, struct ashby_err *err)
{
	return ashby_err_set(err, ASHBY_ECONFIG, "'%s' is refused: %s", path, why);
}

static enum ashby_error check_config(const char *path, const struct stat *st, struct ashby_err *err)
{
	if (!S_ISREG(st->st_mode))
		return refuse(path, "it is no regular file", err);
	if (st->st_uid != geteuid() && st->st_uid != 0)
		return refuse(path, "it belongs to another user", err);
	if (st->st_mode & (S_IWGRP | S_IWOTH))
		return refuse(path, "others may write to it; run chmod go-w on it", err);
	return ASHBY_OK;
}

static enum ashby_error check_secret(const char *path, const struct stat *st, struct ashby_err *err)
{
	if (!S_ISREG(st->st_mode))
		return refuse(path, "it is no regular file", err);
	if (st->st_uid != geteuid())
		return refuse(path, "it belongs to another user", err);
	if (st->st_mode & (S_IRWXG | S_IRWXO))
		return refuse(path, "others may use it; run chmod 600 on it, and think of a new key", err);
	if (st->st_nlink != 1)
		return refuse(path, "it has a second name (a hard link)", err);
	return ASHBY_OK;
}

/* Who can write to the folder could have put another file there. */
static enum ashby_error check_folder(const char *path, struct ashby_err *err)
{
	const char *slash = strrchr(path, '/');
	struct ashby_buf folder;
	struct stat st;
	int rc;

	ashby_buf_init(&folder, 65536);
	if (!slash)
		ashby_buf_adds(&folder, ".");
	else
		ashby_buf_add(&folder, path, slash == path ? 1 : (size_t)(slash - path));
	if (folder.error)
		return out_of_memory(err);
	rc = stat(ashby_buf_str(&folder), &st);
	ashby_buf_release(&folder);
	if (rc)
		return ashby_err_set(
			err, ASHBY_ELOCAL, "cannot look at the folder of '%s': %s", path, strerror(errno));
	if (st.st_mode & S_IWOTH)
		return refuse(path, "everybody can write to its folder", err);
	if (st.st_uid != geteuid() && st.st_uid != 0)
		return refuse(path, "its folder belongs to another user", err);
	return ASHBY_OK;
}

static enum ashby_error read_all(int fd, const char *path, struct ashby_buf *out, struct ashby_err *err)
{
	ssize_t n;

	for (;;) {
		char *room = ashby_buf_room(out, CHUNK);

		if (!room && out->max - out->len < CHUNK)
			return refuse(path, "it is too long", err);
		if (!room)
			return out_of_memory(err);
		n = read(fd, room, CHUNK);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return ashby_err_set(
				err, ASHBY_ELOCAL, "cannot read '%s': %s", path, strerror(errno));
		if (n == 0) {
			*room = '\0';
			return ASHBY_OK;
		}
		out->len += (size_t)n;
	}
}

enum ashby_error ashby__file_read(struct ashby_buf *out, const char *path, enum ashby__file_kind kind,
	bool *missing, struct ashby_err *err)
{
	/* O_NONBLOCK: a fifo or a device must not hold us up before it is refused. */
	int flags = O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK | (kind == FILE_SECRET ? O_NOFOLLOW : 0);
	int fd = open(path, flags);
	struct stat st;
	enum ashby_error error;

	if (missing)
		*missing = fd < 0 && errno == ENOENT;
	if (fd < 0 && errno == ELOOP && kind == FILE_SECRET)
		return refuse(path, "it is a symbolic link", err);
	if (fd < 0)
		return ashby_err_set(err, ASHBY_ELOCAL, "cannot open '%s': %s", path, strerror(errno));
	if (fstat(fd, &st))
		error = ashby_err_set(err, ASHBY_ELOCAL, "cannot look at '%s': %s", path, strerror(errno));
	else if (kind == FILE_SECRET)
		error = check_secret(path, &st, err);
	else
		error = check_config(path, &st, err);
	if (!error && kind == FILE_SECRET)
		error = check_folder(path, err);
	if (!error)
		error = read_all(fd, path, out, err);
	close(fd);
	return error;
}
