/* config_settings.h: the settings that an account can have. Private to src/. */
#ifndef ASHBY_CONFIG_SETTINGS_H
#define ASHBY_CONFIG_SETTINGS_H

#include <stdbool.h>
#include <stddef.h>
#include "ashby/account.h"

/* The i-th; NULL past the end. There are at most as many as an unsigned has bits. */
const char *ashby__setting_name(size_t i);
bool ashby__setting_find(const char *key, size_t *out);
/* Sets the i-th; texts are borrowed. err gets the reason without file and line. */
enum ashby_error ashby__setting_set(
	struct ashby_account *account, size_t i, const char *value, struct ashby_err *err);

#endif
