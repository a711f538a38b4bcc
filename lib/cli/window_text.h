/*
 * window_text - a window that is packed as the bytes that are submitted: what
 * batch_output writes of it, behind the header line of that form where it has
 * one, so that every window can be read by itself.
 *
 *	struct window_text text = { 0 };
 *
 *	if (window_text_open(&text, BATCH_OUTPUT_LINES, scale, header, window,
 *	    batch) == -1)
 *		return -1;
 *	while (next_packed(&parcel)) {
 *		if (window_text_make(&text, &parcel, &bytes) == -1)
 *			return -1;
 *		use(bytes);
 *	}
 *	window_text_free(&text);
 */
#ifndef BALSYS_WINDOW_TEXT_H
#define BALSYS_WINDOW_TEXT_H

#include <stdbool.h>

#include "base/span.h"
#include "cli/batch_output.h"
#include "cli/parcel.h"
#include "stream/text.h"

struct window_text {
	struct text text;		/* private, as is all of this */
	struct batch_output output;
	struct span header, window, batch;
};

/* Has it begun?  One of all zeros has not. */
static inline bool
window_text_is_open(const struct window_text *t)
{
	return t->text.out.block != NULL;
}

/*
 * Begin: amounts have scale decimals, lines the columns of header and the two
 * names behind.  All three are borrowed until window_text_free().  Returns 0,
 * or -1 with errno ENOMEM.
 */
int	window_text_open(struct window_text *t, enum batch_output_form form,
	    int scale, struct span header, struct span window,
	    struct span batch)
	__attribute__((warn_unused_result));

/*
 * Set *bytes to what there is to say of p, borrowed until the next call.
 * Returns 0, or -1 with errno ENOMEM.
 */
int	window_text_make(struct window_text *t, const struct parcel *p,
	    struct span *bytes)
	__attribute__((warn_unused_result));

/* Release everything.  Harmless twice. */
void	window_text_free(struct window_text *t);

#endif
