/*
 * body - the records in the body of a request, before anybody decides on them.
 *
 *	struct body body = { 0 };
 *
 *	switch (body_read_json(&body, bytes, 1000)) { ... }
 *	for (size_t i = 0; i < body.count; i++)
 *		put(&body.record[i]);
 *	body_free(&body);
 *
 * What an amount is, the ledger says: here it is text.  A number of JSON is the
 * text that it has in the body, so that 12.34 is that, and never a binary
 * fraction near it.
 *
 * What would not be one record where the ledger reads it is none here: a field
 * with a line break or a NUL, one of over PIPELINE_FIELD_MAX bytes, and fields
 * that name, literally, both id and amount, which is a header there.
 */
#ifndef BALSYS_BODY_H
#define BALSYS_BODY_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "serve/json_tree.h"
#include "serve/pipeline.h"
#include "serve/problem.h"
#include "stream/split.h"

struct body {
	bool is_one;			/* an object, not an array */
	struct pipeline_record *record;	/* owned; they borrow from the bytes
					   and from here */
	size_t count, cap;
	bool has_time, has_account;	/* any of them has, not empty */

	enum problem problem;		/* where it is none: which, */
	struct buf why;			/* and why, ended by a NUL */

	const char *place;		/* private, as is what follows: "record"
					   or "line" and its number */
	unsigned long number;
	struct json_tree tree;
	struct split split;
};

/*
 * Read JSON: an object, or an array of 1 to most objects, with the members id
 * and account and time (strings) and amount (a string or a number); id and
 * amount must be there; account and time may be null, which is as if they were
 * not; no other may be there, and none twice.  Or read CSV: a header, and 1 to
 * most records, in the format of balsys-csv(5), each with its newline.
 *
 * The bytes stay for as long as the body.  Return 0; 1 if it is none, with
 * problem and why set, which names the record or the line, counted from 1; or
 * -1 with errno ENOMEM, or ENOSYS if this was built without jansson.
 * body_free() is due in any case.
 */
int	body_read_json(struct body *b, struct span bytes, size_t most)
	__attribute__((warn_unused_result));
int	body_read_csv(struct body *b, struct span bytes, size_t most)
	__attribute__((warn_unused_result));

/* Release everything.  Harmless twice. */
void	body_free(struct body *b);

#endif
