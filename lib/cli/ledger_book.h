/*
 * ledger_book - what balsys-ledger keeps in a book, and how it goes on there.
 *
 *	struct ledger_book b = { .path = "books/main", .tee = true };
 *
 *	status = ledger_book_open(&b, &asked);
 *	options.hook = ledger_book_hook(&b);
 *	...
 *	status = ledger_book_begin(&b, &header);
 *	while (next_record()) {
 *		ledger_book_place(&b);
 *		if (ledger_post(...) == 0 && accepted)
 *			results_put_accepted(b.accepted, ...);
 *		if (ledger_book_attend(&b) == -1)
 *			break;
 *	}
 *	status = ledger_book_close(&b, status);
 *
 * What is put goes to disk group by group (stream/commit): refused records
 * first, then those accepted, then who follows.
 */
#ifndef BALSYS_LEDGER_BOOK_H
#define BALSYS_LEDGER_BOOK_H

#include "cli/book_tables.h"
#include "cli/feed.h"
#include "cli/outputs.h"
#include "cli/tee.h"
#include "ledger/book.h"
#include "ledger/ledger.h"
#include "ledger/recall.h"
#include "stream/commit.h"
#include "stream/journal.h"
#include "stream/lookback.h"

/* What the command was asked for, and what it works with; all borrowed. */
struct ledger_book_asked {
	const struct ledger_tables *tables;
	struct feed *feed;	/* its scale is set to the book's */
	const char **as;	/* NULL: not given; set to the book's */
	struct ledger *ledger;	/* empty; set to what the book says */
	struct outputs *outputs;
	struct writer *out;	/* standard output, if there is a tee */
	struct writer *outcomes;	/* or NULL */
};

enum { LEDGER_BOOK_REJECTS, LEDGER_BOOK_ACCEPTED, LEDGER_BOOK_JOURNALS };

struct ledger_book {
	const char *path;	/* NULL: there is none */
	bool tee;

	struct writer *accepted, *rejects;	/* to be put to; owned */
	struct writer *outcomes;	/* likewise, or NULL */

	struct ledger_book_asked asked;	/* private, from here on */
	struct book book;
	struct book_tables tables;
	struct journal journal[LEDGER_BOOK_JOURNALS];
	struct commit commit;
	struct tee follower;
	struct recall recall;
	struct txn_columns at;
	struct lookback known;	/* known.csv */
	struct buf header;	/* the first line of ledger.csv, or nothing */
	bool restored;		/* the ledger is what the files say */
	bool tee_failed;	/* ledger.csv could not be read */
	uint64_t began;		/* bytes of both at the start, */
	uint64_t written;	/* and that were put since, once it is closed */
	uint64_t checked;	/* bytes of ledger.csv at the last checkpoint */
	uint64_t due;		/* and where the next one is due */
};

/*
 * Open and lock the book, agree on all that was asked for, and restore the
 * ledger.  Says so and exits with EX_USAGE if that cannot be.  Returns 0, or
 * the status to exit with after saying why; ledger_book_close() is due in
 * either case.
 */
int	ledger_book_open(struct ledger_book *b,
	    const struct ledger_book_asked *asked)
	__attribute__((warn_unused_result));

/* A hook for who waits for input; it borrows b. */
struct wait_hook ledger_book_hook(struct ledger_book *b);

/*
 * The input's header: a new book begins with it and the name of what is
 * appended; an old one must have the same.  Returns as above.
 */
int	ledger_book_begin(struct ledger_book *b, const struct record *header)
	__attribute__((warn_unused_result));

/* Tell the ledger where what it decides next will stand. */
static inline void
ledger_book_place(struct ledger_book *b)
{
	struct ledger *ledger = b->asked.ledger;

	ledger->place_accepted = recall_place(RECALL_LEDGER,
	    writer_position(b->accepted));
	ledger->place_refused = recall_place(RECALL_REJECTS,
	    writer_position(b->rejects));
}

/*
 * Have all on disk, and make a checkpoint.  Returns 0, or -1 if a journal
 * failed; where there can be no checkpoint, there is none.
 */
int	ledger_book_rest(struct ledger_book *b)
	__attribute__((warn_unused_result));

/*
 * What is due between two records: what was put goes on its way to the disk if
 * that is free, and now and then it is time to rest.  Returns 0, or -1 if going
 * on is pointless.
 */
static inline int
ledger_book_attend(struct ledger_book *b)
{
	if (commit_move(&b->commit) == -1)
		return -1;
	return writer_position(b->accepted) < b->due ? 0 : ledger_book_rest(b);
}

/* How many bytes this run put into the book's two files, open or closed. */
uint64_t ledger_book_bytes(const struct ledger_book *b);

/*
 * Have all on disk, and close everything, with a checkpoint if that is worth it
 * and all went well.  status is what was earned so far; where that is trouble,
 * no other is told.  Returns the status to exit with.  Harmless on one that was
 * never opened.
 */
int	ledger_book_close(struct ledger_book *b, int status)
	__attribute__((warn_unused_result));

#endif
