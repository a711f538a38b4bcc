#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "cli/book_tables.h"
#include "cli/cli.h"
#include "ledger/tables.h"
#include "stream/journal.h"
#include "stream/lookback.h"
#include "stream/text.h"

static void
put_opening(struct writer *w, const struct account *a, int scale)
{
	writer_put_field(w, accounts_name(a));
	writer_putc(w, ',');
	writer_put_money(w, a->opening, scale);
	writer_putc(w, '\n');
}

static void
put_limit(struct writer *w, const struct account *a, int scale)
{
	const struct account_limit *limit = &a->terms->limit;

	writer_put_field(w, accounts_name(a));
	writer_putc(w, ',');
	if (limit->has_least)
		writer_put_money(w, limit->least_balance, scale);
	writer_putc(w, ',');
	if (limit->has_most)
		writer_put_money(w, (struct money){
		    (int64_t)limit->most_amount }, scale);
	writer_putc(w, '\n');
}

/* A table of some accounts, sorted, as text; to be freed by the caller. */
static int
make_table(struct account **sorted, size_t count, struct span header,
    void put(struct writer *w, const struct account *a, int scale), int scale,
    struct buf *bytes)
{
	struct text text = { 0 };
	struct span made = SPAN("");
	int got = sorted == NULL ? -1 : text_open(&text);

	if (got == 0) {
		writer_put(&text.out, header);
		for (size_t i = 0; i < count; i++)
			put(&text.out, sorted[i], scale);
		got = text_take(&text, &made);
	}
	*bytes = (struct buf){ 0 };
	buf_put(bytes, made);
	text_close(&text);
	free(sorted);
	return got == -1 || bytes->failed ? cli_fail_memory() : 0;
}

/* Do two texts differ?  Then it is said in which line. */
static int
compare(struct book *book, const char *name, struct span is,
    struct span wanted)
{
	char shown[SPAN_SHOWN_MAX];

	for (unsigned long line = 1; is.len > 0 || wanted.len > 0; line++) {
		struct span given = span_cut(&wanted, '\n');
		if (span_equal(span_cut(&is, '\n'), given))
			continue;
		(void)book_fail(book, BOOK_DATA, name,
		    "line %lu is not what is given now, %s", line,
		    span_show(given, shown));
		return cli_book_failure(book);
	}
	return 0;
}

/* Have a file of the book be these bytes: written if it is new. */
static int
agree_on_file(struct book *book, const char *name, bool begun,
    struct span bytes)
{
	struct buf there = { 0 };
	bool exists;
	int status = 0;

	if (!begun)
		return book_write(book, name, bytes) == -1 ?
		    cli_book_failure(book) : 0;
	if (book_read(book, name, &there, &exists) == -1 ||
	    (!exists && book_fail(book, BOOK_DATA, name, "is missing") == -1))
		status = cli_book_failure(book);
	else
		status = compare(book, name, buf_span(&there), bytes);
	cli_book_sums(book);
	buf_free(&there);
	return status;
}

/* What --known says, on its way to known.csv, or to be compared with it. */
struct known {
	struct writer w;
	struct journal *journal;	/* to be written, or */
	struct lookback file;		/* to be compared, */
	uint64_t offset;		/* from here on */
	bool differs;
	int error;			/* of reading it, or 0 */
};

/* Compare as many bytes as are at hand.  Returns how many; 0 ends it. */
static size_t
compare_some(struct known *k, struct span bytes)
{
	struct span there;

	if (lookback_bytes(&k->file, k->offset, k->offset + bytes.len,
	    &there) == -1) {
		k->differs = errno == EBADMSG;
		k->error = k->differs ? 0 : errno;
		return 0;
	}
	if (there.len > bytes.len)
		there.len = bytes.len;
	k->differs = memcmp(there.ptr, bytes.ptr, there.len) != 0;
	return k->differs ? 0 : there.len;
}

