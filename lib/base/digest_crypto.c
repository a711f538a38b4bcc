#include <dlfcn.h>
#include <stddef.h>
#ifdef BALSYS_CRYPTO
#include <openssl/opensslv.h>
#include <openssl/sha.h>
#endif

#include "base/digest_crypto.h"

/* Without a header that says its name and types it is not looked for. */
#if defined(BALSYS_CRYPTO) && defined(OPENSSL_SHLIB_VERSION)

#define TEXT(number) #number
#define NAME(version) "libcrypto.so." TEXT(version)

static const char library_name[] = NAME(OPENSSL_SHLIB_VERSION);

_Static_assert(sizeof(SHA256_CTX) <= DIGEST_CRYPTO_ROOM &&
    (int)SHA256_DIGEST_LENGTH == (int)DIGEST_CRYPTO_LEN,
    "there is room for what the library has in mind");

typedef int start_function(SHA256_CTX *);
typedef int put_function(SHA256_CTX *, const void *, size_t);
typedef int end_function(unsigned char *, SHA256_CTX *);

/* A pointer to a function, as dlsym(3) gives it. */
union function {
	void *found;
	start_function *start;
	put_function *put;
	end_function *end;
};

static SHA256_CTX *
context_of(struct digest_crypto *d)
{
	return (SHA256_CTX *)d->context;
}

int
digest_crypto_start(struct digest_crypto *d)
{
	void *library = dlopen(library_name, RTLD_NOW | RTLD_NODELETE);
	union function start;

	if (library == NULL)
		return -1;
	start.found = dlsym(library, "SHA256_Init");
	d->put = dlsym(library, "SHA256_Update");
	d->end = dlsym(library, "SHA256_Final");
	/* It stays, for this one and for all its copies. */
	dlclose(library);
	if (start.found == NULL || d->put == NULL || d->end == NULL)
		return -1;
	return start.start(context_of(d)) == 1 ? 0 : -1;
}

void
digest_crypto_put(struct digest_crypto *d, struct span s)
{
	union function put = { d->put };

	put.put(context_of(d), s.ptr, s.len);
}

void
digest_crypto_end(struct digest_crypto *d, uint8_t *hash)
{
	union function end = { d->end };

	end.end(hash, context_of(d));
}

#else

int
digest_crypto_start(struct digest_crypto *d)
{
	(void)d;
	return -1;
}

void
digest_crypto_put(struct digest_crypto *d, struct span s)
{
	(void)d;
	(void)s;
}

void
digest_crypto_end(struct digest_crypto *d, uint8_t *hash)
{
	(void)d;
	(void)hash;
}

#endif
