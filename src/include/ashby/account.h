/*
 * account.h: the configuration file and where an account's key comes from.
 *
 * $XDG_CONFIG_HOME/ashby-tui/config: "key = value" lines, "[account NAME]" sections; # starts a comment. The first
 * section is the default account; without any section there is one account made from the environment.
 * The file must belong to the user and be writable by nobody else.
 */
#ifndef ASHBY_ACCOUNT_H
#define ASHBY_ACCOUNT_H

#include <stdbool.h>
#include <stddef.h>
#include "ashby/buf.h"
#include "ashby/error.h"
#include "ashby/loop.h"

#define ASHBY_NO_COLOUR (-1)

struct ashby_account {
	const char *name;
	const char *label;       /* word shown in the header; the name if not set */
	const char *base_url;    /* NULL: Ashby's own */
	const char *key_command; /* or NULL */
	const char *key_file;    /* or NULL */
	const char *me;          /* e-mail, or NULL */
	const char *proxy, *ca_file;
	bool keyring, key_command_tty, read_only, on_behalf;
	int colour;   /* 0 to 7, as terminals number them, or ASHBY_NO_COLOUR */
	int rate;     /* as in client.h */
	int line;     /* of its section in the file, 0 if made from the environment */
	bool env_key; /* the key comes from ASHBY_API_KEY, and from nowhere else */
};

struct ashby_config;

/* What the environment says, taken (and wiped there) once at start by ashby_env_take. */
struct ashby_env {
	char *key;      /* ASHBY_API_KEY or NULL; wiped by ashby_env_release */
	char *base_url; /* ASHBY_BASE_URL or NULL */
	char *typed; /* a key that the person has typed for this session only, or NULL; heap, wiped as key is */
};
enum ashby_error ashby_env_take(struct ashby_env *env);
void ashby_env_release(struct ashby_env *env);

/*
 * Reads the file (NULL: the usual place, which may be missing). ASHBY_ECONFIG: err has "file:line: what, and what to
 * do". base_url (or NULL) is the option or the environment's: it makes every account take its key from the
 * environment only.
 */
enum ashby_error ashby_config_load(struct ashby_config **out, const char *path, const struct ashby_env *env,
	const char *base_url, struct ashby_err *err);
void ashby_config_free(struct ashby_config *config); /* accepts NULL */
size_t ashby_config_accounts(const struct ashby_config *config);
const struct ashby_account *ashby_config_account(const struct ashby_config *config, size_t i);
/* By name, NULL or "": the default. ASHBY_ECONFIG names those there are. */
enum ashby_error ashby_config_find(const struct ashby_config *config, const char *name,
	const struct ashby_account **out, struct ashby_err *err);
/* A global setting as written, or NULL. */
const char *ashby_config_get(const struct ashby_config *config, const char *key);
/* The i-th global setting with its line, NULL past the end: for the options of the program above. */
const char *ashby_config_item(const struct ashby_config *config, size_t i, const char **value, int *line);
/*
 * Whether each global setting is one of those known (NULL-ended). ASHBY_ECONFIG: "file:line: there is no setting 'x'; did
 * you mean 'y'?".
 */
enum ashby_error ashby_config_check(
	const struct ashby_config *config, const char *const *known, struct ashby_err *err);
const char *ashby_config_path(const struct ashby_config *config);

/* At most 40 letters, digits, '.', '_' and '-', not beginning with a dot. */
bool ashby_account_name_valid(const char *name);
/* The account as a section of the file. ASHBY_EUSAGE: it has a text that a line cannot hold. */
enum ashby_error ashby_account_print(
	const struct ashby_account *account, struct ashby_buf *out, struct ashby_err *err);
/* Puts a section at the end of the file, which is made (0600) if missing. All that it held stays as it was. */
enum ashby_error ashby_config_append(const char *path, const char *section, struct ashby_err *err);

/* Makes a key file, 0600; it must not be there yet, and is gone if it could not be written whole. */
enum ashby_error ashby_key_file_write(const char *path, const char *key, struct ashby_err *err);
/* Whether there is a source to ask for the key at all; without one only a person can give it (env.typed). */
bool ashby_key_sourced(const struct ashby_account *account, const struct ashby_env *env);

/*
 * Fetches the key: in order key-command, keyring, key-file, ASHBY_API_KEY, what was typed; a source that is configured
 * and fails is the end (ASHBY_EKEY), never a fall to the next. fn runs once, never before this has returned; key is valid (and
 * wiped after) the callback. source names where it came from.
 */
typedef void ashby_key_fn(void *arg, const char *key, const char *source, const struct ashby_err *err);
struct ashby_key_request;
enum ashby_error ashby_key_fetch(struct ashby_key_request **out, struct ashby_loop *loop,
	const struct ashby_account *account, const struct ashby_env *env, ashby_key_fn *fn, void *arg,
	struct ashby_err *err);
void ashby_key_request_free(struct ashby_key_request *request); /* cancels, fn does not run; accepts NULL */

/*
 * Whether this key may go to a base URL: to Ashby's own and to this machine always, to another host only after a person
 * has said so once (ashby_host_confirm, remembered with the key's fingerprint). ASHBY_ECONFIG if not.
 */
enum ashby_error ashby_host_check(const char *base_url, const char *key, struct ashby_err *err);
enum ashby_error ashby_host_confirm(const char *base_url, const char *key, struct ashby_err *err);
/* The first 8 hexadecimal digits of a key's SHA-256: tells keys apart, gives none away. */
void ashby_key_fingerprint(const char *key, char out[static 9]);

/* First steps of a program: descriptors 0-2 open, umask 077, no core dumps, SSLKEYLOGFILE unset, SIGPIPE and
 * SIGXFSZ ignored, wiping allocator for curl and JSON. Call once, before anything else of the library. */
enum ashby_error ashby_process_init(struct ashby_err *err);

/* A private folder for this account or for all (account NULL), made 0700 if missing; caller frees *path.
 * which: "config", "state", "cache". Refused (ASHBY_ECONFIG) if it is another's or open to others. */
enum ashby_error ashby_folder(char **path, const char *which, const char *account, struct ashby_err *err);

#endif
