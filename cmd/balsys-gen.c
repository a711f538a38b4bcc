/*
 * balsys-gen - make a stream of transactions, live or at once.
 *
 * Reads nothing.  Writes records id,time,account,amount: credits and debits
 * evenly spaced in time, each stamped with the moment it is due, and written
 * then, never before.  The same seed and start give the same bytes.
 */
#include <inttypes.h>
#include <sys/random.h>
#include <time.h>

#include "base/amounts.h"
#include "base/digits.h"
#include "base/pace.h"
#include "base/timestamp.h"
#include "base/utf8.h"
#include "cli/cli.h"
#include "cli/outputs.h"
#include "cli/progress.h"
#include "cli/pulse.h"
#include "cli/telemetry.h"
#include "stream/wait.h"

enum {
	OPT_ACCOUNTS = 256,
	OPT_COUNT,
	OPT_CREDITS,
	OPT_DEBITS,
	OPT_DISTRIBUTION,
	OPT_DURATION,
	OPT_FIRST_ID,
	OPT_ID_PREFIX,
	OPT_MAX,
	OPT_MIN,
	OPT_NO_WAIT,
	OPT_RATE,
	OPT_SEED,
	OPT_START,
	PREFIX_MAX = 44,	/* with the longest number it makes 64 bytes */
	RECORD_ROOM = PREFIX_MAX + TIMESTAMP_TEXT_LEN + 2 * DIGITS_ROOM +
	    MONEY_TEXT_MAX + 16,	/* what put_record() may write to */
	RATE_SCALE = 6,		/* rates and durations are in millionths */
	SIGNALS_EVERY = 4096,	/* records, when nothing is waited for */
};

#define MILLION INT64_C(1000000)
#define COUNT_MAX UINT64_C(1000000000000000000)

static const struct cli_option options[] = {
	{ OPT_RATE, "rate", "N",
	    "records a second, half of them credits (default 50)" },
	{ OPT_CREDITS, "credits", "N", "credits a second, with --debits" },
	{ OPT_DEBITS, "debits", "N", "debits a second, with --credits" },
	{ OPT_NO_WAIT, "no-wait", NULL, "write the same as fast as possible" },
	{ OPT_COUNT, "count", "N", "end after N records" },
	{ OPT_DURATION, "duration", "SECONDS",
	    "end after so long by the stream's clock" },
	{ OPT_MIN, "min", "AMOUNT", "the least amount (default 200)" },
	{ OPT_MAX, "max", "AMOUNT", "the greatest amount (default 500000)" },
	{ OPT_DISTRIBUTION, "distribution",
	    "uniform|lognormal|pareto|constant",
	    "how amounts are spread (default uniform)" },
	{ OPT_ACCOUNTS, "accounts", "N", "draw from N accounts (default 1)" },
	{ OPT_SEED, "seed", "N", "draw the same again for the same N" },
	{ OPT_START, "start", "TIME",
	    "start the stream's clock there (default now)" },
	{ OPT_FIRST_ID, "first-id", "N", "count ids from N (default 1)" },
	{ OPT_ID_PREFIX, "id-prefix", "TEXT", "begin every id with TEXT" },
	TELEMETRY_OPTIONS,
	{ 's', "scale", "N", "decimals of every amount, 0 to 6 (default 2)" },
	{ 'q', "quiet", NULL, "do not say that records were late" },
	{ 0 },
};

static const struct cli cli = {
	.command = "balsys-gen",
	.operands = "",
	.summary = "make a stream of transactions, live or at once",
	.options = options,
};

/* One run of the command: what was asked for, and how far it has got. */
struct job {
	const char *rate, *credits, *debits, *duration, *min, *max, *start;
	char id_prefix[PREFIX_MAX];
	size_t id_prefix_len;
	uint64_t count, first_id, seed, naccounts;
	uint64_t records;		/* in a million seconds */
	bool has_count, has_seed, no_wait, quiet;
	int distribution, scale;

