/*
 * model_reader - what a reader has to make of CSV, as plainly as can be said.
 */
#ifndef BALSYS_FUZZ_MODEL_READER_H
#define BALSYS_FUZZ_MODEL_READER_H

#include "base/buf.h"
#include "stream/reader.h"

/*
 * Append the transcript of reading inputs, whose names are paths, ended by
 * NULL: the header, records and refusals, and how it ended.  No line is over
 * READER_LINE_MAX bytes; options are not those of a foreign dialect.
 */
void	model_read(struct buf *to, const char *const paths[],
	    const struct span inputs[], const struct reader_options *options);

#endif
