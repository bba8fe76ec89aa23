/* buf.c: a growing byte buffer with a stated maximum and a sticky error. Knows nothing of what is in it. */
#include "ashby/buf.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sys.h"

void ashby_buf_init(struct ashby_buf *b, size_t max)
{
	*b = (struct ashby_buf){ .max = max };
}

void ashby_buf_release(struct ashby_buf *b)
{
	if (!b)
		return;
	free(b->data);
	ashby_buf_init(b, b->max);
}

void ashby_buf_wipe(struct ashby_buf *b)
{
	if (!b)
		return;
	if (b->data)
		ashby__wipe(b->data, b->cap);
	ashby_buf_release(b);
}

void ashby_buf_clear(struct ashby_buf *b)
{
	b->len = 0;
	b->error = ASHBY_OK;
	if (b->data)
		b->data[0] = '\0';
}

char *ashby_buf_room(struct ashby_buf *b, size_t len)
{
	size_t need, cap;
	char *data;

	if (b->error)
		return NULL;
	if (len > b->max - b->len) {
		b->error = ASHBY_ENOMEM;
		return NULL;
	}
	need = b->len + len + 1;
	if (need <= b->cap)
		return b->data + b->len;
	cap = b->cap ? b->cap : 64;
	while (cap < need)
		cap += cap / 2 + 16;
	data = realloc(b->data, cap);
	if (!data) {
		b->error = ASHBY_ENOMEM;
		return NULL;
	}
	b->data = data;
	b->cap = cap;
	return data + b->len;
}

enum ashby_error ashby_buf_add(struct ashby_buf *b, const void *bytes, size_t len)
{
	char *at = ashby_buf_room(b, len);

	if (!at)
		return b->error;
	if (len)
		memcpy(at, bytes, len);
	b->len += len;
	b->data[b->len] = '\0';
	return ASHBY_OK;
}

enum ashby_error ashby_buf_adds(struct ashby_buf *b, const char *s)
{
	return ashby_buf_add(b, s, strlen(s));
}

enum ashby_error ashby_buf_addc(struct ashby_buf *b, char c)
{
	return ashby_buf_add(b, &c, 1);
}

enum ashby_error ashby_buf_addv(struct ashby_buf *b, const char *format, va_list ap)
{
	va_list again;
	char *at;
	int len;

	if (b->error)
		return b->error;
	va_copy(again, ap);
	len = vsnprintf(NULL, 0, format, again);
	va_end(again);
	if (len < 0)
		return b->error = ASHBY_EUSAGE;
	at = ashby_buf_room(b, (size_t)len);
	if (!at)
		return b->error;
	vsnprintf(at, (size_t)len + 1, format, ap);
	b->len += (size_t)len;
	return ASHBY_OK;
}

enum ashby_error ashby_buf_addf(struct ashby_buf *b, const char *format, ...)
{
	enum ashby_error error;
	va_list ap;

	va_start(ap, format);
	error = ashby_buf_addv(b, format, ap);
	va_end(ap);
	return error;
}

void ashby_buf_cut(struct ashby_buf *b, size_t len)
{
	if (len >= b->len)
		return;
	b->len = len;
	b->data[len] = '\0';
}

const char *ashby_buf_str(const struct ashby_buf *b)
{
	return b->data ? b->data : "";
}

char *ashby_buf_take(struct ashby_buf *b)
{
	char *data = NULL;

	if (!b->error) {
		data = b->data ? b->data : calloc(1, 1);
		b->data = NULL;
	}
	ashby_buf_release(b);
	return data;
}
