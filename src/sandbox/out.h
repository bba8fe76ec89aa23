/*
 * out.h: writes JSON members straight into a buffer: no tree, no second pass. A key of NULL writes an element of an
 * array. Commas are put by looking at the last byte. Knows nothing of the API.
 */
#ifndef SANDBOX_OUT_H
#define SANDBOX_OUT_H

#include <stdbool.h>
#include <stdint.h>
#include "ashby/buf.h"
#include "ashby/text.h"
#include "id.h"

void out_object(struct ashby_buf *b, const char *key);
void out_array(struct ashby_buf *b, const char *key);
void out_close(struct ashby_buf *b, char bracket); /* '}' or ']' */

void out_text(struct ashby_buf *b, const char *key, const char *text); /* NULL writes null */
void out_bytes(struct ashby_buf *b, const char *key, const char *text, size_t len);
void out_null(struct ashby_buf *b, const char *key);
void out_bool(struct ashby_buf *b, const char *key, bool value);
void out_int(struct ashby_buf *b, const char *key, int64_t value);
void out_number(struct ashby_buf *b, const char *key, double value);
void out_raw(struct ashby_buf *b, const char *key, const char *json);
/* ISO 8601 UTC with milliseconds; ASHBY_NO_TIME writes null. */
void out_time(struct ashby_buf *b, const char *key, int64_t ms);
/* YYYY-MM-DD. */
void out_day(struct ashby_buf *b, const char *key, int64_t ms);
void out_id(struct ashby_buf *b, const char *key, uint64_t seed, struct id id);

#endif
