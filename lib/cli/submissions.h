/*
 * submissions - windows that are submitted as they are packed, where there is
 * no book to remember which were.
 *
 *	struct submissions s = { .submit = &submit, .output = &output,
 *	    .outputs = &outputs };
 *
 *	status = submissions_open(&s, header, window, batch);
 *	while (s.status == 0 && next_packed(&parcel))
 *		if (submissions_put(&s, &parcel) == -1)
 *			return -1;
 *	submissions_free(&s);
 *
 * A window is written first, and flushed: what was submitted can always be
 * seen.  Where it cannot be written it is not submitted, and behind one that
 * was not there is none.
 */
#ifndef BALSYS_SUBMISSIONS_H
#define BALSYS_SUBMISSIONS_H

#include "cli/batch_output.h"
#include "cli/outputs.h"
#include "cli/parcel.h"
#include "cli/submit.h"
#include "cli/window_text.h"

struct submissions {
	const struct submit *submit;	/* all three are borrowed until */
	struct batch_output *output;	/* submissions_free() */
	struct outputs *outputs;

	int status;		/* what a submission ended with; until it is
				   not 0 there is something to be put */
	struct window_text text;	/* private */
};

/*
 * Begin: lines have the columns of header and the two names behind, which are
 * borrowed likewise.  Returns 0, or EX_IOERR after saying why.
 */
int	submissions_open(struct submissions *s, struct span header,
	    struct span window, struct span batch)
	__attribute__((warn_unused_result));

/*
 * Write a window and hand it over; nothing is done once status is not 0, or
 * where an output failed.  It is EX_TEMPFAIL when a signal asks to stop.
 * Returns 0, or -1 with errno ENOMEM and nothing written.
 */
int	submissions_put(struct submissions *s, const struct parcel *p)
	__attribute__((warn_unused_result));

/* Release everything.  Harmless twice, and on one that is all zeros. */
void	submissions_free(struct submissions *s);

#endif
