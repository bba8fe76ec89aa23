/* test_tell.c: values as a person reads them, and notes with HTML as plain text. */
#include <locale.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "html.h"
#include "tell.h"

static void amounts_have_their_currency_and_no_period(void **state)
{
	char buf[64];

	(void)state;
	assert_true(tell_amount(92000, ashby_text_str("EUR"), buf));
	assert_string_equal(buf, "EUR 92,000");
	assert_true(tell_amount(1234567.5, ashby_text_str("USD"), buf));
	assert_string_equal(buf, "USD 1,234,567.50");
	assert_true(tell_amount(-999, ashby_text_str(""), buf));
	assert_string_equal(buf, "-999");
	assert_true(tell_amount(0, ashby_text_str("\033[1"), buf)); /* no code: not shown */
	assert_string_equal(buf, "0");
	assert_false(tell_amount(NAN, ashby_text_str("EUR"), buf));
	assert_false(tell_amount(1e300, ashby_text_str("EUR"), buf));
}

static void calendar_days_are_not_shifted(void **state)
{
	char buf[32];

	(void)state;
	assert_true(tell_calendar(ashby_text_str("2027-02-01"), buf));
	assert_string_equal(buf, "1 Feb 2027");
	assert_true(tell_calendar(ashby_text_str("2027-02-01T00:00:00.000Z"), buf));
	assert_string_equal(buf, "1 Feb 2027");
	assert_false(tell_calendar(ashby_text_str("2027-02-30"), buf));
	assert_false(tell_calendar(ashby_text_str("soon"), buf));
}

static void years_are_said_when_they_differ(void **state)
{
	char buf[32];
	int64_t now = 0, then = 0, old = 0;

	(void)state;
	assert_true(ashby_date_parse(ashby_text_str("2026-11-24T14:02:00Z"), &now));
	assert_true(ashby_date_parse(ashby_text_str("2026-11-20T09:05:00Z"), &then));
	assert_true(ashby_date_parse(ashby_text_str("2024-01-02T03:04:00Z"), &old));
	assert_string_equal(tell_time(NULL, then, now, buf), "20 Nov 09:05");
	assert_string_equal(tell_day(NULL, old, now, buf), "2 Jan 2024");
	assert_string_equal(tell_age(then, now, buf), "4d");
	assert_string_equal(tell_age(ASHBY_NO_TIME, now, buf), "-");
}

static void words_of_the_api_are_taken_apart(void **state)
{
	char buf[64], tiny[6];

	(void)state;
	assert_string_equal(tell_api(ashby_text_str("WaitingOnCandidateBooking"), buf, sizeof buf),
		"waiting on candidate booking");
	assert_string_equal(tell_api(ashby_text_str(""), buf, sizeof buf), "");
	tell_api(ashby_text_str("NeedsScheduling"), tiny, sizeof tiny);
	assert_true(strlen(tiny) < sizeof tiny);
}

static void assert_name(const char *first, const char *last, const char *expected)
{
	struct ashby_buf out;

	ashby_buf_init(&out, 256);
	tell_short_name(&out, ashby_text_str(first), ashby_text_str(last));
	assert_string_equal(ashby_buf_str(&out), expected);
	ashby_buf_release(&out);
}

static void first_names_become_initials_where_there_are_some(void **state)
{
	(void)state;
	assert_name("Maya", "Chen", "M. Chen");
	assert_name("\xc3\x89lise", "Gu\xc3\xa9rin", "\xc3\x89. Gu\xc3\xa9rin");
	assert_name("\xe6\xb5\xa9\xe7\x84\xb6", "\xe8\xb5\xb5", "\xe6\xb5\xa9\xe7\x84\xb6 \xe8\xb5\xb5");
	assert_name("Prince", "", "Prince");
	assert_name("", "Chen", "Chen");
}

static void assert_plain(const char *html, const char *expected)
{
	struct ashby_buf out;

	ashby_buf_init(&out, 4096);
	html_plain(&out, ashby_text_str(html));
	assert_string_equal(ashby_buf_str(&out), expected);
	ashby_buf_release(&out);
}

static void notes_lose_their_tags_and_nothing_else(void **state)
{
	(void)state;
	assert_plain("Asked for <b>two</b> more days &amp; a call.", "Asked for two more days & a call.");
	assert_plain("<ul><li>Go</li><li>C</li></ul>", "- Go\n- C");
	assert_plain("one<br>two", "one\ntwo");
	assert_plain("a < b and c > d", "a < b and c > d");
	assert_plain("R&amp;D", "R&amp;D"); /* no tag: plain text, as it came */
	assert_plain("<script>x</script> <b>y</b>", "<script>x</script> y");
	assert_plain("<b", "<b");
	assert_plain("<a href=\"https://example.test\">link</a>", "link");
}

static int locale(void **state)
{
	(void)state;
	setlocale(LC_CTYPE, "C.UTF-8");
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(amounts_have_their_currency_and_no_period),
		cmocka_unit_test(calendar_days_are_not_shifted),
		cmocka_unit_test(years_are_said_when_they_differ),
		cmocka_unit_test(words_of_the_api_are_taken_apart),
		cmocka_unit_test(first_names_become_initials_where_there_are_some),
		cmocka_unit_test(notes_lose_their_tags_and_nothing_else),
	};

	return cmocka_run_group_tests(tests, locale, NULL);
}
