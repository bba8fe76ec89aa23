/* magic.h: what files of a kind begin with, and what they are called on the web. Pure. Private to src/. */
#ifndef ASHBY_MAGIC_H
#define ASHBY_MAGIC_H

#include <stddef.h>

#define ASHBY__MAGIC_BYTES 512 /* of a file's beginning that are looked at */

/* The kind that a path's extension promises ("PDF"), if the bytes do not keep it; NULL if they do, or nothing is known. */
const char *ashby__magic_broken(const char *path, const char *bytes, size_t len);

#endif
