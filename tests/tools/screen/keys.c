/* keys.c: the table of keys that an xterm sends. */
#include "keys.h"

#include <stdio.h>
#include <string.h>

static const struct {
	const char *name, *bytes;
	const char *application; /* if it differs in application mode */
} keys[] = {
	{ "Enter", "\r", NULL },
	{ "Esc", "\033", NULL },
	{ "Tab", "\t", NULL },
	{ "Space", " ", NULL },
	{ "S-Tab", "\033[Z", NULL },
	{ "Backspace", "\177", NULL },
	{ "BS", "\177", NULL },
	{ "Up", "\033[A", "\033OA" },
	{ "Down", "\033[B", "\033OB" },
	{ "Right", "\033[C", "\033OC" },
	{ "Left", "\033[D", "\033OD" },
	{ "Home", "\033[H", "\033OH" },
	{ "End", "\033[F", "\033OF" },
	{ "Ins", "\033[2~", NULL },
	{ "Del", "\033[3~", NULL },
	{ "PgUp", "\033[5~", NULL },
	{ "PgDn", "\033[6~", NULL },
	{ "F1", "\033OP", NULL },
	{ "F2", "\033OQ", NULL },
	{ "F3", "\033OR", NULL },
	{ "F4", "\033OS", NULL },
	{ "F5", "\033[15~", NULL },
	{ "F6", "\033[17~", NULL },
	{ "F7", "\033[18~", NULL },
	{ "F8", "\033[19~", NULL },
	{ "F9", "\033[20~", NULL },
	{ "F10", "\033[21~", NULL },
	{ "F11", "\033[23~", NULL },
	{ "F12", "\033[24~", NULL },
	{ "S-F3", "\033[1;2R", NULL },
};

size_t keys_bytes(const char *name, int application, char to[KEYS_MAX])
{
	char bare[KEYS_MAX];
	size_t len = strlen(name);

	if (len > 2 && len < sizeof(bare) && name[0] == '<' && name[len - 1] == '>') {
		memcpy(bare, name + 1, len - 2);
		bare[len - 2] = '\0';
		return keys_bytes(bare, application, to);
	}
	for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++)
		if (!strcmp(keys[i].name, name))
			return (size_t)snprintf(to, KEYS_MAX, "%s",
				application && keys[i].application ? keys[i].application : keys[i].bytes);
	if (len == 3 && !strncmp(name, "C-", 2)) {
		to[0] = (char)(name[2] & 0x1f);
		return 1;
	}
	if (len > 2 && !strncmp(name, "M-", 2)) {
		char rest[KEYS_MAX];

		len = keys_bytes(name + 2, application, rest);
		return len ? (size_t)snprintf(to, KEYS_MAX, "\033%.*s", (int)len, rest) : 0;
	}
	/* One character, of any script. */
	for (size_t i = 1; i < len; i++)
		if ((name[i] & 0xc0) != 0x80)
			return 0;
	return (size_t)snprintf(to, KEYS_MAX, "%s", name);
}
