/* write_notes.c: candidate.createNote, and what is left of HTML in a note. Knows nothing of HTTP. */
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "ashby/date.h"
#include "write.h"

/* ---- HTML: these tags stay, with an address on a; others go, their text stays ---- */

static const char *const kept_tags[] = { "b", "i", "u", "a", "ul", "ol", "li", "code", "pre" };

static bool is_kept(const char *name, size_t len)
{
	for (size_t i = 0; i < sizeof(kept_tags) / sizeof(kept_tags[0]); i++)
		if (strlen(kept_tags[i]) == len && strncasecmp(kept_tags[i], name, len) == 0)
			return true;
	return false;
}

static bool is_letter(char c)
{
	return ((c | 32) >= 'a' && (c | 32) <= 'z') || (c >= '1' && c <= '6');
}

/* A tag at `at`: its end (behind the '>'), and its name; 0 if it is none. */
static size_t tag_end(struct ashby_text text, size_t at, size_t *name, size_t *name_len)
{
	*name = at + 1;
	if (*name < text.len && text.raw[*name] == '/')
		(*name)++;
	*name_len = 0;
	while (*name + *name_len < text.len && is_letter(text.raw[*name + *name_len]))
		(*name_len)++;
	if (!*name_len)
		return 0;
	for (size_t i = *name; i < text.len; i++)
		if (text.raw[i] == '>')
			return i + 1;
	return 0;
}

static void strip(struct ashby_buf *out, struct ashby_text text)
{
	for (size_t i = 0; i < text.len;) {
		size_t name, len, end = text.raw[i] == '<' ? tag_end(text, i, &name, &len) : 0;

		if (!end) {
			ashby_buf_addc(out, text.raw[i++]);
			continue;
		}
		if (is_kept(text.raw + name, len))
			ashby_buf_add(out, text.raw + i, end - i);
		i = end;
	}
}

/* ---- the note ---- */

static bool read_note(struct call *c, struct ashby_text *text, bool *html)
{
	static const struct ashby_param typed[] = {
		{ .name = "type",
			.type = ASHBY_PARAM_STRING,
			.required = true,
			.values = "text/plain|text/html" },
		{ .name = "value", .type = ASHBY_PARAM_STRING, .required = true },
		{ .type = ASHBY_PARAM_END },
	};
	struct ashby_value note = ashby_get(c->body, "note");

	*html = false;
	if (ashby_type(note) == ASHBY_STRING) {
		*text = ashby_value_text(note);
		return true;
	}
	if (ashby_type(note) != ASHBY_OBJECT)
		return check_fail(c, "", "note", "must be a string or an object of type and value");
	if (!check_members(c, note, "note", typed))
		return false;
	*text = ashby_get_text(note, "value");
	*html = ashby_text_equal(ashby_get_text(note, "type"), ashby_text_str("text/html"));
	return true;
}

void candidate_create_note(struct call *c)
{
	struct ashby_text text = ashby_text_of("", 0);
	struct ashby_buf content;
	uint32_t index;
	struct id id;
	bool html;

	if (!need_candidate(c, "candidateId", &index) || !read_note(c, &text, &html))
		return;
	id = id_of(KIND_NOTE, index, seed_notes(c, index) + edits_count(c->world, KIND_NOTE, index));
	ashby_buf_init(&content, ASHBY_BUF_MAX);
	if (html)
		strip(&content, text);
	else
		ashby_buf_add(&content, text.raw, text.len);
	edits_set_int(c->world, id, ".author", author_of(c));
	mark(c, id);
	mark(c, id_of(KIND_CANDIDATE, index, 0));
	set_time(c, id, "createdAt", call_time(c, "createdAt", moment_of(c, id)));
	edits_set_bool(c->world, id, "isPrivate", call_bool(c, "isPrivate"));
	edits_set_text(c->world, id, "content", ashby_text_of(content.data, content.len));
	if (content.error)
		c->out->error = content.error;
	ashby_buf_release(&content);
	c->noted = call_bool(c, "sendNotifications");
	put_note(c, "results", id);
}
