#include <stdbool.h>
#include <stdio.h>

#include "fuzz/texts.h"
#include "fuzz/trouble.h"

enum {
	LINE_MOST = 1024 * 1024,	/* bytes of a line that is taken */
	COLUMNS_MOST = 800,
};

struct trouble {
	struct random lot;
	char columns[COLUMNS_MOST];	/* a letter each: i t a m n */
	struct buf header;	/* a line with its end */
	struct buf line;	/* now made, without its end */
	unsigned odd;		/* one of so many lines is; 0: none */
	bool ends;		/* there may be what ends a run */
	unsigned returns;	/* one of so many lines is CRLF; 0: none */
	bool large;		/* amounts may be as large as can be held */
};

static uint64_t
below(struct trouble *t, uint64_t n)
{
	return random_below(&t->lot, n);
}

static bool
one_of(struct random *r, uint64_t n)
{
	return random_below(r, n) == 0;
}

static void
put_digits(struct buf *text, struct random *r, uint64_t count)
{
	while (count-- > 0)
		buf_putc(text, (char)('0' + random_below(r, 10)));
}

/* 0 to 65 bytes of any kind that makes no other field of it. */
static void
put_name(struct buf *text, struct random *r)
{
	static const char letters[] = "abcXYZ019-_ .:/\xc3\xa9\x80\xff'#";

	for (uint64_t len = random_below(r, 66); len > 0; len--)
		buf_putc(text, letters[random_below(r, sizeof(letters) - 1)]);
}

static void
put_number(struct buf *text, uint64_t number)
{
	char digits[32];

	snprintf(digits, sizeof(digits), "%ju", (uintmax_t)number);
	buf_put(text, span_of(digits));
}

/* Now and then, where there is trouble at all. */
static bool
rarely(struct trouble *t, uint64_t n)
{
	return t->odd > 0 && below(t, n) == 0;
}

static void
put_id(struct trouble *t)
{
	if (rarely(t, 40))
		put_name(&t->line, &t->lot);
	else if (rarely(t, 60))
		buf_put(&t->line, SPAN("id"));
	else
		/* Few enough that some come twice. */
		put_number(&t->line, below(t, 3000));
}

static void
put_account(struct trouble *t)
{
	if (rarely(t, 30)) {
		put_name(&t->line, &t->lot);
		return;
	}
	buf_put(&t->line, SPAN("acct-"));
	put_number(&t->line, below(t, 40));
}

/* What no command looks at. */
static void
put_note(struct trouble *t)
{
	static const char *const words[] = { "", "tea", "12\xc2\xb0" "C", "  ",
	    "balance", "\xff\xfe", "a'b" };

	if (rarely(t, 60))
		buf_put(&t->line, below(t, 2) == 0 ? SPAN("id") :
		    SPAN("amount"));
	else if (rarely(t, 8))
		put_name(&t->line, &t->lot);
	else
		buf_put(&t->line, span_of(words[below(t, 7)]));
}

static void
put_usual_amount(struct trouble *t)
{
	if (t->large && one_of(&t->lot, 8)) {
		buf_put(&t->line, SPAN("92233720368547758.07"));
		return;
	}
	if (one_of(&t->lot, 2))
		buf_putc(&t->line, '-');
	put_number(&t->line, 200 + below(t, 500000));
	buf_putc(&t->line, '.');
	put_digits(&t->line, &t->lot, 2);
}

static void
put_usual_time(struct trouble *t)
{
	char text[64];

	snprintf(text, sizeof(text), "2026-%02u-%02uT%02u:%02u:%02u.%06uZ",
	    (unsigned)below(t, 12) + 1, (unsigned)below(t, 28) + 1,
	    (unsigned)below(t, 24), (unsigned)below(t, 60),
	    (unsigned)below(t, 60), (unsigned)below(t, 1000000));
	buf_put(&t->line, span_of(text));
}

static void
put_field(struct trouble *t, char column, bool odd)
{
	switch (column) {
	case 'i':
		put_id(t);
		break;
	case 't':
		if (odd)
			texts_put_time(&t->line, &t->lot);
		else
			put_usual_time(t);
		break;
	case 'a':
		put_account(t);
		break;
	case 'm':
		if (odd)
			texts_put_amount(&t->line, &t->lot);
		else
			put_usual_amount(t);
		break;
	default:
		put_note(t);
		break;
	}
}

/* A record with all its fields; quoted is a chance of one in so many. */
static void
put_record(struct trouble *t, bool odd, unsigned quoted)
{
	buf_clear(&t->line);
	for (const char *c = t->columns; *c != '\0'; c++) {
		size_t from = t->line.len;
		if (c > t->columns)
			buf_putc(&t->line, ',');
		from += c > t->columns;
		put_field(t, *c, odd);
		if (quoted == 0 || !one_of(&t->lot, quoted))
			continue;
		if (one_of(&t->lot, 3))
			texts_insert(&t->line, t->line.len, ',');
		if (one_of(&t->lot, 3))
			buf_put(&t->line, SPAN("\"\""));
		texts_insert(&t->line, from, '"');
		buf_putc(&t->line, '"');
	}
}

