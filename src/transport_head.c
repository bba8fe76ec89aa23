/*
 * transport_head.c: the few headers of a reply that are heeded, from bytes to what they mean. libcurl is asked for the
 * form of a date only.
 */
#include "transport_head.h"

#include <curl/curl.h>
#include <string.h>
#include <strings.h>
#include <time.h>

#define NUMBER_MAX INT64_C(100000000000) /* more than any count, and than any second of a date */
#define EPOCH_MIN INT64_C(1000000000)

static void text_copy(char *to, size_t size, const char *from, size_t len)
{
	size_t i;

	for (i = 0; i < len && i + 1 < size; i++)
		to[i] = from[i] >= ' ' && from[i] <= '~' ? from[i] : '?';
	to[i] = '\0';
}

static void header_content_type(
	struct ashby__head *head, struct ashby__response *r, const char *value, size_t len)
{
	(void)head;
	text_copy(r->content_type, sizeof(r->content_type), value, len);
}

static void header_request_id(
	struct ashby__head *head, struct ashby__response *r, const char *value, size_t len)
{
	(void)head;
	text_copy(r->request_id, sizeof(r->request_id), value, len);
}

static void header_scope(struct ashby__head *head, struct ashby__response *r, const char *value, size_t len)
{
	static const char partner[] = "integration-partner";

	(void)head;
	r->partner_scope = len == strlen(partner) && !strncasecmp(value, partner, len);
}

static void header_date(struct ashby__head *head, struct ashby__response *r, const char *value, size_t len)
{
	char date[64];

	(void)head;
	text_copy(date, sizeof(date), value, len);
	r->date_s = curl_getdate(date, NULL);
}

static void header_retry_after(
	struct ashby__head *head, struct ashby__response *r, const char *value, size_t len)
{
	(void)r;
	text_copy(head->retry_after, sizeof(head->retry_after), value, len);
}

/* A whole number, clamped to what any of these headers can mean; -1 for anything else. */
static int64_t number_read(const char *text)
{
	int64_t n = 0;

	size_t digits = strspn(text, "0123456789");

	/* "1000, 1000;w=60": what is said first counts. */
	if (!digits || (text[digits] && !strchr(" ,;.", text[digits])))
		return -1;
	for (; digits-- && n < NUMBER_MAX; text++)
		n = n * 10 + (*text - '0');
	return n < NUMBER_MAX ? n : NUMBER_MAX;
}

static void header_limit(struct ashby__head *head, struct ashby__response *r, const char *value, size_t len)
{
	char text[32];

	(void)head;
	text_copy(text, sizeof(text), value, len);
	r->quota.limit = number_read(text);
}

static void header_remaining(
	struct ashby__head *head, struct ashby__response *r, const char *value, size_t len)
{
	char text[32];

	(void)head;
	text_copy(text, sizeof(text), value, len);
	r->quota.remaining = number_read(text);
}

static void header_reset(struct ashby__head *head, struct ashby__response *r, const char *value, size_t len)
{
	(void)r;
	text_copy(head->reset, sizeof(head->reset), value, len);
}

static void header_location(
	struct ashby__head *head, struct ashby__response *r, const char *value, size_t len)
{
	(void)head;
	/* Cut it would lead elsewhere. */
	if (len < sizeof(r->location))
		text_copy(r->location, sizeof(r->location), value, len);
}

static const struct {
	const char *name;
	void (*take)(struct ashby__head *head, struct ashby__response *r, const char *value, size_t len);
} header_table[] = {
	{ "content-type:", header_content_type },
	{ "x-ashby-request-id:", header_request_id },
	{ "x-ratelimit-scope:", header_scope },
	{ "x-ratelimit-limit:", header_limit },
	{ "x-ratelimit-remaining:", header_remaining },
	{ "x-ratelimit-reset:", header_reset },
	{ "retry-after:", header_retry_after },
	{ "date:", header_date },
	{ "location:", header_location },
};

void ashby__head_forget(struct ashby__head *head, struct ashby__response *r)
{
	head->retry_after[0] = head->reset[0] = '\0';
	r->quota = (struct ashby__quota){ .limit = -1, .remaining = -1 };
	r->content_type[0] = r->request_id[0] = r->location[0] = '\0';
	r->partner_scope = false;
	r->date_s = -1;
}

void ashby__head_end(const struct ashby__head *head, struct ashby__response *r)
{
	int64_t now = r->date_s > 0 ? r->date_s : (int64_t)time(NULL), at = number_read(head->retry_after);

	if (at < 0) {
		at = head->retry_after[0] ? curl_getdate(head->retry_after, NULL) : -1;
		r->retry_after_s = at < 0 ? 0 : at - now;
	} else {
		r->retry_after_s = at;
	}
	/* Some count seconds, others name the second: nobody waits for thirty years. */
	at = number_read(head->reset);
	if (at > EPOCH_MIN)
		at -= now;
	r->quota.reset_s = at > 0 ? at : 0;
}

void ashby__head_line(struct ashby__head *head, struct ashby__response *r, const char *line, size_t len)
{
	size_t at;

	if (len >= 5 && !strncmp(line, "HTTP/", 5))
		ashby__head_forget(head, r);
	for (size_t i = 0; i < sizeof(header_table) / sizeof(*header_table); i++) {
		at = strlen(header_table[i].name);
		if (len < at || strncasecmp(line, header_table[i].name, at) != 0)
			continue;
		while (at < len && (line[at] == ' ' || line[at] == '\t'))
			at++;
		while (len > at && strchr("\r\n \t", line[len - 1]))
			len--;
		header_table[i].take(head, r, line + at, len - at);
		return;
	}
}
