/*
 * exposition - metrics in the text format of Prometheus, version 0.0.4.
 *
 *	struct buf text = { 0 };
 *	struct exposition e = { .out = &text };
 *
 *	exposition_family(&e, "balsys_records_read_total", "counter",
 *	    "Records read.");
 *	exposition_begin(&e, "balsys_records_read_total");
 *	exposition_label(&e, "tool", SPAN("balsys-ledger"));
 *	exposition_number(&e, 1000);
 *
 * A value is written exactly, in decimal; whoever scrapes it may hold it as a
 * binary fraction.  A label's value is bytes: what is no UTF-8 in it becomes
 * U+FFFD, and backslashes, quotes and newlines are escaped.
 *
 * Nothing here fails but for memory, which buf keeps.
 */
#ifndef BALSYS_EXPOSITION_H
#define BALSYS_EXPOSITION_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/money.h"
#include "base/span.h"

struct exposition {
	struct buf *out;	/* borrowed */
	bool labelled;		/* private: the sample has labels so far */
};

/*
 * The HELP and TYPE of a family; all of its samples follow, before the next
 * one.  help is one line; type is counter, gauge, summary or histogram.
 */
void	exposition_family(struct exposition *e, const char *name,
	    const char *type, const char *help);

/* Begin a sample; give it a label; and end it with its value. */
void	exposition_begin(struct exposition *e, const char *name);
void	exposition_label(struct exposition *e, const char *name,
	    struct span value);
void	exposition_number(struct exposition *e, int64_t value);
void	exposition_decimal(struct exposition *e, struct money_total value,
	    int scale);

#endif
