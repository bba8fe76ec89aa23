/*
 * account.c: the environment's part of an account, and the private folders. Knows nothing of the
 * configuration's form (config.c) and of how a key is fetched (key.c).
 */
#include "ashby/account.h"

#include <errno.h>
#include <pwd.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "ashby/buf.h"
#include "sys.h"

/* ---- the environment ---- */

/* Copies a variable, overwrites it where it stands (others can read /proc/PID/environ), and unsets it. */
static enum ashby_error take(char **out, const char *name)
{
	char *value = getenv(name), *copy = NULL;

	if (value && *value) {
		copy = strdup(value);
		if (!copy)
			return ASHBY_ENOMEM;
	}
	if (value)
		ashby__wipe(value, strlen(value));
	unsetenv(name);
	*out = copy;
	return ASHBY_OK;
}

static void wipe_free(char *s)
{
	if (!s)
		return;
	ashby__wipe(s, strlen(s));
	free(s);
}

enum ashby_error ashby_env_take(struct ashby_env *env)
{
	struct ashby_env taken = { 0 };
	enum ashby_error error = take(&taken.key, "ASHBY_API_KEY");

	if (!error)
		error = take(&taken.base_url, "ASHBY_BASE_URL");
	if (error)
		wipe_free(taken.key);
	else
		*env = taken;
	return error;
}

void ashby_env_release(struct ashby_env *env)
{
	wipe_free(env->key);
	wipe_free(env->typed);
	free(env->base_url);
	*env = (struct ashby_env){ 0 };
}

/* ---- folders ---- */

struct place {
	const char *which, *variable, *below_home;
	bool secret; /* what lies there is for the user's eyes only */
};

static const struct place places[] = {
	{ "config", "XDG_CONFIG_HOME", ".config", false },
	{ "state", "XDG_STATE_HOME", ".local/state", true },
	{ "cache", "XDG_CACHE_HOME", ".cache", true },
};

static const char *home(void)
{
	const char *dir = getenv("HOME");
	const struct passwd *pw;

	if (dir && *dir == '/')
		return dir;
	pw = getpwuid(geteuid());
	return pw && pw->pw_dir && *pw->pw_dir == '/' ? pw->pw_dir : NULL;
}

/* Makes each missing folder of the path, for the user only. */
static int make_folders(char *path)
{
	for (char *at = strchr(path + 1, '/'); at; at = strchr(at + 1, '/')) {
		int rc;

		*at = '\0';
		rc = mkdir(path, 0700);
		*at = '/';
		/* A folder that is there may lie where nothing can be made: only the last one decides. */
		if (rc && errno != EEXIST && errno != EROFS && errno != EACCES)
			return -1;
	}
	return mkdir(path, 0700) && errno != EEXIST ? -1 : 0;
}

static enum ashby_error check_folder(const char *path, bool secret, struct ashby_err *err)
{
	struct stat st;
	mode_t others = secret ? S_IRWXG | S_IRWXO : S_IWGRP | S_IWOTH;

	if (stat(path, &st))
		return ashby_err_set(
			err, ASHBY_ECONFIG, "cannot look at the folder '%s': %s", path, strerror(errno));
	if (!S_ISDIR(st.st_mode))
		return ashby_err_set(err, ASHBY_ECONFIG, "'%s' is refused: it is no folder", path);
	if (st.st_uid != geteuid())
		return ashby_err_set(
			err, ASHBY_ECONFIG, "the folder '%s' is refused: it belongs to another user", path);
	if (st.st_mode & others)
		return ashby_err_set(err, ASHBY_ECONFIG,
			"the folder '%s' is refused: it is open to others; run chmod %s on it", path,
			secret ? "700" : "go-w");
	return ASHBY_OK;
}

static enum ashby_error compose(
	char **out, const struct place *place, const char *account, struct ashby_err *err)
{
	const char *base = getenv(place->variable);
	struct ashby_buf path;

	ashby_buf_init(&path, 16384);
	if (base && *base == '/') {
		ashby_buf_adds(&path, base);
	} else {
		base = home();
		if (!base)
			return ashby_err_set(err, ASHBY_ECONFIG, "there is no home folder: set HOME");
		ashby_buf_addf(&path, "%s/%s", base, place->below_home);
	}
	ashby_buf_adds(&path, "/ashby-tui");
	if (account)
		ashby_buf_addf(&path, "/%s", account);
	*out = ashby_buf_take(&path);
	return *out ? ASHBY_OK : ashby_err_set(err, ASHBY_ENOMEM, "out of memory");
}

enum ashby_error ashby_folder(char **path, const char *which, const char *account, struct ashby_err *err)
{
	const struct place *place = NULL;
	char *made = NULL;
	enum ashby_error error;

	for (size_t i = 0; i < sizeof(places) / sizeof(places[0]); i++)
		if (!strcmp(places[i].which, which))
			place = &places[i];
	if (!place)
		return ashby_err_set(err, ASHBY_EUSAGE, "there is no folder for '%s'", which);
	error = compose(&made, place, account, err);
	if (error)
		return error;
	if (make_folders(made))
		error = ashby_err_set(
			err, ASHBY_ECONFIG, "cannot make the folder '%s': %s", made, strerror(errno));
	else
		error = check_folder(made, place->secret, err);
	if (error)
		free(made);
	else
		*path = made;
	return error;
}
