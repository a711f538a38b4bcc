#include "base/digest.h"

_Static_assert((int)SHA256_DIGEST_LENGTH == (int)DIGEST_CRYPTO_LEN,
    "a hash is a hash");

void
digest_start(struct digest *d)
{
	d->bulk = false;
	SHA256Init(&d->context);
}

void
digest_start_bulk(struct digest *d)
{
	if (digest_crypto_start(&d->crypto) == 0)
		d->bulk = true;
	else
		digest_start(d);
}

void
digest_put(struct digest *d, struct span s)
{
	if (d->bulk)
		digest_crypto_put(&d->crypto, s);
	else
		SHA256Update(&d->context, (const uint8_t *)s.ptr, s.len);
}

void
digest_end(struct digest *d, char *dst)
{
	static const char hex[] = "0123456789abcdef";
	uint8_t hash[DIGEST_CRYPTO_LEN];

	if (d->bulk)
		digest_crypto_end(&d->crypto, hash);
	else
		SHA256Final(hash, &d->context);
	for (size_t i = 0; i < sizeof(hash); i++) {
		dst[2 * i] = hex[hash[i] >> 4];
		dst[2 * i + 1] = hex[hash[i] & 15];
	}
	dst[DIGEST_TEXT_LEN] = '\0';
}
