#include <errno.h>

#include "serve/posted.h"
#include "stream/header.h"

static const char *
find_columns(struct posted_columns *c, const struct header *h,
    const char *balance)
{
	c->at.id = header_column(h, SPAN("id"));
	c->at.time = header_column(h, SPAN("time"));
	c->at.account = header_column(h, SPAN("account"));
	c->at.amount = header_column(h, SPAN("amount"));
	c->received = header_column(h, SPAN("received"));
	c->balance = header_column(h, span_of(balance));
	c->count = h->count;
	if (c->received == -2)		/* it is somebody else's */
		c->received = -1;
	if (c->at.id < 0 || c->at.amount < 0)
		return "id and amount are not there, or twice";
	if (c->at.time == -2 || c->at.account == -2)
		return "time or account is there twice";
	if (c->balance != (int)h->count - 1)
		return "the last column is not that of balances";
	return NULL;
}

int
posted_columns(struct posted_columns *c, struct span header,
    const char *balance, const char **why)
{
	struct header h = { 0 };
	int got = -1;

	*why = "out of memory";
	if (c->split.field != NULL || split_start(&c->split, ',', '"') == 0)
		got = split_record(&c->split, header);
	if (got == 2)
		*why = c->split.reason;
	else if (got == 1 && header_keep(&h, &c->split, header) == 0)
		*why = find_columns(c, &h, balance);
	header_free(&h);
	return *why == NULL ? 0 : -1;
}

/* When it was: its time, or when it was received. */
static void
find_when(const struct posted_columns *c, const struct span *field,
    struct posted *out)
{
	out->received_text = c->received == -1 ? SPAN("") : field[c->received];
	out->has_when = true;
	if (out->txn.has_time)
		out->when = out->txn.time;
	else
		out->has_when = out->received_text.len > 0 &&
		    timestamp_parse(out->received_text, &out->when) == 0;
}

int
posted_parse(struct posted_columns *c, struct span line, int scale,
    struct posted *out)
{
	int got = split_record(&c->split, line);
	struct record row;

	if (got == -1)
		return -1;
	row = (struct record){ .field = c->split.field,
	    .nfields = c->split.nfields, .raw = line };
	if (got != 1 || row.nfields != c->count ||
	    txn_parse_run(&row, 1, &c->at, scale, &c->memo, &out->txn) != 1 ||
	    money_parse(row.field[c->balance], scale, &out->balance) == -1) {
		errno = EBADMSG;
		return -1;
	}
	out->balance_text = row.field[c->balance];
	find_when(c, row.field, out);
	return 0;
}

void
posted_free(struct posted_columns *c)
{
	split_free(&c->split);
	*c = (struct posted_columns){ 0 };
}
