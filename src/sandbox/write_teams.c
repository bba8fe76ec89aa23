/* write_teams.c: who is on the hiring team of an application, a job or an opening. Knows nothing of HTTP. */
#include <string.h>

#include "write.h"

/* Whose team it is, and where what is written of it is kept. */
struct team {
	struct id owner;
	const char *member;
	struct journey journey; /* of an application */
};

static void put_team(struct call *c, const struct team *team)
{
	out_object(c->out, NULL);
	if (team->owner.kind == KIND_APPLICATION)
		put_application_team(c, &team->journey);
	else if (team->owner.kind == KIND_JOB)
		put_job_team(c, team->owner.index);
	else
		put_opening_team(c, team->owner.index, team->owner.sub);
	out_close(c->out, '}');
}

static bool is_member(struct ashby_value e, struct ashby_text user, const char *role)
{
	return ashby_text_equal(ashby_get_text(e, "userId"), user) &&
		ashby_text_equal(ashby_get_text(e, "role"), ashby_text_str(role));
}

static bool has_member(struct ashby_value list, struct ashby_text user, const char *role)
{
	for (struct ashby_value e = ashby_value_first(list); e.node; e = ashby_value_next(e))
		if (is_member(e, user, role))
			return true;
	return false;
}

/* The team as it was, without the member or with them at its end. */
static void set_team(struct call *c, const struct team *team, struct ashby_value list, uint32_t user,
	unsigned role, bool joins)
{
	pen_open(c);
	out_array(c->out, NULL);
	for (struct ashby_value e = ashby_value_first(list); e.node; e = ashby_value_next(e)) {
		if (is_member(e, call_text(c, "teamMemberId"), roles[role]))
			continue;
		out_raw(c->out, NULL, "");
		ashby_value_print(c->out, e, 0);
	}
	if (joins)
		put_team_member(c, NULL, user, role);
	out_close(c->out, ']');
	pen_set(c, team->owner, team->member);
	mark(c, team->owner);
}

static void change(struct call *c, const struct team *team, bool joins)
{
	struct ashby_record *before;
	struct ashby_value list;
	struct id user, role;
	bool there;

	if (!call_need(c, "teamMemberId", KIND_USER, "user_not_found", &user) ||
		!call_need(c, "roleId", KIND_ROLE, "hiring_team_role_not_found", &role))
		return;
	pen_open(c);
	put_team(c, team);
	before = pen_read(c);
	if (!before) {
		c->out->error = ASHBY_ENOMEM;
		return;
	}
	list = ashby_get(ashby_record_root(before), "hiringTeam");
	there = has_member(list, call_text(c, "teamMemberId"), roles[role.index]);
	if (there != joins)
		set_team(c, team, list, user.index, role.index, joins);
	if (!there && !joins)
		call_fail(c, "hiring_team_member_not_found", "the user does not have this role on the team");
	else
		put_team_member(c, "results", user.index, role.index);
	ashby_record_unref(before);
}

static bool application_team(struct call *c, struct team *team)
{
	if (!need_application(c, "applicationId", &team->journey))
		return false;
	team->owner = id_of(KIND_APPLICATION, team->journey.application, 0);
	team->member = "hiringTeam";
	return true;
}

void application_add_member(struct call *c)
{
	struct team team;

	if (application_team(c, &team))
		change(c, &team, true);
}

void application_remove_member(struct call *c)
{
	struct team team;

	if (application_team(c, &team))
		change(c, &team, false);
}

/* Exactly one of three says whose team is meant. */
static bool any_team(struct call *c, struct team *team)
{
	static const char *const names[] = { "applicationId", "jobId", "openingId" };
	unsigned given = 0;

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		given += call_has(c, names[i]);
	if (given != 1)
		return check_fail(c, "", "applicationId", "or jobId or openingId is needed, one of them");
	if (call_has(c, "applicationId"))
		return application_team(c, team);
	team->member = "hiringTeam";
	if (call_has(c, "jobId"))
		return call_need(c, "jobId", KIND_JOB, "job_not_found", &team->owner);
	team->member = ".team";
	return call_need(c, "openingId", KIND_OPENING, "opening_not_found", &team->owner);
}

void team_add_member(struct call *c)
{
	struct team team;

	if (any_team(c, &team))
		change(c, &team, true);
}

void team_remove_member(struct call *c)
{
	struct team team;

	if (any_team(c, &team))
		change(c, &team, false);
}
