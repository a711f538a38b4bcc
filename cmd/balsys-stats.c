/*
 * balsys-stats - say what is in a stream.
 *
 * Reads transactions, with the balances and batches that other commands add to
 * them, what these commands write beside, and their books; or summaries that it
 * saved itself.  Writes nothing but figures: at the end, or every now and then.
 * A batch that is over the cap is named; a record that cannot be read is
 * refused.
 */
#include <errno.h>
#include <stdlib.h>
#include <sys/random.h>

#include "cli/cli.h"
#include "cli/figures_page.h"
#include "cli/outputs.h"
#include "cli/picture.h"
#include "cli/summaries.h"
#include "cli/tally.h"

enum {
	OPT_CAP = FEED_LAST,
	OPT_PLOT,
};

static const struct cli_option options[] = {
	FIGURES_PAGE_OPTIONS,
	{ OPT_CAP, "cap", "AMOUNT",
	    "the most that a batch may hold (default 1000000)" },
	{ OPT_PLOT, "plot", "FILE",
	    "draw what is in the stream to FILE.svg or FILE.png" },
	SUMMARIES_OPTIONS,
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
	struct figures_page page;
	struct tally tally;
	struct summaries kept;
	struct summary summary;
	struct picture picture;
	struct outputs outputs;
	struct writer out;
	int of_records;			/* an option that was given, and is
					   about them; or 0 */
};

static int
open_outputs(struct job *job)
{
	int status = outputs_open(&job->outputs, &job->out, NULL);

	return status != 0 ? status : summaries_open(&job->kept,
	    &job->outputs);
}

/*
 * All that there is to tell, at the end, also of what came before trouble; that
 * is not kept.
 */
static int
tell(struct job *job, int status)
{
	const struct refusals *refusals = &job->tally.feed.refusals;

	if (job->summary.accounts_unknown && !refusals->quiet)
		cli_warn("more than %zu accounts: how many there are, and "
		    "opening and closing balances, are not told (--accounts N)",
		    job->summary.accounts_max);
	figures_page_refused(&job->summary, refusals);
	if (figures_page_put(&job->page, &job->summary, NULL,
	    &job->out) == -1)
		return cli_worse(status, cli_fail_memory());
	if ((status != 0 && status != EXIT_REFUSED) || wait_signal() != 0)
		return status;
	return cli_worse(status, summaries_save(&job->kept, &job->summary,
	    &job->page));
}

static int
read_inputs(struct job *job, const char *const inputs[])
{
	struct tally *tally = &job->tally;
	int status = tally_find(tally, &job->outputs, inputs);

	if (status == 0)
		status = open_outputs(job);
	if (status == 0)
		status = picture_open(&job->picture, &job->outputs,
		    &job->summary);
	if (status == 0)
		status = tally_open(tally, &job->outputs);
	if (status == 0) {
		status = tally_read(tally);
		job->page.scale = tally->feed.scale;
		status = tell(job, status);
		status = cli_worse(status, picture_draw(&job->picture,
		    &job->summary, tally->feed.scale, job->page.currency));
	}
	return cli_worse(status, tally_close(tally));
}

static int
merge_inputs(struct job *job, const char *const inputs[])
{
	int status;

	job->outputs.inputs = inputs;
	status = open_outputs(job);
	if (status == 0)
		status = summaries_merge(&job->kept, &job->outputs, inputs,
		    &job->summary, &job->page);
	return status == 0 ? tell(job, 0) : status;
}

static int
run(struct job *job, const char *const inputs[])
{
	int status = job->kept.merges ? merge_inputs(job, inputs) :
	    read_inputs(job, inputs);

	status = cli_worse(status, outputs_close(&job->outputs));
	picture_close(&job->picture);
	summary_free(&job->summary);
	summaries_close(&job->kept);
	return status;
}

/* Options of what is read do not go with --merge, which reads no records. */
static void
check_merge(int letter)
{
	for (const struct cli_option *o = options; o->name != NULL; o++)
		if (o->letter == letter)
			cli_usage("--%s does not go with --merge, which reads "
			    "no records", o->name);
}

static void
take_option(struct job *job, int letter)
{
	if (figures_page_option(&job->page, letter) ||
	    summaries_option(&job->kept, letter))
		return;
	switch (letter) {
	case OPT_CAP:
		job->tally.cap = cli_argument();
		break;
	case OPT_PLOT:
		job->of_records = letter;
		picture_option(&job->picture, cli_argument());
		break;
	default:
		if (letter != 's' && letter != 'q')
			job->of_records = letter;
		feed_option(&job->tally.feed, letter);
		break;
	}
}

int
main(int argc, char *argv[])
{
	struct job job = { .page = FIGURES_PAGE_START,
	    .tally = { .feed = FEED_START }, .picture = PICTURE_START };
	uint64_t seed;
	int letter;

	cli_start(&cli);
	while ((letter = cli_next(argc, argv)) != -1)
		take_option(&job, letter);
	if (job.kept.merges) {
		check_merge(job.of_records);
		summaries_check(&job.kept, &job.page, &job.tally.feed,
		    job.tally.cap, &job.summary);
	} else {
		figures_page_check(&job.page, &job.summary);
	}
	job.tally.summary = &job.summary;
	/* Names chosen to collide must not know the seed. */
	if (getrandom(&seed, sizeof(seed), 0) != -1)
		job.summary.accounts.seed = job.summary.groups.seed = seed;
	return cli_end(run(&job, cli_operands(argc, argv)));
}
