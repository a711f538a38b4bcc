/*
 * balsys-serve - a book over HTTP: what is in it, what is submitted to it, and
 * a page that shows it live.
 *
 * It keeps no books itself.  balsys-ledger and balsys-batch run beside it, on
 * the book, get what is submitted or simulated, and say what becomes of it;
 * this reads what they write.  Where they end, they are begun again.
 */
#include <errno.h>
#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>

#include "cli/cli.h"
#include "cli/ledger_tables.h"
#include "cli/outputs.h"
#include "serve/address.h"
#include "serve/server.h"
#include "serve/token.h"

enum {
	OPT_BOOK = LEDGER_TABLES_LAST,
	OPT_LISTEN,
	OPT_HOST,
	OPT_TOKEN_FILE,
	OPT_CURRENCY,
	OPT_SIMULATE,
	OPT_IN_FLIGHT,
	OPT_CONNECTIONS,

	/* Those that balsys-batch gets as they are: */
	OPT_WINDOW,
	OPT_CAP,
	OPT_METHOD,
	OPT_EFFORT,
	OPT_JOBS,
	OPT_SUBMIT,
	OPT_OUTPUT,
	OPT_RETRIES,
	OPT_RETRY_WAIT,
};

enum {
	CONNECTIONS_MAX = 1000000,
	IN_FLIGHT_MIN = 1000,	/* as many as may be submitted at once */
	IN_FLIGHT_MAX = 1000000,
	CURRENCY_MAX = 16,
};

static const struct cli_option options[] = {
	{ OPT_BOOK, "book", "DIR", "the book that is served; made if need be" },
	{ OPT_LISTEN, "listen", "ADDRESS:PORT",
	    "where (default 127.0.0.1:8080; port 0: any that is free)" },
	{ OPT_HOST, "host", "NAME", "it may be asked for by that name, too" },
	{ OPT_TOKEN_FILE, "token-file", "FILE",
	    "every POST needs the token that is in it" },
	{ OPT_CURRENCY, "currency", "CODE",
	    "say that amounts are in it (default GBP)" },
	{ OPT_SIMULATE, "simulate", "RATE",
	    "begin with a simulation of so many records a second" },
	{ OPT_IN_FLIGHT, "in-flight", "N",
	    "records that may wait to be decided (default 10000)" },
	{ OPT_CONNECTIONS, "connections", "N",
	    "that may be open at a time (default 4096)" },
	{ 's', "scale", "N", "of a new book: decimals of every amount" },
	LEDGER_TABLES_OPTIONS,
	{ OPT_WINDOW, "window", "N", "of a new book: records in a window" },
	{ OPT_CAP, "cap", "AMOUNT",
	    "of a new book: the most that a batch may hold" },
	{ OPT_METHOD, "method", "next-fit|first-fit|ffd|bfd|best|exact",
	    "of a new book: how windows are packed" },
	{ OPT_EFFORT, "effort", "N",
	    "of a new book: how hard best tries, 1 to 9" },
	{ OPT_JOBS, "jobs", "N", "windows packed at a time (default 1)" },
	{ OPT_SUBMIT, "submit", "COMMAND",
	    "hand every window to a command, until it takes it" },
	{ OPT_OUTPUT, "output", "lines|batches|submissions",
	    "of a new book: what the command is handed" },
	{ OPT_RETRIES, "retries", "N",
	    "how often a window is handed over again" },
	{ OPT_RETRY_WAIT, "retry-wait", "SECONDS",
	    "how long until the first time" },
	{ 'q', "quiet", NULL, "do not say when the two are begun again" },
	{ 0 },
};

static const struct cli cli = {
	.command = "balsys-serve",
	.operands = "",
	.summary = "serve a book over HTTP, with a page that shows it live",
	.options = options,
};

/* Options that a child gets as they are; the last word is NULL. */
enum { PASSED_MAX = LEDGER_TABLES_KNOWN_MAX + 16, NAME_MAX_LEN = 24 };

struct words {
	const char *word[2 * PASSED_MAX + 1];
	char name[PASSED_MAX][NAME_MAX_LEN];	/* with dashes */
	int count;
};

/* One run of the command: what was asked for. */
struct job {
	const char *listen, *token_path;
	bool has_jobs, is_quiet;
	struct words ledger, batch;
	struct simulation_plan plan;
	struct token token;
	struct server server;
};

/* Which child gets an option as it is; NULL: none, it is this command's. */
static struct words *
words_of(struct job *job, int letter)
{
	switch (letter) {
	case LEDGER_TABLES_OPENING:
	case LEDGER_TABLES_MIN_BALANCE:
	case LEDGER_TABLES_LIMITS:
	case LEDGER_TABLES_KNOWN:
	case 's':
		return &job->ledger;
	default:
		return letter >= OPT_WINDOW ? &job->batch : NULL;
	}
}

static void
pass_on(struct words *words, const char *name, const char *argument)
{
	int at = words->count;

	if (at == PASSED_MAX)
		cli_usage("--%s is one option too many to be passed on", name);
	(void)snprintf(words->name[at], NAME_MAX_LEN, "--%s", name);
	words->word[2 * at] = words->name[at];
	words->word[2 * at + 1] = argument;
	words->count++;
}

static void
pass_letter_on(struct words *words, int letter)
{
	const struct cli_option *option = options;

	while (option->letter != letter)
		option++;
	pass_on(words, option->name, cli_argument());
}

