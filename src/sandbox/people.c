/* people.c: who works for the organisation and who wants to. Facts only; knows nothing of HTTP or JSON. */
#include <stdio.h>
#include <string.h>

#include "cast.h"
#include "edits.h"
#include "names.h"
#include "overlay.h"
#include "rng.h"
#include "world.h"

enum {
	ROLL_CULTURE = 20,
	ROLL_NAME,
	ROLL_EMAIL,
	ROLL_PHONE,
	ROLL_UPDATED,
	ROLL_SOURCE,
	ROLL_CREDIT,
	ROLL_FILES,
	ROLL_NOTES,
	ROLL_RESUME,
	ROLL_TAGS,
	ROLL_COLLEAGUE
};

/* The order of the users: recruiters, coordinators, a head for each family, then everybody by family. */
#define FIRST_COORDINATOR 8
#define FIRST_HEAD 12
#define FIRST_STAFF (FIRST_HEAD + FAMILY_COUNT)

static const enum family staff[] = { FAMILY_ENGINEERING, FAMILY_ENGINEERING, FAMILY_DATA, FAMILY_DESIGN,
	FAMILY_PRODUCT, FAMILY_SALES, FAMILY_OPERATIONS };
#define STAFF (sizeof(staff) / sizeof(staff[0]))

/* Cultures whose names are written in Latin letters: colleagues are addressed across offices. */
static const unsigned latin[] = { 0, 0, 1, 1, 2, 4, 5, 6, 7, 10, 16, 18, 19 };

static bool gone(uint32_t user)
{
	return user > FIRST_STAFF && user % 13 == 7;
}

static void name_user(const struct world *world, uint32_t index, struct person *person)
{
	const struct culture *culture = &cultures[latin[rng_below(
		world_roll(world, KIND_USER, index, ROLL_CULTURE), sizeof(latin) / sizeof(latin[0]))]];
	/* A walk through all pairs of the culture instead of a roll: two colleagues rarely share a name. */
	unsigned pair = index * 7919 % (culture->given_count * culture->family_count);
	const struct name *given = &culture->given[pair % culture->given_count];
	const struct name *family = &culture->family[pair / culture->given_count];

	snprintf(person->first, sizeof(person->first), "%s", given->shown);
	snprintf(person->last, sizeof(person->last), "%s", family->shown);
	snprintf(person->email, sizeof(person->email), "%s.%s@example.test", given->ascii, family->ascii);
	/* A former colleague whose address is no longer known. */
	if (index % 39 == 33)
		person->email[0] = '\0';
}

static const char *role_of(uint32_t index)
{
	if (index == ME || index == FIRST_HEAD)
		return "Organization Admin";
	if (index < FIRST_STAFF)
		return "Elevated Access";
	return index % 29 == 5 ? "External Recruiter" : "Limited Access";
}

void world_user(const struct world *world, uint32_t index, struct user *out)
{
	const struct change *change = overlay_find(world, (struct id){ KIND_USER, index, 0 });

	name_user(world, index, &out->person);
	if (index == ME)
		out->person = (struct person){ "Mei", "Chen", ME_EMAIL };
	out->role = role_of(index);
	out->enabled = !gone(index);
	out->family = index < FIRST_HEAD ? FAMILY_OPERATIONS
		: index < FIRST_STAFF    ? (enum family)(index - FIRST_HEAD)
					 : staff[(index - FIRST_STAFF) % STAFF];
	out->manager = index == FIRST_HEAD ? NOBODY
		: index < FIRST_STAFF      ? FIRST_HEAD
					   : FIRST_HEAD + (uint32_t)out->family;
	out->updated = change ? change->at
			      : world->now - DAY_MS -
			(int64_t)(rng_unit(world_roll(world, KIND_USER, index, ROLL_UPDATED)) *
				(double)world->span);
}

