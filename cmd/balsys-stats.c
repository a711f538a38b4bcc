/*
 * balsys-stats - say what is in a stream.
 *
 * Reads records with columns id and amount, those that balsys-ledger has added
 * a balance to, and those that balsys-batch has put into batches.  Writes
 * nothing but figures, at the end.  A batch that is over the cap is named; a
 * record that cannot be read is refused.
 */
#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <sys/random.h>

#include "cli/cli.h"
#include "cli/feed.h"
#include "cli/outputs.h"
#include "ledger/foreign_time.h"
#include "stats/format.h"
#include "stats/summary.h"

enum {
	OPT_ACCOUNTS = FEED_LAST,
	OPT_BY,
	OPT_CAP,
	OPT_CURRENCY,
	OPT_FORMAT,
	OPT_TOP,
	OPT_ZONE,
	OVER_NAMED = 10,
};

static const struct cli_option options[] = {
	{ OPT_FORMAT, "format", "text|csv|json|prometheus",
	    "how to write the figures (default text)" },
	{ OPT_BY, "by", "account|window|minute|hour|day",
	    "write the figures of every one of these" },
	{ OPT_ZONE, "zone", "ZONE", "by the clocks of ZONE (default UTC)" },
	{ OPT_TOP, "top", "N", "only those of the N with the largest sums" },
	{ OPT_ACCOUNTS, "accounts", "N",
	    "how many accounts are known (default 4096)" },
	{ OPT_CAP, "cap", "AMOUNT",
	    "the most that a batch may hold (default 1000000)" },
	{ OPT_CURRENCY, "currency", "CODE", "label the figures: GBP" },
	FEED_OPTIONS,
	{ 0 },
};

static const struct cli cli = {
	.command = "balsys-stats",
	.operands = "[file ...]",
	.summary = "say what is in a stream",
	.options = options,
};

/* The columns there may be besides a transaction's; -1 for one missing. */
struct added {
	int balance, window, batch;
};

/* One run of the command: what was asked for, and how far it has got. */
struct job {
	const struct format *format;
	const char *cap, *currency;
	size_t top;			/* 0: all groups */

	struct feed feed;
	struct outputs outputs;
	struct writer out;
	struct added at;
	struct summary summary;
	uint64_t over;			/* batches over the cap */
};

static int
out_of_memory(void)
{
	cli_warn("out of memory");
	return EX_IOERR;
}

/*
 * Find one of the columns that other commands append.  Returns 0, or EX_DATAERR
 * after saying why.
 */
static int
find_column(const struct reader *in, const char *name, int *column)
{
	*column = reader_column(in, span_of(name));
	if (*column != -2)
		return 0;
	cli_warn("%s:%lu: two columns are called %s", in->header.file,
	    in->header.line, name);
	return EX_DATAERR;
}

static int
find_columns(struct job *job)
{
	const struct reader *in = &job->feed.in;
	int status = find_column(in, "balance", &job->at.balance);

	if (status == 0)
		status = find_column(in, "window", &job->at.window);
	if (status == 0)
		status = find_column(in, "batch", &job->at.batch);
	/* One without the other is somebody else's. */
	if (job->at.window == -1 || job->at.batch == -1)
		job->at.window = job->at.batch = -1;
	return status;
}

/* Name a batch by the record that takes it over the cap. */
static void
warn_over(struct job *job, const struct record *row, uint64_t window,
    uint64_t batch)
{
	char total[MONEY_TOTAL_TEXT_MAX], cap[MONEY_TEXT_MAX];
	size_t total_len, cap_len;

	if (job->over++ >= OVER_NAMED || job->feed.refusals.quiet)
		return;
	total_len = money_total_format(windows_batch_total(&job->summary.lines),
	    job->feed.scale, total);
	cap_len = money_format(job->summary.cap, job->feed.scale, cap);
	cli_warn("%s:%lu: batch %" PRIu64 " of window %" PRIu64 " comes to "
	    "%.*s here, over the cap of %.*s", row->file, row->line, batch,
	    window, (int)total_len, total, (int)cap_len, cap);
}

/* Read what balsys-batch numbered.  Returns whether it is a number from 1. */
static bool
read_number(struct span text, uint64_t *number)
{
	*number = 0;
	for (size_t i = 0; i < text.len; i++) {
		if (text.ptr[i] < '0' || text.ptr[i] > '9' ||
		    __builtin_mul_overflow(*number, 10, number) ||
		    __builtin_add_overflow(*number,
		    (uint64_t)(text.ptr[i] - '0'), number))
			return false;
	}
	return *number > 0;
}

