/* settings.h: the settings of the configuration file that are the program's: those of `:set`, and the roles. */
#ifndef SETTINGS_H
#define SETTINGS_H

#include <ashby/ashby.h>

/* ASHBY_ECONFIG names the file and line of a setting that there is not, and what may have been meant. */
enum ashby_error settings_check(const struct ashby_config *config, struct ashby_err *err);
/* Tells the store how this organisation calls the roles on its hiring teams; before any record is put. */
enum ashby_error settings_roles(const struct ashby_config *config, struct ashby_store *store);

#endif
