/* headless_body.c: words of a command line into a body. Knows the catalogue's rows, nothing of sending. */
#include "headless_body.h"

#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#define BODY_MAX ((size_t)16 << 20) /* bytes: more than the API takes */
#define CHUNK 65536

static enum ashby_error read_fd(struct ashby_buf *out, int fd, const char *name, struct ashby_err *err)
{
	ssize_t n;

	for (;;) {
		char *room = ashby_buf_room(out, CHUNK);

		if (!room)
			return ashby_err_set(err, ASHBY_ELOCAL, "'%s' is too long for a body", name);
		n = read(fd, room, CHUNK);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return ashby_err_set(
				err, ASHBY_ELOCAL, "cannot read '%s': %s", name, strerror(errno));
		if (n == 0) {
			*room = '\0';
			return ASHBY_OK;
		}
		out->len += (size_t)n;
	}
}

enum ashby_error body_read(struct ashby_buf *out, const char *given, struct ashby_err *err)
{
	enum ashby_error error;
	int fd;

	if (!strcmp(given, "-"))
		return read_fd(out, STDIN_FILENO, "standard input", err);
	if (*given != '@')
		return ashby_buf_adds(out, given) ? ashby_err_set(err, ASHBY_ENOMEM, "out of memory")
						  : ASHBY_OK;
	fd = open(given + 1, O_RDONLY | O_CLOEXEC | O_NOCTTY);
	if (fd < 0)
		return ashby_err_set(err, ASHBY_ELOCAL, "cannot open '%s': %s", given + 1, strerror(errno));
	error = read_fd(out, fd, given + 1, err);
	close(fd);
	return error;
}

static enum ashby_error start_body(struct ashby_body **out, const char *given, struct ashby_err *err)
{
	struct ashby_buf text;
	enum ashby_error error;

	if (!given)
		return ashby_body_new(out) ? ashby_err_set(err, ASHBY_ENOMEM, "out of memory") : ASHBY_OK;
	ashby_buf_init(&text, BODY_MAX);
	error = body_read(&text, given, err);
	if (!error)
		error = ashby_body_parse(out, ashby_text_of(text.data, text.len), err);
	ashby_buf_release(&text);
	return error;
}

/* Cuts "NAME=" or "NAME:=" off a word; returns what follows, NULL if it is neither. */
static const char *split(const char *word, char *name, size_t size, bool *json)
{
	size_t len = 0;

	while (isalnum((unsigned char)word[len]) || word[len] == '_')
		len++;
	*json = word[len] == ':' && word[len + 1] == '=';
	if (!len || len >= size || (!*json && word[len] != '='))
		return NULL;
	memcpy(name, word, len);
	name[len] = '\0';
	return word + len + (*json ? 2 : 1);
}

static enum ashby_error set_json(struct ashby_body *body, const struct ashby_function *function,
	const char *name, const char *value, struct ashby_err *err)
{
	const struct ashby_param *param = ashby_param_find(function, name);
	struct ashby_record *record = NULL;
	enum ashby_error error = ashby_record_parse(&record, ashby_text_str(value), NULL, err);

	if (error == ASHBY_EREPLY || error == ASHBY_ELIMIT)
		return ashby_err_set(
			err, ASHBY_EUSAGE, "'%s:=' wants JSON, and this is none: %.80s", name, value);
	if (!error) {
		error = ashby_body_set_json(body, param ? param->name : name, ashby_record_json(record));
		if (error)
			ashby_err_set(err, error, "out of memory");
	}
	ashby_record_unref(record);
	return error;
}

/* What the catalogue would refuse: JSON where its type is written as JSON, else a string. */
static enum ashby_error set_unchecked(struct ashby_body *body, const struct ashby_function *function,
	const char *name, const char *value, struct ashby_err *err)
{
	static const bool as_json[ASHBY_PARAM_ANY + 1] = {
		[ASHBY_PARAM_INT] = true,
		[ASHBY_PARAM_NUMBER] = true,
		[ASHBY_PARAM_EPOCH] = true,
		[ASHBY_PARAM_OBJECT] = true,
		[ASHBY_PARAM_ARRAY] = true,
	};
	const struct ashby_param *param = ashby_param_find(function, name);
	const char *sent = param ? param->name : name;

	if (param && as_json[param->type] && !ashby_body_set_json(body, sent, ashby_text_str(value)))
		return ASHBY_OK;
	return ashby_body_set_text(body, sent, ashby_text_str(value))
		? ashby_err_set(err, ASHBY_ENOMEM, "out of memory")
		: ASHBY_OK;
}

static enum ashby_error set_word(struct ashby_body *body, const struct ashby_function *function,
	const char *word, bool check, struct ashby_err *err)
{
	char name[80];
	bool json;
	const char *value = split(word, name, sizeof(name), &json);
	enum ashby_error error;

	if (!value)
		return ashby_err_set(err, ASHBY_EUSAGE, "'%.80s' is neither NAME=VALUE nor NAME:=JSON", word);
	if (json)
		return set_json(body, function, name, value, err);
	error = ashby_function_set(function, body, name, value, ashby_clock_now(), err);
	return error == ASHBY_EUSAGE && !check ? set_unchecked(body, function, name, value, err) : error;
}

enum ashby_error body_build(struct ashby_body **out, const struct ashby_function *function, const char *given,
	char *const words[], int count, bool check, struct ashby_err *err)
{
	struct ashby_body *body = NULL;
	enum ashby_error error = start_body(&body, given, err);

	for (int i = 0; i < count && !error; i++)
		error = set_word(body, function, words[i], check, err);
	if (!error && check)
		error = ashby_function_check(function, body, err);
	if (error)
		ashby_body_free(body);
	else
		*out = body;
	return error;
}

char *body_text(const struct ashby_body *body)
{
	struct ashby_buf text;

	ashby_buf_init(&text, ASHBY_BUF_MAX);
	ashby_body_print(body, &text);
	return ashby_buf_take(&text);
}