static int
warn_number(const struct record *row, const char *name, struct span text)
{
	char shown[SPAN_SHOWN_MAX];

	cli_warn("%s:%lu: %s %s is not a number from 1, as balsys-batch "
	    "writes it", row->file, row->line, name, span_show(text, shown));
	return EX_DATAERR;
}

/* Where a record stands.  Returns 0 or the status to end with. */
static int
find_place(struct job *job, const struct record *row,
    struct summary_place *place)
{
	struct span window, batch;

	place->has_window = job->at.window != -1;
	if (!place->has_window)
		return 0;
	window = row->field[job->at.window];
	batch = row->field[job->at.batch];
	if (!read_number(window, &place->window))
		return warn_number(row, "window", window);
	if (!read_number(batch, &place->batch))
		return warn_number(row, "batch", batch);
	return 0;
}

static int
fail(const struct job *job, const struct record *row,
    const struct summary_place *place)
{
	if (errno == ENOMEM)
		return out_of_memory();
	cli_warn("%s:%lu: batch %" PRIu64 " of window %" PRIu64 " after batch %"
	    PRIu64 " of window %" PRIu64 ": the lines are not grouped as "
	    "balsys-batch writes them", row->file, row->line, place->batch,
	    place->window, job->summary.lines.batch,
	    job->summary.lines.window);
	return EX_DATAERR;
}

/* Count in one record.  Returns 0 or the status to end with. */
static int
add(struct job *job, const struct record *row, const struct txn *txn)
{
	struct summary_place place;
	struct span text = { NULL, 0 };
	struct money balance;
	int status, got = 0;

	if (job->at.balance != -1)
		text = row->field[job->at.balance];
	if (text.len > 0 && txn_parse_amount(text, "balance", job->feed.scale,
	    &balance, &job->feed.fault) == -1)
		return feed_refuse(&job->feed, row) == -1 ? EX_DATAERR : 0;
	status = find_place(job, row, &place);
	if (status == 0)
		got = summary_add(&job->summary, txn, text.len > 0 ?
		    &balance : NULL, &place);
	if (got == 1)
		warn_over(job, row, place.window, place.batch);
	if (got == -1)
		status = fail(job, row, &place);
	/* A record at which the run ends is not one that was read. */
	if (status == 0)
		job->feed.refusals.accepted++;
	else
		job->feed.refusals.read--;
	return status;
}

/* How many of these records have a balance that can be read; sets them. */
static size_t
parse_balances(const struct job *job, const struct record *row, size_t count,
    struct money *balance)
{
	for (size_t i = 0; i < count; i++)
		if (money_parse(row[i].field[job->at.balance],
		    job->feed.scale, &balance[i]) == -1)
			return i;
	return count;
}

/*
 * Count in what is ready, where that says no more than amounts and balances.
 * Returns how many that were, perhaps none, or -1.
 */
static ssize_t
add_ready(struct job *job)
{
	struct money balance[FEED_RUN];
	bool has_balance = job->at.balance != -1;
	const struct record *row;
	const struct txn *txn;
	size_t count;

	if (job->at.window != -1)
		return 0;
	count = feed_ready(&job->feed, &row, &txn);
	if (has_balance)
		count = parse_balances(job, row, count, balance);
	if (summary_add_run(&job->summary, txn, has_balance ? balance : NULL,
	    count) == -1)
		return -1;
	feed_pass(&job->feed, count);
	job->feed.refusals.accepted += count;
	return (ssize_t)count;
}

static int
add_all(struct job *job)
{
	const struct record *row;
	const struct txn *txn;
	ssize_t ready;
	int got, status = 0;

	do {
		while ((ready = add_ready(job)) > 0)
			continue;
		if (ready == -1)
			return out_of_memory();
		got = feed_next(&job->feed, &row, &txn);
		if (got == 1)
			status = add(job, row, txn);
		else if (got == 2 && feed_refuse(&job->feed, row) == -1)
			break;
	} while (got > 0 && status == 0);
	return status;
}

static int
put_groups(struct job *job, const struct page *page)
{
	size_t count;
	struct summary_group **sorted = summary_sorted(&job->summary, job->top,
	    &count);
	int status;

	if (sorted == NULL)
		return -1;
	status = job->format->groups(page, &job->summary, sorted, count);
	free(sorted);
	return status;
}

static int
put_whole(struct job *job, const struct page *page)
{
	struct report report = { 0 };

	report_summary(&report, &job->summary);
	return job->format->whole(page, &report);
}

/* What this run refused itself. */
static void
add_refusals(struct job *job)
{
	const struct refusals *r = &job->feed.refusals;
	struct summary_fates *fates = &job->summary.fates;

	fates->refused += r->refused;
	for (int i = 0; i < REASON_COUNT; i++)
		fates->of_reason[i] += r->of_reason[i];
}

