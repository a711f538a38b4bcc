/*
 * recall - a store for ledger/seen that looks into the files of a book.
 *
 *	struct recall recall = { .line = find_line, .arg = job, .at = &at };
 *	struct seen ids = { .store = recall_ids(&recall) };
 *
 *	if (seen_add(&ids, txn->id, recall_place(RECALL_LEDGER, offset)) == -1)
 *		return -1;
 *
 * A place is a file and an offset in it, where a line begins:
 *
 *	RECALL_LEDGER	ledger.csv: a record that was accepted, with its balance
 *	RECALL_REJECTS	rejects.csv: one that was refused, as it came
 *	RECALL_KNOWN	known.csv: an id decided in an earlier book
 *
 * As a key of ids a place is the record's id; as a key of lines, which are all
 * in rejects.csv, it is the whole record as it came.  Of a record that is cut
 * there the key is a newline, which no record has in it, and what its detail
 * says in its place: "70000 bytes; sha256 ...", or of a line over 1 MiB all of
 * the detail.
 */
#ifndef BALSYS_RECALL_H
#define BALSYS_RECALL_H

#include <stdint.h>

#include "ledger/seen.h"
#include "ledger/txn.h"

enum recall_file {
	RECALL_LEDGER,
	RECALL_REJECTS,
	RECALL_KNOWN,
};

/* Files of up to 2^62 bytes. */
static inline uint64_t
recall_place(enum recall_file file, uint64_t offset)
{
	return (uint64_t)file << 62 | offset;
}

struct recall {
	/*
	 * Gives the line that begins at offset of file, without its newline,
	 * borrowed until the next call; returns 0, or -1 with errno.
	 */
	int (*line)(void *arg, enum recall_file file, uint64_t offset,
	    struct span *line);
	void *arg;
	const struct txn_columns *at;	/* of ledger.csv and of what was refused
					   alike; borrowed */
	struct recall_state *state;	/* private */
};

/*
 * The stores; they borrow r.  Looking into them fails with the errno of line(),
 * EBADMSG if there is no such line at a place, or ENOMEM.
 */
struct seen_store recall_ids(struct recall *r);
struct seen_store recall_lines(struct recall *r);

/*
 * A line of rejects.csv: why it was refused, and the record as it came, or its
 * first READER_KEPT bytes.  Returns 0 with *reason and *raw set, borrowed until
 * the next call of one of these three, or -1 with errno EBADMSG if that is no
 * such line, or ENOMEM.
 */
int	recall_refused(struct recall *r, struct span line, enum reason *reason,
	    struct span *raw)
	__attribute__((warn_unused_result));

/*
 * The same line: what it has decided.  Sets *key to a key of ids, *by_id being
 * true, if it was refused for a limit or an overflow, and else to one of lines.
 * A record that is cut decides no more than its line: it may have been cut
 * before its id.  Borrowed, and returns, as above.
 */
int	recall_decided(struct recall *r, struct span line, bool *by_id,
	    struct span *key)
	__attribute__((warn_unused_result));

/*
 * A line of known.csv: the id, and what is known of it.  Borrowed, and returns,
 * as above.
 */
int	recall_known(struct recall *r, struct span line, struct span *id,
	    struct seen_item *item)
	__attribute__((warn_unused_result));

/* Release everything.  Harmless twice. */
void	recall_free(struct recall *r);

#endif
