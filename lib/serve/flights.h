/*
 * flights - records on their way through a pipeline: put, and not decided; in
 * their order, with their lines, of which some may not be written yet.
 *
 *	struct flights f = { 0 };
 *
 *	if (flights_open(&f, 10000) == -1)
 *		return -1;
 *	if (flights_put(&f, &flight, line) == -1)
 *		return -1;
 *	...
 *	n = write(fd, flights_unsent(&f).ptr, flights_unsent(&f).len);
 *	flights_sent(&f, n);
 *	...
 *	if (flights_take(&f, &flight))
 *		flight.decided(flight.arg, flight.index, fate);
 *
 * All zeros is one that has no room.
 */
#ifndef BALSYS_FLIGHTS_H
#define BALSYS_FLIGHTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/money.h"
#include "base/span.h"
#include "base/timestamp.h"
#include "serve/layout.h"
#include "serve/pipeline.h"

struct flight {
	pipeline_decided *decided;	/* whom to tell, */
	void *arg;
	size_t index;
	int64_t since;			/* loop_now() when it was put */
	struct timestamp received;	/* later than that of any before */
	struct layout_place id;		/* in its line */

	uint64_t at;			/* private: where its line begins */
	size_t len;
	bool has_landed;		/* it is known to be in the ledger, */
	unsigned char balance_len;	/* with this balance */
	char balance[MONEY_TEXT_MAX];
};

struct flights {
	size_t most, count;	/* records: that may be, that are */
	struct flight *ring;	/* private */
	size_t first;
	struct buf lines;	/* of all that are there, but for some before */
	uint64_t begins;	/* where lines begins, in all that was put */
	uint64_t written;	/* and where what is not written does */
	size_t hint;		/* behind the one that was found last */
};

/* Make room for most records.  Returns 0, or -1 with errno ENOMEM. */
int	flights_open(struct flights *f, size_t most)
	__attribute__((warn_unused_result));

/*
 * Put one at the end, for which there is room, with its line, which is copied.
 * Returns 0, or -1 with errno ENOMEM.
 */
int	flights_put(struct flights *f, const struct flight *flight,
	    struct span line)
	__attribute__((warn_unused_result));

/* What is to be written next, up to the last line that was put; borrowed until
   the next put.  So many bytes of it were. */
struct span flights_unsent(const struct flights *f);
void	flights_sent(struct flights *f, size_t nbytes);

/* The first one's, or that of none: is it known to be in the ledger? */
bool	flights_has_landed(const struct flights *f);

/* When the first one was put; -1 if there is none. */
int64_t	flights_since(const struct flights *f);

/* Take the first one out.  Returns false if there is none. */
bool	flights_take(struct flights *f, struct flight *flight);

/*
 * One of these stands in the ledger: its id, as it stands in a line; received
 * as it was written, or empty where there is no such column; balance has at
 * most MONEY_TEXT_MAX bytes.  Returns whether it is there, and had not landed.
 */
bool	flights_land(struct flights *f, struct span id, struct span received,
	    struct span balance);

/*
 * Have all be written again, from the first one's beginning, but for those that
 * have landed.  Returns how many of them had been written, or begun; or -1 with
 * errno ENOMEM, and nothing has changed.
 */
long	flights_rewind(struct flights *f)
	__attribute__((warn_unused_result));

/* Release everything.  Harmless twice. */
void	flights_free(struct flights *f);

#endif
