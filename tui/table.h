/*
 * table.h: results as aligned columns. Which columns depends on what the results are; their widths come from
 * the first page, so that pages can follow without being kept. Everything is cleaned.
 */
#ifndef TABLE_H
#define TABLE_H

#include <ashby/ashby.h>

struct table;

/* type: as the catalogue names results ("[]Candidate"), or NULL. NULL if memory is out. */
struct table *table_new(const char *type);
void table_free(struct table *table); /* accepts NULL */
/*
 * Appends rows to out: the elements of an array (at most `most` of them), or an object's members a line each.
 */
void table_add(struct table *table, struct ashby_value results, size_t most, struct ashby_buf *out);

#endif
