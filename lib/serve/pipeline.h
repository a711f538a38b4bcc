/*
 * pipeline - balsys-ledger and balsys-batch, side by side, on one book: what is
 * submitted goes in, what becomes of it comes out once it is on disk.
 *
 *	struct pipeline p = { .loop = &loop, .book = "books/main",
 *	    .ledger_words = words, .batch_words = words2, .most = 10000,
 *	    .calls = &calls, .arg = server };
 *
 *	if (pipeline_open(&p) == -1)
 *		return -1;
 *	...
 *	if (pipeline_room(&p) < 2)
 *		say_busy();
 *	if (pipeline_put(&p, &record, decided, submission, 0) == -1)
 *		...
 *
 * They are run as
 *
 *	balsys-ledger --book DIR --tee --quiet --outcomes /dev/fd/3 - |
 *	    balsys-batch --book DIR -
 *
 * and what a record comes to is what --outcomes says: nothing of it is decided
 * here.  Where one of the two ends, the other is let end, or made to after some
 * seconds, and both are begun again, after PIPELINE_WAIT_FIRST, doubled up to
 * PIPELINE_WAIT_MOST each time that they did not stay for as long as that.
 * What was put and not decided is put again, in its order, with the same bytes;
 * where pipeline_landed() told that it is in the ledger it is decided without.
 *
 * The columns of what is put are those of the book; a new one gets
 * id,time,account,amount,received.  received is the clock's time when it was
 * put, and never twice the same; the ledger does not compare it, so a record
 * that is sent again is a duplicate.
 */
#ifndef BALSYS_PIPELINE_H
#define BALSYS_PIPELINE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/money.h"
#include "base/span.h"
#include "base/timestamp.h"
#include "serve/loop.h"

#define PIPELINE_WAIT_FIRST 100000	/* microseconds until a new start, */
#define PIPELINE_WAIT_MOST 10000000	/* doubled up to this */
#define PIPELINE_GRACE 5000000	/* until one that is to end gets SIGTERM, and
				   then SIGKILL */

enum {
	PIPELINE_FIELD_MAX = 1024,	/* bytes of a field that is put; so it
					   is short enough for any line */
};

/* What was submitted: fields without quotes, of one line each, at most
   PIPELINE_FIELD_MAX bytes. */
struct pipeline_record {
	struct span id, time, account, amount;	/* time and account may be
						   empty */
};

/* What became of it. */
enum fate {
	FATE_ACCEPTED,
	FATE_DUPLICATE,		/* the same was accepted before */
	FATE_REFUSED,
	FATE_KNOWN,		/* it was refused before */
	FATE_COUNT,
};

struct pipeline_fate {
	enum fate fate;
	struct span reason;	/* of a refusal, also before; borrowed */
	struct span balance;	/* as text, of one accepted; borrowed */
	int64_t micros;		/* from when it was put until now */
};

/* "accepted" and so on. */
const char *pipeline_fate_name(enum fate fate);

/*
 * Called once for each record that was put, in their order, when it is decided
 * and on disk; or with fate NULL if it never will be known here, as the server
 * stops first.
 */
typedef void pipeline_decided(void *arg, size_t index,
	    const struct pipeline_fate *fate);

/* What its owner is told.  All are borrowed. */
struct pipeline_calls {
	/*
	 * The ledger has made its book whole and waits: all that is in its
	 * files is safe.  While this runs, pipeline_landed() is to be called
	 * for every record of ledger.csv that was not there before.
	 */
	void (*ready)(void *arg);

	/*
	 * So many more lines of ledger.csv, and of rejects.csv, are safe;
	 * behind the calls of pipeline_decided that say so.
	 */
	void (*safe)(void *arg, uint64_t accepted, uint64_t refused);

	/* Each record that was decided, before its own pipeline_decided. */
	void (*fate)(void *arg, const struct pipeline_fate *fate);

	/* There is room again where there was none. */
	void (*room)(void *arg);

	/*
	 * A child ended by itself, with this status of waitpid(2); in is how
	 * long until both are begun again, in microseconds.  Or it could not be
	 * begun: status is -1, and errno says why.
	 */
	void (*lost)(void *arg, const char *name, int status, int64_t in);
};

struct pipeline_counts {
	uint64_t put, decided[FATE_COUNT];
	uint64_t starts, losses[2];	/* of both; of the ledger, of batch */
	uint64_t sent_again;		/* records */
	int64_t wait;			/* until the next start; 0: they run */
	bool is_ready;
	long pid[2];			/* 0: it does not run */
	int last_status[2];		/* how it ended, as of waitpid(2) */
	int64_t since;			/* loop_now() when they got ready */
};

struct pipeline {
	/* Yours to set, and borrowed: */
	struct loop *loop;
	const char *book;
	const char *const *ledger_words, *const *batch_words;	/* options that
			   they get, too; the last is NULL; NULL: none */
	size_t most;		/* records in flight at the same time */
	int64_t wait_first, wait_most, grace;	/* those above where 0 */
	const struct pipeline_calls *calls;
	void *arg;

	struct pipeline_counts counts;
	struct pipeline_state *state;	/* private */
};

/*
 * Begin: both children, from the next loop_turn() on.  Returns 0, or -1 with
 * errno ENOMEM.  That a child could not be begun is calls->lost.  SIGPIPE is
 * ignored by this program, as by all of them.
 */
int	pipeline_open(struct pipeline *p)
	__attribute__((warn_unused_result));

/*
 * The columns of ledger.csv but the last, which is the balance's: does what is
 * put have these parts?  Known from the first calls->ready on.
 */
bool	pipeline_has_time(const struct pipeline *p);
bool	pipeline_has_account(const struct pipeline *p);

/* How many records may be put now; 0 until they are ready for the first time,
   and once it is being closed. */
size_t	pipeline_room(const struct pipeline *p);

/* How many are in flight: put, and not decided. */
size_t	pipeline_in_flight(const struct pipeline *p);

/* How long the oldest of these has waited, in microseconds; 0 if none does. */
int64_t	pipeline_waited(const struct pipeline *p);

/* Where one has waited so long, in microseconds, something is held up. */
#define PIPELINE_STUCK 10000000

/*
 * Put a record, which is copied; there is room for it.  decided(arg, index) is
 * called later, from loop_turn().  Parts for which the book has no column are
 * left out.  Returns 0, or -1 with errno ENOMEM, or EINVAL if fields are not as
 * above, or "id" is one of them and "amount" another: such a line names
 * columns, wherever it stands, and cannot be a record (balsys-csv(5)).
 */
int	pipeline_put(struct pipeline *p, const struct pipeline_record *record,
	    pipeline_decided *decided, void *arg, size_t index)
	__attribute__((warn_unused_result));

/* A record with these stands in ledger.csv; received may be empty, where there
   is no such column.  Harmless where it is none of those in flight. */
void	pipeline_landed(struct pipeline *p, struct span id,
	    struct span received, struct span balance);

/*
 * Put no more.  Once all that was is decided, through losses and new starts,
 * the children are let end, batch with what it still packs; then
 * pipeline_is_closed(), and nobody is called any more.  After most microseconds
 * what runs is made to end, by SIGTERM, and after some seconds by SIGKILL; what
 * is not decided then never will be known here.
 */
void	pipeline_finish(struct pipeline *p, int64_t most);
bool	pipeline_is_closed(const struct pipeline *p);

/* Release everything; children that run are ended by SIGKILL, and of what is in
   flight it is told that it never will be known.  Harmless twice, and where
   pipeline_open() failed or never was called. */
void	pipeline_free(struct pipeline *p);

#endif
