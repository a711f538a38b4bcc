#include "base/digest.h"

void
digest_start(struct digest *d)
{
	SHA256Init(&d->context);
}

void
digest_put(struct digest *d, struct span s)
{
	SHA256Update(&d->context, (const uint8_t *)s.ptr, s.len);
}

void
digest_end(struct digest *d, char *dst)
{
	static const char hex[] = "0123456789abcdef";
	uint8_t hash[SHA256_DIGEST_LENGTH];

	SHA256Final(hash, &d->context);
	for (size_t i = 0; i < sizeof(hash); i++) {
		dst[2 * i] = hex[hash[i] >> 4];
		dst[2 * i + 1] = hex[hash[i] & 15];
	}
	dst[DIGEST_TEXT_LEN] = '\0';
}
