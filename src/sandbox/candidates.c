/* candidates.c: candidates, their notes and files. Knows nothing of HTTP. */
#include <stdio.h>
#include <string.h>

#include "ashby/date.h"
#include "edits.h"
#include "names.h"
#include "overlay.h"
#include "part.h"
#include "records.h"
#include "rng.h"
#include "upload.h"

enum { ROLL_WORK = 600, ROLL_LINKS, ROLL_PLACE, ROLL_ZONE, ROLL_FRAUD, ROLL_NOTE_TEXT = 700 };

#define HANDLE_CHARS 270

static const char *const positions[] = { "Software Engineer", "Senior Software Engineer", "Staff Engineer",
	"Data Analyst", "Product Designer", "Product Manager", "Account Executive", "Support Lead",
	"Site Reliability Engineer", "Fullsta ck Developer", "Working student", "Head of Operations",
	"Research Assistant", "Frontend Developer" };

static uint64_t roll(const struct call *c, uint32_t candidate, unsigned field)
{
	return world_roll(c->world, KIND_CANDIDATE, candidate, field);
}

void put_contact(struct call *c, const char *key, const char *value, const char *type, bool primary)
{
	out_object(c->out, key);
	out_text(c->out, "value", value);
	out_text(c->out, "type", type);
	out_bool(c->out, "isPrimary", primary);
	out_close(c->out, '}');
}

/* ---- files: a handle is the file's id in front of bits that prove it ---- */

static void print_handle(const struct call *c, struct id file, char out[HANDLE_CHARS + 1])
{
	static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
	uint64_t bits = 0;

	id_print(c->world->seed, file, out);
	for (unsigned i = ID_TEXT; i < HANDLE_CHARS; i++) {
		if ((i - ID_TEXT) % 10 == 0)
			bits = rng_at(c->world->seed, file.index, file.sub + 977, i);
		out[i] = letters[bits & 63];
		bits >>= 6;
	}
	out[HANDLE_CHARS] = '\0';
}

bool file_parse(const struct call *c, struct ashby_text handle, struct id *out)
{
	char again[HANDLE_CHARS + 1];
	struct id id;

	if (handle.len != HANDLE_CHARS || !id_parse(c->world->seed, handle.raw, ID_TEXT, &id) ||
		(id.kind != KIND_FILE && id.kind != KIND_UPLOAD) || !world_has(c->world, id))
		return false;
	print_handle(c, id, again);
	if (memcmp(again, handle.raw, HANDLE_CHARS) != 0)
		return false;
	*out = id;
	return true;
}

static void file_name(const struct candidate *who, unsigned file, char *text, size_t size)
{
	static const char *const kinds[] = { "resume", "portfolio", "offer" };

	snprintf(text, size, "%s-%s.pdf", who->ascii, kinds[file < 3 ? file : 0]);
}

static void put_file_of(
	struct call *c, const char *key, uint32_t index, const struct candidate *who, unsigned file)
{
	char name[160], handle[HANDLE_CHARS + 1];

	file_name(who, file, name, sizeof(name));
	print_handle(c, id_of(KIND_FILE, index, file), handle);
	out_object(c->out, key);
	put_id(c, "id", KIND_FILE, index, file);
	out_text(c->out, "name", name);
	out_text(c->out, "handle", handle);
	out_close(c->out, '}');
}

void put_file(struct call *c, const char *key, uint32_t candidate, unsigned file)
{
	struct candidate who;

	world_candidate(c->world, candidate, &who);
	put_file_of(c, key, candidate, &who, file);
}

void put_upload(struct call *c, const char *key, uint32_t number)
{
	char handle[HANDLE_CHARS + 1];

	print_handle(c, id_of(KIND_UPLOAD, number, 0), handle);
	out_object(c->out, key);
	put_id(c, "id", KIND_UPLOAD, number, 0);
	out_text(c->out, "name", upload_at(c->world, number)->name);
	out_text(c->out, "handle", handle);
	out_close(c->out, '}');
}