	struct outputs outputs;
	struct pulse pulse;
	struct wait_hook hook;
	struct writer out;
	struct amounts amounts;
	struct random amount_lot, account_lot;
	struct pace_share credit;
	struct pace pace;		/* the stream's clock */
	struct timestamp_memo memo;	/* of the stamp before */
	struct timespec started;	/* by the monotonic clock */
	struct timespec last_look;	/* at the monotonic clock */
	uint64_t late;			/* records over a second late */
	uint64_t made;			/* records, */
	struct timestamp last;		/* and the stamp of the last one */
	struct telemetry telemetry;
	struct progress progress;
};

/* A decimal number of things a second, or of seconds, in millionths. */
static uint64_t
millionths(const char *option, const char *text)
{
	struct money number;

	if (money_parse(span_of(text), RATE_SCALE, &number) == -1 ||
	    number.minor < 0 || number.minor > 1000 * MILLION * MILLION)
		cli_usage("--%s \"%.40s\" is not a number from 0 to "
		    "1000000000 with at most %d decimals", option, text,
		    RATE_SCALE);
	return (uint64_t)number.minor;
}

static void
set_rate(struct job *job)
{
	uint64_t credits, debits;

	if (job->rate != NULL && (job->credits != NULL || job->debits != NULL))
		cli_usage("--rate goes without --credits and --debits");
	if (job->credits == NULL && job->debits == NULL) {
		job->records = millionths("rate",
		    job->rate == NULL ? "50" : job->rate);
		job->credit = (struct pace_share){ 1, 2, 1 };
	} else {
		credits = millionths("credits",
		    job->credits == NULL ? "0" : job->credits);
		debits = millionths("debits",
		    job->debits == NULL ? "0" : job->debits);
		job->records = credits + debits;
		/* The first record is a credit where there are any. */
		job->credit = (struct pace_share){ credits, credits + debits,
		    credits + debits - 1 };
	}
	if (job->records == 0)
		cli_usage("no records a second are no stream");
}

/* The records whose time comes before the end of the duration. */
static void
set_count(struct job *job)
{
	__extension__ unsigned __int128 product;
	uint64_t due;

	if (job->duration == NULL)
		return;
	product = millionths("duration", job->duration);
	product *= job->records;
	product += (uint64_t)(MILLION * MILLION) - 1;
	product /= (uint64_t)(MILLION * MILLION);
	due = product > COUNT_MAX ? COUNT_MAX : (uint64_t)product;
	if (!job->has_count || due < job->count)
		job->count = due;
	job->has_count = true;
}

static void
set_amounts(struct job *job)
{
	static const enum amounts_kind kinds[] = { AMOUNTS_UNIFORM,
	    AMOUNTS_LOGNORMAL, AMOUNTS_PARETO, AMOUNTS_CONSTANT };
	struct money min = cli_amount("min",
	    job->min == NULL ? "200" : job->min, job->scale);
	struct money max = cli_amount("max",
	    job->max == NULL ? "500000" : job->max, job->scale);

	if (min.minor < 0)
		cli_usage("--min is negative: amounts are without their sign");
	if (amounts_prepare(&job->amounts, kinds[job->distribution], min,
	    max) == -1)
		cli_usage("--max is less than --min");
}

static void
set_id_prefix(struct job *job, const char *text)
{
	size_t len = strlen(text);

	if (len > PREFIX_MAX)
		cli_usage("--id-prefix is longer than %d bytes", PREFIX_MAX);
	for (const char *p = text; *p != '\0'; p++)
		if ((unsigned char)*p < ' ' || *p == ',' || *p == '"' ||
		    *p == 0x7f)
			cli_usage("--id-prefix holds a comma, a quote or a "
			    "control byte");
	if (!utf8_valid(span_of(text)))
		cli_usage("--id-prefix is not UTF-8");
	memcpy(job->id_prefix, text, len);
	job->id_prefix_len = len;
}

