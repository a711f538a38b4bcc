/* explicit_bzero */
#define _DEFAULT_SOURCE
#include <sys/stat.h>

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "base/digest.h"
#include "serve/token.h"

static const char *const no_plain_file = "it is no plain file";
static const char *const not_ours =
    "it belongs to another user, so it is no secret";
static const char *const not_alone =
    "others may read or write it, so it is no secret (chmod 600)";
static const char *const wrong_length =
    "its first line is to have 16 to 1024 bytes";
static const char *const not_visible =
    "its first line has bytes that are no visible ASCII";

static void
hash(struct span secret, char *digest)
{
	struct digest d;

	digest_start(&d);
	digest_put(&d, secret);
	digest_end(&d, digest);
}

/* Why is this file no place for a secret?  NULL: it is one. */
static const char *
is_no_secret(const struct stat *st)
{
	if (!S_ISREG(st->st_mode))
		return no_plain_file;
	if (st->st_uid != geteuid() && st->st_uid != 0)
		return not_ours;
	if ((st->st_mode & (S_IRWXG | S_IRWXO)) != 0)
		return not_alone;
	return NULL;
}

/* Read up to size bytes of a file.  Returns how many, or -1. */
static ssize_t
read_some(int fd, char *dst, size_t size)
{
	size_t len = 0;
	ssize_t got;

	while (len < size) {
		got = read(fd, dst + len, size - len);
		if (got == -1 && errno == EINTR)
			continue;
		if (got == -1)
			return -1;
		if (got == 0)
			break;
		len += (size_t)got;
	}
	return (ssize_t)len;
}

/* Why is the first line of text no secret?  NULL: it is one, in *secret. */
static const char *
take_line(struct span text, struct span *secret)
{
	*secret = span_cut(&text, '\n');
	if (secret->len > 0 && secret->ptr[secret->len - 1] == '\r')
		secret->len--;
	if (secret->len < TOKEN_MIN || secret->len > TOKEN_MAX)
		return wrong_length;
	for (size_t i = 0; i < secret->len; i++)
		if (secret->ptr[i] <= ' ' || secret->ptr[i] >= 0x7f)
			return not_visible;
	return NULL;
}

/* The same of an open file; the hash of its secret is kept. */
static const char *
take(struct token *t, int fd)
{
	char text[TOKEN_MAX + 3];	/* and whether it ends there */
	struct span secret;
	struct stat st;
	const char *why;
	ssize_t len;

	if (fstat(fd, &st) == -1)
		return strerror(errno);
	why = is_no_secret(&st);
	if (why != NULL)
		return why;
	len = read_some(fd, text, sizeof(text));
	if (len == -1)
		return strerror(errno);
	why = take_line((struct span){ text, (size_t)len }, &secret);
	if (why == NULL)
		hash(secret, t->digest);
	explicit_bzero(text, sizeof(text));
	return why;
}

int
token_read(struct token *t, const char *path, const char **why)
{
	int fd, failed;

	fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
	if (fd == -1) {
		*why = strerror(errno);
		return -1;
	}
	errno = 0;
	*why = take(t, fd);
	failed = errno;
	close(fd);
	errno = failed;
	return *why == NULL ? 0 : -1;
}

bool
token_admits(const struct token *t, const char *authorization)
{
	static const char scheme[] = "Bearer ";
	char digest[DIGEST_TEXT_LEN + 1];
	unsigned char differs = 0;

	if (authorization == NULL ||
	    strncasecmp(authorization, scheme, sizeof(scheme) - 1) != 0)
		return false;
	authorization += sizeof(scheme) - 1;
	while (*authorization == ' ')
		authorization++;
	hash(span_of(authorization), digest);
	for (int i = 0; i < DIGEST_TEXT_LEN; i++)
		differs |= (unsigned char)(digest[i] ^ t->digest[i]);
	return differs == 0;
}
