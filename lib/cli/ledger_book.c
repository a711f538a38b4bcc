#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/digits.h"
#include "cli/cli.h"
#include "cli/ledger_book.h"
#include "cli/ledger_recovery.h"
#include "cli/ledger_stamp.h"
#include "stream/field.h"
#include "stream/header.h"

enum {
	/*
	 * What is read again without one in no time to speak of, beside a
	 * share of what there is, so that a large one is not written for
	 * little;
	 */
	CHECKPOINT_LEAST = 16 * 1024,
	CHECKPOINT_SHARE = 64,
	/*
	 * and when one is made in the middle of a run: as reading is fast, it
	 * is for those that never end.
	 */
	CHECKPOINT_OFTEN = 1024 * 1024 * 1024,
	CHECKPOINT_GROWN = 4,
};

static const char *const names[] = { "rejects.csv", "ledger.csv" };

/* The scale, and how the balance is called. */
static int
agree_on_words(struct ledger_book *b)
{
	struct feed *feed = b->asked.feed;
	char scale[] = { (char)('0' + feed->scale), '\0' };
	const char *as = *b->asked.as;
	bool begun = book_value(&b->book, "ledger-as") != NULL;
	uint64_t agreed;

	if (book_agree(&b->book, "scale", feed->scale_given ||
	    book_value(&b->book, "scale") == NULL ? scale : NULL) == -1 ||
	    book_agree(&b->book, "ledger-as", as == NULL && !begun ?
	    "balance" : as) == -1)
		return cli_book_failure(&b->book);
	if (digits_parse(span_of(book_value(&b->book, "scale")),
	    &agreed) == -1 || agreed > MONEY_SCALE_MAX) {
		(void)book_fail(&b->book, BOOK_DATA, "book",
		    "its scale is none");
		return cli_book_failure(&b->book);
	}
	feed->scale = (int)agreed;
	*b->asked.as = book_value(&b->book, "ledger-as");
	return 0;
}

/* How many bytes a file of the book has; -1 if it is not there. */
static int64_t
size_of(const struct ledger_book *b, const char *name)
{
	struct stat about;

	return fstatat(b->book.dir, name, &about, 0) == -1 ? -1 :
	    (int64_t)about.st_size;
}

/*
 * Both files are made before anything is put into them, and ledger.csv is the
 * first that has something: is one of them gone?
 */
static int
look_for_loss(struct ledger_book *b)
{
	bool has_ledger = size_of(b, "ledger.csv") > 0;
	const char *lost = NULL;

	if (!has_ledger && (size_of(b, "rejects.csv") > 0 ||
	    size_of(b, LEDGER_STAMP_FILE) >= 0))
		lost = "ledger.csv";
	if (has_ledger && size_of(b, "rejects.csv") == -1)
		lost = "rejects.csv";
	if (lost == NULL)
		return 0;
	(void)book_fail(&b->book, BOOK_DATA, lost, "is gone; a copy of it has "
	    "to be put there");
	return cli_book_failure(&b->book);
}

/* Say what is cut off. */
static void
tell_torn(const struct ledger_book *b, const struct journal *j,
    const char *name)
{
	cli_warn("%s/%s: %" PRIu64 " byte%s of a record that was not finished "
	    "%s cut off", b->path, name, j->torn, j->torn == 1 ? "" : "s",
	    j->torn == 1 ? "is" : "are");
	events_put(b->asked.feed->refusals.events, "recovered",
	    span_of(j->path.ptr), "%" PRIu64 " bytes cut off", j->torn);
}

/* Open the files that grow, and cut off what was not finished. */
static int
open_journals(struct ledger_book *b)
{
	for (int i = 0; i < LEDGER_BOOK_JOURNALS; i++) {
		struct journal *j = &b->journal[i];

		if (journal_open(j, b->book.dir, b->path, names[i]) == -1)
			return cli_journal_failure(j);
		if (j->torn > 0)
			tell_torn(b, j, names[i]);
		if (j->sums_missing)
			cli_warn("%s/%s.sum: was not there, and is made anew",
			    b->path, names[i]);
		if (journal_keep(j, j->size) == -1)
			return cli_journal_failure(j);
	}
	return 0;
}

/* More is safe, or there is nothing to do: standard output follows. */
static int
pump(void *arg)
{
	struct ledger_book *b = arg;
	struct outputs *outputs = b->asked.outputs;

	if (b->follower.out != NULL && tee_pump(&b->follower,
	    commit_safe(&b->commit, LEDGER_BOOK_ACCEPTED)) == -1) {
		cli_warn("%s/ledger.csv: cannot be read: %s", b->path,
		    strerror(errno));
		b->follower.out = NULL;
		b->tee_failed = true;
		b->accepted->error = EIO;	/* so that all is ended */
	}
	outputs_flush(outputs);
	return outputs_failed(outputs) ? -1 : 0;
}

