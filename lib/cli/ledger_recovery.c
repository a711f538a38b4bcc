#include <errno.h>
#include <string.h>

#include "cli/cli.h"
#include "cli/ledger_recovery.h"
#include "cli/ledger_stamp.h"
#include "ledger/restore.h"
#include "ledger/snapshot.h"

/* A file of the book that cannot be opened is not an input. */
static int
no_input(int status)
{
	return status == EX_NOINPUT ? EX_CANTCREAT : status;
}

/* The ledger with what its options say, and nothing else. */
static int
start_ledger(struct ledger_book *b)
{
	struct ledger *ledger = b->asked.ledger;
	uint64_t seed = ledger->ids.seed;

	ledger_free(ledger);
	*ledger = (struct ledger){ .unique = true, .kept = true };
	ledger_seed(ledger, seed);
	ledger->ids.store = recall_ids(&b->recall);
	ledger->lines.store = recall_lines(&b->recall);
	return no_input(book_tables_read(&b->tables, ledger));
}

/* Do the files begin with those that a checkpoint was made of? */
static bool
belongs(struct ledger_book *b, const struct ledger_stamp *stamp)
{
	struct sum is;

	if (stamp->version != LEDGER_STAMP_VERSION ||
	    memcmp(stamp->id, b->book.id, BOOK_ID_LEN) != 0 ||
	    stamp->scale != (uint64_t)b->asked.feed->scale)
		return false;
	for (int i = 0; i < LEDGER_BOOK_JOURNALS; i++) {
		const struct sum *was = &stamp->sum[i];
		if (was->offset > b->journal[i].size ||
		    journal_sum_at(&b->journal[i], was->offset, &is) == -1 ||
		    is.lines != was->lines ||
		    memcmp(is.hash, was->hash, sizeof(is.hash)) != 0)
			return false;
	}
	return true;
}

/* Start from the checkpoint, if there is one that can be believed. */
static bool
take_checkpoint(struct ledger_book *b, struct ledger_stamp *stamp)
{
	struct checkpoint c = { 0 };
	bool taken = checkpoint_open(&c, b->book.dir, LEDGER_STAMP_FILE) == 0 &&
	    checkpoint_get(&c, stamp, sizeof(*stamp)) == 0 &&
	    belongs(b, stamp) && snapshot_get(&c, b->asked.ledger) == 0 &&
	    checkpoint_end(&c) == 0;

	checkpoint_close(&c);
	return taken;
}

static int
name_file(struct restore *r, const struct ledger_book *b, const char *name,
    struct buf *path)
{
	buf_say(path, "%s/%s", b->path, name);
	return path->failed ? failure_memory(&r->failure) : 0;
}

/* Read what the files have behind where sums say that the ledger stands. */
static int
read_on(struct ledger_book *b, const struct sum *from, bool known)
{
	struct restore r = { .ledger = b->asked.ledger, .recall = &b->recall,
	    .scale = b->asked.feed->scale };
	const struct sum *sum = &from[LEDGER_BOOK_REJECTS];
	struct buf path = { 0 };
	int status = 0;

	if (known)
		status = name_file(&r, b, "known.csv", &path) == -1 ? -1 :
		    restore_known(&r, path.ptr);
	if (status == 0 && b->journal[LEDGER_BOOK_REJECTS].size > sum->offset)
		status = name_file(&r, b, "rejects.csv", &path) == -1 ? -1 :
		    restore_rejects(&r, path.ptr, sum->offset, sum->lines + 1);
	sum = &from[LEDGER_BOOK_ACCEPTED];
	if (status == 0 && b->journal[LEDGER_BOOK_ACCEPTED].size > sum->offset)
		status = name_file(&r, b, "ledger.csv", &path) == -1 ? -1 :
		    restore_accepted(&r, path.ptr, sum->offset,
		    sum->lines + 1);
	if (status == -1) {
		status = cli_failure(r.failure.kind, r.failure.sentence);
		status = status == 0 ? EX_IOERR : no_input(status);
	}
	failure_free(&r.failure);
	buf_free(&path);
	return status;
}

/* What the first line of ledger.csv says of the others. */
static int
find_columns(struct ledger_book *b)
{
	struct restore r = { 0 };
	int status = 0;

	if (b->header.failed)
		return cli_fail_memory();
	if (restore_columns(&r, b->path, buf_span(&b->header), &b->at) == -1)
		status = cli_failure(r.failure.kind, r.failure.sentence);
	failure_free(&r.failure);
	return status;
}

/* The first line of ledger.csv. */
static int
read_header(struct ledger_book *b)
{
	struct span line;

	if (commit_line(&b->commit, LEDGER_BOOK_ACCEPTED, 0, &line) == -1) {
		cli_warn("%s/ledger.csv: cannot be read: %s", b->path,
		    strerror(errno));
		return EX_IOERR;
	}
	buf_put(&b->header, line);
	return find_columns(b);
}

int
ledger_recovery_begin(struct ledger_book *b)
{
	struct sum none[LEDGER_BOOK_JOURNALS] = { 0 };
	int status = find_columns(b);

	return status == 0 && b->tables.has_known ? read_on(b, none, true) :
	    status;
}

int
ledger_recovery_read(struct ledger_book *b)
{
	struct ledger_stamp stamp = { 0 };
	int status = start_ledger(b);

	if (status != 0 || b->journal[LEDGER_BOOK_ACCEPTED].size == 0)
		return status;
	status = read_header(b);
	if (status != 0)
		return status;
	if (take_checkpoint(b, &stamp)) {
		b->checked = stamp.sum[LEDGER_BOOK_ACCEPTED].offset;
		return read_on(b, stamp.sum, false);
	}
	stamp = (struct ledger_stamp){ 0 };
	status = start_ledger(b);
	return status == 0 ? read_on(b, stamp.sum, b->tables.has_known) :
	    status;
}

void
ledger_recovery_keep(struct ledger_book *b)
{
	struct ledger_stamp stamp = { .version = LEDGER_STAMP_VERSION,
	    .scale = (uint64_t)b->asked.feed->scale };
	struct checkpoint c = { 0 };

	memcpy(stamp.id, b->book.id, BOOK_ID_LEN);
	for (int i = 0; i < LEDGER_BOOK_JOURNALS; i++)
		stamp.sum[i] = sums_last(&b->journal[i].sums);
	checkpoint_create(&c, b->book.dir, LEDGER_STAMP_FILE);
	checkpoint_put(&c, &stamp, sizeof(stamp));
	snapshot_put(&c, b->asked.ledger);
	if (checkpoint_commit(&c) == -1)
		cli_warn("%s/" LEDGER_STAMP_FILE ": no checkpoint: %s",
		    b->path, strerror(errno));
	b->checked = b->journal[LEDGER_BOOK_ACCEPTED].size;
}
