/*
 * parcels - windows that are packed side by side and come out in their order.
 *
 *	struct parcels parcels = { .jobs = 4, .like = { ... }, .put = put };
 *
 *	if (parcels_open(&parcels) == -1)
 *		return -1;
 *	options.hook = parcels_hook(&parcels);
 *	while (next_record()) {
 *		if (parcels_put(&parcels, line, id, amount) == -1)
 *			return -1;
 *		if (parcels_filled(&parcels) == 1000 &&
 *		    parcels_pack(&parcels) == -1)
 *			return -1;
 *	}
 *	if (parcels_finish(&parcels) == -1)
 *		return -1;
 *	parcels_close(&parcels);
 *
 * With one job there is one parcel and no thread: parcels_pack() packs it and
 * hands it to put().  With more, threads pack while more parcels fill, and
 * each goes to put() as soon as it is done and those before it have gone
 * there.  What put() is given is the same, however many jobs there are.
 *
 * Where memory runs out for several, it goes on with one.  Where it runs out
 * for that, too, failed is set and every call returns -1 from then on.
 */
#ifndef BALSYS_PARCELS_H
#define BALSYS_PARCELS_H

#include "cli/parcel.h"
#include "stream/wait.h"
#include "stream/workers.h"

enum { PARCELS_MORE = 4 };	/* that there are beside one for each job */

struct parcels {
	unsigned jobs;		/* windows to pack at a time */
	struct parcel like;	/* what each begins as; it owns nothing */
	/*
	 * Takes every parcel that is packed, in order, and in the thread that
	 * calls what is below.  Returns 0, or -1 with errno ENOMEM.
	 */
	int (*put)(void *arg, const struct parcel *p);
	void *arg;		/* of put */
	struct wait_hook hook;	/* run before every sleep, and, where windows
				   may be slow, before each */
	bool slow;

	uint64_t closed;	/* windows that are full; yours to set, with
				   written, before parcels_open(), where the
				   first one is not window 1 */
	uint64_t written;	/* of these, what put() took */
	bool failed;		/* memory ran out */
	struct parcel *filling;	/* private, from here on */
	struct parcel *parcel;	/* window n, from 0, is at n modulo count */
	size_t count;
	struct workers workers;
};

/* Make the parcels.  Returns 0, or -1 with errno ENOMEM. */
int	parcels_open(struct parcels *ps)
	__attribute__((warn_unused_result));

/* Put a record into the window that fills.  Returns 0, or -1 with ENOMEM. */
int	parcels_put(struct parcels *ps, struct span line, struct span id,
	    uint64_t amount)
	__attribute__((warn_unused_result));

/* How many records are in the window that fills. */
size_t	parcels_filled(const struct parcels *ps);

/*
 * The window that fills, of at least one record, is full: have it packed, and
 * begin another.  Where as many are on their way as there may be, wait for the
 * oldest.  Returns 0, or -1 with errno ENOMEM, or ECANCELED if the hook says
 * that going on is pointless.
 */
int	parcels_pack(struct parcels *ps)
	__attribute__((warn_unused_result));

/* Wait for all that are full to be packed.  Returns as parcels_pack(). */
int	parcels_finish(struct parcels *ps)
	__attribute__((warn_unused_result));

/*
 * A hook for who waits for more records: what is packed until then, or while
 * they are waited for, goes to put() at once.  It borrows ps.
 */
struct wait_hook parcels_hook(struct parcels *ps);

/* How many records were put and did not come to put(). */
uint64_t parcels_left(const struct parcels *ps);

/* Release everything; what a thread is at is waited for, and dropped. */
void	parcels_close(struct parcels *ps);

#endif