static int
put_figures(struct job *job)
{
	struct page page = { .out = &job->out, .scale = job->feed.scale,
	    .currency = job->currency };
	int got = job->summary.by == SUMMARY_WHOLE ? put_whole(job, &page) :
	    put_groups(job, &page);

	return got == -1 ? out_of_memory() : 0;
}

static int
run(struct job *job, const char *const inputs[])
{
	int status;

	job->outputs.inputs = inputs;
	status = outputs_open(&job->outputs, &job->out, NULL);
	if (status == 0)
		status = feed_open(&job->feed, &job->outputs, inputs);
	if (status == 0)
		status = find_columns(job);
	if (status == 0 && summary_open(&job->summary) == -1)
		status = out_of_memory();
	else if (status == 0) {
		summary_begin_stream(&job->summary, job->at.window != -1);
		status = add_all(job);
		summary_end(&job->summary);
		add_refusals(job);
		/* Of what came before trouble, too: the status tells. */
		status = cli_worse(status, put_figures(job));
	}
	status = cli_worse(status, feed_close(&job->feed));
	if (job->over > 0 && !job->feed.refusals.quiet)
		cli_warn("%" PRIu64 " batch%s over the cap", job->over,
		    job->over == 1 ? " is" : "es are");
	if (job->over > 0)
		status = cli_worse(status, EXIT_REFUSED);
	status = cli_worse(status, outputs_close(&job->outputs));
	summary_free(&job->summary);
	return status;
}

static const char *
currency_of(const char *text)
{
	if (strlen(text) != 3 ||
	    strspn(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") != 3)
		cli_usage("--currency \"%.40s\" is not three capital letters",
		    text);
	return text;
}

static void
take_option(struct job *job, int letter)
{
	static const struct format *const formats[] = { &format_text,
	    &format_csv, &format_json, &format_prometheus };
	static const char *const format_words[] = { "text", "csv", "json",
	    "prometheus", NULL };
	static const char *const by_words[] = { "account", "window", "minute",
	    "hour", "day", NULL };

	switch (letter) {
	case OPT_ACCOUNTS:
		job->summary.accounts_max = cli_number("accounts",
		    cli_argument(), 1, SIZE_MAX);
		break;
	case OPT_BY:
		job->summary.by = SUMMARY_ACCOUNT + (enum summary_by)
		    cli_choice("by", cli_argument(), by_words);
		break;
	case OPT_CAP:
		job->cap = cli_argument();
		break;
	case OPT_CURRENCY:
		job->currency = currency_of(cli_argument());
		break;
	case OPT_FORMAT:
		job->format = formats[cli_choice("format", cli_argument(),
		    format_words)];
		break;
	case OPT_TOP:
		job->top = cli_number("top", cli_argument(), 1, SIZE_MAX);
		break;
	case OPT_ZONE:
		job->summary.zone = cli_argument();
		break;
	default:
		feed_option(&job->feed, letter);
		break;
	}
}

/* See that what was asked for goes together, and fill in what was not. */
static void
check_options(struct job *job)
{
	struct summary *s = &job->summary;
	bool by_time = s->by >= SUMMARY_MINUTE;

	s->cap = cli_amount("cap", job->cap, job->feed.scale);
	if (s->cap.minor <= 0)
		cli_usage("--cap %.40s is not above zero", job->cap);
	if (s->zone != NULL && !by_time)
		cli_usage("--zone goes with --by minute, hour or day");
	if (s->zone != NULL && foreign_time_zone(s->zone) == -1)
		cli_usage("--zone \"%.40s\" is not known to this system",
		    s->zone);
	if (job->top > 0 && s->by == SUMMARY_WHOLE)
		cli_usage("--top goes with --by");
	if (s->accounts_max > 0 && s->by == SUMMARY_ACCOUNT)
		cli_usage("--accounts does not go with --by account, which "
		    "knows all of them");
	if (s->accounts_max == 0)
		s->accounts_max = s->by == SUMMARY_ACCOUNT ? SIZE_MAX :
		    SUMMARY_ACCOUNTS;
}

int
main(int argc, char *argv[])
{
	struct job job = { .feed = FEED_START, .format = &format_text,
	    .cap = "1000000" };
	int letter;

	cli_start(&cli);
	while ((letter = cli_next(argc, argv)) != -1)
		take_option(&job, letter);
	check_options(&job);
	/* Names chosen to collide must not know the seed. */
	if (getrandom(&job.summary.accounts.seed, sizeof(uint64_t), 0) == -1)
		job.summary.accounts.seed = 1;
	job.summary.groups.seed = job.summary.accounts.seed;
	return cli_end(run(&job, cli_operands(argc, argv)));
}
