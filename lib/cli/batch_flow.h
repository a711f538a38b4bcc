/*
 * batch_flow - where windows go that are in no book: to standard output, to the
 * files that options name, and to a command.
 *
 *	struct batch_flow f = { .report_path = "windows.csv",
 *	    .telemetry = &telemetry };
 *
 *	status = batch_flow_open(&f, &shape, &outputs);
 *	status = batch_flow_begin(&f, header);
 *	while (f.status == 0 && next_packed(&parcel))
 *		if (batch_flow_put(&f, &parcel) == -1)
 *			return -1;
 *	status = cli_worse(f.status, outputs_close(&outputs));
 *	batch_flow_free(&f);
 *
 * What goes wrong is said here, but for what writers keep.
 */
#ifndef BALSYS_BATCH_FLOW_H
#define BALSYS_BATCH_FLOW_H

#include <stdbool.h>

#include "cli/batch_output.h"
#include "cli/batch_shape.h"
#include "cli/outputs.h"
#include "cli/submit.h"
#include "cli/telemetry.h"
#include "cli/window_text.h"
#include "stream/wait.h"

struct batch_flow {
	/* As options say: */
	const char *report_path, *certificate_path;	/* NULL: none */
	bool timing;		/* the report has micros */
	const struct submit *submit;	/* NULL: nothing is submitted */
	struct telemetry *telemetry;	/* told of windows; borrowed */

	int status;		/* of a submission that ends the run, or 0 */

	const struct batch_shape *shape;	/* private, from here on */
	struct outputs *outputs;
	struct batch_output output;
	struct writer out, report, proof;
	struct window_text text;
};

/*
 * Open all that is written to, as some of outputs; both are borrowed.  Returns
 * 0 or the status to exit with.
 */
int	batch_flow_open(struct batch_flow *f, const struct batch_shape *shape,
	    struct outputs *outputs)
	__attribute__((warn_unused_result));

/* Write the headers, of lines that have that of the input, which is borrowed.
   Returns 0 or the status to exit with. */
int	batch_flow_begin(struct batch_flow *f, struct span header)
	__attribute__((warn_unused_result));

/*
 * A hook for who waits, which flushes: there is no waiting for more where
 * nobody takes it.
 */
struct wait_hook batch_flow_hook(struct batch_flow *f);

/*
 * Write a window, and hand it over.  Behind one that was not taken nothing is
 * written.  Returns 0, or -1 with errno ENOMEM and nothing done.
 */
int	batch_flow_put(struct batch_flow *f, const struct parcel *p)
	__attribute__((warn_unused_result));

/* Release memory; outputs closes what is open.  Harmless twice. */
void	batch_flow_free(struct batch_flow *f);

#endif
