/*
 * balsys-import - turn a bank's or anybody's CSV into the record format.
 *
 * Reads CSV of any dialect.  Writes id, amount and what else was asked for,
 * one record a line.  A record that cannot be turned for certain is refused:
 * named, kept where that is asked for, left out, and never guessed.
 */
#include <errno.h>
#include <limits.h>
#include <stdlib.h>

#include "base/utf8.h"
#include "cli/cli.h"
#include "cli/feed.h"
#include "cli/outputs.h"
#include "ledger/auto_id.h"
#include "ledger/foreign.h"
#include "stream/field.h"

enum {
	OPT_ACCOUNT = FEED_LAST,
	OPT_AMOUNT,
	OPT_BALANCE,
	OPT_CREDIT,
	OPT_CURRENCY,
	OPT_DEBIT,
	OPT_DEBIT_WHEN,
	OPT_DECIMAL,
	OPT_ENCODING,
	OPT_ID,
	OPT_KEEP,
	OPT_NEGATE,
	OPT_QUOTE,
	OPT_REVERSE,
	OPT_SKIP,
	OPT_THOUSANDS,
	OPT_TIME,
	OPT_TIME_FORMAT,
	OPT_WHOLE_DAYS,
	OPT_ZONE,
	THOUSANDS_MAX = 8,
};

static const struct cli_option options[] = {
	{ 'd', "delimiter", "CHAR",
	    "what stands between fields (default a comma); tab is one" },
	{ OPT_QUOTE, "quote", "CHAR",
	    "what fields are quoted with (default a double quote)" },
	{ OPT_ENCODING, "encoding", "utf-8|latin1",
	    "what the bytes mean (default utf-8)" },
	{ OPT_SKIP, "skip", "N", "pass over N lines before the header" },
	{ OPT_REVERSE, "reverse", NULL,
	    "newest first: turn every file's records around" },
	{ OPT_ID, "id", "COLUMN|auto", "the ids, or make them" },
	{ OPT_WHOLE_DAYS, "whole-days", NULL,
	    "no file ends within a day: several with --id auto" },
	{ OPT_TIME, "time", "COLUMN[+COLUMN]",
	    "the times; parts are joined with a space" },
	{ OPT_TIME_FORMAT, "time-format", "FORMAT",
	    "their format, of strptime(3) (default RFC 3339)" },
	{ OPT_ZONE, "zone", "ZONE", "where the clocks stood: Europe/London" },
	{ OPT_ACCOUNT, "account", "COLUMN|=TEXT",
	    "the accounts, or one for all" },
	{ OPT_AMOUNT, "amount", "COLUMN", "the amounts" },
	{ OPT_CREDIT, "credit", "COLUMN",
	    "the amounts of credits, beside --debit" },
	{ OPT_DEBIT, "debit", "COLUMN",
	    "the amounts of debits, beside --credit" },
	{ OPT_DEBIT_WHEN, "debit-when", "COLUMN=V[,V]",
	    "turn the amount where COLUMN is one of these" },
	{ OPT_NEGATE, "negate", NULL, "turn every amount and balance" },
	{ OPT_DECIMAL, "decimal", "CHAR",
	    "what stands before decimals (default a point)" },
	{ OPT_THOUSANDS, "thousands", "TEXT",
	    "what stands between thousands (default a comma)" },
	{ OPT_BALANCE, "balance", "COLUMN", "the balances stated" },
	{ OPT_CURRENCY, "currency", "COLUMN=CODE",
	    "refuse records whose COLUMN is not CODE" },
	{ OPT_KEEP, "keep", "COLUMN[,COLUMN]", "columns to keep as they are" },
	FEED_OPTIONS,
	{ 0 },
};

static const struct cli cli = {
	.command = "balsys-import",
	.operands = "[file ...]",
	.summary = "turn foreign CSV into the record format",
	.options = options,
};

/* One run of the command: what was asked for, and how far it has got. */
struct job {
	struct foreign_options wanted;
	const char *time_format, *zone, *thousands;
	bool makes_ids, whole_days, reverse;

