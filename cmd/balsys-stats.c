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
#include "cli/summaries.h"
#include "cli/tally.h"
#include "ledger/foreign_time.h"
#include "stats/format.h"
#include "stats/summary.h"

enum {
	OPT_ACCOUNTS = FEED_LAST,
	OPT_BY,
	OPT_CAP,
	OPT_CURRENCY,
	OPT_FORMAT,
	OPT_MERGE,
	OPT_SAVE,
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
	{ OPT_SAVE, "save", "FILE", "keep the figures there, to be merged" },
	{ OPT_MERGE, "merge", NULL, "the operands are figures that were kept" },
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
	const char *of_records;		/* an option that was given, and is
					   about records; NULL: none */

	struct tally tally;
	struct summaries kept;
	struct outputs outputs;
	struct writer out;
	struct summary summary;
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

/* Where figures go.  Inputs are known, which must not be written to. */
static int
open_outputs(struct job *job)
{
	int status = outputs_open(&job->outputs, &job->out, NULL);

	if (status == 0)
		status = summaries_open(&job->kept, &job->outputs);
	return status;
}

/* Tell all that was read, and keep it if it is all there is. */
static int
tell(struct job *job, int status)
{
	summary_end(&job->summary);
	status = cli_worse(status, put_figures(job));
	if ((status == 0 || status == EXIT_REFUSED) && wait_signal() == 0)
		status = cli_worse(status, summaries_save(&job->kept,
		    &job->summary, job->tally.feed.scale, job->currency));
	return status;
}

static int
run_tally(struct job *job, const char *const operands[])
{
	int status;

	job->tally.summary = &job->summary;
	status = tally_find(&job->tally, &job->outputs, operands);
	if (status == 0)
		status = open_outputs(job);
	if (status == 0)
		status = tally_open(&job->tally, &job->outputs);
	if (status == 0) {
		status = tally_read(&job->tally);
		add_refusals(job);
		/* Of what came before trouble, too: the status tells. */
		status = tell(job, status);
	}
	return cli_worse(status, tally_close(&job->tally));
}

static int
run_merge(struct job *job, const char *const operands[])
{
	const struct merge *merge = &job->kept.merge;
	int status;

	job->outputs.inputs = operands;
	status = open_outputs(job);
	if (status == 0)
		status = summaries_merge(&job->kept, &job->outputs,
		    &job->summary, operands);
	if (status != 0)
		return status;
	if (job->top > 0 && job->summary.by == SUMMARY_WHOLE) {
		cli_warn("--top goes with --by, and these have no groups");
		return EX_USAGE;
	}
	job->tally.feed.scale = merge->scale;
	if (merge->value[MERGE_CURRENCY] != NULL)
		job->currency = merge->value[MERGE_CURRENCY];
	return tell(job, 0);
}

static int
run(struct job *job, const char *const operands[])
{
	int status = job->kept.merges ? run_merge(job, operands) :
	    run_tally(job, operands);

	status = cli_worse(status, outputs_close(&job->outputs));
	summary_free(&job->summary);
	summaries_close(&job->kept);
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

static const char *
option_name(int letter)
{
	const struct cli_option *option = options;

	while (option->letter != letter)
		option++;
	return option->name;
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
	case OPT_MERGE:
		job->kept.merges = true;
		break;
	case OPT_SAVE:
		job->kept.save = cli_argument();
		break;
	case OPT_TOP:
		job->top = cli_number("top", cli_argument(), 1, SIZE_MAX);
		break;
	case OPT_ZONE:
		job->summary.zone = cli_argument();
		break;
	default:
		if (letter != 's' && letter != 'q')
			job->of_records = option_name(letter);
		feed_option(&job->tally.feed, letter);
		break;
	}
}

/* With --merge, summaries must have what options say, and nothing is read. */
static void
check_merge(struct job *job)
{
	static const char *const scales[] = { "0", "1", "2", "3", "4", "5",
	    "6" };
	const struct feed *feed = &job->tally.feed;
	const char **wanted = job->kept.merge.wanted;
	const char *cap = job->tally.cap;
	struct money amount;

	if (job->of_records != NULL)
		cli_usage("--%s does not go with --merge, which reads no "
		    "records", job->of_records);
	if (cap != NULL && money_parse(span_of(cap), MONEY_SCALE_MAX,
	    &amount) == -1 && errno == EINVAL)
		cli_usage("--cap \"%.40s\" is not an amount", cap);
	wanted[MERGE_SCALE] = feed->scale_given ? scales[feed->scale] : NULL;
	wanted[MERGE_CURRENCY] = job->currency;
	wanted[MERGE_BY] = report_by_name(job->summary.by);
	wanted[MERGE_CAP] = cap;
	wanted[MERGE_ZONE] = job->summary.zone;
	job->summary.by = SUMMARY_WHOLE;
	job->summary.zone = NULL;
	if (job->summary.accounts_max == 0)
		job->summary.accounts_max = SUMMARY_ACCOUNTS;
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
	if (job.kept.merges)
		check_merge(&job);
	else
		check_options(&job);
	/* Names chosen to collide must not know the seed. */
	if (getrandom(&job.summary.accounts.seed, sizeof(uint64_t), 0) == -1)
		job.summary.accounts.seed = 1;
	job.summary.groups.seed = job.summary.accounts.seed;
	return cli_end(run(&job, cli_operands(argc, argv)));
}
