/*
 * part.h: candidates that are merged into others, and records that vanish: what happens in an organisation and what no
 * endpoint of the API does. Knows nothing of HTTP.
 */
#ifndef SANDBOX_PART_H
#define SANDBOX_PART_H

#include <stdbool.h>
#include "ashby/error.h"
#include "world.h"

/*
 * The applications, notes and files of a candidate become another's; the first one's id is not found any more. False if
 * the two are one, or if there would be too many applications.
 */
bool part_can_merge(const struct world *world, uint32_t candidate, uint32_t into);
enum ashby_error part_merge(struct world *world, uint32_t candidate, uint32_t into);
/* With all that hangs on it. */
enum ashby_error part_delete_application(struct world *world, uint32_t application);
enum ashby_error part_delete_candidate(struct world *world, uint32_t candidate);
/* The candidates whose notes are this one's: itself, then those that were merged into it. False at the end. */
bool part_owner(const struct world *world, uint32_t candidate, unsigned n, uint32_t *owner);

#endif
