/* owner.c: processes told apart by /proc. Knows nothing of what they own. */
#include "owner.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

#define START_FIELD \
	22 /* of /proc/PID/stat; the second field is the only one that may hold blanks or brackets */

static bool read_line(char *out, int size, const char *path)
{
	FILE *file = fopen(path, "re");
	bool good;

	if (!file)
		return false;
	good = fgets(out, size, file) != NULL;
	fclose(file);
	if (good)
		out[strcspn(out, "\n")] = '\0';
	return good;
}

static void copy(char *to, size_t size, const char *from, size_t len)
{
	if (len >= size)
		len = size - 1;
	memcpy(to, from, len);
	to[len] = '\0';
}

/* "" if there is no such process, or no /proc. False: it has ended, and only its parent has not looked yet. */
static bool start_of(int64_t pid, char out[static 24])
{
	char path[48], line[1024];
	const char *at;
	int field;

	*out = '\0';
	snprintf(path, sizeof(path), "/proc/%lld/stat", (long long)pid);
	if (!read_line(line, sizeof(line), path))
		return true;
	at = strrchr(line, ')');
	if (at && at[1] && strchr("ZXx", at[2]))
		return false;
	for (field = 2; at && field < START_FIELD; field++) {
		at = strchr(at, ' ');
		at += at != NULL;
	}
	if (at)
		copy(out, 24, at, strcspn(at, " "));
	return true;
}

static void boot_of(char out[static 40])
{
	char line[80];

	*out = '\0';
	if (read_line(line, sizeof(line), "/proc/sys/kernel/random/boot_id"))
		copy(out, 40, line, strlen(line));
}

void ashby__owner_self(struct ashby__owner *out)
{
	out->pid = getpid();
	start_of(out->pid, out->start);
	boot_of(out->boot);
}

bool ashby__owner_alive(const struct ashby__owner *owner)
{
	char boot[40], start[24];

	boot_of(boot);
	if (strcmp(boot, owner->boot) != 0)
		return false;
	if (owner->pid <= 0 || (kill((pid_t)owner->pid, 0) && errno == ESRCH))
		return false;
	if (!start_of(owner->pid, start))
		return false;
	return !*start || !*owner->start || !strcmp(start, owner->start);
}
