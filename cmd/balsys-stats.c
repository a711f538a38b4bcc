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
#include "cli/outputs.h"
#include "cli/tally.h"
#include "cli/telemetry.h"
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
	TELEMETRY_OPTIONS,
	FEED_OPTIONS,
	{ 0 },
};

static const struct cli cli = {
	.command = "balsys-stats",
	.operands = "[file ...]",
	.summary = "say what is in a stream",
	.options = options,
};

/* One run of the command: what was asked for, and how far it has got. */
struct job {
	const struct format *format;
	const char *currency;
	size_t top;			/* 0: all groups */

	struct tally tally;
	struct outputs outputs;
	struct writer out;
	struct summary summary;
	struct telemetry telemetry;
};

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
	const struct refusals *r = &job->tally.feed.refusals;
	struct summary_fates *fates = &job->summary.fates;

	fates->refused += r->refused;
	for (int i = 0; i < REASON_COUNT; i++)
		fates->of_reason[i] += r->of_reason[i];
}

static int
put_figures(struct job *job)
{
	struct page page = { .out = &job->out, .scale = job->tally.feed.scale,
	    .currency = job->currency };
	int got = job->summary.by == SUMMARY_WHOLE ? put_whole(job, &page) :
	    put_groups(job, &page);

	return got == -1 ? cli_fail_memory() : 0;
}

/* What can be told of the run so far. */
static void
fill(void *arg, struct metrics *m)
{
	const struct job *job = arg;

	metrics_feed(m, &job->tally.feed);
	metrics_set(m, METRICS_WRITTEN_BYTES, outputs_bytes(&job->outputs));
	m->has_last = job->summary.whole.has_time;
	m->last = job->summary.whole.last;
}

static int
open_telemetry(struct job *job, char *const argv[],
    const char *const operands[])
{
	struct telemetry *t = &job->telemetry;

	t->tool = cli.command;
	t->fill = fill;
	t->arg = job;
	job->tally.feed.refusals.events = &t->events;
	return telemetry_open(t, &job->outputs, &job->tally.feed.pulse, argv,
	    operands);
}

static int
run(struct job *job, char *const argv[], const char *const operands[])
{
	int status;

	job->tally.summary = &job->summary;
	status = tally_find(&job->tally, &job->outputs, operands);
	if (status == 0)
		status = open_telemetry(job, argv, operands);
	if (status == 0)
		status = outputs_open(&job->outputs, &job->out, NULL);
	if (status == 0)
		status = tally_open(&job->tally, &job->outputs);
	if (status == 0) {
		status = tally_read(&job->tally);
		summary_end(&job->summary);
		add_refusals(job);
		/* Of what came before trouble, too: the status tells. */
		status = cli_worse(status, put_figures(job));
	}
	status = cli_worse(status, tally_close(&job->tally));
	status = cli_worse(status, outputs_close(&job->outputs));
	status = telemetry_end(&job->telemetry, status);
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
		job->tally.cap = cli_argument();
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
		if (!telemetry_option(&job->telemetry, letter))
			feed_option(&job->tally.feed, letter);
		break;
	}
}

/* See that what was asked for goes together, and fill in what was not. */
static void
check_options(struct job *job)
{
	struct summary *s = &job->summary;
	bool by_time = s->by >= SUMMARY_MINUTE;

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
	struct job job = { .tally.feed = FEED_START, .format = &format_text };
	int letter;

	cli_start(&cli);
	while ((letter = cli_next(argc, argv)) != -1)
		take_option(&job, letter);
	check_options(&job);
	/* Names chosen to collide must not know the seed. */
	if (getrandom(&job.summary.accounts.seed, sizeof(uint64_t), 0) == -1)
		job.summary.accounts.seed = 1;
	job.summary.groups.seed = job.summary.accounts.seed;
	return cli_end(run(&job, argv, cli_operands(argc, argv)));
}