/* A name as a part of a URL: what is not plain is written as %XX. */
static void url_name(const char *name, char *text, size_t size)
{
	size_t len = 0;

	for (; *name && len + 4 < size; name++) {
		unsigned char byte = (unsigned char)*name;

		if ((byte | 32) >= 'a' && (byte | 32) <= 'z')
			text[len++] = *name;
		else if (strchr("0123456789.-_", byte))
			text[len++] = *name;
		else
			len += (size_t)snprintf(text + len, size - len, "%%%02X", byte);
	}
	text[len] = '\0';
}

void file_info(struct call *c)
{
	struct candidate who;
	struct id id;
	char text[800], url[1100], uuid[ID_TEXT + 1];

	if (!file_parse(c, call_text(c, "fileHandle"), &id)) {
		c->parameter = "fileHandle";
		call_fail(c, "file_not_found", "the file handle is not known");
		return;
	}
	if (id.kind == KIND_UPLOAD && !upload_at(c->world, id.index)->complete) {
		call_fail(c, "file_not_found", "nothing was uploaded for this handle yet");
		return;
	}
	if (id.kind == KIND_UPLOAD) {
		url_name(upload_at(c->world, id.index)->name, text, sizeof(text));
	} else {
		world_candidate(c->world, id.index, &who);
		file_name(&who, id.sub, text, sizeof(text));
	}
	id_print(c->world->seed, id, uuid);
	snprintf(url, sizeof(url), "%s/files/%s/%s", c->base_url, uuid, text);
	out_object(c->out, "results");
	out_text(c->out, "url", url);
	out_close(c->out, '}');
}

/* ---- the record ---- */

/* The elements of an array that requests have written, behind those that are there. */
static void put_more(struct call *c, uint32_t index, const char *member)
{
	struct ashby_text json;

	if (!edits_get(c->world, id_of(KIND_CANDIDATE, index, 0), member, &json) || json.len <= 2)
		return;
	out_raw(c->out, NULL, "");
	ashby_buf_add(c->out, json.raw + 1, json.len - 2);
}

static void put_contacts(struct call *c, const struct candidate *who, uint32_t index)
{
	bool work = who->email[0] && index % 6 == 2 && !who->written;
	char second[192];

	if (who->email[0])
		put_contact(c, "primaryEmailAddress", who->email, "Personal", true);
	out_array(c->out, "emailAddresses");
	if (who->email[0])
		put_contact(c, NULL, who->email, "Personal", true);
	if (work) {
		snprintf(second, sizeof(second), "%s@work.example.test", who->ascii);
		put_contact(c, NULL, second, "Work", false);
	}
	put_more(c, index, ".emails");
	out_close(c->out, ']');
	if (who->phone[0])
		put_contact(c, "primaryPhoneNumber", who->phone, "Personal", true);
	out_array(c->out, "phoneNumbers");
	if (who->phone[0])
		put_contact(c, NULL, who->phone, "Personal", true);
	out_close(c->out, ']');
}

static void put_link(struct call *c, const char *type, const char *url)
{
	out_object(c->out, NULL);
	out_text(c->out, "type", type);
	out_text(c->out, "url", url);
	out_close(c->out, '}');
}

static void put_links(struct call *c, const struct candidate *who, uint32_t index)
{
	unsigned at = rng_below(roll(c, index, ROLL_LINKS), 10);
	char url[224];

	out_array(c->out, "socialLinks");
	if (who->written)
		at = 10;
	if (at < 7) {
		snprintf(url, sizeof(url), "https://%slinkedin.example.test/in/%s-%x", at % 2 ? "www." : "",
			who->ascii, index);
		put_link(c, "LinkedIn", url);
	}
	if (at > 4 && at < 10) {
		snprintf(url, sizeof(url), "https://github.example.test/%s", who->ascii);
		put_link(c, "GitHub", url);
	}
	if (at == 3) {
		snprintf(url, sizeof(url), "http://%s.example.test", who->ascii);
		put_link(c, "Website", url);
	}
	out_close(c->out, ']');
}

static void put_tags(struct call *c, const struct candidate *who, uint32_t index)
{
	out_array(c->out, "tags");
	for (unsigned i = 0; i < total(c, KIND_TAG, tag_count); i++) {
		bool told = i < tag_count && (who->tags >> i & 1);
		char member[24];

		snprintf(member, sizeof(member), ".tag%u", i);
		if (edits_bool(c->world, id_of(KIND_CANDIDATE, index, 0), member, told))
			put_tag(c, NULL, i);
	}
	out_close(c->out, ']');
}

