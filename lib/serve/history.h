/*
 * history - where in ledger.csv the records of some time are, of an account,
 * and behind an id: a sparse index.
 *
 *	struct history h = { 0 };
 *
 *	history_add(&h, offset, len, &posted);
 *	...
 *	if (history_find(&h, &source, &query, take, arg, &page) == -1)
 *		return -1;
 *	history_free(&h);
 *
 * Of every HISTORY_BLOCK bytes of lines the index has where they begin, the
 * least and the greatest time among them, and a set of their ids and accounts
 * that may err (serve/bloom): 2 bytes a record, up to 2.5 where many accounts
 * are, and 48 a block.  Only blocks that may hold what is asked for are read,
 * whether times are in order or not.
 *
 * Answers come in pages, in the order of the book.  A page ends where it is
 * full, or where HISTORY_READ_MAX bytes were read for it, so that no question
 * takes long; it may then be short, or empty, and not the last.
 */
#ifndef BALSYS_HISTORY_H
#define BALSYS_HISTORY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/span.h"
#include "base/timestamp.h"
#include "serve/posted.h"

enum {
	HISTORY_BLOCK = 64 * 1024,
	HISTORY_READ_MAX = 1024 * 1024,
	HISTORY_LIMIT_MAX = 1000,	/* records of a page */
};

struct history {
	uint64_t records;	/* that are in it */
	uint64_t bytes;		/* to where in the file its lines reach */
	uint64_t seed;		/* of its hashes; yours to set first */
	struct history_block *block;	/* private */
	size_t nblocks, cap;
	struct history_open *open;	/* private: of the last block */
};

/* Where the lines are, and how they read. */
struct history_source {
	int fd;
	struct posted_columns *columns;
	int scale;
};

/*
 * Of what has a time, or was received at one, those from start to end, both
 * among them; records without one only where neither is asked for.
 */
struct history_query {
	bool has_start, has_end, has_account;
	struct timestamp start, end;
	struct span account;
	struct span after;	/* go on behind the record with this id; empty:
				   from the first */
	unsigned limit;		/* 1 to HISTORY_LIMIT_MAX */
};

struct history_page {
	bool is_found;		/* the id in query.after, or there was none */
	bool has_more;		/* there may be more: ask again, after next */
	struct buf next;	/* the id of the record that was looked at last;
				   yours to free */
	uint64_t blocks, bytes;	/* that were read */
};

/*
 * Add a line, which begins at offset and takes len bytes with its newline.
 * Returns 0, or -1 with errno ENOMEM and nothing changed.
 */
int	history_add(struct history *h, uint64_t offset, size_t len,
	    const struct posted *posted)
	__attribute__((warn_unused_result));

/*
 * Look for a page, and call take(arg) with each record in it; what it is given
 * is borrowed until it returns.  Returns 0, or -1 with errno of pread(2),
 * ENOMEM, or EBADMSG if the file is not what was added.
 */
int	history_find(const struct history *h, const struct history_source *from,
	    const struct history_query *query,
	    void (*take)(void *arg, const struct posted *posted), void *arg,
	    struct history_page *page)
	__attribute__((warn_unused_result));

/* Release everything.  Harmless twice. */
void	history_free(struct history *h);

#endif
