/* test_store_life.c: how rows come, change and leave: passes, cut rows, listeners; and what they weigh. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "store_kit.h"

static void a_pass_ends_what_it_has_not_seen(void **state)
{
	struct ashby_field title = field(ASHBY_TAGS, "title");

	put(*state, ASHBY_TAGS, "{\"id\":\"a\",\"title\":\"A\"}");
	put(*state, ASHBY_TAGS, "{\"id\":\"b\",\"title\":\"B\"}");
	ashby_store_pass_begin(*state, ASHBY_TAGS);
	put(*state, ASHBY_TAGS, "{\"id\":\"b\",\"title\":\"B\"}");
	put(*state, ASHBY_TAGS, "{\"id\":\"c\",\"title\":\"C\"}");
	assert_int_equal(ashby_store_count(*state, ASHBY_TAGS), 3);
	ashby_store_pass_end(*state, ASHBY_TAGS);
	assert_int_equal(ashby_store_count(*state, ASHBY_TAGS), 2);
	assert_int_equal(find(*state, ASHBY_TAGS, "a"), ASHBY_NO_ROW);
	assert_false(ashby_store_live(*state, ASHBY_TAGS, 0));
	/* A line that fades may still be drawn. */
	assert_text(ashby_field_text(*state, &title, 0), "A");
	assert_text(ashby_store_id(*state, ASHBY_TAGS, 0), "a");
	put(*state, ASHBY_TAGS, "{\"id\":\"a\",\"title\":\"again\"}");
	assert_int_equal(find(*state, ASHBY_TAGS, "a"), 0);
	assert_int_equal(ashby_store_slots(*state, ASHBY_TAGS), 3);
}

#define EVENT(id, place)                                                                                     \
	"{\"id\":\"" id "\",\"interviewId\":\"i\",\"location\":\"" place                                     \
	"\",\"startTime\":\"2026-05-28T21:00:00Z\","                                                         \
	"\"hasSubmittedFeedback\":true,\"interviewers\":[{\"id\":\"u1\",\"firstName\":\"Ann\",\"lastName\":" \
	"\"Lee\"},"                                                                                          \
	"{\"id\":\"u2\",\"firstName\":\"\",\"lastName\":\"Bo\"},{\"id\":\"u3\",\"firstName\":null}]}"
#define SCHEDULE(id, events)                                  \
	"{\"id\":\"" id "\",\"applicationId\":\"" APPLICATION \
	"\",\"status\":\"Scheduled\",\"interviewEvents\":[" events "]}"

static void events_are_cut_from_their_schedule(void **state)
{
	struct ashby_text json;

	put(*state, ASHBY_APPLICATIONS, APPLICATION_RECORD);
	put(*state, ASHBY_INTERVIEWS, "{\"id\":\"i\",\"title\":\"Panel\"}");
	put(*state, ASHBY_SCHEDULES, SCHEDULE("s", EVENT("e1", "Room 1") "," EVENT("e2", "Room 2")));
	assert_int_equal(ashby_store_count(*state, ASHBY_EVENTS), 2);
	assert_field(*state, ASHBY_EVENTS, "e1", "interviewScheduleId", "s");
	assert_field(*state, ASHBY_EVENTS, "e1", "status", "Scheduled");
	assert_field(*state, ASHBY_EVENTS, "e1", "applicationId->candidate.name", "Priya Raman");
	assert_field(*state, ASHBY_EVENTS, "e1", "interviewId->title", "Panel");
	assert_field(*state, ASHBY_EVENTS, "e1", "interviewers", "Ann Lee, Bo");
	assert_field(*state, ASHBY_EVENTS, "e1", "interviewers[].id", "u1, u2, u3");
	assert_true(number(*state, ASHBY_EVENTS, "e1", "hasSubmittedFeedback") == 1);
	assert_true(number(*state, ASHBY_SCHEDULES, "s", "interviewEvents") == 2);
	assert_true(ashby_store_json(*state, ASHBY_EVENTS, find(*state, ASHBY_EVENTS, "e2"), &json));
	assert_text(json, EVENT("e2", "Room 2"));
}