uint32_t world_colleague(const struct world *world, enum family family, uint64_t index, unsigned n)
{
	uint32_t teams = (world->user_count - FIRST_STAFF) / STAFF, user;
	uint32_t team =
		rng_below(world_roll(world, KIND_USER, index, ROLL_COLLEAGUE + 1 + (unsigned)family), teams);
	uint32_t slot = (uint32_t)family + 1;

	if (family == FAMILY_ENGINEERING)
		slot = (uint32_t)(index + n) & 1;
	user = FIRST_STAFF + (team + n) % teams * (uint32_t)STAFF + slot;
	if (gone(user))
		return n ? n % (FIRST_COORDINATOR - 1) + 1 : FIRST_HEAD + (uint32_t)family;
	return user;
}

uint32_t world_user_by_email(const struct world *world, const char *email, size_t len)
{
	struct user user;

	for (uint32_t i = 0; i < world->user_count; i++) {
		world_user(world, i, &user);
		if (strlen(user.person.email) == len && len && memcmp(user.person.email, email, len) == 0)
			return i;
	}
	return NOBODY;
}

/* ---- candidates ---- */

static unsigned weighted_culture(uint64_t bits)
{
	unsigned total = 0, at;

	for (unsigned i = 0; i < culture_count; i++)
		total += cultures[i].weight;
	at = rng_below(bits, total);
	for (unsigned i = 0; i < culture_count; i++) {
		if (at < cultures[i].weight)
			return i;
		at -= cultures[i].weight;
	}
	return 0;
}

static void name_candidate(const struct world *world, uint32_t index, struct candidate *out)
{
	const struct culture *culture = &cultures[out->culture];
	uint64_t bits = world_roll(world, KIND_CANDIDATE, index, ROLL_NAME);
	const struct name *given = &culture->given[rng_below(bits, culture->given_count)];
	const struct name *family = &culture->family[rng_below(bits << 20, culture->family_count)];
	const char *first = culture->family_first ? family->shown : given->shown;
	const char *last = culture->family_first ? given->shown : family->shown;
	/* Chinese, Japanese and Korean names are written without a space between. */
	bool joined = culture->family_first && (unsigned char)last[0] >= 0xe3;

	snprintf(out->name, sizeof(out->name), "%s%s%s", first, joined ? "" : " ", last);
	snprintf(out->ascii, sizeof(out->ascii), "%s.%s", given->ascii, family->ascii);
	snprintf(out->email, sizeof(out->email), "%s%u@example.test", out->ascii, index % 97);
}

static void play(const struct cast_member *role, struct candidate *out)
{
	snprintf(out->name, sizeof(out->name), "%s %s", role->given, role->family);
	snprintf(out->ascii, sizeof(out->ascii), "%s", role->ascii);
	snprintf(out->email, sizeof(out->email), "%s@example.test", role->ascii);
}

static void contact(const struct world *world, uint32_t index, struct candidate *out)
{
	uint64_t bits = world_roll(world, KIND_CANDIDATE, index, ROLL_PHONE);

	out->phone[0] = '\0';
	if (rng_below(bits, 100) < 72)
		snprintf(out->phone, sizeof(out->phone), "%s%03u", cultures[out->culture].dial,
			rng_below(bits << 16, 1000));
	if (world_chance(world, KIND_CANDIDATE, index, ROLL_EMAIL, 3))
		out->email[0] = '\0';
}

unsigned world_candidate_source(const struct world *world, uint32_t index)
{
	uint64_t bits = world_roll(world, KIND_CANDIDATE, index, ROLL_SOURCE);
	unsigned total = 0, at;

	if (rng_below(bits << 24, 40) == 0)
		return 0;
	for (unsigned i = 0; i < source_count; i++)
		total += sources[i].weight;
	at = rng_below(bits, total);
	for (unsigned i = 0; i < source_count; i++) {
		if (at < sources[i].weight)
			return i + 1;
		at -= sources[i].weight;
	}
	return 1;
}

