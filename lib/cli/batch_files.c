#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/batch_files.h"
#include "cli/cli.h"
#include "cli/window_tail.h"
#include "stream/field.h"
#include "stream/torn.h"

enum { CHUNK = 64 * 1024 };

int
batch_files_name(struct batch_files *f, const char *folder)
{
	f->ledger = -1;
	buf_say(&f->batches_path, "%s/batches.csv", folder);
	buf_say(&f->oversize_path, "%s/oversize.csv", folder);
	buf_say(&f->ledger_path, "%s/ledger.csv", folder);
	if (!f->batches_path.failed && !f->oversize_path.failed &&
	    !f->ledger_path.failed)
		return 0;
	return cli_fail_memory();
}

int
batch_files_open_ledger(struct batch_files *f)
{
	struct stat about;

	/* A pipe has no end to be found, nor does it open by itself. */
	f->ledger = open(f->ledger_path.ptr, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
	if (f->ledger == -1 || fstat(f->ledger, &about) == -1)
		cli_warn("%s: %s", f->ledger_path.ptr, strerror(errno));
	else if (!S_ISREG(about.st_mode))
		cli_warn("%s: is no plain file", f->ledger_path.ptr);
	else
		return 0;
	return EX_NOINPUT;
}

static int
fail_ledger(const struct batch_files *f, const char *action)
{
	cli_warn("%s: %s: %s", f->ledger_path.ptr, action, strerror(errno));
	return EX_IOERR;
}

int
batch_files_sync_ledger(struct batch_files *f, uint64_t safe)
{
	if (fsync(f->ledger) == -1)
		return fail_ledger(f, "cannot be synced");
	if (torn_end(f->ledger, safe, &f->ledger_len) == 0)
		return 0;
	return errno == ENOMEM ? cli_fail_memory() :
	    fail_ledger(f, "cannot be read");
}

int
batch_files_failure(const struct journal *j)
{
	enum reader_failure kind = journal_failure(j);
	int status = cli_failure(kind, journal_error(j));

	return kind == READER_FAILED_OPEN ? EX_CANTCREAT : status;
}

static int
open_one(struct journal *j, const struct book *book, const char *name)
{
	if (journal_open(j, book->dir, book->path, name) == 0)
		return 0;
	return batch_files_failure(j);
}

/* Keep so many bytes of a file, whose rest is part of what. */
static int
keep(const struct batch_files *f, struct journal *j, uint64_t size,
    const char *what)
{
	uint64_t rest = j->size - size + j->torn;

	if (rest > 0) {
		cli_warn("%s: %" PRIu64 " byte%s of a %s that was not finished "
		    "%s cut off", j->path.ptr, rest, rest == 1 ? "" : "s",
		    what, rest == 1 ? "is" : "are");
		events_put(f->events, "recovered", span_of(j->path.ptr),
		    "%" PRIu64 " bytes cut off", rest);
	}
	if (j->sums_missing)
		cli_warn("%s.sum: was not there, and is made anew",
		    j->path.ptr);
	return journal_keep(j, size) == 0 ? 0 : batch_files_failure(j);
}

static int
keep_windows(const struct batch_files *f, struct journal *j,
    enum window_tail_field field, uint64_t window)
{
	struct failure failure = { 0 };
	uint64_t end;
	int status = 0;

	if (window_tail_find(j, field, f->count, window, &end, &failure) == -1)
		status = cli_failure(failure.kind, failure.sentence);
	failure_free(&failure);
	return status == 0 ? keep(f, j, end, "window") : status;
}

/* Read the first line of batches.csv. */
static int
read_header(struct batch_files *f)
{
	struct buf *b = &f->header;
	const char *end = NULL;

	while (end == NULL && b->len < f->batches.size) {
		ssize_t got;

		if (buf_reserve(b, CHUNK) == -1)
			return cli_fail_memory();
		got = journal_read(&f->batches, b->len, b->ptr + b->len, CHUNK);
		if (got <= 0) {
			cli_warn("%s: cannot be read: %s", f->batches_path.ptr,
			    strerror(got == 0 ? EIO : errno));
			return EX_IOERR;
		}
		b->len += (size_t)got;
		end = memchr(b->ptr, '\n', b->len);
	}
	b->len = end == NULL ? 0 : (size_t)(end - b->ptr);
	return 0;
}

/*
 * Where there is something in batches.csv, the others were made before, and the
 * options kept: what is not there was lost, and with it what it had.
 */
static int
look_for_all(const struct batch_files *f, struct book *book)
{
	static const char *const other[] = { "oversize.csv", "windows.csv",
	    "certificates.csv" };
	struct stat about;

	if (fstatat(book->dir, "batches.csv", &about, 0) == 0 &&
	    about.st_size == 0)
		return 0;
	if (!f->begun) {
		book_fail(book, BOOK_DATA, "book", "does not say how what is "
		    "in batches.csv was made");
		return cli_book_failure(book);
	}
	for (int i = 0; i < (f->has_certificates ? 3 : 2); i++) {
		if (fstatat(book->dir, other[i], &about, 0) == 0 ||
		    errno != ENOENT)
			continue;
		book_fail(book, BOOK_DATA, other[i], "is not there, and "
		    "batches.csv was not begun without it");
		return cli_book_failure(book);
	}
	return 0;
}

int
batch_files_open(struct batch_files *f, struct book *book, uint64_t window)
{
	struct failure failure = { 0 };
	int status = look_for_all(f, book);

	if (status == 0)
		status = open_one(&f->oversize, book, "oversize.csv");
	if (status == 0)
		status = open_one(&f->batches, book, "batches.csv");
	if (status == 0 && f->has_certificates)
		status = open_one(&f->certificates, book, "certificates.csv");
	if (status == 0)
		status = open_one(&f->windows, book, "windows.csv");
	if (status == 0 &&
	    window_tail_last(&f->windows, &f->count, &failure) == -1)
		status = cli_failure(failure.kind, failure.sentence);
	failure_free(&failure);
	if (status == 0)
		status = keep(f, &f->oversize, f->oversize.size, "line");
	if (status == 0)
		status = keep_windows(f, &f->batches,
		    WINDOW_TAIL_BEFORE_LAST, window);
	if (status == 0 && f->has_certificates)
		status = keep_windows(f, &f->certificates,
		    WINDOW_TAIL_FIRST, window);
	if (status == 0)
		status = keep(f, &f->windows, f->windows.size, "line");
	return status == 0 ? read_header(f) : status;
}

int
batch_files_compare_header(const struct batch_files *f,
    const struct record *header, struct span window, struct span batch)
{
	struct buf wanted = { 0 };
	int status = 0;

	buf_put(&wanted, header->raw);
	buf_putc(&wanted, ',');
	field_put(&wanted, window);
	buf_putc(&wanted, ',');
	field_put(&wanted, batch);
	if (wanted.failed) {
		status = cli_fail_memory();
	} else if (!span_equal(buf_span(&wanted), buf_span(&f->header))) {
		cli_warn("%s:%lu: another header than that of %s",
		    header->file, header->line, f->batches_path.ptr);
		status = EX_DATAERR;
	}
	buf_free(&wanted);
	return status;
}

int
batch_files_close(struct batch_files *f, const struct journal *failed,
    int status)
{
	struct journal *all[] = { &f->oversize, &f->batches, &f->certificates,
	    &f->windows };

	if (failed != NULL && status <= EXIT_REFUSED)
		status = batch_files_failure(failed);
	for (size_t i = 0; i < sizeof(all) / sizeof(*all); i++)
		if (journal_close(all[i]) == -1 && status <= EXIT_REFUSED)
			status = batch_files_failure(all[i]);
	return status;
}

void
batch_files_free(struct batch_files *f)
{
	struct journal *all[] = { &f->oversize, &f->batches, &f->certificates,
	    &f->windows };

	for (size_t i = 0; i < sizeof(all) / sizeof(*all); i++)
		journal_free(all[i]);
	buf_free(&f->header);
	buf_free(&f->batches_path);
	buf_free(&f->oversize_path);
	buf_free(&f->ledger_path);
	if (f->ledger > 0)
		close(f->ledger);
	f->ledger = -1;
}