static void an_event_that_left_its_schedule_is_dead(void **state)
{
	put(*state, ASHBY_SCHEDULES,
		SCHEDULE("s", EVENT("e1", "1") "," EVENT("e2", "2") "," EVENT("e3", "3")));
	put(*state, ASHBY_SCHEDULES,
		SCHEDULE("s", EVENT("e3", "4") "," EVENT("e4", "5") "," EVENT("e3", "6")));
	assert_int_equal(ashby_store_count(*state, ASHBY_EVENTS), 2);
	assert_int_equal(find(*state, ASHBY_EVENTS, "e1"), ASHBY_NO_ROW);
	assert_int_equal(find(*state, ASHBY_EVENTS, "e2"), ASHBY_NO_ROW);
	assert_field(*state, ASHBY_EVENTS, "e3", "location", "6");
	put(*state, ASHBY_SCHEDULES, SCHEDULE("s", EVENT("e1", "back")));
	assert_int_equal(ashby_store_count(*state, ASHBY_EVENTS), 1);
	assert_field(*state, ASHBY_EVENTS, "e1", "location", "back");
	put(*state, ASHBY_SCHEDULES, "{\"id\":\"s\",\"interviewEvents\":null}");
	assert_int_equal(ashby_store_count(*state, ASHBY_EVENTS), 0);
}

static void events_die_with_their_schedule(void **state)
{
	put(*state, ASHBY_SCHEDULES, SCHEDULE("s", EVENT("e1", "1") "," EVENT("e2", "2")));
	put(*state, ASHBY_SCHEDULES, SCHEDULE("t", EVENT("e3", "3")));
	ashby_store_pass_begin(*state, ASHBY_SCHEDULES);
	put(*state, ASHBY_SCHEDULES, SCHEDULE("t", EVENT("e3", "3")));
	ashby_store_pass_end(*state, ASHBY_SCHEDULES);
	assert_int_equal(ashby_store_count(*state, ASHBY_SCHEDULES), 1);
	assert_int_equal(ashby_store_count(*state, ASHBY_EVENTS), 1);
	assert_field(*state, ASHBY_EVENTS, "e3", "location", "3");
}

static void an_event_may_move_to_another_schedule(void **state)
{
	put(*state, ASHBY_SCHEDULES, SCHEDULE("s", EVENT("e1", "1") "," EVENT("e2", "2")));
	put(*state, ASHBY_SCHEDULES, SCHEDULE("t", EVENT("e3", "3") "," EVENT("e1", "4")));
	put(*state, ASHBY_SCHEDULES, SCHEDULE("s", EVENT("e2", "5")));
	assert_int_equal(ashby_store_count(*state, ASHBY_EVENTS), 3);
	assert_field(*state, ASHBY_EVENTS, "e1", "interviewScheduleId", "t");
	assert_field(*state, ASHBY_EVENTS, "e2", "interviewScheduleId", "s");
	put(*state, ASHBY_SCHEDULES, SCHEDULE("s", ""));
	assert_int_equal(find(*state, ASHBY_EVENTS, "e2"), ASHBY_NO_ROW);
	put(*state, ASHBY_SCHEDULES, SCHEDULE("t", ""));
	assert_int_equal(ashby_store_count(*state, ASHBY_EVENTS), 0);
}

