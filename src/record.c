/*
 * record.c: JSON documents read by path. A value is a node of cJSON's tree, seen by nobody outside; the text is kept
 * beside the tree, since only it has the server's exact bytes. Knows nothing of what the fields mean.
 */
#include "ashby/record.h"

#include <cjson/cJSON.h>
#include <limits.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "ashby/date.h"
#include "json.h"

#define WHOLE_MAX 9007199254740992.0 /* 2^53: above it a double skips whole numbers */

struct ashby_record {
	int refs;
	struct ashby_buf text;
	cJSON *root;
};

static struct ashby_value value_of(const cJSON *node)
{
	return (struct ashby_value){ node };
}

/* ---- the document ---- */

enum ashby_error ashby__record_parse(struct ashby_record **out, struct ashby_text json,
	const struct ashby_limits *limits, unsigned flags, struct ashby_err *err)
{
	struct ashby_record *record = calloc(1, sizeof(*record));
	enum ashby_error error;

	if (!record)
		return ashby_err_set(err, ASHBY_ENOMEM, "out of memory while reading JSON");
	record->refs = 1;
	/* A repair puts three bytes where there was one. */
	ashby_buf_init(&record->text, json.len < ASHBY_BUF_MAX ? json.len * 3 : ASHBY_BUF_MAX);
	error = ashby__json_gate(&record->text, json, limits, flags, err);
	if (!error)
		error = ashby__json_tree(&record->root, &record->text, err);
	if (error) {
		ashby_record_unref(record);
		return error;
	}
	*out = record;
	return ASHBY_OK;
}

enum ashby_error ashby_record_parse(struct ashby_record **out, struct ashby_text json,
	const struct ashby_limits *limits, struct ashby_err *err)
{
	return ashby__record_parse(out, json, limits, JSON_REPAIR, err);
}

struct ashby_record *ashby_record_ref(struct ashby_record *record)
{
	record->refs++;
	return record;
}

void ashby_record_unref(struct ashby_record *record)
{
	if (!record || --record->refs > 0)
		return;
	ashby__json_free(record->root);
	ashby_buf_wipe(&record->text);
	free(record);
}

struct ashby_value ashby_record_root(const struct ashby_record *record)
{
	return value_of(record->root);
}

struct ashby_text ashby_record_json(const struct ashby_record *record)
{
	return ashby_text_of(record->text.data, record->text.len);
}

/* ---- paths ---- */

struct step {
	enum { STEP_KEY, STEP_INDEX, STEP_MATCH } kind;
	struct ashby_text key;  /* of a key or a match */
	struct ashby_text text; /* that the member must equal */
	long index;
};

/* Reads "n]" or "key=text]" after a bracket. NULL if it is neither. */
static const char *read_bracket(const char *path, struct step *step)
{
	size_t len = strcspn(path, "]");
	const char *equal = memchr(path, '=', len);
	char *end;

	if (!path[len])
		return NULL;
	if (equal) {
		step->kind = STEP_MATCH;
		step->key = ashby_text_of(path, (size_t)(equal - path));
		step->text = ashby_text_of(equal + 1, (size_t)(path + len - equal - 1));
		return path + len + 1;
	}
	step->kind = STEP_INDEX;
	step->index = strtol(path, &end, 10);
	if (len == 0 || end != path + len || step->index == LONG_MIN || step->index == LONG_MAX)
		return NULL;
	return path + len + 1;
}

/* Reads the next step of a path that is not at its end; NULL if the path is malformed. */
static const char *read_step(const char *path, struct step *step)
{
	size_t len;

	if (*path == '[') {
		path = read_bracket(path + 1, step);
	} else {
		len = strcspn(path, ".[");
		step->kind = STEP_KEY;
		step->key = ashby_text_of(path, len);
		path += len;
	}
	if (path && *path == '.')
		return path[1] ? path + 1 : NULL;
	return path && *path && *path != '[' ? NULL : path;
}

static bool key_is(const cJSON *node, struct ashby_text key)
{
	return node->string && strncmp(node->string, key.raw, key.len) == 0 && !node->string[key.len];
}

static const cJSON *find_member(const cJSON *object, struct ashby_text key, size_t *place)
{
	const cJSON *node;

	*place = 0;
	if (!cJSON_IsObject(object))
		return NULL;
	for (node = object->child; node && !key_is(node, key); node = node->next)
		++*place;
	return node;
}