static void
set_clock(struct job *job)
{
	struct timespec now;
	struct timestamp first;

	clock_gettime(CLOCK_MONOTONIC, &job->started);
	job->last_look = job->started;
	clock_gettime(CLOCK_REALTIME, &now);
	first.micros = (int64_t)now.tv_sec * MILLION + now.tv_nsec / 1000;
	if (job->start != NULL && timestamp_parse(span_of(job->start),
	    &first) == -1)
		cli_usage("--start \"%.40s\" is not an RFC 3339 time",
		    job->start);
	job->pace = pace_from(first, job->records);
}

static void
set_seed(struct job *job)
{
	if (!job->has_seed && getrandom(&job->seed, sizeof(job->seed), 0) == -1)
		job->seed = (uint64_t)job->pace.now.micros;
	/* Two of them: how many accounts there are moves no amount. */
	job->amount_lot = random_seeded(job->seed);
	job->account_lot = random_seeded(~job->seed);
}

static bool
is_after(struct timespec a, struct timespec b)
{
	return a.tv_sec > b.tv_sec ||
	    (a.tv_sec == b.tv_sec && a.tv_nsec > b.tv_nsec);
}

/* Wait until the record on the stream's clock is due, counting late ones. */
static int
wait_for_turn(struct job *job)
{
	struct timespec due = job->started;
	/* Rounded up: never early. */
	int64_t micros = pace_elapsed(&job->pace);

	due.tv_sec += (time_t)(micros / MILLION);
	due.tv_nsec += (long)(micros % MILLION * 1000);
	if (due.tv_nsec >= 1000000000) {
		due.tv_sec++;
		due.tv_nsec -= 1000000000;
	}
	if (is_after(due, job->last_look)) {
		if (wait_until(due, &job->hook) == -1)
			return -1;
		clock_gettime(CLOCK_MONOTONIC, &job->last_look);
		pulse_beat(&job->pulse);
	}
	due.tv_sec++;
	job->late += is_after(job->last_look, due);
	return 0;
}

/* Wait for the n-th record's turn, from 0.  Returns 0, or -1 to end. */
static int
take_turn(struct job *job, uint64_t n)
{
	if (!job->no_wait)
		return wait_for_turn(job);
	if (n % SIGNALS_EVERY > 0)
		return 0;
	pulse_beat(&job->pulse);
	return wait_for_nothing();
}

static void
put_record(struct job *job, uint64_t id)
{
	struct money amount = amounts_draw(&job->amounts, &job->amount_lot);
	uint64_t account = job->naccounts == 1 ? 0 :
	    random_below(&job->account_lot, job->naccounts);
	char *p = writer_room(&job->out, RECORD_ROOM);

	if (!pace_share_turn(&job->credit))
		amount.minor = -amount.minor;
	/* All of the array: bytes too many cost less than a loop. */
	memcpy(p, job->id_prefix, sizeof(job->id_prefix));
	p += job->id_prefix_len;
	p += digits_put(id, p);
	*p++ = ',';
	timestamp_format_near(job->pace.now, &job->memo, p);
	p += TIMESTAMP_TEXT_LEN;
	memcpy(p, ",acct-", strlen(",acct-"));
	p += strlen(",acct-");
	p += digits_put(account + 1, p);
	*p++ = ',';
	p += money_format(amount, job->scale, p);
	*p++ = '\n';
	writer_used(&job->out, p);
}

/* Returns 0 or the status to exit with, after saying why. */
static int
put_records(struct job *job)
{
	writer_put(&job->out, SPAN("id,time,account,amount\n"));
	for (uint64_t n = 0; !job->has_count || n < job->count; n++) {
		if (n > 0 && pace_next(&job->pace) == -1) {
			cli_warn("record %" PRIu64 " is due after the year "
			    "9999", n + 1);
			return EX_DATAERR;
		}
		if (take_turn(job, n) == -1 || writer_error(&job->out) != 0)
			break;
		put_record(job, job->first_id + n);
		job->made = n + 1;
		job->last = job->pace.now;
	}
	return 0;
}

