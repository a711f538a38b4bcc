/*
 * refusals - records that are not taken: named, kept, and added up.
 *
 * Of one reason the first ten are named on standard error and the rest are
 * counted; all of them go to the reject file, where there is one, as
 * file,line,reason,detail,record.
 */
#ifndef BALSYS_REFUSALS_H
#define BALSYS_REFUSALS_H

#include "base/buf.h"
#include "base/reason.h"
#include "cli/events.h"
#include "cli/outputs.h"
#include "stream/reader.h"

#define REFUSALS_HEADER "file,line,reason,detail,record\n"

struct refusals {
	bool quiet;		/* name none on standard error */
	bool strict;		/* the first one ends the run */
	struct writer *file;	/* borrowed; NULL if there is none */
	struct events *events;	/* borrowed: told of the first of each reason;
				   or NULL */

	/* How many records met which fate; yours to count but for refused. */
	uint64_t read, accepted, refused, duplicate, known;

	uint64_t of_reason[REASON_COUNT];	/* and why; read only */
	struct writer rejects;			/* private */
	struct buf text, line;			/* private */
};

/*
 * Open the reject file path, with its header, as one of outputs.  Returns 0 or
 * the status to exit with, after saying why.
 */
int	refusals_open(struct refusals *r, const char *path,
	    struct outputs *outputs)
	__attribute__((warn_unused_result));

/*
 * Write the line that a reject file has of row to the file, and neither count
 * nor name it.
 */
void	refusals_put(struct refusals *r, const struct record *row,
	    enum reason reason, const char *detail);

/*
 * The same line, with its newline, for who compares; borrowed until the next
 * one.  Its ptr is NULL if memory is out.
 */
struct span refusals_line(struct refusals *r, const struct record *row,
	    enum reason reason, const char *detail);

/*
 * Refuse row for reason; detail is a clause.  Returns 0, or -1 if the run is
 * strict and so ends here: the record is then named and counted, but nothing
 * is kept of it.
 */
int	refusals_add(struct refusals *r, const struct record *row,
	    enum reason reason, const char *detail)
	__attribute__((warn_unused_result));

/*
 * At the end: say how many more were refused of each reason, and how all that
 * was read adds up if not all was accepted.  Releases what is private.
 */
void	refusals_end(struct refusals *r);

#endif
