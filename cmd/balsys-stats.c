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
#include "cli/live.h"
#include "cli/outputs.h"
#include "cli/picture.h"
#include "cli/tally.h"

enum {
	OPT_CAP = FEED_LAST,
	OPT_EVERY,
	OPT_PLOT,
};

static const struct cli_option options[] = {
	FIGURES_PAGE_OPTIONS,
	{ OPT_CAP, "cap", "AMOUNT",
	    "the most that a batch may hold (default 1000000)" },
	LIVE_OPTION(OPT_EVERY),
	{ OPT_PLOT, "plot", "FILE",
	    "draw what is in the stream to FILE.svg or FILE.png" },
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
	struct live live;
	struct tally tally;
	struct summary summary;
	struct picture picture;
	struct outputs outputs;
	struct writer out;
	bool has_ended;			/* all is read and counted in */
};

/* The figures so far, or all of them where refusals are counted in. */
static int
put_page(void *arg, struct writer *out, const struct timestamp *at,
    bool is_more)
{
	struct job *job = arg;
	struct figures_page *page = &job->page;

	page->scale = job->tally.feed.scale;
	page->is_more = is_more;
	page->has_clock = at != NULL;
	if (at != NULL)
		page->now = *at;
	return figures_page_put(page, &job->summary, job->has_ended ? NULL :
	    &job->tally.feed.refusals, out);
}

/* Make ready for pages, which come as records do, or do not. */
static int
open_live(struct job *job)
{
	bool is_text = job->page.format == &format_text;

	job->live.page = put_page;
	job->live.arg = job;
	job->live.out = &job->out;
	job->live.redraws = is_text;
	job->live.spaced = is_text || job->page.format == &format_prometheus;
	if (live_start(&job->live, &job->tally.feed.pulse) == -1)
		return cli_fail_memory();
	return 0;
}

/* All that there is to tell, at the end, also of what came before trouble. */
static int
tell(struct job *job)
{
	const struct refusals *refusals = &job->tally.feed.refusals;

	if (job->summary.accounts_unknown && !refusals->quiet)
		cli_warn("more than %zu accounts: how many there are, and "
		    "opening and closing balances, are not told (--accounts N)",
		    job->summary.accounts_max);
	figures_page_refused(&job->summary, refusals);
	job->has_ended = true;
	return live_end(&job->live) == -1 ? cli_fail_memory() : 0;
}

static int
run(struct job *job, const char *const inputs[])
{
	struct tally *tally = &job->tally;
	int status = tally_find(tally, &job->outputs, inputs);

	if (status == 0)
		status = outputs_open(&job->outputs, &job->out, NULL);
	if (status == 0)
		status = picture_open(&job->picture, &job->outputs,
		    &job->summary);
	if (status == 0)
		status = tally_open(tally, &job->outputs);
	if (status == 0)
		status = open_live(job);
	if (status == 0) {
		status = tally_read(tally);
		status = cli_worse(status, tell(job));
		status = cli_worse(status, picture_draw(&job->picture,
		    &job->summary, tally->feed.scale, job->page.currency));
	}
	status = cli_worse(status, tally_close(tally));
	status = cli_worse(status, outputs_close(&job->outputs));
	live_free(&job->live);
	picture_close(&job->picture);
	summary_free(&job->summary);
	return status;
}

static void
take_option(struct job *job, int letter)
{
	if (figures_page_option(&job->page, letter))
		return;
	switch (letter) {
	case OPT_CAP:
		job->tally.cap = cli_argument();
		break;
	case OPT_EVERY:
		live_option(&job->live, cli_argument());
		break;
	case OPT_PLOT:
		picture_option(&job->picture, cli_argument());
		break;
	default:
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
	figures_page_check(&job.page, &job.summary);
	job.tally.summary = &job.summary;
	job.tally.feed.writes_last = job.live.every == 0;
	/* Names chosen to collide must not know the seed. */
	if (getrandom(&seed, sizeof(seed), 0) != -1)
		job.summary.accounts.seed = job.summary.groups.seed = seed;
	return cli_end(run(&job, cli_operands(argc, argv)));
}
