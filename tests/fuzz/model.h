/*
 * model - what a line of CSV, an amount and a time are, once more, as plainly
 * as can be said and without a thought of speed.  It shares no code with what
 * it judges.
 */
#ifndef BALSYS_FUZZ_MODEL_H
#define BALSYS_FUZZ_MODEL_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"

enum { MODEL_FIELDS_MAX = 4096 };

enum model_split {
	MODEL_FIELDS,
	MODEL_MISPLACED,	/* a quote stands where none may */
	MODEL_OPEN,		/* one is not closed */
};

/* The fields of a line, unquoted. */
struct model_line {
	struct span field[MODEL_FIELDS_MAX];	/* borrowed from bytes */
	size_t nfields;
	bool has_end;		/* a newline stands outside of quotes */
	struct buf bytes;
};

/*
 * Split a line, which has under MODEL_FIELDS_MAX fields.  The bytes of an
 * earlier one are used again; they are to be freed.
 */
enum model_split model_split(struct model_line *line, struct span text,
	    char delimiter, char quote);

/*
 * Read an amount, or a time.  Returns 0, or the errno that the function
 * judged must set.
 */
int	model_amount(struct span text, int scale, int64_t *minor);
int	model_time(struct span text, int64_t *micros);

/* Write either into dst, with room for 64 bytes, ended by a NUL. */
void	model_put_amount(int64_t minor, int scale, char *dst);
void	model_put_time(int64_t micros, char *dst);

#endif
