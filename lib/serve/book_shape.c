#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "serve/batch_lines.h"
#include "serve/book_shape.h"
#include "stream/pread_all.h"

#define BOOK "book"

enum { BOOK_MOST = 1024 * 1024 };	/* bytes of it */

/* What is being read, and how it is called. */
struct reading {
	struct book_shape *shape;
	const struct book_options *options;
	const char *path;
	struct failure *failure;
};

static const char *
value(const struct reading *r, const char *option, const char *usual)
{
	const char *text = book_options_find(r->options, option);

	return text == NULL ? usual : text;
}

static int
wrong(const struct reading *r, const char *option)
{
	return failure_say(r->failure, READER_FAILED_DATA,
	    "%s/" BOOK ": %s \"%.40s\" is none that a book has", r->path,
	    option, value(r, option, ""));
}

static int
take_ledger(const struct reading *r)
{
	struct book_shape *s = r->shape;
	const char *scale = value(r, "scale", "2");
	const char *opening = value(r, "opening", "");

	if (strlen(scale) != 1 || *scale < '0' ||
	    *scale > '0' + MONEY_SCALE_MAX)
		return wrong(r, "scale");
	s->scale = *scale - '0';
	s->has_opening_file = strcmp(opening, "opening.csv") == 0;
	s->has_opening = *opening != '\0' && !s->has_opening_file;
	if (s->has_opening && money_parse(span_of(opening), s->scale,
	    &s->opening) == -1)
		return wrong(r, "opening");
	memcpy(s->id, value(r, "id", ""), BOOK_ID_LEN);
	return 0;
}

static int
take_batch(const struct reading *r)
{
	struct book_shape *s = r->shape;

	s->has_batch = value(r, "cap", NULL) != NULL;
	if (money_parse(span_of(value(r, "cap", "1000000")), s->scale,
	    &s->cap) == -1 || s->cap.minor <= 0)
		return wrong(r, "cap");
	if (batch_lines_number(span_of(value(r, "window", "1000")),
	    &s->window) == -1)
		return wrong(r, "window");
	return 0;
}

/* Keep the names of columns, each with a NUL behind it. */
static int
take_names(const struct reading *r)
{
	struct book_shape *s = r->shape;
	struct span batch = span_of(value(r, "batch-as", "window,batch"));
	struct span window = span_cut(&batch, ',');
	struct span balance = span_of(value(r, "ledger-as", "balance"));

	buf_put(&s->names, balance);
	buf_putc(&s->names, '\0');
	buf_put(&s->names, window);
	buf_putc(&s->names, '\0');
	buf_put(&s->names, batch);
	buf_putc(&s->names, '\0');
	if (s->names.failed)
		return failure_memory(r->failure);
	s->balance = s->names.ptr;
	s->window_name = s->balance + balance.len + 1;
	s->batch_name = s->window_name + window.len + 1;
	return 0;
}

static int
take_options(struct reading *r, struct span text)
{
	struct book_options options = { 0 };
	struct book_options_fault fault;
	int got = book_options_parse(&options, text, &fault), status;

	r->options = &options;
	if (got == 2 && fault.line > 0)
		status = failure_say(r->failure, READER_FAILED_DATA,
		    "%s/" BOOK ":%lu: %s", r->path, fault.line, fault.clause);
	else if (got == 2)
		status = failure_say(r->failure, READER_FAILED_DATA,
		    "%s/" BOOK ": %s", r->path, fault.clause);
	else if (got == -1)
		status = failure_memory(r->failure);
	else
		status = take_ledger(r) == -1 || take_batch(r) == -1 ||
		    take_names(r) == -1 ? -1 : 0;
	book_options_free(&options);
	return status;
}

/* What errno says of the file. */
static int
fail(const struct reading *r)
{
	if (errno == ENOMEM)
		return failure_memory(r->failure);
	return failure_say(r->failure, READER_FAILED_OPEN, "%s/" BOOK ": %s",
	    r->path, strerror(errno));
}

int
book_shape_read(struct book_shape *s, int dir, const char *path,
    struct failure *failure)
{
	struct reading r = { .shape = s, .path = path, .failure = failure };
	struct buf text = { 0 };
	ssize_t len = -1;
	int fd, status;

	fd = openat(dir, BOOK, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	if (fd == -1)
		return fail(&r);
	if (buf_reserve(&text, BOOK_MOST) == 0)
		len = pread_all(fd, text.ptr, BOOK_MOST, 0);
	status = len == -1 ? fail(&r) : take_options(&r,
	    (struct span){ text.ptr, (size_t)len });
	buf_free(&text);
	close(fd);
	if (status == -1)
		book_shape_free(s);
	return status;
}

void
book_shape_free(struct book_shape *s)
{
	buf_free(&s->names);
	*s = (struct book_shape){ 0 };
}
