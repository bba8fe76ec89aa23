/*
 * clip.c: the clipboard by OSC 52. The bytes are made here and leave through the screen's one way out.
 */
#include <stdlib.h>
#include <string.h>
#include "app.h"
#include "clip.h"
#include "screen.h"

static bool enabled = true;

void clip_enable(bool on)
{
	enabled = on;
}

bool clip_enabled(void)
{
	return enabled;
}

void clip_base64(struct ashby_buf *out, struct ashby_text bytes)
{
	static const char digit[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

	for (size_t i = 0; i < bytes.len; i += 3) {
		size_t left = bytes.len - i;
		unsigned n = (unsigned)(unsigned char)bytes.raw[i] << 16;
		char four[4];

		n |= left > 1 ? (unsigned)(unsigned char)bytes.raw[i + 1] << 8 : 0;
		n |= left > 2 ? (unsigned)(unsigned char)bytes.raw[i + 2] : 0;
		four[0] = digit[n >> 18];
		four[1] = digit[n >> 12 & 63];
		four[2] = left > 1 ? digit[n >> 6 & 63] : '=';
		four[3] = left > 2 ? digit[n & 63] : '=';
		ashby_buf_add(out, four, sizeof four);
	}
}

enum clip_wrap clip_wrap_of(const char *tmux, const char *sty, const char *term)
{
	if (tmux && *tmux)
		return CLIP_TMUX;
	if ((sty && *sty) || (term && strncmp(term, "screen", 6) == 0))
		return CLIP_SCREEN;
	return CLIP_PLAIN;
}

/* screen passes on strings of at most 768 bytes: the rest follows in further ones. */
static void screen_wrap(struct ashby_buf *out, const char *s, size_t len)
{
	const size_t piece = 700;

	for (size_t i = 0; i < len; i += piece) {
		ashby_buf_adds(out, "\033P");
		ashby_buf_add(out, s + i, len - i < piece ? len - i : piece);
		ashby_buf_adds(out, "\033\\");
	}
}

enum ashby_error clip_sequence(struct ashby_buf *out, struct ashby_text clean, enum clip_wrap wrap)
{
	struct ashby_buf osc;

	if (clean.len > CLIP_MAX)
		return ASHBY_ELIMIT;
	ashby_buf_init(&osc, 4 * CLIP_MAX);
	ashby_buf_adds(&osc, wrap == CLIP_TMUX ? "\033Ptmux;\033\033]52;c;" : "\033]52;c;");
	clip_base64(&osc, clean);
	ashby_buf_adds(&osc, wrap == CLIP_TMUX ? "\a\033\\" : "\a");
	if (wrap == CLIP_SCREEN)
		screen_wrap(out, osc.data, osc.len);
	else
		ashby_buf_add(out, osc.data, osc.len);
	ashby_buf_release(&osc);
	return out->error;
}

/* Line by line, since the cleaner shows no more than 64 KiB of one text. */
static enum ashby_error clean_lines(struct ashby_buf *out, struct ashby_text text)
{
	const char *s = text.raw, *end = text.raw + text.len;

	if (text.len > 2 * CLIP_MAX)
		return ASHBY_ELIMIT;
	while (s < end) {
		const char *nl = memchr(s, '\n', (size_t)(end - s));
		size_t len = (size_t)((nl ? nl : end) - s);

		if (len >= (size_t)60 * 1024)
			return ASHBY_ELIMIT;
		ashby_text_clean(out, ashby_text_of(s, len), ASHBY_TEXT_BLOCK, NULL);
		ashby_buf_adds(out, nl ? "\n" : "");
		s += len + (nl ? 1 : 0);
	}
	while (out->len > 0 && out->data[out->len - 1] == '\n')
		ashby_buf_cut(out, out->len - 1);
	return out->error;
}

void clip_copy(struct app *app, struct ashby_text text, const char *what)
{
	struct ashby_buf clean, out;
	enum clip_wrap wrap = clip_wrap_of(getenv("TMUX"), getenv("STY"), getenv("TERM"));

	if (!enabled) {
		status_warn(app, "the clipboard is off: set clipboard on");
		return;
	}
	ashby_buf_init(&clean, ASHBY_BUF_MAX);
	ashby_buf_init(&out, ASHBY_BUF_MAX);
	if (clean_lines(&clean, text) != ASHBY_OK ||
		clip_sequence(&out, ashby_text_of(clean.data, clean.len), wrap) != ASHBY_OK) {
		status_warn(app, "%s is too long to copy: %zu bytes, 74 KiB is the limit", what, text.len);
	} else if (clean.len == 0) {
		status_warn(app, "there is no %s to copy", what);
	} else {
		screen_send(out.data, out.len);
		status_good(app, "%s: sent %zu bytes to the terminal", what, clean.len);
	}
	ashby_buf_release(&clean);
	ashby_buf_release(&out);
}
