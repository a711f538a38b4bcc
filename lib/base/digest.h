/*
 * digest - SHA-256 of bytes that come in pieces (FIPS 180-4), by libmd, or, for
 * who has megabytes of them, by libcrypto where it is there (digest_crypto).
 *
 * What it gives is what sha256sum(1) prints for the same bytes.
 */
#ifndef BALSYS_DIGEST_H
#define BALSYS_DIGEST_H

#include <stdbool.h>

#include <sha2.h>

#include "base/digest_crypto.h"
#include "base/span.h"

enum {
	DIGEST_TEXT_LEN = 64,	/* hexadecimal digits, without a NUL */
};

/* It may be copied, and each copy goes on by itself. */
struct digest {
	bool bulk;		/* private: which of these it is */
	union {
		SHA2_CTX context;
		struct digest_crypto crypto;
	};
};

/*
 * Begin anew with no bytes.  digest_start_bulk() is for who hashes megabytes in
 * all: it takes 2 MiB of memory and a millisecond, once, and then a fifth of
 * the time.
 */
void	digest_start(struct digest *d);
void	digest_start_bulk(struct digest *d);

/* Append bytes to what is hashed. */
void	digest_put(struct digest *d, struct span s);

/*
 * Write the hash of all bytes put into dst as DIGEST_TEXT_LEN small
 * hexadecimal digits and a NUL.  Afterwards digest_start() is needed.
 */
void	digest_end(struct digest *d, char *dst);

#endif
