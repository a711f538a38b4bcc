/* A ledger as its files have it, and what is wrong with them. */
#define _GNU_SOURCE
#include <errno.h>
#include <stdlib.h>

#include "check.h"
#include "ledger/restore.h"
#include "ledger/snapshot.h"
#include "source.h"
#include "stream/lookback.h"

#define LEDGER "id,account,amount,note,balance\n"
#define REJECTS "file,line,reason,detail,record\n"
#define KNOWN "id,time,account,amount,content,reason\n"

static struct lookback files[3];
static const char *const paths[] = { "ledger.csv", "rejects.csv",
    "known.csv" };

static int
find_line(void *arg, enum recall_file file, uint64_t offset,
    struct span *line)
{
	(void)arg;
	return lookback_line(&files[file], offset, line);
}

/* A ledger that is kept in three files with this in them. */
struct fixture {
	struct ledger ledger;
	struct recall recall;
	struct txn_columns at;
	struct restore r;
};

static void
begin(struct fixture *f, const char *ledger, const char *rejects,
    const char *known)
{
	const char *const text[] = { ledger, rejects, known };

	for (int i = 0; i < 3; i++) {
		int fd = open(paths[i], O_RDWR | O_CREAT | O_TRUNC, 0666);
		CHECK(write(fd, text[i], strlen(text[i])) ==
		    (ssize_t)strlen(text[i]));
		files[i] = (struct lookback){ .fd = fd };
	}
	*f = (struct fixture){ .ledger = { .unique = true, .kept = true },
	    .recall = { .line = find_line }, .r = { .scale = 2 } };
	f->recall.at = &f->at;
	f->ledger.ids.store = recall_ids(&f->recall);
	f->ledger.lines.store = recall_lines(&f->recall);
	f->r.ledger = &f->ledger;
	f->r.recall = &f->recall;
	CHECK_INT(restore_columns(&f->r, "ledger.csv",
	    SPAN("id,account,amount,note,balance"), &f->at), 0);
}

static void
end(struct fixture *f)
{
	for (int i = 0; i < 3; i++) {
		lookback_free(&files[i]);
		close(files[i].fd);
	}
	ledger_free(&f->ledger);
	recall_free(&f->recall);
	failure_free(&f->r.failure);
}

static enum ledger_outcome
outcome(struct fixture *f, const char *id, const char *account, int64_t minor,
    const char *text)
{
	struct txn txn = { .id = span_of(id), .account = span_of(account),
	    .time_text = SPAN(""), .amount = { minor },
	    .amount_text = span_of(text) };
	struct ledger_decision d;

	f->ledger.place_accepted = recall_place(RECALL_LEDGER, 999);
	f->ledger.place_refused = recall_place(RECALL_REJECTS, 999);
	CHECK_INT(ledger_post(&f->ledger, &txn, &d), 0);
	return d.outcome;
}

static int64_t
balance(struct fixture *f, const char *account)
{
	return accounts_find_or_add(&f->ledger.accounts,
	    span_of(account))->balance.minor;
}

static void
all_is_as_the_files_have_it(void)
{
	struct fixture f;

	begin(&f, LEDGER "1,a,5,x,5.00\n\"2\",\"a\",-7.00,\"q\"\"\",-2.00\n"
	    "3,b,1,,1.00\n",
	    REJECTS "in,2,amount,bad,\"9,a,x,\"\n"
	    "in,3,limit,no,\"4,a,-100,\"\n",
	    KNOWN "7,,a,1,yes,\n8,,,,no,\n7,,a,2,yes,\n6,,b,3,yes,limit\n");
	CHECK_INT(restore_known(&f.r, "known.csv"), 0);
	CHECK_INT(restore_rejects(&f.r, "rejects.csv", 0, 0), 0);
	CHECK_INT(restore_accepted(&f.r, "ledger.csv", 0, 0), 0);
	CHECK_INT(balance(&f, "a"), -200);
	CHECK_INT(balance(&f, "b"), 100);
	CHECK_INT(outcome(&f, "1", "a", 500, "5"), LEDGER_DUPLICATE);
	CHECK_INT(outcome(&f, "2", "a", -700, "-7.00"), LEDGER_DUPLICATE);
	CHECK_INT(outcome(&f, "2", "a", -700, "-7.0"), LEDGER_REFUSED);
	CHECK_INT(outcome(&f, "4", "a", -10000, "-100"), LEDGER_KNOWN);
	CHECK_INT(outcome(&f, "6", "b", 300, "3"), LEDGER_KNOWN);
	CHECK_INT(outcome(&f, "7", "a", 100, "1"), LEDGER_KNOWN);
	CHECK_INT(outcome(&f, "8", "z", 1, "0.01"), LEDGER_KNOWN);
	/* Of two, the first counts. */
	CHECK_INT(outcome(&f, "7", "a", 200, "2"), LEDGER_REFUSED);
	CHECK_INT(ledger_refuse(&f.ledger, SPAN("9,a,x,")), 0);
	CHECK_INT(ledger_would_refuse(&f.ledger, SPAN("9,a,y,")), 1);
	end(&f);
}

