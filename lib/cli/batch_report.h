/*
 * batch_report - a line of CSV for every window: how many batches there are,
 * how few there can be, and who says so.
 */
#ifndef BALSYS_BATCH_REPORT_H
#define BALSYS_BATCH_REPORT_H

#include <stdbool.h>

#include "cli/parcel.h"
#include "stream/writer.h"

/* Write the header; of one that is timed it ends with micros. */
void	batch_report_begin(struct writer *w, bool timed);

/* Write the line of a window that is packed; money has scale decimals.  With
   timed it ends with the micros of p, which was timed then. */
void	batch_report_put(struct writer *w, const struct parcel *p, int scale,
	    bool timed);

#endif
