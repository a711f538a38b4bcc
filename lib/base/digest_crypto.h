/*
 * digest_crypto - SHA-256 by OpenSSL's libcrypto, which uses what processors
 * have for it.
 *
 * The library is loaded when it is first wanted, and stays: it takes 2 MiB of
 * memory and a millisecond, which is too much for a hash now and then.  It is
 * looked for where its header was there to build with, which says its name.
 */
#ifndef BALSYS_DIGEST_CRYPTO_H
#define BALSYS_DIGEST_CRYPTO_H

#include <stdint.h>

#include "base/span.h"

enum {
	DIGEST_CRYPTO_LEN = 32,		/* bytes of a hash */
	DIGEST_CRYPTO_ROOM = 128,	/* for what the library has in mind */
};

/* It may be copied, and each copy goes on by itself. */
struct digest_crypto {
	void *put, *end;	/* private: the library's functions */
	uint64_t context[DIGEST_CRYPTO_ROOM / sizeof(uint64_t)];
};

/*
 * Begin with no bytes.  Returns 0, or -1 if there is no such library, or no
 * memory for it; nothing else may follow then.
 */
int	digest_crypto_start(struct digest_crypto *d)
	__attribute__((warn_unused_result));

/* Append bytes; write the hash of all of them, DIGEST_CRYPTO_LEN bytes. */
void	digest_crypto_put(struct digest_crypto *d, struct span s);
void	digest_crypto_end(struct digest_crypto *d, uint8_t *hash);

#endif