static int
open_commit(struct ledger_book *b)
{
	struct writer *w[LEDGER_BOOK_JOURNALS];

	b->commit = (struct commit){ .after = pump, .arg = b };
	for (int i = 0; i < LEDGER_BOOK_JOURNALS; i++) {
		w[i] = commit_journal(&b->commit, &b->journal[i]);
		if (w[i] == NULL)
			return cli_fail_memory();
	}
	b->rejects = w[LEDGER_BOOK_REJECTS];
	b->accepted = w[LEDGER_BOOK_ACCEPTED];
	b->asked.outputs->also = b->accepted;
	b->asked.feed->refusals.file = b->rejects;
	b->follower = (struct tee){
	    .journal = &b->journal[LEDGER_BOOK_ACCEPTED] };
	if (b->asked.outcomes == NULL)
		return 0;
	b->outcomes = commit_follower(&b->commit, b->asked.outcomes);
	return b->outcomes == NULL ? cli_fail_memory() : 0;
}

/* Where what was decided before stands: see ledger/recall. */
static int
find_line(void *arg, enum recall_file file, uint64_t offset,
    struct span *line)
{
	struct ledger_book *b = arg;

	switch (file) {
	case RECALL_LEDGER:
		return commit_line(&b->commit, LEDGER_BOOK_ACCEPTED, offset,
		    line);
	case RECALL_REJECTS:
		return commit_line(&b->commit, LEDGER_BOOK_REJECTS, offset,
		    line);
	case RECALL_KNOWN:
		break;
	}
	return lookback_line(&b->known, offset, line);
}

static int
open_known(struct ledger_book *b)
{
	struct stat about;

	b->known.fd = -1;
	if (!b->tables.has_known)
		return 0;
	b->known.fd = openat(b->book.dir, "known.csv", O_RDONLY | O_NONBLOCK |
	    O_CLOEXEC);
	if (b->known.fd != -1 && fstat(b->known.fd, &about) == 0 &&
	    S_ISREG(about.st_mode))
		return 0;
	if (b->known.fd != -1)
		errno = EINVAL;
	(void)book_fail(&b->book, BOOK_CREATE, "known.csv", "%s",
	    strerror(errno));
	return cli_book_failure(&b->book);
}

static void
set_due(struct ledger_book *b)
{
	uint64_t grown = b->checked * CHECKPOINT_GROWN;

	b->due = grown > CHECKPOINT_OFTEN ? grown : CHECKPOINT_OFTEN;
}

/* Tell what is there already, if anything is. */
static void
tell_resumed(struct ledger_book *b)
{
	const struct journal *j = &b->journal[LEDGER_BOOK_ACCEPTED];

	if (!b->restored)
		return;
	b->began = writer_position(b->accepted) + writer_position(b->rejects);
	if (j->size > 0)
		events_put(b->asked.feed->refusals.events, "resumed",
		    span_of(b->path), "%" PRIu64 " records",
		    sums_last(&j->sums).lines - 1);
}

int
ledger_book_open(struct ledger_book *b, const struct ledger_book_asked *asked)
{
	const char *as = *asked->as;
	int status;

	/* A book is read back by the names of its columns. */
	if (as != NULL && txn_is_column(span_of(as)))
		cli_usage("--as %s does not go with --book", as);
	b->asked = *asked;
	b->recall = (struct recall){ .line = find_line, .arg = b,
	    .at = &b->at };
	b->known.fd = -1;
	if (book_open(&b->book, b->path, BOOK_WRITE) == -1 ||
	    book_lock(&b->book, "ledger.csv", BOOK_WRITE) == -1)
		return cli_book_failure(&b->book);
	cli_book_sums(&b->book);
	status = agree_on_words(b);
	if (status == 0)
		status = look_for_loss(b);
	if (status == 0)
		status = open_journals(b);
	b->tables = (struct book_tables){ .given = asked->tables,
	    .scale = asked->feed->scale,
	    .begun = b->journal[LEDGER_BOOK_ACCEPTED].size > 0 };
	if (status == 0)
		status = book_tables_agree(&b->tables, &b->book);
	if (status == 0)
		status = open_commit(b);
	if (status == 0)
		status = open_known(b);
	if (status == 0)
		status = ledger_recovery_read(b);
	if (b->book.sums_missing)
		cli_warn("%s: a file was there without its sums, which are "
		    "made anew", b->path);
	b->restored = status == 0;
	tell_resumed(b);
	/* What does not add up is told to nobody. */
	if (b->restored && b->tee)
		b->follower.out = b->asked.out;
	set_due(b);
	return status;
}

