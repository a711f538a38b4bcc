#include <string.h>
#include <sys/random.h>

#include "cli/audit_file.h"
#include "cli/audit_records.h"
#include "cli/checkpoint_check.h"
#include "cli/cli.h"
#include "cli/id_check.h"
#include "cli/ledger_check.h"
#include "cli/ledger_stamp.h"
#include "cli/option_check.h"
#include "cli/snapshot_check.h"
#include "cli/sum_check.h"
#include "ledger/ledger.h"
#include "ledger/tables.h"

struct check {
	struct audit audit;
	struct audit_records records;
	struct ledger ledger;
	struct id_check ids;
	struct limit_check limits;
	struct snapshot_check snapshot;
	int status;
};

/* What the book says of an option; NULL if that is nothing. */
static const char *
value(const struct check *c, const char *option)
{
	const char *text = book_value(&c->audit.book, option);

	return text == NULL || *text == '\0' ? NULL : text;
}

/* Is the table opening.csv or the like part of this book? */
static bool
has_table(const struct check *c, const char *option, const char *name)
{
	const char *text = value(c, option);

	return text != NULL && strcmp(text, name) == 0;
}

/* One that is gone is told by its sums. */
static bool
is_there(const struct check *c, const char *option, const char *name)
{
	return has_table(c, option, name) && audit_has(&c->audit, name);
}

/* A table that the book does not have may have been sealed when it did. */
static int
check_table_sums(struct check *c, struct sum_check *sums, const char *option,
    const char *name)
{
	bool needed = has_table(c, option, name);

	return needed || sum_check_is_sealed(sums, name) ?
	    sum_check_file(sums, name, needed) : 0;
}

static int
check_sums(struct check *c, struct sum_check *sums)
{
	int status = sum_check_begin(sums);

	if (status == 0)
		status = sum_check_file(sums, "book", true);
	if (status == 0)
		status = check_table_sums(c, sums, "opening", "opening.csv");
	if (status == 0)
		status = check_table_sums(c, sums, "limits", "limits.csv");
	if (status == 0)
		status = check_table_sums(c, sums, "known", "known.csv");
	if (status == 0)
		status = sum_check_file(sums, AUDIT_LEDGER, true);
	if (status == 0)
		status = sum_check_file(sums, "rejects.csv", true);
	return status;
}

/* A table that was read, or not, as error says. */
static int
read_table(struct check *c, const char *name, int got,
    const struct table_error *error)
{
	return got == 0 ? 0 : audit_file_failed(&c->audit, name,
	    error->failure, error->text);
}

/* Take the amount that the book says for an option. */
static bool
take_amount(struct check *c, const char *option, const char *text,
    struct money *amount)
{
	if (money_parse(span_of(text), c->records.scale, amount) == 0)
		return true;
	audit_tell_first(&c->audit, "book", 0, "%s is no amount: \"%.40s\"",
	    option, text);
	return false;
}

/* A table that is part of the book has its header, and lines as a book has. */
static int
check_table(struct check *c, const char *option, const char *name,
    struct span header)
{
	struct audit_file f = { .audit = &c->audit, .name = name };

	if (!is_there(c, option, name))
		return 0;
	if (!audit_holds(&c->audit, name))
		audit_tell_first(&c->audit, name, 0, "there is nothing in it");
	audit_file_open(&f, header);
	while (audit_file_next(&f))
		continue;
	return audit_file_close(&f);
}

static int
check_tables(struct check *c)
{
	int status = check_table(c, "opening", "opening.csv",
	    SPAN("account,balance"));

	if (status == 0)
		status = check_table(c, "limits", "limits.csv",
		    SPAN("account,min_balance,max_amount"));
	if (status == 0)
		status = check_table(c, "known", "known.csv",
		    SPAN(ID_CHECK_KNOWN));
	if (status == 0 && !audit_holds(&c->audit, ID_CHECK_REJECTS))
		audit_tell_first(&c->audit, ID_CHECK_REJECTS, 0,
		    "there is nothing in it");
	return status;
}

