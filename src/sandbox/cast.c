/* cast.c: who plays in the story, and giving the parts. Knows nothing of endpoints. */
#include "cast.h"

const struct cast_member cast_members[] = {
	{ "Daniel", "Okafor", "daniel.okafor", 33, 3, 0, "Offer", SCENE_OFFER_MINE, "Senior Engineer",
		"Halden Pay", 18 },
	{ "Priya", "Raman", "priya.raman", 29, 19, 0, "Onsite", SCENE_OWED, "Staff Engineer", "Kontur", 4 },
	{ "Grace", "Adeyemi", "grace.adeyemi", 12, 2, 0, "Tech Screen", SCENE_TODAY, "Senior Engineer",
		"Halden Pay", 1 },
	{ "Hana", "Kim", "hana.kim", 9, 3, 0, "Recruiter Call", SCENE_TODAY_MINE, "Engineer", "Parallax",
		14 },
	{ "Jón", "Bakke", "jon.bakke", 8, 3, 0, "Recruiter Call", SCENE_OWED_MINE, "Engineer", "Blåhus", 6 },
	{ "Linh", "Trần", "linh.tran", 21, 11, 0, "Tech Screen", SCENE_UNSCHEDULED, "Backend Developer",
		"Sedge Analytics", 11 },
	{ "Fatima Zahra", "El Idrissi", "fatimazahra.elidrissi", 6, 1, 0, "Recruiter Call", SCENE_TOMORROW,
		"Engineer", "Tidewater Bank", 16 },
	{ "Lucía", "Ferrari", "lucia.ferrari", 26, 4, 2, "Offer", SCENE_OFFER_OTHER, "Product Designer",
		"Quill & Co.", 19 },
	{ "Omar", "Saleh", "omar.saleh", 38, 2, 3, "Offer", SCENE_OFFER_START, "Account Director",
		"Puente Logística", 15 },
	{ "Nadia", "Popescu", "nadia.popescu", 35, 6, 6, "Offer", SCENE_OFFER_OUT, "Data Analyst",
		"Sedge Analytics", 7 },
	{ "Ben", "Carter", "ben.carter", 1, 1, 0, "Application Review", SCENE_REVIEW, "Engineer",
		"Northbeam Labs", 1 },
	{ "Tomáš", "Havel", "tomas.havel", 24, 6, 0, "Onsite", SCENE_TOMORROW, "Senior Engineer",
		"Ostrava Steel", 7 },
	{ "Aïsha", "Bello", "aisha.bello", 23, 4, 0, "Debrief", SCENE_TOMORROW, "Senior Engineer",
		"Copperline", 18 },
};
const unsigned cast_member_count = sizeof(cast_members) / sizeof(cast_members[0]);

/* The first candidate who came at or after that time. */
static uint32_t candidate_at(const struct world *world, int64_t ms)
{
	uint32_t low = 0, high = world->candidates;

	while (low < high) {
		uint32_t middle = low + (high - low) / 2;

		if (world_candidate_created(world, middle) < ms)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static bool taken(const struct world *world, uint32_t candidate)
{
	return cast_of_candidate(world, candidate) != NULL;
}

uint32_t cast_job(const struct world *world, const struct cast_member *role)
{
	return role->title < world->origin_count ? role->title : 0;
}

void cast_fill(struct world *world)
{
	for (unsigned i = 0; i < cast_member_count && i < CAST_MAX; i++) {
		uint32_t c = candidate_at(world, world->now - (int64_t)cast_members[i].age_days * DAY_MS),
			 apps[CANDIDATE_APPLICATIONS];

		while (c < world->candidates &&
			(taken(world, c) || world_candidate_applications(world, c, apps) != 1))
			c++;
		if (c >= world->candidates)
			continue;
		world_candidate_applications(world, c, apps);
		world->cast[world->cast_count].candidate = c;
		world->cast[world->cast_count].application = apps[0];
		world->cast[world->cast_count++].role = &cast_members[i];
	}
}

const struct cast_member *cast_of_application(const struct world *world, uint32_t application)
{
	for (unsigned i = 0; i < world->cast_count; i++)
		if (world->cast[i].application == application)
			return world->cast[i].role;
	return NULL;
}

const struct cast_member *cast_of_candidate(const struct world *world, uint32_t candidate)
{
	for (unsigned i = 0; i < world->cast_count; i++)
		if (world->cast[i].candidate == candidate)
			return world->cast[i].role;
	return NULL;
}