struct wait_hook
ledger_book_hook(struct ledger_book *b)
{
	return commit_hook(&b->commit);
}

/* A new book: what shapes it is on disk before anything is put into it. */
static int
begin_anew(struct ledger_book *b)
{
	int status;

	if (book_save(&b->book) == -1)
		return cli_book_failure(&b->book);
	status = ledger_recovery_begin(b);
	writer_put(b->accepted, buf_span(&b->header));
	writer_putc(b->accepted, '\n');
	/* With it the book has begun.  What fails is told at the end. */
	(void)!commit_finish(&b->commit);
	return status;
}

/* The header as ledger.csv has it. */
static int
make_header(const struct ledger_book *b, struct span header, struct buf *line)
{
	buf_put(line, header);
	buf_putc(line, ',');
	field_put(line, span_of(*b->asked.as));
	return line->failed ? cli_fail_memory() : 0;
}

/* Are these the columns of ledger.csv, but for the one that is appended? */
static bool
has_columns(const struct ledger_book *b, const struct record *header)
{
	struct header there = { 0 };
	bool has = header_keep_line(&there, buf_span(&b->header)) == 1 &&
	    there.count == header->nfields + 1;

	for (size_t i = 0; has && i < header->nfields; i++)
		has = span_equal(there.name[i], header->field[i]);
	header_free(&there);
	return has;
}

static int
begin_again(const struct ledger_book *b, const struct record *header)
{
	char shown[SPAN_SHOWN_MAX];

	if (has_columns(b, header))
		return 0;
	cli_warn("%s:%lu: another header than that of %s/ledger.csv, %s",
	    header->file, header->line, b->path,
	    span_show(buf_span(&b->header), shown));
	return EX_DATAERR;
}

int
ledger_book_begin(struct ledger_book *b, const struct record *header)
{
	int status;

	if (b->journal[LEDGER_BOOK_ACCEPTED].size > 0) {
		status = begin_again(b, header);
	} else {
		buf_clear(&b->header);
		status = make_header(b, header->raw, &b->header);
		if (status == 0)
			status = begin_anew(b);
	}
	if (status == 0 && writer_position(b->rejects) == 0)
		writer_put(b->rejects, SPAN(REFUSALS_HEADER));
	return status;
}

int
ledger_book_rest(struct ledger_book *b)
{
	if (commit_finish(&b->commit) == -1)
		return -1;
	ledger_recovery_keep(b);
	set_due(b);
	return 0;
}

/* Say why a journal failed; 0 if none did. */
static int
tell_failure(const struct ledger_book *b)
{
	const struct journal *j = b->commit.state == NULL ? NULL :
	    commit_failed(&b->commit);

	return j == NULL ? 0 : cli_journal_failure(j);
}

/* Is enough new since the last checkpoint? */
static bool
is_worth_it(const struct ledger_book *b)
{
	uint64_t size = b->journal[LEDGER_BOOK_ACCEPTED].size;

	return size - b->checked >= CHECKPOINT_LEAST + size / CHECKPOINT_SHARE;
}

static int
close_journals(struct ledger_book *b, int status)
{
	for (int i = 0; i < LEDGER_BOOK_JOURNALS; i++) {
		struct journal *j = &b->journal[i];
		if (journal_close(j) == -1 && status <= EXIT_REFUSED)
			status = cli_journal_failure(j);
		journal_free(j);
	}
	return status;
}

uint64_t
ledger_book_bytes(const struct ledger_book *b)
{
	return b->restored ? writer_position(b->accepted) +
	    writer_position(b->rejects) - b->began : b->written;
}

int
ledger_book_close(struct ledger_book *b, int status)
{
	bool finished;

	if (b->asked.outputs == NULL)
		return status;
	finished = commit_finish(&b->commit) == 0;
	if (status <= EXIT_REFUSED && tell_failure(b) != 0)
		status = EX_IOERR;
	if (status <= EXIT_REFUSED && b->rejects != NULL &&
	    writer_error(b->rejects) == ENOMEM)
		status = cli_fail_memory();
	if (b->tee_failed)
		status = cli_worse(status, EX_IOERR);
	if (finished && b->restored && status <= EXIT_REFUSED &&
	    is_worth_it(b))
		ledger_recovery_keep(b);
	b->written = ledger_book_bytes(b);
	b->restored = false;
	b->asked.outputs->also = NULL;
	status = close_journals(b, status);
	commit_close(&b->commit);
	recall_free(&b->recall);
	lookback_free(&b->known);
	if (b->known.fd != -1)
		close(b->known.fd);
	book_tables_free(&b->tables);
	buf_free(&b->header);
	book_close(&b->book);
	return status;
}
