/*
 * catalog.h: one row for every endpoint that the API offers. The headless tool, the command bar, completion, forms,
 * docs and the manual are computed from it. Source of the facts: Ashby's published specification and changelog.
 */
#ifndef ASHBY_CATALOG_H
#define ASHBY_CATALOG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "ashby/error.h"
#include "ashby/record.h"

enum ashby_effect { ASHBY_READ, ASHBY_WRITE };
/* Classes of danger of a write (SAFETY 4.5); reads have none. */
enum ashby_class { ASHBY_CLASS_NONE, ASHBY_CLASS_A, ASHBY_CLASS_B, ASHBY_CLASS_C };
enum ashby_paging { ASHBY_PAGING_NONE, ASHBY_PAGING_CURSOR, ASHBY_PAGING_SYNC };

enum ashby_param_type {
	ASHBY_PARAM_END, /* closes a list of parameters */
	ASHBY_PARAM_STRING,
	ASHBY_PARAM_UUID,
	ASHBY_PARAM_INT,
	ASHBY_PARAM_NUMBER,
	ASHBY_PARAM_BOOL,
	ASHBY_PARAM_EPOCH,    /* milliseconds since 1970 on the wire; ISO and relative times are accepted */
	ASHBY_PARAM_DATETIME, /* ISO 8601 */
	ASHBY_PARAM_DATE,     /* YYYY-MM-DD */
	ASHBY_PARAM_EMAIL,
	ASHBY_PARAM_URL,
	ASHBY_PARAM_STRINGS, /* array of strings; one value stands for an array of one */
	ASHBY_PARAM_UUIDS,
	ASHBY_PARAM_OBJECT,
	ASHBY_PARAM_ARRAY,
	ASHBY_PARAM_ANY,
};

/*
 * What is done with a parameter. Only the first kind is the API's; the others are offered by the reference, or by
 * us, and never reach the wire: adapt.h turns them into what the API knows.
 */
enum ashby_param_use {
	ASHBY_PARAM_SENT,
	ASHBY_PARAM_FILTER,  /* results stay if the value at the path `arg` is it, or holds it */
	ASHBY_PARAM_MOST,    /* so many results stay, of an endpoint that gives all at once */
	ASHBY_PARAM_DROPPED, /* taken and left out, with a remark: `arg` says why */
	ASHBY_PARAM_ROUTED,  /* the call goes to the endpoint `arg`, which knows the parameter */
	ASHBY_PARAM_LOOKUP,  /* a read comes first, by which the parameter `arg` is found */
	ASHBY_PARAM_FOLDED,  /* becomes a member of the object parameter `arg` */
};

struct ashby_param {
	const char *name;
	enum ashby_param_type type;
	bool required;
	bool nullable;         /* null may be given though it is required: it clears */
	const char *values;    /* allowed values joined by '|', or NULL */
	const char *help;      /* or NULL */
	const char *spellings; /* other names accepted for it, joined by '|', or NULL */
	int64_t min, max;      /* of a number; both 0: any */
	enum ashby_param_use use;
	const char *arg; /* as use says, or NULL */
	const char *
		meanings; /* values beside `values` that adapt.h knows the meaning of, joined by '|', or NULL */
	const char *without; /* the value that holds when it is left out, as JSON or in words, or NULL */
	const char *absent;  /* a remark on the results when it is left out, or NULL */
};

struct ashby_function {
	const char *endpoint;   /* "candidate.list" */
	const char *name;       /* the reference's name, "list_candidates", or NULL */
	const char *group;      /* "Candidates" */
	const char *summary;    /* one sentence, lower case */
	const char *permission; /* "candidatesRead", NULL if unknown */
	enum ashby_effect effect;
	enum ashby_class danger; /* without knowing the body: ashby_function_class */
	enum ashby_paging paging;
	const char *result;    /* the shape of results as the contract names it: "[]Candidate" */
	const char *one_of;    /* parameters of which one is needed, joined by '|', or NULL */
	const char *exclusive; /* parameters of which one at most may be given, joined by '|', or NULL */
	const char *together;  /* parameters that are given all or not at all, joined by '|', or NULL */
	const struct ashby_param *params; /* ends with ASHBY_PARAM_END; never NULL */
	const char *note;                 /* or NULL */
	const char *errors; /* codes that are documented for it beside those of all, joined by '|', or NULL */
	bool undocumented;
};

/* The rows, by group and then in the order of the reference. */
const struct ashby_function *ashby_catalog(size_t *count);
/* By endpoint or by the reference's name, exactly; NULL if there is none. */
const struct ashby_function *ashby_catalog_find(const char *name);
/* The nearest name for a "did you mean", NULL if nothing is near. */
const char *ashby_catalog_guess(const char *name);
/* A parameter by its name or another spelling of it; NULL if there is none. */
const struct ashby_param *ashby_param_find(const struct ashby_function *function, const char *name);
/* The type in words: "integer", "UUID", "array of strings". */
const char *ashby_param_type_name(enum ashby_param_type type);

/* The class of one write: the row's, lowered or raised by what its body asks for (an e-mail, a single step). */
enum ashby_class ashby_function_class(const struct ashby_function *function, const struct ashby_body *body);

/* Whether an endpoint writes. One that is not in the catalogue counts as a write. */
enum ashby_effect ashby_endpoint_effect(const char *endpoint);
/* "category.method" in letters, after base URL, "/api/v1/" and slashes are dropped; NULL if it is none. buf: 128. */
const char *ashby_endpoint_name(const char *given, char buf[static 128]);

/*
 * Sets one parameter given as text, converted to the row's type (NAME=VALUE of the headless tool); the reference's
 * spelling is sent as the API's. An empty value is left out. ASHBY_EUSAGE: err names the parameter, what was given,
 * what is allowed. now_ms is for relative times.
 */
enum ashby_error ashby_function_set(const struct ashby_function *function, struct ashby_body *body,
	const char *name, const char *value, int64_t now_ms, struct ashby_err *err);
/*
 * Checks a whole body: unknown names, required, types, values, ranges, one_of, exclusive, together. Renames other
 * spellings; writes values as the API spells them; lays the members over those of the reference's `body`.
 */
enum ashby_error ashby_function_check(
	const struct ashby_function *function, struct ashby_body *body, struct ashby_err *err);

#endif
