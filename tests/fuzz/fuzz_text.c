/* fuzz_text.c: any bytes through the sanitiser: it ends, and its output passes it unchanged. */
#include <locale.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "ashby/text.h"

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
	(void)argc;
	(void)argv;
	return setlocale(LC_CTYPE, "C.UTF-8") ? 0 : 1;
}

/* The first byte chooses the flags. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
	struct ashby_buf once, twice;
	unsigned flags;
	int used;

	if (!len)
		return 0;
	flags = data[0] & 3;
	ashby_buf_init(&once, ASHBY_BUF_MAX);
	ashby_buf_init(&twice, ASHBY_BUF_MAX);
	ashby_text_clean(&once, ashby_text_of((const char *)data + 1, len - 1), flags, NULL);
	ashby_text_clean(&twice, ashby_text_of(once.data, once.len), flags, NULL);
	if (once.len != twice.len || memcmp(ashby_buf_str(&once), ashby_buf_str(&twice), once.len) != 0)
		abort();
	if (ashby_text_cut(ashby_buf_str(&once), once.len, 10, &used) > once.len || used > 10)
		abort();
	ashby_buf_release(&once);
	ashby_buf_release(&twice);
	return 0;
}