static void put_work(struct call *c, uint32_t index)
{
	const struct cast_member *role = cast_of_candidate(c->world, index);
	uint64_t bits = roll(c, index, ROLL_WORK);
	unsigned at = rng_below(bits, 100);

	if (role) {
		out_text(c->out, "position", role->position);
		out_text(c->out, "company", role->company);
		return;
	}
	if (at < 82)
		out_text(c->out, "position",
			positions[rng_below(bits << 8, sizeof(positions) / sizeof(positions[0]))]);
	if (at < 84)
		out_text(c->out, "company", companies[rng_below(bits << 16, word_count(companies))]);
	if (at % 10 < 7)
		out_text(c->out, "school", schools[rng_below(bits << 24, word_count(schools))]);
}

static void put_component(struct call *c, const char *type, const char *name)
{
	out_object(c->out, NULL);
	out_text(c->out, "type", type);
	out_text(c->out, "name", name);
	out_close(c->out, '}');
}

static void put_place(struct call *c, const struct candidate *who, uint32_t index)
{
	const struct culture *culture = &cultures[who->culture];
	char summary[200];

	if (who->written || rng_below(roll(c, index, ROLL_PLACE), 100) < 10)
		return;
	snprintf(summary, sizeof(summary), "%s, %s, %s", culture->city, culture->region, culture->country);
	out_object(c->out, "location");
	put_id(c, "id", KIND_PLACE, who->culture, 0);
	out_text(c->out, "locationSummary", summary);
	out_array(c->out, "locationComponents");
	put_component(c, "Country", culture->country);
	put_component(c, "Region", culture->region);
	put_component(c, "City", culture->city);
	out_close(c->out, ']');
	out_close(c->out, '}');
}

/* Uploaded files are kept by their numbers. */
static void put_uploads(struct call *c, uint32_t index)
{
	struct id id = id_of(KIND_CANDIDATE, index, 0);
	int64_t count = edits_int(c->world, id, ".files", 0);

	for (int64_t i = 0; i < count; i++) {
		char member[24];

		snprintf(member, sizeof(member), ".file%d", (int)i);
		put_upload(c, NULL, (uint32_t)edits_int(c->world, id, member, 0));
	}
}

static void put_files(struct call *c, const struct candidate *who, uint32_t index)
{
	int64_t resume = edits_int(c->world, id_of(KIND_CANDIDATE, index, 0), ".resume", -1);

	if (resume >= 0)
		put_upload(c, "resumeFileHandle", (uint32_t)resume);
	else if (who->resume)
		put_file_of(c, "resumeFileHandle", index, who, 0);
	out_array(c->out, "fileHandles");
	for (unsigned i = 0; i < who->files; i++)
		put_file_of(c, NULL, index, who, who->resume ? i : 1);
	put_uploads(c, index);
	out_close(c->out, ']');
}

static void put_origin(struct call *c, const struct candidate *who, uint32_t index)
{
	static const char *const fraud[] = { NULL, NULL, NULL, "PassedFraudCheck", "PassedFraudCheck",
		"Unreviewed", "NotFraudulent", "Unsure" };
	bool told = rng_below(roll(c, index, ROLL_ZONE), 6) == 0 && !who->written;

	put_source(c, "source", who->source);
	put_user(c, "creditedToUser", who->credited);
	out_text(c->out, "timezone",
		told || cast_of_candidate(c->world, index) ? cultures[who->culture].timezone : NULL);
	put_place(c, who, index);
	/* Old records lack the key. */
	if (who->written)
		out_null(c->out, "fraudStatus");
	else if (index % 40 != 1)
		out_text(c->out, "fraudStatus", fraud[rng_below(roll(c, index, ROLL_FRAUD), 8)]);
}

