/*
 * zone.c: time zones from the system's zoneinfo (TZif, RFC 8536). The C library's own zones are one a process and
 * cannot be asked about the person on the other side of the table. Knows nothing of how times are shown.
 */
#include "ashby/zone.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "ashby/buf.h"
#include "ashby/date.h"
#include "zone_in.h"

#define FOLDER "/usr/share/zoneinfo"
#define LOCAL_FILE "/etc/localtime"
#define FILE_MAX_LEN ((size_t)256 << 10) /* the largest there is has some 4 KiB */
#define DAY_S INT64_C(86400)
#define SECONDS_MAX \
	INT64_C(9000000000000000) /* either side of 1970: in milliseconds it still fits, offsets and all */

/* ---- files and names ---- */

static enum ashby_error read_file(struct ashby_buf *out, const char *path)
{
	enum ashby_error error = ASHBY_ELOCAL;
	struct stat st;
	ssize_t got;
	char *room;
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);

	if (fd < 0)
		return ASHBY_EUSAGE;
	if (fstat(fd, &st) || !S_ISREG(st.st_mode) || st.st_size > (off_t)FILE_MAX_LEN)
		goto out;
	room = ashby_buf_room(out, (size_t)st.st_size);
	if (!room) {
		error = ASHBY_ENOMEM;
		goto out;
	}
	do
		got = read(fd, room, (size_t)st.st_size);
	while (got < 0 && errno == EINTR);
	if (got != st.st_size)
		goto out;
	out->len += (size_t)got;
	error = ASHBY_OK;
out:
	close(fd);
	return error;
}

