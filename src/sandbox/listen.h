/* listen.h: the socket that the sandbox is reached by: loopback only, or a path that only its owner may open. */
#ifndef SANDBOX_LISTEN_H
#define SANDBOX_LISTEN_H

#include <stddef.h>
#include "ashby/error.h"

/* A listening socket; *port is set to what was given by the system. */
enum ashby_error listen_port(int *out, int *port, struct ashby_err *err);
enum ashby_error listen_unix(int *out, const char *path, struct ashby_err *err);

#endif