void put_candidate(struct call *c, const char *key, uint32_t index)
{
	struct candidate who;
	char id[ID_TEXT + 1], url[120];
	size_t from = c->out->len;

	world_candidate(c->world, index, &who);
	id_print(c->world->seed, id_of(KIND_CANDIDATE, index, 0), id);
	out_object(c->out, key);
	put_id(c, "id", KIND_CANDIDATE, index, 0);
	out_time(c->out, "createdAt", who.created);
	out_time(c->out, "updatedAt", who.updated);
	out_text(c->out, "name", who.name);
	put_contacts(c, &who, index);
	put_links(c, &who, index);
	put_tags(c, &who, index);
	if (!who.written)
		put_work(c, index);
	out_array(c->out, "applicationIds");
	for (unsigned i = 0; i < who.application_count; i++)
		put_id(c, NULL, KIND_APPLICATION, who.applications[i], 0);
	out_close(c->out, ']');
	put_files(c, &who, index);
	put_custom_fields(c, FIELD_CANDIDATE, index, id_of(KIND_CANDIDATE, index, 0));
	snprintf(url, sizeof(url), "https://app.example.test/candidates/%s", id);
	out_text(c->out, "profileUrl", url);
	put_origin(c, &who, index);
	/* Keys that no documentation names do come. */
	out_bool(c->out, "hasUnreadMessages", index % 9 == 0);
	out_close(c->out, '}');
	edits_show(c->world, id_of(KIND_CANDIDATE, index, 0), c->out, from);
}

static uint32_t all_candidates(struct call *c)
{
	return world_candidates(c->world);
}

static int64_t candidate_created(struct call *c, uint32_t position)
{
	return world_candidate_created(c->world, position);
}

static bool write_candidate(struct call *c, struct row row)
{
	if (edits_deleted(c->world, id_of(KIND_CANDIDATE, row.index, 0)))
		return false;
	put_candidate(c, NULL, row.index);
	return true;
}

void candidate_list(struct call *c)
{
	list_page(c,
		&(struct listing){ .kind = KIND_CANDIDATE,
			.count = all_candidates,
			.created = candidate_created,
			.write = write_candidate });
}

bool need_candidate(struct call *c, const char *name, uint32_t *index)
{
	struct id id;

	if (!call_need(c, name, KIND_CANDIDATE, "candidate_not_found", &id))
		return false;
	*index = id.index;
	return true;
}

void candidate_info(struct call *c)
{
	uint32_t index;

	if (!call_has(c, "id") && !call_has(c, "externalMappingId")) {
		call_fail(c, "invalid_input", "id or externalMappingId is required");
		return;
	}
	if (need_candidate(c, "id", &index))
		put_candidate(c, "results", index);
}

void candidate_search(struct call *c)
{
	struct ashby_text name = call_text(c, "name"), email = call_text(c, "email");
	uint32_t count = world_candidates(c->world), found = 0;

	if (!name.len && !email.len) {
		call_fail(c, "invalid_input", "email or name is required");
		return;
	}
	out_array(c->out, "results");
	for (uint32_t i = 0; i < count && found < 100; i++) {
		struct candidate who;

		if (edits_deleted(c->world, id_of(KIND_CANDIDATE, i, 0)))
			continue;
		world_candidate(c->world, i, &who);
		if (email.len && !ashby_text_equal(email, ashby_text_str(who.email)))
			continue;
		if (name.len && !ashby_text_find(ashby_text_str(who.name), name))
			continue;
		put_candidate(c, NULL, i);
		found++;
	}
	out_close(c->out, ']');
}

/* ---- notes ---- */

static uint32_t note_owner(const struct call *c)
{
	struct id id = { KIND_CANDIDATE, 0, 0 };

	call_id(c, "candidateId", KIND_CANDIDATE, &id);
	return id.index;
}

unsigned seed_notes(const struct call *c, uint32_t candidate)
{
	struct candidate who;

	world_candidate(c->world, candidate, &who);
	return who.notes;
}

static uint32_t notes_of(const struct call *c, uint32_t candidate)
{
	return seed_notes(c, candidate) + edits_count(c->world, KIND_NOTE, candidate);
}

static uint32_t note_count(struct call *c)
{
	uint32_t count = 0, owner;

	for (unsigned n = 0; part_owner(c->world, note_owner(c), n, &owner); n++)
		count += notes_of(c, owner);
	return count;
}

