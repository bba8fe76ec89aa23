/* sha256.h: SHA-256 of FIPS 180-4, for fingerprints of keys. Nothing here is secret-keyed or streamed. */
#ifndef ASHBY_SHA256_H
#define ASHBY_SHA256_H

#include <stddef.h>
#include <stdint.h>

void ashby__sha256(const void *bytes, size_t len, uint8_t out[static 32]);

#endif