static void
set_currency(struct job *job, const char *code)
{
	if (*code == '\0' || strlen(code) > CURRENCY_MAX)
		cli_usage("--currency \"%.40s\" has not 1 to %d bytes", code,
		    CURRENCY_MAX);
	cli_column_name("currency", span_of(code));
	job->server.currency = code;
}

static void
set_rate(struct job *job, const char *text)
{
	struct money rate = cli_amount("simulate", text, 6);

	if (rate.minor < 1 ||
	    (uint64_t)rate.minor > SIMULATION_RATE_MAX * 1000000)
		cli_usage("--simulate %.40s is not from 0.000001 to %" PRIu64,
		    text, SIMULATION_RATE_MAX);
	job->plan.millionths = (uint64_t)rate.minor;
	job->server.simulate = &job->plan;
}

static void
take_option(struct job *job, int letter)
{
	struct words *words = words_of(job, letter);

	/* Whichever of the two makes the book is to know. */
	if (letter == 's')
		pass_letter_on(&job->batch, letter);
	if (letter == OPT_JOBS)
		job->has_jobs = true;
	if (words != NULL) {
		pass_letter_on(words, letter);
		return;
	}
	switch (letter) {
	case OPT_BOOK:
		job->server.book = cli_folder("book");
		break;
	case OPT_LISTEN:
		job->listen = cli_argument();
		break;
	case OPT_HOST:
		job->server.http.name = cli_argument();
		if (*job->server.http.name == '\0')
			cli_usage("--host is no name");
		break;
	case OPT_TOKEN_FILE:
		job->token_path = cli_argument();
		break;
	case OPT_CURRENCY:
		set_currency(job, cli_argument());
		break;
	case OPT_SIMULATE:
		set_rate(job, cli_argument());
		break;
	case OPT_IN_FLIGHT:
		job->server.pipeline.most = (size_t)cli_number("in-flight",
		    cli_argument(), IN_FLIGHT_MIN, IN_FLIGHT_MAX);
		break;
	case OPT_CONNECTIONS:
		job->server.http.limits.connections = (unsigned)cli_number(
		    "connections", cli_argument(), 1, CONNECTIONS_MAX);
		break;
	case 'q':
		job->is_quiet = true;
		break;
	}
}

/* A child ended by itself: say how, and when it is begun again. */
static void
say_lost(void *arg, const char *name, int status, int64_t in)
{
	const struct job *job = arg;
	char how[64];

	if (job->is_quiet)
		return;
	if (status == -1)
		(void)snprintf(how, sizeof(how), "cannot be begun: %s",
		    strerror(errno));
	else if (WIFSIGNALED(status))
		(void)snprintf(how, sizeof(how), "was ended by signal %d",
		    WTERMSIG(status));
	else
		(void)snprintf(how, sizeof(how), "ended with status %d",
		    WEXITSTATUS(status));
	cli_warn("%s %s; both are begun again in %" PRId64 ".%03d s", name, how,
	    in / 1000000, (int)(in / 1000 % 1000));
}

/* Read the token and listen; the address goes to standard output.  Returns 0,
   or the status to exit with after saying why. */
static int
listen_there(struct job *job)
{
	struct address address;
	struct writer out;
	struct outputs outputs = { 0 };
	const char *why;
	int status;

	if (job->token_path != NULL &&
	    token_read(&job->token, job->token_path, &why) == -1) {
		cli_warn("%s: %s", job->token_path, why);
		return EX_NOINPUT;
	}
	switch (address_listen(&address, job->listen, job->token_path != NULL,
	    &why)) {
	case 0:
		break;
	case 1:
		cli_usage("--listen %.80s: %s", job->listen, why);
	default:
		cli_warn("%s: %s", job->listen, why);
		return EX_UNAVAILABLE;
	}
	job->server.http.listener = address.fd;
	job->server.http.is_loopback = address.is_loopback;
	job->server.http.port = address.port;
	if (job->token_path != NULL)
		job->server.http.token = &job->token;
	status = outputs_open(&outputs, &out, NULL);
	if (status == 0) {
		writer_put(&out, span_of(address.url));
		writer_putc(&out, '\n');
	}
	return cli_worse(status, outputs_close(&outputs));
}

static int
run(struct job *job)
{
	struct server *s = &job->server;
	int status;

	/* How a child ended is to be seen, whatever the parent's wish was. */
	(void)signal(SIGCHLD, SIG_DFL);
	/* Nothing that is begun from here on gets to do more than this may. */
	(void)prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
	status = listen_there(job);
	if (status != 0)
		return status;
	s->pipeline.ledger_words = job->ledger.word;
	s->pipeline.batch_words = job->batch.word;
	s->lost = say_lost;
	s->arg = job;
	if (server_open(s) == 0)
		while ((status = server_turn(s)) == 0)
			;
	if (s->failure.sentence != NULL)
		cli_warn("%s", s->failure.sentence);
	status = s->status;
	server_close(s);
	return status;
}

int
main(int argc, char *argv[])
{
	struct job job = {
		.listen = "127.0.0.1:8080",
		.server = {
			.version = BALSYS_VERSION,
			.currency = "GBP",
			.http = { .listener = -1, .limits = HTTP_LIMITS },
			.pipeline = { .most = SERVER_IN_FLIGHT },
		},
	};
	int letter;

	cli_start(&cli);
	while ((letter = cli_next(argc, argv)) != -1)
		take_option(&job, letter);
	cli_no_operands(argc, argv);
	if (job.server.book == NULL)
		cli_usage("--book says which book is served");
	if (!job.has_jobs)
		pass_on(&job.batch, "jobs", "1");
	return cli_end(run(&job));
}
