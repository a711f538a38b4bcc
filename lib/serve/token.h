/*
 * token - the secret that a client shows to be let in (RFC 6750, "The OAuth 2.0
 * Authorization Framework: Bearer Token Usage", Jones and Hardt, 2012).
 *
 *	struct token token = { 0 };
 *
 *	if (token_read(&token, "/etc/balsys/token", &why) == -1)
 *		fail(why);
 *	if (!token_admits(&token, authorization))
 *		refuse();
 *
 * What is compared are digests, so the time that it takes tells nothing of the
 * secret; and only the digest is kept.
 */
#ifndef BALSYS_TOKEN_H
#define BALSYS_TOKEN_H

#include <stdbool.h>

#include "base/digest.h"
#include "base/span.h"

enum {
	TOKEN_MIN = 16,		/* bytes of a secret */
	TOKEN_MAX = 1024,
};

struct token {
	char digest[DIGEST_TEXT_LEN + 1];	/* private */
};

/*
 * Read the first line of path, which is a plain file of this user's or root's
 * that nobody else may read or write, and has TOKEN_MIN to TOKEN_MAX visible
 * bytes of ASCII.  Returns 0, or -1 with *why a clause ready to print, borrowed
 * for ever, and errno if it could not be read (else 0).
 */
int	token_read(struct token *t, const char *path, const char **why)
	__attribute__((warn_unused_result));

/* Is this header's value, which may be NULL, "Bearer " and the secret? */
bool	token_admits(const struct token *t, const char *authorization);

#endif
