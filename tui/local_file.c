/* local_file.c: the file of a person's own items: read whole, written beside and moved into place. Prints nothing. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "app.h"
#include "local.h"

enum { FILE_MAX = 4 * 1024 * 1024, PATH = 1200 };

static bool fail(const char **why, int error)
{
	*why = strerror(error);
	return false;
}

/* A file of another person, or open to others, is not believed. */
static bool is_private(int fd, const char **why)
{
	struct stat st;

	if (fstat(fd, &st) != 0)
		return fail(why, errno);
	if (!S_ISREG(st.st_mode) || st.st_uid != geteuid() || (st.st_mode & 077) || st.st_size > FILE_MAX) {
		*why = "it is not a private file of yours (chmod 600)";
		return false;
	}
	return true;
}

bool local_load(struct local *local, const char *path, const char **why)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	char *text;
	size_t len = 0;
	ssize_t n;

	if (fd < 0 && errno == ENOENT) {
		local_clear(local);
		return true;
	}
	if (fd < 0)
		return fail(why, errno);
	if (!is_private(fd, why)) {
		close(fd);
		return false;
	}
	text = xmalloc(FILE_MAX + 1);
	while (len < FILE_MAX && (n = read(fd, text + len, FILE_MAX - len)) > 0)
		len += (size_t)n;
	close(fd);
	text[len] = '\0';
	local_clear(local);
	local_parse(local, text);
	free(text);
	return true;
}

static bool write_all(int fd, const char *bytes, size_t len)
{
	while (len > 0) {
		ssize_t n = write(fd, bytes, len);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return false;
		bytes += n;
		len -= (size_t)n;
	}
	return true;
}

bool local_save(const struct local *local, const char *path, const char **why)
{
	struct ashby_buf text;
	char fresh[PATH];
	bool done;
	int fd;

	snprintf(fresh, sizeof(fresh), "%s.%ld", path, (long)getpid());
	unlink(fresh);
	fd = open(fresh, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
	if (fd < 0)
		return fail(why, errno);
	ashby_buf_init(&text, FILE_MAX);
	local_print(local, &text);
	done = text.error == ASHBY_OK && write_all(fd, ashby_buf_str(&text), text.len) && fsync(fd) == 0;
	if (!done)
		fail(why, text.error ? EFBIG : errno);
	ashby_buf_release(&text);
	if (close(fd) != 0 && done)
		done = fail(why, errno);
	if (done && rename(fresh, path) != 0)
		done = fail(why, errno);
	if (!done)
		unlink(fresh);
	return done;
}
