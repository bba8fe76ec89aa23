/* settings.c: which global settings there are, and those that are no options of the screen. */
#include "settings.h"

#include "options.h"

enum { SETTINGS_MAX = 64 };

static const char *const roles[ASHBY_ROLE_COUNT] = {
	[ASHBY_ROLE_RECRUITER] = "role-recruiter",
	[ASHBY_ROLE_HIRING_MANAGER] = "role-hiring-manager",
	[ASHBY_ROLE_COORDINATOR] = "role-coordinator",
};

enum ashby_error settings_check(const struct ashby_config *config, struct ashby_err *err)
{
	const char *known[SETTINGS_MAX + 1];
	size_t n = 0;

	for (unsigned i = 0; options_name(i) && n < SETTINGS_MAX; i++)
		known[n++] = options_name(i);
	for (int role = 0; role < ASHBY_ROLE_COUNT && n < SETTINGS_MAX; role++)
		known[n++] = roles[role];
	known[n] = NULL;
	return ashby_config_check(config, known, err);
}

enum ashby_error settings_roles(const struct ashby_config *config, struct ashby_store *store)
{
	enum ashby_error error = ASHBY_OK;

	for (int role = 0; role < ASHBY_ROLE_COUNT && !error; role++) {
		const char *title = ashby_config_get(config, roles[role]);

		if (title)
			error = ashby_store_set_role(store, (enum ashby_role)role, title);
	}
	return error;
}