static void set_origin(const struct world *world, uint32_t index, struct candidate *out)
{
	const char *type;

	out->source = world_candidate_source(world, index);
	out->credited = NOBODY;
	if (!out->source)
		return;
	type = source_types[sources[out->source - 1].type].title;
	if (strcmp(type, "Referral") == 0)
		out->credited = world_colleague(world, FAMILY_ENGINEERING, index, 0);
	else if (strcmp(type, "Sourced") == 0)
		out->credited =
			rng_below(world_roll(world, KIND_CANDIDATE, index, ROLL_CREDIT), FIRST_COORDINATOR);
}

static void set_extras(
	const struct world *world, uint32_t index, const struct change *change, struct candidate *out)
{
	static const unsigned char notes[] = { 0, 0, 0, 0, 1, 1, 1, 2, 2, 3, 4, 6 };
	uint64_t bits = world_roll(world, KIND_CANDIDATE, index, ROLL_TAGS);
	int64_t age = world->now - out->created;

	out->updated = out->created + 3000 +
		(int64_t)(rng_unit(world_roll(world, KIND_CANDIDATE, index, ROLL_UPDATED)) * 0.9 *
			(double)(age > 3000 ? age - 3000 : 0));
	if (out->updated > world->now && index < world->candidates)
		out->updated = world->now;
	out->resume = !world_chance(world, KIND_CANDIDATE, index, ROLL_RESUME, 8);
	out->files =
		(out->resume ? 1 : 0) + (world_chance(world, KIND_CANDIDATE, index, ROLL_FILES, 25) ? 1 : 0);
	out->notes = notes[rng_below(world_roll(world, KIND_CANDIDATE, index, ROLL_NOTES), sizeof(notes))];
	out->tags = 0;
	for (unsigned n = rng_below(bits, 3); n > 0; n--)
		out->tags |= UINT32_C(1) << rng_below(bits << (n * 12), tag_count - 1);
	if (!change)
		return;
	out->updated = change->at;
	out->tags |= change->value;
}

/* What requests have written over it. */
static void rewrite(const struct world *world, uint32_t index, struct candidate *out)
{
	struct id id = { KIND_CANDIDATE, index, 0 };

	edits_text(world, id, ".name", out->name, sizeof(out->name));
	edits_text(world, id, ".email", out->email, sizeof(out->email));
	edits_text(world, id, ".phone", out->phone, sizeof(out->phone));
	out->created = edits_int(world, id, ".created", out->created);
	out->source = (unsigned)edits_int(world, id, ".source", out->source);
	out->credited = (uint32_t)edits_int(world, id, ".credited", out->credited);
	if (edits_bool(world, id, ".anonymous", false)) {
		out->resume = false;
		out->files = out->notes = 0;
		out->tags = 0;
	}
}

static void tell_seed(
	const struct world *world, uint32_t index, const struct change *change, struct candidate *out)
{
	const struct cast_member *role = cast_of_candidate(world, index);

	out->culture = role ? role->culture
			    : weighted_culture(world_roll(world, KIND_CANDIDATE, index, ROLL_CULTURE));
	name_candidate(world, index, out);
	if (role)
		play(role, out);
	contact(world, index, out);
	out->created = world_candidate_created(world, index);
	set_origin(world, index, out);
	set_extras(world, index, change, out);
	if (role && out->notes < 3)
		out->notes = 3;
}

void world_candidate(const struct world *world, uint32_t index, struct candidate *out)
{
	struct id id = { KIND_CANDIDATE, index, 0 };
	const struct change *change = overlay_find(world, id);
	bool changed = change || edits_count(world, KIND_CANDIDATE, index);

	out->written = changed && edits_bool(world, id, ".written", false);
	if (out->written) {
		*out = (struct candidate){ .written = true,
			.credited = NOBODY,
			.created = world_candidate_created(world, index),
			.updated = change->at,
			.tags = change->value };
		snprintf(out->ascii, sizeof(out->ascii), "candidate%u", index);
	} else {
		tell_seed(world, index, change, out);
	}
	if (changed)
		rewrite(world, index, out);
	out->application_count = world_candidate_applications(world, index, out->applications);
}
