/*
 * batch_output - all that balsys-batch writes of a window that is packed: the
 * window itself in one of three forms, a line of the report, a certificate.
 *
 *	struct batch_output output = { .form = BATCH_OUTPUT_LINES, .scale = 2,
 *	    .out = &writer };
 *
 *	batch_output_begin(&output, header, window, batch);
 *	while (next_packed(&parcel))
 *		if (batch_output_put(&output, &parcel) == -1)
 *			return -1;
 *	batch_output_free(&output);
 *
 * Writers are somebody else's, and keep their errors.
 */
#ifndef BALSYS_BATCH_OUTPUT_H
#define BALSYS_BATCH_OUTPUT_H

#include "base/buf.h"
#include "cli/certificate.h"
#include "cli/parcel.h"
#include "stream/writer.h"

enum batch_output_form {
	BATCH_OUTPUT_LINES,	/* every record, with its window and batch */
	BATCH_OUTPUT_BATCHES,	/* a line a batch */
	BATCH_OUTPUT_SUBMISSIONS,	/* a JSON object a window */
};

struct batch_output {
	enum batch_output_form form;
	int scale;
	bool timing;			/* the report has micros */
	struct writer *out;		/* borrowed, as are those below */
	struct writer *report;		/* NULL: there is none */
	struct writer *proof;		/* likewise: of certificates */

	struct certificate certificate;	/* private, from here on */
	struct buf text;
};

/*
 * Write the headers of all that is not NULL; that of lines is header and the
 * two names.
 */
void	batch_output_begin(struct batch_output *o, struct span header,
	    struct span window, struct span batch);

/*
 * Write of a window that is packed.  Returns 0, or -1 with errno ENOMEM and
 * nothing written.
 */
int	batch_output_put(struct batch_output *o, const struct parcel *p)
	__attribute__((warn_unused_result));

/* Release memory.  Harmless twice. */
void	batch_output_free(struct batch_output *o);

#endif