/* Let the line end at or near where some reader's vector or block may. */
static void
pad_to_border(struct trouble *t, size_t written)
{
	static const size_t borders[] = { 16, 16, 16, 32, 64, 64, 64, 64, 128,
	    4096, 4096, 8192, 65536, 131072 };
	size_t border = borders[below(t, t->large ? 14 : 12)];
	size_t end = written + t->line.len + 1;
	size_t more = border - end % border + (size_t)below(t, 3);
	/* Zeros before an amount change nothing, notes are not looked at. */
	char fill = strchr("mn", t->columns[strlen(t->columns) - 1]) == NULL ?
	    'x' : '0';
	size_t at = t->line.len;

	while (at > 0 && t->line.ptr[at - 1] != ',' &&
	    t->line.ptr[at - 1] != '-')
		at--;
	if (buf_reserve(&t->line, more) == -1)
		return;
	memmove(t->line.ptr + at + more, t->line.ptr + at, t->line.len - at);
	memset(t->line.ptr + at, fill, more);
	t->line.len += more;
}

/* A line of the greatest length, or one byte off. */
static void
pad_to_most(struct trouble *t)
{
	size_t wanted = LINE_MOST - 1 + (size_t)below(t, 4);

	while (t->line.len < wanted && !t->line.failed)
		buf_putc(&t->line, 'y');
}

static void
drop_field(struct trouble *t)
{
	char *comma = memchr(t->line.ptr, ',', t->line.len);

	if (comma != NULL)
		t->line.len = (size_t)(comma - t->line.ptr);
}

static void
put_header_again(struct trouble *t)
{
	buf_clear(&t->line);
	if (one_of(&t->lot, 3))
		buf_put(&t->line, SPAN("\xef\xbb\xbf"));
	buf_put(&t->line, buf_span(&t->header));
	if (one_of(&t->lot, 4)) {
		/* The first name in quotes is the same name. */
		size_t from = t->line.ptr[0] == '\xef' ? 3 : 0;
		char *comma = memchr(t->line.ptr, ',', t->line.len);
		texts_insert(&t->line, (size_t)(comma - t->line.ptr), '"');
		texts_insert(&t->line, from, '"');
	}
	if (t->ends && one_of(&t->lot, 4))
		buf_put(&t->line, SPAN(",id"));
}

/* Something is the matter with the line. */
static void
make_odd(struct trouble *t, size_t written)
{
	switch (below(t, 16)) {
	case 0:
		put_header_again(t);
		break;
	case 1:
		buf_clear(&t->line);
		break;
	case 2:
		buf_put(&t->line, SPAN(",more"));
		break;
	case 3:
		drop_field(t);
		break;
	case 4:
		texts_insert(&t->line, 0, '\xbf');
		texts_insert(&t->line, 0, '\xbb');
		texts_insert(&t->line, 0, '\xef');
		break;
	case 5:
	case 6:
	case 7:
		texts_insert(&t->line, (size_t)below(t, t->line.len + 1),
		    "\"\0\r"[below(t, 3)]);
		break;
	case 8:
	case 9:
		pad_to_border(t, written);
		break;
	case 10:
	case 11:
		put_record(t, true, 3);
		break;
	case 12:
		if (one_of(&t->lot, 40))
			pad_to_most(t);
		break;
	default:
		texts_spoil(&t->line, 0, &t->lot);
		break;
	}
}

static void
set_columns(struct trouble *t)
{
	static const struct {
		const char *names, *columns;
	} headers[] = {
		{ "id,time,account,amount", "itam" },
		{ "id,time,account,amount,note", "itamn" },
		{ "id,amount", "im" },
		{ "amount,id", "mi" },
		{ "note,amount,other,account,id", "nmnai" },
		{ "\"id\",time,\"account\",amount", "itam" },
	};
	static const size_t notes[] = { 0, 12, 60, 700 };
	size_t header = (size_t)below(t, 12), more = 0;

	/* The first is what most have. */
	if (header >= sizeof(headers) / sizeof(*headers))
		header = 0;
	else if (one_of(&t->lot, 3))
		more = notes[below(t, 4)];
	strcpy(t->columns, headers[header].columns);
	buf_put(&t->header, span_of(headers[header].names));
	for (; more > 0; more--) {
		strcat(t->columns, "n");
		buf_put(&t->header, SPAN(",c"));
	}
}

static void
start(struct trouble *t, uint64_t seed)
{
	static const unsigned odds[] = { 0, 1, 2, 4, 16, 64, 256 };
	static const unsigned returns[] = { 0, 0, 0, 1, 2, 9 };

	*t = (struct trouble){ .lot = random_seeded(seed) };
	set_columns(t);
	t->odd = odds[below(t, 7)];
	t->returns = returns[below(t, 6)];
	t->ends = one_of(&t->lot, 4);
	t->large = one_of(&t->lot, 4);
}

void
trouble_put(struct buf *csv, uint64_t seed, size_t lines)
{
	struct trouble t;
	bool whole;

	start(&t, seed);
	if (one_of(&t.lot, 4))
		buf_put(csv, SPAN("\xef\xbb\xbf"));
	if (lines > 0 || one_of(&t.lot, 2)) {
		buf_put(csv, buf_span(&t.header));
		buf_put(csv, t.returns == 1 ? SPAN("\r\n") : SPAN("\n"));
	}
	whole = !t.ends || one_of(&t.lot, 2);
	for (size_t i = 0; i < lines; i++) {
		bool odd = t.odd > 0 && one_of(&t.lot, t.odd);
		put_record(&t, false, 0);
		if (odd)
			make_odd(&t, csv->len);
		buf_put(csv, buf_span(&t.line));
		if (t.returns > 0 && one_of(&t.lot, t.returns))
			buf_putc(csv, '\r');
		if (whole || i < lines - 1)
			buf_putc(csv, '\n');
	}
	buf_free(&t.header);
	buf_free(&t.line);
}