/* A name goes into a path, so it may hold nothing that leads out of the folder. */
static bool name_safe(const char *name)
{
	static const char allowed[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_+-/";
	size_t len = strlen(name);

	return len > 0 && len <= ZONE_NAME_MAX && name[0] != '/' && strspn(name, allowed) == len;
}

static enum ashby_error load(
	struct ashby_zone *zone, const char *path, const char *name, struct ashby_err *err)
{
	struct ashby_buf file;
	enum ashby_error error;

	ashby_buf_init(&file, FILE_MAX_LEN);
	error = read_file(&file, path);
	if (!error)
		error = ashby__zone_read(zone, file.data, file.len);
	ashby_buf_release(&file);
	if (!error)
		memcpy(zone->name, name, strlen(name) + 1);
	if (error == ASHBY_EUSAGE)
		ashby_err_set(err, error, "no time zone '%.60s'; give a name such as Europe/Berlin", name);
	else if (error == ASHBY_ELOCAL)
		ashby_err_set(err, error, "cannot read time zone '%.60s' from '%.200s'", name, path);
	else if (error)
		ashby_err_set(err, error, "out of memory while reading time zone '%.60s'", name);
	return error;
}

static enum ashby_error load_named(struct ashby_zone *zone, const char *name, struct ashby_err *err)
{
	char path[sizeof(FOLDER) + 1 + ZONE_NAME_MAX];

	if (!name_safe(name))
		return ashby_err_set(
			err, ASHBY_EUSAGE, "not a time zone's name; give one such as Europe/Berlin");
	memcpy(zone->name, name, strlen(name) + 1);
	if (strcmp(name, "UTC") == 0)
		return ASHBY_OK;
	memcpy(path, FOLDER "/", sizeof(FOLDER));
	memcpy(path + sizeof(FOLDER), name, strlen(name) + 1);
	return load(zone, path, name, err);
}

/* Past the folder's name in a path such as "../usr/share/zoneinfo/Europe/Berlin"; NULL if it is not in there. */
static const char *name_in_folder(const char *path)
{
	const char *found = strstr(path, "/zoneinfo/");

	return found && name_safe(found + strlen("/zoneinfo/")) ? found + strlen("/zoneinfo/") : NULL;
}

/* The machine's zone; a machine without one is on UTC. */
static enum ashby_error load_local(struct ashby_zone *zone, struct ashby_err *err)
{
	char target[256];
	ssize_t len = readlink(LOCAL_FILE, target, sizeof(target) - 1);
	const char *name;

	if (access(LOCAL_FILE, F_OK) != 0)
		return load_named(zone, "UTC", err);
	target[len > 0 ? len : 0] = '\0';
	name = name_in_folder(target);
	return load(zone, LOCAL_FILE, name ? name : "local", err);
}

/* The TZ variable: a name, a path to the local file or into the folder, or a rule. */
static enum ashby_error load_variable(struct ashby_zone *zone, const char *tz, struct ashby_err *err)
{
	enum ashby_error error;

	if (*tz == ':')
		tz++;
	if (!*tz)
		return load_named(zone, "UTC", err);
	if (strcmp(tz, LOCAL_FILE) == 0)
		return load_local(zone, err);
	if (*tz == '/' && name_in_folder(tz))
		tz = name_in_folder(tz);
	error = load_named(zone, tz, err);
	if (error != ASHBY_EUSAGE || !ashby__zone_rule_parse(&zone->rule, tz))
		return error;
	zone->has_rule = true;
	memcpy(zone->name, zone->rule.standard.abbreviation, sizeof(zone->rule.standard.abbreviation));
	return ASHBY_OK;
}

enum ashby_error ashby_zone_new(struct ashby_zone **out, const char *name, struct ashby_err *err)
{
	struct ashby_zone *zone = calloc(1, sizeof(*zone));
	const char *tz = getenv("TZ");
	enum ashby_error error;

	if (!zone)
		return ashby_err_set(err, ASHBY_ENOMEM, "out of memory while reading a time zone");
	memcpy(zone->kinds[0].abbreviation, "UTC", 4);
	if (name && *name)
		error = load_named(zone, name, err);
	else if (tz)
		error = load_variable(zone, tz, err);
	else
		error = load_local(zone, err);
	if (error) {
		ashby_zone_free(zone);
		return error;
	}
	*out = zone;
	return ASHBY_OK;
}

void ashby_zone_free(struct ashby_zone *zone)
{
	if (!zone)
		return;
	free(zone->at);
	free(zone->kind_of);
	free(zone);
}

const char *ashby_zone_name(const struct ashby_zone *zone)
{
	return zone ? zone->name : "UTC";
}

/* ---- instants and wall times ---- */

static const struct zone_kind *kind_at(const struct ashby_zone *zone, int64_t t)
{
	static const struct zone_kind utc = { 0, "UTC" };
	size_t low = 0, high;

	if (!zone)
		return &utc;
	high = zone->count;
	if (zone->has_rule && (!high || t >= zone->at[high - 1]))
		return ashby__zone_rule_at(&zone->rule, t);
	while (low < high) {
		size_t middle = (low + high) / 2;

		if (zone->at[middle] <= t)
			low = middle + 1;
		else
			high = middle;
	}
	return &zone->kinds[low ? zone->kind_of[low - 1] : 0];
}

static int64_t floor_div(int64_t a, int64_t b)
{
	return a / b - (a % b < 0);
}

static int64_t clamped(int64_t t)
{
	return t < -SECONDS_MAX ? -SECONDS_MAX : t > SECONDS_MAX ? SECONDS_MAX : t;
}

void ashby_zone_wall(const struct ashby_zone *zone, int64_t ms, struct ashby_wall *out)
{
	int64_t t = clamped(floor_div(ms, 1000)), days, past;
	const struct zone_kind *kind = kind_at(zone, t);

	t += kind->offset_s;
	days = floor_div(t, DAY_S);
	past = t - days * DAY_S;
	memset(out, 0, sizeof(*out));
	ashby_date_civil(days, &out->year, &out->month, &out->day);
	out->hour = (int)(past / 3600);
	out->minute = (int)(past / 60 % 60);
	out->second = (int)(past % 60);
	out->weekday = (int)(days + 4 - floor_div(days + 4, 7) * 7);
	out->offset_s = kind->offset_s;
	memcpy(out->abbreviation, kind->abbreviation, sizeof(out->abbreviation));
}

/* The first instant in (low, high] at which another offset holds than at low; there is one. */
static int64_t find_change(const struct ashby_zone *zone, int64_t low, int64_t high)
{
	int offset = kind_at(zone, low)->offset_s;

	while (high - low > 1) {
		int64_t middle = low + (high - low) / 2;

		if (kind_at(zone, middle)->offset_s == offset)
			low = middle;
		else
			high = middle;
	}
	return high;
}

int64_t ashby_zone_instant(const struct ashby_zone *zone, const struct ashby_wall *wall)
{
	int64_t days = ashby_date_days(wall->year, wall->month, 1) + wall->day - 1;
	int64_t local = clamped(days * DAY_S + wall->hour * 3600 + wall->minute * 60 + wall->second);
	int before = kind_at(zone, local - ZONE_OFFSET_MAX_S)->offset_s;
	int after = kind_at(zone, local + ZONE_OFFSET_MAX_S)->offset_s;
	/* The larger offset gives the earlier instant. */
	int64_t early = local - (before > after ? before : after);
	int64_t late = local - (before > after ? after : before);

	if (kind_at(zone, early)->offset_s == local - early)
		return early * 1000;
	if (kind_at(zone, late)->offset_s == local - late)
		return late * 1000;
	return find_change(zone, early, late) * 1000;
}
