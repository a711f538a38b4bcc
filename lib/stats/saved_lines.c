#include <errno.h>
#include <stdarg.h>
#include <string.h>

#include "base/digits.h"
#include "ledger/txn.h"
#include "stats/saved.h"
#include "stats/saved_lines.h"
#include "stream/field.h"

int
saved_lines_wrong(struct saved_lines *l, const char *format, ...)
{
	struct buf clause = { 0 };
	va_list args;

	va_start(args, format);
	failure_at(l->failure, READER_FAILED_DATA, l->name, l->number,
	    buf_say_list(&clause, format, args));
	va_end(args);
	buf_free(&clause);
	return -1;
}

/* A value that is not as it would have been written. */
static int
wrong_value(struct saved_lines *l, struct span text, const char *what)
{
	char shown[SPAN_SHOWN_MAX];

	return saved_lines_wrong(l, "%s is not %s", span_show(text, shown),
	    what);
}

static int
fail_to_read(struct saved_lines *l)
{
	if (errno == EBADMSG)
		return failure_at(l->failure, READER_FAILED_DATA, l->name, 0,
		    input_reason(&l->input));
	return failure_errno(l->failure, l->name);
}

/* Read the next line over the one there is. */
static int
read_line(struct saved_lines *l)
{
	int got = lines_next(&l->lines, &l->line);

	if (got == -1)
		return fail_to_read(l);
	l->number++;
	if (got == 2)
		return saved_lines_wrong(l, "a line of over %d bytes",
		    LINES_MAX);
	if (got == 0 || !l->lines.ended)
		return saved_lines_wrong(l, "the summary is cut short");
	return 0;
}

int
saved_lines_next(struct saved_lines *l)
{
	digest_put(&l->hash, l->line);
	digest_put(&l->hash, SPAN("\n"));
	return read_line(l);
}

static int
see_version(struct saved_lines *l)
{
	char shown[SPAN_SHOWN_MAX];
	struct span version = l->line;
	struct span word = span_cut(&version, ' ');

	if (!span_equal(word, SPAN("balsys-summary")) || version.ptr == NULL)
		return saved_lines_wrong(l, "is no summary that balsys-stats "
		    "has saved");
	if (!span_equal(version, SPAN(SAVED_VERSION)))
		return saved_lines_wrong(l, "a summary of version %s, where "
		    "only " SAVED_VERSION " is known",
		    span_show(version, shown));
	return saved_lines_next(l);
}

int
saved_lines_open(struct saved_lines *l, const char *path,
    const struct wait_hook *hook, struct failure *failure)
{
	int got;

	l->name = strcmp(path, "-") == 0 ? "standard input" : path;
	l->failure = failure;
	if (input_open(&l->input, path, hook) == -1)
		return errno == ENOMEM ? failure_memory(failure) :
		    failure_at(failure, READER_FAILED_OPEN, l->name, 0,
		    strerror(errno));
	lines_start(&l->lines, &l->input);
	digest_start(&l->hash);
	got = lines_next(&l->lines, &l->line);
	if (got == -1)
		return fail_to_read(l);
	l->number = 1;
	if (got != 1)
		l->line = SPAN("");
	return see_version(l);
}

bool
saved_lines_begins(const struct saved_lines *l, const char *word)
{
	struct span rest = l->line;

	return span_equal(span_cut(&rest, ' '), span_of(word));
}

int
saved_lines_scan(struct saved_lines *l, const char *pattern,
    struct span *value)
{
	struct span rest = l->line, wanted = span_of(pattern);
	char shown[SPAN_SHOWN_MAX];

	while (wanted.ptr != NULL && rest.ptr != NULL) {
		struct span word = span_cut(&wanted, ' ');
		bool is_value = span_equal(word, SPAN("#"));

		if (is_value && wanted.ptr == NULL) {
			*value = rest;
			return 0;
		}
		if (is_value)
			*value++ = span_cut(&rest, ' ');
		else if (!span_equal(span_cut(&rest, ' '), word))
			break;
	}
	if (wanted.ptr == NULL && rest.ptr == NULL)
		return 0;
	return saved_lines_wrong(l, "%s where there should be \"%s\"",
	    span_show(l->line, shown), pattern);
}