	struct feed feed;
	struct outputs outputs;
	struct writer out;
	struct foreign foreign;
	struct foreign_time time;
	struct auto_id ids;
	struct buf line;		/* one converted record */
	struct buf held;		/* a file's, with --reverse */
	const char *file;		/* the one that is read, */
	unsigned long line_read;	/* and how far */
	bool out_of_memory;
};

/* Write the lines held, the last one first. */
static void
put_held(struct job *job)
{
	size_t end = job->held.len, start;

	for (; end > 0; end = start) {
		start = end - 1;
		while (start > 0 && job->held.ptr[start - 1] != '\n')
			start--;
		writer_put(&job->out, (struct span){ job->held.ptr + start,
		    end - start });
	}
	buf_clear(&job->held);
}

/* Another file begins where its name or its lines do. */
static void
note_file(struct job *job, const struct record *row)
{
	if (job->file != row->file || row->line <= job->line_read) {
		put_held(job);
		auto_id_clear(&job->ids);
	}
	job->file = row->file;
	job->line_read = row->line;
}

static int
fail_memory(struct job *job)
{
	job->out_of_memory = true;
	return -1;
}

/* Put id and rest together.  Returns 0 or -1. */
static int
join_line(struct job *job)
{
	struct span rest = buf_span(&job->foreign.rest);
	char made[AUTO_ID_LEN];

	buf_clear(&job->line);
	if (!job->makes_ids)
		field_put(&job->line, buf_span(&job->foreign.id));
	else if (auto_id_next(&job->ids, rest, made) == 0)
		buf_put(&job->line, (struct span){ made, sizeof(made) });
	else
		return fail_memory(job);
	buf_putc(&job->line, ',');
	buf_put(&job->line, rest);
	return job->line.failed ? fail_memory(job) : 0;
}

static int
put_line(struct job *job, const struct record *row)
{
	if (job->line.len > READER_LINE_MAX) {
		feed_fault(&job->feed, REASON_LONG,
		    "converted it has %zu bytes, more than %d",
		    job->line.len, READER_LINE_MAX);
		return feed_refuse(&job->feed, row);
	}
	buf_putc(&job->line, '\n');
	if (job->reverse)
		buf_put(&job->held, buf_span(&job->line));
	else
		writer_put(&job->out, buf_span(&job->line));
	if (job->line.failed || job->held.failed)
		return fail_memory(job);
	job->feed.refusals.accepted++;
	return 0;
}

/* Convert one record.  Returns 0, or -1 if the run ends here. */
static int
convert(struct job *job, const struct record *row)
{
	switch (foreign_convert(&job->foreign, row, &job->feed.fault)) {
	case 1:
		return join_line(job) == -1 ? -1 : put_line(job, row);
	case 2:
		return feed_refuse(&job->feed, row);
	default:
		return fail_memory(job);
	}
}

static void
convert_all(struct job *job)
{
	struct record row;
	int got, status = 0;

	while (status == 0 && (got = feed_next_record(&job->feed, &row)) > 0) {
		note_file(job, &row);
		status = got == 1 ? convert(job, &row) :
		    feed_refuse(&job->feed, &row);
	}
	put_held(job);
}

/* Find the columns, and write the header. */
static int
begin(struct job *job)
{
	if (foreign_start(&job->foreign, &job->wanted,
	    &job->feed.in.header) == -1)
		return feed_wrong_header(&job->feed, job->foreign.wrong);
	writer_put(&job->out, foreign_header(&job->foreign));
	writer_putc(&job->out, '\n');
	return 0;
}

static int
run(struct job *job, const char *const inputs[])
{
	int status;

	job->outputs.inputs = inputs;
	status = outputs_open(&job->outputs, &job->out, NULL);
	if (status == 0)
		status = feed_open_records(&job->feed, &job->outputs, inputs);
	if (status == 0)
		status = begin(job);
	if (status == 0)
		convert_all(job);
	if (job->out_of_memory) {
		cli_warn("out of memory");
		status = EX_IOERR;
	}
	status = cli_worse(status, feed_close(&job->feed));
	status = cli_worse(status, outputs_close(&job->outputs));
	foreign_free(&job->foreign);
	auto_id_free(&job->ids);
	buf_free(&job->line);
	buf_free(&job->held);
	return status;
}

