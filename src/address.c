/*
 * address.c: private, local and reserved addresses, as a table of ranges. An address of IPv6 that carries one of IPv4 is
 * judged by that: it is where the packets go.
 */
#include "address.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdint.h>
#include <string.h>

static const struct {
	uint32_t net;
	int bits;
} closed4[] = {
	{ 0x00000000, 8 },  /* this network */
	{ 0x0A000000, 8 },  /* private */
	{ 0x64400000, 10 }, /* of a carrier's own */
	{ 0x7F000000, 8 },  /* this machine */
	{ 0xA9FE0000, 16 }, /* the link, and where clouds keep their metadata */
	{ 0xAC100000, 12 }, /* private */
	{ 0xC0000000, 24 }, /* protocols */
	{ 0xC0A80000, 16 }, /* private */
	{ 0xC6120000, 15 }, /* measurements */
	{ 0xE0000000, 4 },  /* multicast */
	{ 0xF0000000, 4 },  /* reserved, and everybody */
};

static const struct {
	unsigned char net[2];
	int bits;
} closed6[] = {
	{ { 0xFC, 0x00 }, 7 },  /* private */
	{ { 0xFE, 0x80 }, 10 }, /* the link */
	{ { 0xFE, 0xC0 }, 10 }, /* the site */
	{ { 0xFF, 0x00 }, 8 },  /* multicast */
};

/* Prefixes behind which an address of IPv4 stands. */
static const struct {
	unsigned char prefix[12];
	int len, at;
} carriers[] = {
	{ { 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF }, 12, 12 }, /* mapped */
	{ { 0 }, 12, 12 },                                        /* compatible; ::1 and :: are among them */
	{ { 0x00, 0x64, 0xFF, 0x9B }, 12, 12 },                   /* translated */
	{ { 0x20, 0x02 }, 2, 2 },                                 /* 6to4 */
};

static bool public4(uint32_t address)
{
	for (size_t i = 0; i < sizeof(closed4) / sizeof(closed4[0]); i++)
		if ((address ^ closed4[i].net) >> (32 - closed4[i].bits) == 0)
			return false;
	return true;
}

static uint32_t word_at(const unsigned char *bytes)
{
	return (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 | (uint32_t)bytes[2] << 8 | bytes[3];
}

static bool public6(const unsigned char bytes[16])
{
	unsigned head = (unsigned)bytes[0] << 8 | bytes[1];

	for (size_t i = 0; i < sizeof(carriers) / sizeof(carriers[0]); i++)
		if (!memcmp(bytes, carriers[i].prefix, (size_t)carriers[i].len))
			return public4(word_at(bytes + carriers[i].at));
	for (size_t i = 0; i < sizeof(closed6) / sizeof(closed6[0]); i++) {
		unsigned net = (unsigned)closed6[i].net[0] << 8 | closed6[i].net[1];

		if ((head ^ net) >> (16 - closed6[i].bits) == 0)
			return false;
	}
	return true;
}

bool ashby__address_public(const struct sockaddr *address)
{
	struct sockaddr_in v4;
	struct sockaddr_in6 v6;

	if (address->sa_family == AF_INET) {
		memcpy(&v4, address, sizeof(v4));
		return public4(ntohl(v4.sin_addr.s_addr));
	}
	if (address->sa_family != AF_INET6)
		return false;
	memcpy(&v6, address, sizeof(v6));
	return public6(v6.sin6_addr.s6_addr);
}

bool ashby__address_loopback(const struct sockaddr *address)
{
	struct sockaddr_in v4;
	struct sockaddr_in6 v6;

	if (address->sa_family == AF_INET) {
		memcpy(&v4, address, sizeof(v4));
		return ntohl(v4.sin_addr.s_addr) >> 24 == 127;
	}
	if (address->sa_family != AF_INET6)
		return false;
	memcpy(&v6, address, sizeof(v6));
	return IN6_IS_ADDR_LOOPBACK(&v6.sin6_addr);
}

bool ashby__host_public(const char *host)
{
	struct in_addr v4;
	struct in6_addr v6;
	char bare[INET6_ADDRSTRLEN];
	size_t len = strlen(host);

	if (inet_pton(AF_INET, host, &v4) == 1)
		return public4(ntohl(v4.s_addr));
	if (host[0] != '[' || len < 3 || len - 2 >= sizeof(bare))
		return strcmp(host, "localhost") != 0;
	memcpy(bare, host + 1, len - 2);
	bare[len - 2] = '\0';
	/* One with a zone in it is of a link. */
	return inet_pton(AF_INET6, bare, &v6) == 1 && public6(v6.s6_addr);
}