/* How accounts open, and what they may do. */
static int
begin_accounts(struct check *c)
{
	struct ledger *ledger = &c->ledger;
	struct account_limit *limit = &ledger->terms.limit;
	const char *opening = value(c, "opening"), *path;
	const char *least = value(c, "min-balance");
	struct table_error error;
	int status = 0;

	if (least != NULL)
		ledger->terms.limited = limit->has_least = take_amount(c,
		    "min-balance", least, &limit->least_balance);
	if (is_there(c, "opening", "opening.csv")) {
		path = audit_path(&c->audit, "opening.csv");
		status = path == NULL ? EX_IOERR : read_table(c, "opening.csv",
		    tables_read_opening(path, c->records.scale,
		    &ledger->accounts, &error), &error);
	} else if (opening != NULL && !has_table(c, "opening", "opening.csv")) {
		ledger->has_opening = take_amount(c, "opening", opening,
		    &ledger->opening);
	}
	if (status != 0 || !is_there(c, "limits", "limits.csv"))
		return status;
	path = audit_path(&c->audit, "limits.csv");
	return path == NULL ? EX_IOERR : read_table(c, "limits.csv",
	    tables_read_limits(path, c->records.scale, limit->has_least ?
	    &limit->least_balance : NULL, &ledger->accounts, &error), &error);
}

/* Is what the record says of its balance what it comes to? */
static void
compare_balance(struct check *c, const struct record *row,
    struct money balance)
{
	char text[MONEY_TEXT_MAX], shown[SPAN_SHOWN_MAX];
	struct span is = { text,
	    money_format(balance, c->records.scale, text) };
	struct span stated = row->field[row->nfields - 1];

	if (!span_equal(stated, is))
		audit_tell_first(&c->audit, AUDIT_LEDGER, row->line, "balance "
		    "%s is not the one before and the amount, which come to "
		    "%.*s", span_show(stated, shown), (int)is.len, is.ptr);
	else if (row->raw.ptr[row->raw.len - 1] == '"')
		audit_tell_first(&c->audit, AUDIT_LEDGER, row->line,
		    "the balance is in quotes");
}

static void
take_balance(struct check *c, const struct record *row, const struct txn *txn,
    struct money balance)
{
	compare_balance(c, row, balance);
	limit_check_posted(&c->limits, txn->account, balance);
}

/* One that may be forbidden, or too large.  Returns how many were taken. */
static size_t
post_one(struct check *c, const struct record *row, const struct txn *txn)
{
	struct ledger_decision decision;

	if (ledger_post(&c->ledger, txn, &decision) == -1) {
		c->status = audit_fail_memory(&c->audit);
		return 0;
	}
	if (decision.outcome == LEDGER_ACCEPTED)
		take_balance(c, row, txn, decision.account->balance);
	else
		audit_tell_first(&c->audit, AUDIT_LEDGER, row->line,
		    "this could not be accepted: %s", decision.fault.detail);
	return 1;
}

/* Of count transactions that are ready.  Returns how many were taken. */
static size_t
post_run(struct check *c, size_t count)
{
	const struct audit_records *r = &c->records;
	struct money balance[AUDIT_RECORDS_RUN];
	size_t posted = ledger_post_run(&c->ledger, r->txn, count, balance);
	uint64_t begin = r->begin;

	for (size_t i = 0; i < posted; i++)
		take_balance(c, r->row + i, r->txn + i, balance[i]);
	if (posted == 0)
		posted = post_one(c, r->row, r->txn);
	id_check_near(&c->ids, r->txn, posted);
	for (size_t i = 0; i < posted && c->status == 0; i++) {
		c->status = id_check_put(&c->ids, i, r->txn, begin,
		    r->row[i].line);
		begin += r->row[i].raw.len + 1;
	}
	return posted;
}

