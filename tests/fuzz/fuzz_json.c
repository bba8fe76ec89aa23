/* fuzz_json.c: any bytes as a reply: refused or read, and what is read prints and reads again as the same. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "ashby/record.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);

/* Parses and prints on one line into out, which is empty. */
static bool reprint(struct ashby_buf *out, struct ashby_text json)
{
	struct ashby_record *record = NULL;

	if (ashby_record_parse(&record, json, NULL, NULL))
		return false;
	if (ashby_value_print(out, ashby_record_root(record), 0))
		abort();
	ashby_record_unref(record);
	return true;
}

/* The raw slice of every element must be the element. */
static enum ashby_error check_element(void *arg, struct ashby_value element, struct ashby_text json)
{
	struct ashby_buf whole, slice;

	(void)arg;
	ashby_buf_init(&whole, ASHBY_BUF_MAX);
	ashby_buf_init(&slice, ASHBY_BUF_MAX);
	ashby_value_print(&whole, element, 0);
	if (!reprint(&slice, json) || strcmp(ashby_buf_str(&whole), ashby_buf_str(&slice)) != 0)
		abort();
	ashby_buf_release(&whole);
	ashby_buf_release(&slice);
	return ASHBY_OK;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
	struct ashby_text json = ashby_text_of((const char *)data, len);
	struct ashby_record *record = NULL;
	struct ashby_body *body = NULL;
	struct ashby_buf once, twice;

	ashby_buf_init(&once, ASHBY_BUF_MAX);
	ashby_buf_init(&twice, ASHBY_BUF_MAX);
	if (reprint(&once, json)) {
		if (!reprint(&twice, ashby_text_of(once.data, once.len)) ||
			strcmp(once.data, twice.data) != 0)
			abort();
		if (ashby_record_parse(&record, json, NULL, NULL))
			abort();
		ashby_record_each(record, "", check_element, NULL);
		ashby_record_unref(record);
	}
	if (ashby_body_parse(&body, json, NULL) == ASHBY_OK)
		ashby_body_free(body);
	ashby_buf_release(&once);
	ashby_buf_release(&twice);
	return 0;
}
