/*
 * feed - a filter's input as transactions, and what every filter that reads
 * them is asked for in the same words.
 *
 *	static const struct cli_option options[] = {
 *		FEED_OPTIONS,
 *		{ 0 },
 *	};
 *	...
 *		if (!feed_option(&feed, letter))
 *			...
 *	status = feed_open(&feed, &outputs, operands);
 *	while (status == 0 && (got = feed_next(&feed, &row, &txn)) > 0)
 *		if (got == 1)
 *			feed.refusals.accepted++;
 *		else if (feed_refuse(&feed, row) == -1)
 *			break;
 *	status = cli_worse(status, feed_close(&feed));
 */
#ifndef BALSYS_FEED_H
#define BALSYS_FEED_H

#include "cli/cli.h"
#include "cli/outputs.h"
#include "cli/progress.h"
#include "cli/pulse.h"
#include "cli/refusals.h"
#include "ledger/txn.h"
#include "stream/reader.h"

enum {
	FEED_COLUMNS = 256,
	FEED_FINAL_NEWLINE,
	FEED_REJECTS,
	FEED_STRICT,
	FEED_LAST,		/* a command's own begin here */
	FEED_RUN = 64,		/* records taken at a time */
};

#define FEED_OPTIONS \
	{ 's', "scale", "N", "decimals of every amount, 0 to 6 (default 2)" }, \
	{ FEED_COLUMNS, "columns", "NAME,...", \
	    "the input has no header; its columns are these" }, \
	{ FEED_FINAL_NEWLINE, "final-newline", "required|optional", \
	    "must the last line have a newline (default required)" }, \
	{ FEED_REJECTS, "rejects", "FILE", "write refused records there" }, \
	{ FEED_STRICT, "strict", NULL, "stop at the first refused record" }, \
	{ 'q', "quiet", NULL, "name no refused records, do not add up" }

struct feed {
	/* As the options say; scale is 2 until one says otherwise. */
	const char *columns;
	const char *rejects;
	bool final_newline_optional;
	bool scale_given;
	int scale;
	struct reader_options dialect;	/* what it is besides; all zeros is the
					   record format; a hook is in place of
					   the one that flushes the outputs,
					   and should be of the pulse, too */
	bool writes_last;		/* nothing is written to a terminal
					   before all is read: how far that is
					   may be shown there meanwhile */
	struct pulse pulse;		/* beats as records are taken and
					   waited for: yours to fill */

	struct reader in;
	struct txn_columns at;
	struct refusals refusals;
	struct progress progress;	/* on a terminal, unless quiet */
	struct txn_fault fault;		/* of the record that was 2 */
	const struct outputs *outputs;	/* borrowed: watched for failures */
	bool ended;			/* by a refusal, being strict */
	bool has_last;			/* a record with a time was read, */
	struct timestamp last;		/* of which this is the last one's */

	uint64_t bytes;			/* private: read, once it is closed */

	bool others;	/* records are no transactions now; private */

	uint64_t size;		/* of the inputs, in bytes; private, as is all
				   of this */
	/* Records that were ready, and which of them are transactions: */
	size_t next, parsed, count;
	struct timestamp_memo memo;
	struct record *row;		/* owned, FEED_RUN of them */
	struct txn *txn;
};

/* A feed to begin with. */
#define FEED_START { .scale = 2 }

/* Take one of FEED_OPTIONS.  Returns whether it was. */
bool	feed_option(struct feed *f, int letter);

/*
 * Open the reject file, then the input up to its header, and find the columns
 * of a transaction.  Returns 0 or the status to exit with, after saying why;
 * feed_close() is due in either case.
 */
int	feed_open(struct feed *f, struct outputs *outputs,
	    const char *const inputs[])
	__attribute__((warn_unused_result));

/* As feed_open(), but looks for no columns: records are not transactions. */
int	feed_open_records(struct feed *f, struct outputs *outputs,
	    const char *const inputs[])
	__attribute__((warn_unused_result));

/*
 * As feed_open(), of inputs where records of other kinds may come as well, each
 * under a header of its own, which feed_next() tells from records as reader.h
 * has it: by dialect.is_header, as 3.  feed_take_header() comes before the
 * first record, and behind each of these.
 */
int	feed_open_mixed(struct feed *f, struct outputs *outputs,
	    const char *const inputs[])
	__attribute__((warn_unused_result));

/*
 * Behind the header follow transactions, or records of which feed_next() says
 * no more than that they are split, *txn being undefined.  row is the header if
 * that is not NULL: the record that feed_next() gave last, as 3 or otherwise;
 * else it is the one that is known.  Returns 0 or the status to end with.
 */
int	feed_take_header(struct feed *f, const struct record *row,
	    bool transactions)
	__attribute__((warn_unused_result));

/* Say what is wrong with the header.  Returns the status to exit with. */
int	feed_wrong_header(const struct feed *f, const char *wrong)
	__attribute__((warn_unused_result));

/*
 * The next record.  Returns 1 with *row and *txn set, which are borrowed until
 * the next call; 2 with fault filled, *txn undefined, and *row without fields
 * if it could not even be split; 0 at the end; -1 if the input failed or any
 * output did.
 */
int	feed_next(struct feed *f, const struct record **row,
	    const struct txn **txn)
	__attribute__((warn_unused_result));

/*
 * As feed_next(), for records that need not be transactions.  Not together with
 * feed_next() or feed_ready(), which take records ahead that it does not see.
 */
int	feed_next_record(struct feed *f, struct record *row)
	__attribute__((warn_unused_result));

/*
 * The transactions that are next and ready, up to FEED_RUN: sets *row and *txn
 * to the first of each and returns how many there are, perhaps none.  The
 * first count of them are passed by feed_pass(); then, or where there are
 * none, feed_next() goes on.
 */
size_t	feed_ready(struct feed *f, const struct record **row,
	    const struct txn **txn);
void	feed_pass(struct feed *f, size_t count);

/* How many bytes of its inputs were read, compressed ones as they are. */
uint64_t feed_bytes(const struct feed *f);

/* Fill fault with a reason and a clause. */
void	feed_fault(struct feed *f, enum reason reason, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/*
 * Refuse row for what fault says.  Returns 0, or -1 if the run is strict and
 * so ends here.
 */
int	feed_refuse(struct feed *f, const struct record *row)
	__attribute__((warn_unused_result));

/*
 * Say what is left to say, of a failure, of refused records, and how all adds
 * up, and release the input.  Returns the status that the reading earned.
 */
int	feed_close(struct feed *f);

#endif