static void
take_known(void *arg)
{
	struct known *k = arg;
	struct span bytes = { k->w.block, k->w.len };

	k->w.len = 0;
	if (k->journal != NULL) {
		if (journal_write(k->journal, bytes) == -1)
			k->w.error = EIO;
		return;
	}
	while (bytes.len > 0 && !k->differs && k->error == 0) {
		size_t same = compare_some(k, bytes);
		k->offset += same;
		bytes.ptr += same;
		bytes.len -= same;
	}
}

static int
put_known(void *arg, struct span id, const struct seen_item *item)
{
	struct writer *w = &((struct known *)arg)->w;
	enum reason reason = item->fate == SEEN_LIMIT ? REASON_LIMIT :
	    REASON_OVERFLOW;

	writer_put_field(w, id);
	writer_putc(w, ',');
	writer_put_field(w, item->any_content ? SPAN("") : item->time);
	writer_putc(w, ',');
	writer_put_field(w, item->any_content ? SPAN("") : item->account);
	writer_putc(w, ',');
	writer_put_field(w, item->any_content ? SPAN("") : item->amount);
	writer_put(w, item->any_content ? SPAN(",no,") : SPAN(",yes,"));
	if (item->fate == SEEN_LIMIT || item->fate == SEEN_OVERFLOW)
		writer_put(w, span_of(reason_word(reason)));
	writer_putc(w, '\n');
	return 0;
}

/* Put all that --known names. */
static int
read_known(const struct ledger_tables *given, struct known *k)
{
	struct table_error error;
	int status = 0;

	if (writer_open_sink(&k->w, take_known, k) == -1)
		return cli_fail_memory();
	writer_put(&k->w, SPAN(TABLES_KNOWN "\n"));
	for (int i = 0; status == 0 && i < given->nknown; i++)
		if (tables_read_known(given->known[i], put_known, k,
		    &error) == -1) {
			status = cli_failure(error.failure, error.text);
			status = status == 0 ? EX_IOERR : status;
		}
	/* A journal that failed says why itself. */
	(void)!writer_close(&k->w);
	return status;
}

static int
write_known(struct book *book, const struct ledger_tables *given)
{
	struct journal j = { 0 };
	struct known k = { .journal = &j };
	int status = 0;

	if (journal_open(&j, book->dir, book->path, "known.csv") == 0 &&
	    journal_keep(&j, 0) == 0)
		status = read_known(given, &k);
	if (journal_close(&j) == -1)
		status = cli_journal_failure(&j);
	journal_free(&j);
	return status;
}

/* Is known.csv what --known says, and no more? */
static int
compare_all_known(const struct ledger_tables *given, struct known *k)
{
	struct span more;
	int status = read_known(given, k);

	if (status != 0 || k->differs || k->error != 0)
		return status;
	if (lookback_bytes(&k->file, k->offset, UINT64_MAX, &more) == 0)
		k->differs = true;
	else if (errno != EBADMSG)
		k->error = errno;
	return 0;
}

static int
compare_known(struct book *book, const struct ledger_tables *given)
{
	struct known k = { .file.fd = openat(book->dir, "known.csv", O_RDONLY |
	    O_NONBLOCK | O_CLOEXEC) };
	int status;

	if (k.file.fd == -1) {
		(void)book_fail(book, BOOK_CREATE, "known.csv", "%s",
		    strerror(errno));
		return cli_book_failure(book);
	}
	status = compare_all_known(given, &k);
	lookback_free(&k.file);
	close(k.file.fd);
	if (status != 0 || (!k.differs && k.error == 0))
		return status;
	if (k.error != 0)
		(void)book_fail(book, BOOK_IO, "known.csv", "%s",
		    strerror(k.error));
	else
		(void)book_fail(book, BOOK_DATA, "known.csv", "--known says "
		    "something else now than when the book was begun");
	return cli_book_failure(book);
}

/* An option of the book; where it is never given it is nothing. */
static int
agree(struct book *book, const char *option, const char *value)
{
	if (value == NULL && book_value(book, option) == NULL)
		value = "";
	return book_agree(book, option, value) == -1 ?
	    cli_book_failure(book) : 0;
}

static const char *
amount_text(struct money amount, int scale, char *text)
{
	text[money_format(amount, scale, text)] = '\0';
	return text;
}

