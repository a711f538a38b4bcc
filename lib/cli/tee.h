/*
 * tee - standard output follows a file of a book: it gets the whole of it, from
 * its first byte, as far as that is safe.
 *
 *	struct tee tee = { .journal = &journal, .out = &out };
 *
 *	if (tee_pump(&tee, commit_safe(&commit, 1)) == -1)
 *		say(strerror(errno));
 *
 * It reads what was written, so that nobody downstream can see how often the
 * writer was started again.
 */
#ifndef BALSYS_TEE_H
#define BALSYS_TEE_H

#include <stdint.h>

#include "stream/journal.h"
#include "stream/writer.h"

struct tee {
	const struct journal *journal;	/* borrowed */
	struct writer *out;	/* borrowed; its failures stick to it */
	uint64_t sent;		/* bytes that went there */
};

/*
 * Put what there is up to safe, and flush.  Returns 0, or -1 with errno of
 * pread(2) if the file cannot be read; a failure of the writer is the writer's.
 */
int	tee_pump(struct tee *t, uint64_t safe)
	__attribute__((warn_unused_result));

#endif
