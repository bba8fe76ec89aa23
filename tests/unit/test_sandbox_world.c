/* The sandbox's world: ids that turn back into records, determinism, and candidates that fit their applications. */
#include "sandbox.h"

#include "cast.h"
#include "booking.h"
#include "journey.h"
#include "offer.h"

static void id_round_trip(void **state)
{
	static const uint32_t numbers[] = { 0, 1, 2, 4999, 200000, UINT32_MAX };
	char text[ID_TEXT + 1];
	struct id back;

	(void)state;
	for (unsigned kind = KIND_NONE + 1; kind < KIND_COUNT; kind++)
		for (unsigned i = 0; i < 6; i++) {
			struct id id = { (enum kind)kind, numbers[i], numbers[5 - i] & 0xffffff };

			id_print(7, id, text);
			assert_int_equal(strlen(text), ID_TEXT);
			assert_true(text[14] == '4' && strchr("89ab", text[19]));
			assert_true(id_parse(7, text, ID_TEXT, &back));
			assert_int_equal(back.kind, id.kind);
			assert_int_equal(back.index, id.index);
			assert_int_equal(back.sub, id.sub);
			/* Another organisation's id, and one with a digit changed, are nobody's. */
			assert_false(id_parse(8, text, ID_TEXT, &back));
			text[35] = text[35] == '0' ? '1' : '0';
			assert_true(id_is_uuid(text, ID_TEXT));
			assert_false(id_parse(7, text, ID_TEXT, &back));
		}
}

static void id_refuses_what_is_no_uuid(void **state)
{
	static const char *const bad[] = { "", "x", "b7a2ab2a-f7f8-480a-9bdf-de750750f2d",
		"b7a2ab2a-f7f8-480a-9bdf-de750750f2daa", "b7a2ab2a0f7f8-480a-9bdf-de750750f2da",
		"g7a2ab2a-f7f8-480a-9bdf-de750750f2da" };

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		assert_false(id_is_uuid(bad[i], strlen(bad[i])));
	assert_true(id_is_uuid("B7A2AB2A-f7f8-480a-9bdf-de750750f2da", 36));
}

static void same_seed_same_world(void **state)
{
	static const char *const endpoints[] = { "candidate.list", "application.list", "job.list",
		"interviewSchedule.list", "offer.list", "applicationFeedback.list", "user.list" };
	struct world *one = world_of(3, 400, 9), *two = world_of(3, 400, 9), *other = world_of(4, 400, 9);

	(void)state;
	for (size_t i = 0; i < sizeof(endpoints) / sizeof(endpoints[0]); i++) {
		struct reply a, b, c;

		ask(&a, one, endpoints[i], "{}");
		/* Order of asking must not matter: the second world is asked twice. */
		ask(&b, two, "candidate.search", "{\"name\":\"a\"}");
		reply_release(&b);
		ask(&b, two, endpoints[i], "{}");
		ask(&c, other, endpoints[i], "{}");
		assert_string_equal(ashby_buf_str(&a.text), ashby_buf_str(&b.text));
		assert_string_not_equal(ashby_buf_str(&a.text), ashby_buf_str(&c.text));
		reply_release(&a);
		reply_release(&b);
		reply_release(&c);
	}
	world_free(one);
	world_free(two);
	world_free(other);
}

static void fits(uint32_t candidates)
{
	struct world *world = world_of(1, candidates, 8);
	uint32_t count = world_applications(world), seen = 0;

	for (uint32_t c = 0; c < candidates; c++) {
		uint32_t apps[CANDIDATE_APPLICATIONS];
		unsigned n = world_candidate_applications(world, c, apps);

		for (unsigned i = 0; i < n; i++) {
			assert_true(apps[i] < count);
			assert_int_equal(world_application_candidate(world, apps[i]), c);
			assert_true(world_application_created(world, apps[i]) >
				world_candidate_created(world, c));
			assert_true(i == 0 || apps[i] > apps[i - 1]);
		}
		seen += n;
		assert_true(
			c == 0 || world_candidate_created(world, c) > world_candidate_created(world, c - 1));
	}
	assert_int_equal(seen, count);
	for (uint32_t a = 1; a < count; a++)
		assert_true(world_application_created(world, a) > world_application_created(world, a - 1));
	assert_true(count == 0 || world_application_created(world, count - 1) <= world->now);
	world_free(world);
}

static void candidates_fit_applications(void **state)
{
	static const uint32_t sizes[] = { 0, 1, 4, 5, 6, 23, 24, 25, 57, 58, 59, 60, 1001, 20000 };

	(void)state;
	for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++)
		fits(sizes[i]);
}

static void check_bookings(const struct world *world, const struct journey *journey)
{
	for (unsigned m = 0; m < journey->count; m++) {
		struct booking booking;
		int64_t left = journey_left(journey, m);

		if (!booking_tell(world, journey, m, &booking))
			continue;
		assert_true(booking.created >= journey->moves[m].at && booking.created <= world->now);
		assert_true(booking.updated >= booking.created && booking.updated <= world->now);
		for (unsigned e = 0; e < booking.event_count; e++) {
			assert_true(booking.events[e].end > booking.events[e].start);
			assert_true(booking.events[e].start >= booking.created || journey->role);
			assert_true(left == ASHBY_NO_TIME || booking.events[e].start < left + DAY_MS);
			for (unsigned i = 0; i < booking.events[e].people_count; i++)
				assert_true(booking.events[e].people[i].user < world->user_count);
		}
	}
}

