/*
 * transcript - what came out of reading CSV, as text that can be compared.
 */
#ifndef BALSYS_FUZZ_TRANSCRIPT_H
#define BALSYS_FUZZ_TRANSCRIPT_H

#include "base/buf.h"
#include "stream/reader.h"

/*
 * Append a record, a refusal or a failure, a line each: where it stands, and
 * its fields and raw bytes with their lengths.
 */
void	transcript_record(struct buf *to, const struct record *row);
void	transcript_refusal(struct buf *to, const struct record *row,
	    enum reason reason);
void	transcript_failure(struct buf *to, enum reader_failure failure);

/* Append a clause behind one of these. */
void	transcript_clause(struct buf *to, const char *clause);

/* Are they the same?  If not, say on standard error where they part. */
bool	transcript_same(const char *what, const struct buf *a,
	    const struct buf *b);

#endif
