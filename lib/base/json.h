/*
 * json - JSON (RFC 8259) appended to a buf, without white space.
 *
 *	struct buf text = { 0 };
 *	struct json j = { .out = &text };
 *
 *	json_begin_object(&j);
 *	json_put_key(&j, SPAN("records"));
 *	json_put_unsigned(&j, 2);
 *	json_put_key(&j, SPAN("balances"));
 *	json_begin_array(&j);
 *	json_put_money(&j, opening, 2);
 *	json_put_money(&j, closing, 2);
 *	json_end_array(&j);
 *	json_end_object(&j);
 *	if (text.failed)
 *		return -1;
 *
 * leaves {"records":2,"balances":["0.00","-12.34"]} in text.  Commas and
 * colons are placed by the writer.  One struct json writes one value, an
 * object for the most part; for the next one, set it anew.
 *
 * Failure sticks in the buf, as it does there.  What would not be JSON makes
 * the buf failed too: a value in an object without its key, a key elsewhere, a
 * key without a value, an end that does not fit its begin, a second value
 * after the whole one, more than JSON_DEPTH_MAX begins without their end.
 */
#ifndef BALSYS_JSON_H
#define BALSYS_JSON_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/money.h"
#include "base/span.h"

enum {
	JSON_DEPTH_MAX = 63,	/* objects and arrays within each other */
};

struct json {
	struct buf *out;	/* borrowed */
	uint64_t arrays;	/* private, as is all that follows */
	uint64_t filled;
	int depth;
	bool after_key;
};

void	json_begin_object(struct json *j);
void	json_end_object(struct json *j);
void	json_begin_array(struct json *j);
void	json_end_array(struct json *j);

/* The name of the member whose value is put or begun next. */
void	json_put_key(struct json *j, struct span key);

/*
 * A string.  Quotes, backslashes and control bytes are escaped; every byte
 * that is not UTF-8 becomes U+FFFD; all else is put as it is.
 */
void	json_put_string(struct json *j, struct span s);

/* A number; beyond 2^53 some readers round it. */
void	json_put_unsigned(struct json *j, uint64_t number);
void	json_put_signed(struct json *j, int64_t number);

/* A number with exactly scale decimals: 973 and 3 are put as 0.973. */
void	json_put_decimal(struct json *j, int64_t number, int scale);

/* An amount or a total as a string, which no reader rounds: "-12.34". */
void	json_put_money(struct json *j, struct money amount, int scale);
void	json_put_money_total(struct json *j, struct money_total total,
	    int scale);

void	json_put_bool(struct json *j, bool value);
void	json_put_null(struct json *j);

/* Has all that was begun ended, with nothing gone wrong? */
bool	json_is_whole(const struct json *j);

#endif
