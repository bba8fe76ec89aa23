/* adapt.h: what plans are made of. Private to src/: adapt.c has the tables, ask.c carries them out. */
#ifndef ASHBY__ADAPT_H
#define ASHBY__ADAPT_H

#include "ashby/adapt.h"

/* A parameter that is found by a read. */
struct ashby__lookup {
	const char *endpoint, *from; /* of the call that needs it, and the parameter that is given instead */
	const char *read, *param;    /* what is read, by which parameter */
	const char *path, *to;       /* where it is in the results, and the parameter that it becomes */
	const char *what;            /* for an error: "candidate" */
};

/* Something that is added to a single result. */
struct ashby__block {
	const char *endpoint, *name; /* of which result, and what it is asked for by */
	const char *expand; /* the API adds it by itself under this name; the rest is not used then */
	const char *read,
		*param;   /* what is read, and the parameter that gets the id (NULL: none, see keep) */
	const char *path; /* of the id in the result; NULL: the asker's e-mail */
	const char *more; /* members of the request beside it, or NULL */
	const char *keep; /* results whose value at this path is the id, or NULL: all */
	bool first;       /* the first result or null, instead of the list */
};

/* Another endpoint to ask when this one does not know the id. */
struct ashby__detour {
	const char *endpoint, *param, *instead, *instead_param, *what;
};

const struct ashby__detour *ashby__detour_of(const struct ashby_function *function);
/* Appends the elements of an envelope's results which meet all conditions, at most so many (0: all), without brackets. */
enum ashby_error ashby__keep_results(struct ashby_buf *out, const struct ashby_record *record,
	const struct ashby_keep *keep, size_t keeps, size_t most);
/* The envelope again, with other JSON as its results. */
enum ashby_error ashby__envelope_with(struct ashby_record **out, const struct ashby_record *record,
	struct ashby_text results, struct ashby_err *err);

#endif