/* Of count that are ready, those before where the checkpoint was made. */
static size_t
before_snapshot(const struct check *c, size_t count)
{
	uint64_t at = c->records.begin;

	for (size_t i = 0; i < count; i++) {
		at += c->records.row[i].raw.len + 1;
		if (at == c->snapshot.offset)
			return i + 1;
	}
	return count;
}

static void
compare_snapshot(struct check *c)
{
	if (c->snapshot.offset == c->records.begin)
		snapshot_check_compare(&c->snapshot, &c->ledger.accounts,
		    c->ids.early + c->records.lines - 1);
}

/* What looks at records is given what it borrows, and what it hashes with. */
static void
start_checks(struct check *c)
{
	const struct audit_records *r = &c->records;
	uint64_t seed = 0;

	c->limits = (struct limit_check){ .audit = &c->audit,
	    .ledger = &c->ledger, .scale = r->scale };
	c->ids = (struct id_check){ .audit = &c->audit, .at = &r->at,
	    .nfields = r->nfields, .scale = r->scale, .limits = &c->limits };
	c->snapshot = (struct snapshot_check){ .audit = &c->audit,
	    .scale = r->scale };
	/* Where there is no seed to be had, any will do. */
	if (getrandom(&seed, sizeof(seed), 0) != -1)
		ledger_seed(&c->ledger, seed);
	c->ids.ids.seed = c->ids.lines.seed = c->limits.watched.seed = seed;
}

static void
check_records(struct check *c)
{
	struct audit_records *r = &c->records;
	size_t count;

	start_checks(c);
	c->status = check_tables(c);
	if (c->status == 0)
		c->status = begin_accounts(c);
	if (c->status == 0)
		c->status = snapshot_check_begin(&c->snapshot);
	if (c->status != 0) {
		snapshot_check_end(&c->snapshot);
		return;
	}
	c->ids.rejects = c->snapshot.rejects;
	c->status = id_check_begin(&c->ids);
	while (c->status == 0 && (count = audit_records_ready(r)) > 0) {
		compare_snapshot(c);
		audit_records_pass(r, post_run(c, before_snapshot(c, count)));
	}
	if (c->status == 0) {
		compare_snapshot(c);
		audit_compare_size(&c->audit, AUDIT_LEDGER, c->records.begin);
	}
	if (c->status == 0)
		c->status = id_check_end(&c->ids);
	limit_check_end(&c->limits);
	id_check_free(&c->ids);
	snapshot_check_end(&c->snapshot);
}

static int
check_ledger(struct check *c)
{
	option_check(&c->audit, audit_holds(&c->audit, AUDIT_LEDGER) ?
	    OPTION_CHECK_LEDGER : 0);
	c->records.scale = audit_scale(&c->audit);
	if (c->records.scale == -1)
		return 0;
	if (audit_records_open(&c->records))
		check_records(c);
	ledger_free(&c->ledger);
	return cli_worse(c->status, audit_records_close(&c->records));
}

/* Where the options say that there is a ledger, one may have been lost. */
static int
open_book(struct check *c)
{
	int status = audit_open(&c->audit);

	return status != 0 ? status : audit_lock(&c->audit, AUDIT_LEDGER,
	    option_check_begun(&c->audit.book, OPTION_CHECK_LEDGER));
}

int
ledger_check(const struct audit_options *options)
{
	struct check c = { .audit = { .options = options } };
	struct sum_check sums = { .audit = &c.audit, .again = "balsys-ledger" };
	int status = open_book(&c);

	c.records.audit = &c.audit;
	c.records.appended = 1 + MONEY_TEXT_MAX;
	if (status == 0)
		status = check_sums(&c, &sums);
	if (status == 0)
		status = check_ledger(&c);
	if (status == 0)
		status = checkpoint_check(&c.audit, LEDGER_STAMP_FILE);
	status = sum_check_end(&sums, status);
	return cli_worse(status, audit_close(&c.audit));
}
