/*
 * batch_output - all that balsys-batch writes of a window that is packed: the
 * window itself in one of three forms, a line of the report, a certificate.
 *
 *	struct batch_output output = { .form = BATCH_OUTPUT_LINES, .scale = 2 };
 *
 *	status = batch_output_open(&output, &outputs);
 *	batch_output_begin(&output, header, names);
 *	while (next_packed(&parcel))
 *		if (batch_output_put(&output, &parcel) == -1)
 *			return -1;
 *	status = outputs_close(&outputs);
 *	batch_output_free(&output);
 *
 * Writers keep their errors.
 */
#ifndef BALSYS_BATCH_OUTPUT_H
#define BALSYS_BATCH_OUTPUT_H

#include "base/buf.h"
#include "cli/certificate.h"
#include "cli/outputs.h"
#include "cli/parcel.h"
#include "stream/writer.h"

enum batch_output_form {
	BATCH_OUTPUT_LINES,	/* every record, with its window and batch */
	BATCH_OUTPUT_BATCHES,	/* a line a batch */
	BATCH_OUTPUT_SUBMISSIONS,	/* a JSON object a window */
};

struct batch_output {
	/* As the options say. */
	enum batch_output_form form;
	int scale;
	const char *report_path;	/* NULL: there is none */
	const char *certificate_path;	/* likewise */
	bool timing;			/* the report has micros */

	struct writer out, report, proof;	/* private, from here on */
	struct certificate certificate;
	struct buf text;
};

/*
 * Open standard output and the files, as some of outputs.  Returns 0 or the
 * status to exit with, after saying why.
 */
int	batch_output_open(struct batch_output *o, struct outputs *outputs)
	__attribute__((warn_unused_result));

/* Write all headers; that of lines is header and the two names. */
void	batch_output_begin(struct batch_output *o, struct span header,
	    struct span window, struct span batch);

/*
 * Write of a window that is packed.  Returns 0, or -1 with errno ENOMEM and
 * nothing written.
 */
int	batch_output_put(struct batch_output *o, const struct parcel *p)
	__attribute__((warn_unused_result));

/* Release memory; outputs closes what is open.  Harmless twice. */
void	batch_output_free(struct batch_output *o);

#endif