/* One byte that can stand between fields, or around them. */
static char
take_char(const char *option)
{
	const char *text = cli_argument();

	if (strcmp(text, "\\t") == 0 || strcmp(text, "tab") == 0)
		return '\t';
	if (strlen(text) != 1 || *text == '\n' || *text == '\r')
		cli_usage("--%s \"%.40s\" is not one character", option, text);
	return *text;
}

static char
take_decimal(void)
{
	const char *text = cli_argument();

	if (strlen(text) != 1 || *text <= ' ' || *text > '~' ||
	    strchr("0123456789+-()", *text) != NULL)
		cli_usage("--decimal \"%.40s\" cannot stand before decimals",
		    text);
	return *text;
}

static void
take_id(struct job *job)
{
	job->makes_ids = strcmp(cli_argument(), "auto") == 0;
	job->wanted.id = job->makes_ids ? NULL : cli_argument();
}

/* Take an option that says what the input looks like. */
static bool
take_dialect(struct job *job, int letter)
{
	static const char *const encodings[] = { "utf-8", "latin1", NULL };
	struct reader_options *dialect = &job->feed.dialect;

	switch (letter) {
	case 'd':
		dialect->delimiter = take_char("delimiter");
		return true;
	case OPT_QUOTE:
		dialect->quote = take_char("quote");
		return true;
	case OPT_SKIP:
		dialect->skip = cli_number("skip", cli_argument(), 0,
		    UINT32_MAX);
		return true;
	case OPT_ENCODING:
		job->wanted.encoding = cli_choice("encoding", cli_argument(),
		    encodings) == 1 ? FOREIGN_LATIN1 : FOREIGN_UTF8;
		return true;
	case OPT_DECIMAL:
		job->wanted.form.decimal = take_decimal();
		return true;
	case OPT_THOUSANDS:
		job->thousands = cli_argument();
		return true;
	case OPT_TIME_FORMAT:
		job->time_format = cli_argument();
		return true;
	case OPT_ZONE:
		job->zone = cli_argument();
		return true;
	default:
		return false;
	}
}

/* Take an option that names columns. */
static bool
take_column(struct foreign_options *wanted, int letter)
{
	const struct {
		int letter;
		const char **column;
	} columns[] = {
		{ OPT_ACCOUNT, &wanted->account },
		{ OPT_AMOUNT, &wanted->amount },
		{ OPT_BALANCE, &wanted->balance },
		{ OPT_CREDIT, &wanted->credit },
		{ OPT_CURRENCY, &wanted->currency },
		{ OPT_DEBIT, &wanted->debit },
		{ OPT_DEBIT_WHEN, &wanted->debit_when },
		{ OPT_KEEP, &wanted->keep },
		{ OPT_TIME, &wanted->time },
	};

	for (size_t i = 0; i < sizeof(columns) / sizeof(*columns); i++)
		if (columns[i].letter == letter) {
			*columns[i].column = cli_argument();
			return true;
		}
	return false;
}

static void
take_option(struct job *job, int letter)
{
	switch (letter) {
	case OPT_ID:
		take_id(job);
		break;
	case OPT_NEGATE:
		job->wanted.negate = true;
		break;
	case OPT_REVERSE:
		job->reverse = true;
		break;
	case OPT_WHOLE_DAYS:
		job->whole_days = true;
		break;
	default:
		if (!take_dialect(job, letter) &&
		    !take_column(&job->wanted, letter))
			feed_option(&job->feed, letter);
		break;
	}
}

