/*
 * body - the records in the body of a request, before anybody decides on them.
 *
 *	struct body body = { 0 };
 *
 *	switch (body_read_json(&body, bytes)) { ... }
 *	for (size_t i = 0; i < body.count; i++)
 *		put(&body.record[i]);
 *	body_free(&body);
 *
 * What an amount is, the ledger says: here it is text.  A number of JSON is the
 * text that it has in the body, so that 12.34 is that, and never a binary
 * fraction near it.
 */
#ifndef BALSYS_BODY_H
#define BALSYS_BODY_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "serve/pipeline.h"
#include "serve/problem.h"

struct body {
	bool is_one;			/* an object, not an array */
	struct pipeline_record *record;	/* owned; they borrow from memory */
	size_t count, cap;
	bool has_time, has_account;	/* any of them has, not empty */

	enum problem problem;		/* where it is none: which, */
	struct buf why;			/* and why, ended by a NUL */
	struct buf memory;		/* private */
	void *tree;
};

/*
 * Read JSON: an object, or an array of 1 to most objects, with the members id
 * and account and time (strings) and amount (a string or a number); id and
 * amount must be there; no other may, and none twice.  Or read CSV: a header,
 * and 1 to most records, in the format of balsys-csv(5).
 *
 * Return 0; 1 if it is none, with problem and why set; or -1 with errno ENOMEM,
 * or ENOSYS if this was built without jansson.  body_free() is due in any case.
 */
int	body_read_json(struct body *b, struct span bytes, size_t most)
	__attribute__((warn_unused_result));
int	body_read_csv(struct body *b, struct span bytes, size_t most)
	__attribute__((warn_unused_result));

/* Release everything.  Harmless twice. */
void	body_free(struct body *b);

#endif