static void json_is_kept_up_to_a_budget(void **state)
{
	struct ashby_text json;
	char text[3000];
	uint32_t kept = 0;
	size_t columns, bytes;

	ashby_store_limit_json(*state, 2 << 20);
	for (int i = 0; i < 5000; i++) {
		snprintf(text, sizeof(text), "{\"id\":\"%d\",\"title\":\"t\",\"padding\":\"%0*d\"}", i,
			1000 + i % 1000, i);
		put(*state, ASHBY_TAGS, text);
	}
	ashby_store_memory(*state, &columns, &bytes);
	assert_in_range(bytes, 1 << 20, (2 << 20) + (64 << 10));
	for (uint32_t row = 0; row < 5000; row++) {
		if (!ashby_store_json(*state, ASHBY_TAGS, row, &json))
			continue;
		snprintf(text, sizeof(text), "{\"id\":\"%u\",", row);
		assert_memory_equal(json.raw, text, strlen(text));
		kept++;
	}
	assert_in_range(kept, 1000, 1500);
	assert_false(ashby_store_json(*state, ASHBY_TAGS, 0, &json));
	assert_true(ashby_store_json(*state, ASHBY_TAGS, 4999, &json));
	assert_field(*state, ASHBY_TAGS, "0", "title", "t");
	ashby_store_limit_json(*state, 0);
	assert_false(ashby_store_json(*state, ASHBY_TAGS, 4999, &json));
	put(*state, ASHBY_TAGS, "{\"id\":\"0\",\"title\":\"u\"}");
	assert_false(ashby_store_json(*state, ASHBY_TAGS, 0, &json));
}

static void a_record_larger_than_a_block_is_kept(void **state)
{
	size_t len = 600000;
	char *text = malloc(len + 100);
	struct ashby_text json;
	int head = snprintf(text, 100, "{\"id\":\"a\",\"padding\":\"");

	memset(text + head, 'x', len);
	memcpy(text + head + len, "\"}", 3);
	put(*state, ASHBY_TAGS, "{\"id\":\"b\"}");
	put(*state, ASHBY_TAGS, text);
	put(*state, ASHBY_TAGS, "{\"id\":\"c\"}");
	assert_true(ashby_store_json(*state, ASHBY_TAGS, 1, &json));
	assert_text(json, text);
	assert_true(ashby_store_json(*state, ASHBY_TAGS, 2, &json));
	assert_text(json, "{\"id\":\"c\"}");
	free(text);
}

/* An application as a page has it: names, mails and numbers all different, the rest from small sets. */
static void put_application(struct ashby_store *store, unsigned i)
{
	char json[2000];

	snprintf(json, sizeof(json),
		"{\"id\":\"%08x-aaaa-4000-8000-%012u\",\"status\":\"%s\",\"createdAt\":\"2025-%02u-%02uT21:"
		"07:04.%03uZ\","
		"\"updatedAt\":\"2026-%02u-%02uT11:07:04.%03uZ\",\"archivedAt\":\"2026-01-01T00:00:00.%"
		"03uZ\","
		"\"candidate\":{\"id\":\"%08x-bbbb-4000-8000-%012u\",\"name\":\"Candidate %06u\","
		"\"primaryEmailAddress\":{\"value\":\"person.%06u@example.test\"},"
		"\"primaryPhoneNumber\":{\"value\":\"+49 30 %07u\"}},"
		"\"job\":{\"id\":\"00000000-cccc-4000-8000-%012u\",\"title\":\"Job number %u\"},"
		"\"source\":{\"title\":\"Source %u\",\"sourceType\":{\"title\":\"Inbound\"}},"
		"\"creditedToUser\":{\"firstName\":\"User\",\"lastName\":\"%u\"},"
		"\"archiveReason\":{\"text\":\"Reason %u\",\"reasonType\":\"RejectedByOrg\"},"
		"\"currentInterviewStage\":{\"id\":\"00000000-dddd-4000-8000-%012u\",\"title\":\"Stage %u\","
		"\"type\":\"Active\",\"orderInInterviewPlan\":%u,\"interviewPlanId\":\"00000000-eeee-4000-"
		"8000-%012u\"},"
		"\"hiringTeam\":[{\"userId\":\"u%u\",\"firstName\":\"Re\",\"lastName\":\"%u\",\"role\":"
		"\"Recruiter\"}]}",
		i * 2654435761u, i, i % 3 ? "Archived" : "Active", i % 12 + 1, i % 28 + 1, i % 1000,
		i % 11 + 1, i % 27 + 1, i % 999, i % 997, i * 40503u, i, i, i, i, i % 400, i % 400, i % 50,
		i % 200, i % 20, i % 3000, i % 12, i % 12, i % 300, i % 200, i % 200);
	put(store, ASHBY_APPLICATIONS, json);
}

