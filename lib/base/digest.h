/*
 * digest - SHA-256 of bytes that come in pieces (FIPS 180-4), by libmd.
 *
 * What it gives is what sha256sum(1) prints for the same bytes.
 */
#ifndef BALSYS_DIGEST_H
#define BALSYS_DIGEST_H

#include <sha2.h>

#include "base/span.h"

enum {
	DIGEST_TEXT_LEN = 64,	/* hexadecimal digits, without a NUL */
};

struct digest {
	SHA2_CTX context;
};

/* Begin anew with no bytes. */
void	digest_start(struct digest *d);

/* Append bytes to what is hashed. */
void	digest_put(struct digest *d, struct span s);

/*
 * Write the hash of all bytes put into dst as DIGEST_TEXT_LEN small
 * hexadecimal digits and a NUL.  Afterwards digest_start() is needed.
 */
void	digest_end(struct digest *d, char *dst);

#endif