static void check_stories(struct world *world)
{
	for (uint32_t a = 0; a < world_applications(world); a++) {
		struct journey journey;
		struct offer offer;

		journey_tell(world, a, &journey);
		assert_true(journey.count > 0 && journey.updated <= world->now &&
			journey.updated >= journey.created);
		assert_true(world->jobs[journey.job].opened <= journey.created);
		for (unsigned m = 0; m < journey.count; m++) {
			assert_true(journey.moves[m].at <= world->now);
			assert_true(m == 0 ? journey.moves[0].at > journey.created
					   : journey.moves[m].at > journey.moves[m - 1].at);
		}
		assert_int_equal(journey.reason != 0, journey_now(&journey)->type == STAGE_ARCHIVED);
		check_bookings(world, &journey);
		if (!offer_tell(world, &journey, &offer))
			continue;
		for (unsigned v = 1; v < offer.version_count; v++)
			assert_true(offer.versions[v].created >= offer.versions[v - 1].created);
		assert_true(offer.versions[offer.version_count - 1].created <= world->now);
	}
}

static void stories_hold_together(void **state)
{
	(void)state;
	/* Every day of the week once, in the night and by day. */
	for (unsigned i = 0; i < 7; i++) {
		struct world_options options = { i + 1, NOW + i * 31 * HOUR_MS, 900, 24 };
		struct world *world;

		assert_int_equal(world_new(&world, &options), ASHBY_OK);
		check_stories(world);
		world_free(world);
	}
}

/* Every world of some size has the story: who waits for me, whom I meet today. */
static void the_cast_plays(void **state)
{
	struct world *world = world_of(99, 1200, 14);
	unsigned mine = 0, today = 0, owed = 0;

	(void)state;
	assert_int_equal(world->cast_count, cast_member_count);
	for (unsigned i = 0; i < world->cast_count; i++) {
		struct journey journey;
		struct booking booking;
		struct approval approval;
		struct offer offer;

		journey_tell(world, world->cast[i].application, &journey);
		assert_string_equal(journey_now(&journey)->title, world->cast[i].role->stage);
		if (world->cast[i].role->scene == SCENE_OFFER_MINE && offer_tell(world, &journey, &offer) &&
			offer_approval(world, &journey, &offer, offer.version_count - 1, &approval))
			mine += approval.steps[0].completed != ASHBY_NO_TIME &&
				approval.steps[1].people[0].user == ME &&
				strcmp(approval.steps[1].people[0].decision, "pending") == 0;
		if (!booking_tell(world, &journey, journey.count - 1, &booking))
			continue;
		if (world->cast[i].role->scene == SCENE_TODAY_MINE)
			today += booking.events[0].people[0].user == ME &&
				booking.events[0].start > world->now;
		if (world->cast[i].role->scene == SCENE_OWED_MINE)
			owed += booking.events[0].people[0].user == ME &&
				strcmp(booking.status, "WaitingOnFeedback") == 0;
	}
	assert_int_equal(mine, 1);
	assert_int_equal(today, 1);
	assert_int_equal(owed, 1);
	world_free(world);
}

/* Terminals disagree about the newest emoji and about sequences: the sandbox has neither. */
static void texts_have_a_sure_width(void **state)
{
	static const char *const lists[] = { "candidate.list", "job.list", "candidateTag.list",
		"interview.list", "project.list", "department.list", "location.list", "source.list",
		"user.list", "jobPosting.list" };
	struct world *world = world_of(1, 2000, 24);

	(void)state;
	for (size_t i = 0; i < sizeof(lists) / sizeof(lists[0]); i++) {
		struct reply reply;

		ask(&reply, world, lists[i], "{}");
		/* U+200D joiner, U+FE0F selector, U+1FA70 and beyond: symbols of the last years. */
		assert_null(strstr(reply.text.data, "\xe2\x80\x8d"));
		assert_null(strstr(reply.text.data, "\xef\xb8\x8f"));
		for (const char *at = reply.text.data; (at = strstr(at, "\xf0\x9f\xa9")) != NULL; at += 3)
			assert_true((unsigned char)at[3] < 0xb0);
		assert_null(strstr(reply.text.data, "\xf0\x9f\xaa"));
		reply_release(&reply);
	}
	world_free(world);
}

static void i_am_mei_chen(void **state)
{
	struct world *world = world_of(5, 10, 3);
	struct reply reply;

	(void)state;
	assert_int_equal(world_user_by_email(world, ME_EMAIL, strlen(ME_EMAIL)), ME);
	assert_int_equal(world_user_by_email(world, "", 0), NOBODY);
	ask(&reply, world, "user.search", "{\"email\":\"mei.chen@example.test\"}");
	assert_int_equal(ashby_value_count(ashby_get(reply.root, "results")), 1);
	assert_string_equal(text_at(reply.root, "results[0].firstName"), "Mei");
	reply_release(&reply);
	world_free(world);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(id_round_trip),
		cmocka_unit_test(id_refuses_what_is_no_uuid),
		cmocka_unit_test(same_seed_same_world),
		cmocka_unit_test(candidates_fit_applications),
		cmocka_unit_test(stories_hold_together),
		cmocka_unit_test(the_cast_plays),
		cmocka_unit_test(texts_have_a_sure_width),
		cmocka_unit_test(i_am_mei_chen),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