static struct row note_at(struct call *c, uint32_t position)
{
	uint32_t owner = note_owner(c);

	for (unsigned n = 0; part_owner(c->world, note_owner(c), n, &owner); n++) {
		if (position < notes_of(c, owner))
			break;
		position -= notes_of(c, owner);
	}
	return (struct row){ owner, position };
}

static void put_author(struct call *c, uint32_t index)
{
	struct user user;

	world_user(c->world, index, &user);
	out_object(c->out, "author");
	put_id(c, "id", KIND_USER, index, 0);
	out_text(c->out, "firstName", user.person.first);
	out_text(c->out, "lastName", user.person.last);
	if (user.person.email[0])
		out_text(c->out, "email", user.person.email);
	out_close(c->out, '}');
}

static void tell_note(struct call *c, struct id id)
{
	uint64_t bits = roll(c, id.index, ROLL_NOTE_TEXT + id.sub);
	struct candidate who;
	int64_t age;

	world_candidate(c->world, id.index, &who);
	age = c->world->now - who.created;
	out_time(c->out, "createdAt", who.created + age * (int64_t)(id.sub + 1) / (int64_t)(who.notes + 1));
	out_bool(c->out, "isPrivate", rng_below(bits, 30) == 0);
	if (rng_below(bits << 8, 50) == 0)
		out_null(c->out, "content");
	else if (rng_below(bits << 16, 6) == 0)
		out_text(c->out, "content", note_html[rng_below(bits << 24, word_count(note_html))]);
	else
		out_text(c->out, "content", note_texts[rng_below(bits << 24, word_count(note_texts))]);
	put_author(c,
		rng_below(bits << 12, 3) ? rng_below(bits << 20, 8)
					 : world_colleague(c->world, FAMILY_ENGINEERING, id.index, 1));
}

void put_note(struct call *c, const char *key, struct id id)
{
	size_t from = c->out->len;
	int64_t author = edits_int(c->world, id, ".author", -1);

	out_object(c->out, key);
	put_id(c, "id", KIND_NOTE, id.index, id.sub);
	if (author >= 0)
		put_author(c, (uint32_t)author);
	else
		tell_note(c, id);
	out_close(c->out, '}');
	edits_show(c->world, id, c->out, from);
}

static bool write_note(struct call *c, struct row row)
{
	uint32_t owner;

	/* Incremental passes ask for every candidate's changes: only this one's are meant. */
	for (unsigned n = 0; part_owner(c->world, note_owner(c), n, &owner); n++)
		if (row.index == owner) {
			put_note(c, NULL, id_of(KIND_NOTE, row.index, row.sub));
			return true;
		}
	return false;
}

void candidate_notes(struct call *c)
{
	uint32_t index;

	if (need_candidate(c, "candidateId", &index))
		list_page(c,
			&(struct listing){
				.kind = KIND_NOTE, .count = note_count, .at = note_at, .write = write_note });
}

/* ---- what hangs on a candidate besides ---- */

void candidate_client_info(struct call *c)
{
	uint32_t index;

	if (!need_candidate(c, "candidateId", &index))
		return;
	out_array(c->out, "results");
	if (index % 3 == 0) {
		out_object(c->out, NULL);
		put_id(c, "id", KIND_CLIENT_INFO, index, 0);
		out_text(c->out, "ipAddress", "203.0.113.7");
		out_text(c->out, "userAgent", user_agents[index % word_count(user_agents)]);
		out_text(c->out, "relatedEntityType", "Candidate");
		put_id(c, "relatedEntityId", KIND_CANDIDATE, index, 0);
		put_id(c, "candidateId", KIND_CANDIDATE, index, 0);
		out_time(c->out, "createdAt", world_candidate_created(c->world, index));
		out_close(c->out, '}');
	}
	out_close(c->out, ']');
	out_bool(c->out, "moreDataAvailable", false);
}

void candidate_fraud_checks(struct call *c)
{
	uint32_t index;

	if (!need_candidate(c, "candidateId", &index))
		return;
	out_array(c->out, "results");
	out_close(c->out, ']');
	out_bool(c->out, "moreDataAvailable", false);
}
