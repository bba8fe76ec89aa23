/* resume.h: a resume as a PDF of one page with text in it, so that text can be taken out of it. */
#ifndef SANDBOX_RESUME_H
#define SANDBOX_RESUME_H

#include "ashby/buf.h"
#include "world.h"

void resume_print(struct ashby_buf *out, const struct world *world, uint32_t candidate);

#endif
