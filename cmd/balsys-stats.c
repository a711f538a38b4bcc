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
#include <string.h>
#include <sys/random.h>

#include "cli/cli.h"
#include "cli/figures_page.h"
#include "cli/live.h"
#include "cli/outputs.h"
#include "cli/picture.h"
#include "cli/summaries.h"
#include "cli/tally.h"
#include "cli/telemetry.h"

enum {
	OPT_CAP = FEED_LAST,
	OPT_EVERY,
	OPT_OUTPUT,
	OPT_PLOT,
};

static const struct cli_option options[] = {
	FIGURES_PAGE_OPTIONS,
	{ OPT_CAP, "cap", "AMOUNT",
	    "the most that a batch may hold (default 1000000)" },
	{ OPT_OUTPUT, "output", "FILE",
	    "replace FILE by the figures, as a whole" },
	{ OPT_EVERY, "every", "SECONDS",
	    "write the figures so far that often" },
	{ OPT_PLOT, "plot", "FILE",
	    "draw what is in the stream to FILE.svg or FILE.png" },
	SUMMARIES_OPTIONS,
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
	struct figures_page page;
	const char *output;		/* NULL: standard output */
	const char *of_records;		/* an option that is about reading
					   records; NULL: none was given */
	struct tally tally;
	struct summaries kept;
	struct summary summary;
	struct live live;
	struct picture picture;
	struct telemetry telemetry;
	struct outputs outputs;
	struct writer out;
	struct page_file file;
	bool is_all;			/* nothing more will be refused */
};

/* A page of what is known so far. */
static int
put_page(void *arg, struct writer *out, const struct timestamp *at,
    bool is_more)
{
	struct job *job = arg;

	job->page.at = at;
	job->page.is_more = is_more;
	return figures_page_put(&job->page, &job->summary, job->is_all ? NULL :
	    &job->tally.feed.refusals, out);
}

/* What is known of the run so far. */
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
open_pages(struct job *job)
{
	bool is_text = job->page.format == &format_text;
	int status;

	if (job->output == NULL)
		status = outputs_open(&job->outputs, &job->out, NULL);
	else
		status = page_file_open(&job->file, &job->outputs,
		    job->output);
	job->file.synced = job->live.every == 0;
	job->live.out = job->output == NULL ? &job->out : NULL;
	job->live.file = &job->file;
	job->live.page = put_page;
	job->live.arg = job;
	job->live.redraws = is_text;
	job->live.spaced = is_text || job->page.format == &format_prometheus;
	job->tally.feed.writes_last = job->live.every == 0;
	if (status == 0 && live_start(&job->live,
	    &job->tally.feed.pulse) == -1)
		status = cli_fail_memory();
	return status;
}

/* All that is written to.  Inputs are known, which must not be. */
static int
open_outputs(struct job *job, char *const argv[],
    const char *const operands[])
{
	int status = open_telemetry(job, argv, operands);

	if (status == 0)
		status = open_pages(job);
	if (status == 0)
		status = summaries_open(&job->kept, &job->outputs);
	if (status == 0)
		status = picture_open(&job->picture, &job->outputs,
		    &job->summary);
	return status;
}

static int
end_pages(struct job *job)
{
	if (live_end(&job->live) == 0)
		return 0;
	if (errno == ENOMEM)
		return cli_fail_memory();
	cli_warn("%s: %s", job->output, strerror(errno));
	return EX_IOERR;
}

/* Tell all that there is. */
static int
tell(struct job *job)
{
	struct summary *s = &job->summary;

	job->is_all = true;
	figures_page_refused(s, &job->tally.feed.refusals);
	if (s->accounts.unknown && !job->tally.feed.refusals.quiet)
		cli_warn("more than %zu accounts: how many there are, and "
		    "opening and closing balances, are not told (--accounts N)",
		    s->accounts.max);
	return end_pages(job);
}

/* Keep it if it is all that there should be; and draw it. */
static int
keep(struct job *job, int status)
{
	bool is_whole = status == 0 || status == EXIT_REFUSED;

	if (is_whole && wait_signal() == 0)
		status = cli_worse(status, summaries_save(&job->kept,
		    &job->summary, &job->page));
	return cli_worse(status, picture_draw(&job->picture, &job->summary,
	    job->page.scale, job->page.currency));
}

static int
run_tally(struct job *job, char *const argv[], const char *const operands[])
{
	struct tally *tally = &job->tally;
	int status;
	bool is_read = false;

	tally->summary = &job->summary;
	status = tally_find(tally, &job->outputs, operands);
	job->page.scale = tally->feed.scale;
	if (status == 0)
		status = open_outputs(job, argv, operands);
	if (status == 0)
		status = tally_open(tally, &job->outputs);
	/* Of what came before trouble, too: the status tells. */
	if (status == 0) {
		is_read = true;
		status = tally_read(tally);
		status = cli_worse(status, tell(job));
	}
	status = cli_worse(status, tally_close(tally));
	return is_read ? keep(job, status) : status;
}

static int
run_merge(struct job *job, char *const argv[], const char *const operands[])
{
	int status;

	job->outputs.inputs = operands;
	status = open_outputs(job, argv, operands);
	if (status == 0)
		status = summaries_merge(&job->kept, &job->outputs, operands,
		    &job->summary, &job->page);
	if (status == 0)
		status = tell(job);
	return status == 0 ? keep(job, 0) : status;
}

static int
run(struct job *job, char *const argv[], const char *const operands[])
{
	int status = job->kept.merges ? run_merge(job, argv, operands) :
	    run_tally(job, argv, operands);

	status = cli_worse(status, outputs_close(&job->outputs));
	status = telemetry_end(&job->telemetry, status);
	page_file_close(&job->file);
	live_free(&job->live);
	picture_close(&job->picture);
	summary_free(&job->summary);
	summaries_close(&job->kept);
	return status;
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
	switch (letter) {
	case OPT_CAP:
		job->tally.cap = cli_argument();
		break;
	case OPT_EVERY:
		live_option(&job->live, cli_argument());
		job->of_records = "every";
		break;
	case OPT_OUTPUT:
		job->output = cli_argument();
		break;
	case OPT_PLOT:
		picture_option(&job->picture, cli_argument());
		job->of_records = "plot";
		break;
	default:
		if (figures_page_option(&job->page, letter) ||
		    summaries_option(&job->kept, letter) ||
		    telemetry_option(&job->telemetry, letter))
			break;
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
	if (job->of_records != NULL)
		cli_usage("--%s does not go with --merge, which reads no "
		    "records", job->of_records);
	summaries_check(&job->kept, &job->page, &job->tally.feed,
	    job->tally.cap, &job->summary);
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
	if (job.kept.merges)
		check_merge(&job);
	else
		figures_page_check(&job.page, &job.summary);
	/* Names chosen to collide must not know the seed. */
	if (getrandom(&seed, sizeof(seed), 0) != -1)
		summary_seed(&job.summary, seed);
	return cli_end(run(&job, argv, cli_operands(argc, argv)));
}
