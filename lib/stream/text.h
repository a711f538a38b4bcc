/*
 * text - what a writer is given, gathered in memory.
 *
 *	struct text text = { 0 };
 *	struct span bytes;
 *
 *	if (text_open(&text) == -1)
 *		return -1;
 *	writer_put(&text.out, SPAN("id,amount\n"));
 *	if (text_take(&text, &bytes) == -1)
 *		return -1;
 *	use(bytes);
 *	text_close(&text);
 *
 * A text does not move while it is open, as its writer points at it.
 */
#ifndef BALSYS_TEXT_H
#define BALSYS_TEXT_H

#include "base/buf.h"
#include "base/span.h"
#include "stream/writer.h"

struct text {
	struct writer out;	/* what is put here is gathered */
	struct buf bytes;	/* private */
};

/* Begin, with nothing.  Returns 0, or -1 with errno ENOMEM. */
int	text_open(struct text *t)
	__attribute__((warn_unused_result));

/*
 * All that was put since the last call, in *bytes, borrowed until something is
 * put.  Returns 0, or -1 with errno ENOMEM where there was no memory for all of
 * it, and the next text begins anew.
 */
int	text_take(struct text *t, struct span *bytes)
	__attribute__((warn_unused_result));

/* Release everything.  Harmless twice, and on all zeros. */
void	text_close(struct text *t);

#endif