int
saved_lines_number(struct saved_lines *l, struct span text, uint64_t most,
    uint64_t *number)
{
	if (digits_parse(text, number) == -1 || *number > most)
		return wrong_value(l, text, "a number that can be here");
	return 0;
}

/* Digits with or without a point and a sign, wherever these are. */
static bool
read_digits(struct span text, money_int128 *minor)
{
	const money_int128 most = (money_int128)1 << 120;
	bool is_negative = text.len > 0 && *text.ptr == '-';

	*minor = 0;
	for (size_t i = is_negative; i < text.len; i++) {
		if (text.ptr[i] == '.')
			continue;
		if (text.ptr[i] < '0' || text.ptr[i] > '9' || *minor > most)
			return false;
		*minor = *minor * 10 + (text.ptr[i] - '0');
	}
	if (is_negative)
		*minor = -*minor;
	return true;
}

int
saved_lines_total(struct saved_lines *l, struct span text, int scale,
    money_int128 *minor)
{
	char again[MONEY_TOTAL_TEXT_MAX];
	size_t len;

	if (!read_digits(text, minor))
		return wrong_value(l, text, "an amount that can be here");
	len = money_total_format((struct money_total){ *minor }, scale, again);
	if (!span_equal(text, (struct span){ again, len }))
		return wrong_value(l, text, "an amount as it is written here");
	return 0;
}

int
saved_lines_size(struct saved_lines *l, struct span text, int scale,
    uint64_t *size)
{
	money_int128 minor;

	if (saved_lines_total(l, text, scale, &minor) == -1)
		return -1;
	if (minor < 0 || minor > (money_int128)1 << 63)
		return wrong_value(l, text, "the size of an amount");
	*size = (uint64_t)minor;
	return 0;
}

int
saved_lines_time(struct saved_lines *l, struct span text,
    struct timestamp *time)
{
	char again[TIMESTAMP_TEXT_LEN];

	if (timestamp_parse_near(text, &l->read, time) == -1)
		return wrong_value(l, text, "a time");
	timestamp_format_near(*time, &l->written, again);
	if (!span_equal(text, (struct span){ again, sizeof(again) }))
		return wrong_value(l, text, "a time as it is written here");
	return 0;
}

/* Bytes between quotes, in which each quote is there twice. */
static void
put_unquoted(struct buf *room, struct span text)
{
	for (size_t i = 0; i < text.len; i++) {
		buf_putc(room, text.ptr[i]);
		if (text.ptr[i] == '"')
			i++;
	}
}

int
saved_lines_name(struct saved_lines *l, struct span text, struct buf *room)
{
	bool is_quoted = text.len >= 2 && text.ptr[0] == '"';

	buf_clear(room);
	if (is_quoted)
		put_unquoted(room, (struct span){ text.ptr + 1, text.len - 2 });
	else
		buf_put(room, text);
	buf_clear(&l->again);
	if (room->len == 0)
		buf_put(&l->again, SPAN("\"\""));
	else
		field_put(&l->again, buf_span(room));
	if (room->failed || l->again.failed)
		return failure_memory(l->failure);
	if (!span_equal(text, buf_span(&l->again)))
		return wrong_value(l, text, "a name as it is written here");
	if (room->len > TXN_ACCOUNT_MAX)
		return wrong_value(l, text, "short enough for a name");
	return 0;
}

int
saved_lines_end(struct saved_lines *l)
{
	char hash[DIGEST_TEXT_LEN + 1];
	struct span value, rest;
	int got;

	if (saved_lines_scan(l, "sha256 #", &value) == -1)
		return -1;
	digest_end(&l->hash, hash);
	if (!span_equal(value, span_of(hash)))
		return saved_lines_wrong(l, "the lines before are not as they "
		    "were saved: their SHA-256 is %s", hash);
	got = lines_next(&l->lines, &rest);
	if (got == -1)
		return fail_to_read(l);
	l->number++;
	return got == 0 ? 0 : saved_lines_wrong(l, "a line behind the end");
}

void
saved_lines_close(struct saved_lines *l)
{
	input_close(&l->input);
	lines_free(&l->lines);
	buf_free(&l->again);
	*l = (struct saved_lines){ 0 };
}