static bool member_is(const cJSON *object, const struct step *step)
{
	size_t place;
	const cJSON *node = find_member(object, step->key, &place);

	if (cJSON_IsBool(node))
		return ashby_text_equal(step->text, ashby_text_str(cJSON_IsTrue(node) ? "true" : "false"));
	return cJSON_IsString(node) && ashby_text_equal(step->text, ashby_text_str(node->valuestring));
}

static const cJSON *find_element(const cJSON *array, const struct step *step, size_t *place)
{
	const cJSON *node;
	long index = step->index;

	*place = 0;
	if (!cJSON_IsArray(array))
		return NULL;
	if (step->kind == STEP_MATCH) {
		for (node = array->child; node && !member_is(node, step); node = node->next)
			++*place;
		return node;
	}
	if (index < 0)
		index += (long)ashby_value_count(value_of(array));
	if (index < 0)
		return NULL;
	for (node = array->child; node && index > 0; node = node->next, index--)
		++*place;
	return node;
}

/* One step down; *place is the number of the member or element. */
static const cJSON *take_step(const cJSON *node, const struct step *step, size_t *place)
{
	if (step->kind == STEP_KEY)
		return find_member(node, step->key, place);
	return find_element(node, step, place);
}

struct ashby_value ashby_get(struct ashby_value value, const char *path)
{
	const cJSON *node = value.node;
	struct step step;
	size_t place;

	while (node && *path) {
		path = read_step(path, &step);
		node = path ? take_step(node, &step, &place) : NULL;
	}
	return value_of(node);
}

/* ---- getters ---- */

enum ashby_type ashby_type(struct ashby_value value)
{
	static const struct {
		int of_cjson;
		enum ashby_type type;
	} types[] = {
		{ cJSON_NULL, ASHBY_NULL },
		{ cJSON_False, ASHBY_BOOL },
		{ cJSON_True, ASHBY_BOOL },
		{ cJSON_Number, ASHBY_NUMBER },
		{ cJSON_String, ASHBY_STRING },
		{ cJSON_Array, ASHBY_ARRAY },
		{ cJSON_Object, ASHBY_OBJECT },
	};
	const cJSON *node = value.node;

	for (size_t i = 0; node && i < sizeof(types) / sizeof(types[0]); i++)
		if ((node->type & 0xFF) == types[i].of_cjson)
			return types[i].type;
	return ASHBY_ABSENT;
}

struct ashby_text ashby_value_text(struct ashby_value value)
{
	const cJSON *node = value.node;

	return ashby_text_str(cJSON_IsString(node) ? node->valuestring : "");
}

double ashby_value_number(struct ashby_value value, double fallback)
{
	const cJSON *node = value.node;

	return cJSON_IsNumber(node) && isfinite(node->valuedouble) ? node->valuedouble : fallback;
}

int64_t ashby_value_int(struct ashby_value value, int64_t fallback)
{
	double number = ashby_value_number(value, NAN);

	if (!(number >= -WHOLE_MAX && number <= WHOLE_MAX) || number != (double)(int64_t)number)
		return fallback;
	return (int64_t)number;
}

bool ashby_value_bool(struct ashby_value value, bool fallback)
{
	const cJSON *node = value.node;

	return cJSON_IsBool(node) ? cJSON_IsTrue(node) : fallback;
}

struct ashby_text ashby_get_text(struct ashby_value value, const char *path)
{
	return ashby_value_text(ashby_get(value, path));
}

int64_t ashby_get_time(struct ashby_value value, const char *path)
{
	struct ashby_value at = ashby_get(value, path);
	int64_t ms;

	if (ashby_type(at) == ASHBY_NUMBER)
		return ashby_value_int(at, ASHBY_NO_TIME);
	return ashby_date_parse(ashby_value_text(at), &ms) ? ms : ASHBY_NO_TIME;
}

/* ---- elements and members ---- */

size_t ashby_value_count(struct ashby_value value)
{
	size_t count = 0;

	for (value = ashby_value_first(value); value.node; value = ashby_value_next(value))
		count++;
	return count;
}

struct ashby_value ashby_value_first(struct ashby_value value)
{
	const cJSON *node = value.node;

	return value_of(node ? node->child : NULL);
}

