#include <errno.h>
#include <inttypes.h>
#include <string.h>

#include "cli/cli.h"
#include "cli/ledger_stamp.h"
#include "cli/snapshot_check.h"
#include "ledger/snapshot.h"

/* Would the next run look further than at what it begins with? */
static bool
belongs(const struct snapshot_check *c, const struct ledger_stamp *stamp)
{
	return stamp->version == LEDGER_STAMP_VERSION &&
	    memcmp(stamp->id, c->audit->book.id, BOOK_ID_LEN) == 0 &&
	    stamp->scale == (uint64_t)c->scale;
}

static int
take(struct snapshot_check *c, struct checkpoint *file)
{
	struct ledger_stamp stamp;

	if (checkpoint_get(file, &stamp, sizeof(stamp)) == -1)
		return -1;
	if (!belongs(c, &stamp))
		return 0;
	if (snapshot_get(file, &c->then) == -1 || checkpoint_end(file) == -1)
		return -1;
	c->offset = stamp.sum[LEDGER_STAMP_ACCEPTED].offset;
	c->lines = stamp.sum[LEDGER_STAMP_ACCEPTED].lines;
	c->rejects = stamp.sum[LEDGER_STAMP_REJECTS].offset;
	/* How many there are will do; they are large. */
	c->ids = c->then.ids.places.count;
	seen_free(&c->then.ids);
	seen_free(&c->then.lines);
	return 0;
}

int
snapshot_check_begin(struct snapshot_check *c)
{
	struct checkpoint file = { 0 };
	int got = checkpoint_open(&file, c->audit->book.dir,
	    LEDGER_STAMP_FILE), error;

	if (got == 0)
		got = take(c, &file);
	error = errno;
	checkpoint_close(&file);
	/* That it is damaged, or cannot be read, is for cli/checkpoint_check */
	return got == -1 && error == ENOMEM ? audit_fail_memory(c->audit) : 0;
}

static void
tell_account(struct snapshot_check *c, const struct account *then,
    const struct account *now)
{
	char name[SPAN_SHOWN_MAX], says[MONEY_TEXT_MAX], is[MONEY_TEXT_MAX];
	struct money held = now == NULL ? (struct money){ 0 } : now->balance;

	audit_tell_first(c->audit, LEDGER_STAMP_FILE, 0, "after line %" PRIu64
	    " of ledger.csv account %s held %.*s, not %.*s; a run would go on "
	    "from that: remove it, and nothing is lost", c->lines,
	    span_show(accounts_name(then), name),
	    (int)money_format(held, c->scale, is), is,
	    (int)money_format(then->balance, c->scale, says), says);
}

void
snapshot_check_compare(struct snapshot_check *c, const struct accounts *now,
    uint64_t ids)
{
	const struct roster *accounts = &c->then.accounts.by_name;
	uint64_t posted = 0, was_posted = 0;
	const struct account *a, *b;
	size_t at = 0;

	c->compared = true;
	while ((a = roster_next(accounts, &at)) != NULL) {
		b = roster_find(&now->by_name, accounts_name(a), sizeof(*b));
		was_posted += a->count;
		if (b == NULL ? a->count > 0 : a->count != b->count ||
		    a->balance.minor != b->balance.minor ||
		    a->credits_low != b->credits_low ||
		    a->credits_high != b->credits_high)
			tell_account(c, a, b);
	}
	for (at = 0; (a = roster_next(&now->by_name, &at)) != NULL; )
		posted += a->count;
	if (posted != was_posted || ids != c->ids)
		audit_tell_first(c->audit, LEDGER_STAMP_FILE, 0, "after line %"
		    PRIu64 " of ledger.csv %" PRIu64 " ids were decided, not %"
		    PRIu64 "; a run would go on from that: remove it, and "
		    "nothing is lost", c->lines, ids, c->ids);
}

void
snapshot_check_end(struct snapshot_check *c)
{
	if (c->offset > 0 && !c->compared)
		audit_tell_first(c->audit, LEDGER_STAMP_FILE, 0, "is of "
		    "another ledger.csv, which is harmless: the next run takes "
		    "longer, and makes it anew");
	ledger_free(&c->then);
}