/* Agree on the options, as words. */
static int
agree_on_words(const struct book_tables *t, struct book *book,
    const struct ledger *said)
{
	const struct ledger_tables *given = t->given;
	char opening[MONEY_TEXT_MAX + 1], least[MONEY_TEXT_MAX + 1];
	const char *word = NULL;
	int status;

	if (given->opening != NULL)
		word = said->has_opening ? amount_text(said->opening, t->scale,
		    opening) : "opening.csv";
	status = agree(book, "opening", word);
	word = given->min_balance == NULL ? NULL : amount_text(
	    said->terms.limit.least_balance, t->scale, least);
	if (status == 0)
		status = agree(book, "min-balance", word);
	if (status == 0)
		status = agree(book, "limits", given->limits == NULL ?
		    NULL : "limits.csv");
	if (status == 0)
		status = agree(book, "known", given->nknown == 0 ?
		    NULL : "known.csv");
	return status;
}

/* Agree on what is in the files that are given. */
static int
agree_on_files(const struct book_tables *t, struct book *book,
    const struct ledger *said)
{
	const struct accounts *accounts = &said->accounts;
	struct buf bytes = { 0 };
	size_t count = 0;
	int status = 0;

	if (t->given->opening != NULL && !said->has_opening) {
		struct account **sorted = accounts_sorted(accounts, &count);
		status = make_table(sorted, count, SPAN(BOOK_TABLES_OPENING),
		    put_opening, t->scale, &bytes);
		if (status == 0)
			status = agree_on_file(book, "opening.csv", t->begun,
			    buf_span(&bytes));
		buf_free(&bytes);
	}
	if (status == 0 && t->given->limits != NULL) {
		struct account **sorted = accounts_limited(accounts, &count);
		status = make_table(sorted, count, SPAN(BOOK_TABLES_LIMITS),
		    put_limit, t->scale, &bytes);
		if (status == 0)
			status = agree_on_file(book, "limits.csv", t->begun,
			    buf_span(&bytes));
		buf_free(&bytes);
	}
	if (status == 0 && t->given->nknown > 0)
		status = t->begun ? compare_known(book, t->given) :
		    write_known(book, t->given);
	return status;
}

/* What an option has in the book: NULL for nothing. */
static const char *
kept_value(const struct book *book, const char *option)
{
	const char *value = book_value(book, option);

	return value == NULL || *value == '\0' ? NULL : value;
}

/* From now on the copies are what is read. */
static int
name_copies(struct book_tables *t, const struct book *book)
{
	const char *opening = kept_value(book, "opening");

	t->kept.min_balance = kept_value(book, "min-balance");
	t->kept.opening = opening;
	if (opening != NULL && strcmp(opening, "opening.csv") == 0)
		t->kept.opening = buf_say(&t->opening, "%s/opening.csv",
		    book->path);
	if (kept_value(book, "limits") != NULL)
		t->kept.limits = buf_say(&t->limits, "%s/limits.csv",
		    book->path);
	t->has_known = kept_value(book, "known") != NULL;
	return t->opening.failed || t->limits.failed ? cli_fail_memory() : 0;
}

int
book_tables_agree(struct book_tables *t, struct book *book)
{
	struct ledger_tables asked = *t->given;
	struct ledger said = { 0 };
	int status;

	asked.nknown = 0;
	/* A table of limits says nothing of those that are usual. */
	if (asked.min_balance == NULL && asked.limits != NULL)
		asked.min_balance = kept_value(book, "min-balance");
	status = ledger_tables_read(&asked, t->scale, &said);
	if (status == 0)
		status = agree_on_words(t, book, &said);
	if (status == 0)
		status = agree_on_files(t, book, &said);
	ledger_free(&said);
	return status == 0 ? name_copies(t, book) : status;
}

int
book_tables_read(const struct book_tables *t, struct ledger *ledger)
{
	return ledger_tables_read(&t->kept, t->scale, ledger);
}

void
book_tables_free(struct book_tables *t)
{
	buf_free(&t->opening);
	buf_free(&t->limits);
	t->kept = (struct ledger_tables){ 0 };
}