struct ashby_value ashby_value_next(struct ashby_value element)
{
	const cJSON *node = element.node;

	return value_of(node ? node->next : NULL);
}

struct ashby_text ashby_value_key(struct ashby_value member)
{
	const cJSON *node = member.node;

	return ashby_text_str(node ? node->string : NULL);
}

/* ---- raw text ---- */

/* Offset of the value that follows the bracket, brace or comma before at; in an object its key comes between. */
static size_t text_value(const char *json, size_t at, bool object)
{
	at = ashby__json_space(json, at);
	if (!object)
		return at;
	at = ashby__json_space(json, ashby__json_skip(json, at));
	return ashby__json_space(json, at + 1);
}

/* Offset of the value after the one that ends at end; there is one. */
static size_t text_next(const char *json, size_t end, bool object)
{
	return text_value(json, ashby__json_space(json, end) + 1, object);
}

/* The node at path and where its text begins. */
static const cJSON *locate(const struct ashby_record *record, const char *path, size_t *at)
{
	const char *json = record->text.data;
	const cJSON *node = record->root;
	struct step step;
	size_t place;

	*at = ashby__json_space(json, 0);
	while (node && *path) {
		bool object = cJSON_IsObject(node);

		path = read_step(path, &step);
		node = path ? take_step(node, &step, &place) : NULL;
		if (!node)
			break;
		for (*at = text_value(json, *at + 1, object); place > 0; place--)
			*at = text_next(json, ashby__json_skip(json, *at), object);
	}
	return node;
}

enum ashby_error ashby_record_each(
	const struct ashby_record *record, const char *path, ashby_element_fn *fn, void *arg)
{
	const char *json = record->text.data;
	size_t at, end;
	const cJSON *parent = locate(record, path, &at), *node;
	bool object = cJSON_IsObject(parent);
	enum ashby_error error = ASHBY_OK;

	if (!parent || !parent->child)
		return ASHBY_OK;
	at = text_value(json, at + 1, object);
	for (node = parent->child; node && !error; node = node->next) {
		end = ashby__json_skip(json, at);
		error = fn(arg, value_of(node), ashby_text_of(json + at, end - at));
		if (node->next)
			at = text_next(json, end, object);
	}
	return error;
}

/* ---- printing ---- */

static void print_break(struct ashby_buf *out, int indent, int level)
{
	if (indent > 0)
		ashby_buf_addf(out, "\n%*s", indent * level, "");
}

static void print_number(struct ashby_buf *out, const cJSON *node)
{
	if (node->valuestring)
		ashby_buf_adds(out, node->valuestring);
	else
		ashby_buf_addf(out, "%.0f", node->valuedouble);
}

static void print_node(struct ashby_buf *out, const cJSON *node, int indent, int level);

static void print_children(struct ashby_buf *out, const cJSON *node, int indent, int level)
{
	bool object = cJSON_IsObject(node);

	ashby_buf_addc(out, object ? '{' : '[');
	for (const cJSON *child = node->child; child && !out->error; child = child->next) {
		print_break(out, indent, level + 1);
		if (object) {
			ashby_json_quote(out, ashby_text_str(child->string));
			ashby_buf_adds(out, indent > 0 ? ": " : ":");
		}
		print_node(out, child, indent, level + 1);
		if (child->next)
			ashby_buf_addc(out, ',');
	}
	if (node->child)
		print_break(out, indent, level);
	ashby_buf_addc(out, object ? '}' : ']');
}

/* Recursion no deeper than the document, whose depth the gate has limited. */
static void print_node(struct ashby_buf *out, const cJSON *node, int indent, int level)
{
	if (cJSON_IsArray(node) || cJSON_IsObject(node))
		print_children(out, node, indent, level);
	else if (cJSON_IsString(node))
		ashby_json_quote(out, ashby_text_str(node->valuestring));
	else if (cJSON_IsNumber(node))
		print_number(out, node);
	else if (cJSON_IsBool(node))
		ashby_buf_adds(out, cJSON_IsTrue(node) ? "true" : "false");
	else
		ashby_buf_adds(out, "null");
}

enum ashby_error ashby_value_print(struct ashby_buf *out, struct ashby_value value, int indent)
{
	if (value.node)
		print_node(out, value.node, indent, 0);
	return out->error;
}
