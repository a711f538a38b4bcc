/*
 * failure - why reading could not go on, kept until somebody asks.
 *
 *	struct failure failure = { 0 };
 *
 *	return failure_at(&failure, READER_FAILED_DATA, "a.csv", 812,
 *	    "the last line has no newline");
 *	...
 *	warn(failure.sentence);
 *	failure_free(&failure);
 *
 * All zeros is no failure.
 */
#ifndef BALSYS_FAILURE_H
#define BALSYS_FAILURE_H

#include "base/buf.h"

/* Why reading could not go on. */
enum reader_failure {
	READER_FAILED_DATA = 1,	/* the data cannot be read from here */
	READER_FAILED_OPEN,	/* an input cannot be opened */
	READER_FAILED_READ,	/* read(2) failed */
	READER_FAILED_MEMORY,
	READER_FAILED_COLUMNS,	/* the option columns is no line of CSV */
	READER_STOPPED,		/* a signal, or the hook: no message */
};

struct failure {
	enum reader_failure kind;	/* 0: none */
	const char *sentence;		/* ready to print; borrowed until
					   failure_free() */
	struct buf text;		/* private */
};

/*
 * Note what failed: at a line of file, or at 0, none of it; with words of the
 * caller's own; for want of memory; or as errno says of a call that reads file,
 * where it is not EBADMSG.  Return -1.
 */
int	failure_at(struct failure *f, enum reader_failure kind,
	    const char *file, unsigned long line, const char *clause);
int	failure_say(struct failure *f, enum reader_failure kind,
	    const char *format, ...)
	__attribute__((format(printf, 3, 4)));
int	failure_memory(struct failure *f);
int	failure_errno(struct failure *f, const char *file);

/* Release everything.  Harmless twice. */
void	failure_free(struct failure *f);

#endif
