/*
 * gunzip - the bytes in gzip members that follow each other.
 *
 * It pulls: compressed bytes are asked for only when there is nothing to give,
 * so that what has come is given at once.
 */
#ifndef BALSYS_GUNZIP_H
#define BALSYS_GUNZIP_H

#include <sys/types.h>

#include "base/span.h"
#include "stream/inflate.h"

struct gunzip {
	struct gunzip_state *state;	/* private */
};

/* Where compressed bytes come from, as from read(2). */
struct gunzip_source {
	ssize_t (*read)(void *arg, void *dst, size_t len);
	void *arg;
};

enum { GUNZIP_BLOCK = 64 * 1024 };	/* bytes asked for at once */

/*
 * Inflate by how what first holds, at most GUNZIP_BLOCK bytes, and then source
 * gives; both are copied.  Returns 0, or -1 with errno ENOMEM; nothing then
 * needs closing.
 */
int	gunzip_open(struct gunzip *zip, const struct inflater *how,
	    struct gunzip_source source, struct span first)
	__attribute__((warn_unused_result));

/*
 * Inflate up to len bytes, at least one, into dst.  Returns how many, or 0 at
 * the end, or -1 with errno EBADMSG, of which gunzip_reason() tells more, or
 * ENOMEM, or what the source failed with.  Everything before has then been
 * given, as inflate.h has it.  A later call does likewise, and asks the source
 * no more; behind a failure it changes nothing, so that another thread may ask
 * for the reason.
 */
ssize_t	gunzip_read(struct gunzip *zip, char *dst, size_t len)
	__attribute__((warn_unused_result));

/* What EBADMSG was about: "is truncated gzip".  Borrowed for ever. */
const char *gunzip_reason(const struct gunzip *zip);

/* Release everything.  Harmless twice, and on all zeros. */
void	gunzip_close(struct gunzip *zip);

#endif
