/*
 * hosts.c: which host other than Ashby's a key has been allowed to go to, by a person, once. A line "URL
 * FINGERPRINT" each, in the state folder: so that a configuration that somebody changed cannot send a key
 * elsewhere.
 */
#include "ashby/account.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "ashby/buf.h"
#include "file.h"
#include "url.h"

#define HOSTS_MAX ((size_t)1 << 20)

static enum ashby_error out_of_memory(struct ashby_err *err)
{
	return ashby_err_set(err, ASHBY_ENOMEM, "out of memory");
}

/*
 * The line that allows it, with its newline; NULL in *line if none is needed: Ashby's own host, or this
 * machine.
 */
static enum ashby_error compose(char **line, const char *base_url, const char *key, struct ashby_err *err)
{
	struct ashby__base base;
	struct ashby_buf text;
	char print[9];
	enum ashby_error error = ashby__base_init(&base, base_url, err);

	if (error)
		return error;
	ashby_buf_init(&text, 65536);
	ashby_key_fingerprint(key, print);
	*line = NULL;
	if (!base.loopback && strcmp(base.root, ASHBY__HOME_URL) != 0) {
		ashby_buf_addf(&text, "%s %s\n", base.root, print);
		*line = ashby_buf_take(&text);
		error = *line ? ASHBY_OK : out_of_memory(err);
	}
	ashby__base_release(&base);
	return error;
}

static enum ashby_error hosts_path(struct ashby_buf *path, struct ashby_err *err)
{
	char *folder;
	enum ashby_error error = ashby_folder(&folder, "state", NULL, err);

	if (error)
		return error;
	ashby_buf_init(path, 65536);
	error = ashby_buf_addf(path, "%s/hosts", folder);
	free(folder);
	return error ? out_of_memory(err) : ASHBY_OK;
}

static bool has_line(const struct ashby_buf *text, const char *line)
{
	size_t len = strlen(line);

	for (const char *at = ashby_buf_str(text); at && *at; at = strchr(at, '\n'), at = at ? at + 1 : NULL)
		if (!strncmp(at, line, len))
			return true;
	return false;
}

static enum ashby_error look_up(const char *line, bool *found, struct ashby_err *err)
{
	struct ashby_buf path, text;
	bool missing = false;
	enum ashby_error error = hosts_path(&path, err);

	if (error)
		return error;
	ashby_buf_init(&text, HOSTS_MAX);
	error = ashby__file_read(&text, ashby_buf_str(&path), FILE_CONFIG, &missing, err);
	if (error && missing)
		error = ASHBY_OK;
	if (!error)
		*found = has_line(&text, line);
	ashby_buf_release(&text);
	ashby_buf_release(&path);
	return error;
}

enum ashby_error ashby_host_check(const char *base_url, const char *key, struct ashby_err *err)
{
	char *line;
	bool found = false;
	enum ashby_error error = compose(&line, base_url, key, err);

	if (error || !line)
		return error;
	error = look_up(line, &found, err);
	if (!error && !found)
		error = ashby_err_set(err, ASHBY_ECONFIG,
			"nobody has allowed this key to go to '%s': look whether the address is right, then "
			"run "
			"ashby-tui accounts confirm NAME",
			base_url);
	free(line);
	return error;
}

static enum ashby_error append(const char *path, const char *line, struct ashby_err *err)
{
	int fd = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
	size_t len = strlen(line);
	bool good;

	if (fd < 0)
		return ashby_err_set(err, ASHBY_ELOCAL, "cannot open '%s': %s", path, strerror(errno));
	good = write(fd, line, len) == (ssize_t)len;
	good = !close(fd) && good;
	return good ? ASHBY_OK
		    : ashby_err_set(err, ASHBY_ELOCAL, "cannot write '%s': %s", path, strerror(errno));
}

enum ashby_error ashby_host_confirm(const char *base_url, const char *key, struct ashby_err *err)
{
	struct ashby_buf path;
	char *line;
	bool found = false;
	enum ashby_error error = compose(&line, base_url, key, err);

	if (error || !line)
		return error;
	error = look_up(line, &found, err);
	if (!error && !found)
		error = hosts_path(&path, err);
	if (!error && !found) {
		error = append(ashby_buf_str(&path), line, err);
		ashby_buf_release(&path);
	}
	free(line);
	return error;
}
