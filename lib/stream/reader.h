/*
 * reader - records, one at a time, from CSV bytes.
 *
 *	struct reader in = { 0 };
 *	struct record row;
 *	int got;
 *
 *	if (reader_open(&in, paths, &(struct reader_options){ 0 }) == -1)
 *		fail(reader_error(&in));
 *	while ((got = reader_next(&in, &row)) > 0)
 *		if (got == 1)
 *			use(row.field[0]);
 *		else
 *			refuse(row.raw, reader_detail(&in));
 *	if (got == -1)
 *		fail(reader_error(&in));
 *	reader_close(&in);
 *
 * The reader pulls; it never calls back but to flush before it waits.  Several
 * inputs are read as if they were one, plain or gzipped, files or pipes, and a
 * record is given as soon as its last byte has come.  Fields come out unquoted
 * and otherwise byte for byte, spaces included.
 *
 * The format is balsys-csv(5): a line is a record, the first line names the
 * columns, a later line that names them again is passed over, and one that
 * names others is a failure.  With a foreign dialect, line breaks may stand
 * inside quotes, and every input begins with the same header, behind as many
 * lines as are to be skipped.
 *
 * Inputs of several kinds may follow each other under headers of their own, for
 * who says by is_header what these are, and of each, once it has come, whether
 * it is one: reader_take_header().
 */
#ifndef BALSYS_READER_H
#define BALSYS_READER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/reason.h"
#include "base/span.h"
#include "stream/failure.h"
#include "stream/record.h"
#include "stream/wait.h"

enum {
	READER_LINE_MAX = 1024 * 1024,	/* bytes of a record, line end aside */
	READER_KEPT = 64 * 1024,	/* what is given of a longer one */
	READER_APPENDED_MAX = 1024,
};

struct reader_options {
	const char *columns;	/* the columns' names as a line of CSV, for an
				   input that has no header; or NULL */
	bool final_newline_optional;
	struct wait_hook hook;	/* run before every wait */

	/*
	 * Behind the header, go on at this offset of the first of paths, where
	 * the line begins whose number this is; 0: where the header ends.  It
	 * is then a plain file, or reading fails (READER_FAILED_DATA).
	 */
	uint64_t from;
	unsigned long from_line;

	/* Read no further than this offset of the first input, a plain file:
	   what is behind it is not whole yet; 0: to its end */
	uint64_t until;
	const uint64_t *until_of;	/* likewise of each of paths; or NULL */
	unsigned appended;	/* bytes that a line may have over
				   READER_LINE_MAX, as they were appended to
				   it; at most READER_APPENDED_MAX */

	/*
	 * Is a line with these fields a header?  Asked of lines that have not
	 * as many as the header.  Where it is not NULL, reader_next() says 3 of
	 * those that are, and of all that name both id and amount; what else
	 * may be a header, among records, is the caller's to tell.
	 */
	bool (*is_header)(const struct span *field, size_t nfields);

	/* The dialect; all zeros is the record format. */
	bool foreign;
	char delimiter;		/* '\0' is a comma */
	char quote;		/* '\0' is a double quote */
	unsigned long skip;	/* lines before the header, of every input */
};

struct reader {
	struct reader_state *state;	/* private */
	struct record header;		/* borrowed, until reader_close() */
};

/*
 * Open the first of paths and read its header.  "-" is standard input; paths
 * ends with NULL, has at least one, and is borrowed until reader_close().
 * Inputs with nothing in them at all are passed over.
 *
 * Returns 0, or -1 with reader_failure() and reader_error() set; only
 * reader_close() may then be called besides these.
 */
int	reader_open(struct reader *r, const char *const paths[],
	    const struct reader_options *options)
	__attribute__((warn_unused_result));

/*
 * Which column is called name?  Returns its index, -1 if there is none, -2 if
 * there are several.
 */
int	reader_column(const struct reader *r, struct span name);

/*
 * The next record.  Returns 1 and fills *row; or 2 if this line is refused:
 * *row then has no fields, reader_reason() and reader_detail() say why, and the
 * next call goes on behind it; or 0 at the end of the last input; or -1 if
 * reading cannot go on, and from then on always -1.  With is_header: or 3 and
 * fills *row, a header.
 */
int	reader_next(struct reader *r, struct record *row)
	__attribute__((warn_unused_result));

/*
 * The records that are there already, whole, and none of them refused: the
 * next in order, up to cap.  Nothing is read, and nothing waited for.  Returns
 * how many, perhaps none: the next one is then for reader_next().  They are
 * borrowed until this or reader_next() is called.
 */
size_t	reader_ready(struct reader *r, struct record *row, size_t cap);

/*
 * Have the names of the columns be those in row, a record of the input that is
 * being read: one that reader_next() gave last, or, with as many fields as the
 * header, one of those that reader_ready() did.  Records that were given stay
 * as they are.  Returns 0, or -1 with reader_failure() set.
 */
int	reader_take_header(struct reader *r, const struct record *row)
	__attribute__((warn_unused_result));

/* Which of paths the last record came from, or the header; counted from 0. */
size_t	reader_input(const struct reader *r);

/* Why reader_next() said 2: the word, and a clause to print.  Borrowed. */
enum reason reader_reason(const struct reader *r);
const char *reader_detail(const struct reader *r);

/*
 * Why reader_next() or reader_open() said -1: the kind, and one line ready to
 * print: "trades.csv:812: the last line has no newline".  Borrowed; empty for
 * READER_STOPPED.
 */
enum reader_failure reader_failure(const struct reader *r);
const char *reader_error(const struct reader *r);

/*
 * How many bytes of its inputs the records are from that were given so far, as
 * they stand in the files; of gzip a few blocks more.  What was passed over, as
 * options.from says, does not count.
 */
uint64_t reader_bytes(const struct reader *r);

/* Release everything.  Harmless on a reader that is closed or all zeros. */
void	reader_close(struct reader *r);

#endif