/* What can be told of the run so far. */
static void
fill(void *arg, struct metrics *m)
{
	const struct job *job = arg;

	metrics_set(m, METRICS_WRITTEN, job->made);
	metrics_set(m, METRICS_WRITTEN_BYTES, outputs_bytes(&job->outputs));
	m->has_last = job->made > 0;
	m->last = job->last;
}

static void
far(void *arg, struct progress_far *to)
{
	const struct job *job = arg;

	*to = (struct progress_far){ .records = job->made,
	    .done = job->made, .all = job->count };
}

/* Have it be seen how far this is, where that can be known. */
static void
start_progress(struct job *job)
{
	job->progress.far = far;
	job->progress.arg = job;
	if (job->has_count && !job->quiet &&
	    progress_is_seen(&job->outputs))
		progress_start(&job->progress, &job->pulse);
}

static int
run(struct job *job, char *const argv[])
{
	struct telemetry *t = &job->telemetry;
	int status;

	t->tool = cli.command;
	t->fill = fill;
	t->arg = job;
	status = telemetry_open(t, &job->outputs, &job->pulse, argv, NULL);
	if (status == 0)
		status = outputs_open(&job->outputs, &job->out, NULL);
	job->hook = pulse_hook(&job->pulse, outputs_hook(&job->outputs));
	start_progress(job);
	if (status == 0)
		status = put_records(job);
	progress_end(&job->progress);
	if (job->late > 0 && !job->quiet)
		cli_warn("%" PRIu64 " records were over a second late",
		    job->late);
	status = cli_worse(status, outputs_close(&job->outputs));
	return telemetry_end(t, status);
}

static void
take_option(struct job *job, int letter)
{
	static const char *const distributions[] = { "uniform", "lognormal",
	    "pareto", "constant", NULL };
	const char *text = cli_argument();

	if (telemetry_option(&job->telemetry, letter))
		return;
	switch (letter) {
	case OPT_ACCOUNTS:
		job->naccounts = cli_number("accounts", text, 1, COUNT_MAX);
		break;
	case OPT_COUNT:
		job->count = cli_number("count", text, 0, COUNT_MAX);
		job->has_count = true;
		break;
	case OPT_CREDITS:
		job->credits = text;
		break;
	case OPT_DEBITS:
		job->debits = text;
		break;
	case OPT_DISTRIBUTION:
		job->distribution = cli_choice("distribution", text,
		    distributions);
		break;
	case OPT_DURATION:
		job->duration = text;
		break;
	case OPT_FIRST_ID:
		job->first_id = cli_number("first-id", text, 0, COUNT_MAX);
		break;
	case OPT_ID_PREFIX:
		set_id_prefix(job, text);
		break;
	case OPT_MAX:
		job->max = text;
		break;
	case OPT_MIN:
		job->min = text;
		break;
	case OPT_NO_WAIT:
		job->no_wait = true;
		break;
	case OPT_RATE:
		job->rate = text;
		break;
	case OPT_SEED:
		job->seed = cli_number("seed", text, 0, UINT64_MAX);
		job->has_seed = true;
		break;
	case OPT_START:
		job->start = text;
		break;
	case 'q':
		job->quiet = true;
		break;
	case 's':
		job->scale = (int)cli_number("scale", text, 0,
		    MONEY_SCALE_MAX);
		break;
	}
}

int
main(int argc, char *argv[])
{
	struct job job = { .first_id = 1, .naccounts = 1, .scale = 2 };
	int letter;

	cli_start(&cli);
	while ((letter = cli_next(argc, argv)) != -1)
		take_option(&job, letter);
	cli_no_operands(argc, argv);
	set_rate(&job);
	set_count(&job);
	set_amounts(&job);
	set_clock(&job);
	set_seed(&job);
	return cli_end(run(&job, argv));
}
