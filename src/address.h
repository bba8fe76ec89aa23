/* address.h: which network addresses a link of somebody else's may lead to. Pure. Private to src/. */
#ifndef ASHBY_ADDRESS_H
#define ASHBY_ADDRESS_H

#include <stdbool.h>
#include <sys/socket.h>

/* Whether an address is one of the public internet: not this machine, no private network, no link, no multicast. */
bool ashby__address_public(const struct sockaddr *address);
bool ashby__address_loopback(const struct sockaddr *address);
/* The same for a host as it stands in a URL; a name that is no address is public: what it resolves to is looked at. */
bool ashby__host_public(const char *host);

#endif
