#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "ledger/restore.h"
#include "stream/header.h"

/* One file of a book, read from somewhere on. */
struct file {
	struct restore *r;
	const char *paths[2];
	struct reader in;
	uint64_t offset;	/* of the line that is next */
};

static int
fail_reading(struct file *f)
{
	const char *sentence = reader_error(&f->in);

	return failure_say(&f->r->failure, reader_failure(&f->in), "%s",
	    sentence);
}

/* What errno says of something that was to be remembered. */
static int
fail_errno(struct file *f, unsigned long line)
{
	if (errno == ENOMEM)
		return failure_memory(&f->r->failure);
	return failure_at(&f->r->failure, errno == EBADMSG ?
	    READER_FAILED_DATA : READER_FAILED_READ, f->paths[0], line,
	    errno == EBADMSG ? "this is no line of a book" : strerror(errno));
}

/* Only reader_close() may follow a failure. */
static int
open_file(struct file *f, struct restore *r, const char *path,
    uint64_t offset, unsigned long line)
{
	struct reader_options options = { .from = offset, .from_line = line,
	    .appended = MONEY_TEXT_MAX + 1 };

	*f = (struct file){ .r = r, .paths = { path } };
	if (reader_open(&f->in, f->paths, &options) == -1)
		return fail_reading(f);
	f->offset = offset != 0 ? offset : f->in.header.raw.len + 1;
	return 0;
}

/* The next line: 1, 0 at the end, or -1 if there is anything wrong. */
static int
next_line(struct file *f, struct record *row)
{
	int got = reader_next(&f->in, row);

	if (got == -1)
		return fail_reading(f);
	if (got == 2)
		return failure_at(&f->r->failure, READER_FAILED_DATA,
		    f->paths[0], row->line, reader_detail(&f->in));
	return got;
}

static int
know(struct file *f, const struct record *row)
{
	struct seen *ids = &f->r->ledger->ids;
	struct seen_item item, before;
	struct span id;
	int got;

	if (recall_known(f->r->recall, row->raw, &id, &item) == -1)
		return -1;
	got = seen_find(ids, id, &before);
	if (got != 0)
		return got == 1 ? 0 : -1;
	return seen_add(ids, id, recall_place(RECALL_KNOWN, f->offset));
}

/* A limit or an overflow has opened its account, as it would have then. */
static int
open_account(struct ledger *ledger, struct span id)
{
	struct seen_item item;
	struct account *a;
	int got = seen_find(&ledger->ids, id, &item);

	if (got <= 0)
		return got;
	a = accounts_find_or_add(&ledger->accounts, item.account);
	if (a == NULL)
		return -1;
	if (a->count == 0)
		ledger_settle(ledger, a);
	return 0;
}

static int
refuse(struct file *f, const struct record *row)
{
	struct ledger *ledger = f->r->ledger;
	struct span key;
	bool by_id;

	if (recall_decided(f->r->recall, row->raw, &by_id, &key) == -1 ||
	    seen_add(by_id ? &ledger->ids : &ledger->lines, key,
	    recall_place(RECALL_REJECTS, f->offset)) == -1)
		return -1;
	return by_id ? open_account(ledger, key) : 0;
}

/* At the end: were its lines all of it? */
static int
look_at_end(struct file *f)
{
	struct stat about;

	if (stat(f->paths[0], &about) == 0 &&
	    f->offset == (uint64_t)about.st_size)
		return 0;
	return failure_at(&f->r->failure, READER_FAILED_DATA, f->paths[0], 0,
	    "it has other bytes than those of its lines");
}

/* Do this for every line. */
static int
each_line(struct file *f, int take(struct file *f, const struct record *row))
{
	struct record row;
	int got;

	while ((got = next_line(f, &row)) == 1) {
		if (take(f, &row) == -1)
			return fail_errno(f, row.line);
		f->offset += row.raw.len + 1;
	}
	return got == 0 ? look_at_end(f) : got;
}

int
restore_known(struct restore *r, const char *path)
{
	struct file f;
	int status = open_file(&f, r, path, 0, 0);

	if (status == 0)
		status = each_line(&f, know);
	reader_close(&f.in);
	return status;
}

int
restore_rejects(struct restore *r, const char *path, uint64_t offset,
    unsigned long line)
{
	struct file f;
	int status = open_file(&f, r, path, offset, line);

	if (status == 0)
		status = each_line(&f, refuse);
	reader_close(&f.in);
	return status;
}