static void
check_columns(const struct job *job, const char *const inputs[])
{
	const struct foreign_options *o = &job->wanted;
	const char *account = o->account;

	if (o->id == NULL && !job->makes_ids)
		cli_usage("--id COLUMN or --id auto is needed");
	if (o->amount == NULL && (o->credit == NULL || o->debit == NULL))
		cli_usage("--amount, or --credit and --debit, are needed");
	if (o->amount != NULL && (o->credit != NULL || o->debit != NULL))
		cli_usage("--amount contradicts --credit and --debit");
	if (o->debit_when != NULL && o->amount == NULL)
		cli_usage("--debit-when needs --amount");
	if (o->debit_when != NULL && strchr(o->debit_when, '=') == NULL)
		cli_usage("--debit-when \"%.40s\" is not COLUMN=VALUE",
		    o->debit_when);
	if (o->currency != NULL && strchr(o->currency, '=') == NULL)
		cli_usage("--currency \"%.40s\" is not COLUMN=CODE",
		    o->currency);
	if (account != NULL && *account == '=' &&
	    (strlen(account + 1) > TXN_ACCOUNT_MAX ||
	    !utf8_valid(span_of(account)) ||
	    strpbrk(account, "\r\n") != NULL))
		cli_usage("--account \"%.40s\" cannot be an account: one has "
		    "up to %d bytes of UTF-8 on one line", account,
		    TXN_ACCOUNT_MAX);
	if (job->whole_days && !job->makes_ids)
		cli_usage("--whole-days needs --id auto");
	if (job->makes_ids && inputs[1] != NULL && !job->whole_days)
		cli_usage("--id auto with several files needs --whole-days: "
		    "that none of them ends within a day");
}

/* What separates thousands, which must be told from decimals. */
static void
check_marks(struct job *job)
{
	struct foreign_amount *form = &job->wanted.form;
	const struct reader_options *dialect = &job->feed.dialect;
	const char *thousands = job->thousands;

	form->scale = job->feed.scale;
	if (form->decimal == '\0')
		form->decimal = '.';
	if (thousands == NULL)
		thousands = form->decimal == ',' ? "." : ",";
	if (strchr(thousands, form->decimal) != NULL)
		cli_usage("--thousands \"%.40s\" and --decimal %c cannot be "
		    "told apart", thousands, form->decimal);
	if (strlen(thousands) > THOUSANDS_MAX ||
	    strpbrk(thousands, "0123456789+-()\r\n") != NULL)
		cli_usage("--thousands \"%.40s\" cannot stand between "
		    "thousands", thousands);
	form->thousands = span_of(thousands);
	if ((dialect->delimiter == '\0' ? ',' : dialect->delimiter) ==
	    (dialect->quote == '\0' ? '"' : dialect->quote))
		cli_usage("--delimiter and --quote are the same");
}

static void
check_time(struct job *job)
{
	const char *wrong;

	if (job->time_format != NULL && job->wanted.time == NULL)
		cli_usage("--time-format needs --time");
	if (job->zone != NULL && job->time_format == NULL)
		cli_usage("--zone needs --time-format");
	if (job->time_format == NULL)
		return;
	if (foreign_time_start(&job->time, job->time_format, &wrong) == -1)
		cli_usage("--time-format \"%.40s\" %s", job->time_format,
		    wrong);
	if (job->time.absolute && job->zone != NULL)
		cli_usage("--zone contradicts --time-format \"%.40s\", which "
		    "needs none", job->time_format);
	if (!job->time.absolute && job->zone == NULL)
		cli_usage("--time-format \"%.40s\" needs --zone",
		    job->time_format);
	if (job->zone != NULL && foreign_time_zone(job->zone) == -1)
		cli_usage("--zone \"%.40s\" is not known to this system",
		    job->zone);
	job->wanted.time_format = &job->time;
}

int
main(int argc, char *argv[])
{
	struct job job = { .feed = FEED_START };
	const char *const *inputs;
	int letter;

	cli_start(&cli);
	while ((letter = cli_next(argc, argv)) != -1)
		take_option(&job, letter);
	inputs = cli_operands(argc, argv);
	job.feed.dialect.foreign = true;
	check_columns(&job, inputs);
	check_marks(&job);
	check_time(&job);
	return cli_end(run(&job, inputs));
}