static void
what_is_read_is_what_is_behind(void)
{
	static const char text[] = LEDGER "1,a,5,x,5.00\n2,a,1,x,6.00\n";
	struct fixture f;

	begin(&f, text, REJECTS, KNOWN);
	accounts_find_or_add(&f.ledger.accounts, SPAN("a"))->balance.minor =
	    500;
	CHECK_INT(restore_accepted(&f.r, "ledger.csv",
	    strlen(LEDGER "1,a,5,x,5.00\n"), 3), 0);
	CHECK_INT(balance(&f, "a"), 600);
	CHECK_INT(f.ledger.ids.places.count, 1);
	end(&f);
}

static void
check_wrong(const char *ledger, const char *wanted)
{
	struct fixture f;

	begin(&f, ledger, REJECTS, KNOWN);
	CHECK_INT(restore_accepted(&f.r, "ledger.csv", 0, 0), -1);
	CHECK_INT(f.r.failure.kind, READER_FAILED_DATA);
	CHECK_SPAN(span_of(f.r.failure.sentence), wanted);
	end(&f);
}

static void
what_is_wrong_is_told_with_its_line(void)
{
	check_wrong(LEDGER "1,a,5,x,5.00\n2,a,1,x,6.01\n",
	    "ledger.csv:3: the balance \"6.01\" is 6.00 when it is added up");
	check_wrong(LEDGER "1,a,5,x,5.00\n1,a,5,x,10.00\n",
	    "ledger.csv:3: its id is there already");
	check_wrong(LEDGER "1,a,5,x,5.00\n1,a,1,x,6.00\n",
	    "ledger.csv:3: id \"1\" was decided before, with other content");
	check_wrong(LEDGER "1,a,x,x,5.00\n",
	    "ledger.csv:2: amount \"x\" is not an amount");
	check_wrong(LEDGER "1,a,5,5.00\n",
	    "ledger.csv:2: 4 fields where the header has 5");
}

static void
no_line_of_rejects_is_told(void)
{
	struct fixture f;

	begin(&f, LEDGER, REJECTS "in,2,amount,bad,\"9,a,x,\"\n"
	    "in,3,nothing,bad,x\n", KNOWN);
	CHECK_INT(restore_rejects(&f.r, "rejects.csv", 0, 0), -1);
	CHECK_SPAN(span_of(f.r.failure.sentence),
	    "rejects.csv:3: this is no line of a book");
	end(&f);
}

static void
a_header_without_an_id_is_none(void)
{
	struct restore r = { 0 };
	struct txn_columns at;

	CHECK_INT(restore_columns(&r, "l", SPAN("account,amount,balance"),
	    &at), -1);
	CHECK_SPAN(span_of(r.failure.sentence),
	    "l:1: this is no header of a ledger");
	failure_free(&r.failure);
}

/* What is got from a checkpoint is what was put, or nothing. */
static void
a_snapshot_is_the_ledger(void)
{
	struct fixture f, g;
	struct checkpoint c = { 0 };
	int here = open(".", O_RDONLY | O_DIRECTORY);

	begin(&f, LEDGER "1,a,5,x,5.00\n2,a,-7,x,-2.00\n3,b,1,,1.00\n",
	    REJECTS "in,2,amount,bad,\"9,a,x,\"\n", KNOWN);
	ledger_seed(&f.ledger, 77);
	CHECK_INT(restore_rejects(&f.r, "rejects.csv", 0, 0), 0);
	CHECK_INT(restore_accepted(&f.r, "ledger.csv", 0, 0), 0);
	checkpoint_create(&c, here, "c.ckpt");
	snapshot_put(&c, &f.ledger);
	CHECK_INT(checkpoint_commit(&c), 0);
	end(&f);

	begin(&g, LEDGER "1,a,5,x,5.00\n2,a,-7,x,-2.00\n3,b,1,,1.00\n",
	    REJECTS "in,2,amount,bad,\"9,a,x,\"\n", KNOWN);
	CHECK_INT(checkpoint_open(&c, here, "c.ckpt"), 0);
	CHECK_INT(snapshot_get(&c, &g.ledger), 0);
	CHECK_INT(checkpoint_end(&c), 0);
	checkpoint_close(&c);
	CHECK_INT(balance(&g, "a"), -200);
	CHECK_INT(balance(&g, "b"), 100);
	CHECK_INT(accounts_find_or_add(&g.ledger.accounts, SPAN("a"))->count,
	    2);
	CHECK_INT(accounts_credits(accounts_find_or_add(&g.ledger.accounts,
	    SPAN("a"))).minor, 500);
	CHECK_INT(outcome(&g, "3", "b", 100, "1"), LEDGER_DUPLICATE);
	CHECK_INT(ledger_refuse(&g.ledger, SPAN("9,a,x,")), 0);
	end(&g);
	close(here);
}

int
main(void)
{
	RUN(all_is_as_the_files_have_it);
	RUN(what_is_read_is_what_is_behind);
	RUN(what_is_wrong_is_told_with_its_line);
	RUN(no_line_of_rejects_is_told);
	RUN(a_header_without_an_id_is_none);
	RUN(a_snapshot_is_the_ledger);
	return check_status();
}