/* The records of ledger.csv, a run of them at a time. */
struct run {
	struct record row[ROSTER_RUN_MAX];
	struct txn txn[ROSTER_RUN_MAX];
	struct timestamp_memo memo;
	size_t balance;		/* its column: the last */
};

static int
fail_data(struct file *f, const struct record *row, const char *clause)
{
	return failure_at(&f->r->failure, READER_FAILED_DATA, f->paths[0],
	    row->line, clause);
}

/* A transaction that ledger_post_new() did not take. */
static int
post_slowly(struct file *f, const struct record *row, const struct txn *txn,
    struct money *balance)
{
	struct ledger_decision decision;

	if (ledger_post(f->r->ledger, txn, &decision) == -1)
		return fail_errno(f, row->line);
	if (decision.outcome == LEDGER_REFUSED)
		return fail_data(f, row, decision.fault.detail);
	if (decision.outcome != LEDGER_ACCEPTED)
		return fail_data(f, row, "its id is there already");
	*balance = decision.account->balance;
	return 0;
}

/* Is the balance that a record left what stands there? */
static int
compare(struct file *f, const struct record *row, struct span text,
    struct money balance)
{
	char is[MONEY_TEXT_MAX], shown[SPAN_SHOWN_MAX];
	struct span wanted = { is, money_format(balance, f->r->scale, is) };

	if (span_equal(text, wanted))
		return 0;
	return failure_say(&f->r->failure, READER_FAILED_DATA,
	    "%s:%lu: the balance %s is %.*s when it is added up", f->paths[0],
	    row->line, span_show(text, shown), (int)wanted.len, wanted.ptr);
}

/* Post the first count of a run again. */
static int
post(struct file *f, struct run *run, size_t count)
{
	struct ledger *ledger = f->r->ledger;
	struct money balance;

	ledger_near_run(ledger, run->txn, count);
	for (size_t i = 0; i < count; i++) {
		const struct record *row = &run->row[i];

		ledger->place_accepted = recall_place(RECALL_LEDGER,
		    f->offset);
		if (ledger_post_new(ledger, run->txn, i, &balance) == -1 &&
		    post_slowly(f, row, &run->txn[i], &balance) == -1)
			return -1;
		if (compare(f, row, row->field[run->balance], balance) == -1)
			return -1;
		f->offset += row->raw.len + 1;
	}
	return 0;
}

/* A run of what is there already, or else the next one. */
static int
next_run(struct file *f, struct run *run, size_t *count)
{
	int got;

	*count = reader_ready(&f->in, run->row, ROSTER_RUN_MAX);
	if (*count > 0)
		return 1;
	got = next_line(f, run->row);
	*count = got == 1;
	return got;
}

static int
post_all(struct file *f, struct run *run)
{
	struct txn_fault fault;
	size_t count, parsed;
	int got;

	while ((got = next_run(f, run, &count)) == 1) {
		parsed = txn_parse_run(run->row, count, f->r->recall->at,
		    f->r->scale, &run->memo, run->txn);
		/* What a run leaves over may yet be one. */
		while (parsed < count) {
			if (txn_parse(&run->row[parsed], f->r->recall->at,
			    f->r->scale, &run->txn[parsed], &fault) == -1)
				return fail_data(f, &run->row[parsed],
				    fault.detail);
			parsed++;
		}
		if (post(f, run, count) == -1)
			return -1;
	}
	return got == 0 ? look_at_end(f) : got;
}

int
restore_accepted(struct restore *r, const char *path, uint64_t offset,
    unsigned long line)
{
	struct run *run = calloc(1, sizeof(*run));
	struct file f;
	int status;

	if (run == NULL)
		return failure_memory(&r->failure);
	status = open_file(&f, r, path, offset, line);
	if (status == 0) {
		run->balance = f.in.header.nfields - 1;
		status = post_all(&f, run);
	}
	reader_close(&f.in);
	free(run);
	return status;
}

int
restore_columns(struct restore *r, const char *path, struct span header,
    struct txn_columns *at)
{
	struct header names = { 0 };
	int got = header_keep_line(&names, header);

	if (got == 1)
		*at = (struct txn_columns){
		    .id = header_column(&names, SPAN("id")),
		    .time = header_column(&names, SPAN("time")),
		    .account = header_column(&names, SPAN("account")),
		    .amount = header_column(&names, SPAN("amount")) };
	header_free(&names);
	if (got == -1)
		return failure_memory(&r->failure);
	if (got == 2 || at->id < 0 || at->amount < 0 || at->time == -2 ||
	    at->account == -2)
		return failure_at(&r->failure, READER_FAILED_DATA, path, 1,
		    "this is no header of a ledger");
	return 0;
}