static void a_hundred_thousand_applications_are_small(void **state)
{
	size_t columns, json;

	for (unsigned i = 0; i < 100000; i++)
		put_application(*state, i);
	ashby_store_memory(*state, &columns, &json);
	assert_int_equal(ashby_store_count(*state, ASHBY_APPLICATIONS), 100000);
	/* The rows of the candidates that they name included. */
	assert_in_range(columns, 1, 160 * 100000);
	assert_in_range(json, 32 << 20, (64 << 20) + (1 << 20));
	print_message("%zu bytes an application\n", columns / 100000);
}

static void rows_that_change_all_day_do_not_grow(void **state)
{
	size_t before, after, json;
	char text[400];

	ashby_store_limit_json(*state, 0);
	for (int round = 0; round < 60; round++) {
		for (int i = 0; i < 1000; i++) {
			snprintf(text, sizeof(text), "{\"id\":\"%d\",\"name\":\"%0*d\",\"company\":\"%0*d\"}",
				i, 1 + (i + round) % 40, i, 1 + (i * 7 + round) % 30, round);
			put(*state, ASHBY_CANDIDATES, text);
		}
		if (round == 39)
			ashby_store_memory(*state, &before, &json);
	}
	ashby_store_memory(*state, &after, &json);
	assert_int_equal(before, after);
	assert_field(*state, ASHBY_CANDIDATES, "5", "name", "0000000000000000000000005");
}

static void collect(void *arg, uint32_t kinds)
{
	uint32_t *seen = arg;

	seen[0]++;
	seen[1] |= kinds;
}

static void listeners_are_told_once_a_turn(void **state)
{
	struct ashby_listener *listener, *gone;
	uint32_t seen[2] = { 0, 0 }, none[2] = { 0, 0 };
	struct ashby_loop *loop;

	assert_int_equal(ashby_loop_new(&loop), ASHBY_OK);
	assert_int_equal(ashby_store_listen(&listener, *state, loop, collect, seen), ASHBY_OK);
	assert_int_equal(ashby_store_listen(&gone, *state, loop, collect, none), ASHBY_OK);
	put(*state, ASHBY_TAGS, "{\"id\":\"a\"}");
	put(*state, ASHBY_TAGS, "{\"id\":\"b\"}");
	put(*state, ASHBY_SOURCES, "{\"id\":\"a\"}");
	ashby_listener_free(gone);
	assert_int_equal(seen[0], 0);
	ashby_loop_turn(loop, 0);
	assert_int_equal(seen[0], 1);
	assert_int_equal(seen[1], 1u << ASHBY_TAGS | 1u << ASHBY_SOURCES);
	put(*state, ASHBY_TAGS, "{\"id\":\"a\"}");
	ashby_loop_turn(loop, 0);
	assert_int_equal(seen[0], 1);
	put(*state, ASHBY_TAGS, "{\"id\":\"a\",\"title\":\"new\"}");
	ashby_loop_turn(loop, 0);
	assert_int_equal(seen[0], 2);
	assert_int_equal(none[0], 0);
	ashby_listener_free(listener);
	ashby_listener_free(NULL);
	ashby_loop_free(loop);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(a_pass_ends_what_it_has_not_seen, setup, teardown),
		cmocka_unit_test_setup_teardown(events_are_cut_from_their_schedule, setup, teardown),
		cmocka_unit_test_setup_teardown(an_event_that_left_its_schedule_is_dead, setup, teardown),
		cmocka_unit_test_setup_teardown(events_die_with_their_schedule, setup, teardown),
		cmocka_unit_test_setup_teardown(an_event_may_move_to_another_schedule, setup, teardown),
		cmocka_unit_test_setup_teardown(json_is_kept_up_to_a_budget, setup, teardown),
		cmocka_unit_test_setup_teardown(a_record_larger_than_a_block_is_kept, setup, teardown),
		cmocka_unit_test_setup_teardown(a_hundred_thousand_applications_are_small, setup, teardown),
		cmocka_unit_test_setup_teardown(rows_that_change_all_day_do_not_grow, setup, teardown),
		cmocka_unit_test_setup_teardown(listeners_are_told_once_a_turn, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
