/* multipart.h: the parts of a form as browsers send them (RFC 7578). Knows nothing of HTTP or files. */
#ifndef SANDBOX_MULTIPART_H
#define SANDBOX_MULTIPART_H

#include <stdbool.h>
#include "ashby/text.h"

struct part {
	struct ashby_text name, filename, type, bytes; /* empty where not given */
};

struct multipart {
	struct ashby_text rest; /* what is still to be read */
	char boundary[80];      /* with the two dashes */
};

/* False if the Content-Type is no multipart/form-data with a boundary. */
bool multipart_init(struct multipart *form, const char *content_type, struct ashby_text body);
/* The next part; false at the end, or where the form is broken: then *broken is set. */
bool multipart_next(struct multipart *form, struct part *out, bool *broken);

#endif
